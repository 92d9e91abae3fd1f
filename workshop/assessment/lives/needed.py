"""Less and less needed: the groups' lives, the working time they take, and what the withdrawal test says, on one time axis.

Three answers to one question stand beside one another; none is turned into another, and no total is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop.assessment.lives.lives import GroupLives, all_known_in, axis, group_lives, last_month, living_in
from workshop.assessment.lives.work_trend import TimePoint, TimeSeries, Trend, series_of
from workshop.model.community.groups import GroupLine, month_of
from workshop.model.community.work_time import WorkLine


@dataclass(frozen=True)
class LeavingMark:
    """The withdrawal test on a map of that day: the share of people who can reach one another before and after the
    supporters have left."""

    day: date
    before: float
    after: float
    leaving: int


@dataclass(frozen=True)
class WithoutMark:
    """What raters said that day on whether it goes on without the supporter (D10): the middle level."""

    day: date
    level: int
    raters: int


@dataclass(frozen=True)
class VisitMark:
    """What the exercise withdrawal-test asked that day: how often the social worker goes now, how many said so."""

    day: date
    said: tuple[tuple[str, int], ...]  # code of the option, seats


@dataclass(frozen=True)
class Needed:
    """Everything on the axis."""

    lives: GroupLives
    series: tuple[TimeSeries, ...]
    leaving: tuple[LeavingMark, ...]
    without: tuple[WithoutMark, ...]
    visits: tuple[VisitMark, ...]
    today: date

    @property
    def anything(self) -> bool:
        return bool(self.lives.lines or self.series)

    @property
    def first(self) -> date:
        """The first month of the axis."""
        known = [self.lives.first] if self.lives.first else []
        known += [point.month for one in self.series for point in one.points]
        for marks in (self.leaving, self.without, self.visits):
            known += [month_of(mark.day) for mark in marks]
        return min(known, default=month_of(self.today))

    @property
    def months(self) -> tuple[date, ...]:
        points = [point.month for one in self.series for point in one.points]
        last = max([last_month(self.lives.lines, self.today), *points])
        return axis(self.first, last)

    @property
    def whole(self) -> tuple[TimeSeries, ...]:
        """The series for all groups together."""
        return tuple(one for one in self.series if not one.group)

    @property
    def way(self) -> Trend:
        """What can be said of all of it: falling only where every long enough series for all groups falls."""
        ways = {one.way for one in self.whole} - {Trend.TOO_FEW}
        if not ways:
            return Trend.TOO_FEW
        return ways.pop() if len(ways) == 1 else Trend.NEITHER

    def per_group(self, series: TimeSeries) -> tuple[TimePoint, ...]:
        """Each month's time divided by the groups alive in it; months are left out in which nobody can say of a group
        whether it was, or none was."""
        return tuple(
            TimePoint(point.month, point.value / living)
            for point in series.points
            if all_known_in(self.lives.lines, point.month)
            and (living := living_in(self.lives.lines, point.month))
        )


def needed(
    groups: Sequence[GroupLine],
    work: Sequence[WorkLine],
    today: date,
    leaving: Sequence[LeavingMark] = (),
    without: Sequence[WithoutMark] = (),
    visits: Sequence[VisitMark] = (),
) -> Needed:
    """Put it on one axis, each in the order of its days."""
    return Needed(
        group_lives(groups, today),
        series_of(line.entry for line in work),
        tuple(sorted(leaving, key=lambda one: one.day)),
        tuple(sorted(without, key=lambda one: one.day)),
        tuple(sorted(visits, key=lambda one: one.day)),
        today,
    )
