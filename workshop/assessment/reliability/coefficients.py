"""Reliability coefficients: Krippendorff's alpha, intraclass correlations (ICC) and the Spearman–Brown formula.

Alpha asks whether several raters of the same units agree more than chance would. It takes missing values, any number
of raters and four kinds of scale, which is what a room of busy people gives.

An ICC is the share of the variance of ratings that lies between the rated targets: the six of Shrout and Fleiss for a
complete table, the one-way pair for groups of unequal size. Spearman–Brown says what the mean of more raters is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, fsum
from typing import Literal

import numpy as np

NOTHING = 1e-24  # of the values' own squares: below this a variance is rounding error
USABLE = 0.70  # the usual threshold for using a mean of raters further
# Fewer groups, and between-groups variance is mostly chance: the rule of six that p-values and raters keep, too.
FEWEST_TARGETS = 6
TOO_FEW_TARGETS = "too_few_targets"
BELOW_ZERO = "icc_below_zero"
NO_SPREAD_WITHIN = "no_spread_within"


@dataclass(frozen=True)
class Icc:
    """The six coefficients and the mean squares they come from; None where not defined.

    icc1: raters differ from target to target. icc2: the same raters, absolute agreement. icc3: the same raters,
    consistency only. With k: of the mean of all judges. icc2 far below icc3 means some judges are stricter.
    """

    icc1: float | None
    icc2: float | None
    icc3: float | None
    icc1k: float | None
    icc2k: float | None
    icc3k: float | None
    msb: float | None
    msw: float | None
    msj: float | None
    mse: float | None
    targets: int
    judges: int


UNDEFINED = Icc(None, None, None, None, None, None, None, None, None, None, 0, 0)


def meaningless(groups: Sequence[Sequence[float]], spread: OneWay | None) -> str | None:
    """Why a one-way ICC of these groups would say nothing; None where it may be given.

    too_few_targets: fewer than six groups with two values or more. icc_below_zero: values differ more within groups
    than between them, so no part of the spread goes with the group and a reliability of means does not exist (ICC(k)
    has no lower bound). no_spread_within: within each group all values are the same, which is copying or one person
    filling in for all rather than agreement; the figure would be 1.
    """
    if spread is None or sum(len(group) > 1 for group in groups) < FEWEST_TARGETS:
        return TOO_FEW_TARGETS
    if spread.icc1 < 0:
        return BELOW_ZERO
    return NO_SPREAD_WITHIN if spread.msw <= _floor(groups) else None


@dataclass(frozen=True)
class OneWay:
    """One-way ICC(1) and ICC(k) of groups of unequal size. `k0` is the equivalent size of an equal design.

    `icck` is the reliability of the mean of k0 raters; None where the groups' means do not differ at all.
    """

    icc1: float
    icck: float | None
    groups: int
    raters: int
    k0: float
    msb: float
    msw: float


def shrout_fleiss(rows: Sequence[Sequence[float]]) -> Icc:
    """The six intraclass correlations (ICC) of a complete table, a row a target and a column a judge.

    One-way mean squares MSB (between targets) and MSW (within); two-way MSJ (between judges) and MSE (the rest);
    n targets, k judges:

        ICC1 = (MSB - MSW) / (MSB + (k-1) MSW)                       ICC1k = (MSB - MSW) / MSB
        ICC2 = (MSB - MSE) / (MSB + (k-1) MSE + k (MSJ - MSE) / n)   ICC2k = (MSB - MSE) / (MSB + (MSJ - MSE) / n)
        ICC3 = (MSB - MSE) / (MSB + (k-1) MSE)                       ICC3k = (MSB - MSE) / MSB

    Everything is None with fewer than two targets or judges; a coefficient is None where its denominator is 0 (no
    spread at all, or none between targets). ValueError for rows of different lengths. Below 0 is possible and means
    that targets differ less than judges do by themselves. Source: Shrout and Fleiss 1979, Psychological Bulletin 86.

    >>> round(shrout_fleiss([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]).icc2, 2)
    0.29
    """
    targets, judges = len(rows), len(rows[0]) if rows else 0
    if any(len(row) != judges for row in rows):
        raise ValueError("every target needs a value from every judge")
    if targets < 2 or judges < 2:
        return replace(UNDEFINED, targets=targets, judges=judges)
    grand = fsum(fsum(row) for row in rows) / (targets * judges)
    of_target = [fsum(row) / judges for row in rows]
    of_judge = [fsum(row[judge] for row in rows) / targets for judge in range(judges)]
    between = judges * fsum((mean - grand) ** 2 for mean in of_target)
    judging = targets * fsum((mean - grand) ** 2 for mean in of_judge)
    within = fsum((value - mean) ** 2 for row, mean in zip(rows, of_target, strict=True) for value in row)
    rest = fsum(
        (value - mean - level + grand) ** 2
        for row, mean in zip(rows, of_target, strict=True)
        for value, level in zip(row, of_judge, strict=True)
    )
    msb, msw = between / (targets - 1), within / (targets * (judges - 1))
    msj, mse = judging / (judges - 1), rest / ((targets - 1) * (judges - 1))
    floor = _floor(rows)
    return Icc(
        icc1=_ratio(msb - msw, msb + (judges - 1) * msw, floor),
        icc2=_ratio(msb - mse, msb + (judges - 1) * mse + judges * (msj - mse) / targets, floor),
        icc3=_ratio(msb - mse, msb + (judges - 1) * mse, floor),
        icc1k=_ratio(msb - msw, msb, floor),
        icc2k=_ratio(msb - mse, msb + (msj - mse) / targets, floor),
        icc3k=_ratio(msb - mse, msb, floor),
        msb=msb,
        msw=msw,
        msj=msj,
        mse=mse,
        targets=targets,
        judges=judges,
    )


def one_way(groups: Sequence[Sequence[float]]) -> OneWay | None:
    """One-way ICC(1) and ICC(k): each group has raters of its own, groups of any size; empty ones are left out.

    With a groups of n_i values, N in all: k0 = (N - Σ n_i² / N) / (a - 1), ICC(1) = (MSB - MSW) / (MSB + (k0-1) MSW),
    ICC(k) = (MSB - MSW) / MSB. None where it is not defined: fewer than two groups, no group with two values, or no
    spread at all. Source: Shrout and Fleiss 1979 for equal groups; k0 after Donner 1986, International Statistical
    Review 54.

    >>> one_way([[1, 2], [3, 4, 5]]).k0
    2.4
    """
    filled = [group for group in groups if group]
    sizes = [len(group) for group in filled]
    number, total = len(filled), sum(sizes)
    if number < 2 or total <= number:
        return None
    grand = fsum(fsum(group) for group in filled) / total
    means = [fsum(group) / len(group) for group in filled]
    between = fsum(size * (mean - grand) ** 2 for size, mean in zip(sizes, means, strict=True))
    within = fsum((value - mean) ** 2 for group, mean in zip(filled, means, strict=True) for value in group)
    k0 = (total - sum(size * size for size in sizes) / total) / (number - 1)
    msb, msw = between / (number - 1), within / (total - number)
    floor = _floor(filled)
    icc1 = _ratio(msb - msw, msb + (k0 - 1) * msw, floor)
    if icc1 is None:
        return None
    return OneWay(icc1, _ratio(msb - msw, msb, floor), number, total, k0, msb, msw)


def spearman_brown(r: float, k: float) -> float:
    """Spearman–Brown formula: the reliability of the mean of `k` raters when one has `r`: k r / (1 + (k - 1) r).

    ValueError where the formula has no value (r so far below 0 that the denominator is not above 0). Source:
    Spearman 1910 and Brown 1910, British Journal of Psychology 3.

    >>> round(spearman_brown(0.2, 5), 2)
    0.56
    """
    denominator = 1 + (k - 1) * r
    if denominator <= 0:
        raise ValueError("no reliability of a mean for this r and k")
    return k * r / denominator


def raters_needed(r: float, wanted: float = USABLE) -> int | None:
    """Spearman–Brown solved for k: raters whose mean reaches the reliability `wanted` when one has `r`; None for r ≤ 0.

    The smallest whole k with spearman_brown(r, k) >= wanted. ValueError unless 0 < wanted < 1.

    >>> [raters_needed(r) for r in (0.1, 0.2, 0.3, 0.4, 0.5)]
    [21, 10, 6, 4, 3]
    """
    if not 0 < wanted < 1:
        raise ValueError("a reliability is between 0 and 1")
    if r <= 0:
        return None
    # 21 must not become 22 because 0.1 has no exact binary form.
    return max(1, ceil(wanted * (1 - r) / (r * (1 - wanted)) - 1e-9))


def _floor(rows: Iterable[Sequence[float]]) -> float:
    return NOTHING * fsum(value * value for row in rows for value in row)


def _ratio(above: float, below: float, floor: float) -> float | None:
    return above / below if below > floor else None


Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")

Apart = Callable[[Counter[float]], float]


def alpha(table: Sequence[Sequence[float | None]], metric: Metric) -> float | None:
    """Krippendorff's alpha: 1 - observed disagreement / disagreement expected by chance.

    `table`: one sequence a unit, holding the raters' values, None where a rater gave none (who gave which value does
    not matter). A unit with fewer than two values has nothing to compare and is left out. With n values in all,
    m in a unit and δ² the metric's squared difference over the ordered pairs of values c, k:

        observed = 1/n · Σ over units of Σ δ²(c, k) / (m - 1)      expected = Σ n_c n_k δ²(c, k) / (n (n - 1))

    δ² is 0 or 1 for nominal, the squared distance of mid-ranks for ordinal, (c - k)² for interval, and
    ((c - k) / (c + k))² for ratio. 1 is full agreement, 0 what chance gives; below 0 raters contradict each other.

    None where it is not defined: fewer than two values can be paired; all of them are equal (0/0: raters who never
    had anything to distinguish have not shown that they can); or a ratio scale with a value below 0.

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
        return _ratio_distance
    if metric == "interval":
        return lambda some: _squares(some, {value: value for value in some})
    below, rank = 0, {}
    for value in sorted(counts):
        rank[value] = below + counts[value] / 2
        below += counts[value]
    return lambda some: _squares(some, rank)


def _squares(some: Counter[float], place: Mapping[float, float]) -> float:
    """Sum of squared distances over all pairs of positions, as n times the squares about the mean: O(n), not O(n²)."""
    total = some.total()
    mean = sum(count * place[value] for value, count in some.items()) / total
    return total * sum(count * (place[value] - mean) ** 2 for value, count in some.items())


def _ratio_distance(some: Counter[float]) -> float:
    values, counts = np.array(list(some)), np.array(list(some.values()))
    return sum(
        float(count * (counts[place:] * ((value - values[place:]) / (value + values[place:])) ** 2).sum())
        for place, (value, count) in enumerate(zip(values[:-1], counts[:-1], strict=True), start=1)
    )
