"""Compiled loops give what the plain ones give, on networks of any kind: with isolates, in pieces, with repeats."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from tests.properties import examples
from workshop.model.network import Network, Person, Relation, Tie
from workshop.network.graph import compiled
from workshop.network.graph.compiled import kernels, rows, use_compiled
from workshop.network.graph.graph import Index, index, linked, matrix, pairs
from workshop.network.graph.partition import compiled_search, plain_search
from workshop.network.graph.paths import by_layers, pairs_by_search
from workshop.network.measures.bridges import bridges
from workshop.network.measures.chance import closing_beside_chance, rewired
from workshop.network.measures.measures import figures, measure
from workshop.network.resilience.removal_curve import removal_curves, side_by_side
from workshop.network.resilience.withdrawal import largest_after, withdraw

seeds = st.integers(0, 2**31)


@st.composite
def links(draw: st.DrawFn, largest: int = 40) -> sparse.csr_array:
    """Sparse to dense, often in pieces and with people without ties."""
    n, p = draw(st.integers(1, largest)), draw(st.sampled_from((0.02, 0.1, 0.3, 0.8)))
    graph = nx.gnp_random_graph(n, p, seed=draw(seeds))
    return matrix(n, [(min(pair), max(pair)) for pair in graph.edges])


@examples(60)
@given(links(), st.integers(1, 40))
def test_betweenness_from_any_sources_is_the_plain_one(tied: sparse.csr_array, count: int) -> None:
    sources = np.arange(tied.shape[0])[::-1][:count]
    found = kernels().betweenness(*rows(tied), sources.astype(np.int32))
    assert found == pytest.approx(by_layers(tied, sources), abs=1e-9)


def test_betweenness_of_a_long_path_needs_many_layers() -> None:
    n = 50
    found = kernels().betweenness(
        *rows(matrix(n, [(i, i + 1) for i in range(n - 1)])), np.arange(n, dtype=np.int32)
    )
    assert found.tolist() == pytest.approx([2 * place * (n - 1 - place) for place in range(n)])


@examples(60)
@given(links(largest=90))
def test_distances_are_counted_as_the_plain_way_does(tied: sparse.csr_array) -> None:
    assert kernels().distance_counts(*rows(tied)).tolist() == pairs_by_search(tied).tolist()


@examples(60)
@given(links())
def test_triangles_and_the_deepest_core_are_networkx_own(tied: sparse.csr_array) -> None:
    graph = nx.from_scipy_sparse_array(tied)
    assert kernels().triangles(*rows(tied)).tolist() == list(nx.triangles(graph).values())
    assert kernels().degeneracy(*rows(tied)) == max(nx.core_number(graph).values())


@examples(60)
@given(links(), seeds, st.floats(0.05, 1.0))
def test_leaving_one_by_one_is_the_plain_way_s(tied: sparse.csr_array, seed: int, share: float) -> None:
    n = tied.shape[0]
    chance = np.random.default_rng(seed)
    leaving = max(1, round(share * n))
    orders = np.array([chance.permutation(n)[:leaving] for _ in range(4)])
    found = kernels().largest_while_leaving(*rows(tied), orders.astype(np.int32))
    assert found.tolist() == side_by_side(tied, orders).tolist()


@examples(60)
@given(links(), seeds)
def test_leaving_all_at_once_is_the_plain_way_s(tied: sparse.csr_array, seed: int) -> None:
    removed = np.random.default_rng(seed).random((5, tied.shape[0])) < [[0.0], [0.2], [0.5], [0.9], [1.0]]
    assert kernels().largest_without(*rows(tied), removed).tolist() == largest_after(tied, removed).tolist()


@examples(40)
@given(links(), seeds)
def test_both_searches_for_circles_end_in_the_same_ones(tied: sparse.csr_array, seed: int) -> None:
    if not tied.nnz:
        return
    whole = Index(tuple(map(str, range(tied.shape[0]))), tied)
    plain = plain_search(whole, np.random.default_rng(seed))
    assert compiled_search(whole, np.random.default_rng(seed)) == pytest.approx(plain, abs=1e-12)


@examples(40)
@given(links(), seeds)
def test_swapped_ties_close_as_many_triangles_either_way(tied: sparse.csr_array, seed: int) -> None:
    if not tied.nnz:
        return
    picks = np.random.default_rng(seed).integers(0, tied.nnz, size=(5 * tied.nnz, 2), dtype=np.int32)
    begins, ends = rows(tied)
    assert kernels().rewired(begins, ends, picks) == rewired(begins, ends, picks)


def test_without_a_swap_the_triangles_are_those_there_are() -> None:
    begins, ends = rows(matrix(4, [(0, 1), (0, 2), (1, 2), (2, 3)]))
    none = np.zeros((0, 2), dtype=np.int32)
    assert kernels().rewired(begins, ends, none) == rewired(begins, ends, none) == (3, 0)


@examples(40)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_repeats_in_either_direction_are_one_tie(ends: list[tuple[int, int]]) -> None:
    network = Network(
        tuple(Person(f"{i}") for i in range(9)), ties=tuple(Tie(f"{a}", f"{b}") for a, b in ends)
    )
    apart = np.array([pair for pair in ends if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    found = linked(9, apart[:, 0], apart[:, 1])
    assert (found.toarray() == matrix(9, pairs(network)).toarray()).all()


def crowd(n: int) -> Network:
    """Large enough for the compiled loops, with two ties between some and some without any."""
    graph = nx.powerlaw_cluster_graph(n, 2, 0.6, seed=3)
    people = tuple(Person(f"p{i:04}", building=f"{i // 20}") for i in range(n + 7))
    ties = [Tie(f"p{a:04}", f"p{b:04}") for a, b in graph.edges]
    again = [replace(tie, relation=Relation.TRUSTS, reporter=tie.target) for tie in ties[::5]]
    return Network(people, ties=(*ties, *again))


@pytest.mark.slow
def test_a_large_community_has_the_figures_of_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything `measure`, `withdraw` and `removal_curves` say of 560 people, once through each."""
    network = crowd(553)
    remove = tuple(person.id for person in network.people[:4])
    assert use_compiled(len(network.people))
    quick = (
        measure(network),
        withdraw(network, remove, draws=40),
        removal_curves(network, remove, draws=20),
        closing_beside_chance(network, draws=3),
    )
    monkeypatch.setattr(compiled, "COMPILED_FROM", 10**9)
    plain = (
        measure(network),
        withdraw(network, remove, draws=40),
        removal_curves(network, remove, draws=20),
        closing_beside_chance(network, draws=3),
    )
    assert quick[0].measures.__dict__ == pytest.approx(plain[0].measures.__dict__)
    assert [one.id for one in quick[0].bridges] == [one.id for one in plain[0].bridges]
    assert [one.kept_in_top for one in quick[0].bridges] == [one.kept_in_top for one in plain[0].bridges]
    assert [one.betweenness for one in quick[0].bridges] == pytest.approx(
        [one.betweenness for one in plain[0].bridges]
    )
    assert quick[0].brokers == plain[0].brokers
    assert quick[1].random == plain[1].random
    assert quick[1].two_step_reach == plain[1].two_step_reach
    assert quick[2].degree == plain[2].degree
    assert quick[2].mean == plain[2].mean
    assert quick[3] == plain[3]


# Rules that hold for a large network as for a small one


def test_other_names_change_no_figure_of_a_large_community() -> None:
    network = crowd(553)
    names = {person.id: f"x{(3 * turn) % 560:04}" for turn, person in enumerate(network.people)}
    turned = replace(
        network,
        people=tuple(replace(person, id=names[person.id]) for person in network.people[::-1]),
        ties=tuple(
            replace(
                tie, source=names[tie.source], target=names[tie.target], reporter=names.get(tie.reporter, "")
            )
            for tie in network.ties[::-1]
        ),
    )
    before, after = figures(index(network), runs=1), figures(index(turned), runs=1)
    for name in (field for field in before.__annotations__ if field != "modularity"):
        assert getattr(after, name) == pytest.approx(getattr(before, name)), name
    assert [one.betweenness for one in bridges(turned, draws=1)] == pytest.approx(
        [one.betweenness for one in bridges(network, draws=1)]
    )


def test_one_more_without_ties_changes_means_and_nothing_else_in_a_large_community() -> None:
    network = crowd(553)
    n = len(network.people)
    more = replace(network, people=(*network.people, Person("z")))
    before, after = figures(index(network), runs=2), figures(index(more), runs=2)
    assert before.mean_ties is not None
    assert before.clustering is not None
    assert after.mean_ties == pytest.approx(before.mean_ties * n / (n + 1))
    assert after.clustering == pytest.approx(before.clustering * n / (n + 1))
    assert after.components == before.components + 1
    assert (after.transitivity, after.path_length, after.deepest_core) == (
        before.transitivity,
        before.path_length,
        before.deepest_core,
    )
    assert after.modularity == pytest.approx(before.modularity)


# Where compiled code is kept


def test_where_neither_the_package_nor_home_may_be_written_a_folder_of_our_own_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(compiled.CACHE, raising=False)
    monkeypatch.setattr(compiled, "_places", lambda: (Path("/nowhere"), Path("/nowhere/else")))
    compiled.kernels.cache_clear()
    compiled.kernels()
    made = Path(os.environ[compiled.CACHE])
    assert made.is_dir()
    assert made.stat().st_mode & 0o077 == 0
    monkeypatch.delenv(compiled.CACHE)
    made.rmdir()


def test_a_folder_somebody_named_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.CACHE, "/chosen")
    compiled.kernels.cache_clear()
    compiled.kernels()
    assert os.environ[compiled.CACHE] == "/chosen"


def test_without_the_compiler_large_maps_run_the_plain_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `large` is an extra: without it nothing of `kernels` is asked for, however large the map."""
    assert use_compiled(compiled.COMPILED_FROM)
    monkeypatch.setattr(compiled, "available", lambda: False)
    assert not use_compiled(compiled.COMPILED_FROM)
    assert not use_compiled(10**6)


def test_every_loop_that_is_promised_is_there() -> None:
    promised = {name for name in vars(compiled.Kernels) if not name.startswith("_")}
    assert {name for name in promised if not callable(getattr(kernels(), name, None))} == set()
