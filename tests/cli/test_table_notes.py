"""What a table of ratings or people holds besides its rows is set aside and told, in every command that reads one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Mengya
from tests.network.io.workbooks import book, changed

LEVELS = "community,rater,dimension,level\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_totals_are_neither_units_nor_raters(mengya: Mengya, tmp_path: Path, language: str) -> None:
    """Krippendorff's alpha (interval) of 1 2 / 2 2 / 3 1 by hand: 1 - (6-1) * 5 / 17 = -0.470588."""
    path = written(tmp_path, "unit,r1,r2,平均\na,1,2,1.5\nb,2,2,2\nc,3,1,2\n合计,6,5,5.5\n")
    shape = mengya("agreement", path, "--json").json
    assert (shape["units"], shape["raters"]) == (3, 2)
    assert shape["alpha"]["interval"] == pytest.approx(-0.470588, abs=5e-7)
    assert [note["code"] for note in shape["notes"]] == ["total_rows", "total_columns"]
    assert "合计" in mengya("agreement", path, "--lang", language).err


def test_a_title_and_a_total_do_not_count_as_levels(mengya: Mengya, tmp_path: Path) -> None:
    path = written(tmp_path, f"2026年自评汇总\n\n{LEVELS}甲,x,D1,1\n甲,y,D1,2\n合计,,,3\n")
    shape = mengya("assess", path, "--json").json
    assert shape["communities"][0]["raters"] == 2
    assert {note["code"] for note in shape["notes"]} == {"header_row", "total_rows"}


def test_a_fault_below_a_title_names_its_own_row(mengya: Mengya, tmp_path: Path) -> None:
    path = written(tmp_path, f"2026年自评汇总\n\n{LEVELS}甲,x,D1,1\n甲,y,D1,9\n")
    assert mengya("assess", path, "--json").json["error"]["where"]["row"] == 5


@pytest.mark.parametrize("cell", ["#N/A", "#REF!"])
def test_an_error_of_the_spreadsheet_is_no_level_and_nobody(
    mengya: Mengya, tmp_path: Path, cell: str
) -> None:
    for row in (f"甲,{cell},D1,1", f"甲,x,D1,{cell}"):
        error = mengya("assess", written(tmp_path, f"{LEVELS}{row}\n"), "--json").json["error"]
        assert (error["code"], error["where"]["row"]) == ("table.error_cell", 2)


def test_a_workbook_of_ratings_is_read_to_its_end(mengya: Mengya, tmp_path: Path) -> None:
    """Written dimension A1:B2; nine units stand in the sheet."""
    rows: list[list[str | int | float | None]] = [
        ["unit", "a", "b"],
        *([f"u{n}", n % 3, n % 2] for n in range(9)),
    ]
    path = tmp_path / "t.xlsx"
    path.write_bytes(changed(book({"s": rows}), '<dimension ref="[^"]*"', '<dimension ref="A1:B2"'))
    assert mengya("agreement", path, "--json").json["units"] == 9


def test_people_in_a_room_are_read_without_title_and_total(mengya: Mengya, tmp_path: Path) -> None:
    path = written(tmp_path, "签到表\n姓名,单位\nA,x\nB,y\nC,x\nD,y\n合计,4\n")
    shape = mengya("rounds", path, "--tables", "2", "--rounds", "2", "--json").json
    assert shape["n"] == 4
    assert {note["code"] for note in shape["notes"]} == {"header_row", "total_rows"}
