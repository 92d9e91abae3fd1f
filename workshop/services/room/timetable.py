"""The timetable of a running camp: when each block began or will begin, from now on, and what the next fixed time leaves.

Fixed times stay where they are; everything else follows from what really began. The clock is this machine's. A day begun
hours away from its plan (in the afternoon instead of the morning, a rehearsal) moves as a whole, fixed times and all: it
is neither late nor early, and what it says is what the clock on the wall says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from workshop.base.local_time import local
from workshop.exercises.agenda import MORNING, minutes_of, starts
from workshop.model.camp import CampStep, StepState

NEAR = 120  # minutes a day may begin before or after its plan and still keep its fixed times


@dataclass(frozen=True)
class Slot:
    """A block on the clock, in minutes of the day: as it was or will be, and as it was planned. `moved` are the minutes
    by which its whole day was begun away from its plan."""

    step: CampStep
    begins: int
    ends: int
    planned: int
    passed: bool = False  # never begun, and the room has gone on to what comes after it
    gone: bool = False  # begun, and the room has gone on
    moved: int = 0

    @property
    def behind(self) -> int:
        """Minutes later than planned, negative when ahead: of its end once it has begun, before that of its begin."""
        if self.step.begun_at is not None:
            return self.ends - self.planned - self.step.block.planned
        return self.begins - self.planned


@dataclass(frozen=True)
class Stretch:
    """Blocks up to the next fixed time: `waits` is the block that begins then, None at the end of a window."""

    slots: tuple[Slot, ...]
    ends: int
    limit: int
    waits: CampStep | None

    @property
    def slack(self) -> int:
        return max(0, self.limit - self.ends)

    @property
    def over(self) -> int:
        return max(0, self.ends - self.limit)


@dataclass(frozen=True)
class Timetable:
    """Every block on the clock, in the agenda's order."""

    stretches: tuple[Stretch, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for stretch in self.stretches for slot in stretch.slots)

    def slot(self, step: CampStep | None) -> Slot | None:
        return next((slot for slot in self.slots if step is not None and slot.step.id == step.id), None)

    def stretch(self, step: CampStep | None) -> Stretch | None:
        return next(
            (
                one
                for one in self.stretches
                if any(step is not None and slot.step.id == step.id for slot in one.slots)
            ),
            None,
        )


def timetable(steps: Sequence[CampStep], now: datetime) -> Timetable:
    """The timetable of steps as they stand at a moment (UTC)."""
    return Timetable(
        tuple(
            stretch
            for _, day in groupby(steps, key=lambda step: step.block.day)
            for stretch in _day(tuple(day), now)
        )
    )


def local_minutes(moment: datetime) -> int:
    """A moment in UTC as minutes of the day on this machine's clock."""
    here = local(moment)
    return here.hour * 60 + here.minute


@dataclass
class _Clock:
    """One day's clock; `base` is when its first block began, on the plan's clock where the day has `moved`."""

    begun: datetime
    base: int
    moved: int

    def at(self, moment: datetime) -> int:
        return self.base + round((moment - self.begun).total_seconds() / 60)


def _day(steps: Sequence[CampStep], now: datetime) -> list[Stretch]:
    plan = _plan(steps)
    clock = _clock(steps, plan)
    present = clock.at(now) if clock else None
    stretches: list[Stretch] = []
    cursor, tracks = present or 0, dict[str, int]()
    for _, same in groupby(steps, key=lambda step: step.block.begins):
        window = tuple(same)
        begin = minutes_of(window[0].block.begins or MORNING)
        cursor, tracks = max((begin, cursor, *tracks.values())), {}
        slots: list[Slot] = []
        for step in window:
            # Where the room has passed a block by, its fixed time holds nobody up any more.
            pin = "" if step.begun_at is None and _passed(step, steps) else step.block.pin
            if pin and slots:
                stretches.append(_stretch(slots, cursor, tracks, minutes_of(pin), step))
                slots = []
            if pin and step.begun_at is None:
                cursor, tracks = max(minutes_of(pin), present or 0), {}
            if not step.block.track:
                cursor, tracks = max((cursor, *tracks.values())), {}
            slot = _slot(step, steps, clock, now, plan[step.id], tracks.get(step.block.track, cursor))
            slots.append(slot)
            holds = max(0 if slot.gone or slot.passed else slot.ends, tracks.get(step.block.track, cursor))
            if step.block.track:
                tracks[step.block.track] = holds
            else:
                cursor = holds
        closing = window[0].block.ends
        stretches.append(_stretch(slots, cursor, tracks, minutes_of(closing) if closing else None, None))
    return [_moved(stretch, clock.moved) for stretch in stretches] if clock and clock.moved else stretches


def _moved(stretch: Stretch, by: int) -> Stretch:
    slots = (
        replace(slot, begins=slot.begins + by, ends=slot.ends + by, planned=slot.planned + by, moved=by)
        for slot in stretch.slots
    )
    return replace(stretch, slots=tuple(slots), ends=stretch.ends + by, limit=stretch.limit + by)


def begun_day(steps: Sequence[CampStep], day: int, now: datetime) -> tuple[int, int] | None:
    """What the clock says now on a day that has begun, and by how many minutes the whole day was moved."""
    same = [step for step in steps if step.block.day == day]
    clock = _clock(same, _plan(same))
    return (clock.at(now) + clock.moved, clock.moved) if clock else None


def _stretch(
    slots: Sequence[Slot], cursor: int, tracks: dict[str, int], limit: int | None, waits: CampStep | None
) -> Stretch:
    """What is behind the room ended when its blocks did, however late it is now; without a limit all of it fits."""
    past = all(slot.passed or slot.gone for slot in slots)
    ends = max(slot.ends for slot in slots) if past else max((cursor, *tracks.values()))
    return Stretch(tuple(slots), ends, ends if limit is None else limit, waits)


def _slot(
    step: CampStep, steps: Sequence[CampStep], clock: _Clock | None, now: datetime, planned: int, free: int
) -> Slot:
    """The block on the clock; `free` is when the room, or its track, has time for it."""
    if step.begun_at is not None and clock is not None:
        ended = _ended(step, steps)
        ends = (
            clock.at(ended) if ended else max(clock.at(step.opened_at or now) + step.minutes, clock.at(now))
        )
        return Slot(step, clock.at(step.begun_at), ends, planned, gone=ended is not None)
    if _passed(step, steps):
        return Slot(step, planned, planned + step.minutes, planned, passed=True)
    return Slot(step, free, free + (0 if step.skipped else step.minutes), planned)


def _passed(step: CampStep, steps: Sequence[CampStep]) -> bool:
    """Whether what was opened last comes after it: who goes back to an earlier block has the rest before them again."""
    rivals = [one for one in steps if one.opened_at is not None and _in_turn(step, one)]
    last = max(rivals, key=lambda one: (one.opened_at, one.position), default=None)
    return last is not None and last.position > step.position


def _in_turn(step: CampStep, other: CampStep) -> bool:
    """Whether the two cannot run side by side."""
    tracks = (step.block.track, other.block.track)
    return tracks[0] == tracks[1] or "" in tracks


def _plan(steps: Sequence[CampStep]) -> dict[str, int]:
    """When each block was to begin."""
    plan: dict[str, int] = {}
    for _, same in groupby(steps, key=lambda step: step.block.begins):
        window = list(same)
        begin = minutes_of(window[0].block.begins or MORNING)
        while window:
            run = [window.pop(0)]
            begin = minutes_of(run[0].block.pin) if run[0].block.pin else begin
            while window and not window[0].block.pin:
                run.append(window.pop(0))
            begins, begin = starts([(step.block.track, step.block.planned) for step in run], begin)
            plan |= dict(zip((step.id for step in run), begins, strict=True))
    return plan


def _clock(steps: Sequence[CampStep], plan: dict[str, int]) -> _Clock | None:
    begun = [(step.begun_at, step) for step in steps if step.begun_at is not None]
    if not begun:
        return None
    moment, first = min(begun, key=lambda one: one[0])
    local = local_minutes(moment)
    away = local - plan[first.id]
    moved = away if abs(away) > NEAR else 0
    return _Clock(moment, local - moved, moved)


def _ended(step: CampStep, steps: Sequence[CampStep]) -> datetime | None:
    """When the room went on from a block that was begun: closed it, or opened another in its place. None while it is
    still with it."""
    if step.state is StepState.CLOSED:
        return step.closed_at
    since = [
        one.opened_at
        for one in steps
        if one.opened_at is not None and step.opened_at is not None and one.opened_at > step.opened_at
        if _in_turn(step, one)
    ]
    return min(since, default=None)
