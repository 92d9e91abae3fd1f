"""How large the largest connected part is after each of many removals, all removals at once.

One bit per removal: a flood spreads through all of them in the same few passes over the ties. Twenty thousand
removals from two hundred people take a tenth of a second, one graph call each would take half a minute.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.network.graph import Flags, Whole

Packed = NDArray[np.uint8]


def largest_after(links: sparse.csr_array, removed: Flags) -> Whole:
    """Nodes in the largest component of the rest, for every row of `removed` (B draws × n nodes).

    `links` is the symmetric n × n matrix. 0 where nothing is left.
    """
    alive = ~removed.T  # n × B
    best = np.zeros(alive.shape[1], dtype=np.int64)
    unseen = alive.copy()
    order = np.argsort(-np.diff(links.indptr), kind="stable")
    open_ = np.arange(alive.shape[1])
    # A flood starts from the best connected node not yet reached; most removals are settled by the first one.
    while len(open_ := open_[unseen[:, open_].sum(axis=0) > best[open_]]):
        left = unseen[:, open_]
        start = np.zeros_like(left)
        start[order[left[order].argmax(axis=0)], np.arange(len(open_))] = True
        reached = _spread(links, start, alive[:, open_])
        best[open_] = np.maximum(best[open_], reached.sum(axis=0))
        unseen[:, open_] &= ~reached
    return best


def _spread(links: sparse.csr_array, start: Flags, alive: Flags) -> Flags:
    """Everything reachable from `start` inside `alive`, column by column."""
    linked = np.flatnonzero(np.diff(links.indptr))
    begins, neighbours = links.indptr[linked], links.indices
    room: Packed = np.packbits(alive, axis=1)
    now: Packed = np.packbits(start, axis=1)
    while len(linked):
        after = now.copy()
        after[linked] |= np.bitwise_or.reduceat(now[neighbours], begins, axis=0)
        after &= room
        if np.array_equal(after, now):
            break
        now = after
    return np.unpackbits(now, axis=1, count=alive.shape[1]).astype(bool)
