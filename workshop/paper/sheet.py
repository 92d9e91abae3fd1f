"""Contents of a printed sheet: an exercise's questions in one language, for a camp or for none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop.assessment.rubric.rubric import Rubric
from workshop.base.text import Language, say
from workshop.exercises.exercise import Exercise
from workshop.model.camp import Camp, CampStep, Community
from workshop.model.step import Option, Question, StepKind
from workshop.paper.field import MapField, map_field
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import usable_exercises
from workshop.services.camp.questions import exercise_of, questions_on, vocabulary_options, with_people
from workshop.services.camp.ratings import RATE, STORY
from workshop.services.camp.rubrics import rubric_of


@dataclass(frozen=True)
class TurnSheet:
    """The sheet on which a dialogue is written down: its roles, and whether its turns answer cards one by one."""

    prompt: str
    roles: tuple[Option, ...]
    about: bool


@dataclass(frozen=True)
class BlankSheet:
    """One exercise to print. `camp` and `code` are empty when no camp exists yet: lines to write on instead."""

    language: Language
    title: str
    heart: str
    questions: tuple[Question, ...]
    roles: tuple[Option, ...]
    limits: str = ""  # how far a result carries, for exercises that rate on the rubric
    camp: str = ""
    code: str = ""
    invented: bool = False
    community: str = ""  # whose map's people stand on it
    field: MapField | None = None  # the large sheet of a table
    dialogues: tuple[TurnSheet, ...] = ()  # the recorder's sheets


def rates(question: Question) -> bool:
    """Whether the question asks for a level of the rubric, to be climbed from level 1."""
    return question.id.startswith((RATE, STORY))


def blank_sheet(context: AppContext, exercise: str, reference: str, language: Language) -> BlankSheet:
    """An exercise, by its id, on a rubric (`id@version`), for no camp in particular."""
    return exercise_sheet(context, usable_exercises(context)[exercise], reference, language)


def exercise_sheet(context: AppContext, exercise: Exercise, reference: str, language: Language) -> BlankSheet:
    """As `blank_sheet`, for an exercise that need not be published yet."""
    collected = {one.id: one.from_ is not None for one in exercise.steps}
    questions = tuple(
        _one_card(one, language) if one.kind is StepKind.ROWS and collected.get(one.id) else one
        for one in questions_on(context, exercise, reference, language)
    )
    return BlankSheet(
        language=language,
        title=exercise.title.of(language),
        heart=exercise.heart.of(language),
        questions=questions,
        roles=vocabulary_options(context.content.vocabularies, language)["roles"],
        limits=_limits(rubric_of(context, reference), questions, language),
        field=map_field(exercise, questions),
        dialogues=tuple(
            TurnSheet(one.prompt, one.options, collected[one.id])
            for one in questions
            if one.kind is StepKind.LOG
        ),
    )


def _one_card(question: Question, language: Language) -> Question:
    """A card that rests on what was collected, such as a principle card: one on a sheet, with room for what it rests on."""
    rests = Option("from", say(language, "paper.rests_on"), say(language, "paper.rests_on_help"))
    return replace(question, max_items=1, options=(rests, *question.options))


def camp_sheet(
    context: AppContext, camp: Camp, step: CampStep, language: Language, community: Community | None = None
) -> BlankSheet:
    """The exercise of a camp's step, with the camp's name; for a single community, with the people of its
    map.

    Raises RoomError `content.no_exercise`.
    """
    exercise = exercise_of(context, step)
    blank = exercise_sheet(context, exercise, camp.rubric, language)
    named = replace(blank, camp=camp.title, code=camp.code, invented=camp.invented)
    if community is None:
        return named
    questions = tuple(
        with_people(context, community.id, exercise, one, {}, language) for one in named.questions
    )
    return replace(named, questions=questions, community=community.name, field=map_field(exercise, questions))


def _limits(rubric: Rubric, questions: tuple[Question, ...], language: Language) -> str:
    if not any(rates(question) for question in questions):
        return ""
    # The first paragraph is about reading the result; what is a hypothesis stands in a footnote of its own.
    return rubric.limits.of(language).strip().split("\n")[0]
