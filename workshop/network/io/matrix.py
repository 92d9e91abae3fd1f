"""Matrices as tables: people × people (adjacency) and people × groups (affiliation, two-mode), found among tables.

A table is people × people when its rows and columns bear the same names, whatever stands in the corner and in whatever
order they come. People × groups has the shape of a survey with yes/no columns; it is taken for one only where a roster, the
corner or the names of the columns say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.model.names import fold
from workshop.network.graph.relation_stance import RelationStance, stance
from workshop.network.io import words
from workshop.network.io.columns import number, understood
from workshop.network.io.imported import AFFILIATION, LEFT, MATRIX, PEOPLE, SHOWN_ROWS, TIES, Journal, Seen
from workshop.network.io.square import FEWEST_UNNAMED, is_bare_square
from workshop.network.io.table import Table, TableRow
from workshop.network.io.table_words import is_total

NAMES_WITHIN = 4  # row names stand in one of the first columns, behind a number or a building
FEWEST = 2  # names that rows and columns share
_TRAILING = re.compile(r"[\s\-_.]*\d*$|[（(].*[）)]$")


@dataclass(frozen=True)
class ListedNames:
    """The folded names and ids that a file's own lists give, to recognise ends by."""

    people: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


NOBODY = ListedNames()


@dataclass(frozen=True)
class TieMatrix:
    """A table's rows and columns by name; `left` are columns that describe the row, `totals` sums of rows and columns.

    `turned`: the rows are the groups.
    """

    table: Table
    what: str
    rows: tuple[tuple[str, TableRow], ...]
    columns: tuple[tuple[str, int], ...]
    left: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()  # names beside the numbers that rows and columns go by
    unnamed: bool = False
    turned: bool = False


def matrix_of(table: Table, roster: ListedNames, chosen: str | None = None) -> TieMatrix | None:
    """The matrix that a table is, or None. `chosen` is what a person said it holds."""
    if chosen not in (None, MATRIX, AFFILIATION):
        return None
    if chosen != AFFILIATION:
        unnamed = _unnamed(table)
        if not _counted(table):
            return unnamed
        for place in range(min(NAMES_WITHIN, len(table.header) - 1)):
            if found := _adjacency(table, place, roster):
                return found
        if unnamed:
            return unnamed
    listed = chosen is None and {"source", "target"} <= set(understood(TIES, table.header, {}))
    return None if listed else _affiliation(table, roster, chosen)


def may_be_affiliation(table: Table) -> bool:
    """Whether a table could be people × groups as well as a survey with yes/no columns: somebody has to say."""
    found = _affiliation(table, NOBODY, AFFILIATION)
    return found is not None and len(found.columns) >= FEWEST and _only_marks(found)


def _only_marks(matrix: TieMatrix) -> bool:
    """Whether the cells say yes or no and nothing more: other numbers are answers of a survey, or ratings."""
    cells = {row.cells[place] for _, row in matrix.rows for _, place in matrix.columns}
    return all(number(cell) in (None, 0.0, 1.0) for cell in cells)


def _adjacency(table: Table, place: int, roster: ListedNames) -> TieMatrix | None:
    written = {fold(row.cells[place]) for row in table.rows}
    if sum(fold(header) in written for header in table.header) < FEWEST and not roster.people:
        return None
    rows, totals = _named_rows(table, place)
    names = {fold(name) for name, _ in rows}
    matched = [
        at for at, header in enumerate(table.header) if at > place and header and fold(header) in names
    ]
    others = [at for at in range(place + 1, len(table.header)) if at not in matched]
    alike = 2 * len(matched) >= len(names) or 2 * len(matched) >= len(matched) + len(others)
    if len(matched) < FEWEST or not alike:
        if not _all_people(table, place, rows, roster):
            return None
        matched, others = others, []
    block = [row.cells[at] for _, row in rows for at in matched if row.cells[at]]
    marks = sum(map(_is_mark, block))
    whole = len(matched) == len(names) and not others
    if len(names) < len(rows) and all(map(_is_number, names)):
        return None  # the numbers of a matrix without names
    # A grid of words under the rows' own names is a matrix, too; a cell that is not understood is told then.
    grid = whole and len(names) >= FEWEST_UNNAMED and not any(fold(cell) in names for cell in block)
    if not grid and marks < len(block) * (0.5 if whole else 1.0):
        return None
    values = set(block) | {""}
    columns = list(matched)
    left = [table.header[at] for at in range(matched[0]) if at != place]
    for at in others:
        header, cells = table.header[at], [row.cells[at] for _, row in rows]
        if _sums(header):
            totals.append(header)
        elif (
            not header or words.meaning(words.PERSON_COLUMNS, header) is not None or not set(cells) <= values
        ):
            left.append(header or f"({at + 1})")
        else:
            columns.append(at)
    named = tuple((table.header[at], at) for at in sorted(columns))
    label = next((at for at in range(matched[0]) if at != place and _is_label(table.header[at])), None)
    labels = () if label is None else tuple((name, row.cells[label]) for name, row in rows)
    beside = tuple(name for name in left if name and (label is None or name != table.header[label]))
    return TieMatrix(table, MATRIX, tuple(rows), named, beside, tuple(totals), labels)


def _named_rows(table: Table, place: int) -> tuple[list[tuple[str, TableRow]], list[str]]:
    """The rows by their names, and the names of rows of sums."""
    rows: list[tuple[str, TableRow]] = []
    totals: list[str] = []
    for row in table.rows:
        if _sums(row.cells[place]):
            totals.append(row.cells[place])
        else:
            rows.append((row.cells[place], row))
    return rows, totals


def _all_people(table: Table, place: int, rows: Sequence[tuple[str, TableRow]], roster: ListedNames) -> bool:
    """Whether rows and columns are two sets of people of one roster: supporters × residents."""
    across = [header for header in table.header[place + 1 :] if not _sums(header)]
    return len(across) >= FEWEST and all(
        fold(name) in roster.people for name in (*across, *(name for name, _ in rows))
    )


def bare_square(table: Table) -> bool:
    """Whether a table is a square of numbers from its first row on: no header, and no names at its rows."""
    return is_bare_square([table.header, *(row.cells for row in table.rows)])


def _unnamed(table: Table) -> TieMatrix | None:
    """A square of numbers, its rows without names; people are numbered where columns have none."""
    width = len(table.header)
    headed = not all(_is_number(header) for header in table.header)
    rows = list(table.rows) if headed else [TableRow(table.header_row, table.header), *table.rows]
    if headed:
        if width < FEWEST_UNNAMED or len(rows) != width or len(set(table.header)) < width:
            return None
        if any(not header or words.meaning(words.PERSON_COLUMNS, header) for header in table.header):
            return None
        cells = [cell for row in rows for cell in row.cells if cell]
        if not all(map(_is_number, cells)) or not any(map(number, cells)):
            return None
        if any(number(row.cells[at] or "0") for at, row in enumerate(rows)):
            return None
    elif not bare_square(table):
        return None
    names = table.header if headed else tuple(str(place) for place in range(1, width + 1))
    return TieMatrix(
        table,
        MATRIX,
        tuple(zip(names, rows, strict=True)),
        tuple((name, place) for place, name in enumerate(names)),
        unnamed=True,
    )


def _counted(table: Table) -> bool:
    """Whether the headers name anybody: they are not all numbers, or they count 0, 1, 2, 3 … across and down.

    A square of numbers has the same numbers in its first row and column wherever it is symmetric, and a list of ends
    has them, too: they name nobody.
    """
    across, down = table.header, (table.header[0], *(row.cells[0] for row in table.rows))
    if not all(map(_is_number, across)):
        return True
    counted = across == down == tuple(map(str, range(len(across))))
    return counted and len(across) > FEWEST_UNNAMED and all(cell for row in table.rows for cell in row.cells)


def _affiliation(table: Table, roster: ListedNames, chosen: str | None) -> TieMatrix | None:
    numbered = words.key(table.header[0]) in words.SURVEY_COLUMNS and all(
        _is_number(row.cells[0]) for row in table.rows
    )
    place = 1 if numbered and len(table.header) > FEWEST else 0
    rows, totals = _named_rows(table, place)
    names = [fold(name) for name, _ in rows]
    columns: list[int] = []
    left: list[str] = [table.header[0]] if place else []
    for at in range(place + 1, len(table.header)):
        header = table.header[at]
        if _sums(header):
            totals.append(header)
        elif (
            not header
            or words.meaning(words.PERSON_COLUMNS, header) is not None
            or not all(_is_mark(row.cells[at]) for _, row in rows if row.cells[at])
        ):
            left.append(header or f"({at + 1})")
        else:
            columns.append(at)
    across = [fold(table.header[at]) for at in columns]
    if not columns or not rows or not all(names) or len(set(names)) < len(names):
        return None
    if len(set(across)) < len(across) or set(across) & set(names):
        return None
    turned = (bool(roster.groups) and set(names) <= roster.groups and set(across) <= roster.people) or (
        chosen is None
        and words.meaning(words.SHEETS, table.title) is None
        and _are_groups([name for name, _ in rows])
        and not _are_groups([table.header[at] for at in columns])
    )
    said = chosen == AFFILIATION or turned or _said(table, place, columns, names, roster, left)
    if not said or (len(columns) < FEWEST and chosen is None):
        return None
    named = tuple((table.header[at], at) for at in columns)
    return TieMatrix(table, AFFILIATION, tuple(rows), named, tuple(left), tuple(totals), turned=turned)


def _said(
    table: Table,
    place: int,
    columns: Sequence[int],
    names: Sequence[str],
    roster: ListedNames,
    left: Sequence[str],
) -> bool:
    """Whether roster, corner or column names say that the columns are groups."""
    headers = [table.header[at] for at in columns]
    if roster.groups and all(fold(header) in roster.groups for header in headers):
        return True
    corner = words.CROSS_SIGNS.sub("", fold(table.header[place]))
    if corner in words.AFFILIATION_CORNERS:
        return True
    title = words.meaning(words.SHEETS, table.title)
    if title not in (None, PEOPLE) and set(names) <= roster.people and _are_groups(headers):
        return True
    if title is not None:
        return False
    if _are_groups(headers):
        return True
    # A matrix as R and UCINET write it has nothing in its corner; a survey's first column has a name.
    return (
        not table.header[place]
        and not left
        and not all(map(_is_number, names))
        and not any(words.meaning(words.PERSON_COLUMNS, header) for header in headers)
    )


def _are_groups(names: Sequence[str]) -> bool:
    """Whether names end as groups' do: 舞蹈队, club-3."""
    return all(_TRAILING.sub("", name).casefold().endswith(words.GROUP_ENDS) for name in names)


def see_matrix(matrix: TieMatrix, journal: Journal) -> None:
    """Record for the preview how the table was read, and tell what its shape meant."""
    table = matrix.table
    for note in table.notes:
        journal.tell(note.code, note.names)
    taken = {place for _, place in matrix.columns}
    fields = tuple(matrix.what if place in taken else LEFT for place in range(len(table.header)))
    rows = tuple(row.cells for row in table.rows[:SHOWN_ROWS])
    journal.seen.append(Seen(table.title, matrix.what, table.header, fields, rows, len(table.rows)))
    journal.tell("columns_left", matrix.left)
    journal.tell("totals_left", matrix.totals)
    if matrix.unnamed:
        journal.tell("matrix_unnamed", [table.title])
    if matrix.what == AFFILIATION:
        journal.tell("affiliation", [table.title])


def cell_strength(text: str, crosses: bool) -> float | None:
    """What a cell says: 0 for no tie, None for what is no mark at all."""
    mark = words.key(text)
    value = number(text)
    if value is not None:
        return value
    if text in words.DASHES or mark in words.UNSAID or not mark:
        return 1.0 if mark in words.TICKS or text in words.TICKS else 0.0
    if mark in words.CROSSES:
        return 1.0 if crosses else 0.0
    if mark in words.TICKS:
        return 1.0
    said = words.yes_or_no(text)
    if mark in words.SELVES:
        return 0.0
    if said is None and text and words.meaning(words.RELATIONS, text) is None:
        sense = stance(text)
        if sense in (RelationStance.NO_TIE, RelationStance.DISCORD):
            return -1.0 if sense is RelationStance.DISCORD else 0.0
    if said is None and words.meaning(words.RELATIONS, text) is not None:
        return 1.0  # the cell says which relation
    return None if said is None else float(said)


def _is_label(header: str) -> bool:
    return words.meaning(words.PERSON_COLUMNS, header) == "label"


def _sums(text: str) -> bool:
    """Whether a row or column of this name holds sums, means or counts of ties."""
    return is_total(text) or words.key(text) in words.DEGREES


def _is_number(text: str) -> bool:
    return number(text) is not None


def _is_mark(text: str) -> bool:
    return cell_strength(text, True) is not None
