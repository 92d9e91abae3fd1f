"""What a spreadsheet has spoiled is nobody's name: refused with its place, or mended where it is certain."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from tests.network.io.workbooks import book, changed
from workshop.network.io.imported import Imported
from workshop.network.io.parse import examine

PEOPLE = "编号,姓名,楼栋\n"
TIES = "来源,对象\na,b\n"


def problems(found: Imported) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.where.row, one.where.column) for one in found.problems]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "######"]
)
def test_an_error_is_no_name(error: str) -> None:
    assert problems(examine({"关系.csv": f"来源,对象\na,b\nb,{error}\n".encode()})) == [
        ("table.error_cell", 3, "对象")
    ]


def test_an_error_in_a_workbook_is_no_name_either() -> None:
    data = changed(
        book({"people": [["编号", "姓名"], ["a", "b"], ["c", "d"]], "ties": [["来源", "对象"], ["a", "d"]]}),
        '<c r="A2"[^>]*>.*?</c>',
        '<c r="A2" t="e"><v>#REF!</v></c>',
    )
    found = examine({"a.xlsx": data})
    assert [(one.code, one.where.sheet, one.where.row, one.where.column) for one in found.problems] == [
        ("table.error_cell", "people", 2, "编号"),
        ("table.error_cell", "ties", 2, "来源"),
    ]


def test_an_error_in_a_column_beside_is_left_out_and_told() -> None:
    people = f"{PEOPLE[:-1]},爱好\na,甲一,1栋,#N/A\nb,乙一,1栋,书法\n"
    found = examine({"people.csv": people.encode(), "ties.csv": TIES.encode()})
    assert found.network is not None
    assert found.network.extra == (("b", (("爱好", "书法"),)),)
    assert [(note.code, note.names) for note in found.notes] == [("error_cells", ("people 2 爱好",))]


@pytest.mark.parametrize("number", ["1.10105E+17", "1.101051990010112E+17", "1.38E+10"])
def test_a_number_without_its_last_digits_is_nobodys_id(number: str) -> None:
    assert problems(examine({"关系.csv": f"来源,对象\n{number},b\n".encode()})) == [
        ("table.digits_lost", 2, "来源")
    ]


def test_two_long_ids_cut_after_fifteen_digits_are_refused() -> None:
    """18 digits as a spreadsheet keeps them. One may happen to end in zeros, and whole ones are read."""
    cut = "来源,对象\n110105199001011000,a\n330106199001012000,b\n"
    whole = "来源,对象\n110105199001011234,a\n330106199001012000,b\n"
    assert [code for code, _, _ in problems(examine({"关系.csv": cut.encode()}))] == ["table.digits_lost"] * 2
    assert examine({"关系.csv": whole.encode()}).network is not None


def test_a_long_number_in_a_workbook_is_refused_unless_it_is_text() -> None:
    rows = [["来源", "对象"], [110105199001011234, "b"]]
    assert problems(examine({"a.xlsx": book({"Sheet1": rows})})) == [("table.digits_lost", 2, "来源")]
    rows[1][0] = "110105199001011234"
    network = examine({"a.xlsx": book({"Sheet1": rows})}).network
    assert network is not None
    assert network.ties[0].source == "110105199001011234"


@pytest.mark.parametrize("building", ["3月2日", "2-Mar", "Mar-02", "2026/3/2", "2026-03-02", "2026年3月2日"])
def test_a_building_that_became_a_date_is_refused(building: str) -> None:
    people = f"{PEOPLE}a,甲一,{building}\nb,乙一,3-3\n"
    found = examine({"people.csv": people.encode(), "ties.csv": TIES.encode()})
    assert problems(found) == [("table.became_date", 2, "楼栋")]


def test_dates_stay_where_dates_belong() -> None:
    """A column of days, and things that somebody named after days."""
    ties = "来源,对象,日期\n2026-05-01,2026-05-02,2026-05-03\n"
    network = examine({"关系.csv": ties.encode()}).network
    assert network is not None
    assert (network.ties[0].source, network.ties[0].when) == ("2026-05-01", date(2026, 5, 3))


@pytest.mark.parametrize(
    ("shape", "building"),
    [('m"月"d"日"', "3-2"), ("m-d", "3-2"), ("mm/dd", "3-2"), ("d-mmm", None), ("yyyy-mm-dd", None)],
)
def test_a_house_number_is_restored_where_its_format_shows_it(shape: str, building: str | None) -> None:
    """Typed 3-2, a spreadsheet shows 3月2日: month and day without a year. With one, or day first, nobody can tell."""
    made = openpyxl.Workbook()
    people, ties = made.worksheets[0], made.create_sheet("ties")
    people.title = "people"
    for row in (["编号", "楼栋"], ["a", date(2026, 3, 2)], ["b", "3-3"]):
        people.append(row)
    people["B2"].number_format = shape
    for row in (["来源", "对象"], ["a", "b"]):
        ties.append(row)
    file = io.BytesIO()
    made.save(file)
    found = examine({"a.xlsx": file.getvalue()})
    if building is None:
        assert problems(found) == [("table.became_date", 2, "楼栋")]
    else:
        assert found.network is not None
        assert [person.building for person in found.network.people] == [building, "3-3"]
        assert [note.code for note in found.notes] == ["dates_undone"]


def test_the_chinese_format_without_a_code_is_a_date_too() -> None:
    """Format 58 is m月d日 in Chinese Excel, and is not written out in the file. 46083 is 2026-03-02."""
    data = changed(
        book(
            {"people": [["编号", "楼栋"], ["a", 46083], ["b", "3-3"]], "ties": [["来源", "对象"], ["a", "b"]]}
        ),
        '<cellXfs count="1"><xf numFmtId="0"',
        '<cellXfs count="1"><xf numFmtId="58"',
        "xl/styles.xml",
    )
    network = examine({"a.xlsx": data}).network
    assert network is not None
    assert network.people[0].building == "3-2"


def test_a_formula_without_its_result_is_refused() -> None:
    """As libraries write it that do not calculate; a spreadsheet shows a value, the file holds none."""
    found = examine({"a.xlsx": book({"Sheet1": [["来源", "对象"], ["=1+1", "b"], ["c", "b"]]})})
    assert ("table.formula", 2, "来源") in problems(found)


@pytest.mark.parametrize(
    "text",
    [",甲,乙,#REF!\n甲,0,1,1\n乙,1,0,0\n#REF!,0,0,0\n", ",甲,乙,丙\n甲,0,1,#N/A\n乙,1,0,0\n丙,0,0,0\n"],
)
def test_neither_a_name_nor_a_value_of_a_matrix_is_an_error(text: str) -> None:
    assert "table.error_cell" in {problem.code for problem in examine({"a.csv": text.encode()}).problems}
