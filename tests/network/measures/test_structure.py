"""Brokerage, mixing, both cores, overlap and modularity against R, brute force, exact formulas and plain rules.

Values marked "R" are printed by `make oracle` (tests/oracles/structure.R): R 4.2.2, sna 2.7.1, igraph 1.3.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import community, of
from tests.properties import examples
from workshop.model.network import Group, Network, Person, Relation, Tie
from workshop.network.graph.graph import Index, index, matrix, simple
from workshop.network.graph.partition import modularity
from workshop.network.io.read import builtin
from workshop.network.measures import bridges as bridges_module
from workshop.network.measures.bridges import (
    ROLES,
    bridges,
    brokers,
    constraint,
    effective_size,
    homes,
    only_group,
)
from workshop.network.measures.clustering import chance_of_sharing, group_overlap
from workshop.network.measures.core import continuous, discrete
from workshop.network.measures.measures import Indicators, indicators, measure
from workshop.network.measures.mixing import Leaning, by_building, by_group, mixing

# Eight people in three buildings, as tests/oracles/structure.R has them.
ARROWS = ("ab", "bc", "ca", "cd", "de", "ec", "ef", "fg", "gh", "hf", "bf", "dg", "gb", "ae", "fd")
PLACES = dict(zip("abcdefgh", ("1栋", "1栋", "1栋", "2栋", "2栋", "2栋", "3栋", "3栋"), strict=True))
MADE = Network(
    tuple(Person(who, building=PLACES[who]) for who in "abcdefgh"),
    ties=tuple(Tie(pair[0], pair[1]) for pair in ARROWS),
    directed=True,
)


@st.composite
def graphs(draw: st.DrawFn, largest: int = 9, directed: bool = False) -> Network:
    """People in up to three buildings with any ties among them."""
    n = draw(st.integers(2, largest))
    people = tuple(Person(f"p{i}", building=draw(st.sampled_from("甲乙丙"))) for i in range(n))
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] != pair[1])
    ties = tuple(Tie(f"p{a}", f"p{b}") for a, b in draw(st.lists(pairs, min_size=1, max_size=3 * n)))
    return Network(people, ties=ties, directed=directed)


def renamed(network: Network, turn: int) -> Network:
    """The same network under other names and in another order."""
    names = {person.id: f"x{(number * 7 + turn) % 101}" for number, person in enumerate(network.people)}
    people = tuple(replace(person, id=names[person.id]) for person in network.people)
    ties = tuple(replace(tie, source=names[tie.source], target=names[tie.target]) for tie in network.ties)
    cut = turn % len(people)
    return replace(network, people=people[cut:] + people[:cut], ties=ties[::-1])


# Brokerage


def roles(network: Network, place: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Every placed person's counts, in the order of `ROLES`, as `brokers` ranks them."""
    who = [person.id for person in network.people if person.id in place]
    said, turns = bridges_module.reports(network), bridges_module._turns(network, who)
    counts = bridges_module._counts(who, place, turns[said.source], turns[said.target], network.directed)
    return {one: tuple(row) for one, row in zip(who, counts.tolist(), strict=True)}


def test_the_roles_are_those_r_counts() -> None:
    """R sna::brokerage(A, cl)$raw.nli, columns w_I, w_O, b_IO, b_OI, b_O."""
    assert roles(MADE, PLACES) == {
        "a": (1, 0, 1, 0, 0),
        "b": (1, 0, 1, 1, 1),
        "c": (1, 1, 1, 1, 0),
        "d": (1, 0, 0, 1, 1),
        "e": (1, 1, 1, 1, 0),
        "f": (1, 1, 1, 2, 1),
        "g": (0, 0, 0, 2, 2),
        "h": (0, 0, 1, 0, 0),
    }


def test_ties_without_direction_go_both_ways_as_r_counts_them() -> None:
    """R sna::brokerage of the symmetric matrix."""
    assert list(roles(replace(MADE, directed=False), PLACES).values()) == [
        (0, 0, 1, 1, 0),
        (0, 0, 4, 4, 0),
        (0, 0, 3, 3, 0),
        (0, 0, 2, 2, 2),
        (0, 0, 3, 3, 0),
        (0, 0, 5, 5, 2),
        (0, 0, 2, 2, 2),
        (0, 0, 0, 0, 0),
    ]


def test_the_two_sides_of_the_karate_club_meet_in_the_people_r_finds() -> None:
    """R sna::brokerage of the karate club by the side each took; sums over everybody and four members."""
    club = builtin("karate")
    side = {
        str(node): "A" if club_ == "Mr. Hi" else "B"
        for node, club_ in nx.karate_club_graph().nodes(data="club")
    }
    found = roles(club, side)
    assert tuple(np.sum(list(found.values()), axis=0)) == (510, 20, 128, 128, 0)
    assert [found[who] for who in ("0", "2", "8", "33")] == [
        (174, 0, 15, 15, 0),
        (10, 12, 23, 23, 0),
        (0, 0, 5, 5, 0),
        (156, 6, 40, 40, 0),
    ]


@examples(40)
@given(graphs(directed=True), st.integers(1, 100))
def test_roles_do_not_depend_on_names_or_order(network: Network, turn: int) -> None:
    before = roles(network, homes(network))
    other = renamed(network, turn)
    names = {person.id: f"x{(number * 7 + turn) % 101}" for number, person in enumerate(network.people)}
    assert roles(other, homes(other)) == {names[who]: counts for who, counts in before.items()}


@examples(40)
@given(graphs(directed=True))
def test_roles_are_every_two_step_way_without_a_short_cut(network: Network) -> None:
    """The definition, way by way; all roles together are all open ways through a person."""
    graph = nx.DiGraph([(tie.source, tie.target) for tie in network.ties])
    for who, counts in roles(network, homes(network)).items():
        ways = 0
        if who in graph:
            ways = sum(
                one != other and not graph.has_edge(one, other)
                for one in graph.predecessors(who)
                for other in graph.successors(who)
            )
        assert sum(counts) == ways


@examples(30)
@given(graphs())
def test_somebody_without_ties_has_no_role_and_changes_nobodys(network: Network) -> None:
    more = replace(network, people=(*network.people, Person("alone", building="甲")))
    after = roles(more, homes(more))
    assert after.pop("alone") == (0, 0, 0, 0, 0)
    assert after == roles(network, homes(network))


def test_a_broker_carries_how_firmly_the_name_stands() -> None:
    found = brokers(MADE, PLACES)
    assert [one.id for one in found[:2]] == ["f", "g"]  # 5 and 4 ways across, by R's table above
    assert found[0].across == 5
    assert all(0 <= one.kept_in_top <= 1 for one in found)
    assert min(one.kept_in_top for one in found) < 1
    assert found == brokers(MADE, PLACES)


def test_one_building_has_nothing_to_stand_between() -> None:
    assert brokers(MADE, dict.fromkeys("abcdefgh", "1栋")) == ()


def test_who_is_in_two_groups_is_in_no_single_one() -> None:
    ties = tuple(Tie(who, group, Relation.MEMBER) for who, group in ("aG", "bG", "bH", "cH"))
    network = Network(tuple(map(Person, "abc")), tuple(map(Group, "GH")), ties)
    assert only_group(network) == {"a": "G", "c": "H"}


def test_no_broker_and_no_core_is_named_when_too_few_answered() -> None:
    silent = replace(MADE, people=tuple(replace(one, answered=one.id in "abcd") for one in MADE.people))
    found = measure(silent)
    assert (found.brokers.building, found.core.discrete, found.core.continuous, found.bridges) == (
        (),
        None,
        None,
        (),
    )
    assert measure(MADE).brokers.building
    assert measure(MADE).core.discrete is not None


# Burt


def test_constraint_is_igraphs() -> None:
    """R igraph::constraint of the made network without direction, and of members 1, 2, 3, 33, 34 of the karate club."""
    links = index(MADE).links
    assert [constraint(links, place) for place in range(8)] == pytest.approx(
        [0.597222222222, 0.396423611111, 0.506076388889, 0.4596875, 0.483402777778, 0.4375, 0.52, 0.750625],
        abs=1e-11,
    )
    club = index(builtin("karate")).links
    assert [constraint(club, place) for place in (0, 1, 2, 32, 33)] == pytest.approx(
        [0.155423297647, 0.279535108025, 0.185176639660, 0.249223362275, 0.156418685121], abs=1e-11
    )


@pytest.mark.parametrize("n", [2, 3, 4, 7, 20])
def test_constraint_has_its_exact_values(n: int) -> None:
    """Complete graph: (1/d)(1 + (d − 1)/d)² with d = n − 1; star: 1/d at the centre, 1 outside; path: 1/2 inside.

    In a complete graph p = 1/d and each contact is reached over d − 1 others: d · (1/d + (d − 1)/d²)².
    """
    d = n - 1
    complete = matrix(n, combinations(range(n), 2))
    assert constraint(complete, 0) == pytest.approx((1 + (d - 1) / d) ** 2 / d)
    assert effective_size(complete, 0) == pytest.approx(1)
    star = matrix(n, [(0, leaf) for leaf in range(1, n)])
    assert (constraint(star, 0), constraint(star, d)) == (pytest.approx(1 / d), pytest.approx(1))
    assert effective_size(star, 0) == pytest.approx(d)
    path = matrix(n + 2, [(step, step + 1) for step in range(n + 1)])
    assert constraint(path, 1) == pytest.approx(1 / 2)


@examples(60)
@given(st.integers(0, 2**31), st.integers(2, 25), st.floats(0.05, 0.8))
def test_constraint_and_effective_size_equal_networkx(seed: int, n: int, p: float) -> None:
    graph = nx.gnp_random_graph(n, p, seed=seed)
    links = matrix(n, [(min(pair), max(pair)) for pair in graph.edges])
    strict, size = nx.constraint(graph), nx.effective_size(graph)
    for place in graph:
        if graph.degree(place):
            assert constraint(links, place) == pytest.approx(strict[place])
            assert effective_size(links, place) == pytest.approx(size[place])
        else:
            assert constraint(links, place) is None
            assert effective_size(links, place) is None


# Triads


def test_triangles_are_those_r_counts() -> None:
    """R sna::triad.census(mode="graph") 3, 23, 23, 7 and gtrans(measure="weak") 0.4772727: 3·7 / (3·7 + 23)."""
    found = indicators(MADE)
    assert found.transitivity == pytest.approx(21 / 44)
    assert found.transitivity == pytest.approx(0.4772727, abs=5e-8)
    assert found.density == pytest.approx(0.5357143, abs=5e-8)  # R sna::gden
    assert indicators(builtin("karate")).transitivity == pytest.approx(0.255681818182, abs=5e-13)


# Mixing


def test_the_share_inside_is_counted_and_its_chance_is_exact() -> None:
    """By hand: of 15 tied pairs ab, bc, ca, de, ef, fd and gh are inside."""
    found = by_building(MADE)
    assert found is not None
    assert (found.people, found.places, found.ties, found.inside) == (8, 3, 15, 7)
    assert found.share == pytest.approx(7 / 15)
    assert found.expected == pytest.approx((3 * 2 + 3 * 2 + 2 * 1) / (8 * 7))
    assert not found.few


def test_the_interval_of_chance_is_that_of_every_deal() -> None:
    """All 8!/(3!·3!·2!) = 560 ways of dealing three buildings out, each as likely as any other."""
    ends = [tuple(sorted("abcdefgh".index(end) for end in pair)) for pair in ARROWS]
    shares = []
    for one in combinations(range(8), 3):
        for other in combinations(sorted(set(range(8)) - set(one)), 3):
            at = [0 if place in one else 1 if place in other else 2 for place in range(8)]
            shares.append(sum(at[a] == at[b] for a, b in ends) / len(ends))
    found = mixing(MADE, {who: frozenset({at}) for who, at in PLACES.items()}, draws=4000)
    assert found is not None
    assert len(shares) == 560
    assert np.mean(shares) == pytest.approx(found.expected)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(shares, (0.025, 0.975))))
    exact = np.mean(
        [abs(share - found.expected) >= abs(found.share - found.expected) - 1e-12 for share in shares]
    )
    assert found.p == pytest.approx(exact, abs=0.02)  # 3 sampling errors of 4,000 draws


def _blocks(inside: bool) -> Network:
    """Two buildings of six, tied only inside or only across."""
    people = tuple(Person(f"p{i}", building=f"{i % 2}栋") for i in range(12))
    ties = tuple(Tie(f"p{a}", f"p{b}") for a, b in combinations(range(12), 2) if ((a - b) % 2 == 0) == inside)
    return Network(people, ties=ties)


def test_ties_only_inside_are_bonding_and_only_across_bridging() -> None:
    bonding, bridging = by_building(_blocks(inside=True)), by_building(_blocks(inside=False))
    assert bonding is not None
    assert bridging is not None
    assert (bonding.share, bonding.leaning) == (1.0, Leaning.BONDING)
    assert (bridging.share, bridging.leaning) == (0.0, Leaning.BRIDGING)


@examples(30)
@given(graphs(), st.integers(1, 100))
def test_the_share_inside_does_not_depend_on_names(network: Network, turn: int) -> None:
    before, after = by_building(network), by_building(renamed(network, turn))
    if before is None or after is None:
        assert before is after
    else:
        assert (after.share, after.ties) == (before.share, before.ties)
        assert after.expected == pytest.approx(before.expected)


@examples(30)
@given(graphs())
def test_somebody_of_no_building_changes_nothing_about_mixing(network: Network) -> None:
    assert by_building(replace(network, people=(*network.people, Person("alone")))) == by_building(network)


def test_chance_is_asked_of_people_with_a_group_in_common() -> None:
    """a and b share G, c is in H alone: of ab and bc one tie is inside; of three pairs one is."""
    ties = tuple(Tie(who, group, Relation.MEMBER) for who, group in ("aG", "bG", "cH"))
    network = Network(
        tuple(map(Person, "abcd")),
        tuple(map(Group, "GH")),
        (*ties, Tie("a", "b"), Tie("b", "c"), Tie("c", "d")),
    )
    found = by_group(network)
    assert found is not None
    assert (found.people, found.ties, found.inside, found.expected) == (3, 2, 1, pytest.approx(1 / 3))
    assert found.few


@pytest.mark.parametrize("network", [Network(), of(("a", "b")), replace(MADE, ties=())])
def test_mixing_is_not_asked_where_it_means_nothing(network: Network) -> None:
    assert by_building(network) is None
    assert by_group(network) is None


# Core


def _best_of_all(whole: Index) -> float:
    """Highest correlation over every core there can be."""
    dense, upper = whole.links.toarray(), np.triu_indices(whole.n, 1)
    fits = [-1.0]
    for size in range(1, whole.n):
        for chosen in combinations(range(whole.n), size):
            core = np.isin(np.arange(whole.n), chosen)
            ideal = (core[:, None] | core[None, :])[upper].astype(float)
            if ideal.std() > 0:
                fits.append(float(np.corrcoef(dense[upper], ideal)[0, 1]))
    return max(fits)


@examples(60)
@given(graphs(largest=8))
def test_the_discrete_core_is_the_best_of_all(network: Network) -> None:
    """Brute force over all cores of up to eight people, and the fit said is the core's own."""
    whole = index(network)
    found = discrete(whole)
    if found is None:
        assert simple(network).number_of_edges() in (0, whole.n * (whole.n - 1) // 2)
        return
    assert found.fit == pytest.approx(_best_of_all(whole))


def test_a_star_is_all_core_and_periphery() -> None:
    """The centre is the core and the ties are the discrete ideal itself: correlation 1."""
    star = index(of(*(("a", leaf) for leaf in "bcdefg")))
    found, smooth = discrete(star), continuous(star)
    assert found is not None
    assert (found.ids, found.fit) == (("a",), pytest.approx(1.0))
    assert smooth is not None
    assert smooth.ids == ("a",)


def test_the_two_definitions_may_name_different_people() -> None:
    """Five all tied, each with one outsider: four of them already touch 14 of 15 ties; by coreness all five stand out."""
    whole = index(of(*combinations("abcde", 2), *zip("abcde", "vwxyz", strict=True)))
    found, smooth = discrete(whole), continuous(whole)
    assert found is not None
    assert smooth is not None
    assert found.ids == tuple("abcd")
    assert found.fit == pytest.approx(_best_of_all(whole))
    assert smooth.ids == tuple("abcde")


def test_the_club_has_the_coreness_another_optimiser_finds() -> None:
    """scipy.optimize, L-BFGS-B on the same squared error from eight random starts: fit 0.452458."""
    whole = index(builtin("karate"))
    found = continuous(whole)
    assert found is not None
    assert found.ids == ("0", "1", "2", "3", "8", "13", "32", "33")
    assert found.fit == pytest.approx(0.452458, abs=5e-7)
    assert discrete(whole) != found


@pytest.mark.parametrize("network", [Network(), of(people="abc"), of(*combinations("abcd", 2))])
def test_without_a_difference_there_is_no_core(network: Network) -> None:
    assert discrete(index(network)) is None
    assert continuous(index(network)) is None


@examples(25)
@given(graphs(largest=8), st.integers(1, 100))
def test_the_fit_of_a_core_does_not_depend_on_names(network: Network, turn: int) -> None:
    before, after = discrete(index(network)), discrete(index(renamed(network, turn)))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.fit == pytest.approx(before.fit)


# Overlap


def test_the_raw_projection_joins_nearly_everybody_and_chance_leaves_few() -> None:
    """Davis' women: 139 of 153 pairs share a club; 17 of them more often than by lot at p < 0.05."""
    davis = simple(builtin("davis"))
    women = [person.id for person in builtin("davis").people]
    shared = [
        (len(set(davis[one]) & set(davis[other])), len(davis[one]), len(davis[other]))
        for one, other in combinations(women, 2)
    ]
    assert (len(shared), sum(common > 0 for common, _, _ in shared)) == (153, 139)
    assert (
        sum(chance_of_sharing(common, 14, one, other) < 0.05 for common, one, other in shared if common) == 17
    )


def test_many_pairs_looked_at_are_taken_into_account() -> None:
    """Holm 1979: with m pairs the smallest p is taken m times, the next m − 1 times, and never falls."""
    found = sorted(group_overlap(builtin("davis")), key=lambda pair: pair.p)
    tests = 14 * 13 // 2
    reached = 0.0
    for turn, pair in enumerate(found):
        reached = max(reached, min(1.0, (tests - turn) * pair.p))
        assert pair.p_adjusted == pytest.approx(reached)
        assert pair.p_adjusted >= pair.p


# Modularity


@examples(30)
@given(st.integers(0, 2**31), st.integers(3, 30), st.floats(0.05, 0.5))
def test_modularity_is_no_worse_than_networkx_but_for_chance(seed: int, n: int, p: float) -> None:
    """The best of ten searches here beside ten of networkx' Louvain; a better partition is no fault."""
    graph = nx.gnp_random_graph(n, p, seed=seed)
    whole = index(of(*((str(a), str(b)) for a, b in graph.edges), people=""))
    found = modularity(whole, 1, 10)
    if not graph.edges:
        assert found is None
        return
    theirs = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=run)) for run in range(10)
    )
    assert found is not None
    assert found >= theirs - 0.03


def _partitions(nodes: list[int]) -> Iterator[list[set[int]]]:
    """Every way to part the nodes."""
    if not nodes:
        yield []
        return
    first, *rest = nodes
    for parts in _partitions(rest):
        yield [{first}, *parts]
        for turn in range(len(parts)):
            yield [*parts[:turn], parts[turn] | {first}, *parts[turn + 1 :]]


@examples(15)
@given(st.integers(0, 2**31), st.integers(2, 7), st.floats(0.2, 0.8))
def test_modularity_is_that_of_a_partition_there_is(seed: int, n: int, p: float) -> None:
    """Brute force over all partitions of up to seven people: a search may miss the best, and cannot be above it."""
    graph = nx.gnp_random_graph(n, p, seed=seed)
    if not graph.edges:
        return
    best = max(nx.community.modularity(graph, parts) for parts in _partitions(list(graph)))
    found = modularity(index(of(*((str(a), str(b)) for a, b in graph.edges), people="")), 1, 10)
    assert found is not None
    assert found <= best + 1e-9


@pytest.mark.parametrize(("name", "best"), [("karate", 0.41979), ("florentine", 0.39875), ("kite", 0.22222)])
def test_small_networks_have_their_best_modularity(name: str, best: float) -> None:
    """Karate: the optimum (Brandes and others 2008); the others: the best of networkx' Louvain over ten seeds."""
    assert modularity(index(builtin(name)), 1, 10) == pytest.approx(best, abs=5e-6)


# Everything together


@examples(30)
@given(graphs())
def test_one_more_without_ties_changes_what_it_should_and_nothing_else(network: Network) -> None:
    """Sums stay: means over n people become means over n + 1; paths, triangles, core depth and Q stay as they are."""
    n = len(network.people)
    before = indicators(network, runs=3)
    after = indicators(replace(network, people=(*network.people, Person("alone"))), runs=3)
    shrink = n / (n + 1)
    assert before.mean_ties is not None
    assert before.clustering is not None
    assert before.isolated_share is not None
    assert before.largest_share is not None
    assert before.density is not None
    assert after == Indicators(
        mean_ties=pytest.approx(before.mean_ties * shrink),
        density=pytest.approx(before.density * (n - 1) / (n + 1)),
        clustering=pytest.approx(before.clustering * shrink),
        transitivity=before.transitivity,
        path_length=before.path_length,
        components=before.components + 1,
        largest_share=pytest.approx(before.largest_share * shrink),
        isolated_share=pytest.approx((before.isolated_share * n + 1) / (n + 1)),
        degree_gini=after.degree_gini,
        deepest_core=before.deepest_core,
        modularity=pytest.approx(before.modularity),
    )
    assert before.degree_gini is not None
    assert after.degree_gini is not None
    assert 1 - after.degree_gini == pytest.approx((1 - before.degree_gini) * shrink)


@examples(20)
@given(graphs(), st.integers(1, 100))
def test_other_names_change_no_figure(network: Network, turn: int) -> None:
    """Modularity and shortlists may break a tie otherwise; every other figure is the same."""
    before, after = indicators(network, runs=1), indicators(renamed(network, turn), runs=1)
    for name in (field for field in Indicators.__annotations__ if field != "modularity"):
        assert getattr(after, name) == pytest.approx(getattr(before, name)), name


@examples(15)
@given(graphs(), st.integers(1, 100))
def test_other_names_change_no_bridge(network: Network, turn: int) -> None:
    """The same betweenness values stand on the list, whatever people are called."""
    before = [one.betweenness for one in bridges(network, draws=1)]
    assert [one.betweenness for one in bridges(renamed(network, turn), draws=1)] == pytest.approx(before)


def test_a_community_has_all_of_it() -> None:
    found = measure(community())
    assert found.mixing.building is not None
    assert found.mixing.group is not None
    assert found.brokers.building
    assert found.brokers.in_buildings == 37
    assert found.core.discrete is not None
    assert len(ROLES) == 5
