"""The page "How the position is worked out" and its table say the same as the program."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.assessment.strategies import RUBRIC
from workshop.assessment.reliability.coefficients import spearman_brown
from workshop.assessment.scoring.agreement import chance_of_agreement
from workshop.assessment.scoring.scoring import CommunityResult, NextAnchor, assess
from workshop.assessment.tables.table import read_ratings
from workshop.model.rating import Rating

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("position.md", "position.zh.md")


def table() -> tuple[Rating, ...]:
    with (DOCS / "examples" / "position.csv").open(encoding="utf-8", newline="") as file:
        return read_ratings("position.csv", list(csv.DictReader(file)), RUBRIC)


def result() -> CommunityResult:
    return assess(table(), RUBRIC)[0]


@pytest.mark.parametrize("name", PAGES)
def test_every_row_of_the_page_is_the_table_and_its_middle(name: str) -> None:
    """Each row: six answers in the order of the raters, the known ones sorted, the middle one."""
    by_dimension = {one.id: one for one in result().dimensions}
    answers: dict[str, list[str]] = {}
    for rating in table():
        answers.setdefault(rating.dimension, []).append("?" if rating.level is None else str(rating.level))
    found = 0
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        row = [cell.strip().replace("？", "?") for cell in line.strip("|").split("|")]
        heading = re.match(r"\*?(D\d+) ", row[0])
        if not heading or len(row) != 9:
            continue
        dimension = by_dimension[heading.group(1)]
        ordered = [int(digit) for digit in re.findall(r"\d", row[7])]
        assert row[1:7] == answers[dimension.id]
        assert tuple(ordered) == dimension.levels
        assert int(row[8][0]) == dimension.median
        bold = re.search(r"\*\*(\d)\*\*", row[7])
        assert bold
        assert int(bold.group(1)) == dimension.median
        found += 1
    assert found == len(RUBRIC.dimensions)


def test_the_example_stands_where_the_page_says() -> None:
    found = result()
    assert (found.stage, found.between, found.share_at_stage) == ("2.0", None, 5 / 7)
    assert found.next_anchors == tuple(
        NextAnchor(*pair)
        for pair in (("D9", 2), ("D3", 3), ("D5", 3), ("D2", 2), ("D1", 3), ("D7", 3), ("D8", 3))
    )


def test_one_answer_changed_makes_it_between() -> None:
    changed = [
        Rating("Willow Court", "F", "resident", "D8", 1) if (one.rater, one.dimension) == ("F", "D8") else one
        for one in table()
    ]
    found = assess(changed, RUBRIC)[0]
    assert (found.stage, found.between, dict(found.shares)["2.0"]) == ("1.0", "2.0", 4 / 7)


@pytest.mark.parametrize("name", PAGES)
def test_figures_of_agreement_on_the_page_are_the_programs(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8").replace("−", "-")
    by_dimension = {one.id: one for one in result().dimensions}
    third, sixth = by_dimension["D3"], by_dimension["D6"]
    assert third.rwg is not None
    assert third.average_deviation is not None
    assert sixth.rwg is not None
    for value in (third.rwg, third.average_deviation, sixth.rwg):
        assert f"**{value:.2f}**" in page
    assert sixth.camps == ((0, 1, 1), (3, 3, 3))
    assert f"{chance_of_agreement(6) * 100:.1f}" in page
    assert chance_of_agreement(3) == 22 / 64
    for raters, value in ((3, "0.43"), (5, "0.56"), (10, "0.71")):
        assert f"{spearman_brown(0.2, raters):.2f}" == value
        assert value in page
