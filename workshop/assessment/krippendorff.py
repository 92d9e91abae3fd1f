"""Krippendorff's alpha: do several raters of the same things say the same, more than chance would?

It takes gaps, any number of raters and four kinds of scale, which is what a room of busy people gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Literal

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")

Difference = Callable[[float, float], float]


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
    squared = _difference(metric, counts)
    total = counts.total()
    observed = sum(
        times * _pairs(Counter(unit), squared) / (len(unit) - 1) for unit, times in Counter(paired).items()
    )
    return 1 - (total - 1) * observed / _pairs(counts, squared)


def _pairs(counts: Counter[float], squared: Difference) -> float:
    """Σ n_c n_k δ²(c, k) over unordered pairs: half of the ordered sum, in numerator and denominator alike."""
    return sum(counts[one] * counts[two] * squared(one, two) for one, two in combinations(counts, 2))


def _difference(metric: Metric, counts: Counter[float]) -> Difference:
    if metric == "nominal":
        return lambda _one, _two: 1.0
    if metric == "interval":
        return lambda one, two: (one - two) ** 2
    if metric == "ratio":
        return lambda one, two: ((one - two) / (one + two)) ** 2
    below, rank = 0, {}
    for value in sorted(counts):
        rank[value] = below + counts[value] / 2
        below += counts[value]
    return lambda one, two: (rank[one] - rank[two]) ** 2
