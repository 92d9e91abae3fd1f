"""Reading tables named on the command line, or refusing them with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.cli.frame import Frame, Json
from workshop.cli.output import plain
from workshop.network.io.archive import OLD_OFFICE
from workshop.network.io.imported import Note
from workshop.network.io.shape import Known
from workshop.network.io.spoiled import unsound
from workshop.network.io.table import COMMA, MOST_BYTES, Table, tidy
from workshop.network.io.table_files import from_csv, from_workbook
from workshop.network.io.table_words import known_header
from workshop.network.text.import_text import note_sentence

Read = TypeVar("Read")

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"  # magic bytes of a .xlsx (zip)


def table_of(
    path: Path,
    best: Callable[[Sequence[Table]], Table] = lambda sheets: sheets[0],
    known: Known = known_header,
) -> Table:
    """The table of a CSV file; of a workbook the `best` of its non-empty sheets, by default the first.

    `known` are the usual headers of such a table.
    """
    data = contents(path)
    if data.startswith(PDF):
        raise TableError("table.binary", Where(path.name))
    # By extension or magic bytes: a workbook may be saved under another name.
    if path.suffix.lower() != ".xlsx" and not data.startswith((ZIP, OLD_OFFICE)):
        return from_csv(data, path.name, known)
    sheets = tuple(from_workbook(data, path.name, known).values())
    if not sheets:
        raise InputError("cli.no_sheet", Where(str(path)))
    return best(sheets)


def no_column_twice(table: Table) -> None:
    """Raises TableError for two columns with one name: reading would silently take the last."""
    heads = [tidy(head).lower() for head in table.header]
    for place, head in enumerate(heads):
        if head and head in heads[:place]:
            raise TableError("table.double_column", table.at(table.header_row, table.header[place]))


@contextmanager
def placed(table: Table) -> Iterator[None]:
    """Add the sheet to faults, and the header's own row where it is not the first; quote cells as they stand there."""
    typed = {
        (one.row, table.header[one.place]): one.text
        for one in table.spoiled
        if one.how == COMMA and one.place < len(table.header)
    }
    try:
        yield
    except InputError as error:
        for problem in error.problems if isinstance(error, SeveralErrors) else (error,):
            if problem.where.file is not None:
                row = table.header_row if problem.where.row == 1 else problem.where.row
                problem.where = replace(problem.where, sheet=table.sheet, row=row)
                found = typed.get((row or 0, problem.where.column or ""))
                if found is not None and "found" in problem.values:
                    problem.values["found"] = found
        if isinstance(error, SeveralErrors):
            error.where, error.values = error.problems[0].where, error.problems[0].values
        raise


def people_rows(
    path: Path, read: Callable[[str, Sequence[dict[str, str]]], Read], headers: Container[str]
) -> tuple[Read, tuple[Note, ...]]:
    """The result of `read` on a table of people with these headers, and what was set aside of the table. Raises
    InputError, TableError, SeveralErrors, each with its position.
    """
    table = table_of(path, known=lambda cell: tidy(cell).lower() in headers)
    no_column_twice(table)
    no_cell_spoiled(table, headers)
    with placed(table):
        return read(path.name, rows(table)), table.notes


def no_cell_spoiled(table: Table, headers: Container[str], days: Container[str] = ()) -> None:
    """Raises TableError or SeveralErrors for errors of the spreadsheet, numbers without their last digits, and dates
    outside `days`, in the columns with these headers.
    """
    heads = [tidy(head).lower() for head in table.header]
    used = {place for place, head in enumerate(heads) if head in headers}
    dated = {place for place, head in enumerate(heads) if head in days}
    problems = unsound(table, used, dated)
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]


def tell(frame: Frame, notes: Sequence[Note], about: str = "") -> None:
    """Import notes on stderr, before the figures they bear on. Scripts get them as data: `notes_shape`."""
    if not frame.json:
        for note in notes:
            frame.note(f"{about}{note_sentence(frame.language, note)}")


def notes_shape(frame: Frame, notes: Sequence[Note]) -> list[dict[str, Json]]:
    """Import notes as data."""
    return [{**plain(note), "message": note_sentence(frame.language, note)} for note in notes]


def rows(table: Table) -> list[dict[str, str]]:
    """The table's rows as dicts by header, at their positions in the file: blank rows stand for skipped ones."""
    blank = dict.fromkeys(table.header, "")
    last = max((row.number for row in table.rows), default=table.header_row)
    rows_read = [dict(blank) for _ in range(last - 1)]
    for row in table.rows:
        rows_read[row.number - 2] = dict(zip(table.header, row.cells, strict=True))
    return rows_read


def contents(path: Path) -> bytes:
    """A file's bytes. Raises InputError `cli.no_file`, `cli.unreadable`, `cli.too_large`."""
    if not path.is_file():
        raise InputError("cli.no_file", Where(str(path)))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("cli.too_large", Where(str(path)), megabytes=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise InputError("cli.unreadable", Where(str(path)), detail=str(error.strerror)) from error
