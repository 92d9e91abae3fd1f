"""The questions of a camp's step: an exercise's steps, with the rubric's dimensions and the vocabularies filled in."""

from __future__ import annotations

from functools import lru_cache

from workshop.assessment.rubric import Dimension
from workshop.errors import RoomError
from workshop.exercises.exercise import Exercise
from workshop.exercises.steps import Item, questions
from workshop.learning.vocabulary import Vocabularies, options
from workshop.model.camp import Camp, CampStep
from workshop.model.step import Option, Question
from workshop.room.content import Content
from workshop.room.house import House
from workshop.text import Language

RUBRIC = "rubric"  # what a scale step names to ask about every dimension of the camp's rubric


def exercise_of(house: House, step: CampStep) -> Exercise:
    """The exercise a step runs. Raises RoomError `content.no_exercise` if its file is gone."""
    if step.exercise not in house.content.exercises:
        raise RoomError("content.no_exercise", exercise=step.exercise)
    return house.content.exercises[step.exercise]


def questions_of(house: House, camp: Camp, step: CampStep, language: Language) -> tuple[Question, ...]:
    """What the step asks, in order, in one language."""
    return asked(house.content, exercise_of(house, step).id, house.content.rubric(camp.rubric).key, language)


@lru_cache(maxsize=512)  # every tap of every phone asks for the same few
def asked(content: Content, exercise: str, rubric: str, language: Language) -> tuple[Question, ...]:
    """What an exercise asks when run on a rubric (`id@version`)."""
    return questions(
        content.exercises[exercise],
        language,
        items={RUBRIC: tuple(_item(dimension, language) for dimension in content.rubric(rubric).dimensions)},
        options=vocabulary_options(content.vocabularies, language),
    )


def vocabulary_options(vocabularies: Vocabularies, language: Language) -> dict[str, tuple[Option, ...]]:
    """Every vocabulary as options to choose from, under its name."""
    lists = (
        vocabularies.obstacles,
        vocabularies.assets,
        vocabularies.moves,
        vocabularies.settings,
        vocabularies.roles,
    )
    return {
        vocabulary.id: tuple(Option(code, label, text) for code, label, text in options(vocabulary, language))
        for vocabulary in lists
    }


def _item(dimension: Dimension, language: Language) -> Item:
    return Item(
        id=dimension.id,
        prompt=dimension.name.of(language),
        help=dimension.question.of(language),
        options=tuple(Option(str(anchor.level), anchor.text.of(language)) for anchor in dimension.anchors),
        hypothesis=frozenset(str(anchor.level) for anchor in dimension.anchors if anchor.hypothesis),
    )


def rates(house: House, step: CampStep) -> bool:
    """Whether the step asks for levels on the rubric."""
    return any(part.items == RUBRIC for part in exercise_of(house, step).steps)
