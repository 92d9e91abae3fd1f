"""Ratings from a table people filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import IDS, RUBRIC
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.tables.table import read_occasions, read_ratings
from workshop.base.errors import SeveralErrors, TableError, Where
from workshop.base.text import LANGUAGES, explain
from workshop.model.rating import Rating
from workshop.model.step import Confidence, Started

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
        "谁发起的": "居民",
        "例子": "办了一次坝坝宴",
    }
    assert read_ratings("a.csv", [row], RUBRIC) == (
        Rating(
            "甲", "1", "committee", "D3", 2, Confidence.UNSURE, "十月", "办了一次坝坝宴", Started.RESIDENTS
        ),
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
        ({"community": "vignette: "}, "assessment.vignette_nameless", "community"),
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


@pytest.mark.parametrize(
    ("text", "started"),
    [
        ("supporter", Started.SUPPORTER),
        ("社区两委", Started.COMMITTEE),
        ("Residents", Started.RESIDENTS),
        ("", None),
    ],
)
def test_who_started_the_example_is_read(text: str, started: Started | None) -> None:
    assert read_ratings("a.csv", [GOOD | {"started": text}], RUBRIC)[0].started is started


def test_a_starter_nobody_knows_is_asked_about() -> None:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [GOOD | {"started": "mayor"}], RUBRIC)
    assert (error.value.code, error.value.where.column) == ("assessment.row_started", "started")


@pytest.mark.parametrize("written", ["vignette:V1", "短案例：V1", "Vignette: V1"])
def test_a_story_is_known_by_its_name(written: str) -> None:
    assert read_ratings("a.csv", [GOOD | {"community": written}], RUBRIC)[0].community == "vignette:V1"


NEWER = RUBRIC.model_copy(update={"version": 2})


@pytest.mark.parametrize(
    ("cells", "rubric"),
    [
        ({"rubric": "self-organisation", "version": "1"}, RUBRIC),
        ({"rubric": "self-organisation@1"}, RUBRIC),
        ({"version": "1.0"}, RUBRIC),
        ({"量表": "self-organisation", "版本": "２"}, NEWER),
        ({"version": ""}, NEWER),
    ],
)
def test_a_table_that_names_its_rubric_is_read_on_it(cells: dict[str, str], rubric: Rubric) -> None:
    assert read_ratings("a.csv", [GOOD | cells], rubric)[0].level == 2


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"version": "2"}, "version"),
        ({"rubric": "self-organisation@2"}, "rubric"),
        ({"rubric": "other"}, "rubric"),
    ],
)
def test_a_table_on_another_rubric_is_refused(cells: dict[str, str], column: str) -> None:
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", [GOOD | cells, GOOD | cells | {"rater": "2"}], RUBRIC)
    assert error.value.code == "assessment.other_rubric"
    assert error.value.where == Where("a.csv", row=2, column=column)
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_two_versions_in_one_table_are_refused_once_where_the_second_begins() -> None:
    rows = [GOOD | {"rater": str(number), "version": "1" if number < 3 else "2"} for number in range(6)]
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", rows, RUBRIC)
    assert error.value.code == "assessment.mixed_versions"
    assert error.value.where == Where("a.csv", row=5, column="version")
    assert error.value.values == {"found": "2", "other": "self-organisation@1", "first": 2}
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_a_pilots_table_is_read_by_occasion() -> None:
    rows = [
        GOOD | {"occasion": "test"},
        GOOD | {"occasion": "第二次", "level": "3"},
        GOOD | {"occasion": "Interview", "rater": "second"},
    ]
    found = read_occasions("a.csv", rows, RUBRIC)
    assert {occasion: [one.level for one in ratings] for occasion, ratings in found.items()} == {
        "test": [2],
        "retest": [3],
        "interview": [2],
    }


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"occasion": ""}, "assessment.row_occasion"),
        ({"occasion": "third"}, "assessment.row_occasion"),
        ({"occasion": "自评"}, "assessment.row_twice"),
    ],
)
def test_a_pilots_row_needs_an_occasion_of_its_own(row: dict[str, str], code: str) -> None:
    with pytest.raises(TableError) as error:
        read_occasions("a.csv", [GOOD | {"occasion": "test"}, GOOD | row], RUBRIC)
    assert (error.value.code, error.value.where.row) == (code, 3)
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_a_pilots_table_without_occasions_is_told_which_column_it_lacks() -> None:
    with pytest.raises(TableError) as error:
        read_occasions("a.csv", [GOOD], RUBRIC)
    assert (error.value.code, error.value.values["column"]) == ("assessment.column_missing", "occasion")


def test_several_occasions_are_not_worked_out_as_one() -> None:
    rows = [GOOD | {"occasion": "test"}, GOOD | {"occasion": "interview", "rater": "second"}]
    with pytest.raises(TableError) as error:
        read_ratings("a.csv", rows, RUBRIC)
    assert error.value.code == "assessment.several_occasions"
    assert all(explain(language, error.value) for language in LANGUAGES)
    assert len(read_ratings("a.csv", rows[:1], RUBRIC)) == 1


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


@pytest.mark.parametrize(
    ("cell", "level"), [("2.0", 2), ("3.00", 3), ("0.0", 0), ("１.０", 1), ("2.00000", 2)]
)
def test_a_whole_level_may_have_any_number_of_noughts(cell: str, level: int) -> None:
    row = {"community": "x", "rater": "A", "dimension": "D1", "level": cell}
    assert [rating.level for rating in read_ratings("t.csv", [row], RUBRIC)] == [level]


def test_a_column_a_dimension_is_the_same_as_a_row_each() -> None:
    wide = [
        {
            "社区": "x",
            "评价人": who,
            "角色": "居民",
            "D1": first,
            "ｄ2": second,
            "D3 行动主体": "",
            "备注": "好",
        }
        for who, first, second in (("A", "1", "2.0"), ("B", "3", "不知道"))
    ]
    long = [
        {"社区": "x", "评价人": who, "角色": "居民", "方面": dimension, "等级": level}
        for who, dimension, level in (("A", "D1", "1"), ("A", "D2", "2"), ("B", "D1", "3"), ("B", "D2", ""))
    ]
    assert read_ratings("w.csv", wide, RUBRIC) == read_ratings("l.csv", long, RUBRIC)


def test_a_fault_under_a_dimension_has_its_own_row_and_column() -> None:
    rows = [
        {"community": "x", "rater": "A", "D1": "1", "D2": "2"},
        {"community": "x", "rater": "", "D1": "1", "D2": "2"},
        {"community": "x", "rater": "C", "D1": "1", "D2": "7"},
        {"community": "x", "rater": "A", "D1": "1", "D2": ""},
    ]
    with pytest.raises(SeveralErrors) as error:
        read_ratings("w.csv", rows, RUBRIC)
    assert [(one.code, one.where.row, one.where.column) for one in error.value.problems] == [
        ("assessment.cell_missing", 3, "rater"),
        ("assessment.row_level", 4, "D2"),
        ("assessment.row_twice", 5, "D1"),
    ]
    assert error.value.problems[2].values["first"] == 2
