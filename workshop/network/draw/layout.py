"""Where everybody stands on the map: the same network always gives the same places, near in ties is near on paper.

Each connected part is laid out so that distances on paper follow steps in the network (`layout`), the parts are packed
on shelves, and people without ties stand along the bottom rim. Who was on an earlier map keeps the place they had there.

Distances on paper that follow steps in the network, for one connected part.

Stress is Σ w_ij (|x_i − x_j| − d_ij)² with w = d^−2 (Gansner, Koren and North 2004). Everybody is held to neighbours and
to at most `PIVOTS` others instead of to all (Ortmann, Klimenta and Brandes 2016): the cost grows with people, not with pairs.
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
    """Places (n × 2, any scale) of n people who are all connected; `names` decide whatever ties leave open.

    Deterministic, whatever order the people stand in as far as pivots and signs go. Not below two people.
    """
    scattered = np.array([scatter(name) for name in names])
    pivots = np.sort(np.argsort(scattered[:, 0], kind="stable")[:PIVOTS])
    far = steps(links, pivots)
    ties = np.diff(links.indptr)
    return apart(_majorised(_start(far, scattered), links, pivots, _wanted(far, ties, ties[pivots])))


def scatter(name: str) -> tuple[float, float]:
    """A point in −0.5 … 0.5 that depends on the id alone."""
    digest = sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 - 0.5, int.from_bytes(digest[4:8], "big") / 2**32 - 0.5


def _wanted(far: Floats, ties: Ints, of_pivots: Ints) -> Floats:
    """Distances to aim for: steps, stretched around busy people so that their neighbours have room."""
    room = 0.12 * np.sqrt(ties[:, None] + of_pivots[None, :])
    wanted: Floats = np.where(far > 0, far + room, 0.0)
    return wanted


def _start(far: Floats, scattered: Floats) -> Floats:
    """Classical scaling against the pivots (Brandes and Pich 2007), its axes turned by a hash of the ids, with a little noise."""
    squares = far**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ vectors[:, -2:][:, ::-1]
    axes *= far.mean() / (sqrt(float((axes**2).mean())) or 1.0)
    signs = np.sign((axes * scattered).sum(axis=0))
    started: Floats = axes * np.where(signs == 0, 1, signs) + 0.05 * scattered
    return started


def _majorised(spots: Floats, links: sparse.csr_array, pivots: Ints, wanted: Floats) -> Floats:
    """Everybody steps to where their neighbours and the pivots, each at its wanted distance, would have them on average."""
    n = len(spots)
    aim = wanted.astype(np.float32)
    pull = np.divide(n / len(pivots), aim**2, out=np.zeros_like(aim), where=aim > 0)
    whole = (pull.sum(axis=1) + np.diff(links.indptr))[:, None].astype(np.float32)
    one, other = np.repeat(np.arange(n), np.diff(links.indptr)), links.indices
    ties = np.diff(links.indptr)
    tie = (1 + 0.12 * np.sqrt(ties[one] + ties[other])).astype(np.float32)
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
        along = x[one] - x[other]
        along *= (tie / np.maximum(np.hypot(along[:, 0], along[:, 1]), CLOSE))[:, None]
        for axis in (0, 1):
            moved[:, axis] += np.bincount(one, along[:, axis], n)
        x = moved / whole
    return x.astype(np.float64)


def apart(spots: Floats, fixed: int = 0, room: float | None = None) -> Floats:
    """Push those who nearly coincide apart until each has a little room of its own; the first `fixed` do not move.

    `room` is the distance to keep, in the places' own unit; by itself it follows from how many share the span.
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

ASPECT = 1.4  # the paper is wider than high
RIM = 0.09  # height of one row of people without ties
IN_ROW = 26
FIRST_ROW = 12  # fewer people than this stand side by side from the left, not spread over the whole width
EVEN = 0.4


def place(network: Network, before: Spots | None = None) -> dict[str, tuple[float, float]]:
    """Id → (x, y) in 0 … 1, y downwards; neighbours are kept apart by what fits on the paper.

    With `before`, the places of an earlier map, everybody known there stays exactly where they were and newcomers stand
    near whom they are tied to; where fewer than half are known the map is made anew.
    """
    whole = index(network)
    known = [who in before for who in whole.ids] if before else []
    if before and any(known) and 2 * sum(known) >= whole.n:
        return _joined(whole, np.array(known), before)
    return _anew(whole)


def _joined(whole: Index, known: Flags, before: Spots) -> dict[str, tuple[float, float]]:
    """Newcomers at the middle of those they are tied to, beside each other where they are tied to nobody known."""
    spots = np.array([before.get(who, (0.5, 0.5)) for who in whole.ids])
    placed = known.copy()
    for _ in range(whole.n):
        beside = whole.links @ placed.astype(float)
        ready = ~placed & (beside > 0)
        if not ready.any():
            break
        spots[ready] = ((whole.links @ (spots * placed[:, None])) / np.maximum(beside, 1)[:, None])[ready]
        placed |= ready
    for node in np.flatnonzero(~placed):
        spots[node] = (0.5 + scatter(whole.ids[node])[0], 0.96)
    new = np.flatnonzero(~known)
    spots[new] += 0.02 * np.array([scatter(whole.ids[node]) for node in new]).reshape(-1, 2)
    order = np.r_[np.flatnonzero(known), new]
    spots[order] = apart(spots[order], fixed=int(known.sum()), room=0.5 / sqrt(max(whole.n, 40)))
    spots[new] = np.clip(spots[new], 0.0, 1.0)
    return _by_id(whole, spots)


def _by_id(whole: Index, spots: Floats) -> dict[str, tuple[float, float]]:
    return {who: (x, y) for who, (x, y) in zip(whole.ids, spots.tolist(), strict=True)}


def _anew(whole: Index) -> dict[str, tuple[float, float]]:
    if whole.n == 0:
        return {}
    _, labels = csgraph.connected_components(whole.links, directed=False)
    sizes = np.bincount(labels)
    parts = [np.flatnonzero(labels == part) for part in np.argsort(-sizes, kind="stable")]
    tied = [part for part in parts if len(part) > 1]
    alone = [int(part[0]) for part in parts if len(part) == 1]
    spots = np.zeros((whole.n, 2))
    rows = -(-len(alone) // IN_ROW)
    floor = 1.0 if not tied else max(0.5, 1 - RIM * rows)
    if tied:
        _shelve(whole, tied, spots, floor if not alone else floor - RIM / 2)
    for turn, node in enumerate(alone):
        row, column = divmod(turn, IN_ROW)
        width = max(min(IN_ROW, len(alone)), FIRST_ROW) if tied else min(IN_ROW, len(alone) - row * IN_ROW)
        spots[node] = (
            (column + 0.5) / width,
            floor + (row + 0.5) * (1 - floor) / rows if tied else (row + 0.5) / rows,
        )
    return _by_id(whole, spots)


def _shelve(whole: Index, parts: list[Ints], spots: Floats, floor: float) -> None:
    """Parts as boxes with an area that follows their size, side by side on shelves, the largest first."""
    drawn = [_part(whole, part) for part in parts]
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


def _part(whole: Index, part: Ints) -> Floats:
    """One connected part inside the unit square (width stretched to the paper's aspect)."""
    spots = _turned(spread(whole.links[part][:, part], [whole.ids[node] for node in part]))
    low, high = spots.min(axis=0), spots.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    scaled: Floats = np.where(high - low > 1e-9, (spots - low) / span, 0.5)
    return scaled if len(part) < 8 else _filled(scaled)


def _filled(spots: Floats) -> Floats:
    """Give a crowded middle more of the paper than a few far ends: part of the way from place to rank."""
    ranks = spots.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(spots) - 1)
    spread: Floats = (1 - EVEN) * spots + EVEN * ranks
    return spread


def _turned(spots: Floats) -> Floats:
    """The widest direction lies along the paper's width."""
    centred = spots - spots.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1]
    signs = np.where(np.diag(axes) < 0, -1.0, 1.0)
    turned: Floats = centred @ (axes * signs)
    return turned
