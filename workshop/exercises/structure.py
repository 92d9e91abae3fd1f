"""Question structures without wording: what an exercise asks, enough to parse a form, count progress and find the
next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from workshop.base.errors import ContentError, Where
from workshop.exercises.exercise import Exercise, ExerciseStep
from workshop.exercises.form import supported
from workshop.model.step import OptionStructure, QuestionStructure, StepKind

# A rubric is reviewed as a whole before it is submitted.
REVIEWED = "rubric"
SEALED = "sealed"  # the privacy of an exercise whose answers nobody else sees
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class ItemStructure:
    """One item of a step that takes its items from outside (`items`), without its wording."""

    id: str
    _: KW_ONLY
    options: tuple[OptionStructure, ...] = ()
    hypothesis: frozenset[str] = frozenset()
    vignette: str = ""
    event: bool = True  # an example is asked for at once


AnItem = TypeVar("AnItem", bound=ItemStructure)


@dataclass(frozen=True)
class QuestionPart(Generic[AnItem]):
    """The source of one question: a step, with one of its items, or the review of all of them."""

    step: ExerciseStep
    item: AnItem | None = None
    review: bool = False


def parts(exercise: Exercise, items: Mapping[str, tuple[AnItem, ...]]) -> Iterator[QuestionPart[AnItem]]:
    """Everything the exercise asks, in order: one part a step, or one an item.

    Questions about the rubric end with an optional review of them.
    Raises ContentError `exercises.list_unknown`.
    """
    for step in exercise.steps:
        if step.items is None:
            yield QuestionPart(step)
            continue
        about = listed(exercise, step, step.items, items)
        yield from (QuestionPart(step, item) for item in about)
        if about and step.items == REVIEWED:
            yield QuestionPart(step, review=True)


def structures(
    exercise: Exercise,
    *,
    items: Mapping[str, tuple[ItemStructure, ...]],
    options: Mapping[str, tuple[OptionStructure, ...]],
) -> tuple[QuestionStructure, ...]:
    """The structure of every question, in order: `rate`, or `rate.D1` … and `rate.review`.

    `items` and `options` hold the lists that steps name. Raises ContentError `exercises.list_unknown`.
    """
    return tuple(structure(exercise, part, options) for part in parts(exercise, items))


def structure(
    exercise: Exercise, part: QuestionPart[AnItem], options: Mapping[str, tuple[OptionStructure, ...]]
) -> QuestionStructure:
    """The structure of one question."""
    step, item = part.step, part.item
    if part.review:
        return QuestionStructure(
            f"{step.id}.{StepKind.REVIEW.value}",
            StepKind.REVIEW,
            required=False,
            anonymous=seatless(exercise, step),
        )
    return QuestionStructure(
        id=f"{step.id}.{item.id}" if item else step.id,
        kind=step.kind,
        options=item.options if item and item.options else _options(exercise, step, options),
        # To follow a dialogue is no answer anybody waits for.
        required=step.required and supported(step.kind) and step.kind is not StepKind.LOG,
        min_items=step.min_items,
        max_items=step.max_items,
        max_chars=step.max_chars,
        anonymous=seatless(exercise, step),
        ordered=step.ordered,
        # Everybody knows the vignette, so it needs no example as evidence.
        evidence=step.evidence and not (item and item.vignette),
        event=step.evidence and (item is None or (item.event and not item.vignette)),
        climb=step.kind is StepKind.SCALE and item is not None,
        hypothesis=item.hypothesis if item else frozenset(),
        vignette=item.vignette if item else "",
        ends=step.ends,
        max_each=step.max_each,
    )


def seatless(exercise: Exercise, step: ExerciseStep) -> bool:
    """Whether answers to a step are stored without a seat: it is anonymous, or all of the exercise is sealed."""
    return step.anonymous or exercise.privacy.level == SEALED


def reach(exercise: Exercise, question: QuestionStructure) -> str:
    """How far an answer without a seat reaches: `words` to the facilitator and perhaps the wall, `counts` of five and more,
    or `nobody` else.
    """
    part = question.id.partition(".")[0]
    on_wall = any(one.wall for one in exercise.steps if one.id == part)
    if on_wall and question.kind in (StepKind.TEXT, StepKind.CARDS):
        return "words"
    return "nobody" if exercise.privacy.level == SEALED and not on_wall else "counts"


def _options(
    exercise: Exercise, step: ExerciseStep, lists: Mapping[str, tuple[OptionStructure, ...]]
) -> tuple[OptionStructure, ...]:
    if step.options_from is not None:
        return listed(exercise, step, step.options_from, lists)
    return tuple(
        OptionStructure(
            option.code,
            choices=listed(exercise, step, option.choices_from, lists)
            if option.choices_from is not None
            else tuple(OptionStructure(code) for code, _ in option.choices),
            column=option.column,
            within=option.within,
            after=option.after,
        )
        for option in step.options
    )


def listed(
    exercise: Exercise, step: ExerciseStep, name: str, lists: Mapping[str, tuple[Entry, ...]]
) -> tuple[Entry, ...]:
    """The list a step names. Raises ContentError `exercises.list_unknown`."""
    if name not in lists:
        raise ContentError("exercises.list_unknown", Where(exercise.file, key=f"steps.{step.id}"), name=name)
    return lists[name]
