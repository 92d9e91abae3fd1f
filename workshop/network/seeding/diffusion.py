"""Who joins when everybody waits for a number of known people to have joined: the spread, and whom to start with.

Nobody's first follower counts for much here: below the threshold nothing happens at all. So starts are worth more
side by side than far apart, and choosing one by one can miss the best group.

Where news gets to when every tie passes it on with one probability: many possible worlds at once.

A world keeps each tie or loses it. News that starts with somebody reaches everybody in the same connected part of
that world, so the parts of some hundred worlds answer every question about every starting group.
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

EXACT_TIES = 12  # up to here every world there is is looked at
FEWEST_DRAWS = 100  # worlds drawn on the largest maps
TO_CHOOSE = (
    400  # each world answers for every node at once, so some hundreds rank people as well as thousands
)
TO_JUDGE = 1_000
CELLS = 4_000_000  # nodes × worlds, or ties × worlds, held at once

Parts = NDArray[np.int32]


@dataclass(frozen=True)
class Percolation:
    """R worlds of n nodes.

    `parts` (n × R) is the number of each node's connected part, different in every world; `people` how many people
    each part holds; `weights` (R) how likely each world is, 1 in sum. `exact` when these are all worlds there are.
    """

    parts: Parts
    people: Floats
    weights: Floats
    exact: bool


def percolate(
    links: sparse.csr_array, persons: int, spread: float, chance: np.random.Generator, most: int = TO_JUDGE
) -> Percolation:
    """Worlds in which each tie is kept with probability `spread`: all 2^m of them up to 12 ties, else `most` by lot.

    `links` is the symmetric n × n matrix; its first `persons` nodes are counted.

    The independent cascade on ties without direction has the same reach as this percolation, because a tie is used
    at most once, by whichever end hears first (Kempe, Kleinberg and Tardos 2003, their live-edge view). The set that
    could have told somebody, the reverse-reachable set, is then simply that node's part.
    """
    n, ends = links.shape[0], _ends(links)
    ties = len(ends)
    if ties <= EXACT_TIES and n << ties <= CELLS:
        kept = (np.arange(1 << ties)[None, :] >> np.arange(ties)[:, None] & 1).astype(bool)
        count = kept.sum(axis=0)
        weights: Floats = spread**count * (1 - spread) ** (ties - count)
        parts = _parts(n, ends, kept)
        return Percolation(parts, _people(parts, persons), weights, exact=True)
    draws = min(most, max(FEWEST_DRAWS, CELLS // n))
    block = max(1, CELLS // ties)
    found: list[Parts] = []
    before = 0
    for start in range(0, draws, block):
        coins = chance.random((ties, min(block, draws - start)), dtype=np.float32)
        some = _parts(n, ends, coins < spread) + np.int32(before)
        before = int(some.max()) + 1
        found.append(some)
    parts = found[0] if len(found) == 1 else np.concatenate(found, axis=1)
    return Percolation(parts, _people(parts, persons), np.full(draws, 1 / draws), exact=False)


def _ends(links: sparse.csr_array) -> Ints:
    """Both ends of every tie, the smaller position first, in order."""
    rows = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    both = np.stack([rows, links.indices.astype(np.int64)], axis=1)
    return both[both[:, 0] < both[:, 1]]


def _parts(n: int, ends: Ints, kept: Flags) -> Parts:
    """The part of each node in each world: one graph of n × R nodes, in which worlds do not touch."""
    draws = kept.shape[1]
    tie, world = np.nonzero(kept)
    one, other = ends[tie, 0] * draws + world, ends[tie, 1] * draws + world
    graph = sparse.coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(n * draws, n * draws))
    labels: Parts
    _, labels = csgraph.connected_components(graph.tocsr(), directed=False)
    return labels.reshape(n, draws)


def _people(parts: Parts, persons: int) -> Floats:
    return np.bincount(parts[:persons].ravel(), minlength=int(parts.max()) + 1).astype(float)


def expected_reach(percolation: Percolation, sets: Ints) -> Floats:
    """Expected number of people reached after each of the k starts of B sets: a B × k array, growing along each row.

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
    """How likely each of the n nodes is reached from these starts."""
    inside = np.zeros(len(percolation.people), dtype=bool)
    inside[percolation.parts[list(starts)].ravel()] = True
    likely: Floats = inside[percolation.parts] @ percolation.weights
    return likely


def choose_by_percolation(percolation: Percolation, order: Sequence[int], k: int) -> list[int]:
    """k starts out of `order`, each adding the most people to those before; of equal ones the first in `order`.

    Lazy greedy (Minoux 1978): what somebody adds only shrinks as others are chosen, so only the first of the queue is
    worked out again. At least 1 − 1/e of the best there is in these worlds (Nemhauser, Wolsey and Fisher 1978).
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


# nodes × starting groups worked out at once
BREADTH = 64  # groups carried on from one size to the next, on small maps
WORK = 30_000_000  # ties × people tried: what decides the breadth on larger ones
TRIED = 20_000_000  # ties × candidates for one more start
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
    """Who has joined, and how many of everybody's neighbours have."""
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
    """k starts out of `order` from which many of the first `persons` nodes join: good, not surely the best.

    From one size to the next the best groups are carried on (64 on small maps, 1 on large ones) and everybody is tried
    as one more. Equal reach is decided by how near the others have come to joining, then by `order`.
    """
    n, ties = links.shape[0], max(links.nnz, 1)
    rank = np.full(n, n, dtype=np.int64)
    rank[list(order)] = np.arange(len(order))
    breadth = min(BREADTH, max(1, WORK // (len(order) * ties)))
    most = min(len(order), max(FEWEST_TRIED, TRIED // ties))
    kept: list[tuple[int, ...]] = [()]
    for size in range(1, k + 1):
        groups: dict[tuple[int, ...], tuple[int, ...]] = {}
        for group in kept:
            for node in _likely(links, group, order, theta, most):
                groups.setdefault(tuple(sorted((*group, node))), (*group, node))
        sets = np.array(list(groups.values()), dtype=np.int64).reshape(-1, size)
        scores = _scores(links, sets, persons, theta)
        # Equal scores: the group whose newest member comes first in the order.
        best = np.lexsort((rank[sets[:, -1]], -scores))[:breadth]
        kept = [tuple(sets[place].tolist()) for place in best]
    return list(kept[0])


def _scores(links: sparse.csr_array, sets: Ints, persons: int, theta: int) -> Floats:
    """People joined, and as a fraction below one how near the rest are."""
    block = max(1, CELLS // links.shape[0])
    found: list[Floats] = []
    for start in range(0, len(sets), block):
        inside, known = _threshold_rounds(links, sets[start : start + block], theta)
        near = np.where(inside, 0, np.minimum(known, theta)).sum(axis=1, dtype=float)
        found.append(inside[:, :persons].sum(axis=1) + near / (theta * (links.shape[0] + 1)))
    scores: Floats = np.concatenate(found)
    return scores.round(9)


def _likely(
    links: sparse.csr_array, group: tuple[int, ...], order: Sequence[int], theta: int, most: int
) -> list[int]:
    """Who to try as one more: everybody, or on large maps those with most neighbours who are on the way."""
    left = [node for node in order if node not in group]
    if len(left) <= most:
        return left
    inside, known = _threshold_rounds(links, np.array([group], dtype=np.int64).reshape(1, -1), theta)
    waiting = ~inside[0] & (known[0] > 0)
    on_the_way: Floats = links @ waiting.astype(float)
    return sorted(left, key=lambda node: -on_the_way[node])[:most]
