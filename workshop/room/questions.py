"""The questions of a camp's step: an exercise's steps, with the rubric's dimensions and the vocabularies filled in.

Their structure is enough wherever nothing is shown: to read a posted form, to count progress, to find the next one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from workshop.assessment.rubric import Dimension, Rubric
from workshop.assessment.vignettes import VignetteSet
from workshop.errors import RoomError
from workshop.exercises.exercise import Exercise
from workshop.exercises.steps import Item, questions
from workshop.exercises.structure import ItemStructure, structures
from workshop.learning.vocabulary import Vocabularies, Vocabulary, options
from workshop.model.camp import Camp, CampStep
from workshop.model.step import Option, OptionStructure, Question, QuestionStructure
from workshop.room.house import House
from workshop.room.rubrics import rubric_of, vignettes_of
from workshop.text import Language

# What a scale step names to ask about every dimension of the camp's rubric, or of each shared vignette.
RUBRIC = "rubric"
VIGNETTES = "vignettes"


def exercise_of(house: House, step: CampStep) -> Exercise:
    """The exercise a step runs. Raises RoomError `content.no_exercise` if its file is gone."""
    if step.exercise not in house.content.exercises:
        raise RoomError("content.no_exercise", exercise=step.exercise)
    return house.content.exercises[step.exercise]


def structures_of(house: House, camp: Camp, step: CampStep) -> tuple[QuestionStructure, ...]:
    """What the step asks, in order, apart from any wording."""
    return asked_structures(house, exercise_of(house, step).id, camp.rubric)


@lru_cache(maxsize=512)  # every tap of every phone asks for the same few
def asked_structures(house: House, exercise: str, reference: str) -> tuple[QuestionStructure, ...]:
    """What an exercise asks when run on a rubric (`id@version`), apart from any wording."""
    rubric = rubric_of(house, reference)
    return structures(
        house.content.exercises[exercise],
        items={
            RUBRIC: tuple(_item_structure(dimension) for dimension in rubric.dimensions),
            VIGNETTES: _vignette_structures(vignettes_of(house, reference), rubric),
        },
        options={
            vocabulary.id: tuple(OptionStructure(entry.code) for entry in vocabulary.current)
            for vocabulary in _lists(house.content.vocabularies)
        },
    )


def questions_of(house: House, camp: Camp, step: CampStep, language: Language) -> tuple[Question, ...]:
    """What the step asks, in order, in one language."""
    return asked(house, exercise_of(house, step).id, camp.rubric, language)


@lru_cache(maxsize=512)  # as every page shows them
def asked(house: House, exercise: str, reference: str, language: Language) -> tuple[Question, ...]:
    """What an exercise asks when run on a rubric (`id@version`)."""
    rubric = rubric_of(house, reference)
    return questions(
        house.content.exercises[exercise],
        language,
        items={
            RUBRIC: tuple(_item(dimension, language) for dimension in rubric.dimensions),
            VIGNETTES: _vignette_items(vignettes_of(house, reference), rubric, language),
        },
        options=vocabulary_options(house.content.vocabularies, language),
    )


def vocabulary_options(vocabularies: Vocabularies, language: Language) -> dict[str, tuple[Option, ...]]:
    """Every vocabulary as options to choose from, under its name."""
    return {
        vocabulary.id: tuple(Option(code, label, text) for code, label, text in options(vocabulary, language))
        for vocabulary in _lists(vocabularies)
    }


def _lists(vocabularies: Vocabularies) -> tuple[Vocabulary, ...]:
    return (
        vocabularies.obstacles,
        vocabularies.assets,
        vocabularies.moves,
        vocabularies.settings,
        vocabularies.roles,
    )


def _item_structure(dimension: Dimension) -> ItemStructure:
    return ItemStructure(
        dimension.id,
        options=tuple(OptionStructure(str(anchor.level)) for anchor in dimension.anchors),
        hypothesis=frozenset(str(anchor.level) for anchor in dimension.anchors if anchor.hypothesis),
    )


def _vignette_structures(found: VignetteSet | None, rubric: Rubric) -> tuple[ItemStructure, ...]:
    """One item a story and dimension, `V1.D3`; none where the rubric has no stories of its own."""
    return tuple(
        replace(
            _item_structure(rubric.dimension(dimension)),
            id=f"{vignette.id}.{dimension}",
            vignette=vignette.id,
        )
        for vignette in (found.asked if found else ())
        for dimension in vignette.meant
    )


def _item(dimension: Dimension, language: Language) -> Item:
    return Item(
        id=dimension.id,
        prompt=dimension.name.of(language),
        help=dimension.question.of(language),
        options=tuple(Option(str(anchor.level), anchor.text.of(language)) for anchor in dimension.anchors),
        hypothesis=_item_structure(dimension).hypothesis,
    )


def _vignette_items(found: VignetteSet | None, rubric: Rubric, language: Language) -> tuple[Item, ...]:
    """The same items in one language, with the stories."""
    return tuple(
        replace(
            _item(rubric.dimension(dimension), language),
            id=f"{vignette.id}.{dimension}",
            vignette=vignette.id,
            story_title=vignette.title.of(language),
            story=vignette.story.of(language),
        )
        for vignette in (found.asked if found else ())
        for dimension in vignette.meant
    )


def rates(house: House, step: CampStep) -> bool:
    """Whether the step asks for levels on the rubric."""
    return any(part.items == RUBRIC for part in exercise_of(house, step).steps)
