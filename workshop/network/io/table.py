"""CSV and XLSX as rows of text with their positions; encoding detection; zip bomb and XML checks.

Everything is text and nothing is guessed: `001` stays `001` and `NA` stays `NA`. Cells are interpreted
elsewhere. Files are untrusted: a workbook is measured before anything unpacks it.

Encoding follows a fixed rule, because detectors misread sparse Chinese: byte order mark, then the zero bytes of
UTF-16, then strict UTF-8, then strict GB18030. Big5 read as GB18030 gives wrong characters without an error, so that
case is recognised and refused.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from workshop.base.errors import TableError, Where
from workshop.base.lazy_import import lazy_import

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELL = 20_000
MOST_MEMBERS = 300
MOST_UNPACKED = 60_000_000
MOST_RATIO = 150  # of a member above 1 MB; workbooks of real tables stay under 40

GUARDED = "=+-@\t\r＝＋－＠"
BOM = b"\xef\xbb\xbf"  # before a CSV file: makes Excel read Chinese
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_CELL = re.compile(rb"<c[^>]*?\br=\"([A-Z]+)([0-9]+)\"|<row[^>]*?\br=\"([0-9]+)\"")


class _Reader(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class TableRow:
    """One line: its number in the file (the first line is 1) and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it; `sheet` is None for a CSV file."""

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]

    @property
    def title(self) -> str:
        """Name of the table: its sheet, or its file without extension."""
        return self.sheet if self.sheet is not None else PurePath(self.file).stem

    def at(self, row: int | None = None, column: str | None = None) -> Where:
        """A place in this table."""
        return Where(self.file, self.sheet, row, column)


def tidy(text: str) -> str:
    """A cell without invisible characters: outer whitespace (U+3000 too), zero-width marks.

    >>> tidy("\\u3000张阿姨\\u200b ")
    '张阿姨'
    """
    return text.translate(_INVISIBLE).strip()


def guard(text: str) -> str:
    """CSV injection guard: a leading apostrophe where a spreadsheet might run the cell as a formula."""
    return f"'{text}" if text[:1] == "'" or (text and text[0] in GUARDED) else text


def unguard(text: str) -> str:
    """Undo `guard`."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in GUARDED + "'" else text


def from_csv(data: bytes, file: str) -> Table:
    """A CSV file, separated by comma, tab or semicolon. Raises TableError."""
    _small_enough(data, file)
    text = decode(data, file)
    separator = _separator(text)
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return _table(_numbered(reader, file), file, None)


def from_workbook(data: bytes, file: str) -> dict[str, Table]:
    """The sheets of an XLSX workbook by name; empty sheets are left out. Raises TableError."""
    tables: dict[str, Table] = {}
    for title, table in sheets_of(data, file).items():
        if isinstance(table, TableError):
            raise table
        tables[title] = table
    return tables


def sheets_of(data: bytes, file: str) -> dict[str, Table | TableError]:
    """As `from_workbook`, with the error in place of a sheet that is no table. Raises TableError."""
    _small_enough(data, file)
    if data.startswith(OLD_OFFICE):
        raise TableError("table.old_or_locked", Where(file))
    inspect_workbook(data, file)
    try:
        book = lazy_import("openpyxl:load_workbook")(io.BytesIO(data), read_only=True, data_only=True)
        tables = {
            sheet.title: _sheet(sheet.iter_rows(values_only=True), file, sheet.title)
            for sheet in book.worksheets
        }
    # What openpyxl raises on zips that are not workbooks, found with a corpus of broken files.
    except (
        KeyError,
        ValueError,
        OSError,
        TypeError,
        AttributeError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise TableError("table.damaged", Where(file)) from error
    return {title: table for title, table in tables.items() if table is not None}


def inspect_archive(data: bytes, file: str) -> zipfile.ZipFile:
    """Zip bomb check: size, number of members and compression ratio, without unpacking. Raises TableError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TableError("table.damaged", Where(file)) from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > 1_000_000 and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or swollen:
        raise TableError("table.bomb", Where(file), megabytes=round(unpacked / 1e6))
    if any(member.flag_bits & 1 for member in members):
        raise TableError("table.old_or_locked", Where(file))
    return archive


def inspect_workbook(data: bytes, file: str) -> None:
    """Refuse a workbook that would blow up when read: far cells, too many rows, a document type. Raises TableError."""
    archive = inspect_archive(data, file)
    for member in archive.infolist():
        if not member.filename.endswith(".xml"):
            continue
        xml = read_member(archive, member.filename, file)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise TableError("table.damaged", Where(file))
        if member.filename.startswith("xl/worksheets/"):
            _near(xml, file)


def cells_in(data: bytes, file: str) -> int:
    """Number of cells in a workbook's sheets, counted without parsing. Raises TableError."""
    if data.startswith(OLD_OFFICE):
        raise TableError("table.old_or_locked", Where(file))
    archive = inspect_archive(data, file)
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return sum(read_member(archive, name, file).count(b"<c ") for name in names)


def read_member(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """One member's bytes, never more than it declared. Raises TableError."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TableError("table.damaged", Where(file)) from error


def _near(xml: bytes, file: str) -> None:
    for match in _CELL.finditer(xml):
        letters, number, row = match.groups()
        if letters and (len(letters) > 2 or _column(letters) > MOST_COLUMNS):
            raise TableError("table.too_wide", Where(file), n=MOST_COLUMNS)
        if int(number or row) > MOST_ROWS:
            raise TableError("table.too_long", Where(file), n=MOST_ROWS)


def _column(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position


def _small_enough(data: bytes, file: str) -> None:
    if not data:
        raise TableError("table.empty", Where(file))
    if len(data) > MOST_BYTES:
        raise TableError("table.too_big", Where(file), megabytes=MOST_BYTES // 1_000_000)


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=lambda mark: (first.count(mark), mark == ","))


def _numbered(reader: _Reader, file: str) -> Iterator[TableRow]:
    before = 0
    try:
        for cells in reader:
            start, before = before + 1, reader.line_num
            yield TableRow(start, tuple(tidy(unguard(cell)) for cell in cells))
    except csv.Error as error:
        raise TableError("table.cell", Where(file, row=before + 1), n=MOST_CELL) from error


def _sheet(rows: Iterable[tuple[object, ...]], file: str, sheet: str) -> Table | TableError | None:
    numbered = [
        TableRow(number, tuple(tidy(text_of(cell)) for cell in cells))
        for number, cells in enumerate(rows, start=1)
    ]
    if not any(any(row.cells) for row in numbered):
        return None
    try:
        return _table(iter(numbered), file, sheet)
    except TableError as error:
        return error


def text_of(cell: object) -> str:
    """The displayed text of a workbook cell: whole numbers without `.0`, dates as 2026-05-01."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _table(rows: Iterator[TableRow], file: str, sheet: str | None) -> Table:
    header = next((row for row in rows if any(row.cells)), None)
    if header is None:
        raise TableError("table.empty", Where(file, sheet))
    width = max((place + 1 for place, cell in enumerate(header.cells) if cell), default=0)
    if width > MOST_COLUMNS:
        raise TableError("table.too_wide", Where(file, sheet), n=MOST_COLUMNS)
    body: list[TableRow] = []
    for row in rows:
        if not any(row.cells):
            continue
        if any(row.cells[width:]):
            raise TableError("table.long_row", Where(file, sheet, row.number), n=width)
        if len(body) >= MOST_ROWS:
            raise TableError("table.too_long", Where(file, sheet), n=MOST_ROWS)
        body.append(TableRow(row.number, (row.cells + ("",) * width)[:width]))
    return Table(file, sheet, header.cells[:width], header.number, tuple(body))


# In tables written in simplified Chinese at most 0.05 of the characters lie outside the 3,755 common ones of
# GB 2312; in Big5 read as GB18030 at least 0.76 do.
RARE = 0.4
ENOUGH = 4  # with fewer Chinese characters than this, no verdict

# Anything but ASCII and Chinese punctuation.
_WIDE = re.compile("[^\x00-\x7f\u2010-\u2030\u3000-\u301f\uff01-\uff5e·×√○]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str) -> str:
    """Decoded text of a table. Raises TableError `table.encoding`, `table.big5`, `table.binary`."""
    text = _text(data, file)
    if _BINARY.search(text):
        raise TableError("table.binary", Where(file))
    return text


def _text(data: bytes, file: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, file)
    if b"\0" in data:
        return _strict(data, _utf16_order(data), file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", file)
    if looks_like_big5(data, text):
        raise TableError("table.big5", Where(file))
    return text


def _strict(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise TableError("table.encoding", Where(file)) from error


def _utf16_order(data: bytes) -> str:
    """UTF-16 byte order from commas and line ends: their zero byte comes second in little endian."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def looks_like_big5(data: bytes, as_gb: str) -> bool:
    """Whether bytes that GB18030 accepts are rare characters there and common ones in Big5."""
    wide = _WIDE.findall(as_gb)
    if len(wide) < ENOUGH or sum(not _common_gb(character) for character in wide) / len(wide) < RARE:
        return False
    try:
        other = _WIDE.findall(data.decode("big5"))
    except UnicodeDecodeError:
        return False
    return bool(other) and sum(map(_common_big5, other)) / len(other) > 1 - RARE


def _common_gb(character: str) -> bool:
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _common_big5(character: str) -> bool:
    return 0xA4 <= character.encode("big5")[0] <= 0xC6
