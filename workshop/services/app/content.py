"""All content of an installation, read and checked once: rubrics, exercises, recipes, vocabularies, cases,
patterns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.assessment.rubric.rubric import Rubric, rubrics
from workshop.assessment.scoring.vignettes import VignetteSet, vignette_sets
from workshop.base.errors import RoomError
from workshop.base.text import LANGUAGES, Language
from workshop.exercises.agenda import Recipe, recipes
from workshop.exercises.exercise import Exercise
from workshop.exercises.library import library
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.vocabulary import Vocabularies, load_vocabularies
from workshop.learning.community.documented_ladders import DocumentedLadders, load_ladders
from workshop.learning.patterns.patternbase import PatternText, pattern_texts
from workshop.model.case import Case


@dataclass(frozen=True, eq=False)
class Content:
    """Everything facilitators and organisers write, ready to use. Read once, so it is compared and hashed by
    identity.
    """

    folder: Path
    rubrics: Mapping[str, Rubric]  # id@version -> rubric
    vignettes: Mapping[str, VignetteSet]  # rubric id -> the stories everybody rates
    exercises: Mapping[str, Exercise]
    recipes: Mapping[str, Recipe]
    vocabularies: Vocabularies
    cases: Mapping[Language, tuple[Case, ...]]
    patterns: tuple[PatternText, ...]
    ladders: DocumentedLadders

    def rubric(self, reference: str) -> Rubric:
        """The rubric a camp's answers were given on. Raises RoomError `content.no_rubric` if its file is gone."""
        if reference not in self.rubrics:
            raise RoomError("content.no_rubric", rubric=reference)
        return self.rubrics[reference]


def read_content(folder: Path) -> Content:
    """Read and check everything under `folder`. Raises ContentError (several as SeveralErrors)."""
    data = folder / "data"
    words = load_vocabularies(data / "vocabularies")
    cases_by_language = {language: cases(data / "cases", language) for language in LANGUAGES}
    return Content(
        folder=folder,
        rubrics=rubrics(data / "rubrics"),
        vignettes=vignette_sets(data / "vignettes"),
        exercises=library(folder / "exercises"),
        recipes=recipes(data / "recipes"),
        vocabularies=words,
        cases=cases_by_language,
        # The set of cases is the same in every language.
        patterns=pattern_texts(data / "patterns", cases_by_language[LANGUAGES[0]], words),
        ladders=load_ladders(
            data / "ladders" / "documented.toml", {one.id for one in cases_by_language["zh"]}
        ),
    )
