"""Where everybody stands on the map: the same network always gives the same places, near in ties is near on paper.

Each connected part is laid out so that distances on paper follow steps in the network (stress majorisation
after Gansner, Koren and North 2004), the parts are packed on shelves, and people without ties stand along the bottom rim.
"""

from __future__ import annotations

from hashlib import sha256
from math import sqrt

import numpy as np
from scipy.sparse import csgraph

from workshop.model.network import Network
from workshop.network.graph import Floats, Index, index
from workshop.network.paths import distances

ROUNDS = 120
ASPECT = 1.4  # the paper is wider than high
RIM = 0.09  # height of one row of people without ties
IN_ROW = 26
FIRST_ROW = 12  # fewer people than this stand side by side from the left, not spread over the whole width
EVEN = 0.4


def place(network: Network) -> dict[str, tuple[float, float]]:
    """Id → (x, y) in 0 … 1, y downwards; neighbours are kept apart by what fits on the paper."""
    whole = index(network)
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
    return {who: (float(x), float(y)) for who, (x, y) in zip(whole.ids, spots, strict=True)}


def _shelve(
    whole: Index, parts: list[np.ndarray[tuple[int], np.dtype[np.int64]]], spots: Floats, floor: float
) -> None:
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


def _part(whole: Index, part: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """One connected part inside the unit square (width stretched to the paper's aspect)."""
    steps = distances(whole.links[part][:, part])
    names = [whole.ids[node] for node in part]
    spots = _turned(_apart(_stress(_start(steps, names), _wanted(whole, part, steps))))
    low, high = spots.min(axis=0), spots.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, 1.0)
    scaled: Floats = np.where(high - low > 1e-9, (spots - low) / span, 0.5)
    return scaled if len(part) < 8 else _filled(scaled)


def _filled(spots: Floats) -> Floats:
    """Give a crowded middle more of the paper than a few far ends: part of the way from place to rank."""
    ranks = spots.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(spots) - 1)
    spread: Floats = (1 - EVEN) * spots + EVEN * ranks
    return spread


def _wanted(whole: Index, part: np.ndarray[tuple[int], np.dtype[np.int64]], steps: Floats) -> Floats:
    """Distances to aim for: steps, stretched around busy people so that their neighbours have room."""
    ties = np.diff(whole.links.indptr)[part]
    room = 1 + 0.12 * np.sqrt(ties[:, None] + ties[None, :])
    wanted: Floats = np.where(steps <= 1, steps * room, steps + room - 1)
    return wanted


def _start(steps: Floats, names: list[str]) -> Floats:
    """Classical scaling of the steps, its axes turned by a hash of the ids, and a hash's breadth of noise."""
    n = len(steps)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ (steps**2) @ centre)
    scattered = np.array([_scatter(name) for name in names])
    axes = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-9))
    signs = np.sign((axes * scattered).sum(axis=0))
    started: Floats = axes * np.where(signs == 0, 1, signs) + 0.05 * scattered
    return started


def _scatter(name: str) -> tuple[float, float]:
    """A point in −0.5 … 0.5 that depends on the id alone."""
    digest = sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 - 0.5, int.from_bytes(digest[4:8], "big") / 2**32 - 0.5


def _stress(spots: Floats, wanted: Floats) -> Floats:
    """Majorisation steps on Σ w_ij (|x_i − x_j| − d_ij)² with w = d^−2; each lowers the stress."""
    n = len(spots)
    weights = np.divide(1.0, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    laplace = np.diag(weights.sum(axis=1)) - weights
    solve = np.linalg.pinv(laplace) if n > 1 else np.zeros((1, 1))
    for _ in range(ROUNDS):
        gap = spots[:, None, :] - spots[None, :, :]
        length = np.sqrt((gap**2).sum(axis=2))
        pull = np.divide(weights * wanted, length, out=np.zeros_like(length), where=length > 1e-9)
        spots = solve @ (spots * pull.sum(axis=1)[:, None] - pull @ spots)
    return spots


def _apart(spots: Floats) -> Floats:
    """Push nodes that nearly coincide apart until each has a little room of its own."""
    n = len(spots)
    if n < 3:
        return spots
    span = np.ptp(spots, axis=0).max() or 1.0
    room = 0.62 * span / sqrt(n)
    for _ in range(40):
        gap = spots[:, None, :] - spots[None, :, :]
        length = np.sqrt((gap**2).sum(axis=2)) + np.eye(n) * 1e9
        lack = np.maximum(room - length, 0)
        if lack.max() < 0.02 * room:
            break
        spots = spots + 0.4 * (gap / np.maximum(length, 1e-9)[:, :, None] * lack[:, :, None]).sum(axis=1)
    return spots


def _turned(spots: Floats) -> Floats:
    """The widest direction lies along the paper's width."""
    centred = spots - spots.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1]
    signs = np.where(np.diag(axes) < 0, -1.0, 1.0)
    turned: Floats = centred @ (axes * signs)
    return turned
