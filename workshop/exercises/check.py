"""Lint checks of an exercise file: times that do not add up, texts too long, headings left out.

Loading a file (`library`) refuses what could not be run; this is the longer list that `mengya check` prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.base.errors import ContentError, Where
from workshop.base.text import LANGUAGES
from workshop.exercises.exercise import AFTER, HEADINGS, Exercise, ExerciseStep, sections_in
from workshop.model.step import ColumnKind, StepKind

LONGEST_PROMPT = 60  # Chinese characters: one glance at a phone
LONGEST_HEART = 30
COUNTED_VIEWS = frozenset({"count", "bars"})  # what may be shown of a sealed exercise
BODY = "body"
# What is worth mending but stops nobody: such an exercise can be used in a camp.
ADVICE = frozenset({"exercises.text_long", "exercises.untranslated"})
WORKING = frozenset({StepKind.CLUSTER, StepKind.DOTS})  # with what was collected before
TOGETHER = frozenset({"table", "team", "plenary"})  # who can group cards
CHOOSING = frozenset({StepKind.SCALE, StepKind.CHOICE, StepKind.ROWS, StepKind.DOTS})


def problems(exercise: Exercise) -> list[ContentError]:
    """Everything that is wrong with one exercise, in the order of its file."""
    return [*_texts(exercise), *_times(exercise), *_people(exercise), *_steps(exercise), *_bodies(exercise)]


def _fault(exercise: Exercise, code: str, key: str, **values: str | int) -> ContentError:
    return ContentError(code, Where(exercise.file, key=key), **values)


def _texts(exercise: Exercise) -> Iterator[ContentError]:
    if (length := _han(exercise.heart.zh)) > LONGEST_HEART:
        yield _fault(exercise, "exercises.text_long", "heart", length=length, limit=LONGEST_HEART)
    for step in exercise.steps:
        if (length := _han(step.prompt.zh)) > LONGEST_PROMPT:
            key = f"steps.{step.id}.prompt"
            yield _fault(exercise, "exercises.text_long", key, length=length, limit=LONGEST_PROMPT)
    for key in exercise.untranslated:
        yield _fault(exercise, "exercises.untranslated", key)


def _times(exercise: Exercise) -> Iterator[ContentError]:
    minutes = exercise.minutes
    if not minutes.min <= minutes.plan <= minutes.max:
        yield _fault(exercise, "exercises.minutes_order", "minutes")
    total = sum(step.minutes for step in exercise.steps)
    if not minutes.min <= total <= minutes.max:
        yield _fault(
            exercise, "exercises.minutes_sum", "steps", total=total, least=minutes.min, most=minutes.max
        )


def _people(exercise: Exercise) -> Iterator[ContentError]:
    if exercise.people.min > exercise.people.max:
        yield _fault(exercise, "exercises.people_order", "people")
    if exercise.privacy.level == "sealed" and exercise.wall.view not in COUNTED_VIEWS | {"none"}:
        yield _fault(exercise, "exercises.sealed_wall", "wall.view")


def _steps(exercise: Exercise) -> Iterator[ContentError]:
    yield from _datasets(exercise)
    before: set[str] = set()
    for step in exercise.steps:
        key = f"steps.{step.id}"
        if step.kind in CHOOSING and not (step.options or step.options_from or step.items or step.from_):
            yield _fault(exercise, "exercises.nothing_to_choose", key)
        if step.kind is StepKind.LOG and not step.options:
            yield _fault(exercise, "exercises.no_speakers", key)
        # What is typed for the room is stored with the hand that typed it.
        if step.kind is StepKind.LOG and (step.anonymous or exercise.privacy.level == "sealed"):
            yield _fault(exercise, "exercises.log_sealed", key)
        yield from _columns(exercise, step)
        if step.max_items < step.min_items:
            yield _fault(exercise, "exercises.items_order", key)
        if step.wall and exercise.privacy.level == "sealed" and exercise.wall.view not in COUNTED_VIEWS:
            yield _fault(exercise, "exercises.sealed_wall", f"{key}.wall")
        if _follows(step) not in {"", *before}:
            yield _fault(exercise, "exercises.follows_unknown", f"{key}.opens", step=_follows(step))
        before.add(step.id)


def _columns(exercise: Exercise, step: ExerciseStep) -> Iterator[ContentError]:
    key = f"steps.{step.id}"
    if step.kind is not StepKind.ROWS and (
        step.past or any(one.column is not ColumnKind.TEXT for one in step.options)
    ):
        yield _fault(exercise, "exercises.column_kind", key)
    for option in step.options:
        if option.column is ColumnKind.DATE:
            continue
        for name, days in (("within", option.within), ("after", option.after)):
            if days is not None:
                yield _fault(exercise, "exercises.within_no_date", f"{key}.options.{option.code}.{name}")


def _datasets(exercise: Exercise) -> Iterator[ContentError]:
    """What a step works with has been collected: earlier in the file, or by an exercise this one requires."""
    collected = set(exercise.requires)
    for step in exercise.steps:
        key = f"steps.{step.id}.from"
        if step.kind is StepKind.CLUSTER and step.from_ is None:
            yield _fault(exercise, "exercises.nothing_to_group", key)
        if step.kind is StepKind.CLUSTER and step.who not in TOGETHER:
            yield _fault(exercise, "exercises.group_alone", f"steps.{step.id}.who", who=step.who)
        # What is no grouping may take up what it collected itself in an earlier run.
        before = {step.into} - {None} if step.kind not in WORKING else set()
        if step.from_ is not None and step.from_ not in collected | before:
            yield _fault(exercise, "exercises.from_unknown", key, name=step.from_)
        if step.into is not None:
            collected.add(step.into)


def _follows(step: ExerciseStep) -> str:
    return step.opens.removeprefix(AFTER) if step.opens.startswith(AFTER) else ""


def _bodies(exercise: Exercise) -> Iterator[ContentError]:
    for language in LANGUAGES:
        if language == "en" and BODY in exercise.untranslated:
            continue
        names = [zh if language == "zh" else en for _, zh, en in HEADINGS]
        headings = re.findall(r"^## (.+?)\s*$", exercise.body.of(language), re.MULTILINE)
        if headings != names:
            lacking = [name for name in names if name not in headings] or names
            yield _fault(exercise, "exercises.headings", f"{BODY} ({language})", lacking=" · ".join(lacking))
            continue
        there = sections_in(exercise.body.of(language))
        for key, words in sections_in(exercise.body.zh).items():
            if words and not there[key]:
                yield _fault(exercise, "exercises.untranslated", f"{BODY}.{key}")


def _han(text: str) -> int:
    """The number of Chinese characters in `text`; punctuation, digits and Latin letters are not counted."""
    return len(re.findall(r"[\u3400-\u9fff]", text))
