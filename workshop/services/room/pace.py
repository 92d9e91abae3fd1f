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
    tried, left, cuts = list(steps), stretch.over, list[Cut]()
    candidates = sorted(
        _waiting(stretch), key=lambda step: (step.block.priority or len(steps), -step.position)
    )
    for step in candidates:
        less = min(left, step.minutes - _least(step, exercises))
        if less <= 0:
            continue
        shorter = [replace(one, minutes=one.minutes - less) if one.id == step.id else one for one in tried]
        after = timetable(shorter, now).stretch(step)
        if after is not None and after.over < left:  # else another track takes as long
            tried, left = shorter, after.over
            cuts.append(Cut(step, less))
    return Proposal(stretch, tuple(sorted(cuts, key=lambda cut: cut.step.position)), left)


def _least(step: CampStep, exercises: Mapping[str, Exercise]) -> int:
    if step.exercise in exercises:
        return min(step.minutes, exercises[step.exercise].minutes.min)
    return -(-step.minutes // 2) if step.block.plan_b else step.minutes
