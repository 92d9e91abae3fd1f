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
