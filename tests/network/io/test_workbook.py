"""A workbook is read by its cells, whatever it says of itself."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from tests.network.io.workbooks import book, changed
from workshop.base.errors import TableError
from workshop.network.io.parse import examine
from workshop.network.io.table_files import from_workbook, sheets_of

TIES = {"关系": [["来源", "对象"], *([f"p{n}", f"p{n + 1}"] for n in range(39))]}


@pytest.mark.parametrize("dimension", ["A1", "A1:B6", "A1:A40", "C3:D9", "A1:XFD1048576", "?"])
def test_a_sheet_is_read_to_its_end_whatever_its_written_dimension(dimension: str) -> None:
    """39 ties by construction."""
    data = changed(book({"Sheet1": TIES["关系"]}), '<dimension ref="[^"]*"', f'<dimension ref="{dimension}"')
    network = examine({"a.xlsx": data}).network
    assert network is not None
    assert len(network.ties) == 39


def test_cells_and_rows_out_of_order_stand_where_they_say() -> None:
    data = changed(
        book({"s": [["a", "b"], ["1", "2"]]}),
        "<sheetData>.*</sheetData>",
        '<sheetData><row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row>'
        '<row r="1"><c r="B1" t="inlineStr"><is><t>b</t></is></c>'
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c></row></sheetData>',
    )
    table = from_workbook(data, "a.xlsx")["s"]
    assert (table.header, [row.cells for row in table.rows]) == (("a", "b"), [("3", "4")])


@pytest.mark.parametrize("place", ["XFD1", "GS1"])
def test_a_far_cell_is_refused_however_it_is_quoted(place: str) -> None:
    data = changed(book({"s": [["a"], ["b"]]}), 'r="A1"', f"r='{place}'")
    with pytest.raises(TableError) as caught:
        from_workbook(data, "a.xlsx")
    assert caught.value.code == "table.too_wide"


def test_cells_read_as_openpyxl_reads_them() -> None:
    """Oracle: openpyxl 3.1, which wrote and reads the same cells."""
    made = openpyxl.Workbook()
    values = [
        "文字",
        7,
        2.5,
        -3,
        True,
        date(2026, 5, 1),
        datetime(2026, 5, 1, 8, 30),
        time(8, 30),
        "_x000D_",
        "1900",
    ]
    made.worksheets[0].append([f"h{n}" for n in range(len(values))])
    made.worksheets[0].append(values)
    file = io.BytesIO()
    made.save(file)
    read = [cell.value for cell in openpyxl.load_workbook(file, data_only=True).worksheets[0][2]]
    shown = [
        one.date().isoformat() if isinstance(one, datetime) and not one.hour else str(one) for one in read
    ]
    cells = from_workbook(file.getvalue(), "a.xlsx")["Sheet"].rows[0].cells
    assert list(cells) == [*shown[:8], "", "1900"]  # an escaped line end is invisible


def test_leading_zeros_of_the_number_format_are_kept() -> None:
    """Shown as 007 in the spreadsheet, stored as 7."""
    made = openpyxl.Workbook()
    made.worksheets[0].append(["编号"])
    made.worksheets[0].append([7])
    made.worksheets[0]["A2"].number_format = "000"
    file = io.BytesIO()
    made.save(file)
    assert from_workbook(file.getvalue(), "a.xlsx")["Sheet"].rows[0].cells == ("007",)


def test_a_damaged_sheet_is_refused_where_it_is_damaged() -> None:
    """A cell that points to a shared string that is not there; the other sheet is whole."""
    data = changed(
        book({"a": [["x"], ["y"]], "b": [["x"], ["y"]]}),
        '<c r="A2"[^>]*>.*?</c>',
        '<c r="A2" t="s"><v>99999999</v></c>',
    )
    found = sheets_of(data, "f.xlsx")["a"]
    assert isinstance(found, TableError)
    assert (found.code, str(found.where.sheet), found.where.row) == ("table.damaged_at", "a", 2)
