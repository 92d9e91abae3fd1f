"""XLSX workbooks as grids of text: what stands in the cells, not what the file says of itself.

The written dimension of a sheet is not believed (WPS and others leave stale ones), nor the order of its cells. Which
cells are merged, which hold an error, a date or a number too long to be kept is read along, since a cell's text alone
no longer tells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from workshop.base.errors import TableError, Where
from workshop.network.io.archive import column_number, inspect_workbook, read_member
from workshop.network.io.table import (
    DATE,
    DIGITS,
    ERROR,
    FORMULA,
    MOST_COLUMNS,
    MOST_ROWS,
    CellGrid,
    Merged,
    Spoiled,
    TableRow,
    tidy,
)
from workshop.network.io.xmlfile import children_named, plain_name

KEPT_DIGITS = 1e15  # from here on a spreadsheet no longer keeps every digit of a number
BOOK = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
# Number formats 14 to 58 that stand for days or times without being written out, the Chinese ones among them.
_DAYS = frozenset((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_TIMES = frozenset((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56))
_MONTH_AND_DAY = 58
FIRST_DAY, FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_SERIAL = 2_958_465  # 9999-12-31


@dataclass(frozen=True)
class _Format:
    """What a number format makes of a number: a day, `3-2` without a year, or leading zeros."""

    day: bool = False
    month_and_day: bool = False
    zeros: int = 0


@dataclass(frozen=True)
class _Book:
    """What cells refer to."""

    file: str
    archive: zipfile.ZipFile
    strings: Sequence[str]
    formats: Sequence[_Format]
    from_1904: bool


@dataclass
class _SheetCells:
    """The cells of a sheet while it is read."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    spoiled: list[Spoiled] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    row: int = 0
    place: int = -1


def grids_of(data: bytes, file: str) -> list[CellGrid | TableError]:
    """Every sheet that holds anything, in order; the error in place of one that is damaged. Raises TableError."""
    archive = inspect_workbook(data, file)
    try:
        root = _root(archive, BOOK, file)
        book = _Book(
            file,
            archive,
            _strings(archive, file),
            _formats(archive, file),
            any(one.get("date1904") in ("1", "true") for one in children_named(root, "workbookPr")),
        )
        sheets = list(_sheets(archive, root, file))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise TableError("table.damaged", Where(file)) from error
    grids = [_grid(book, title, member) for title, member in sheets]
    return [grid for grid in grids if isinstance(grid, TableError) or grid.rows]


def hidden_sheets(data: bytes, file: str) -> frozenset[str]:
    """The titles of sheets that are hidden, where others are not. Raises TableError."""
    archive = inspect_workbook(data, file)
    try:
        sheets = children_named(_root(archive, BOOK, file), "sheet")
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise TableError("table.damaged", Where(file)) from error
    hidden = frozenset(one.get("name", "") for one in sheets if one.get("state", "visible") != "visible")
    return hidden if len(hidden) < len(sheets) else frozenset()


def _root(archive: zipfile.ZipFile, member: str, file: str) -> Element:
    root: Element = fromstring(read_member(archive, member, file), forbid_dtd=True)
    return root


def _sheets(archive: zipfile.ZipFile, root: Element, file: str) -> Iterator[tuple[str, str]]:
    """Titles of the worksheets and the members they are in; charts are none."""
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in children_named(_root(archive, "xl/_rels/workbook.xml.rels", file), "Relationship")
        if one.get("Type", "").endswith("/worksheet")
    }
    for sheet in children_named(root, "sheet"):
        relation = sheet.get(RELATION) or next(
            (value for name, value in sheet.attrib.items() if name.endswith("}id")), ""
        )
        if relation in targets:
            target = targets[relation]
            yield (
                sheet.get("name", ""),
                target[1:] if target.startswith("/") else str(PurePosixPath("xl", target)),
            )


def _strings(archive: zipfile.ZipFile, file: str) -> list[str]:
    member = "xl/sharedStrings.xml"
    if member not in archive.namelist():
        return []
    return [_text(one) for one in children_named(_root(archive, member, file), "si")]


def _text(element: Element) -> str:
    """Text of a string item with its runs; phonetic guides are no part of it."""
    parts: list[str] = []
    for child in element:
        name = plain_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if plain_name(run) == "t"]
    return _ESCAPED.sub(_unescaped, "".join(parts))


def _formats(archive: zipfile.ZipFile, file: str) -> list[_Format]:
    """The number format of each cell style."""
    member = "xl/styles.xml"
    if member not in archive.namelist():
        return []
    root = _root(archive, member, file)
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in children_named(root, "numFmt")}
    styles = next(iter(children_named(root, "cellXfs")), None)
    return [_format(one.get("numFmtId", "0"), codes) for one in (() if styles is None else styles)]


def _format(number: str, codes: Mapping[str | None, str]) -> _Format:
    if number not in codes:
        day = int(number) in _DAYS | _TIMES
        return _Format(day, int(number) == _MONTH_AND_DAY)
    code = _NOT_FORMAT.sub("", codes[number].partition(";")[0]).casefold()
    if re.fullmatch("0{2,}", code):
        return _Format(zeros=len(code))
    letters = re.sub("[^ymdhs]", "", code)
    # `d-mmm` is typed day first in some countries and month first in others; `m-d` shows which came first.
    return _Format(bool(letters) and "general" not in code, letters in ("md", "mdd", "mmd", "mmdd"))


def _grid(book: _Book, title: str, member: str) -> CellGrid | TableError:
    found = _SheetCells()
    try:
        xml = io.BytesIO(read_member(book.archive, member, book.file))
        for event, element in iterparse(xml, events=("start", "end"), forbid_dtd=True):
            _take(book, title, element, found, event == "start")
    except TableError as error:
        return error
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return TableError("table.damaged_at", Where(book.file, title, found.row or None))
    rows = tuple(
        TableRow(number, tuple(cells.get(place, "") for place in range(max(cells) + 1)))
        for number, cells in sorted(found.cells.items())
        if any(cells.values())
    )
    return CellGrid(book.file, title, rows, tuple(found.spoiled), tuple(found.merged))


def _take(book: _Book, title: str, element: Element, found: _SheetCells, begins: bool) -> None:
    name = plain_name(element)
    if name == "row":
        if begins:
            found.row, found.place = int(element.get("r") or found.row + 1), -1
            if not 0 < found.row <= MOST_ROWS:
                raise TableError("table.too_long", Where(book.file, title), n=MOST_ROWS)
        else:
            element.clear()
    elif name == "c" and not begins:
        _cell(book, title, element, found)
    elif name == "mergeCell" and not begins and (ends := _RANGE.fullmatch(element.get("ref", ""))):
        left, top, right, bottom = ends.groups()
        found.merged.append(Merged(int(top), int(bottom), column_number(left) - 1, column_number(right) - 1))


def _cell(book: _Book, title: str, element: Element, found: _SheetCells) -> None:
    place = _PLACE.fullmatch(element.get("r", ""))
    found.place = column_number(place[1]) - 1 if place else found.place + 1
    if found.place >= MOST_COLUMNS:
        raise TableError("table.too_wide", Where(book.file, title), n=MOST_COLUMNS)
    parts = {plain_name(child): child for child in element}
    kind = element.get("t", "n")
    written = parts["v"].text or "" if "v" in parts else ""
    if kind == "s":
        shown = book.strings[int(written)] if written else ""
    elif kind == "inlineStr":
        shown = _text(parts["is"]) if "is" in parts else ""
    elif kind == "b":
        shown = {"1": "True", "0": "False"}.get(written, written)
    elif kind == "n" and written:
        style = int(element.get("s", "0"))
        shown = _number(
            book, float(written), book.formats[style] if style < len(book.formats) else _Format(), found
        )
    else:  # the text of a formula, an error, an ISO date
        shown = written.removesuffix("T00:00:00") if kind == "d" else _ESCAPED.sub(_unescaped, written)
    if "f" in parts and not written and kind != "str":
        found.spoiled.append(Spoiled(found.row, found.place, FORMULA, ""))
    if kind == "e":
        found.spoiled.append(Spoiled(found.row, found.place, ERROR, written))
    if kind == "d":
        found.spoiled.append(Spoiled(found.row, found.place, DATE, shown))
    if shown := tidy(shown):
        found.cells.setdefault(found.row, {})[found.place] = shown


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _number(book: _Book, value: float, shape: _Format, found: _SheetCells) -> str:
    """The displayed text of a number: whole ones without `.0`, days as 2026-05-01."""
    if shape.day and 0 <= value <= LAST_SERIAL:
        text, typed = _day(value, book.from_1904), ""
        if shape.month_and_day:
            typed = "-".join(str(int(part)) for part in text[5:10].split("-"))
        found.spoiled.append(Spoiled(found.row, found.place, DATE, text, typed))
        return text
    if abs(value) >= KEPT_DIGITS:
        text = str(value)
        found.spoiled.append(Spoiled(found.row, found.place, DIGITS, text))
        return text
    return str(int(value)).zfill(shape.zeros) if value.is_integer() else str(value)


def _day(serial: float, from_1904: bool) -> str:
    """A serial number as a day, with its time where it has one; below one it is a time alone."""
    days, seconds = divmod(round(serial * 86_400), 86_400)
    clock = time(seconds // 3600, seconds // 60 % 60, seconds % 60).isoformat()
    if serial < 1 and not from_1904:
        return clock
    # Spreadsheets count a 29 February 1900.
    first = FIRST_DAY_1904 if from_1904 else FIRST_DAY + timedelta(days=serial < 60)
    day = (first + timedelta(days=days)).isoformat()
    return f"{day} {clock}" if seconds else day
