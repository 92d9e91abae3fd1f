"""Diffusion models: independent cascade as bond percolation, and the linear threshold model.

Independent cascade: every tie passes news on with one probability. Each sample keeps or drops every tie
(live-edge view); news reaches the whole connected component of its start, so the components of some hundred samples
answer every question about every set of seeds.

Linear threshold: a person joins once a number of their neighbours have joined. Below the threshold nothing happens at
all, so seeds are worth more side by side than far apart, and choosing one at a time can miss the best set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from workshop.network.graph.graph import Flags, Floats, Ints

EXACT_TIES = 12  # up to here all samples are enumerated
FEWEST_DRAWS = 100  # samples on the largest maps
TO_CHOOSE = (
    400  # each sample answers for every node at once, so some hundreds rank people as well as thousands
)
TO_JUDGE = 1_000
CELLS = 4_000_000  # nodes × samples, or ties × samples, held at once

Parts = NDArray[np.int32]


@dataclass(frozen=True)
class Percolation:
    """Percolation samples: R live-edge graphs of n nodes.

    `parts` (n × R) is the component of each node, numbered differently in every sample; `people` how many people each
    component holds; `weights` (R) the probability of each sample, 1 in sum. `exact` when these are all possible samples.
    """

    parts: Parts
    people: Floats
    weights: Floats
    exact: bool


def percolate(
    links: sparse.csr_array, persons: int, spread: float, chance: np.random.Generator, most: int = TO_JUDGE
) -> Percolation:
    """Bond percolation: samples that keep each tie with probability `spread`; all 2^m up to 12 ties, else `most` random ones.

    `links` is the symmetric n × n matrix; its first `persons` nodes are counted.

    On undirected ties the independent cascade has the same reach as this percolation, because a tie is used at most
    once, by whichever end hears first (Kempe, Kleinberg and Tardos 2003, live-edge view). The reverse-reachable set of a
    node is then simply its component.
    """
    n, ends = links.shape[0], _ends(links)
    ties = len(ends)
    if ties <= EXACT_TIES and n << ties <= CELLS:
        live = (np.arange(1 << ties)[None, :] >> np.arange(ties)[:, None] & 1).astype(bool)
        count = live.sum(axis=0)
        weights: Floats = spread**count * (1 - spread) ** (ties - count)
        parts = _parts(n, ends, live)
        return Percolation(parts, _people(parts, persons), weights, exact=True)
    draws = min(most, max(FEWEST_DRAWS, CELLS // n))
    block = max(1, CELLS // ties)
    blocks: list[Parts] = []
    used = 0
    for start in range(0, draws, block):
        coins = chance.random((ties, min(block, draws - start)), dtype=np.float32)
        some = _parts(n, ends, coins < spread) + np.int32(used)
        used = int(some.max()) + 1
        blocks.append(some)
    parts = blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=1)
    return Percolation(parts, _people(parts, persons), np.full(draws, 1 / draws), exact=False)


def _ends(links: sparse.csr_array) -> Ints:
    """Edge list: both ends of every tie, the smaller position first, in order."""
    rows = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    both = np.stack([rows, links.indices.astype(np.int64)], axis=1)
    return both[both[:, 0] < both[:, 1]]


def _parts(n: int, ends: Ints, live: Flags) -> Parts:
    """Component of each node in each sample: one graph of n × R nodes in which samples do not touch."""
    draws = live.shape[1]
    tie, sample = np.nonzero(live)
    head, tail = ends[tie, 0] * draws + sample, ends[tie, 1] * draws + sample
    graph = sparse.coo_array((np.ones(len(head), dtype=np.int8), (head, tail)), shape=(n * draws, n * draws))
    labels: Parts
    _, labels = csgraph.connected_components(graph.tocsr(), directed=False)
    return labels.reshape(n, draws)


def _people(parts: Parts, persons: int) -> Floats:
    return np.bincount(parts[:persons].ravel(), minlength=int(parts.max()) + 1).astype(float)


def expected_reach(percolation: Percolation, sets: Ints) -> Floats:
    """Expected people reached after each of the k seeds of B sets: a B × k array, growing along each row.

    `sets` is a B × k array of positions.
    """
    steps = max(1, CELLS // max(1, sets.shape[1] * len(percolation.weights)))
    rows = [_expected_reach(percolation, sets[start : start + steps]) for start in range(0, len(sets), steps)]
    return np.concatenate(rows) if rows else np.zeros(sets.shape)


def _expected_reach(percolation: Percolation, sets: Ints) -> Floats:
    parts = percolation.parts[sets]  # B × k × R
    order = np.argsort(parts, axis=1, kind="stable")
    ranked = np.take_along_axis(parts, order, axis=1)
    first = np.ones(parts.shape, dtype=bool)
    first[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    fresh = np.empty_like(first)
    np.put_along_axis(fresh, order, first, axis=1)
    gained: Floats = np.where(fresh, percolation.people[parts], 0.0) @ percolation.weights
    return np.cumsum(gained, axis=1)


def chances(percolation: Percolation, starts: Sequence[int]) -> Floats:
    """Probability that each of the n nodes is reached from these seeds."""
    inside = np.zeros(len(percolation.people), dtype=bool)
    inside[percolation.parts[list(starts)].ravel()] = True
    likely: Floats = inside[percolation.parts] @ percolation.weights
    return likely


def choose_by_percolation(percolation: Percolation, order: Sequence[int], k: int) -> list[int]:
    """Lazy greedy influence maximisation: k seeds out of `order`, each adding most people; equal ones by `order`.

    Lazy (Minoux 1978): marginal gains only shrink as others are chosen, so only the head of the queue is recomputed. At
    least 1 − 1/e of the optimum on these samples (Nemhauser, Wolsey and Fisher 1978).
    """
    left = percolation.people.copy()
    queue = [(-_gain(percolation, left, node), rank, node, 0) for rank, node in enumerate(order)]
    heapify(queue)
    chosen: list[int] = []
    while len(chosen) < k:
        _, rank, node, known = heappop(queue)
        if known == len(chosen):
            chosen.append(node)
            left[percolation.parts[node]] = 0.0
        else:
            heappush(queue, (-_gain(percolation, left, node), rank, node, len(chosen)))
    return chosen


def _gain(percolation: Percolation, left: Floats, node: int) -> float:
    # Rounded, so that equal gains summed in another order stay equal.
    return round(float(left[percolation.parts[node]] @ percolation.weights), 9)


# nodes × seed sets computed at once
BREADTH = 64  # seed sets kept from one size to the next, on small maps
WORK = 30_000_000  # ties × candidates tried: limits the breadth on larger ones
TRIED = 20_000_000  # ties × candidates for one more seed
FEWEST_TRIED = 50

Singles = NDArray[np.float32]


def threshold_spread(links: sparse.csr_array, sets: Ints, theta: int) -> Flags:
    """Who has joined in the end (B × n), for B starting groups of k positions (B × k).

    A node joins once at least `theta` of its neighbours have; who starts has joined. `links` is the symmetric n × n
    matrix. Nobody ever leaves, so the end does not depend on the order of joining.
    """
    block = max(1, CELLS // links.shape[0])
    return np.concatenate(
        [
            _threshold_rounds(links, sets[start : start + block], theta)[0]
            for start in range(0, len(sets), block)
        ]
    )


def _threshold_rounds(links: sparse.csr_array, sets: Ints, theta: int) -> tuple[Flags, Singles]:
    """Who has joined, and how many of their neighbours have."""
    n, width = links.shape[0], len(sets)
    inside: Flags = np.zeros((n, width), dtype=bool)
    inside[sets, np.arange(width)[:, None]] = True
    known: Singles = np.zeros((n, width), dtype=np.float32)
    light = links.astype(np.float32)
    going, fresh = np.arange(width), inside.copy()
    while len(going):
        known[:, going] += light @ fresh.astype(np.float32)
        fresh = (known[:, going] >= theta) & ~inside[:, going]
        moved = fresh.any(axis=0)
        going, fresh = going[moved], fresh[:, moved]
        inside[:, going] |= fresh
    return inside.T, known.T


def choose_by_threshold(
    links: sparse.csr_array, order: Sequence[int], persons: int, k: int, theta: int
) -> list[int]:
    """Beam search under the linear threshold model: k seeds out of `order` that make many of the first `persons` nodes join.

    A heuristic without guarantee. From one size to the next the best sets are kept (64 on small maps, 1 on large ones) and
    extended by every candidate. Equal reach is decided by how near the others are to joining, then by `order`.
    """
    n, ties = links.shape[0], max(links.nnz, 1)
    rank = np.full(n, n, dtype=np.int64)
    rank[list(order)] = np.arange(len(order))
    breadth = min(BREADTH, max(1, WORK // (len(order) * ties)))
    most = min(len(order), max(FEWEST_TRIED, TRIED // ties))
    beam: list[tuple[int, ...]] = [()]
    for size in range(1, k + 1):
        groups: dict[tuple[int, ...], tuple[int, ...]] = {}
        for group in beam:
            for node in _likely(links, group, order, theta, most):
                groups.setdefault(tuple(sorted((*group, node))), (*group, node))
        sets = np.array(list(groups.values()), dtype=np.int64).reshape(-1, size)
        scores = _scores(links, sets, persons, theta)
        # Equal scores: the group whose newest member comes first in the order.
        best = np.lexsort((rank[sets[:, -1]], -scores))[:breadth]
        beam = [tuple(sets[place].tolist()) for place in best]
    return list(beam[0])


def _scores(links: sparse.csr_array, sets: Ints, persons: int, theta: int) -> Floats:
    """People who join, plus a fraction below one for how near the rest are."""
    block = max(1, CELLS // links.shape[0])
    blocks: list[Floats] = []
    for start in range(0, len(sets), block):
        inside, known = _threshold_rounds(links, sets[start : start + block], theta)
        near = np.where(inside, 0, np.minimum(known, theta)).sum(axis=1, dtype=float)
        blocks.append(inside[:, :persons].sum(axis=1) + near / (theta * (links.shape[0] + 1)))
    scores: Floats = np.concatenate(blocks)
    return scores.round(9)


def _likely(
    links: sparse.csr_array, group: tuple[int, ...], order: Sequence[int], theta: int, most: int
) -> list[int]:
    """Candidates for the next seed: everybody, or on large maps those with most neighbours on the way to joining."""
    left = [node for node in order if node not in group]
    if len(left) <= most:
        return left
    inside, known = _threshold_rounds(links, np.array([group], dtype=np.int64).reshape(1, -1), theta)
    waiting = ~inside[0] & (known[0] > 0)
    on_the_way: Floats = links @ waiting.astype(float)
    return sorted(left, key=lambda node: -on_the_way[node])[:most]
