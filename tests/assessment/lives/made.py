"""Groups and months made for tests."""

from __future__ import annotations

from datetime import date

from workshop.assessment.lives.needed import Needed, needed
from workshop.model.community.groups import GroupLine, GroupRecord, SaidBy
from workshop.model.community.work_time import Spender, TimeUnit, WorkLine, WorkTime


def month(text: str) -> date:
    year, number = text.split("-")
    return date(int(year), int(number), 1)


def group(
    name: str,
    born: str = "",
    *,
    seen: str = "",
    ended: str = "",
    registered: str = "",
    **more: object,
) -> GroupLine:
    record = GroupRecord(
        name,
        born=month(born) if born else None,
        seen=month(seen) if seen else None,
        seen_by=SaidBy.WORKER if seen else None,
        ended=month(ended) if ended else None,
        registered=month(registered) if registered else None,
        **more,  # type: ignore[arg-type]  # fields of the record, named by the test
    )
    return GroupLine(name, "c", 1, record)


def time(
    when: str,
    amount: float,
    unit: TimeUnit = TimeUnit.HOURS,
    spender: Spender = Spender.WORKER,
    group: str = "",
) -> WorkLine:
    return WorkLine(when, "c", 1, WorkTime(month(when), spender, amount, unit, group))


def article() -> list[GroupLine]:
    """The article's community: 3 groups were there, after a year 31, all of them active during the project. The article
    gives no months; here the 28 begin in its third to twelfth month, as spread as can be."""
    there = [group(f"there {number}", seen="2022-12") for number in range(3)]
    new = [group(f"new {number}", f"2022-{3 + number % 10:02d}", seen="2022-12") for number in range(28)]
    return [*there, *new]


def on_axis(groups: list[GroupLine], work: list[WorkLine]) -> Needed:
    return needed(groups, work, date(2023, 2, 19))
