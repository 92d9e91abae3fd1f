"""The map of gaps: every obstacle and stage is on it, and a square nobody passed is told as such."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from tests.learning.made import CASES, WORDS, case
from workshop.base.text import LANGUAGES, Language
from workshop.learning.cases.casebase import cases
from workshop.learning.patterns.coverage import STAGES, Cell, coverage
from workshop.learning.patterns.coverage_chart import (
    NARROW,
    WIDE,
    CoverageLook,
    coverage_chart,
    coverage_text,
)
from workshop.model.case import Outcome

ALL = [entry.code for entry in WORDS.obstacles.current]
MADE = [
    case("a"),
    case("b", outcomes=(("O3", Outcome.NOT),)),
    case("c", stage="1.0", outcomes=(("O3", Outcome.PARTLY),)),
    case("d", stage=None),
]


def test_every_obstacle_and_stage_has_its_square() -> None:
    found = coverage(MADE, ALL)
    assert [(cell.obstacle, cell.stage) for cell in found.cells] == [
        (code, stage) for code in ALL for stage in STAGES
    ]
    assert found.row("O3") == (
        Cell("O3", "0", 2, 1, 0, 1),
        Cell("O3", "1.0", 1, 0, 1, 0),
        Cell("O3", "2.0", 0, 0, 0, 0),
    )
    assert found.unplaced == (Cell("O3", None, 1, 1, 0, 0),)
    assert len(found.gaps) == len(found.cells) - 1


def test_a_case_whose_stage_is_unknown_fills_no_square() -> None:
    assert len(coverage([case("a", stage=None)], ALL).gaps) == len(ALL) * len(STAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [WIDE, NARROW])
def test_the_picture_is_drawn_and_names_every_obstacle(language: Language, look: CoverageLook) -> None:
    drawn = coverage_chart(coverage(MADE, ALL), WORDS.obstacles, language, look)
    root = ElementTree.fromstring(drawn)
    said = "".join(root.itertext()).replace(" ", "").replace("…", "")
    for code in ALL:
        assert WORDS.obstacles.name(code, language).split()[0] in said
    # A square nobody tried is drawn as a dashed frame: one for each, and one in the legend.
    dashed = drawn.count("stroke-dasharray")
    assert dashed == sum(not cell.cases for cell in coverage(MADE, ALL).cells) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_tell_what_the_picture_shows(language: Language) -> None:
    found = coverage(cases(CASES, language, WORDS), ALL)
    said = coverage_text(found, WORDS.obstacles, language)
    assert len(said) == 1 + len(ALL)
    assert str(len(found.gaps)) in said[0]
    never = sum(
        not any(
            cell.passed
            for cell in (*found.row(code), *(one for one in found.unplaced if one.obstacle == code))
        )
        for code in ALL
    )
    nobody = {"zh": "都还没有人迈过去", "en": "nobody has passed at any stage"}[language]
    assert sum(nobody in line for line in said) == never
