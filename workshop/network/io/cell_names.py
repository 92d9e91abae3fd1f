"""Names in the cells of a table of ties: one or several, or nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from workshop.base.errors import TableError
from workshop.network.io import words
from workshop.network.io.imported import Journal
from workshop.network.io.table import Table, TableRow
from workshop.network.io.tie_view import TieView, cells_of, ends_of, with_cell


def apart(text: str) -> list[str]:
    """A cell's names by any of the marks that may stand between names."""
    names = [text]
    for mark in (words.ALWAYS_APART, words.LISTED_APART, words.MAYBE_APART):
        names = [piece for name in names for piece in mark.split(name)]
    return [name for name in names if name]


def with_somebody(
    table: Table, fields: Sequence[str], asked: Sequence[int], known: Collection[str], journal: Journal
) -> Table:
    """The table without answers that name nobody: 无, (跳过). They are told, and whoever gave them stays on the map."""
    empty = [
        cell
        for place in asked
        for cell in cells_of(table, place)
        if cell.casefold() in words.NOBODY
        and cell not in known
        and (fields[place] != "target" or not (cell.isalpha() and cell.isascii()))
    ]
    if not empty:
        return table
    journal.tell("nobody_named", empty)
    rows = []
    for row in table.rows:
        cells = tuple(
            "" if place in asked and cell in empty else cell for place, cell in enumerate(row.cells)
        )
        if len(asked) > 1 or cells == row.cells:
            rows.append(TableRow(row.number, cells))
    return replace(table, rows=tuple(rows))


class CellNames:
    """Decides cell by cell whether it holds one name or several."""

    def __init__(self, table: Table, places: Sequence[int], known: Collection[str]) -> None:
        cells = [(place, cell) for place in places for cell in cells_of(table, place)]
        pieces = Counter(name for _, cell in set(cells) for name in apart(cell))
        self.table = table
        self.roster = frozenset(known)
        self.columns = {place: {cell for at, cell in cells if at == place} for place in places}
        self.whole = {cell for _, cell in cells if len(apart(cell)) == 1}
        self.again = {name for name, times in pieces.items() if times > 1}
        self.kept: dict[str, None] = {}
        self.apart: list[str] = []

    def one_name_a_row(self, view: TieView, journal: Journal) -> Table:
        """The view's rows, those with several names in a cell as several rows."""
        rows = list(view.table.rows)
        for place in ends_of(view.fields):
            longer: list[TableRow] = []
            for row in rows:
                names = self.names(row.cells[place], place, row, journal)
                self.apart += [row.cells[place]] if len(names) > 1 else []
                longer += [with_cell(row, place, name) for name in names]
            rows = longer
        return replace(view.table, rows=tuple(rows))

    def names(self, cell: str, place: int, row: TableRow, journal: Journal) -> list[str]:
        if not cell or cell in self.roster:
            return [cell]
        for mark in (words.ALWAYS_APART, words.LISTED_APART):
            if mark.search(cell) and (listed := [name for name in mark.split(cell) if name]):
                return listed
        elsewhere = any(cell in cells for at, cells in self.columns.items() if at != place)
        parts = [name for name in words.MAYBE_APART.split(cell) if name]
        if len(parts) < 2:
            linked = words.LINKED.split(cell)
            han = all(words.HAN_NAME.fullmatch(name) for name in linked)
            apart = len(linked) > 1 and han and not elsewhere and set(linked) <= self.roster | self.whole
            return linked if apart else [cell]
        if elsewhere:
            return [cell]
        han = all(words.HAN_NAME.fullmatch(name) for name in parts)
        surely = self.roster | self.whole
        if set(parts) <= (surely | self.again if han else surely):
            return parts
        if not self.roster:
            # Surnames and first names come again, too: "Smith, John" is asked about only where its parts are people.
            named = sum(name in surely for name in parts)
            if han or (named > 1 and 2 * named >= len(parts)):
                where = self.table.at(row.number, self.table.header[place])
                journal.add(TableError("network.several_names", where, value=cell[:40]))
            self.kept[cell] = None
        return [cell]
