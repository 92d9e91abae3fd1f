"""What the figures of a map cost at 200 to 100,000 people, beside networkx, networkit, rustworkx and igraph in one run.

    make benchmarks                                           (all of them, in an environment of its own)
    .venv/bin/python -m tests.benchmarks.network [people …]   (with whatever is installed; what is missing is named)

Processor seconds, least of three where that is short; every library on one thread, its own graph built beforehand (ours is
the sparse matrix). What took more than `PATIENCE` seconds at one size is not run at a larger one. Scaled cells are
marked ~. Nothing is asserted; docs/measurements/network.md says what came out.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Callable
from time import process_time
from types import ModuleType

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from tests.benchmarks.network_profile import invented
from workshop.network.graph.compiled import kernels
from workshop.network.graph.graph import Index, index, simple
from workshop.network.graph.partition import modularity
from workshop.network.graph.paths import betweenness, distance_counts
from workshop.network.measures.chance import closing_beside_chance
from workshop.network.measures.clustering import degeneracy, transitivity
from workshop.network.resilience.removal_curve import shares_left
from workshop.network.resilience.withdrawal import largest_after

PATIENCE = 3.0
SIZES = (200, 1_000, 10_000, 100_000)
OTHERS = ("networkit", "rustworkx", "igraph")
ORDERS = 100

Work = Callable[[], object]


def library(name: str) -> ModuleType | None:
    """The library, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def seconds(work: Work) -> float:
    found = []
    for _ in range(3):
        start = process_time()
        work()
        found.append(process_time() - start)
        if found[-1] > 0.5:
            break
    return min(found)


def jobs(people: int) -> dict[str, dict[str, tuple[Work, int]]]:
    """Job → library → work, and by how much its time is multiplied."""
    network = invented(people)
    whole, plain = index(network), nx.convert_node_labels_to_integers(simple(network))
    n, ends = whole.n, list(plain.edges)
    chance = np.random.default_rng(1)
    orders = np.array([chance.permutation(n) for _ in range(ORDERS)])
    removed = np.zeros((ORDERS, n), dtype=bool)
    for row in removed:
        row[chance.choice(n, n // 20, replace=False)] = True
    found: dict[str, dict[str, tuple[Work, int]]] = {
        "betweenness of all": {
            "ours": (lambda: betweenness(whole.links), 1),
            "networkx": (lambda: nx.betweenness_centrality(plain), 1),
        },
        "mean path length": {
            "ours": (lambda: distance_counts(whole.links), 1),
            "networkx": (
                lambda: [sum(nx.single_source_shortest_path_length(plain, v).values()) for v in plain],
                1,
            ),
        },
        "transitivity": {
            "ours": (lambda: transitivity(whole), 1),
            "networkx": (lambda: nx.transitivity(plain), 1),
        },
        "deepest core": {
            "ours": (lambda: degeneracy(whole), 1),
            "networkx": (lambda: nx.core_number(plain), 1),
        },
        "components": {
            "ours": (lambda: csgraph.connected_components(whole.links, directed=False), 1),
            "networkx": (lambda: list(nx.connected_components(plain)), 1),
        },
        "circles, one search": {
            "ours": (lambda: modularity(whole, 1, 1), 1),
            "networkx": (lambda: nx.community.louvain_communities(plain, seed=1), 1),
        },
        "a twentieth leaves, 100 times": {
            "ours": (lambda: _without(whole, removed), 1),
            "networkx": (lambda: _plain_without(plain, removed[:5]), ORDERS // 5),
        },
        "all leave one by one, 100 orders": {
            "ours": (lambda: shares_left(whole.links, orders), 1),
            "networkx": (lambda: _plain_curve(plain, orders[0].tolist()), ORDERS),
        },
        "100 rewirings with transitivity": {
            "ours": (lambda: closing_beside_chance(network), 1),
            "networkx": (lambda: _plain_rewiring(plain), 100),
        },
    }
    _networkit(found, n, ends, removed)
    _rustworkx(found, n, ends, removed)
    _igraph(found, n, ends, removed)
    return found


def _without(whole: Index, removed: np.ndarray) -> None:
    if whole.n >= 500:
        begins, ends = whole.links.indptr.astype(np.int32), whole.links.indices.astype(np.int32)
        kernels().largest_without(begins, ends, removed)
    else:
        largest_after(whole.links, removed)


def _plain_without(graph: nx.Graph, removed: np.ndarray) -> None:
    for row in removed:
        left = graph.subgraph(np.flatnonzero(~row).tolist())
        max(map(len, nx.connected_components(left)))


def _plain_curve(graph: nx.Graph, order: list[int]) -> None:
    left = graph.copy()
    for who in order[:-1]:
        left.remove_node(who)
        max(map(len, nx.connected_components(left)))


def _plain_rewiring(graph: nx.Graph) -> None:
    """As many swaps as ours makes of its ten tries a tie: about nine."""
    made = graph.copy()
    nx.double_edge_swap(made, 9 * graph.number_of_edges(), max_tries=10**9, seed=1)
    nx.transitivity(made)


def _networkit(
    found: dict[str, dict[str, tuple[Work, int]]], n: int, ends: list[tuple[int, int]], removed: np.ndarray
) -> None:
    kit = library("networkit")
    if kit is None:
        return
    kit.setNumberOfThreads(1)
    graph = kit.Graph(n)
    for one, other in ends:
        graph.addEdge(one, other)

    def without() -> None:
        for row in removed:
            left = kit.graphtools.subgraphFromNodes(graph, np.flatnonzero(~row).tolist())
            kit.components.ConnectedComponents(left).run().getComponentSizes()

    found["betweenness of all"]["networkit"] = (lambda: kit.centrality.Betweenness(graph).run(), 1)
    found["mean path length"]["networkit"] = (
        lambda: kit.centrality.Closeness(graph, False, kit.centrality.ClosenessVariant.GENERALIZED).run(),
        1,
    )
    found["transitivity"]["networkit"] = (lambda: kit.globals.ClusteringCoefficient.exactGlobal(graph), 1)
    found["deepest core"]["networkit"] = (lambda: kit.centrality.CoreDecomposition(graph).run(), 1)
    found["components"]["networkit"] = (lambda: kit.components.ConnectedComponents(graph).run(), 1)
    found["circles, one search"]["networkit"] = (lambda: kit.community.PLM(graph).run(), 1)
    found["a twentieth leaves, 100 times"]["networkit"] = (without, 1)


def _rustworkx(
    found: dict[str, dict[str, tuple[Work, int]]], n: int, ends: list[tuple[int, int]], removed: np.ndarray
) -> None:
    rust = library("rustworkx")
    if rust is None:
        return
    graph = rust.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.add_edges_from_no_data(ends)

    def without() -> None:
        for row in removed:
            left = graph.copy()
            left.remove_nodes_from(np.flatnonzero(row).tolist())
            max(map(len, rust.connected_components(left)))

    found["betweenness of all"]["rustworkx"] = (
        lambda: rust.betweenness_centrality(graph, parallel_threshold=10**9),
        1,
    )
    found["mean path length"]["rustworkx"] = (
        lambda: rust.unweighted_average_shortest_path_length(graph, parallel_threshold=10**9),
        1,
    )
    found["transitivity"]["rustworkx"] = (lambda: rust.transitivity(graph), 1)
    found["deepest core"]["rustworkx"] = (lambda: rust.core_number(graph), 1)
    found["components"]["rustworkx"] = (lambda: rust.connected_components(graph), 1)
    found["a twentieth leaves, 100 times"]["rustworkx"] = (without, 1)


def _igraph(
    found: dict[str, dict[str, tuple[Work, int]]], n: int, ends: list[tuple[int, int]], removed: np.ndarray
) -> None:
    ig = library("igraph")
    if ig is None:
        return
    graph = ig.Graph(n, ends)

    def without() -> None:
        for row in removed:
            max(graph.induced_subgraph(np.flatnonzero(~row).tolist()).connected_components().sizes())

    def rewiring() -> None:
        random.seed(1)
        made = graph.copy()
        made.rewire(n=10 * len(ends))
        made.transitivity_undirected()

    found["betweenness of all"]["igraph"] = (graph.betweenness, 1)
    found["mean path length"]["igraph"] = (graph.average_path_length, 1)
    found["transitivity"]["igraph"] = (graph.transitivity_undirected, 1)
    found["deepest core"]["igraph"] = (graph.coreness, 1)
    found["components"]["igraph"] = (graph.connected_components, 1)
    found["circles, one search"]["igraph"] = (graph.community_multilevel, 1)
    found["a twentieth leaves, 100 times"]["igraph"] = (without, 1)
    found["100 rewirings with transitivity"]["igraph"] = (rewiring, 100)


def main(sizes: list[int]) -> None:
    """Print one table a size."""
    missing = [name for name in OTHERS if library(name) is None]
    print(f"not installed, so not beside: {', '.join(missing) or 'none'}", flush=True)
    kernels()
    tired: set[tuple[str, str]] = set()
    for people in sizes:
        names = ("ours", "networkx", *(name for name in OTHERS if name not in missing))
        print(f"\n| {people:,} people | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}")
        for job, works in jobs(people).items():
            cells, ours = [], 0.0
            for name in names:
                if name not in works or (job, name) in tired:
                    cells.append("·" if name not in works else "not run")
                    continue
                work, times = works[name]
                took = seconds(work)
                if took > PATIENCE or (people >= 1_000 and took > PATIENCE / 15 and job in SQUARE):
                    tired.add((job, name))
                took *= times
                ours = took if name == "ours" else ours
                told = f"{'~' if times > 1 else ''}{_told(took)}"
                cells.append(told if name == "ours" or not ours else f"{told} (× {took / ours:.3g})")
            print(f"| {job} | {' | '.join(cells)} |", flush=True)


SQUARE = frozenset({"betweenness of all", "mean path length", "all leave one by one, 100 orders"})


def _told(took: float) -> str:
    return f"{took:.2f} s" if took >= 1 else f"{1000 * took:.3g} ms"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
