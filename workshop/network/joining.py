"""Who joins when everybody waits for a number of known people to have joined: the spread, and whom to start with.

Nobody's first follower counts for much here: below the threshold nothing happens at all. So starts are worth more
side by side than far apart, and choosing one by one can miss the best group.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.network.graph import Flags, Floats, Whole

CELLS = 4_000_000  # nodes × starting groups worked out at once
BREADTH = 64  # groups carried on from one size to the next, on small maps
WORK = 30_000_000  # ties × people tried: what decides the breadth on larger ones
TRIED = 20_000_000  # ties × candidates for one more start
FEWEST = 50

Singles = NDArray[np.float32]


def joined(links: sparse.csr_array, sets: Whole, theta: int) -> Flags:
    """Who has joined in the end (B × n), for B starting groups of k positions (B × k).

    A node joins once at least `theta` of its neighbours have; who starts has joined. `links` is the symmetric n × n
    matrix. Nobody ever leaves, so the end does not depend on the order of joining.
    """
    block = max(1, CELLS // links.shape[0])
    return np.concatenate(
        [_spread(links, sets[start : start + block], theta)[0] for start in range(0, len(sets), block)]
    )


def _spread(links: sparse.csr_array, sets: Whole, theta: int) -> tuple[Flags, Singles]:
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


def choose(links: sparse.csr_array, order: Sequence[int], persons: int, k: int, theta: int) -> list[int]:
    """k starts out of `order` from which many of the first `persons` nodes join: good, not surely the best.

    From one size to the next the best groups are carried on (64 on small maps, 1 on large ones) and everybody is tried
    as one more. Equal reach is decided by how near the others have come to joining, then by `order`.
    """
    n, ties = links.shape[0], max(links.nnz, 1)
    rank = np.full(n, n, dtype=np.int64)
    rank[list(order)] = np.arange(len(order))
    breadth = min(BREADTH, max(1, WORK // (len(order) * ties)))
    most = min(len(order), max(FEWEST, TRIED // ties))
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


def _scores(links: sparse.csr_array, sets: Whole, persons: int, theta: int) -> Floats:
    """People joined, and as a fraction below one how near the rest are."""
    block = max(1, CELLS // links.shape[0])
    found: list[Floats] = []
    for start in range(0, len(sets), block):
        inside, known = _spread(links, sets[start : start + block], theta)
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
    inside, known = _spread(links, np.array([group], dtype=np.int64).reshape(1, -1), theta)
    waiting = ~inside[0] & (known[0] > 0)
    on_the_way: Floats = links @ waiting.astype(float)
    return sorted(left, key=lambda node: -on_the_way[node])[:most]
