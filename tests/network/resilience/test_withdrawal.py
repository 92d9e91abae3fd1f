"""The withdrawal test against cases one can count, and its fast parts against plain networkx."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import community, of
from tests.properties import examples
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, Language
from workshop.model.network import Group, Network, Person, PersonKind, Relation, Tie
from workshop.network.graph.graph import index, simple
from workshop.network.graph.wording import percent
from workshop.network.io.read import read
from workshop.network.resilience.removal_curve import removal_curves, shares_left
from workshop.network.resilience.removal_curve_chart import (
    curve_sentences,
    removal_curve_chart,
    removal_curve_text,
)
from workshop.network.resilience.withdrawal import fragmentation, largest_after, of_kind, withdraw

STAR = of(("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"))


def test_a_star_without_its_centre_falls_apart() -> None:
    """By hand: four single nodes; the centre is the worst case, a leaf costs nothing."""
    found = withdraw(STAR, ["a"])
    assert found.components == (1, 1, 1, 1)
    assert (found.share_before, found.share_after) == (1.0, 0.25)
    assert (found.fragmentation_before, found.fragmentation_after, found.distance_fragmentation_after) == (
        0.0,
        1.0,
        1.0,
    )
    assert (found.worst.ids, found.worst.share, found.worst.exact) == (("a",), 0.25, True)
    assert (found.random.mean, found.dependence, found.two_step_reach) == (1.0, 1.0, 0.0)


def test_a_leaf_that_leaves_changes_nothing() -> None:
    found = withdraw(STAR, ["b"])
    assert (found.share_after, found.two_step_reach) == (1.0, 1.0)
    # C_rand: the others are the centre (0.25) and three leaves (1.0).
    assert found.random.mean == pytest.approx(13 / 16, abs=0.05)
    assert found.dependence is not None
    assert found.dependence < 0


def test_the_random_band_runs_from_its_fifth_percentile_to_its_ninety_fifth() -> None:
    """By hand: of the four others of a star one is its centre (0.25), three are leaves (1.0).

    A quarter of all losses is well above a twentieth, so the band holds both; its low end is the small share.
    """
    found = withdraw(STAR, ["b"]).random
    assert (found.low, found.high, found.draws) == (0.25, 1.0, 400)


def test_a_loss_rarer_than_a_twentieth_lies_outside_the_random_band() -> None:
    """By hand: with 40 leaves left beside the centre only one loss in 41 breaks the star, 2.4 %."""
    star = Network(
        (Person("a"), *(Person(f"l{number}") for number in range(41))),
        ties=tuple(Tie("a", f"l{number}") for number in range(41)),
    )
    found = withdraw(star, ["l0"]).random
    assert found.mean < 1
    assert (found.low, found.high) == (1.0, 1.0)


def test_as_many_different_people_leave_at_random() -> None:
    """By hand: whichever two of six who all know each other leave, the other four stay together: 4 of 4."""
    found = withdraw(of(*combinations("abcdef", 2)), ["a", "b"]).random
    assert (found.mean, found.low, found.high) == (1.0, 1.0, 1.0)


def test_distance_fragmentation_is_borgatti_s() -> None:
    """Borgatti 2006: DF = 1 − 2 Σ 1/d / (n(n − 1)); the path of three left here has 1 + 1 + 1/2 over 3 pairs."""
    found = withdraw(of(("a", "b"), ("b", "c"), ("c", "d")), ["d"])
    assert found.distance_fragmentation_after == pytest.approx(1 - 2.5 / 3)


def test_no_dependence_where_nothing_can_break() -> None:
    complete = of(*combinations("abcdef", 2))
    assert withdraw(complete, ["a"]).dependence is None


def test_the_share_before_is_of_those_who_stay() -> None:
    """Two pairs held by nobody: removing one of a pair leaves 2 of 3 in one component before and after."""
    found = withdraw(of(("a", "b"), ("c", "d")), ["a"])
    assert (found.share_before, found.share_after) == (2 / 3, 2 / 3)


def test_groups_that_lose_every_contact_are_named() -> None:
    people = (Person("s", kind=PersonKind.SUPPORTER), Person("r"), Person("q"))
    groups = (Group("G"), Group("H"), Group("I"))
    ties = (Tie("s", "G"), Tie("H", "s"), Tie("r", "H", Relation.MEMBER), Tie("r", "q"))
    network = Network(people, groups, ties)
    assert withdraw(network, of_kind(network, "supporter")).groups_cut_off == ("G",)


@pytest.mark.parametrize(
    ("remove", "code"),
    [
        (["x"], "network.unknown_id"),
        ([], "network.nothing_to_remove"),
        (["a", "b", "c", "d", "e"], "network.everything_removed"),
    ],
)
def test_what_cannot_be_removed_is_said(remove: list[str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        withdraw(STAR, remove)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "code"), [("wizard", "network.no_such_kind"), ("supporter", "network.nobody_of_kind")]
)
def test_a_kind_nobody_has_is_said(kind: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        of_kind(STAR, kind)
    assert caught.value.code == code


@examples(60)
@given(st.integers(0, 2**31), st.integers(1, 25), st.floats(0.0, 0.3))
def test_the_flood_finds_networkx_components(seed: int, n: int, p: float) -> None:
    graph = nx.gnp_random_graph(n, p, seed=seed)
    network = Network(
        tuple(Person(str(i)) for i in graph), ties=tuple(Tie(str(a), str(b)) for a, b in graph.edges)
    )
    removed = np.random.default_rng(seed).random((20, n)) < 0.3
    expected = [
        max(map(len, nx.connected_components(graph.subgraph(np.flatnonzero(~row)))), default=0)
        for row in removed
    ]
    assert largest_after(index(network).links, removed).tolist() == expected


@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_worst_case_is_the_worst_of_all_subsets(k: int) -> None:
    network = read("builtin:florentine")
    graph = simple(network)
    worst = min(
        max(map(len, nx.connected_components(graph.subgraph(set(graph) - set(gone))))) / (len(graph) - k)
        for gone in combinations(graph, k)
    )
    found = withdraw(network, [person.id for person in network.people[:k]])
    assert (found.worst.exact, found.worst.share) == (True, pytest.approx(worst))


def test_a_searched_worst_case_is_no_better_than_the_people_asked_about() -> None:
    network = read("builtin:lesmis")
    found = withdraw(network, ["Valjean", "Myriel", "Gavroche", "Javert", "Marius", "Fantine"])
    assert not found.worst.exact
    assert found.worst.share <= found.share_after
    assert found.worst.share <= found.random.low


@examples(30)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_fragmentation_is_the_share_of_pairs_apart(sizes: list[int]) -> None:
    labels = [part for part, size in enumerate(sizes) for _ in range(size)]
    pairs = list(combinations(labels, 2))
    apart = sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0
    assert fragmentation(sizes) == pytest.approx(apart)


def test_the_same_question_has_the_same_answer() -> None:
    network = community()
    assert withdraw(network, ["s1", "s2"]) == withdraw(network, ["s2", "s1"])


@examples(60)
@given(st.integers(0, 2**31), st.integers(1, 18), st.floats(0.0, 0.4), st.data())
def test_every_step_of_every_order_is_what_networkx_counts(
    seed: int, n: int, p: float, data: st.DataObject
) -> None:
    """The plain reference: take one after another out of a graph and look at what is left."""
    graph = nx.gnp_random_graph(n, p, seed=seed)
    network = Network(
        tuple(Person(str(i)) for i in graph), ties=tuple(Tie(str(a), str(b)) for a, b in graph.edges)
    )
    leaving = data.draw(st.integers(0, n))
    orders = np.random.default_rng(seed).permuted(np.tile(np.arange(n), (4, 1)), axis=1)[:, :leaving]
    expected = []
    for order in orders.tolist():
        left, shares = graph.copy(), []
        for gone in range(leaving + 1):
            largest = max(map(len, nx.connected_components(left)), default=0)
            shares.append(largest / (n - gone) if gone < n else 0.0)
            if gone < leaving:
                left.remove_node(order[gone])
        expected.append(shares)
    assert shares_left(index(network).links, orders) == pytest.approx(np.array(expected))


@pytest.mark.parametrize("seed", range(4))
def test_fragmentation_and_distance_fragmentation_are_borgatti_s_for_every_subset(seed: int) -> None:
    """F is the share of pairs without a path, DF one minus the mean of 1/d, both counted pair by pair."""
    graph = nx.relabel_nodes(nx.gnp_random_graph(7, 0.35, seed=seed), str)
    network = Network(tuple(map(Person, graph)), ties=tuple(Tie(*pair) for pair in graph.edges))
    for count in (1, 2, 3):
        for gone in combinations(graph, count):
            rest = graph.subgraph(set(graph) - set(gone))
            far = dict(nx.all_pairs_shortest_path_length(rest))
            pairs = list(combinations(rest, 2))
            near = [1 / far[one][other] if other in far[one] else 0.0 for one, other in pairs]
            found = withdraw(network, gone, draws=1)
            assert found.fragmentation_after == pytest.approx(sum(n == 0 for n in near) / len(pairs))
            assert found.distance_fragmentation_after == pytest.approx(1 - sum(near) / len(pairs))


def test_the_curve_ends_where_the_withdrawal_test_stands() -> None:
    network = community()
    leaving = of_kind(network, "supporter")
    found, tested = removal_curves(network, leaving), withdraw(network, leaving)
    assert found.chosen[-1] == pytest.approx(tested.share_after)
    assert set(found.order) == set(leaving)
    assert (len(found.chosen), len(found.mean), found.draws) == (4, found.people + 1, 200)


def test_chance_lies_in_its_band_and_above_the_hardest_order() -> None:
    found = removal_curves(community(), ["s1"])
    band = zip(found.low, found.mean, found.high, strict=True)
    assert all(low - 1e-12 <= mean <= high + 1e-12 for low, mean, high in band)
    assert found.worst[10] < found.low[10]
    assert found == removal_curves(community(), ["s1"])


def test_a_path_breaks_in_its_middle_first() -> None:
    """By hand: of a path of five the middle is the strongest bridge; without it two pairs remain, 2 of 4."""
    found = removal_curves(of(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")), ["a", "c"])
    assert (found.worst_order[0], found.worst[:2]) == ("c", (1.0, 0.5))
    assert found.order == ("c", "a")
    assert found.chosen == (1.0, 0.5, pytest.approx(2 / 3))


def test_a_curve_needs_people_who_are_there() -> None:
    with pytest.raises(InputError) as caught:
        removal_curves(STAR, ["x"])
    assert caught.value.code == "network.unknown_id"
    with pytest.raises(InputError) as caught:
        removal_curves(STAR, [])
    assert caught.value.code == "network.nothing_to_remove"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360.0, 760.0])
def test_the_curve_is_drawn_inside_its_paper_and_said_in_words(language: Language, width: float) -> None:
    found = removal_curves(community(), ["s1", "s2", "s3"])
    root = ElementTree.fromstring(removal_curve_chart(found, language, width))
    points = [
        float(number)
        for line in root.iter("{http://www.w3.org/2000/svg}polyline")
        for number in line.get("points", "").replace(",", " ").split()[::2]
    ]
    assert min(points) >= 0
    assert max(points) <= width
    words = removal_curve_text(found, language)
    assert f"{round(found.chosen[-1] * 100)}%" in words
    assert all(line in words for line in curve_sentences(found, language))


def test_everybody_leaving_a_tiny_map_is_still_a_picture() -> None:
    found = removal_curves(of(("a", "b")), ["a", "b"])
    assert found.chosen == (1.0, 1.0, 0.0)
    assert ElementTree.fromstring(removal_curve_chart(found, "zh")).get("viewBox")


@pytest.mark.parametrize("name", ["karate", "lesmis"])
def test_the_test_and_the_curve_below_it_state_one_worst_case(name: str) -> None:
    """Four of 34 and of 77 are too many subsets to try: no order of leaving on the curve may then look worse."""
    network = read(f"builtin:{name}")
    gone = tuple(person.id for person in network.people[:5])
    tested, curves = withdraw(network, gone), removal_curves(network, gone)
    assert not tested.worst.exact
    assert tested.worst.share <= curves.worst[5] + 1e-12
    for language in LANGUAGES:
        here = curve_sentences(curves, language)[0]
        assert percent(tested.share_after) in here
        assert percent(curves.worst[5]) not in here
        assert percent(tested.random.mean) not in here
