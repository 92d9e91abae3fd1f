"""The article's community comes out as the rubric's method note works it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_context import content
from workshop.assessment.scoring.scoring import assess
from workshop.assessment.tables.table import read_ratings
from workshop.base.errors import ContentError
from workshop.base.text import Language
from workshop.model.rating import Rating
from workshop.network.io.table_files import from_csv
from workshop.services.check.check import PublishedRecord, load_record

DEMO = content().folder / "data" / "demo"


def ratings_of(record: PublishedRecord, language: Language) -> tuple[Rating, ...]:
    """The record's levels as ratings by one rater, the text itself."""
    return tuple(
        Rating(record.id, "article", "", dimension, one.level, evidence=one.basis.of(language))
        for dimension, one in record.ratings.items()
    )


@pytest.fixture
def record() -> PublishedRecord:
    return load_record(DEMO / "qingbaijiang.toml")


def test_its_stage_is_one_with_rules_unknown(record: PublishedRecord) -> None:
    # Worked example of the rubric's method note: D1 D2 D3 D5 D7 D8 at 1, D9 unknown, D10 at 3 -> 1.0.
    rubric = content().rubric(record.rubric)
    (result,) = assess(ratings_of(record, "zh"), rubric)
    assert (result.stage, result.between) == ("1.0", None)
    medians = {one.id: one.median for one in result.dimensions}
    assert medians == {**{f"D{number}": 1 for number in range(1, 9)}, "D9": None, "D10": 3}


def test_its_table_says_the_same(record: PublishedRecord) -> None:
    table = from_csv((DEMO / "qingbaijiang.csv").read_bytes(), "qingbaijiang.csv")
    rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]
    rubric = content().rubric(record.rubric)
    assert read_ratings("qingbaijiang.csv", rows, rubric) == ratings_of(record, "zh")


def test_its_life_line_has_the_articles_numbers(record: PublishedRecord) -> None:
    # The article: from 3 groups to 31 in one year, the first four months without output.
    assert [(one.month, one.groups) for one in record.life if one.groups is not None] == [(0, 3), (12, 31)]
    assert (1, 4) in [(one.month, one.until) for one in record.life]
    assert record.life[-1].after


def test_a_life_line_out_of_order_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "record.toml"
    text = (DEMO / "qingbaijiang.toml").read_text(encoding="utf-8").replace("month = 12", "month = 2")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_record(file)
    assert caught.value.code == "record.life_order"
    assert caught.value.where.row == text.splitlines().index("month = 2") + 1
