"""Louvain community detection and modularity: how well the ties fall into communities.

The best modularity of several seeded runs (Blondel and others 2008). Plain lists instead of dictionaries of
dictionaries make many runs cheap, and the best of many is steadier than any single one.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from workshop.network.graph.compiled import Ends, kernels, rows, use_compiled
from workshop.network.graph.graph import Floats, Index, Ints

Weighted = list[dict[int, float]]  # neighbour → weight, per node; a loop counts both its ends
GAIN = 1e-9


def modularity(index: Index, seed: int, runs: int) -> float | None:
    """Modularity Q (Newman 2004): the best of `runs` Louvain partitions of the simple view; None without ties.

    Q = Σ_c (ties inside c / m − (degrees in c / 2m)²): 0 when everybody is in one community, below 1.
    """
    if not index.links.nnz:
        return None
    search = compiled_search if use_compiled(index.n) else plain_search
    return max(search(index, np.random.default_rng(seed + run)) for run in range(runs))


def plain_search(index: Index, chance: np.random.Generator) -> float:
    """Q of the partition that one Louvain run ends in."""
    begins, ends = index.links.indptr.tolist(), index.links.indices.tolist()
    return _search(_tied([dict.fromkeys(ends[start:stop], 1.0) for start, stop in pairwise(begins)]), chance)


def compiled_search(index: Index, chance: np.random.Generator) -> float:
    """`plain_search` in compiled loops: the same moves in the same order, so the same Q."""
    return _found(index, chance)[0]


def communities(index: Index, seed: int) -> Ints:
    """Community of each node after one Louvain run, numbered from 0 in order of first appearance; an isolate has its own."""
    return _found(index, np.random.default_rng(seed))[1]


def _found(index: Index, chance: np.random.Generator) -> tuple[float, Ints]:
    held = np.flatnonzero(np.diff(index.links.indptr))
    begins, ends = rows(index.links[held][:, held])
    weights, loops = np.ones(len(ends)), np.zeros(len(held))
    twice = float(len(ends))
    inside: Ends = np.arange(len(held), dtype=np.int32)
    while len(held):
        turn: Ends = chance.permutation(len(loops)).astype(np.int32)
        community = _as_met(kernels().local_moving(begins, ends, weights, loops, turn))
        count = int(community.max()) + 1
        if count == len(loops):
            break
        inside = community[inside]
        begins, ends, weights, loops = kernels().aggregated(begins, ends, weights, loops, community, count)
    degrees: Floats = loops + np.bincount(
        np.repeat(np.arange(len(loops)), np.diff(begins)), weights, len(loops)
    )
    q = sum(loop / twice - (degree / twice) ** 2 for loop, degree in zip(loops, degrees, strict=True))
    of = len(held) + np.arange(index.n)
    of[held] = inside
    return float(q), _as_met(of).astype(np.int64)


def _as_met(community: Ends | Ints) -> Ends:
    """Communities renumbered in the order of their first node."""
    _, first, names = np.unique(community, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[names]


def _tied(graph: Weighted) -> Weighted:
    """The graph without isolates: they belong to no community and do not change Q."""
    turn = {old: new for new, old in enumerate(place for place, near in enumerate(graph) if near)}
    return [{turn[other]: weight for other, weight in near.items()} for near in graph if near]


def _search(graph: Weighted, chance: np.random.Generator) -> float:
    """One Louvain run: move nodes while Q grows, aggregate communities into nodes, repeat; returns Q."""
    twice = sum(map(len, graph))
    while True:
        community = _local_moving(graph, float(twice), chance)
        names = {old: new for new, old in enumerate(dict.fromkeys(community))}
        if len(names) == len(graph):
            break
        graph = _aggregated(graph, [names[old] for old in community], len(names))
    return sum(
        near.get(place, 0.0) / twice - (sum(near.values()) / twice) ** 2 for place, near in enumerate(graph)
    )


def _local_moving(graph: Weighted, twice: float, chance: np.random.Generator) -> list[int]:
    """Local moving: each node's community once no single move raises Q."""
    degrees = [sum(near.values()) for near in graph]
    others = [
        [(one, weight) for one, weight in near.items() if one != place] for place, near in enumerate(graph)
    ]
    community, totals = list(range(len(graph))), degrees.copy()
    waiting = [True] * len(graph)
    queue: list[int] = chance.permutation(len(graph)).tolist()
    while queue:
        again: list[int] = []
        for node in queue:
            waiting[node] = False
            home, degree = community[node], degrees[node]
            into: dict[int, float] = {home: 0.0}
            for other, weight in others[node]:
                towards = community[other]
                into[towards] = into.get(towards, 0.0) + weight
            totals[home] -= degree
            share = degree / twice
            best, most = home, into[home] - totals[home] * share
            for towards, weight in into.items():
                gain = weight - totals[towards] * share
                if gain > most + GAIN:
                    best, most = towards, gain
            totals[best] += degree
            if best != home:
                community[node] = best
                # Only neighbours left behind can now gain by moving.
                for other, _ in others[node]:
                    if not waiting[other] and community[other] != best:
                        waiting[other] = True
                        again.append(other)
        queue = again
    return community


def _aggregated(graph: Weighted, community: list[int], count: int) -> Weighted:
    """Aggregation: communities become nodes; ties inside one become its loop, counted from both ends."""
    merged: Weighted = [{} for _ in range(count)]
    for near, at in zip(graph, community, strict=True):
        row = merged[at]
        for other, weight in near.items():
            to = community[other]
            row[to] = row.get(to, 0.0) + weight
    return merged
