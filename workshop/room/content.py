"""All content of an installation, read and checked once: rubrics, exercises, recipes, vocabularies, cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.assessment.rubric import Rubric, rubrics
from workshop.errors import RoomError
from workshop.exercises.agenda import Recipe, recipes
from workshop.exercises.library import Exercise, library
from workshop.learning.casebase import cases
from workshop.learning.vocabulary import Vocabularies, load_vocabularies
from workshop.model.case import Case
from workshop.text import LANGUAGES, Language


@dataclass(frozen=True)
class Content:
    """What facilitators and organisers write, ready to use."""

    folder: Path
    rubrics: Mapping[str, Rubric]  # id@version -> rubric
    exercises: Mapping[str, Exercise]
    recipes: Mapping[str, Recipe]
    vocabularies: Vocabularies
    cases: Mapping[Language, tuple[Case, ...]]

    @property
    def rubric_for_new_camps(self) -> str:
        """The newest version of the first rubric by name."""
        first = min(rubric.id for rubric in self.rubrics.values())
        newest = max(rubric.version for rubric in self.rubrics.values() if rubric.id == first)
        return f"{first}@{newest}"

    def rubric(self, reference: str) -> Rubric:
        """The rubric a camp's answers were given on. Raises RoomError `content.no_rubric` if its file is gone."""
        if reference not in self.rubrics:
            raise RoomError("content.no_rubric", rubric=reference)
        return self.rubrics[reference]

    def exercises_of(self, recipe: str) -> tuple[str, ...]:
        """The exercises of a recipe in agenda order; blocks without one (lunch, paper) left out."""
        return tuple(
            block.exercise
            for day in self.recipes[recipe].days
            for block in day.blocks
            if block.exercise is not None
        )


def read_content(folder: Path) -> Content:
    """Read and check everything under `folder`. Raises ContentError (several as SeveralErrors)."""
    data = folder / "data"
    return Content(
        folder=folder,
        rubrics=rubrics(data / "rubrics"),
        exercises=library(folder / "exercises"),
        recipes=recipes(data / "recipes"),
        vocabularies=load_vocabularies(data / "vocabularies"),
        cases={language: cases(data / "cases", language) for language in LANGUAGES},
    )
