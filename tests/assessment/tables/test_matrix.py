"""A wide table of units and raters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.reliability.test_icc import PUBLISHED as ICCS
from tests.assessment.reliability.test_icc import TABLE
from tests.assessment.reliability.test_krippendorff import PUBLISHED, UNITS
from workshop.assessment.tables.matrix import Matrix, agreement, read_matrix
from workshop.base.errors import SeveralErrors, TableError, Where
from workshop.base.text import LANGUAGES, explain

HEADER = ["unit", "甲", "乙"]


def one_fault(*rows: list[str]) -> TableError:
    with pytest.raises(TableError) as error:
        read_matrix("a.csv", [HEADER, *rows])
    assert all(explain(language, error.value) for language in LANGUAGES)
    return error.value


def test_the_published_alphas_come_out_of_a_written_table() -> None:
    rows = [
        [f"u{number}", *("" if value is None else str(value) for value in unit)]
        for number, unit in enumerate(UNITS)
    ]
    found = agreement(read_matrix("c.csv", [["unit", "A", "B", "C", "D"], *rows]))
    assert {metric: round(value or 0, 6) for metric, value in found.alpha} == PUBLISHED
    assert (found.units, found.raters, found.paired, found.icc) == (12, 4, 11, None)
    assert found.cautions == ("few_raters", "missing_values")


def test_a_complete_table_has_its_six_coefficients() -> None:
    rows = [[f"t{number}", *map(str, row)] for number, row in enumerate(TABLE)]
    found = agreement(read_matrix("sf.csv", [["", "1", "2", "3", "4"], *rows]))
    assert found.icc is not None
    assert round(found.icc.icc2 or 0, 6) == ICCS["icc2"]


def test_what_means_nothing_has_no_figure() -> None:
    """Contrary judges: MSW far above MSB, so of their mean there is no reliability; five targets are too few."""
    contrary = [[f"t{number}", *("03" if number % 2 else "30")] for number in range(5)] + [["t5", "0", "2"]]
    found = agreement(read_matrix("a.csv", [["", "1", "2"], *contrary]))
    assert found.icc is not None
    assert found.icc.icc1 is not None
    assert found.icc.icc1 < 0
    assert (found.icc.icc1k, found.icc.icc2k, found.icc.icc3k) == (None, None, None)
    assert "below_zero" in found.cautions
    few = agreement(read_matrix("a.csv", [["", "1", "2"], *contrary[:5]]))
    assert few.icc is None
    assert "too_few_units" in few.cautions


def test_numbers_may_be_decimals_wide_or_missing() -> None:
    found = read_matrix("a.csv", [HEADER, ["x", "１．５", ""], [], ["y", "-2", ".5"], ["", "", ""]])
    assert found == Matrix(("x", "y"), ("甲", "乙"), ((1.5, None), (-2.0, 0.5)))
    assert not found.complete


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (["y", "x", "1"], "assessment.not_a_number", Where("a.csv", row=3, column="甲")),
        (["y", "1", "nan"], "assessment.not_a_number", Where("a.csv", row=3, column="乙")),
        (["y", "1", "1e5"], "assessment.not_a_number", Where("a.csv", row=3, column="乙")),
        (["x", "1", "1"], "assessment.unit_twice", Where("a.csv", row=3)),
        (["", "1", "1"], "assessment.unit_nameless", Where("a.csv", row=3)),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(row: list[str], code: str, where: Where) -> None:
    error = one_fault(["x", "1", "2"], row)
    assert (error.code, error.where) == (code, where)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "assessment.matrix_empty"),
        ([["", ""], []], "assessment.matrix_empty"),
        ([HEADER], "assessment.matrix_small"),
        ([HEADER, ["x", "1", "2"]], "assessment.matrix_small"),
        ([["unit", "a"], ["x", "1"], ["y", "2"]], "assessment.matrix_small"),
        ([["unit", "a", "a"], ["x", "1", "2"], ["y", "1", "2"]], "assessment.rater_twice"),
        ([["unit", "a", ""], ["x", "1", "2"], ["y", "1", "2"]], "assessment.rater_nameless"),
    ],
)
def test_a_table_that_cannot_be_worked_out_is_an_error(rows: list[list[str]], code: str) -> None:
    with pytest.raises(TableError) as error:
        read_matrix("a.csv", rows)
    assert error.value.code == code
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SeveralErrors) as error:
        read_matrix("a.csv", [HEADER, ["x", "a", "b"], ["x", "1", "1"]])
    assert [problem.code for problem in error.value.problems] == [
        "assessment.not_a_number",
        "assessment.not_a_number",
        "assessment.unit_twice",
    ]


def test_two_raters_who_agree_on_everything_leave_alpha_undefined() -> None:
    found = agreement(read_matrix("a.csv", [HEADER, ["x", "1", "1"], ["y", "1", "1"]]))
    assert {value for _, value in found.alpha} == {None}
    assert "undefined" in found.cautions


@given(
    st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(-9, 9), st.decimals(-9, 9, places=2))] * 3),
        min_size=2,
        max_size=6,
    )
)
def test_what_was_written_is_what_is_read(values: list[tuple[object, ...]]) -> None:
    rows = [
        [f"u{number}", *("" if one is None else str(one) for one in row)] for number, row in enumerate(values)
    ]
    found = read_matrix("a.csv", [["unit", "a", "b", "c"], *rows])
    assert found.values == tuple(
        tuple(None if one is None else float(str(one)) for one in row) for row in values
    )
