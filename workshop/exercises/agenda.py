"""Agenda scheduling: a recipe (days, windows, blocks) as a timetable with computed starts, fixed pins and slack.

Nothing is shortened silently: what does not fit is reported as a problem with its minutes, and only `compress`
shortens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from workshop.base.content import Strict, Words, load, row_of
from workshop.base.errors import ContentError, InputError, Where
from workshop.exercises.exercise import AFTER, CODE, SLUG, Exercise, filled
from workshop.model.camp import BlockPlan, CampStep

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
MORNING = "09:00"  # a camp older than its timetable's clock times begins then
FULL = 0.05  # share of a window that should stay unassigned; with less the agenda is too full


class AgendaBlock(Strict):
    """An exercise, or a titled block without screens (a meal, a case told on paper).

    Blocks with a `track` that follow one another run side by side, track by track.
    """

    exercise: str | None = Field(default=None, pattern=SLUG)
    title: Words | None = None
    minutes: int | None = Field(default=None, ge=1)
    pin: str | None = Field(default=None, pattern=CLOCK)
    plan_b: Words | None = None
    track: str = Field(default="", max_length=40)

    @model_validator(mode="after")
    def _either(self) -> AgendaBlock:
        if self.exercise is None and (self.title is None or self.minutes is None):
            raise ValueError("a block needs `exercise`, or `title` and `minutes`")
        if self.track and self.pin:
            raise ValueError("a block on a `track` begins with its track and has no `pin`")
        return self


class Window(Strict):
    """A stretch of time without a meal in it."""

    start: str = Field(pattern=CLOCK)
    end: str = Field(pattern=CLOCK)
    blocks: Annotated[tuple[AgendaBlock, ...], AfterValidator(filled)]


class Day(Strict):
    """One day of the camp."""

    title: Words | None = None
    windows: Annotated[tuple[Window, ...], AfterValidator(filled)]


class Recipe(Strict):
    """A camp template that can be copied. `compress`: the exercises to shorten first when asked to, in this order;
    `options`: exercises that fit such a camp as well, offered first where the agenda is changed.
    """

    id: str = Field(pattern=CODE)
    version: int = Field(ge=1)
    title: Words
    purpose: Words
    done: Words
    note: Words
    rubric: str
    compress: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    days: Annotated[tuple[Day, ...], AfterValidator(filled)]

    def exercises(self) -> tuple[str, ...]:
        """The ids of its exercises in order, repeats included."""
        return tuple(
            block.exercise
            for day in self.days
            for window in day.windows
            for block in window.blocks
            if block.exercise is not None
        )


@dataclass(frozen=True)
class TimedBlock:
    """A block with its time. `slack_minutes` is the room to the next pin or the window's end, negative when over.

    `planned` is what it would take unshortened.
    """

    exercise: str | None
    title: Words
    start: str
    end: str
    minutes: int
    planned: int
    pinned: bool
    slack_minutes: int


@dataclass(frozen=True)
class AgendaDay:
    """One day's slots. `slack_minutes` is what its windows leave unassigned, or below 0 what does not fit."""

    blocks: tuple[TimedBlock, ...]
    slack_minutes: int


@dataclass(frozen=True)
class Agenda:
    """The timetable, with every problem in it."""

    days: tuple[AgendaDay, ...]
    problems: tuple[ContentError, ...]


def load_recipe(path: Path) -> Recipe:
    """One recipe file. Raises ContentError (several as SeveralErrors)."""
    recipe = load(path, Recipe)
    if path.stem != recipe.id:
        row = row_of(path.read_text(encoding="utf-8"), ("id",))
        raise ContentError("exercises.recipe_name", Where(str(path), row=row, key="id"), id=recipe.id)
    return recipe


def recipes(folder: Path) -> dict[str, Recipe]:
    """Every recipe of a folder under its id."""
    loaded = [load_recipe(path) for path in sorted(folder.glob("*.toml"))]
    return {recipe.id: recipe for recipe in loaded}


def camp_steps(recipe: Recipe, exercises: Mapping[str, Exercise]) -> tuple[CampStep, ...]:
    """The steps of a camp run by this recipe, a step for every block: ids unique, the second `commit` being `commit-2`.

    Raises ContentError `exercises.agenda_exercise` for an exercise that does not exist.
    """
    steps: list[CampStep] = []
    for named in (*recipe.exercises(), *recipe.options):
        if named not in exercises:
            raise ContentError("exercises.agenda_exercise", Where(f"{recipe.id}.toml"), exercise=named)
    for number, day in enumerate(recipe.days):
        for window in day.windows:
            for block in window.blocks:
                exercise = exercises.get(block.exercise or "")
                minutes = _length(block, exercises)
                priority = (
                    recipe.compress.index(exercise.id) + 1
                    if exercise and exercise.id in recipe.compress
                    else 0
                )
                plan = BlockPlan(
                    day=number,
                    begins=window.start,
                    ends=window.end,
                    track=block.track,
                    pin=block.pin or "",
                    title=block.title,
                    plan_b=block.plan_b,
                    priority=priority,
                    planned=minutes,
                )
                steps.append(
                    CampStep(
                        id=free_id(exercise.id if exercise else "", {step.id for step in steps}),
                        position=len(steps),
                        exercise=exercise.id if exercise else "",
                        exercise_version=exercise.version if exercise else 0,
                        minutes=minutes,
                        block=plan,
                    )
                )
    return tuple(steps)


def free_id(exercise: str, taken: Collection[str]) -> str:
    """An id no step of the camp has yet. No exercise is called like a block without one: slugs have no underscore."""
    first, form = (exercise, f"{exercise}-{{}}") if exercise else ("block_1", "block_{}")
    return next(name for name in (first, *map(form.format, range(2, len(taken) + 3))) if name not in taken)


def starts(blocks: Iterable[tuple[str, int]], begin: int) -> tuple[list[int], int]:
    """When each block begins, given its track and minutes, and when the last of them ends.

    Tracks that follow one another run side by side; what is on no track waits for all of them.
    """
    begins: list[int] = []
    clock, tracks = begin, dict[str, int]()
    for track, minutes in blocks:
        if not track:
            clock, tracks = max((clock, *tracks.values())), {}
        begins.append(tracks.get(track, clock))
        if track:
            tracks[track] = begins[-1] + minutes
        else:
            clock += minutes
    return begins, max((clock, *tracks.values()))


def schedule(
    recipe: Recipe,
    exercises: Mapping[str, Exercise],
    start: str | None = None,
    *,
    compress: bool = False,
) -> Agenda:
    """The timetable of a recipe. `start` ("HH:MM") moves each day's windows so that it begins then; pins stay.

    A pinned block begins at its pin whatever comes before; what runs into it is a problem. With `compress`,
    exercises that run over fall to their shortest time, in the recipe's order, until the rest fits.
    Raises InputError `exercises.clock` for a start that is no time of day.
    """
    if start is not None and not re.fullmatch(CLOCK, start):
        raise InputError("exercises.clock", found=start)
    days: list[AgendaDay] = []
    problems = list(_contents(recipe, exercises))
    for number, day in enumerate(recipe.days):
        shift = minutes_of(start) - minutes_of(day.windows[0].start) if start is not None else 0
        slots: list[TimedBlock] = []
        lefts: list[int] = []
        for index, window in enumerate(day.windows):
            begin, end = minutes_of(window.start) + shift, minutes_of(window.end) + shift
            where = Where(f"{recipe.id}.toml", key=f"days.{number}.windows.{index}")
            runs = [
                _shortened(run, recipe, exercises) if compress else run
                for run in _runs(window, begin, end, exercises)
            ]
            slots += [slot for run in runs for slot in _slots(run, exercises)]
            left = _left(run.slack for run in runs)
            over = list(_overruns(runs, where))
            if not over and left < FULL * (end - begin):
                over.append(ContentError("exercises.agenda_full", where, slack=left))
            problems += over
            lefts.append(left)
        days.append(AgendaDay(tuple(slots), _left(lefts)))
    return Agenda(tuple(days), tuple(problems))


@dataclass(frozen=True)
class _Run:
    """Consecutive blocks, from a fixed start to the next pin or the end of the window."""

    begin: int
    limit: int
    pinned_limit: bool
    blocks: tuple[AgendaBlock, ...]
    lengths: tuple[int, ...]

    @property
    def starts(self) -> list[int]:
        return self._laid[0]

    @property
    def slack(self) -> int:
        return self.limit - self._laid[1]

    @property
    def _laid(self) -> tuple[list[int], int]:
        tracks = (block.track for block in self.blocks)
        return starts(zip(tracks, self.lengths, strict=True), self.begin)


def _runs(window: Window, begin: int, end: int, exercises: Mapping[str, Exercise]) -> Iterator[_Run]:
    blocks: list[AgendaBlock] = []

    def run(limit: int, pinned: bool) -> _Run:
        lengths = tuple(_length(block, exercises) for block in blocks)
        return _Run(begin, limit, pinned, tuple(blocks), lengths)

    for block in window.blocks:
        if block.pin is not None:
            pin = minutes_of(block.pin)
            yield run(pin, True)
            begin, blocks = pin, []
        blocks.append(block)
    yield run(end, False)


def _shortened(run: _Run, recipe: Recipe, exercises: Mapping[str, Exercise]) -> _Run:
    for exercise in recipe.compress:
        for index, block in enumerate(run.blocks):
            if run.slack < 0 and block.exercise == exercise and exercise in exercises:
                lengths = list(run.lengths)
                least = exercises[exercise].minutes.min
                lengths[index] = min(lengths[index], max(least, lengths[index] + run.slack))
                shorter = replace(run, lengths=tuple(lengths))
                run = shorter if shorter.slack > run.slack else run  # else another track takes as long
    return run


def _left(slacks: Iterable[int]) -> int:
    """Minutes unassigned; below 0 what does not fit, for which free time elsewhere does not make up."""
    each = list(slacks)
    return sum(slack for slack in each if slack < 0) or sum(each)


def _slots(run: _Run, exercises: Mapping[str, Exercise]) -> Iterator[TimedBlock]:
    for block, length, clock in zip(run.blocks, run.lengths, run.starts, strict=True):
        exercise = exercises.get(block.exercise or "")
        name = block.exercise or ""
        yield TimedBlock(
            exercise=block.exercise,
            title=block.title or (exercise.title if exercise else Words(zh=name, en=name)),
            start=clock_of(clock),
            end=clock_of(clock + length),
            minutes=length,
            planned=_length(block, exercises),
            pinned=block.pin is not None,
            slack_minutes=run.slack,
        )


def _overruns(runs: list[_Run], where: Where) -> Iterator[ContentError]:
    for run in runs:
        if run.slack < 0:
            code = "exercises.agenda_pin" if run.pinned_limit else "exercises.agenda_over"
            yield ContentError(code, where, limit=clock_of(run.limit), over=-run.slack)


def _contents(recipe: Recipe, exercises: Mapping[str, Exercise]) -> Iterator[ContentError]:
    """Exercises that do not exist, get too little or too much time, lack what they require, or would open by
    themselves across what nobody has opened.
    """
    made: set[str] = set()
    for number, day in enumerate(recipe.days):
        for index, window in enumerate(day.windows):
            for place, block in enumerate(window.blocks):
                where = Where(f"{recipe.id}.toml", key=f"days.{number}.windows.{index}.blocks.{place}")
                exercise = exercises.get(block.exercise or "")
                if exercise is not None:
                    yield from _fits(exercise, _length(block, exercises), made, where)
                    before = window.blocks[place - 1].exercise if place else None
                    if exercise.opens.startswith(AFTER) and exercise.opens != f"{AFTER}{before}":
                        follows = exercise.opens.removeprefix(AFTER)
                        yield ContentError(
                            "exercises.agenda_follows", where, exercise=exercise.id, follows=follows
                        )
                    made |= set(exercise.produces)
                elif block.exercise is not None:
                    yield ContentError("exercises.agenda_exercise", where, exercise=block.exercise)


def _fits(exercise: Exercise, length: int, made: set[str], where: Where) -> Iterator[ContentError]:
    least, most = exercise.minutes.min, exercise.minutes.max
    if not least <= length <= most:
        yield ContentError(
            "exercises.agenda_minutes", where, exercise=exercise.id, minutes=length, least=least, most=most
        )
    for needed in exercise.requires:
        if needed not in made:
            yield ContentError("exercises.agenda_requires", where, exercise=exercise.id, needed=needed)


def _length(block: AgendaBlock, exercises: Mapping[str, Exercise]) -> int:
    exercise = exercises.get(block.exercise or "")
    return block.minutes or (exercise.minutes.plan if exercise else 0)


def minutes_of(clock: str) -> int:
    """HH:MM as minutes of the day."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """Minutes as HH:MM, wrapping around midnight."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
