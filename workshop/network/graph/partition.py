"""How well the ties fall into circles that keep to themselves: the best modularity of several seeded searches.

Louvain's method (Blondel and others 2008) in lists rather than dictionaries of dictionaries: many searches are cheap,
and the best of many is steadier than any one.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from workshop.network.graph.compiled import Ends, kernels, rows, worth
from workshop.network.graph.graph import Floats, Index, Whole

Weighted = list[dict[int, float]]  # for each node, its others and how strongly; a loop holds both its ends
GAIN = 1e-9


def modularity(index: Index, seed: int, runs: int) -> float | None:
    """Best Q of `runs` partitions of the simple view (Newman 2004); None without ties.

    Q = Σ_c (ties inside c / m − (degrees in c / 2m)²): 0 when everybody is in one circle, below 1.
    """
    if not index.links.nnz:
        return None
    search = compiled_search if worth(index.n) else plain_search
    return max(search(index, np.random.default_rng(seed + run)) for run in range(runs))


def plain_search(index: Index, chance: np.random.Generator) -> float:
    """Q of the partition one search ends in."""
    begins, ends = index.links.indptr.tolist(), index.links.indices.tolist()
    return _search(_tied([dict.fromkeys(ends[start:stop], 1.0) for start, stop in pairwise(begins)]), chance)


def compiled_search(index: Index, chance: np.random.Generator) -> float:
    """`plain_search` in compiled loops: the same moves in the same order, so the same Q."""
    return _found(index, chance)[0]


def circles(index: Index, seed: int) -> Whole:
    """The circle of each node after one search, numbered from 0 as they are first met; whoever has no tie is alone in one."""
    return _found(index, np.random.default_rng(seed))[1]


def _found(index: Index, chance: np.random.Generator) -> tuple[float, Whole]:
    held = np.flatnonzero(np.diff(index.links.indptr))
    begins, ends = rows(index.links[held][:, held])
    weights, loops = np.ones(len(ends)), np.zeros(len(held))
    twice = float(len(ends))
    inside: Ends = np.arange(len(held), dtype=np.int32)
    while len(held):
        turn: Ends = chance.permutation(len(loops)).astype(np.int32)
        circle = _as_met(kernels().moved(begins, ends, weights, loops, turn))
        count = int(circle.max()) + 1
        if count == len(loops):
            break
        inside = circle[inside]
        begins, ends, weights, loops = kernels().merged(begins, ends, weights, loops, circle, count)
    degrees: Floats = loops + np.bincount(
        np.repeat(np.arange(len(loops)), np.diff(begins)), weights, len(loops)
    )
    q = sum(loop / twice - (degree / twice) ** 2 for loop, degree in zip(loops, degrees, strict=True))
    of = len(held) + np.arange(index.n)
    of[held] = inside
    return float(q), _as_met(of).astype(np.int64)


def _as_met(circle: Ends | Whole) -> Ends:
    """Circles numbered in the order of their first node."""
    _, first, names = np.unique(circle, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[names]


def _tied(graph: Weighted) -> Weighted:
    """Without the nodes that have no ties: they belong nowhere and change nothing."""
    turn = {old: new for new, old in enumerate(place for place, near in enumerate(graph) if near)}
    return [{turn[other]: weight for other, weight in near.items()} for near in graph if near]


def _search(graph: Weighted, chance: np.random.Generator) -> float:
    """Q of the partition one search ends in: move nodes while it pays, then take circles for nodes, and again."""
    twice = sum(map(len, graph))
    while True:
        circle = _moved(graph, float(twice), chance)
        names = {old: new for new, old in enumerate(dict.fromkeys(circle))}
        if len(names) == len(graph):
            break
        graph = _merged(graph, [names[old] for old in circle], len(names))
    return sum(
        near.get(place, 0.0) / twice - (sum(near.values()) / twice) ** 2 for place, near in enumerate(graph)
    )


def _moved(graph: Weighted, twice: float, chance: np.random.Generator) -> list[int]:
    """The circle of each node once no single move raises Q."""
    degrees = [sum(near.values()) for near in graph]
    others = [
        [(one, weight) for one, weight in near.items() if one != place] for place, near in enumerate(graph)
    ]
    circle, totals = list(range(len(graph))), degrees.copy()
    waiting = [True] * len(graph)
    queue: list[int] = chance.permutation(len(graph)).tolist()
    while queue:
        again: list[int] = []
        for node in queue:
            waiting[node] = False
            home, degree = circle[node], degrees[node]
            into: dict[int, float] = {home: 0.0}
            for other, weight in others[node]:
                towards = circle[other]
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
                circle[node] = best
                # Only neighbours left behind can now gain by moving.
                for other, _ in others[node]:
                    if not waiting[other] and circle[other] != best:
                        waiting[other] = True
                        again.append(other)
        queue = again
    return circle


def _merged(graph: Weighted, circle: list[int], count: int) -> Weighted:
    """Circles as nodes; ties inside one become its loop, counted from both ends."""
    merged: Weighted = [{} for _ in range(count)]
    for near, at in zip(graph, circle, strict=True):
        row = merged[at]
        for other, weight in near.items():
            to = circle[other]
            row[to] = row.get(to, 0.0) + weight
    return merged
