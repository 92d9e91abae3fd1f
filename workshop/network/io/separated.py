"""Text files with separators as grids: which sign separates, and lines that are no rows.

The separator is the sign that stands outside quotes in the most lines equally often. Full-width commas, bars and
blanks are taken only where nothing usual separates, with a note.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.imported import Note
from workshop.network.io.spoiled import spoiled_texts
from workshop.network.io.table import (
    COMMA,
    MOST_CELL,
    CellGrid,
    Spoiled,
    TableRow,
    small_enough,
    tidy,
    unguard,
)
from workshop.network.io.table_words import known_header

USUAL, UNUSUAL = ",\t;", "，；|"
BLANKS = " "
SEEN_LINES, SEEN_SIGNS = 40, 200_000
MOST_ABOVE = 6  # rows above the figures of a column: titles and a header
WHOLE_LINES = ("#", "%", "//")  # a line that begins so is a comment, whatever separates in it

_SEP = re.compile(r"(?i)sep=([,;\t|])\s*")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_FIGURES = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")


def grid_of(data: bytes, file: str) -> CellGrid:
    """A text file as a grid. Raises TableError."""
    small_enough(data, file)
    text = decode(data, file)
    first, _, rest = text.partition("\n")
    said = _SEP.fullmatch(first.lstrip("\ufeff"))
    if said:  # what Excel writes and reads to name the separator; an empty line keeps the row numbers
        text = f"\n{rest}"
    separator = said[1] if said else _separator(text)
    csv.field_size_limit(MOST_CELL)
    rows = [row for row in _rows(text, separator, file) if any(row.cells)]
    notes: list[Note] = []
    commas: tuple[Spoiled, ...] = ()
    if separator == ",":
        rows, mended = _wide_commas(rows)
        if mended:
            notes.append(Note("wide_commas", len(mended), tuple(f"{file} {number}" for number in mended)))
    if separator in UNUSUAL or separator == BLANKS:
        shown = "␣" if separator == BLANKS else separator
        notes.append(Note("separator", 1, (shown,)))
    if separator in ";\t":
        rows, count, commas = _decimal_points(rows)
        if count:
            notes.append(Note("decimal_commas", len(count), tuple(count)))
    return CellGrid(file, None, tuple(rows), (*spoiled_texts(rows), *commas), notes=tuple(notes))


def _rows(text: str, separator: str, file: str) -> Iterator[TableRow]:
    if separator == BLANKS:
        for number, line in enumerate(text.splitlines(), start=1):
            is_comment = line.lstrip().startswith(WHOLE_LINES)
            yield TableRow(number, (tidy(line),) if is_comment else tuple(map(tidy, line.split())))
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    # With an opening quote and none that closes it, all that follows would become one cell.
    before, odd, lines = 0, text.count('"') % 2 == 1, text.count("\n")
    try:
        for cells in reader:
            start, before = before + 1, reader.line_num
            yield TableRow(start, tuple(tidy(unguard(cell)) for cell in cells))
            if odd and before > start and before >= lines:
                raise TableError("table.open_quote", Where(file, row=start))
    except csv.Error as error:
        raise TableError("table.cell", Where(file, row=before + 1), n=MOST_CELL) from error


def _separator(text: str) -> str:
    lines = [
        line for line in _outside_quotes(text) if line.strip() and not line.lstrip().startswith(WHOLE_LINES)
    ]
    for marks in (USUAL, UNUSUAL):
        best = max(marks, key=lambda mark: (*_agreement(lines, mark), mark == ","))
        if _agreement(lines, best) > (0, 0):
            return best
    return BLANKS if _in_columns(lines) else ","


def _outside_quotes(text: str) -> list[str]:
    """The first lines without what stands in quotes."""
    lines, quoted = [""], False
    for sign in text[:SEEN_SIGNS]:
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "\r\n":
            if len(lines) > SEEN_LINES:
                break
            lines.append("")
        else:
            lines[-1] += sign
    return lines


def _agreement(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """In how many lines this mark stands equally often, and how often."""
    counts = Counter(line.count(mark) for line in lines)
    del counts[0]
    if not counts:
        return 0, 0
    often, n = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return n, often


def _in_columns(lines: Sequence[str]) -> bool:
    """Whether blanks separate two or three columns: certain only for figures, and names under a header of two words."""
    parts = [line.split() for line in lines]
    if len(parts) < 2 or len({len(row) for row in parts}) != 1 or len(parts[0]) not in (2, 3):
        return False
    if all(_FIGURES.fullmatch(part) for row in parts for part in row):
        return True
    return all(map(known_header, parts[0][:2]))


def _wide_commas(rows: Sequence[TableRow]) -> tuple[list[TableRow], list[int]]:
    """Rows that somebody typed with full-width commas, taken apart where that gives the usual number of cells."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 0
    mended: list[int] = []
    whole: list[TableRow] = []
    for row in rows:
        parts = tuple(tidy(part) for cell in row.cells for part in cell.split("，"))
        if len(row.cells) < width and len(parts) == width:
            mended.append(row.number)
            whole.append(replace(row, cells=parts))
        else:
            whole.append(row)
    return whole, mended


def _decimal_points(
    rows: Sequence[TableRow],
) -> tuple[list[TableRow], list[str], tuple[Spoiled, ...]]:
    """`0,5` as 0.5 in columns that hold nothing but figures, where the comma does not separate; the columns, and the cells
    as they stand in the file.
    """
    places: list[int] = []
    for place in range(max((len(row.cells) for row in rows), default=0)):
        cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
        figures = [bool(_FIGURES.fullmatch(cell)) for cell in cells]
        start = next((at for at, figure in enumerate(figures[:MOST_ABOVE]) if figure), len(figures))
        if all(figures[start:]) and any(map(_DECIMAL_COMMA.fullmatch, cells[start:])):
            places.append(place)
    headers = [rows[0].cells[place] for place in places if place < len(rows[0].cells)]
    typed = tuple(
        Spoiled(row.number, place, COMMA, row.cells[place])
        for row in rows
        for place in places
        if place < len(row.cells) and _DECIMAL_COMMA.fullmatch(row.cells[place])
    )
    return [_with_points(row, places) for row in rows], headers, typed


def _with_points(row: TableRow, places: Sequence[int]) -> TableRow:
    cells = tuple(
        cell.replace(",", ".") if place in places and _DECIMAL_COMMA.fullmatch(cell) else cell
        for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells)
