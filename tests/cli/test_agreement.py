"""`mengya agreement`: published values, and what each figure is about."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Mengya
from tests.cli.test_assessment import LANGUAGES, table

KRIPPENDORFF = {  # Krippendorff's example C: 4 observers, 12 units
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . .",
    "C": ". 3 3 3 2 3 4 2 2 5 1 3",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
# Published by Krippendorff for these data, to six decimals as DescTools and `krippendorff` compute them.
ALPHAS = {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}
SHROUT_FLEISS = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"]
# Shrout and Fleiss 1979, table 4 (0.17, 0.29, 0.71, 0.44, 0.62, 0.91), to six decimals.
ICCS = {
    "icc1": 0.165742,
    "icc2": 0.289764,
    "icc3": 0.714841,
    "icc1k": 0.442797,
    "icc2k": 0.620051,
    "icc3k": 0.909316,
}


def krippendorff(path: Path) -> Path:
    columns = [[value.replace(".", "") for value in line.split()] for line in KRIPPENDORFF.values()]
    rows: list[list[object]] = [[f"u{n}", *cells] for n, cells in enumerate(zip(*columns, strict=True))]
    return table(path, rows, ["unit", *KRIPPENDORFF])


def test_krippendorffs_four_alphas_come_out_of_a_table_with_gaps(mengya: Mengya, tmp_path: Path) -> None:
    shape = mengya("agreement", krippendorff(tmp_path / "t.csv"), "--json").json
    assert (shape["units"], shape["raters"], shape["icc"]) == (12, 4, None)
    assert shape["alpha"] == pytest.approx(ALPHAS, abs=5e-7)


def test_the_six_iccs_of_shrout_and_fleiss_come_out_of_a_workbook(mengya: Mengya, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["target", "1", "2", "3", "4"])
    for number, line in enumerate(SHROUT_FLEISS):
        book.active.append([f"t{number}", *map(int, line.split())])
    book.save(tmp_path / "t.xlsx")
    shape = mengya("agreement", tmp_path / "t.xlsx", "--json").json
    assert {name: shape["icc"][name] for name in ICCS} == pytest.approx(ICCS, abs=5e-7)
    assert set(shape["alpha"]) == set(ALPHAS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coefficient_that_means_nothing_is_a_sentence(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    rows: list[list[object]] = [[f"t{number}", *((0, 3) if number % 2 else (3, 0))] for number in range(6)]
    rows[5] = ["t5", 0, 2]
    said = mengya("agreement", table(tmp_path / "t.csv", rows, ["u", "a", "b"]), "--lang", language).out
    assert "-" not in "".join(line for line in said.splitlines() if "ICC1" in line or "ICC3k" in line)
    assert not re.search(r"[-−]\d", said)
    few = mengya("agreement", table(tmp_path / "f.csv", rows[:3], ["u", "a", "b"]), "--lang", language).out
    assert not re.search(r"\d\.\d", few)


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreement_is_told_with_what_each_figure_is_about(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    said = mengya("agreement", krippendorff(tmp_path / "t.csv"), "--lang", language).out
    for value in ("0.743", "0.815", "0.849", "0.797"):
        (line,) = [line for line in said.splitlines() if value in line]
        assert len(line) > 20
    assert {"zh": "不到六位", "en": "Fewer than six"}[language] in said


def test_a_row_a_rating_gives_the_coefficients_of_the_wide_table(mengya: Mengya, tmp_path: Path) -> None:
    """Krippendorff's example C again, written long, with a role and a remark nobody is to be taken for."""
    rows: list[list[object]] = [
        [n, who, "x", value.replace(".", "不知道"), "好"]
        for who, line in KRIPPENDORFF.items()
        for n, value in enumerate(line.split(), start=1)
    ]
    header = ["社区", "评价人", "角色", "等级", "备注"]
    shape = mengya("agreement", table(tmp_path / "t.csv", rows, header), "--json").json
    assert (shape["units"], shape["raters"], shape["paired"]) == (12, 4, 11)
    assert shape["alpha"] == pytest.approx(ALPHAS, abs=5e-7)
    told = {note["code"]: (note["n"], note["names"]) for note in shape["notes"]}
    assert told == {
        "no_raters": (2, ["角色", "备注"]),
        "long_ratings": (48, ["评价人", "等级"]),
        "agreement_units": (12, ["社区"]),
        "agreement_raters": (4, ["A", "B", "C", "D"]),
    }


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (["u1", "r1", "3"], "assessment.rating_twice", {"row": 6}),
        (["u3", "", "3"], "assessment.rating_raterless", {"row": 6, "column": "rater"}),
        (["", "r1", "3"], "assessment.unit_nameless", {"row": 6}),
        (["u3", "r1", "x"], "assessment.not_a_number", {"row": 6, "column": "level"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_rating_is_told_with_its_place(
    mengya: Mengya, tmp_path: Path, language: str, row: list[object], code: str, where: dict[str, object]
) -> None:
    rows: list[list[object]] = [["u1", "r1", 1], ["u1", "r2", 1], ["u2", "r1", 2], ["u2", "r2", 2], row]
    path = table(tmp_path / "t.csv", rows, ["unit", "rater", "level"])
    error = mengya("agreement", path, "--json", "--lang", language).json["error"]
    assert (error["code"], error["where"]) == (code, {"file": "t.csv", **where})


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_counts_as_a_rater_is_told_before_any_figure(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    """By hand: two raters; the rank and the age are none, and a column of 45 and 50 is asked about."""
    rows: list[list[object]] = [
        ["u1", 45, 1, 2, 2],
        ["u2", 50, 2, 2, 1],
        ["平均", 47, 1, 2, 1],
        ["u3", 33, 3, 4, 3],
    ]
    path = table(tmp_path / "t.csv", rows, ["unit", "age", "r1", "r2", "排名"])
    done = mengya("agreement", path, "--lang", language)
    assert "r1" in done.err
    assert "排名" in done.err
    shape = mengya("agreement", path, "--json").json
    assert (shape["units"], shape["raters"]) == (3, 2)
    wider = table(tmp_path / "w.csv", [row[:4] for row in rows], ["unit", "income", "A", "a"])
    told = {note["code"]: note["names"] for note in mengya("agreement", wider, "--json").json["notes"]}
    assert told["agreement_raters"] == ["income", "A", "a"]
    assert told["raters_apart"] == ["income"]
    assert told["raters_alike"] == ["A – a"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_header_or_units_is_asked_about(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    for header, rows, code in (
        (["1", "1", "2"], [["2", "2", "2"], ["3", "3", "4"]], "no_header"),
        (["r1", "r2", "r3"], [[1, 1, 2], [2, 2, 2], [3, 3, 4]], "first_column"),
    ):
        path = table(tmp_path / "t.csv", [list(row) for row in rows], header)
        error = mengya("agreement", path, "--json", "--lang", language).json["error"]
        assert (error["code"], error["where"]["row"]) == (f"assessment.{code}", 1)
        assert {"zh": "对象", "en": "unit"}[language] in error["message"]
