"""Files named on the command line: read, or refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workshop.assessment.matrix import Matrix, read_matrix
from workshop.assessment.pilot import Occasion
from workshop.assessment.rubric import Rubric, load_rubric, rubrics
from workshop.assessment.table import read_occasions, read_ratings
from workshop.assessment.words import HEADERS
from workshop.errors import InputError, SeveralErrors, TableError, Where
from workshop.model.network import Network
from workshop.model.rating import Rating
from workshop.network import words
from workshop.network.read import BUILTIN, read
from workshop.network.table import MOST_BYTES, OLD_OFFICE, Table, from_csv, from_workbook, tidy

TABLES = (".csv", ".txt", ".tsv")
MAPS = (".graphml", ".gexf", ".net", ".paj", ".xlsx", ".csv", ".zip")
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"  # how every .xlsx begins
SHEETS = ("people", "ties")  # of a network's tables, the two it must have


def ratings(path: Path, folder: Path, wanted: str | None) -> tuple[Rubric, tuple[Rating, ...]]:
    """The levels in a CSV file or workbook, and the rubric they are on (see `rubric_for`).

    Raises InputError, TableError, SeveralErrors.
    """
    table = levels(path)
    chosen = rubric_for(table, folder, wanted)
    with _placed(table):
        return chosen, read_ratings(path.name, rows(table), chosen)


def occasions(
    path: Path, folder: Path, wanted: str | None
) -> tuple[Rubric, dict[Occasion, tuple[Rating, ...]]]:
    """The levels of a pilot by occasion, and the rubric they are on. Raises as `ratings` does."""
    table = levels(path)
    chosen = rubric_for(table, folder, wanted)
    with _placed(table):
        return chosen, read_occasions(path.name, rows(table), chosen)


def matrix(path: Path) -> Matrix:
    """A wide table of units and raters: a CSV file, or a workbook's first sheet with content."""
    data = contents(path)
    if _is_workbook(path, data):
        sheets = from_workbook(data, path.name)
        if not sheets:
            raise InputError("cli.no_sheet", Where(str(path)))
        table = next(iter(sheets.values()))
    elif data.startswith(PDF):
        raise TableError("table.binary", Where(path.name))
    else:
        table = from_csv(data, path.name)
    blank = [""] * len(table.header)
    last = max((row.number for row in table.rows), default=table.header_row)
    # A header that stands lower comes first all the same; the rows keep the numbers they have in the file.
    lines = [list(table.header), *(list(blank) for _ in range(last - 1))]
    for row in table.rows:
        lines[row.number - 1] = list(row.cells)
    with _placed(table):
        return read_matrix(path.name, lines)


def levels(path: Path) -> Table:
    """The table of levels in a file, unread; of a workbook the sheet with the most of its columns.

    Raises InputError `cli.not_levels` for a file that has nothing of one: a letter, a picture, another table.
    """
    data = contents(path)
    if _is_workbook(path, data):
        table = _sheet_of_ratings(from_workbook(data, path.name), path)
    elif data.startswith(PDF):
        raise TableError("table.binary", Where(path.name))
    else:
        table = from_csv(data, path.name)
    if not _known(table):
        raise InputError("cli.not_levels", table.at(table.header_row))
    heads = [tidy(head).lower() for head in table.header]
    for place, head in enumerate(heads):
        # Two columns of one name: reading would silently take the last.
        if head and head in heads[:place]:
            raise TableError("table.double_column", table.at(table.header_row, table.header[place]))
    return table


def _is_workbook(path: Path, data: bytes) -> bool:
    """By its name, or by its first bytes: a workbook saved under another name is still one."""
    return path.suffix.lower() == ".xlsx" or data.startswith((ZIP, OLD_OFFICE))


@contextmanager
def _placed(table: Table) -> Iterator[None]:
    """Let faults name the sheet they are on, and the header's own row where it is not the first."""
    try:
        yield
    except InputError as error:
        for problem in error.problems if isinstance(error, SeveralErrors) else (error,):
            row = table.header_row if problem.where.row == 1 else problem.where.row
            problem.where = replace(problem.where, sheet=table.sheet, row=row)
        error.where = error.problems[0].where if isinstance(error, SeveralErrors) else error.where
        raise


def rubric_for(table: Table, folder: Path, wanted: str | None) -> Rubric:
    """The rubric asked for; else the one the table names, if we have it; else the newest of the first.

    Answers stay tied to the version they were given on: a table that names one is read with that one.
    """
    if wanted is not None:
        return rubric(folder, wanted)
    known = rubrics(folder / "data" / "rubrics")
    default = rubric(folder, None)
    stated, version = (_first(table, column) for column in ("rubric", "version"))
    stated = stated or default.id
    key = stated if "@" in stated or not version else f"{stated}@{version.lower().removeprefix('v')}"
    named = [one for one in known.values() if key in (one.id, one.key)]
    return max(named, key=lambda one: one.version) if named else default


def _first(table: Table, column: str) -> str:
    """The first text in a column that goes by any of its names; empty when there is none."""
    names = {column, *HEADERS[column]}
    places = [place for place, head in enumerate(table.header) if tidy(head).lower() in names]
    return next((row.cells[place] for row in table.rows for place in places if row.cells[place]), "")


def _sheet_of_ratings(sheets: dict[str, Table], path: Path) -> Table:
    """The sheet with the most columns of a table of levels."""
    if not sheets:
        raise InputError("cli.no_sheet", Where(str(path)))
    return max(sheets.values(), key=_known)


def _known(table: Table) -> int:
    """How many of its columns are those of a table of levels."""
    known = {*HEADERS, *(word for more in HEADERS.values() for word in more)}
    return sum(tidy(head).lower() in known for head in table.header)


def rows(table: Table) -> list[dict[str, str]]:
    """The table's rows as header to text, at the places they have in the file: blank rows stand for skipped ones."""
    blank = dict.fromkeys(table.header, "")
    last = max((row.number for row in table.rows), default=table.header_row)
    found = [dict(blank) for _ in range(last - 1)]
    for row in table.rows:
        found[row.number - 2] = dict(zip(table.header, row.cells, strict=True))
    return found


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


def rubric(folder: Path, wanted: str | None) -> Rubric:
    """A rubric by file, by `id` or `id@version`; the newest of the first one when nothing is asked for."""
    if wanted is not None and wanted.endswith(".toml"):
        return load_rubric(Path(wanted))
    known = rubrics(folder / "data" / "rubrics")
    first = wanted or min(one.id for one in known.values())
    named = [one for one in known.values() if first in (one.id, one.key)]
    if not named:
        raise InputError("cli.no_rubric", rubric=first, known=", ".join(sorted(known)))
    return max(named, key=lambda one: one.version)


def networks(sources: Sequence[str]) -> list[tuple[str, Network]]:
    """Several networks under their names; a folder of files or of folders stands for what is in it."""
    named = [(name_of(one), one) for source in sources for one in _expanded(source)]
    names = [name for name, _ in named]
    return [(name if names.count(name) == 1 else source, read(source)) for name, source in named]


def _expanded(source: str) -> list[str]:
    path = Path(source)
    if source.startswith(BUILTIN) or not path.is_dir() or _is_one_network(path):
        return [source]
    inside = sorted(
        one for one in path.iterdir() if one.suffix.lower() in MAPS or (one.is_dir() and _is_one_network(one))
    )
    if not inside:
        raise InputError("cli.no_networks", Where(source))
    return [str(one) for one in inside]


def _is_one_network(folder: Path) -> bool:
    """Whether a folder holds the tables of one network, rather than several networks."""
    return any(
        one.suffix.lower() in TABLES and words.meaning(words.SHEETS, one.stem) in SHEETS
        for one in folder.iterdir()
    )


def name_of(source: str) -> str:
    """What to call a network that came from `source`."""
    return source.removeprefix(BUILTIN) if source.startswith(BUILTIN) else Path(source).stem
