"""Krippendorff's alpha: do several raters of the same things say the same, more than chance would?

It takes gaps, any number of raters and four kinds of scale, which is what a room of busy people gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")

Apart = Callable[[Counter[float]], float]


def alpha(table: Sequence[Sequence[float | None]], metric: Metric) -> float | None:
    """1 - observed disagreement / disagreement expected by chance.

    `table`: one sequence a unit, holding the raters' values, None where a rater gave none (who gave which value does
    not matter). A unit with fewer than two values has nothing to compare and is left out. With n values in all,
    m in a unit and δ² the metric's squared difference over the ordered pairs of values c, k:

        observed = 1/n · Σ over units of Σ δ²(c, k) / (m - 1)      expected = Σ n_c n_k δ²(c, k) / (n (n - 1))

    δ² is 0 or 1 for nominal, the squared distance of mid-ranks for ordinal, (c - k)² for interval, and
    ((c - k) / (c + k))² for ratio. 1 is full agreement, 0 what chance gives; below 0 raters contradict each other.

    None where it is not defined: fewer than two values can be paired; all of them are equal (0/0: raters who never
    had anything to tell apart have not shown that they could); or a ratio scale with a value below 0.

    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability.

    >>> round(alpha([[1, 1], [2, 2], [3, 2], [1, None]], "nominal"), 4)
    0.5455
    """
    units = [tuple(sorted(value for value in unit if value is not None)) for unit in table]
    paired = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in paired for value in unit)
    if len(counts) < 2 or (metric == "ratio" and min(counts) < 0):
        return None
    apart = _apart(metric, counts)
    observed = sum(times * apart(Counter(unit)) / (len(unit) - 1) for unit, times in Counter(paired).items())
    return 1 - (counts.total() - 1) * observed / apart(counts)


def _apart(metric: Metric, counts: Counter[float]) -> Apart:
    """Σ n_c n_k δ²(c, k) over unordered pairs (half of the ordered sum, above and below alike), for this metric."""
    if metric == "nominal":
        return lambda some: (some.total() ** 2 - sum(count * count for count in some.values())) / 2
    if metric == "ratio":
        return _ratio
    if metric == "interval":
        return lambda some: _squares(some, {value: value for value in some})
    below, rank = 0, {}
    for value in sorted(counts):
        rank[value] = below + counts[value] / 2
        below += counts[value]
    return lambda some: _squares(some, rank)


def _squares(some: Counter[float], place: Mapping[float, float]) -> float:
    """Squared distances of all pairs of places, as n times the squares about the mean: no pair is looked at."""
    total = some.total()
    mean = sum(count * place[value] for value, count in some.items()) / total
    return total * sum(count * (place[value] - mean) ** 2 for value, count in some.items())


def _ratio(some: Counter[float]) -> float:
    values, counts = np.array(list(some)), np.array(list(some.values()))
    return sum(
        float(count * (counts[place:] * ((value - values[place:]) / (value + values[place:])) ** 2).sum())
        for place, (value, count) in enumerate(zip(values[:-1], counts[:-1], strict=True), start=1)
    )
