"""Where news gets to when every tie passes it on with one probability: many possible worlds at once.

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

from workshop.network.graph import Flags, Floats, Whole

EXACT_TIES = 12  # up to here every world there is is looked at
FEWEST = 100  # worlds drawn on the largest maps
TO_CHOOSE = (
    400  # each world answers for every node at once, so some hundreds rank people as well as thousands
)
TO_JUDGE = 1_000
CELLS = 4_000_000  # nodes × worlds, or ties × worlds, held at once

Parts = NDArray[np.int32]


@dataclass(frozen=True)
class Worlds:
    """R worlds of n nodes.

    `parts` (n × R) is the number of each node's connected part, different in every world; `people` how many people
    each part holds; `weights` (R) how likely each world is, 1 in sum. `exact` when these are all worlds there are.
    """

    parts: Parts
    people: Floats
    weights: Floats
    exact: bool


def worlds(
    links: sparse.csr_array, persons: int, spread: float, chance: np.random.Generator, most: int = TO_JUDGE
) -> Worlds:
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
        return Worlds(parts, _people(parts, persons), weights, exact=True)
    draws = min(most, max(FEWEST, CELLS // n))
    block = max(1, CELLS // ties)
    found: list[Parts] = []
    before = 0
    for start in range(0, draws, block):
        coins = chance.random((ties, min(block, draws - start)), dtype=np.float32)
        some = _parts(n, ends, coins < spread) + np.int32(before)
        before = int(some.max()) + 1
        found.append(some)
    parts = found[0] if len(found) == 1 else np.concatenate(found, axis=1)
    return Worlds(parts, _people(parts, persons), np.full(draws, 1 / draws), exact=False)


def _ends(links: sparse.csr_array) -> Whole:
    """Both ends of every tie, the smaller position first, in order."""
    rows = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    both = np.stack([rows, links.indices.astype(np.int64)], axis=1)
    return both[both[:, 0] < both[:, 1]]


def _parts(n: int, ends: Whole, kept: Flags) -> Parts:
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


def reached(found: Worlds, sets: Whole) -> Floats:
    """Expected number of people reached after each of the k starts of B sets: a B × k array, growing along each row.

    `sets` is a B × k array of positions.
    """
    steps = max(1, CELLS // max(1, sets.shape[1] * len(found.weights)))
    rows = [_reached(found, sets[start : start + steps]) for start in range(0, len(sets), steps)]
    return np.concatenate(rows) if rows else np.zeros(sets.shape)


def _reached(found: Worlds, sets: Whole) -> Floats:
    parts = found.parts[sets]  # B × k × R
    order = np.argsort(parts, axis=1, kind="stable")
    ranked = np.take_along_axis(parts, order, axis=1)
    first = np.ones(parts.shape, dtype=bool)
    first[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    fresh = np.empty_like(first)
    np.put_along_axis(fresh, order, first, axis=1)
    gained: Floats = np.where(fresh, found.people[parts], 0.0) @ found.weights
    return np.cumsum(gained, axis=1)


def chances(found: Worlds, starts: Sequence[int]) -> Floats:
    """How likely each of the n nodes is reached from these starts."""
    inside = np.zeros(len(found.people), dtype=bool)
    inside[found.parts[list(starts)].ravel()] = True
    likely: Floats = inside[found.parts] @ found.weights
    return likely


def choose(found: Worlds, order: Sequence[int], k: int) -> list[int]:
    """k starts out of `order`, each adding the most people to those before; of equal ones the first in `order`.

    Lazy greedy (Minoux 1978): what somebody adds only shrinks as others are chosen, so only the first of the queue is
    worked out again. At least 1 − 1/e of the best there is in these worlds (Nemhauser, Wolsey and Fisher 1978).
    """
    left = found.people.copy()
    queue = [(-_gain(found, left, node), rank, node, 0) for rank, node in enumerate(order)]
    heapify(queue)
    chosen: list[int] = []
    while len(chosen) < k:
        _, rank, node, known = heappop(queue)
        if known == len(chosen):
            chosen.append(node)
            left[found.parts[node]] = 0.0
        else:
            heappush(queue, (-_gain(found, left, node), rank, node, len(chosen)))
    return chosen


def _gain(found: Worlds, left: Floats, node: int) -> float:
    # Rounded, so that equal gains summed in another order stay equal.
    return round(float(left[found.parts[node]] @ found.weights), 9)
