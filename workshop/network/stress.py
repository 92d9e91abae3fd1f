"""Distances on paper that follow steps in the network, for one connected part.

Stress is Σ w_ij (|x_i − x_j| − d_ij)² with w = d^−2 (Gansner, Koren and North 2004). Everybody is held to neighbours and
to at most `PIVOTS` others instead of to all (Ortmann, Klimenta and Brandes 2016): the cost grows with people, not with pairs.
"""

from __future__ import annotations

from hashlib import sha256
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import KDTree

from workshop.network.graph import Floats, Whole
from workshop.network.paths import steps

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


def _wanted(far: Floats, ties: Whole, of_pivots: Whole) -> Floats:
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


def _majorised(spots: Floats, links: sparse.csr_array, pivots: Whole, wanted: Floats) -> Floats:
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
