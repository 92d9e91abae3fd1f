"""Whether a supporter's working time for the groups falls: a plain comparison of every month with every later one.

The rule is for reading, not for proving: it says which way the months point, never why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from statistics import median

from workshop.model.community.groups import months_between
from workshop.model.community.work_time import Spender, TimeMeasure, WorkTime

FEWEST_MONTHS = 3
CLEAR = 0.5  # so much more of the pairs must point one way than the other
SMALL = 0.1  # a change of less than this share of where it began is none


class Trend(StrEnum):
    """Where a series goes."""

    FALLING = "falling"
    RISING = "rising"
    NEITHER = "neither"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class TimePoint:
    month: date
    value: float


@dataclass(frozen=True)
class TimeSeries:
    """The months of one person's time in one measure. `group` "" is for all groups together.

    `slope` is what a month changes (Theil–Sen), None with fewer than two months.
    """

    spender: Spender
    group: str
    measure: TimeMeasure
    points: tuple[TimePoint, ...]
    way: Trend
    slope: float | None


def series_of(entries: Iterable[WorkTime]) -> tuple[TimeSeries, ...]:
    """One series for each person, group and measure; nothing is added up across them or turned into another unit."""
    found: dict[tuple[Spender, str, TimeMeasure], list[TimePoint]] = {}
    for entry in sorted(entries, key=lambda one: one.month):
        found.setdefault((entry.spender, entry.group, entry.measure), []).append(
            TimePoint(entry.month, entry.value)
        )
    order = sorted(
        found,
        key=lambda key: (bool(key[1]), list(Spender).index(key[0]), key[1], list(TimeMeasure).index(key[2])),
    )
    return tuple(
        TimeSeries(*key, tuple(found[key]), way_of(found[key]), slope_of(found[key])) for key in order
    )


def slope_of(points: Sequence[TimePoint]) -> float | None:
    """Theil–Sen estimator: the median of the slopes of all pairs of months.

    Theil 1950, Sen 1968; one odd month does not turn it.
    """
    slopes = [
        (later.value - earlier.value) / months_between(earlier.month, later.month)
        for earlier, later in combinations(points, 2)
        if later.month != earlier.month
    ]
    return median(slopes) if slopes else None


def way_of(points: Sequence[TimePoint]) -> Trend:
    """Falling where the pairs of months that fall outnumber those that rise by at least half of all pairs, and the line
    through them falls by a tenth of the first month or more; rising likewise; otherwise neither. Never from fewer than three
    months.

    The balance of the pairs is Kendall's S as a share (tau-a, Kendall 1938).
    """
    if len(points) < FEWEST_MONTHS:
        return Trend.TOO_FEW
    pairs = list(combinations(points, 2))
    balance = sum((b.value > a.value) - (b.value < a.value) for a, b in pairs) / len(pairs)
    slope = slope_of(points) or 0.0
    change = slope * months_between(points[0].month, points[-1].month)
    least = SMALL * max(abs(points[0].value), abs(points[-1].value))
    if balance <= -CLEAR and change <= -least and change < 0:
        return Trend.FALLING
    if balance >= CLEAR and change >= least and change > 0:
        return Trend.RISING
    return Trend.NEITHER
