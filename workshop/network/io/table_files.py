"""Files of tables: a text file or the sheets of a workbook, each as a `Table`.

Files are untrusted: a workbook is measured before anything unpacks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from workshop.base.errors import TableError, Where
from workshop.network.io.archive import OLD_OFFICE
from workshop.network.io.separated import grid_of
from workshop.network.io.shape import Known, table_in
from workshop.network.io.table import CellGrid, Table, small_enough
from workshop.network.io.table_words import known_header
from workshop.network.io.workbook import grids_of

NO_ROWS: Mapping[str, int] = {}


def from_csv(
    data: bytes, file: str, known: Known = known_header, header_rows: Mapping[str, int] = NO_ROWS
) -> Table:
    """A text file with separators. `known` are its usual headers, `header_rows` a header's row where one was chosen.

    Raises TableError.
    """
    return table_in(grid_of(data, file), known, header_rows.get(PurePath(file).stem))


def from_workbook(data: bytes, file: str, known: Known = known_header) -> dict[str, Table]:
    """The sheets of an XLSX workbook by name; empty sheets are left out. Raises TableError."""
    tables: dict[str, Table] = {}
    for title, table in sheets_of(data, file, known).items():
        if isinstance(table, TableError):
            raise table
        tables[title] = table
    return tables


def sheets_of(
    data: bytes, file: str, known: Known = known_header, header_rows: Mapping[str, int] = NO_ROWS
) -> dict[str, Table | TableError]:
    """As `from_workbook`, with the error in place of a sheet that is no table. Raises TableError."""
    small_enough(data, file)
    if data.startswith(OLD_OFFICE):
        raise TableError("table.old_or_locked", Where(file))
    return {_title(one): _table(one, known, header_rows) for one in grids_of(data, file)}


def _title(grid: CellGrid | TableError) -> str:
    return (grid.where.sheet if isinstance(grid, TableError) else grid.sheet) or ""


def _table(grid: CellGrid | TableError, known: Known, header_rows: Mapping[str, int]) -> Table | TableError:
    if isinstance(grid, TableError):
        return grid
    try:
        return table_in(grid, known, header_rows.get(grid.sheet or ""))
    except TableError as error:
        return error
