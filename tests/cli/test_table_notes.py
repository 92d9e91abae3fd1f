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
    understood = ["agreement_units", "agreement_raters"]
    assert [note["code"] for note in shape["notes"]] == ["total_rows", "total_columns", *understood]
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


STAGE = ("D1", "D2", "D3", "D5", "D7", "D8", "D9")


def rated(*who: str, level: str = "1") -> str:
    return "".join(f"{one},{dimension},{level}\n" for one in who for dimension in STAGE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("more", "named"),
    [
        (rated("合计,甲", level="3"), "合计"),
        (rated("梧桐里,平均"), "平均"),
        (rated("梧桐里,mean"), "mean"),
        ("梧桐里,甲,总计,7\n", "总计"),
    ],
)
def test_a_total_with_all_its_cells_filled_is_nobody_and_nowhere(
    mengya: Mengya, tmp_path: Path, language: str, more: str, named: str
) -> None:
    """By hand: two people, all ones, which is 1.0; a community of threes and a third rater were totals."""
    path = written(tmp_path, f"{LEVELS}{rated('梧桐里,甲', '梧桐里,乙')}{more}")
    shape = mengya("assess", path, "--json").json
    (one,) = shape["communities"]
    assert (one["community"], one["raters"], one["stage"]) == ("梧桐里", 2, "1.0")
    assert [(note["code"], note["n"]) for note in shape["notes"]] == [("total_rows", more.count("\n"))]
    assert named in mengya("assess", path, "--lang", language).err


def test_initials_are_people_even_where_they_spell_a_statistic(mengya: Mengya, tmp_path: Path) -> None:
    shape = mengya("assess", written(tmp_path, f"{LEVELS}{rated('x,SD', 'x,AB')}"), "--json").json
    assert (shape["communities"][0]["raters"], shape["notes"]) == (2, [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_raters_written_almost_alike_are_told(mengya: Mengya, tmp_path: Path, language: str) -> None:
    path = written(tmp_path, f"{LEVELS}{rated('x,A', 'x,a', 'x,Ａ', 'x,B')}")
    told = mengya("assess", path, "--json").json
    assert told["communities"][0]["raters"] == 4
    (note,) = told["notes"]
    assert (note["code"], note["n"], note["names"]) == ("raters_alike", 2, ["A – a", "A – Ａ"])
    assert "A – Ａ" in mengya("assess", path, "--lang", language).err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_number_with_a_comma_is_quoted_as_it_stands(mengya: Mengya, tmp_path: Path, language: str) -> None:
    path = written(tmp_path, "community;rater;dimension;level\nx;A;D1;2,5\nx;B;D1;2\nx;C;D1;1.5\n")
    told = mengya("assess", path, "--json", "--lang", language).json["error"]["problems"]
    assert ["2,5" in told[0]["message"], "1.5" in told[1]["message"]] == [True, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_few_people_a_position_is_told_by_count_and_after_the_caution(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    """One person, all twos: five of five known is that person's word; five people's is the community's."""
    known = "".join(f"x,A,{dimension},2\n" for dimension in STAGE[:5])
    one = written(tmp_path, LEVELS + known)
    said = mengya("assess", one, "--lang", language).out
    assert "%" not in said
    whose = {"zh": "只有 1 个人答", "en": "By one person's answers"}[language]
    count = {"zh": "其中 5 个到了这一级", "en": "5 of the 5"}[language]
    assert (whose in said, count in said) == (True, True)
    caution, place = {"zh": ("不到五位", "1.0"), "en": ("Fewer than five people", "Position: ")}[language]
    assert said.index(caution) < said.index(place)
    assert mengya("assess", one, "--json").json["communities"][0]["share_at_stage"] == 1.0
    five = written(tmp_path, LEVELS + "".join(known.replace("A", who) for who in "ABCEF"))
    told = mengya("assess", five, "--lang", language).out
    assert (whose in told, count in told) == (False, True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_with_a_column_a_dimension_is_read_and_told(
    mengya: Mengya, tmp_path: Path, language: str
) -> None:
    """All ones by two people is 1.0; D77 is no dimension, and its figures are not taken."""
    path = written(
        tmp_path, f"社区,评价人,{','.join(STAGE)},D77\nx,甲{',1' * 8}\nx,乙{',1' * 8}\n合计,,{'2,' * 7}2\n"
    )
    shape = mengya("assess", path, "--json").json
    assert [(one["raters"], one["stage"]) for one in shape["communities"]] == [(2, "1.0")]
    told = {note["code"]: note["names"] for note in shape["notes"]}
    assert (told["level_columns"], told["columns_left"]) == ([*STAGE], ["D77"])
    assert "D9" in mengya("assess", path, "--lang", language).err
