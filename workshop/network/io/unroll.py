"""Matrices unrolled: their filled cells as ties between the people of the rows and those, or the groups, of the columns.

Two equal halves are a network without direction; two different ones run from the row to the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.base.errors import TableError
from workshop.model.names import fold
from workshop.model.network import Relation, Tie
from workshop.network.io import words
from workshop.network.io.codes import MOST_STRENGTH, Find
from workshop.network.io.columns import number
from workshop.network.io.denied_ties import relation_in_title
from workshop.network.io.imported import AFFILIATION, MATRIX, UNMATCHED, Alike, Journal
from workshop.network.io.matrix import TieMatrix, cell_strength
from workshop.network.io.table import TableRow

FEWEST_HALVED = 3  # names; with two, one blank cell is no half
FEWEST_SHARED = 2  # names in rows and columns; with fewer there is no other half


@dataclass(frozen=True)
class Unrolled:
    """A matrix as ties, row to column. `one_way`: the two halves differ, so direction carries meaning."""

    people: tuple[str, ...]
    groups: tuple[str, ...]
    ties: tuple[Tie, ...]
    one_way: bool
    labels: tuple[tuple[str, str], ...] = ()


def relations_of(matrices: Sequence[TieMatrix], journal: Journal) -> list[Relation | str]:
    """The relation of each matrix: what its corner or its title says; several of unknown name stay apart by title."""
    relations: list[Relation | str] = []
    for matrix in matrices:
        place = min((at for _, at in matrix.columns), default=1) - 1
        corner = matrix.table.header[place] if place >= 0 and not matrix.unnamed else ""
        title = matrix.table.title
        known = relation_in_title(corner) or relation_in_title(title)
        apart = sum(other.what == MATRIX for other in matrices) > 1
        if matrix.what == AFFILIATION:
            relations.append(known or Relation.MEMBER)
        else:
            relations.append(known or (title if apart else Relation.KNOWS))
            if known or apart:
                journal.tell("matrix_relation", [title])
    return relations


def unroll(
    matrix: TieMatrix,
    relation: Relation | str,
    of_rows: Find | None,
    of_columns: Find | None,
    journal: Journal,
) -> Unrolled:
    """A matrix's filled cells as ties. Blank, 0, no and a dash are no tie; a tick, or a cross alone, is one.

    The ends are found on lists of people and groups, where there are any.
    """
    table = matrix.table
    heads: dict[str, str] = {}
    if matrix.turned:
        of_rows, of_columns = of_columns, of_rows
    down = [(_end(name, row.number, None, heads, of_rows, matrix, journal), row) for name, row in matrix.rows]
    across = [
        (_end(name, table.header_row, name, heads, of_columns, matrix, journal), place)
        for name, place in matrix.columns
    ]
    _no_name_twice(matrix, down, journal)
    cells = _cells(matrix, down, across, journal)
    rows, columns = [name for name, _ in down], [name for name, _ in across]
    if matrix.what == AFFILIATION:
        people, groups = (columns, rows) if matrix.turned else (rows, columns)
        ties = tuple(
            Tie(*((column, row) if matrix.turned else (row, column)), relation, value)
            for (row, column), value in cells.values.items()
        )
        return Unrolled(tuple(people), tuple(groups), ties, False)
    ways = {pair: (value, cells.said.get(pair, relation)) for pair, value in cells.values.items()}
    shared = _tell_unmatched(rows, columns, journal)
    half = _half(cells, rows, columns)
    if half:
        ways |= {(target, source): way for (source, target), way in ways.items()}
    # Whoever has a row only, or a column only, has no other half that could say something else.
    both = [pair for pair in ways if shared.issuperset(pair)] if len(shared) >= FEWEST_SHARED else list(ways)
    one_way = any(ways.get((target, source)) != ways[source, target] for source, target in both)
    journal.tell(
        "matrix_half" if half else "matrix_one_way" if one_way else "matrix_both_ways", [table.title]
    )
    ties = tuple(Tie(*pair, said, value) for pair, (value, said) in ways.items())
    everybody = tuple(dict.fromkeys(filter(None, (*rows, *columns))))
    return Unrolled(everybody, (), ties, one_way, matrix.labels)


@dataclass(frozen=True)
class _Cells:
    """The strengths that are not zero, by row and column, and the cells left blank. The diagonal is in neither."""

    values: dict[tuple[str, str], float]
    blank: frozenset[tuple[str, str]]
    said: dict[tuple[str, str], Relation]  # where the cell itself names the relation


def _cells(
    matrix: TieMatrix,
    down: Sequence[tuple[str, TableRow]],
    across: Sequence[tuple[str, int]],
    journal: Journal,
) -> _Cells:
    table = matrix.table
    crosses = _crosses_are_ties(matrix, journal)
    values: dict[tuple[str, str], float] = {}
    blank: set[tuple[str, str]] = set()
    said: dict[tuple[str, str], Relation] = {}
    loops: list[str] = []
    unsaid: list[str] = []
    for source, row in down:
        for target, place in across:
            text = row.cells[place]
            value = cell_strength(text, crosses)
            if words.key(text) in words.UNSAID:
                unsaid.append(f"{source} → {target}")
            if value is None or abs(value) > MOST_STRENGTH:
                code = "network.matrix_cell" if value is None else "network.strength"
                where = table.at(row.number, table.header[place])
                journal.add(TableError(code, where, value=text[:20], most=MOST_STRENGTH))
            elif source == target:
                loops += [source] if value else []
            elif value:
                values[source, target] = value
                if relation := words.meaning(words.RELATIONS, text):
                    said[source, target] = relation
            elif not text:
                blank.add((source, target))
    journal.tell("matrix_diagonal", loops)
    journal.tell("matrix_unsaid", unsaid)
    return _Cells(values, frozenset(blank), said)


def _tell_unmatched(rows: Sequence[str], columns: Sequence[str], journal: Journal) -> set[str]:
    """Who has both a row and a column; rows without a column and columns without a row are told.

    Two of them in the same place of the order, or the only two, are proposed as one: a name was mistyped.
    """
    shared = set(rows) & set(columns)
    lone_rows = [who for who in rows if who and who not in shared]
    lone_columns = [who for who in columns if who and who not in shared]
    if not shared:
        return shared  # two sets of people, such as supporters × residents
    journal.tell("matrix_no_column", lone_rows)
    journal.tell("matrix_no_row", lone_columns)
    if len(lone_rows) == len(lone_columns) == 1:
        slips = [(lone_columns[0], lone_rows[0])]
    else:
        slips = [
            (column, row)
            for row, column in zip(rows, columns, strict=False)
            if row in lone_rows and column in lone_columns
        ]
    journal.alike += [Alike(column, row, UNMATCHED) for column, row in slips]
    return shared


def each_once(ties: Sequence[Tie]) -> Iterator[Tie]:
    """The ties of symmetric matrices without the second half."""
    seen: set[tuple[str, str, Relation | str]] = set()
    for tie in ties:
        if (tie.target, tie.source, tie.relation) not in seen:
            seen.add((tie.source, tie.target, tie.relation))
            yield tie


def _end(
    name: str,
    row: int,
    column: str | None,
    heads: dict[str, str],
    find: Find | None,
    matrix: TieMatrix,
    journal: Journal,
) -> str:
    """Whom a row or a column is about: on the roster where there is one, else by the name as first written."""
    table = matrix.table
    if not name:
        journal.add(TableError("network.no_id", table.at(row, column)))
        return ""
    if fold(name) in heads:
        return heads[fold(name)]
    who = find(name) if find else name
    if find and who is None:
        journal.add(find.unknown(name, table.at(row, column)))
    heads[fold(name)] = who or ""
    return who or ""


def _no_name_twice(matrix: TieMatrix, down: Sequence[tuple[str, TableRow]], journal: Journal) -> None:
    seen: set[str] = set()
    for who, row in down:
        if who and who in seen:
            journal.add(TableError("network.double_id", matrix.table.at(row.number), id=who))
        seen.add(who)
    headers: set[str] = set()
    for name, _ in matrix.columns:
        if fold(name) in headers:
            table = matrix.table
            journal.add(TableError("table.double_column", table.at(table.header_row, name)))
        headers.add(fold(name))


def _crosses_are_ties(matrix: TieMatrix, journal: Journal) -> bool:
    """Whether a cross marks a tie: only where nothing else does. Two kinds of marks are nobody's guess."""
    marks = {words.key(row.cells[place]) for _, row in matrix.rows for _, place in matrix.columns}
    crosses = marks & words.CROSSES
    ticks = marks & words.TICKS
    yes = (marks & words.YES) - ticks
    filled = any(number(mark) for mark in marks)
    if len(ticks) > 1 or (crosses and filled and not ticks):
        shown = " ".join(sorted(ticks | crosses))
        journal.add(TableError("network.matrix_marks", matrix.table.at(), value=shown))
    return not (ticks or yes or filled)


def _half(cells: _Cells, rows: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether only one half is filled in, the other left blank: each pair is said once. Zeros would be an answer."""
    shared = [who for who in rows if who in columns]
    if (
        len(rows) < FEWEST_HALVED
        or len(shared) < FEWEST_SHARED
        or shared != [who for who in columns if who in rows]
    ):
        return False
    upper = {(one, other) for place, one in enumerate(shared) for other in shared[place + 1 :]}
    lower = {(other, one) for one, other in upper}
    return bool(cells.values) and (lower <= cells.blank or upper <= cells.blank)
