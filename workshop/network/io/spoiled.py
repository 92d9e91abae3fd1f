"""Cells a spreadsheet has spoiled: errors, numbers that lost digits, house numbers that became dates.

Found in text by their looks (in workbooks by the kind of cell), and brought up where a column is used: an error is
nobody's name, 1.1E+17 is many people's number, and 2026-03-02 was building 3-2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from workshop.base.errors import TableError
from workshop.network.io.imported import BUILDINGS, EXTRA_FIELD, GROUPS, LEFT, PEOPLE, Journal
from workshop.network.io.table import (
    ACROSS,
    COMMA,
    DATE,
    DIGITS,
    ERROR,
    FORMULA,
    MERGED,
    Spoiled,
    Table,
    TableRow,
)
from workshop.network.io.table_words import MARKS, SHORT_DATE, WHOLE_DATE

SHORTEST = 4  # no date, error or number in powers of ten is shorter

DIGITS_KEPT = 16  # signs from which a number may have lost digits

# Fields that name somebody or something.
NAMING = frozenset(("id", "label", "source", "target", "reporter", "building", "of", "group"))
# Merged over several rows, these would be counted again for each.
COUNTED = frozenset(("households", "value"))
WHOLE_DATES = ("building",)  # fields in which even a full date is a spoiled cell

_ERROR = re.compile(
    r"(?i)#(?:REF|VALUE|NUM|DIV/0|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|NULL)!|#N/A(?: N/A)?|#NAME\?|#GETTING_DATA|#{4,}"
)
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+\d{1,3}")
_CUT = re.compile(r"\d{15}0{1,5}")  # a spreadsheet keeps fifteen digits
_LONG = re.compile(r"\d{16,20}")


def spoiled_texts(rows: Sequence[TableRow]) -> tuple[Spoiled, ...]:
    """The spoiled cells of a text file, as a spreadsheet writes them."""
    found: list[Spoiled] = []
    long: dict[int, list[Spoiled]] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            if len(cell) < DIGITS_KEPT and (len(cell) < SHORTEST or MARKS.isdisjoint(cell)):
                continue
            how = _how(cell)
            if how:
                found.append(Spoiled(row.number, place, how, cell))
            elif _LONG.fullmatch(cell):
                long.setdefault(place, []).append(Spoiled(row.number, place, DIGITS, cell))
    for column in long.values():  # one number may happen to end in zeros
        if len(column) > 1 and all(_CUT.fullmatch(one.text) for one in column):
            found += column
    return tuple(found)


def _how(cell: str) -> str:
    if _ERROR.fullmatch(cell):
        return ERROR
    if _SCIENTIFIC.fullmatch(cell):
        return DIGITS
    return DATE if SHORT_DATE.fullmatch(cell) or WHOLE_DATE.fullmatch(cell) else ""


def sound(table: Table, what: str, fields: Sequence[str], journal: Journal) -> Table:
    """The table with what could be mended mended; an error for each spoiled cell a field needs.

    An extra column keeps what is readable, and a note says where an error stood.
    """
    repaired: dict[tuple[int, int], str] = {}
    for one in table.spoiled:
        field = fields[one.place] if one.place < len(fields) else LEFT
        if field == LEFT or one.row <= table.header_row:
            continue
        header = table.header[one.place]
        place = f"{table.title} {one.row} {header}"
        if field == EXTRA_FIELD:
            if one.how == ERROR:
                repaired[one.row, one.place] = ""
                journal.tell("error_cells", (place,))
        elif one.typed and field in NAMING:
            repaired[one.row, one.place] = one.typed
            journal.tell("dates_undone", (f"{one.text} → {one.typed} ({place})",))
        elif code := _fault(table, what, field, one):
            journal.add(TableError(code, table.at(one.row, header), value=one.text))
    if not repaired:
        return table
    rows = tuple(
        replace(
            row,
            cells=tuple(repaired.get((row.number, place), cell) for place, cell in enumerate(row.cells)),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _fault(table: Table, what: str, field: str, one: Spoiled) -> str:
    if one.how == COMMA:
        return ""
    if one.how == ERROR:
        return "table.error_cell"
    if one.how == FORMULA:
        return "table.formula"
    if one.how == ACROSS:
        return "table.merged_across"
    if one.how == MERGED:
        identity = what in (PEOPLE, GROUPS, BUILDINGS) and field in ("id", "label")
        return "table.merged_down" if identity or field in COUNTED else ""
    if field not in NAMING:
        return ""
    if one.how == DIGITS:
        return "table.digits_lost"
    return "table.became_date" if field in WHOLE_DATES or not _all_dates(table, one) else ""


def _all_dates(table: Table, one: Spoiled) -> bool:
    """Whether every cell of the column is a whole date: somebody named these things after days."""
    dated = {other.row for other in table.spoiled if other.place == one.place and other.how == DATE}
    return not SHORT_DATE.fullmatch(one.text) and all(
        row.number in dated for row in table.rows if row.cells[one.place]
    )


def unsound(table: Table, used: Collection[int], days: Collection[int] = ()) -> list[TableError]:
    """The errors of a table of ratings: a spoiled cell in a column that is used; dates may stand in `days`."""
    codes: Mapping[str, str] = {
        ERROR: "table.error_cell",
        FORMULA: "table.formula",
        ACROSS: "table.merged_across",
        DIGITS: "table.digits_lost",
        DATE: "table.became_date",
    }
    return [
        TableError(codes[one.how], table.at(one.row, table.header[one.place]), value=one.text)
        for one in table.spoiled
        if one.place in used and one.how in codes and not (one.how == DATE and one.place in days)
    ]
