"""Lists of ties without a header, as programs for networks write and read them: `1 2`, `Anna,Bob,0.5`.

The first row of a table is its header; of such a list it is a tie, which must not get lost. It is given a header only
where it is certain that it has none. Otherwise it stays as it is, and the missing columns are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop.network.io import words
from workshop.network.io.columns import number
from workshop.network.io.imported import Journal
from workshop.network.io.table import Table, TableRow
from workshop.network.io.table_words import STEMS, known_header

ENDS = ("source", "target")
MOST_WEIGHT = 1e6  # what is more is a time


def with_header(table: Table, journal: Journal) -> Table:
    """The table with a header for its ends above its first row, if that row is certainly one of its ties; with a note."""
    third = _third(table)
    if table.title in journal.choices.header_rows or third is None or not _certainly_a_tie(table):
        return table
    journal.tell("no_header", (f"{table.header[0]} – {table.header[1]}",))
    first = TableRow(table.header_row, table.header)
    header = (*ENDS, third)[: len(table.header)]
    return replace(table, header=header, header_row=0, rows=(first, *table.rows))


def _third(table: Table) -> str | None:
    """What a third column holds: a strength or a relation; None where the table is no list of ties without a header."""
    if len(table.header) not in (2, 3) or not table.rows:
        return None
    if not all(table.header) or any(map(known_header, table.header)):
        return None
    if _may_be_a_matrix(table):
        return None
    column = [cells[2] for cells in _all_cells(table)] if len(table.header) == 3 else []
    values = [number(cell) for cell in column]
    if all(value is not None and abs(value) <= MOST_WEIGHT for value in values):
        return "strength"
    known = all(words.meaning(words.RELATIONS, cell) for cell in column)
    return "relation" if known else None


def _certainly_a_tie(table: Table) -> bool:
    """Its ends are numbers, as all others are, or stand again among them; or its strength is a number.

    甲,乙 is a usual header, too: not where all the others are called 丙 and 丁.
    """
    ends = [cells[:2] for cells in _all_cells(table)]
    if not all(end for pair in ends for end in pair):
        return False
    if all(number(end) is not None for pair in ends for end in pair):
        return True
    if number(table.header[-1]) is not None:
        return True  # no header is a number
    others = {end for pair in ends[1:] for end in pair}
    return bool(others & set(ends[0])) or others | set(ends[0]) <= STEMS


def _may_be_a_matrix(table: Table) -> bool:
    """A square of numbers with nothing on its diagonal."""
    cells = _all_cells(table)
    return len(cells) == len(table.header) and all(number(row[place]) == 0 for place, row in enumerate(cells))


def _all_cells(table: Table) -> Sequence[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]
