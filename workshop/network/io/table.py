"""A table as rows of text with their positions, and what its cells may have lost before they came here.

Everything is text and nothing is guessed: `001` stays `001` and `NA` stays `NA`. Cells are interpreted elsewhere.
How bytes become tables: `table_files`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from workshop.base.errors import TableError, Where
from workshop.network.io.imported import Note

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELL = 20_000

GUARDED = "=+-@\t\r＝＋－＠"
BOM = b"\xef\xbb\xbf"  # before a CSV file: makes Excel read Chinese
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

# How a cell was spoiled.
ERROR, DIGITS, DATE, FORMULA = "error", "digits", "date", "formula"
COMMA = "comma"  # a decimal comma, read as a point; the text is what stands in the file
MERGED, ACROSS = "merged", "across"  # filled down from a merged cell; merged across columns


@dataclass(frozen=True)
class TableRow:
    """One line: its number in the file (the first line is 1) and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Spoiled:
    """A cell that no longer holds what was typed. `typed` is that where it is certain, else empty."""

    row: int
    place: int
    how: str
    text: str
    typed: str = ""


@dataclass(frozen=True)
class Merged:
    """Cells merged into one: rows as numbered in the file, columns from 0; both ends included."""

    first_row: int
    last_row: int
    first_place: int
    last_place: int


@dataclass(frozen=True)
class CellGrid:
    """A sheet or a text file as it is, before it is known where its header stands."""

    file: str
    sheet: str | None
    rows: tuple[TableRow, ...]
    spoiled: tuple[Spoiled, ...] = ()
    merged: tuple[Merged, ...] = ()
    notes: tuple[Note, ...] = ()

    def at(self, row: int | None = None) -> Where:
        """A place in this grid."""
        return Where(self.file, self.sheet, row)


@dataclass(frozen=True)
class Table:
    """A header and the rows under it; `sheet` is None for a CSV file.

    `spoiled` are its damaged cells: whoever uses a column looks there first. `notes` say what of the sheet is no part
    of the table.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]
    spoiled: tuple[Spoiled, ...] = ()
    notes: tuple[Note, ...] = ()

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


def small_enough(data: bytes, file: str) -> None:
    """Raises TableError `table.empty` or `table.too_big`."""
    if not data:
        raise TableError("table.empty", Where(file))
    if len(data) > MOST_BYTES:
        raise TableError("table.too_big", Where(file), megabytes=MOST_BYTES // 1_000_000)
