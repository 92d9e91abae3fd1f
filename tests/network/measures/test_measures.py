"""Figures against networkx' documented examples, textbook shapes and a second calculation."""

from __future__ import annotations

from dataclasses import astuple, replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from tests.network.networks import community, networks, of
from tests.properties import examples
from workshop.model.network import Group, Network, Person, PersonKind, Relation, Tie
from workshop.network.graph.graph import directed, index, simple, times_named
from workshop.network.graph.paths import betweenness
from workshop.network.io.read import read
from workshop.network.measures.bridges import bridges
from workshop.network.measures.clustering import Overlap, chance_of_sharing, group_overlap
from workshop.network.measures.measures import (
    coverage,
    gini,
    indicators,
    measure,
    trust_ladder,
    warnings,
    wilson,
)
from workshop.network.measures.response import Response, response
from workshop.network.text.network_text import sentences


def test_the_karate_club_has_its_published_figures() -> None:
    """networkx documentation and Zachary 1977; the best known modularity is 0.4198 (Brandes and others 2008)."""
    found = measure(read("builtin:karate"))
    assert (found.people, found.groups, found.ties, found.n) == (34, 0, 78, 34)
    figures = found.measures
    assert figures.density == pytest.approx(0.139, abs=5e-4)
    assert figures.transitivity == pytest.approx(0.2557, abs=5e-5)
    assert figures.clustering == pytest.approx(0.5706, abs=5e-5)
    assert figures.path_length == pytest.approx(2.4082, abs=5e-5)
    assert figures.modularity == pytest.approx(0.4198, abs=5e-5)
    assert (figures.components, figures.largest_share, figures.isolated_share, figures.deepest_core) == (
        1,
        1.0,
        0.0,
        4,
    )
    assert found.bridges[0].id == "0"
    assert found.bridges[0].betweenness == pytest.approx(0.437635, abs=5e-7)


def test_the_medici_bridge_florence() -> None:
    """Betweenness 0.5219 of the Medici: networkx' tests of `florentine_families_graph`."""
    first = bridges(read("builtin:florentine"))[0]
    assert (first.id, first.betweenness) == ("Medici", pytest.approx(0.5219, abs=1e-4))


def test_the_kite_is_held_by_its_seventh_node() -> None:
    """Krackhardt 1990: Heather (7) has the highest betweenness, Diane (3) the most ties."""
    kite = read("builtin:kite")
    assert bridges(kite)[0].id == "7"
    assert max(times_named(kite).items(), key=lambda pair: pair[1]) == ("3", 6)


def test_davis_keeps_women_and_events_apart() -> None:
    found = measure(read("builtin:davis"))
    assert (found.people, found.groups, found.ties) == (18, 14, 89)
    assert found.measures.clustering == 0.0  # two-mode: no triangle can exist


STAR = of(("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"))
COMPLETE = of(("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d"))
PATH = of(("a", "b"), ("b", "c"), ("c", "d"))


@pytest.mark.parametrize(
    ("network", "expected"),
    # mean ties, density, clustering, transitivity, path, parts, largest, isolated, Gini, core, modularity by hand.
    [
        (STAR, (1.6, 0.4, 0.0, 0.0, 1.6, 1, 1.0, 0.0, 0.3, 1, 0.0)),
        (COMPLETE, (3.0, 1.0, 1.0, 1.0, 1.0, 1, 1.0, 0.0, 0.0, 3, 0.0)),
        (PATH, (1.5, 0.5, 0.0, 0.0, 5 / 3, 1, 1.0, 0.0, 1 / 6, 1, 1 / 6)),
        (of(("a", "b"), people="cd"), (0.5, 1 / 6, 0.0, None, 1.0, 3, 0.5, 0.5, 0.5, 1, 0.0)),
        (of(people="a"), (0.0, None, 0.0, None, None, 1, 1.0, 1.0, None, 0, None)),
        (Network(), (None, None, None, None, None, 0, None, None, None, None, None)),
    ],
)
def test_simple_shapes_have_the_figures_one_gets_by_hand(
    network: Network, expected: tuple[float | None, ...]
) -> None:
    assert astuple(indicators(network)) == pytest.approx(expected)


def test_a_star_has_one_bridge_and_a_complete_graph_none() -> None:
    """Burt 1992: a star's centre has constraint 1/4 and effective size 4; in the complete graph nobody is between."""
    (centre,) = bridges(STAR)
    assert (centre.id, centre.betweenness, centre.constraint, centre.effective_size, centre.times_named) == (
        "a", 1.0, pytest.approx(0.25), 4.0, 4,
    )  # fmt: skip
    assert bridges(COMPLETE) == ()


@examples(40)
@given(st.integers(0, 2**31), st.integers(3, 40), st.floats(0.0, 0.4))
def test_betweenness_equals_networkx(seed: int, n: int, p: float) -> None:
    graph = nx.gnp_random_graph(n, p, seed=seed)
    network = Network(
        tuple(Person(str(i)) for i in graph), ties=tuple(Tie(str(a), str(b)) for a, b in graph.edges)
    )
    expected = nx.betweenness_centrality(graph)
    assert betweenness(index(network).links) == pytest.approx([expected[i] for i in graph], abs=1e-12)


@examples(25)
@given(networks(loops=True))
def test_every_network_has_figures_in_their_ranges(network: Network) -> None:
    found = indicators(network, runs=1)
    for value in (
        found.density,
        found.clustering,
        found.transitivity,
        found.largest_share,
        found.isolated_share,
    ):
        assert value is None or 0 <= value <= 1
    assert found.components >= 1
    assert found.deepest_core == max(nx.core_number(simple(network)).values())


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20))
def test_gini_is_half_the_mean_difference_over_the_mean(values: list[int]) -> None:
    """The definition by pairs: Σ|x_i − x_j| / (2 n² mean)."""
    x = np.array(values, dtype=float)
    if not x.sum():
        assert gini(x) is None
    else:
        pairs = np.abs(x[:, None] - x[None, :]).sum() / (2 * len(x) ** 2 * x.mean())
        assert gini(x) == pytest.approx(pairs)


def test_self_loops_and_repeats_do_not_count_twice() -> None:
    network = of(("a", "b"), ("b", "a"), ("a", "b"), ("a", "a"), ("b", "c"), directed=True)
    assert simple(network).number_of_edges() == 2
    assert directed(network).edges["a", "b"]["reports"] == 2
    assert times_named(network) == {"a": 1, "b": 1, "c": 1}
    assert "network.self_loops" in warnings(network)


def _silent(share: float) -> Network:
    network = read("builtin:karate")
    missing = round(34 * share)
    people = tuple(replace(person, answered=turn >= missing) for turn, person in enumerate(network.people))
    return replace(network, people=people)


def test_nobody_is_singled_out_when_too_few_answered() -> None:
    found = measure(_silent(0.5))
    assert (found.response_rate, found.bridges) == (0.5, ())
    assert "response.too_low" in found.warnings


def test_a_middling_response_rate_is_a_caution() -> None:
    found = measure(_silent(0.3))
    assert len(found.bridges) == 5
    assert "response.low" in found.warnings


def test_without_a_word_on_who_answered_there_is_no_response_rate() -> None:
    """By hand: nothing was said of the 34, so neither 0 nor 100 % can be told, and nobody is withheld for it."""
    found = measure(read("builtin:karate"))
    assert (found.response_rate, found.response) == (None, Response(people=34, answered=0, not_said=34))
    assert len(found.bridges) == 5
    assert "response.unknown" in found.warnings
    for language, words in (("zh", "没有记下"), ("en", "was not recorded")):
        told = sentences(found, language)  # type: ignore[arg-type]
        assert words in told[1]
        assert "100" not in told[1]


def test_a_roster_nobody_reported_from_has_no_response_rate() -> None:
    found = measure(_silent(1.0))
    assert (found.response_rate, found.bridges) == (None, ())
    assert "response.too_low" in found.warnings
    assert "response.unknown" not in found.warnings


def test_one_person_of_whom_nothing_was_said_leaves_the_rate_open() -> None:
    network = _silent(0.3)
    first = replace(network.people[0], answered=None)
    assert response(replace(network, people=(first, *network.people[1:]))).rate is None


def test_stability_is_a_share_and_repeats_with_its_seed() -> None:
    network = read("builtin:karate")
    shares = [bridge.kept_in_top for bridge in bridges(network, seed=5)]
    assert shares == [bridge.kept_in_top for bridge in bridges(network, seed=5)]
    assert all(0 <= share <= 1 for share in shares)
    assert min(shares) < 1  # somebody does drop out when a fifth is silent


def _building(residents: int, reached: int) -> Network:
    people = tuple(Person(f"r{i}", building="1栋") for i in range(residents))
    worker = Person("s", kind=PersonKind.SUPPORTER, building="1栋")
    return Network((*people, worker), ties=tuple(Tie("s", f"r{i}") for i in range(reached)))


def test_coverage_counts_residents_reached_with_its_interval() -> None:
    """Wilson interval of 8 in 10: 0.490 to 0.943 (Newcombe 1998, method 3)."""
    (row,) = coverage(_building(10, 8))
    assert (row.building, row.people, row.reached, row.share, row.hidden) == ("1栋", 10, 8, 0.8, False)
    assert (row.low, row.high) == (pytest.approx(0.490, abs=5e-4), pytest.approx(0.943, abs=5e-4))


def test_coverage_of_fewer_than_five_is_hidden() -> None:
    (row,) = coverage(_building(4, 4))
    assert (row.people, row.reached, row.share, row.hidden) == (4, None, None, True)


@given(st.integers(1, 200), st.data())
def test_the_wilson_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1


def test_the_trust_ladder_counts_known_rungs_only() -> None:
    people = tuple(Person(f"p{i}", trust=trust) for i, trust in enumerate((0, 0, 2, None, 4)))
    assert [row.people for row in trust_ladder(Network(people))] == [2, 0, 1, 0, 1]
    assert trust_ladder(Network((Person("a"),))) == ()


def test_group_overlap_is_counted_with_its_chance() -> None:
    """3 of 10 and 3 of 10 people, all three shared: Jaccard 1, p = 1 / C(10, 3) = 1/120."""
    people = tuple(Person(f"p{i}") for i in range(10))
    ties = tuple(Tie(f"p{i}", group, Relation.MEMBER) for group in "GH" for i in range(2))
    ties += (Tie("p2", "G", Relation.LEADS), Tie("H", "p2", Relation.MEMBER), Tie("p5", "G", Relation.FUNDS))
    assert group_overlap(Network(people, (Group("G"), Group("H"), Group("I")), ties)) == (
        Overlap(("G", "H"), 3, 1.0, pytest.approx(1 / 120), pytest.approx(1 / 120)),
    )


def test_a_community_has_all_its_figures() -> None:
    found = measure(community())
    assert (found.people, found.groups, found.n) == (45, 8, 53)
    assert found.coverage
    assert found.group_overlap
    assert "network.no_support" not in found.warnings


@pytest.mark.parametrize(
    ("shared", "people", "one", "other"), [(1, 18, 14, 12), (7, 18, 8, 9), (3, 60, 10, 12)]
)
def test_the_chance_of_sharing_members_is_scipys(shared: int, people: int, one: int, other: int) -> None:
    """Oracle: scipy.stats.hypergeom's survival function."""
    expected = hypergeom.sf(shared - 1, people, one, other)
    assert chance_of_sharing(shared, people, one, other) == pytest.approx(expected, rel=1e-9)
