"""Ratings from a table people filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import IDS, RUBRIC
from workshop.assessment.table import read_ratings
from workshop.errors import SeveralErrors, TableError, Where
from workshop.model.rating import Rating
from workshop.model.step import Confidence
from workshop.text import LANGUAGES, explain

GOOD = {"community": "甲", "rater": "1", "role": "resident", "dimension": "D1", "level": "2"}


def one_fault(row: dict[str, str]) -> TableError:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [GOOD, row], RUBRIC)
    assert all(explain(language, error.value) for language in LANGUAGES)
    return error.value


def test_a_chinese_table_is_read_like_an_english_one() -> None:
    row = {
        "社区": "甲",
        "评价人": "1",
        "角色": "两委",
        "方面": "d3",
        "等级": "２",
        "把握": "没把握",
        "最近一次": "十月",
        "例子": "办了一次坝坝宴",
    }
    assert read_ratings("a.csv", [row], RUBRIC) == (
        Rating("甲", "1", "committee", "D3", 2, Confidence.UNSURE, "十月", "办了一次坝坝宴"),
    )


@pytest.mark.parametrize("text", ["", "  ", "不知道", "unknown"])
def test_an_empty_level_is_dont_know(text: str) -> None:
    assert read_ratings("a.csv", [GOOD | {"level": text}], RUBRIC)[0].level is None


def test_blank_rows_are_passed_over() -> None:
    rows = [GOOD, dict.fromkeys(GOOD, " "), GOOD | {"rater": "2"}]
    assert len(read_ratings("a.csv", rows, RUBRIC)) == 2


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"rater": "2", "level": "4"}, "assessment.row_level", "level"),
        ({"rater": "2", "level": "两"}, "assessment.row_level", "level"),
        ({"rater": "2", "level": "1.5"}, "assessment.row_level", "level"),
        ({"rater": "2", "dimension": "D11"}, "assessment.row_dimension", "dimension"),
        ({"rater": ""}, "assessment.cell_missing", "rater"),
        ({"community": ""}, "assessment.cell_missing", "community"),
        ({"level": "1"}, "assessment.row_twice", "dimension"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(change: dict[str, str], code: str, column: str) -> None:
    error = one_fault(GOOD | change)
    assert (error.code, error.where) == (code, Where("a.csv", row=3, column=column))


def test_a_confidence_nobody_understands_is_asked_about() -> None:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [GOOD | {"confidence": "maybe"}], RUBRIC)
    assert error.value.code == "assessment.row_confidence"


def test_all_faults_are_told_at_once() -> None:
    rows = [GOOD | {"level": "4"}, GOOD | {"rater": "2", "dimension": "E1"}]
    with pytest.raises(SeveralErrors) as error:
        read_ratings("a.csv", rows, RUBRIC)
    assert [problem.where.row for problem in error.value.problems] == [2, 3]


@pytest.mark.parametrize("rows", [[], [dict.fromkeys(GOOD, "")]])
def test_an_empty_table_is_an_error(rows: list[dict[str, str]]) -> None:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", rows, RUBRIC)
    assert error.value.code == "assessment.table_empty"


def test_a_missing_column_is_named_in_both_languages() -> None:
    row = {name: text for name, text in GOOD.items() if name != "level"}
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [row], RUBRIC)
    assert (error.value.code, error.value.values) == (
        "assessment.column_missing",
        {"column": "level", "chinese": "等级"},
    )


def test_two_columns_of_one_meaning_are_not_chosen_between() -> None:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [GOOD | {"等级": "1"}], RUBRIC)
    assert error.value.code == "assessment.column_twice"


answers = st.dictionaries(
    st.tuples(st.sampled_from("甲乙"), st.sampled_from("12"), st.sampled_from(IDS)),
    st.one_of(st.none(), st.integers(0, 3)),
    min_size=1,
)


@given(answers)
def test_what_was_written_is_what_is_read(said: dict[tuple[str, str, str], int | None]) -> None:
    rows = [
        {
            "community": community,
            "rater": rater,
            "role": "resident",
            "dimension": dimension,
            "level": "" if level is None else str(level),
        }
        for (community, rater, dimension), level in said.items()
    ]
    assert read_ratings("a.csv", rows, RUBRIC) == tuple(
        Rating(community, rater, "resident", dimension, level)
        for (community, rater, dimension), level in said.items()
    )
