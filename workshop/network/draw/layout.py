"""Graph layout by stress majorisation (sparse, pivot-based): deterministic, and stable between waves of a map.

Each connected component is laid out so that distances on paper follow geodesic distances, the components are packed on
shelves, and isolates stand along the bottom edge. People known from an earlier map keep their position there.

Stress is Σ w_ij (|x_i − x_j| − d_ij)² with w = d^−2 (Gansner, Koren and North 2004). Each node is held to its neighbours
and to at most `PIVOTS` others instead of to all (Ortmann, Klimenta and Brandes 2016): cost grows with nodes, not pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import KDTree

from workshop.model.network import Network
from workshop.network.graph.graph import Flags, Floats, Index, Ints, index
from workshop.network.graph.paths import steps

PIVOTS = 250
ROUNDS = 40
CLOSE = 1e-3  # nearer than this on paper, a direction means nothing
SPREADINGS = 30

Singles = NDArray[np.float32]


def spread(links: sparse.csr_array, names: list[str]) -> Floats:
    """Layout of one connected component by sparse stress majorisation: positions (n × 2, any scale) of n nodes.

    Deterministic: pivots and signs depend on `names`, not on the order of the nodes. Not below two nodes.
    """
    scattered = np.array([scatter(name) for name in names])
    pivots = np.sort(np.argsort(scattered[:, 0], kind="stable")[:PIVOTS])
    far = steps(links, pivots)
    ties = np.diff(links.indptr)
    return apart(_majorised(_start(far, scattered), links, pivots, _wanted(far, ties, ties[pivots])))


def scatter(name: str) -> tuple[float, float]:
    """A pseudo-random point in −0.5 … 0.5 from a hash of the id alone."""
    digest = sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 - 0.5, int.from_bytes(digest[4:8], "big") / 2**32 - 0.5


def _wanted(far: Floats, ties: Ints, of_pivots: Ints) -> Floats:
    """Target distances: geodesic, stretched around nodes of high degree so that their neighbours have room."""
    room = 0.12 * np.sqrt(ties[:, None] + of_pivots[None, :])
    wanted: Floats = np.where(far > 0, far + room, 0.0)
    return wanted


def _start(far: Floats, scattered: Floats) -> Floats:
    """Pivot MDS start (Brandes and Pich 2007), its axes oriented by a hash of the ids, with a little noise."""
    squares = far**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ vectors[:, -2:][:, ::-1]
    axes *= far.mean() / (sqrt(float((axes**2).mean())) or 1.0)
    signs = np.sign((axes * scattered).sum(axis=0))
    started: Floats = axes * np.where(signs == 0, 1, signs) + 0.05 * scattered
    return started


def _majorised(spots: Floats, links: sparse.csr_array, pivots: Ints, wanted: Floats) -> Floats:
    """Majorisation: each node moves to the weighted mean of where its neighbours and the pivots want it."""
    n = len(spots)
    aim = wanted.astype(np.float32)
    pull = np.divide(n / len(pivots), aim**2, out=np.zeros_like(aim), where=aim > 0)
    total = (pull.sum(axis=1) + np.diff(links.indptr))[:, None].astype(np.float32)
    head, tail = np.repeat(np.arange(n), np.diff(links.indptr)), links.indices
    ties = np.diff(links.indptr)
    tie = (1 + 0.12 * np.sqrt(ties[head] + ties[tail])).astype(np.float32)
    together = links.astype(np.float32)
    x: Singles = spots.astype(np.float32)
    for _ in range(ROUNDS):
        y = x[pivots]
        # Not as matrix products: for two columns, threads of a linear algebra library wait longer than they work.
        gap = [x[:, axis, None] - y[None, :, axis] for axis in (0, 1)]
        push = pull * aim / np.sqrt(np.maximum(gap[0] ** 2 + gap[1] ** 2, CLOSE**2))
        moved = together @ x
        for axis in (0, 1):
            moved[:, axis] += np.einsum("ij,j->i", pull, y[:, axis])
            moved[:, axis] += np.einsum("ij,ij->i", push, gap[axis])
        along = x[head] - x[tail]
        along *= (tie / np.maximum(np.hypot(along[:, 0], along[:, 1]), CLOSE))[:, None]
        for axis in (0, 1):
            moved[:, axis] += np.bincount(head, along[:, axis], n)
        x = moved / total
    return x.astype(np.float64)


def apart(spots: Floats, fixed: int = 0, room: float | None = None) -> Floats:
    """Overlap removal: push nearly coinciding nodes apart until each has a little room; the first `fixed` do not move.

    `room` is the distance to keep, in layout units; by default it follows from the number of nodes and their span.
    """
    n = len(spots)
    if n < 3 and room is None:
        return spots
    least = room if room is not None else 0.62 * (float(np.ptp(spots, axis=0).max()) or 1.0) / sqrt(n)
    spots = spots.copy()
    for _ in range(SPREADINGS):
        close = KDTree(spots).query_pairs(least, output_type="ndarray")
        gap = spots[close[:, 0]] - spots[close[:, 1]]
        length = np.hypot(gap[:, 0], gap[:, 1])
        lack = np.maximum(least - length, 0)
        if not len(close) or lack.max() < 0.02 * least:
            break
        push = 0.4 * gap * (lack / np.maximum(length, 1e-9))[:, None]
        for axis in (0, 1):
            move = np.bincount(close[:, 0], push[:, axis], n) - np.bincount(close[:, 1], push[:, axis], n)
            move[:fixed] = 0.0
            spots[:, axis] += move
    return spots


Spots = Mapping[str, tuple[float, float]]

ASPECT = 1.4  # the paper is wider than it is high
RIM = 0.09  # height of one row of people without ties
IN_ROW = 26
FIRST_ROW = 12  # fewer people than this stand side by side from the left, not spread over the whole width
EVEN = 0.4


def place(network: Network, before: Spots | None = None) -> dict[str, tuple[float, float]]:
    """Layout: id → (x, y) in 0 … 1, y downwards.

    With `before`, the positions of an earlier map, everybody known there stays exactly in place and newcomers are put near
    their neighbours; where fewer than half are known the layout is computed from scratch.
    """
    view = index(network)
    known = [who in before for who in view.ids] if before else []
    if before and any(known) and 2 * sum(known) >= view.n:
        return _joined(view, np.array(known), before)
    return _anew(view)


def _joined(view: Index, known: Flags, before: Spots) -> dict[str, tuple[float, float]]:
    """Newcomers at the barycentre of their neighbours; along the bottom where none of those is placed."""
    spots = np.array([before.get(who, (0.5, 0.5)) for who in view.ids])
    placed = known.copy()
    for _ in range(view.n):
        beside = view.links @ placed.astype(float)
        ready = ~placed & (beside > 0)
        if not ready.any():
            break
        spots[ready] = ((view.links @ (spots * placed[:, None])) / np.maximum(beside, 1)[:, None])[ready]
        placed |= ready
    for node in np.flatnonzero(~placed):
        spots[node] = (0.5 + scatter(view.ids[node])[0], 0.96)
    new = np.flatnonzero(~known)
    spots[new] += 0.02 * np.array([scatter(view.ids[node]) for node in new]).reshape(-1, 2)
    order = np.r_[np.flatnonzero(known), new]
    spots[order] = apart(spots[order], fixed=int(known.sum()), room=0.5 / sqrt(max(view.n, 40)))
    spots[new] = np.clip(spots[new], 0.0, 1.0)
    return _by_id(view, spots)


def _by_id(view: Index, spots: Floats) -> dict[str, tuple[float, float]]:
    return {who: (x, y) for who, (x, y) in zip(view.ids, spots.tolist(), strict=True)}


def _anew(view: Index) -> dict[str, tuple[float, float]]:
    if view.n == 0:
        return {}
    _, labels = csgraph.connected_components(view.links, directed=False)
    sizes = np.bincount(labels)
    parts = [np.flatnonzero(labels == part) for part in np.argsort(-sizes, kind="stable")]
    tied = [part for part in parts if len(part) > 1]
    alone = [int(part[0]) for part in parts if len(part) == 1]
    spots = np.zeros((view.n, 2))
    rows = -(-len(alone) // IN_ROW)
    floor = 1.0 if not tied else max(0.5, 1 - RIM * rows)
    if tied:
        _shelve(view, tied, spots, floor if not alone else floor - RIM / 2)
    for turn, node in enumerate(alone):
        row, column = divmod(turn, IN_ROW)
        width = max(min(IN_ROW, len(alone)), FIRST_ROW) if tied else min(IN_ROW, len(alone) - row * IN_ROW)
        spots[node] = (
            (column + 0.5) / width,
            floor + (row + 0.5) * (1 - floor) / rows if tied else (row + 0.5) / rows,
        )
    return _by_id(view, spots)


def _shelve(view: Index, parts: list[Ints], spots: Floats, floor: float) -> None:
    """Shelf packing: components as boxes with an area that follows their size, the largest first."""
    drawn = [_part(view, part) for part in parts]
    widths = [sqrt(len(part)) * ASPECT for part in parts]
    limit = max(widths[0], sqrt(sum(width * width / ASPECT for width in widths) * ASPECT) * 1.1)
    shelves: list[list[int]] = [[]]
    used = 0.0
    for turn, width in enumerate(widths):
        if used + width > limit + 1e-9 and shelves[-1]:
            shelves.append([])
            used = 0.0
        shelves[-1].append(turn)
        used += width
    heights = [max(widths[turn] for turn in shelf) / ASPECT for shelf in shelves]
    top = 0.0
    for shelf, height in zip(shelves, heights, strict=True):
        total = sum(widths[turn] for turn in shelf)
        left = 0.0
        for turn in shelf:
            # A small part keeps clear of its neighbours; the largest uses its box to the edge.
            margin = 0.0 if len(parts) == 1 else 0.08
            box = np.array((widths[turn] / total, height / sum(heights) * floor))
            corner = np.array((left / total, top / sum(heights) * floor))
            spots[parts[turn]] = corner + box * (margin + (1 - 2 * margin) * drawn[turn])
            left += widths[turn]
        top += height


def _part(view: Index, part: Ints) -> Floats:
    """One component inside the unit square, stretched to fill it."""
    spots = _turned(spread(view.links[part][:, part], [view.ids[node] for node in part]))
    low, high = spots.min(axis=0), spots.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    scaled: Floats = np.where(high - low > 1e-9, (spots - low) / span, 0.5)
    return scaled if len(part) < 8 else _filled(scaled)


def _filled(spots: Floats) -> Floats:
    """Even out density: move part of the way from coordinate to rank, so that a crowded middle gets more paper."""
    ranks = spots.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(spots) - 1)
    spread: Floats = (1 - EVEN) * spots + EVEN * ranks
    return spread


def _turned(spots: Floats) -> Floats:
    """Rotate to the principal axes (PCA): the widest direction lies along the paper's width."""
    centred = spots - spots.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1]
    signs = np.where(np.diag(axes) < 0, -1.0, 1.0)
    turned: Floats = centred @ (axes * signs)
    return turned
