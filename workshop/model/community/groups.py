"""A community's resident groups over time: when each began, who last saw it alive, whether it registered, how it ended.

A month is stored as its first day. Nothing here is filled in for anybody: what nobody said stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.model.step import Started


class GroupKind(StrEnum):
    """What a group mostly does."""

    CULTURE = "culture"  # singing, dancing, sport: for its own joy
    MUTUAL_HELP = "mutual_help"
    VOLUNTEERING = "volunteering"
    GOVERNANCE = "governance"  # speaks and decides about common matters
    OTHER = "other"


class Benefit(StrEnum):
    """Who gains by it: its own members, one another, or others."""

    PRIVATE = "private"  # 私益
    MUTUAL = "mutual"  # 互益
    PUBLIC = "public"  # 公益


class GroupEnd(StrEnum):
    """Why a group came to its end. Each of them is an honourable reason."""

    MERGED = "merged"  # goes on inside another group
    TASK_DONE = "task_done"
    MOVED_ON = "moved_on"  # its people do something else now
    LEADER_LEFT = "leader_left"
    MONEY_ENDED = "money_ended"
    OTHER = "other"


class SaidBy(StrEnum):
    """Who says that a group was alive: a role, never a name."""

    MEMBER = "member"
    WORKER = "worker"
    COMMITTEE = "committee"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True)
class GroupRecord:
    """What is known of one group. `born` None: it was there before anybody here remembers."""

    name: str
    kind: GroupKind | None = None
    benefit: Benefit | None = None
    born: date | None = None
    started: Started | None = None
    starter: str = ""  # a nickname or a code
    seen: date | None = None  # the last month it was known to be alive
    seen_by: SaidBy | None = None
    registered: date | None = None
    ended: date | None = None
    end: GroupEnd | None = None
    into: str = ""  # the group it merged into
    reason: str = ""

    @property
    def known_until(self) -> date | None:
        """The last month anything is known of it; none where nobody ever said a month."""
        return self.ended or max(
            (day for day in (self.seen, self.registered, self.born) if day is not None), default=None
        )


@dataclass(frozen=True)
class GroupLine:
    """A group's record as it stands, and which version that is."""

    id: str
    community: str
    number: int
    record: GroupRecord


MONTH = re.compile(r"\s*(\d{4})\s*[-./年]?\s*(\d{1,2})\s*月?\s*")
EARLIEST_YEAR = 1949  # nothing we keep is older


def read_month(text: str) -> date | None:
    """A month as people write it: 2023-03, 2023.3, 2023年3月, 202303; None for anything else."""
    found = MONTH.fullmatch(text)
    if found is None:
        return None
    year, month = int(found.group(1)), int(found.group(2))
    return date(year, month, 1) if year >= EARLIEST_YEAR and 1 <= month <= 12 else None


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one month to another; negative where the second is earlier.

    >>> months_between(date(2022, 11, 1), date(2023, 2, 1))
    3
    """
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def after_months(month: date, number: int) -> date:
    """The month so many months later.

    >>> after_months(date(2022, 11, 1), 3)
    datetime.date(2023, 2, 1)
    """
    years, index = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, index + 1, 1)
