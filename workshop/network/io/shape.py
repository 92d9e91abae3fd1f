"""Where in a grid the table is: its header, and the rows that are no part of it.

People put a title above a table, remarks above and below it, totals under it, and a second table beside it. A header
is found by content: known words, and how many cells are filled compared with the rows above. What is set aside is told;
what cannot be told apart is refused with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from workshop.base.errors import TableError
from workshop.network.io.imported import Note
from workshop.network.io.merged_cells import filled_down, header_rows
from workshop.network.io.table import ERROR, MOST_COLUMNS, MOST_ROWS, CellGrid, Table, TableRow
from workshop.network.io.table_words import (
    COUNT,
    FIGURE,
    FOOTER,
    REMARK,
    WHOLE_DATE,
    WIDE_LETTERS,
    is_total,
    known_header,
)

Known = Callable[[str], bool]
LOOKED = 100  # rows in which a header is looked for
ALONE = 5  # the same for a table of one column


def table_in(grid: CellGrid, known: Known = known_header, header_row: int | None = None) -> Table:
    """The table of a grid; `header_row` where somebody said which row is its header. Raises TableError."""
    if not grid.rows:
        raise TableError("table.empty", grid.at())
    at = _header_index(grid.rows, known) if header_row is None else _index_of(grid.rows, header_row)
    first, last, header = header_rows(grid, grid.rows[at])
    header = tuple(cell.translate(WIDE_LETTERS) for cell in header)
    if _known_in(header, known) > 1:
        header = (header[0].lstrip("#%＃ "), *header[1:])
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        raise TableError("table.too_wide", grid.at(), n=MOST_COLUMNS)
    above = [row for row in grid.rows if row.number < first]
    body, aside, told = _body(grid, [row for row in grid.rows if row.number > last], header, known)
    title = Table(grid.file, grid.sheet, header, first, ()).title
    notes = [*grid.notes, *told]
    if above:
        notes.append(Note("header_row", 1, (f"{title} {first}",)))
    rows, spoiled, filled = filled_down(grid, body, header)
    if filled:
        notes.append(Note("merged_filled", len(filled), tuple(filled)))
    skipped = {row.number for row in (*above, *aside)}
    kept = tuple(one for one in (*grid.spoiled, *spoiled) if one.row not in skipped)
    if _short_header(header, rows):
        header = ("", *header)
    return Table(grid.file, grid.sheet, header, last, _even(grid, rows, len(header)), kept, tuple(notes))


def _short_header(header: tuple[str, ...], rows: Sequence[TableRow]) -> bool:
    """Whether a matrix has nothing at all over its row names, as R's write.table leaves it."""
    names = [row.cells[0] for row in rows if row.cells]
    return (
        len(header) > 1
        and sorted(names) == sorted(header)
        and all(len(row.cells) == len(header) + 1 for row in rows)
    )


def _even(grid: CellGrid, rows: Sequence[TableRow], width: int) -> tuple[TableRow, ...]:
    """Rows as wide as the header."""
    for row in rows:
        surplus = next((place for place in range(width, len(row.cells)) if row.cells[place]), None)
        if surplus is not None and grid.sheet is None:
            raise TableError("table.long_row", grid.at(row.number), n=width)
        if surplus is not None:
            value = row.cells[surplus][:20]
            raise TableError("table.beyond_header", grid.at(row.number), letter=letters(surplus), value=value)
    if len(rows) > MOST_ROWS:
        raise TableError("table.too_long", grid.at(), n=MOST_ROWS)
    return tuple(TableRow(row.number, (row.cells + ("",) * width)[:width]) for row in rows)


def letters(place: int) -> str:
    """A column as a spreadsheet names it.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


# --- the header


def _index_of(rows: Sequence[TableRow], number: int) -> int:
    return next((at for at, row in enumerate(rows) if row.number >= number), len(rows) - 1)


def _header_index(rows: Sequence[TableRow], known: Known) -> int:
    """A row with two known words below rows with fewer cells, or of nothing else below rows without any; else the first
    row that is no title or remark.
    """
    seen = rows[:LOOKED]
    at = next((at for at, row in enumerate(seen) if not is_remark(row, known)), 0)
    most = named = 0
    for index in range(at, len(seen)):
        filled, headers = len(_filled(seen[index])), _known_in(seen[index].cells, known)
        if headers > 1 and (filled > most or (headers == filled and not named)):
            return index
        most, named = max(most, filled), named + headers
    alone = len(_filled(seen[at])) == 1 and not any(map(known, seen[at].cells))
    if alone and most == 1:
        return next(
            (one for one in range(at, min(len(seen), at + ALONE)) if any(map(known, seen[one].cells))), at
        )
    if alone:
        wide = (row for row in range(at, len(seen)) if len(_filled(seen[row])) > 1)
        return next((row for row in wide if not is_remark(seen[row], known)), at)
    return at


def _known_in(cells: Sequence[str], known: Known) -> int:
    """How many cells are known headers; a header line may be marked as a comment (`# source,target`)."""
    return sum(known(cell.lstrip("#%＃ ")) for cell in cells)


def _filled(row: TableRow) -> list[str]:
    return [cell for cell in row.cells if cell]


def is_remark(row: TableRow, known: Known) -> bool:
    """Whether a row is a remark on the table, or a line for who filled it in: 注：…, # …, 填表人：…."""
    cells = _filled(row)
    if not cells:
        return False
    remark, label = REMARK.match(cells[0]), FOOTER.match(cells[0])
    if not (remark or (label and label.end() > 1)) or _known_in(cells, known) > 1:
        return False
    if remark or label is None:
        return not _hash_only(cells)
    bare = label.end() == len(cells[0]) and len(cells) == 2
    return bare or all(FOOTER.match(cell) or WHOLE_DATE.fullmatch(cell) for cell in cells)


def _hash_only(cells: Sequence[str]) -> bool:
    """`#3` or `#REF!` in the first of several cells is a cell of the table."""
    return cells[0][0] in "#%＃" and len(cells) > 1 and not re.match(r"[#%＃]+\s", cells[0])


# --- what is under the header


def _body(
    grid: CellGrid, rows: Sequence[TableRow], header: tuple[str, ...], known: Known
) -> tuple[list[TableRow], list[TableRow], list[Note]]:
    """The rows of the table, those set aside, and notes of them."""
    errors = {(one.row, one.place) for one in grid.spoiled if one.how == ERROR}
    body: list[TableRow] = []
    aside: dict[str, list[tuple[TableRow, str]]] = {}
    # A heading over part of the rows: the only cell of its row, merged across columns.
    across = {one.first_row for one in grid.merged if one.last_place > one.first_place}
    # In a bare square of numbers two people may be tied to the same others.
    bare = all(map(FIGURE.fullmatch, header))
    before = 0
    for at, row in enumerate(rows):
        # A second table has a gap above it, or a title of its own.
        apart = bool(before) and (row.number > before + 1 or len(_filled(rows[at - 1])) == 1)
        before = row.number
        again = row.cells[: len(header)] == header
        if again and not bare and _matrix_again(header, body, rows[at + 1 :]):
            raise TableError("table.second_below", grid.at(row.number), found="、".join(_filled(row)))
        if again and not all(map(FIGURE.fullmatch, filter(None, header))):
            aside.setdefault("headers_again", []).append((row, row.cells[0]))
        elif is_remark(row, known):
            aside.setdefault("remark_rows", []).append((row, _filled(row)[0][:20]))
        elif _is_total_row(row, at, rows, errors):
            aside.setdefault("total_rows", []).append(
                (row, next((cell for cell in row.cells if is_total(cell)), _filled(row)[0]))
            )
        elif row.number in across and len(_filled(row)) == 1:
            aside.setdefault("heading_rows", []).append((row, _filled(row)[0][:20]))
        elif apart and _begins_a_table(row, known):
            raise TableError("table.second_below", grid.at(row.number), found="、".join(_filled(row)))
        else:
            body.append(row)
    _one_table(grid, header, body, known)
    title = Table(grid.file, grid.sheet, header, 0, ()).title
    notes = [
        Note(code, len(found), tuple(f"{text} ({title} {row.number})" for row, text in found))
        for code, found in aside.items()
    ]
    return body, [row for found in aside.values() for row, _ in found], notes


def _matrix_again(header: tuple[str, ...], above: Sequence[TableRow], below: Sequence[TableRow]) -> bool:
    """Whether a header that comes again begins a second matrix: the same people have a row above it and one below.

    A header repeated page by page has new rows below it.
    """
    names = {row.cells[0] for row in above if row.cells} & set(header)
    return len(names) > 1 and any(row.cells[:1] and row.cells[0] in names for row in below)


def _is_total_row(row: TableRow, at: int, rows: Sequence[TableRow], errors: set[tuple[int, int]]) -> bool:
    """A word for a total first (or after a number), and nothing but figures beside it.

    An average or a sum has to stand at the end: Sum and Mean are names, too.
    """
    cells = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    word = next((at for at, (_, cell) in enumerate(cells[:2]) if is_total(cell)), None)
    if word is None:
        return _is_count_row(row, at, rows)
    beside = [(place, cell) for other, (place, cell) in enumerate(cells) if other != word]
    if not all(
        FIGURE.fullmatch(cell) or is_total(cell) or (row.number, place) in errors for place, cell in beside
    ):
        return False
    counted = is_total(cells[word][1], averages=False)
    return counted or _only_sums_below(at, rows)


def _only_sums_below(at: int, rows: Sequence[TableRow]) -> bool:
    return all(
        is_remark(after, known_header)
        or any(is_total(cell) or COUNT.fullmatch(cell.rstrip(":： ")) for cell in after.cells)
        for after in rows[at + 1 :]
        if _filled(after)
    )


def _is_count_row(row: TableRow, at: int, rows: Sequence[TableRow]) -> bool:
    """A word for a number at the end (人数, N) and one figure, where every row above has something else in its place."""
    cells = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    if (
        len(cells) != 2
        or not COUNT.fullmatch(cells[0][1].rstrip(":： "))
        or not FIGURE.fullmatch(cells[1][1])
    ):
        return False
    above = [before.cells[cells[1][0] : cells[1][0] + 1] for before in rows[:at]]
    unlike = [cell for (cell,) in filter(None, above) if cell and not FIGURE.fullmatch(cell)]
    return bool(unlike) and _only_sums_below(at, rows)


def _begins_a_table(row: TableRow, known: Known) -> bool:
    cells = _filled(row)
    return sum(map(known, cells)) > 1 and not any(FIGURE.fullmatch(cell) for cell in cells)


def _one_table(grid: CellGrid, header: tuple[str, ...], body: Sequence[TableRow], known: Known) -> None:
    """Refuse a second table to the right of an empty column, unless it goes on with the first one's rows."""
    gaps = [
        place
        for place, cell in enumerate(header)
        if not cell and place and not any(row.cells[place : place + 1] not in ((), ("",)) for row in body)
    ]
    for place in gaps:
        left, right = header[:place], header[place + 1 :]
        if sum(map(bool, right)) < 2 or not any(left):
            continue
        again = {cell for cell in right if cell} & set(left)
        on_its_own = any(not any(row.cells[:place]) and any(row.cells[place + 1 :]) for row in body)
        if again or on_its_own or sum(map(known, right)) > 1:
            found = "、".join(cell for cell in right if cell)
            where = replace(
                grid.at(_number_of(grid, header)), column=letters(place + 1) if grid.sheet else None
            )
            raise TableError("table.second_beside", where, found=found)


def _number_of(grid: CellGrid, header: tuple[str, ...]) -> int | None:
    return next((row.number for row in grid.rows if row.cells[: len(header)] == header), None)
