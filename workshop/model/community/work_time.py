"""How much of a supporter's working time resident groups take, month by month, in the unit it was told in.

Units are never turned into one another: visits a month say nothing of hours. Only "times a year" is the same count as
"times a month", over another span.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_A_YEAR = 12


class Spender(StrEnum):
    """Whose time it is."""

    WORKER = "worker"  # social worker
    SECRETARY = "secretary"  # the committee's secretary


class TimeUnit(StrEnum):
    """What the number counts."""

    PERCENT = "percent"  # of the person's working time in that month
    HOURS = "hours"  # in that month
    TIMES_MONTH = "times_month"
    TIMES_YEAR = "times_year"


class TimeMeasure(StrEnum):
    """What may be set side by side."""

    PERCENT = "percent"
    HOURS = "hours"
    VISITS = "visits"  # a month


MEASURES = {
    TimeUnit.PERCENT: TimeMeasure.PERCENT,
    TimeUnit.HOURS: TimeMeasure.HOURS,
    TimeUnit.TIMES_MONTH: TimeMeasure.VISITS,
    TimeUnit.TIMES_YEAR: TimeMeasure.VISITS,
}


@dataclass(frozen=True)
class WorkTime:
    """One person's time in one month. `group` is a group's id, "" for all groups of the community together."""

    month: date
    spender: Spender
    amount: float
    unit: TimeUnit
    group: str = ""

    @property
    def measure(self) -> TimeMeasure:
        return MEASURES[self.unit]

    @property
    def value(self) -> float:
        """The amount as its measure counts it: a year's visits a month."""
        return self.amount / MONTHS_A_YEAR if self.unit is TimeUnit.TIMES_YEAR else self.amount

    @property
    def about(self) -> tuple[date, Spender, str, TimeMeasure]:
        """What a newer entry replaces."""
        return self.month, self.spender, self.group, self.measure


@dataclass(frozen=True)
class WorkLine:
    """An entry that counts, and which version that is."""

    id: str
    community: str
    number: int
    entry: WorkTime
