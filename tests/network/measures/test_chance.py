"""Two relations or waves beside chance, and triangles beside rewired ties.

Values marked "R" are printed by `make oracle` (tests/oracles/structure.R): R 4.2.2, sna 2.7.1.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, Language
from workshop.model.network import Network, Person, Relation, Tie
from workshop.network.graph.graph import Flags
from workshop.network.io.read import builtin
from workshop.network.measures import chance
from workshop.network.measures.chance import closing_beside_chance, qap, relations_alike, waves_alike
from workshop.network.measures.chance_text import closing_sentences, relations_sentences, timeline_sentences

KNOWS = ("ab", "bc", "ca", "cd", "de", "ec", "ef", "fg", "gh", "hf", "bf", "dg", "gb", "ae", "fd")
TRUSTS = ("ab", "bc", "ca", "cd", "de", "ef", "gh", "ah", "hd", "ec")
MADE = Network(
    tuple(map(Person, "abcdefgh")),
    ties=(
        *(Tie(pair[0], pair[1]) for pair in KNOWS),
        *(Tie(pair[0], pair[1], Relation.TRUSTS) for pair in TRUSTS),
    ),
    directed=True,
)


def table(arrows: tuple[str, ...]) -> Flags:
    found: Flags = np.zeros((8, 8), dtype=bool)
    for one, other in arrows:
        found["abcdefgh".index(one), "abcdefgh".index(other)] = True
    return found


def exact(one: Flags, other: Flags) -> float:
    """Share of all 8! deals with a correlation at least as far from 0."""
    seen = np.corrcoef(one[~np.eye(8, dtype=bool)], other[~np.eye(8, dtype=bool)])[0, 1]
    pairs, s1, s2 = 56, int(one.sum()), int(other.sum())
    source, target = np.nonzero(other)
    deals = np.array(list(permutations(range(8))))
    both = one[deals[:, source], deals[:, target]].sum(axis=1)
    r = (pairs * both - s1 * s2) / np.sqrt(s1 * (pairs - s1) * s2 * (pairs - s2))
    return float((np.abs(r) >= abs(seen) - 1e-12).mean())


def test_two_relations_are_as_alike_as_r_finds_them() -> None:
    """R sna::gcor 0.560273124326 with arrows, 0.394982779386 without."""
    found = relations_alike(MADE, Relation.KNOWS, Relation.TRUSTS)
    assert found is not None
    assert found.correlation == pytest.approx(0.560273124326, abs=1e-12)
    assert (found.n, found.first, found.second, found.both) == (8, 15, 10, 8)
    assert found.expected == pytest.approx(15 * 10 / 56)
    plain = relations_alike(replace(MADE, directed=False), Relation.KNOWS, Relation.TRUSTS)
    assert plain is not None
    assert plain.correlation == pytest.approx(0.394982779386, abs=1e-12)


def test_the_p_of_two_relations_is_that_of_every_deal_and_r_s() -> None:
    """All 40,320 deals; R sna::qaptest with 20,000: 0.0008 with arrows, 0.05905 without."""
    arrows = exact(table(KNOWS), table(TRUSTS))
    lines = exact(table(KNOWS) | table(KNOWS).T, table(TRUSTS) | table(TRUSTS).T)
    assert arrows == pytest.approx(0.0008, abs=0.0006)  # three sampling errors of R's 20,000
    assert lines == pytest.approx(0.05905, abs=0.005)
    for directed, p in ((True, arrows), (False, lines)):
        found = relations_alike(replace(MADE, directed=directed), "knows", "trusts", permutations=5_000)
        assert found is not None
        assert found.p == pytest.approx(p, abs=3 * np.sqrt(p * (1 - p) / 5_000) + 1 / 5_000)


@examples(40)
@given(st.integers(3, 12), st.integers(0, 2**31), st.floats(0.1, 0.9))
def test_the_likeness_is_pearson_s_over_all_pairs(n: int, seed: int, p: float) -> None:
    chance = np.random.default_rng(seed)
    one, other = chance.random((2, n, n)) < p
    apart = ~np.eye(n, dtype=bool)
    found = qap(one, other, permutations=5)
    if one[apart].std() == 0 or other[apart].std() == 0:
        assert found is None
        return
    assert found is not None
    assert found[0] == pytest.approx(np.corrcoef(one[apart], other[apart])[0, 1])
    turn = chance.permutation(n)
    turned = qap(one[turn][:, turn], other[turn][:, turn], permutations=5)
    assert turned is not None
    assert turned[0] == pytest.approx(found[0])
    back = qap(other, one, permutations=5)
    assert back is not None
    assert back[0] == pytest.approx(found[0])


def test_two_unlike_waves_are_as_alike_as_chance_and_the_same_wave_is_one() -> None:
    graph, other = nx.gnp_random_graph(30, 0.15, seed=1), nx.gnp_random_graph(30, 0.15, seed=2)
    people = tuple(Person(f"{i}") for i in range(30))
    waves = [Network(people, ties=tuple(Tie(f"{a}", f"{b}") for a, b in one.edges)) for one in (graph, other)]
    same, unlike = waves_alike(waves[0], waves[0]), waves_alike(*waves)
    assert same is not None
    assert unlike is not None
    assert (same.correlation, same.p) == (pytest.approx(1), pytest.approx(1 / 2001))
    assert unlike.p > 0.05
    assert waves_alike(*waves) == unlike


def test_only_who_answered_both_times_is_compared() -> None:
    people = tuple(Person(who, answered=who != "a") for who in "abcdefgh")
    found = waves_alike(replace(MADE, people=people), MADE)
    assert found is not None
    assert (found.n, found.of) == (7, 8)
    assert found.first == sum("a" not in pair for pair in {*KNOWS, *TRUSTS})
    assert not found.many_silent


def test_two_relations_are_compared_among_the_people_who_answered() -> None:
    """Where a did not answer, no tie from a can be missing: the two are held against each other without a."""
    people = tuple(Person(who, answered=who != "a") for who in "abcdefgh")
    found = relations_alike(replace(MADE, people=people), Relation.KNOWS, Relation.TRUSTS)
    assert found is not None
    assert (found.n, found.of) == (7, 8)
    assert (found.first, found.second) == (
        sum("a" not in pair for pair in KNOWS),
        sum("a" not in pair for pair in TRUSTS),
    )


@pytest.mark.parametrize(
    "network", [Network(), Network(tuple(map(Person, "abc"))), replace(MADE, people=MADE.people[:1], ties=())]
)
def test_without_a_tie_of_one_kind_nothing_is_compared(network: Network) -> None:
    assert relations_alike(network, Relation.KNOWS, Relation.TRUSTS) is None
    assert waves_alike(network, MADE) is None


def test_more_people_than_a_table_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chance, "MOST", 7)
    with pytest.raises(InputError, match=r"network\.too_large"):
        relations_alike(MADE, Relation.KNOWS, Relation.TRUSTS)


# Triangles beside chance


def test_the_club_closes_no_more_triangles_than_its_degrees_bring() -> None:
    """Beside networkx.double_edge_swap, 60 networks of 300 swaps each; four sampling errors of the two means."""
    graph = nx.karate_club_graph()
    theirs = []
    for seed in range(60):
        made = nx.Graph(graph.edges)
        nx.double_edge_swap(made, 300, max_tries=10**6, seed=seed)
        theirs.append(nx.transitivity(made))
    found = closing_beside_chance(builtin("karate"), draws=200)
    assert found is not None
    assert (found.n, found.ties, found.share) == (34, 78, pytest.approx(45 / 176))
    error = np.std(theirs) * np.sqrt(1 / 60 + 1 / 200)
    assert found.expected == pytest.approx(np.mean(theirs), abs=4 * error)
    assert found.low < found.share < found.high


def test_circles_of_friends_close_more_triangles_than_chance() -> None:
    graph = nx.caveman_graph(6, 5)
    network = Network(
        tuple(Person(f"{i}") for i in graph), ties=tuple(Tie(f"{a}", f"{b}") for a, b in graph.edges)
    )
    found = closing_beside_chance(network)
    assert found is not None
    assert found.share == 1
    assert found.share > found.high
    assert found.p == pytest.approx(1 / 101)
    assert closing_beside_chance(network) == found


def test_a_star_cannot_be_rewired_and_a_single_tie_closes_nothing() -> None:
    star = Network(tuple(map(Person, "abcd")), ties=tuple(Tie("a", leaf) for leaf in "bcd"))
    pair = Network(tuple(map(Person, "ab")), ties=(Tie("a", "b"),))
    assert closing_beside_chance(star) is None
    assert closing_beside_chance(pair) is None


# In words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_carries_n_and_no_coefficient(language: Language) -> None:
    found = relations_alike(MADE, Relation.KNOWS, Relation.TRUSTS)
    assert found is not None
    told = " ".join(relations_sentences(found, Relation.KNOWS, Relation.TRUSTS, language))
    assert "8" in told
    assert "0.5" not in told
    assert len(relations_sentences(found, "knows", "trusts", language)) == 3  # few people; no cause
    assert len(relations_sentences(None, "knows", "trusts", language)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_leaning_has_its_own_words(language: Language) -> None:
    found = relations_alike(MADE, Relation.KNOWS, Relation.TRUSTS)
    assert found is not None
    ways = (found, replace(found, both=0, p=0.01), replace(found, p=0.5), None)
    for say_it in (
        lambda one: relations_sentences(one, "knows", "trusts", language),
        lambda one: timeline_sentences(one, language),
    ):
        assert len({say_it(one)[0] for one in ways}) == 4
    closing = closing_beside_chance(builtin("karate"), draws=20)
    assert closing is not None
    assert "26%" in closing_sentences(closing, language)[0]  # 45 of 176
    others = (closing, replace(closing, share=0.9), replace(closing, share=0.0), None)
    assert len({closing_sentences(one, language)[0] for one in others}) == 4
    assert len(timeline_sentences(replace(found, of=20), language)) == 3  # few people, many silent
