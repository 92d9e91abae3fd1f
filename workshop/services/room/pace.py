"""Pace: how far the running camp is ahead of or behind its timetable, what that costs, and which minutes would make up.

Nothing is shortened silently: a proposal says what is lost, and only a second press does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workshop.exercises.exercise import Exercise
from workshop.model.camp import CampStep
from workshop.services.camp.control import following, running
from workshop.services.room.timetable import Stretch, Timetable, timetable


@dataclass(frozen=True)
class Pace:
    """`minutes` behind the timetable, negative when ahead. `stretch` reaches up to the next fixed time; `lost` is the
    block that pays for what does not fit before it."""

    minutes: int
    stretch: Stretch
    lost: CampStep | None

    @property
    def over(self) -> int:
        return self.stretch.over

    @property
    def slack(self) -> int:
        return self.stretch.slack


def pace_of(times: Timetable, steps: Sequence[CampStep]) -> Pace | None:
    """The pace of the block that runs, or of the next one while none does; None before a day's first block."""
    current = running(steps) or following([step for step in steps if not step.skipped])
    slot, stretch = times.slot(current), times.stretch(current)
    if slot is None or stretch is None:
        return None
    if not any(one.begun_at is not None and one.block.day == slot.step.block.day for one in steps):
        return None
    return Pace(slot.behind, stretch, next(iter(_waiting(stretch)), None) if stretch.over else None)


def _waiting(stretch: Stretch) -> list[CampStep]:
    return [
        slot.step
        for slot in stretch.slots
        if slot.step.begun_at is None and not slot.step.skipped and not slot.passed
    ]


@dataclass(frozen=True)
class Cut:
    """Minutes a block would lose."""

    step: CampStep
    less: int

    @property
    def left(self) -> int:
        return self.step.minutes - self.less


@dataclass(frozen=True)
class Proposal:
    """Who would give how much for the next fixed time, and the minutes that would still not fit."""

    stretch: Stretch
    cuts: tuple[Cut, ...]
    missing: int


def proposal(
    steps: Sequence[CampStep], now: datetime, exercises: Mapping[str, Exercise], stretch: Stretch
) -> Proposal:
    """The shortest list of cuts by the camp's priorities, then from the last block backwards.

    An exercise keeps its shortest time, a block with a plan B half of its own; meals and breaks are not touched.
    """
    less: dict[str, int] = {}
    candidates = sorted(
        _waiting(stretch), key=lambda step: (step.block.priority or len(steps), -step.position)
    )
    for step in candidates:
        spare = min(_over(steps, now, stretch, less), step.minutes - _least(step, exercises))
        if spare > 0:
            less[step.id] = spare
    # Of blocks that run side by side, one may have given minutes that another takes all the same.
    left = _over(steps, now, stretch, less)
    for step in candidates:
        while step.block.track and less.get(step.id) and _over(steps, now, stretch, less, step.id) == left:
            less[step.id] -= 1
    cuts = tuple(Cut(step, less[step.id]) for step in _steps_of(stretch) if less.get(step.id))
    return Proposal(stretch, cuts, left)


def _steps_of(stretch: Stretch) -> tuple[CampStep, ...]:
    """The blocks of a stretch in order."""
    return tuple(slot.step for slot in stretch.slots)


def _over(
    steps: Sequence[CampStep], now: datetime, stretch: Stretch, less: Mapping[str, int], back: str = ""
) -> int:
    """Minutes that do not fit with these cuts, one given `back` to the block named."""
    shorter = [
        replace(step, minutes=step.minutes - less.get(step.id, 0) + (step.id == back)) for step in steps
    ]
    after = timetable(shorter, now).stretch(stretch.slots[0].step)
    return after.over if after else 0


def _least(step: CampStep, exercises: Mapping[str, Exercise]) -> int:
    if step.exercise in exercises:
        return min(step.minutes, exercises[step.exercise].minutes.min)
    return -(-step.minutes // 2) if step.block.plan_b else step.minutes
