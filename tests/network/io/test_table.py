"""Tables arrive in many encodings and some are traps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.base.errors import TableError
from workshop.network.io.table import guard, unguard
from workshop.network.io.table_files import from_csv, from_workbook

RICH = "编号,姓名,楼栋\n001,王阿姨,三栋\n002,李叔叔,五栋\n003,镕喆頔,一栋\n"
SPARSE = "id,label,building\nA01,x,3\nA02,\u5f20,5\n"
BIG5 = "編號,姓名,樓棟\n001,陳阿姨,三樓\n002,劉國華,五樓\n003,張麗珍,一樓\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [RICH, SPARSE])
def test_every_encoding_of_excel_and_wps_is_read(encoding: str, text: str) -> None:
    table = from_csv(text.encode(encoding), "a.csv")
    assert [",".join(row.cells) for row in table.rows] == text.split("\n")[1:-1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BIG5.encode("big5"), "table.big5"),
        (b"\xff\xff\xff\xff", "table.encoding"),
        (b"\x89PNG\x01\x02,\n", "table.binary"),
        (b"a,b\n\x01,2\n", "table.binary"),
        (b"", "table.empty"),
        (b"\n\n , \n", "table.empty"),
        (b"a,b\n1,2,3\n", "table.long_row"),
        (b"a,b\n" + b"x" * 30_000 + b",1\n", "table.cell"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        from_csv(data, "a.csv")
    assert caught.value.code == code
    assert caught.value.where.file == "a.csv"


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_commas_tabs_and_semicolons_separate(mark: str) -> None:
    assert from_csv(f"a{mark}b\n1{mark}2\n".encode(), "a.csv").rows[0].cells == ("1", "2")


def test_nothing_is_guessed() -> None:
    cells = "001,NA,null,1E5,13800001111,TRUE,2026-05-01"
    assert ",".join(from_csv(f"a,b,c,d,e,f,g\n{cells}\n".encode(), "a.csv").rows[0].cells) == cells


def test_rows_keep_their_number_in_the_file() -> None:
    table = from_csv(b'a,b\n\n"two\nlines",x\n3,4\n', "a.csv")
    assert [row.number for row in table.rows] == [3, 5]


@given(st.text())
def test_the_formula_guard_is_undone(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in tuple("=+-@\t\r＝＋－＠")


def _book(sheet: str, members: int = 0) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for number in range(members):
            archive.writestr(f"x{number}", "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a zip", "table.damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "table.old_or_locked"),
        (_book("<sheetData/>"), "table.damaged"),
        (_book('<c r="XFD1048576"/>'), "table.too_wide"),
        (_book('<row r="1048576"/>'), "table.too_long"),
        (_book("<!DOCTYPE x><x/>"), "table.damaged"),
        (_book("a" * 5_000_000), "table.bomb"),
        (_book("", members=400), "table.bomb"),
        (_book("<x/>")[:-30], "table.damaged"),
    ],
)
def test_workbooks_that_would_swell_are_refused_unopened(data: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        from_workbook(data, "a.xlsx")
    assert caught.value.code == code


def test_a_workbook_of_many_small_members_is_refused_unopened() -> None:
    """Each member below the size from which its ratio is looked at; together more than 60 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(70):
            archive.writestr(f"x{number}", b"a" * 900_000)
    with pytest.raises(TableError) as caught:
        from_workbook(file.getvalue(), "a.xlsx")
    assert caught.value.code == "table.bomb"


@pytest.mark.parametrize("read", [from_csv, from_workbook])
def test_a_file_of_more_than_twenty_megabytes_is_refused(read: Callable[[bytes, str], object]) -> None:
    with pytest.raises(TableError) as caught:
        read(b"a" * 20_000_001, "a.csv")
    assert (caught.value.code, caught.value.values) == ("table.too_big", {"megabytes": 20})


def test_a_whole_workbook_with_a_document_type_is_refused() -> None:
    """Otherwise in order: only the declaration, in which entities could stand, is one too many."""
    book = openpyxl.Workbook()
    for row in (["id", "label"], ["A1", "x"]):
        book.worksheets[0].append(row)
    whole, changed = io.BytesIO(), io.BytesIO()
    book.save(whole)
    assert from_workbook(whole.getvalue(), "a.xlsx")
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<worksheet", b"<!DOCTYPE worksheet><worksheet", 1)
            after.writestr(name, data)
    with pytest.raises(TableError) as caught:
        from_workbook(changed.getvalue(), "a.xlsx")
    assert caught.value.code == "table.damaged"
