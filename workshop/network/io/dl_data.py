"""The data of a UCINET DL file as cells: full and half matrices, edge lists and node lists, labels embedded or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from workshop.base.errors import TableError, Where
from workshop.network.io.columns import number
from workshop.network.io.graphfiles import MOST_EDGES, MOST_NODES

MATRICES = ("fullmatrix", "upperhalf", "lowerhalf")
FORMATS = (*MATRICES, "edgelist1", "edgelist2", "nodelist1", "nodelist1b", "nodelist2")
MISSING = frozenset((".", "na"))
NEXT = "!"  # between the matrices of a list
_WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,\"']+)")
Lines = Sequence[tuple[int, str]]
Cell = tuple[int, int, int, float]  # matrix, row, column, value


@dataclass(frozen=True)
class DataHead:
    """What stands before the data: sizes (n, nr, nc, nm), format, which labels are embedded, which are listed."""

    file: str
    sizes: Mapping[str, int]
    form: str
    diagonal: bool
    embedded: frozenset[str]
    labels: Mapping[str, tuple[str, ...]]

    @property
    def two_mode(self) -> bool:
        """Whether rows and columns are different things."""
        rows, columns = self.labels.get("row"), self.labels.get("column")
        if self.form.endswith("2"):
            return True
        if "nr" in self.sizes or "nc" in self.sizes:
            same = rows is not None and rows == columns
            return not same and (
                self.size("nr") != self.size("nc") or (rows is not None and columns is not None)
            )
        return rows is not None and columns is not None and rows != columns

    def size(self, name: str) -> int:
        """How many rows, columns or matrices are announced; 0 where nothing is."""
        return self.sizes.get(name, 1 if name == "nm" else self.sizes.get("n", 0))

    def names(self, kind: str) -> tuple[str, ...]:
        """The listed labels of rows or columns."""
        both = (
            ()
            if self.two_mode
            else self.labels.get("", ()) or self.labels.get("row", ()) or self.labels.get("column", ())
        )
        return self.labels.get(kind, ()) or (both if kind != "matrix" else ())

    def relations(self, found: int) -> tuple[str, ...]:
        """A name for each matrix; none where there is one without a label."""
        labels = self.labels.get("matrix", ())
        count = max(self.size("nm"), found)
        if count == 1 and not labels:
            return ("",)
        return tuple(labels[at] if at < len(labels) else str(at + 1) for at in range(count))


@dataclass(frozen=True)
class Data:
    """Labels of the rows (and of columns, where they are something else), and the cells that say something.

    A zero in a matrix is no cell; one in a list is, because somebody wrote it.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...] | None
    cells: tuple[Cell, ...]
    matrices: int
    listed: int
    missing: int = 0


@dataclass
class _Side:
    """The labels of rows or of columns while they are found."""

    names: list[str]
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, name in enumerate(self.names):
            self.places.setdefault(name.casefold(), at)

    def place(self, word: str, size: int, embedded: bool) -> int | None:
        """The place of a label, new where labels are embedded; else of a number, or of a listed label."""
        if embedded:
            key = word.casefold()
            if key not in self.places:
                self.places[key] = len(self.names)
                self.names.append(word)
            return self.places[key]
        if word.isascii() and word.isdigit() and 1 <= int(word) <= max(size, len(self.names)):
            return int(word) - 1
        return self.places.get(word.casefold())


def read_data(head: DataHead, lines: Lines) -> Data:
    """The data as cells. Raises TableError with the row of what cannot be read."""
    return _matrices(head, lines) if head.form in MATRICES else _lists(head, lines)


def _matrices(head: DataHead, lines: Lines) -> Data:
    """Full and half matrices, one after another; labels may stand in a first line and before each row."""
    rows, columns = list(head.names("row")), list(head.names("column"))
    words = [(row, word) for row, text in lines for word in _split(text)]
    height, width = _sizes(head, len(rows or columns), lines)
    if "column" in head.embedded:
        columns = [word for _, word in words[:width]]
        words = words[width:]
    two_mode = head.two_mode or height != width
    shape = [_across(head.form, row, width) for row in range(height)]
    less = 0 if head.diagonal or two_mode else 1
    own = 1 if "row" in head.embedded else 0
    wanted = sum(len(across) + own - less for across in shape) * head.size("nm")
    if len(words) != wanted or not wanted:
        where = Where(head.file, row=lines[0][0] if lines else None)
        raise TableError(
            "network.matrix_size", where, rows=height, columns=width, needed=wanted, n=len(words)
        )
    cells: list[Cell] = []
    named: list[str] = []
    missing = at = 0
    for matrix, row in product(range(head.size("nm")), range(height)):
        across = [column for column in shape[row] if not less or column != row]
        named += [word for _, word in words[at : at + own]] if matrix == 0 else []
        values = [_value(word, head.file) for word in words[at + own : at + own + len(across)]]
        at += own + len(across)
        missing += sum(gone for _, gone in values)
        cells += [
            (matrix, *place, value)
            for column, (value, _) in zip(across, values, strict=True)
            if value
            for place in _mirrored(head.form, row, column)
        ]
        if len(cells) > 2 * MOST_EDGES:
            raise TableError("network.file_too_large", Where(head.file), nodes=MOST_NODES, ties=MOST_EDGES)
    rows = named or rows
    names = rows if two_mode else rows or columns
    return Data(
        _filled(names, height),
        _filled(columns, width) if two_mode else None,
        tuple(cells),
        head.size("nm"),
        len(names) or height,
        missing,
    )


def _sizes(head: DataHead, labelled: int, lines: Lines) -> tuple[int, int]:
    """Rows and columns: as announced, else as labelled, else as many as the first line or a square has."""
    height, width = head.size("nr"), head.size("nc")
    first = len(_split(next((text for _, text in lines if text.strip()), "")))
    side = round(sum(len(_split(text)) for _, text in lines) ** 0.5)
    found = labelled or (first if head.embedded else side)
    return height or width or found, width or height or found


def _mirrored(form: str, row: int, column: int) -> tuple[tuple[int, int], ...]:
    """The cells one value stands for: in a half matrix also its mirror."""
    return ((row, column),) if form == "fullmatrix" or row == column else ((row, column), (column, row))


def _across(form: str, row: int, width: int) -> range:
    """The columns that stand in a row, the diagonal among them."""
    if form == "lowerhalf":
        return range(row + 1)
    return range(row, width) if form == "upperhalf" else range(width)


def _filled(names: Sequence[str], size: int) -> tuple[str, ...]:
    """As many names as there are places; one that has none is called by its number."""
    most = max(size, len(names))
    return tuple(names[at] if at < len(names) and names[at] else str(at + 1) for at in range(most))


def _lists(head: DataHead, lines: Lines) -> Data:
    """Edge lists (`i j value`) and node lists (`i j j j`; of form 1b the count of j, row by row)."""
    first = _Side(list(head.names("row")))
    second = _Side(list(head.names("column"))) if head.two_mode else first
    cells: list[Cell] = []
    matrix = at = 0
    for row, text in lines:
        words = _split(text)
        if not words:
            continue
        if words[0].startswith(NEXT):
            matrix, at = matrix + 1, 0
            continue
        at += 1
        where = Where(head.file, row=row)
        source, targets, value = _list_line(head.form, words, at, where)
        start = _end(head, first, "row", source, where)
        ends = [_end(head, second, "column", target, where) for target in targets]
        cells += [(matrix, start, end, value) for end in ends]
        if len(cells) > 2 * MOST_EDGES or max(len(first.names), len(second.names)) > MOST_NODES:
            raise TableError("network.file_too_large", where, nodes=MOST_NODES, ties=MOST_EDGES)
    rows = _filled(first.names, head.size("nr"))
    columns = _filled(second.names, head.size("nc")) if head.two_mode else None
    return Data(rows, columns, tuple(cells), matrix + 1, len(first.names) or len(rows))


def _list_line(form: str, words: list[str], at: int, where: Where) -> tuple[str, list[str], float]:
    """Source, targets and value of one line."""
    if form == "nodelist1b":
        return str(at), words[1:], 1.0
    if form.startswith("nodelist"):
        return words[0], words[1:], 1.0
    if len(words) not in (2, 3):
        raise TableError("network.dl_line", where, line=" ".join(words)[:40])
    value, _ = _value((where.row or 0, words[2]), where.file or "") if len(words) == 3 else (1.0, 0)
    return words[0], words[1:2], value


def _end(head: DataHead, side: _Side, kind: str, word: str, where: Where) -> int:
    size = head.size("nr" if kind == "row" else "nc")
    place = side.place(word, size, kind in head.embedded)
    if place is None:
        raise TableError("network.unknown_end", where, id=word[:40])
    return place


def _value(found: tuple[int, str], file: str) -> tuple[float, int]:
    """A cell, and 1 where it says that nothing is known."""
    row, word = found
    if word.casefold() in MISSING:
        return 0.0, 1
    value = number(word)
    if value is None:
        raise TableError("network.strength_unusable", Where(file, row=row), value=word[:40])
    return value, 0


def _split(text: str) -> list[str]:
    return [double or single or bare for double, single, bare in _WORD.findall(text)]
