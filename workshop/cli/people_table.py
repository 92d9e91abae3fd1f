"""A table of people named on the command line: a CSV file, or a workbook's first sheet with content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workshop.cli.sources import PDF, ZIP, contents, rows
from workshop.errors import InputError, SeveralErrors, TableError, Where
from workshop.learning.room_table import Row
from workshop.model.matching import Peer
from workshop.network.table import OLD_OFFICE, Table, from_csv, from_workbook, tidy

Reader = Callable[[str, Sequence[Row]], tuple[Peer, ...]]


def people_rows(path: Path, read: Reader) -> tuple[Peer, ...]:
    """The people `read` finds in the file. Raises InputError, TableError, SeveralErrors, each with its place."""
    table = _table(path)
    heads = [tidy(head).lower() for head in table.header]
    for place, head in enumerate(heads):
        # Two columns of one name: reading would silently take the last.
        if head and head in heads[:place]:
            raise TableError("table.double_column", table.at(table.header_row, table.header[place]))
    try:
        return read(path.name, rows(table))
    except InputError as error:
        for problem in error.problems if isinstance(error, SeveralErrors) else (error,):
            if problem.where.file is not None:
                row = table.header_row if problem.where.row == 1 else problem.where.row
                problem.where = replace(problem.where, sheet=table.sheet, row=row)
        error.where = error.problems[0].where if isinstance(error, SeveralErrors) else error.where
        raise


def _table(path: Path) -> Table:
    data = contents(path)
    if data.startswith(PDF):
        raise TableError("table.binary", Where(path.name))
    if path.suffix.lower() != ".xlsx" and not data.startswith((ZIP, OLD_OFFICE)):
        return from_csv(data, path.name)
    sheets = from_workbook(data, path.name)
    if not sheets:
        raise InputError("cli.no_sheet", Where(str(path)))
    return next(iter(sheets.values()))
