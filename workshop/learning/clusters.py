"""Sorting points into a few heaps, how clearly they lie apart, and how far two sortings agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop.learning.statements import Grid

Labels = NDArray[np.int64]
STARTS, ROUNDS = 8, 60


@dataclass(frozen=True, eq=False)
class Sorting:
    """A heap's number for every point, and the heaps' middles."""

    labels: Labels
    middles: Grid


def sort_into(points: Grid, count: int, random: np.random.Generator) -> Sorting:
    """k-means: heaps whose points are nearest to their own middle; the best of eight spread-out starts.

    Sources: Lloyd 1982; Arthur & Vassilvitskii 2007 (starts). ValueError with fewer points than heaps.
    """
    if len(points) < count:
        raise ValueError(f"{len(points)} points for {count} heaps")
    found = [_settle(points, _spread(points, count, random)) for _ in range(STARTS)]
    return min(found, key=lambda one: float(((points - one.middles[one.labels]) ** 2).sum()))


def nearest(points: Grid, middles: Grid) -> Labels:
    """The number of the nearest middle for every point; ties to the lower number."""
    found: Labels = _squares(points, middles).argmin(axis=1)
    return found


def silhouette(points: Grid, labels: Labels) -> float:
    """How clearly do the heaps lie apart? Mean over points of (b − a) / max(a, b), −1 … 1.

    a is the mean distance to the others of the own heap, b that to the nearest other heap; a point alone counts 0.
    One heap gives 0. Source: Rousseeuw 1987.
    """
    heaps = np.unique(labels)
    if len(heaps) < 2:
        return 0.0
    far = np.sqrt(np.maximum(_squares(points, points), 0.0))
    sizes = np.array([(labels == heap).sum() for heap in heaps])
    sums = np.stack([far[:, labels == heap].sum(axis=1) for heap in heaps], axis=1)
    own = np.searchsorted(heaps, labels)
    rows = np.arange(len(points))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / sizes
    others[rows, own] = np.inf
    outside = others.min(axis=1)
    widest = np.maximum(inside, outside)
    value = np.where(
        (sizes[own] > 1) & (widest > 0), (outside - inside) / np.where(widest > 0, widest, 1), 0.0
    )
    return float(value.mean())


def adjusted_rand(left: Labels, right: Labels) -> float:
    """How far do two sortings of the same points agree? 1 the same, 0 as by lot.

    Two sortings that both put everything into one heap, or every point apart, agree: 1. Source: Hubert & Arabie 1985.
    """
    _, one = np.unique(left, return_inverse=True)
    _, other = np.unique(right, return_inverse=True)
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1), dtype=np.int64)
    np.add.at(table, (one, other), 1)
    both = float(_pairs(table).sum())
    rows, columns = float(_pairs(table.sum(axis=1)).sum()), float(_pairs(table.sum(axis=0)).sum())
    every = len(left) * (len(left) - 1) / 2
    by_lot = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == by_lot else (both - by_lot) / (most - by_lot)


def _pairs(counts: Labels) -> Grid:
    return counts * (counts - 1) / 2


def _squares(points: Grid, middles: Grid) -> Grid:
    found: Grid = ((points[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
    return found


def _spread(points: Grid, count: int, random: np.random.Generator) -> Grid:
    """Starts far from one another: each next one by lot, the farther the likelier."""
    chosen = [int(random.integers(len(points)))]
    while len(chosen) < count:
        far = _squares(points, points[chosen]).min(axis=1)
        total = float(far.sum())
        weights = far / total if total > 0 else np.full(len(points), 1 / len(points))
        chosen.append(int(random.choice(len(points), p=weights)))
    return points[chosen].copy()


def _settle(points: Grid, middles: Grid) -> Sorting:
    labels = nearest(points, middles)
    for _ in range(ROUNDS):
        middles = np.stack(
            [
                points[labels == heap].mean(axis=0) if (labels == heap).any() else middles[heap]
                for heap in range(len(middles))
            ]
        )
        again = nearest(points, middles)
        if (again == labels).all():
            break
        labels = again
    return Sorting(labels, middles)
