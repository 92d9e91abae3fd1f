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

LONGEST_CODE = 3


def apart(text: str) -> list[str]:
    """A cell's names by any of the marks that may stand between names."""
    names = [text]
    for mark in (words.ALWAYS_APART, words.LISTED_APART, words.MAYBE_APART):
        names = [piece for name in names for piece in ([name] if is_placeholder(name) else mark.split(name))]
    return [name for name in names if name]


def without_dittos(table: Table, journal: Journal) -> Table:
    """The table with what stands above written in place of 同上 and 〃; there is nothing above the first row."""
    rows: list[TableRow] = []
    filled: list[str] = []
    for row in table.rows:
        cells = list(row.cells)
        for place, cell in enumerate(cells):
            if rows and cell.casefold() in words.DITTO and rows[-1].cells[place]:
                cells[place] = rows[-1].cells[place]
                filled.append(cells[place])
        rows.append(TableRow(row.number, tuple(cells)))
    journal.tell("ditto_filled", filled)
    return replace(table, rows=tuple(rows)) if filled else table


def with_named_sources(
    table: Table, fields: Sequence[str], known: Collection[str], journal: Journal
) -> Table:
    """The table without rows whose source is no name: ？, 不详, NULL. They are told."""
    if "source" not in fields:
        return table
    place, codes = fields.index("source"), _of_codes(table, fields)
    nameless = [
        row for row in table.rows if row.cells[place] not in known and is_placeholder(row.cells[place], codes)
    ]
    if not nameless:
        return table
    journal.tell("nobody_named", [row.cells[place] for row in nameless])
    return replace(table, rows=tuple(row for row in table.rows if row not in nameless))


def is_placeholder(cell: str, codes: bool = False) -> bool:
    """Whether a cell stands for a name that is not known; `codes`: whether the table's names are short codes."""
    word = cell.casefold()
    if cell in words.NAMES_TOO:
        return False
    if codes and (word in words.CODE_LIKE or word.isalpha()):
        return False
    return word in words.DITTO | words.CODE_LIKE or words.PLACEHOLDER.fullmatch(cell) is not None


def _of_codes(table: Table, fields: Sequence[str]) -> bool:
    """Whether the ends of a plain list are codes of letters, as of countries: DE, NA."""
    cells = {cell for place in ends_of(fields) for cell in cells_of(table, place)}
    rest = [cell for cell in cells if cell.casefold() not in words.CODE_LIKE]
    return bool(rest) and all(
        cell.isascii() and cell.isupper() and len(cell) <= LONGEST_CODE for cell in rest
    )


def with_somebody(
    table: Table, fields: Sequence[str], asked: Sequence[int], known: Collection[str], journal: Journal
) -> Table:
    """The table without answers that name nobody: 无, (跳过), 大家. They are told, and whoever gave them stays on the map."""
    codes = _of_codes(table, fields)
    empty = {
        (place, cell)
        for place in asked
        for cell in cells_of(table, place)
        if cell not in known and names_nobody(cell, fields[place] != "target", codes)
    }
    if not empty:
        return table
    journal.tell(
        "nobody_named", [cell for place in asked for cell in cells_of(table, place) if (place, cell) in empty]
    )
    rows = []
    for row in table.rows:
        cells = tuple("" if (place, cell) in empty else cell for place, cell in enumerate(row.cells))
        if len(asked) > 1 or cells == row.cells:
            rows.append(TableRow(row.number, cells))
    return replace(table, rows=tuple(rows))


def names_nobody(cell: str, asked: bool, codes: bool = False) -> bool:
    """Whether an answer names nobody in particular. In a plain list (not `asked`), English words may be somebody's code."""
    if is_placeholder(cell, codes):
        return True
    code = not asked and cell.isalpha() and cell.isascii()
    return not code and (cell.casefold() in words.NOBODY or words.NOT_ONE.fullmatch(cell) is not None)


def _listed(cell: str) -> list[str]:
    """The names of a list in a cell: 1.张三 2.王五, or with marks that stand between names only."""
    numbered = [name.strip(" ,，;；、") for name in words.LISTED_NUMBER.split(cell)]
    if len(numbered) > 2 and not numbered[0]:
        return [name for name in numbered if name]
    for mark in (words.ALWAYS_APART, words.LISTED_APART):
        if mark.search(cell) and (listed := [name for name in mark.split(cell) if name]):
            return listed
    return []


class CellNames:
    """Decides cell by cell whether it holds one name or several."""

    def __init__(
        self, table: Table, places: Sequence[int], asked: Collection[int], known: Collection[str]
    ) -> None:
        cells = [(place, cell) for place in places for cell in cells_of(table, place)]
        pieces = Counter(name for _, cell in set(cells) for name in apart(cell))
        self.table = table
        self.roster = frozenset(known)
        self.columns = {place: {cell for at, cell in cells if at == place} for place in places}
        self.whole = {cell for _, cell in cells if len(apart(cell)) == 1}
        self.again = {name for name, times in pieces.items() if times > 1}
        self.asked = frozenset(asked)
        self.surely = self.roster | {name for name in self.whole if not names_nobody(name, True)}
        self.cut: list[str] = []
        self.nobody: list[str] = []
        self.kept: dict[str, None] = {}
        self.apart: list[str] = []

    def one_name_a_row(self, view: TieView, journal: Journal) -> Table:
        """The view's rows, those with several names in a cell as several rows."""
        rows = list(view.table.rows)
        for place in ends_of(view.fields):
            longer: list[TableRow] = []
            for row in rows:
                names = self.named(row.cells[place], place, row, journal)
                self.apart += [row.cells[place]] if len(names) > 1 else []
                longer += [with_cell(row, place, name) for name in names]
            rows = longer
        return replace(view.table, rows=tuple(rows))

    def named(self, cell: str, place: int, row: TableRow, journal: Journal) -> list[str]:
        """The names in a cell, without what only counts them (1., 等) and without pieces that name nobody."""
        names = self.names(cell, place, row, journal)
        if not cell or names == [cell]:
            whole = self.cleaned(cell)
            self.cut += [cell] if whole != cell else []
            return [whole]
        kept = [self.cleaned(name) for name in names]
        self.cut += [name for name, clean in zip(names, kept, strict=True) if clean != name]
        unnamed = [
            name for name in kept if name not in self.roster and names_nobody(name, place in self.asked)
        ]
        self.nobody += unnamed
        return [name for name in kept if name not in unnamed]

    def cleaned(self, name: str) -> str:
        """A name without the 等 or the number before it."""
        if name in self.roster:
            return name
        bare = words.AND_OTHERS.sub("", name)
        numbered = words.LISTED_NUMBER.match(bare)
        return bare[numbered.end() :] if numbered and bare[numbered.end() :] in self.surely else bare

    def run_together(self, cell: str) -> list[str]:
        """Names of this table written without anything between them: 张三李四."""
        if not cell:
            return []
        for name in sorted(self.surely, key=len, reverse=True):
            if len(name) > 1 and name != cell and words.HAN_NAME.fullmatch(name) and cell.startswith(name):
                rest = cell[len(name) :]
                others = [rest] if rest in self.surely and len(rest) > 1 else self.run_together(rest)
                if others:
                    return [name, *others]
        return []

    def linked(self, cell: str) -> list[str]:
        """Names with 和, "and" or nothing between them, where all of them are people of this table."""
        linked = words.LINKED.split(cell)
        if len(linked) > 1 and all(map(words.HAN_NAME.fullmatch, linked)) and set(linked) <= self.surely:
            return linked
        linked = words.AND.split(cell)
        if len(linked) > 1 and set(linked) <= self.surely:
            return linked
        if len(linked) > 1:
            self.kept[cell] = None
        return self.run_together(cell) or [cell]

    def names(self, cell: str, place: int, row: TableRow, journal: Journal) -> list[str]:
        if not cell or cell in self.roster:
            return [cell]
        if listed := _listed(cell):
            return listed
        elsewhere = any(cell in cells for at, cells in self.columns.items() if at != place)
        parts = [name for name in words.MAYBE_APART.split(cell) if name]
        if len(parts) < 2:
            return [cell] if elsewhere else self.linked(cell)
        if elsewhere:
            return [cell]
        han = all(words.HAN_NAME.fullmatch(name) for name in parts)
        surely = self.surely
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
