"""A made agenda of one morning: 09:00 A 10, 09:10 talk 20, 09:30 B 15, lunch fixed at 10:00 for 60; 15 minutes to spare."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workshop.base.content import Words
from workshop.model.camp import Action, BlockPlan, CampStep, ControlEvent
from workshop.services.camp.control import fold

PLAN_B = Words(zh="只讲转折", en="only the turning point")


def block(id: str, minutes: int, exercise: str = "", **plan: object) -> CampStep:
    made = BlockPlan(begins="09:00", ends="12:00", planned=minutes, title=Words(zh=id, en=id), **plan)  # type: ignore[arg-type]
    return CampStep(id, 0, exercise, 1, minutes, block=made)


A, TALK, B = block("A", 10, "check-in"), block("talk", 20, plan_b=PLAN_B), block("B", 15, "commit")
LUNCH = block("lunch", 60, pin="10:00")
MORNING = tuple(replace(one, position=place) for place, one in enumerate((A, TALK, B, LUNCH)))


class Day:
    """The morning with what was done in it; minutes are counted from nine o'clock on this machine."""

    def __init__(self, *steps: CampStep, hour: int = 9) -> None:
        self.steps = steps or MORNING
        # Nine o'clock here, as the store keeps it: in UTC.
        local = datetime(2026, 3, 2, hour).astimezone()
        self.nine = datetime(2026, 3, 2, hour) - (local.utcoffset() or timedelta())
        self.events: list[ControlEvent] = []

    def at(self, minute: int) -> datetime:
        return self.nine + timedelta(minutes=minute)

    def do(self, minute: int, action: Action, step: str, minutes: int = 0, **change: str | int) -> Day:
        number = len(self.events) + 1
        self.events.append(
            ControlEvent(number, step, action, "f", self.at(minute), minutes=minutes, change=change)
        )
        return self

    def now(self) -> tuple[CampStep, ...]:
        return fold(self.steps, self.events)
