"""Pace: how far the running camp is ahead of or behind its timetable, and what that will cost.

The timetable has clock times, a camp begins when it begins: a day is laid on the clock by its first opened step. Where a
day's first step was not opened, there is nothing to compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from workshop.exercises.agenda import Recipe, TimedBlock, schedule
from workshop.exercises.exercise import Exercise
from workshop.model.camp import CampStep
from workshop.services.camp.control import following, newest, running


@dataclass(frozen=True)
class DayBlock:
    """A block of the agenda beside the step it became; `step` is None where it runs without screens."""

    day: int
    block: TimedBlock
    step: CampStep | None


@dataclass(frozen=True)
class Pace:
    """`minutes` behind the timetable, negative when ahead. `slack` is what the stretch up to the next fixed time has to
    spare; `lost` is the block that pays for what is over it, by `over` minutes."""

    minutes: int
    slack: int
    over: int
    lost: DayBlock | None


def day_blocks(
    recipe: Recipe, exercises: Mapping[str, Exercise], steps: Sequence[CampStep]
) -> tuple[DayBlock, ...]:
    """Every block of the recipe with the camp's step for it. Steps stand in the order of the blocks with an exercise."""
    waiting = list(steps)
    blocks: list[DayBlock] = []
    for number, day in enumerate(schedule(recipe, exercises).days):
        for block in day.blocks:
            step = None
            if block.exercise is not None and waiting and waiting[0].exercise == block.exercise:
                step = waiting.pop(0)
            blocks.append(DayBlock(number, block, step))
    return tuple(blocks)


def pace_of(blocks: Sequence[DayBlock], steps: Sequence[CampStep], now: datetime) -> Pace | None:
    """The pace while a step runs, or while the room waits for the next one without a screen.

    None before anything was opened, after the day's last step, or where the day's begin is unknown.
    """
    current, last, after = running(steps), newest(steps), following(steps)
    place = _place(blocks, current or last)
    if place is None or place.step is None or place.step.opened_at is None:
        return None
    day = [one for one in blocks if one.day == place.day]
    begun = next((one for one in day if one.step is not None and one.step.begun_at is not None), None)
    if begun is None or begun.step is None or begun.step.begun_at is None:
        return None
    spent = (now - begun.step.begun_at).total_seconds() / 60
    start = _minutes(begun.block.start)
    if current is None:
        waited_for = _place(day, after)
        if waited_for is None:
            return None
        minutes = round(spent - (_minutes(waited_for.block.start) - start))
        # A talk or a meal before the next step may take its time: early is not ahead.
        return _paced(max(0, minutes), waited_for, day[day.index(waited_for) :])
    left = max(0.0, place.step.minutes - (now - place.step.opened_at).total_seconds() / 60)
    minutes = round(spent + left - (_minutes(place.block.end) - start))
    return _paced(minutes, place, day[day.index(place) + 1 :])


def _place(blocks: Sequence[DayBlock], step: CampStep | None) -> DayBlock | None:
    return next((one for one in blocks if step is not None and one.step == step), None)


def _paced(minutes: int, place: DayBlock, after: Sequence[DayBlock]) -> Pace:
    slack = place.block.slack_minutes
    over = max(0, minutes - max(0, slack))
    return Pace(minutes, slack, over, _payer(after) if over else None)


def between(blocks: Sequence[DayBlock], steps: Sequence[CampStep]) -> tuple[DayBlock, ...]:
    """The blocks without a screen that come now: after the step opened last and before the next one of the same day."""
    last = _place(blocks, newest(steps))
    if last is None:
        return ()
    return tuple(
        takewhile(lambda one: one.step is None and one.day == last.day, blocks[blocks.index(last) + 1 :])
    )


def _payer(after: Sequence[DayBlock]) -> DayBlock | None:
    """The next block before a fixed time that has not been opened: it is the one that will be short."""
    for one in after:
        if one.block.pinned:
            return None
        if one.step is None or (one.step.opened_at is None and not one.step.skipped):
            return one
    return None


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
