"""Merged cells of a workbook: what stands in the first cell holds for all of them, where that makes sense.

Merged downwards they group rows (a building over its people) and are filled down. Across columns a value belongs to no
one column, and such a cell counts as spoiled. A header may be merged over two lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workshop.base.errors import TableError
from workshop.network.io.table import ACROSS, MERGED, CellGrid, Spoiled, TableRow

MOST_LINES = 3  # of a header
MOST_FILLED = 2_000_000  # merged cells do not overlap, so that no real sheet has more


def header_rows(grid: CellGrid, row: TableRow) -> tuple[int, int, tuple[str, ...]]:
    """First and last row of the header, and its cells: of several lines, for each column the lowest that is filled.

    Two columns of one name are told apart by what stands above them.
    """
    spans = [
        one
        for one in grid.merged
        if one.first_row <= row.number <= one.last_row
        and 0 < one.last_row - one.first_row < MOST_LINES
        and _cell(grid, one.first_row, one.first_place)
    ]
    if not spans and not _goes_on(grid, row):
        return row.number, row.number, row.cells
    first = min((one.first_row for one in spans), default=row.number)
    last = max((one.last_row for one in spans), default=row.number + 1)
    lines = [one for one in grid.rows if first <= one.number <= last]
    width = max(len(line.cells) for line in lines)
    names: list[str] = []
    for place in range(width):
        stack = [line.cells[place] for line in lines if place < len(line.cells) and line.cells[place]]
        lowest = stack[-1] if stack else ""
        above = _above(grid, first, place)
        names.append(
            f"{above}·{lowest}" if lowest in names and lowest and above not in ("", lowest) else lowest
        )
    return first, last, tuple(names)


def _goes_on(grid: CellGrid, row: TableRow) -> bool:
    """Whether the row below names the columns under cells merged across, and nothing else."""
    below = next((one.cells for one in grid.rows if one.number == row.number + 1), ())
    under = {
        place
        for one in grid.merged
        if one.first_row == one.last_row == row.number
        for place in range(one.first_place, one.last_place + 1)
    }
    filled = {place for place, cell in enumerate(below) if cell}
    alone = {place for place, cell in enumerate(row.cells) if cell} - under
    return bool(under and alone) and len(filled) > 1 and filled <= under


def _above(grid: CellGrid, row: int, place: int) -> str:
    """What is merged over this column in a row."""
    for one in grid.merged:
        if one.first_row == row and one.first_place <= place <= one.last_place:
            return _cell(grid, row, one.first_place)
    return ""


def _cell(grid: CellGrid, row: int, place: int) -> str:
    cells = next((one.cells for one in grid.rows if one.number == row), ())
    return cells[place] if place < len(cells) else ""


def filled_down(
    grid: CellGrid, body: Sequence[TableRow], header: tuple[str, ...]
) -> tuple[list[TableRow], list[Spoiled], list[str]]:
    """The rows with merged cells filled down, which cells those are, and the header of each filled cell."""
    rows = {row.number: list(row.cells) for row in body}
    numbers = sorted(rows)
    budget = MOST_FILLED
    spoiled: list[Spoiled] = []
    filled: list[str] = []
    for one in grid.merged:
        inside = numbers[bisect_left(numbers, one.first_row) : bisect_right(numbers, one.last_row)]
        budget -= len(inside)
        if budget < 0:
            raise TableError("table.damaged", grid.at())
        value = _of(rows.get(one.first_row), one.first_place)
        if not inside or not value or one.first_place >= len(header):
            continue
        if one.last_place > one.first_place:
            places = range(one.first_place, one.last_place + 1)
            spoiled += [Spoiled(number, place, ACROSS, value) for number in inside for place in places]
            continue
        for number in inside:
            cells = rows[number]
            cells += [""] * (one.first_place + 1 - len(cells))
            if not cells[one.first_place]:
                cells[one.first_place] = value
                spoiled.append(Spoiled(number, one.first_place, MERGED, value))
                filled.append(header[one.first_place])
    return [TableRow(number, tuple(cells)) for number, cells in rows.items()], spoiled, filled


def _of(cells: Sequence[str] | None, place: int) -> str:
    return cells[place] if cells and place < len(cells) else ""
