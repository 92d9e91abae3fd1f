"""Localised questions: from an exercise to its questions in one language. `structure` holds what needs no wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass

from workshop.base.text import Language, say
from workshop.exercises.exercise import Exercise, ExerciseStep, StepOption
from workshop.exercises.structure import ItemStructure, QuestionPart, listed, parts, structure
from workshop.model.step import Option, Question, QuestionStructure, StepKind

WRITTEN = frozenset({StepKind.TEXT, StepKind.CARDS, StepKind.ROWS, StepKind.ROSTER})


@dataclass(frozen=True)
class Item(ItemStructure):
    """One item of a step that takes its items from outside (`items`), in one language."""

    prompt: str
    help: str
    _: KW_ONLY
    options: tuple[Option, ...] = ()
    story_title: str = ""
    story: str = ""


def questions(
    exercise: Exercise,
    language: Language,
    *,
    items: Mapping[str, tuple[Item, ...]],
    options: Mapping[str, tuple[Option, ...]],
) -> tuple[Question, ...]:
    """Everything the exercise asks, in order, in the words of one language.

    `items` and `options` hold the lists that steps name. Raises ContentError `exercises.list_unknown`.
    """
    return tuple(_question(exercise, part, language, options) for part in parts(exercise, items))


def _question(
    exercise: Exercise, part: QuestionPart[Item], language: Language, lists: Mapping[str, tuple[Option, ...]]
) -> Question:
    step, item = part.step, part.item
    asked = structure(exercise, part, lists)
    if part.review:
        about = say(language, "exercises.review.help")
        return Question(**vars(asked), prompt=say(language, "exercises.review.prompt"), help=about)
    shared = {name: value for name, value in vars(asked).items() if name != "options"}
    return Question(
        **shared,
        prompt=item.prompt if item else step.prompt.of(language),
        help=_help(exercise, step, asked, language, item),
        options=item.options if item and item.options else _options(exercise, step, language, lists),
        past=tuple(_option(exercise, step, one, language, lists) for one in step.past),
        story_title=item.story_title if item else "",
        story=item.story if item else "",
    )


def _options(
    exercise: Exercise, step: ExerciseStep, language: Language, lists: Mapping[str, tuple[Option, ...]]
) -> tuple[Option, ...]:
    if step.options_from is not None:
        return listed(exercise, step, step.options_from, lists)
    return tuple(_option(exercise, step, option, language, lists) for option in step.options)


def _option(
    exercise: Exercise,
    step: ExerciseStep,
    option: StepOption,
    language: Language,
    lists: Mapping[str, tuple[Option, ...]],
) -> Option:
    if option.choices_from is not None:
        choices = listed(exercise, step, option.choices_from, lists)
    else:
        choices = tuple(Option(code, label.of(language)) for code, label in option.choices)
    return Option(
        option.code,
        option.label.of(language),
        option.help.of(language),
        choices=choices,
        column=option.column,
        within=option.within,
        after=option.after,
    )


def _help(
    exercise: Exercise, step: ExerciseStep, asked: QuestionStructure, language: Language, item: Item | None
) -> str:
    """The help text; for free text with the rule for how to write about residents."""
    lines = [item.help if item and item.help else step.help.of(language)]
    if step.kind in WRITTEN or asked.evidence:
        lines.append(say(language, f"exercises.residents.{exercise.privacy.residents}"))
    return "\n".join(line for line in lines if line)
