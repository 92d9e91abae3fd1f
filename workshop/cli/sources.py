"""Files named on the command line: read, or refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workshop.assessment.rubric import Rubric, load_rubric, rubrics
from workshop.assessment.table import read_ratings
from workshop.assessment.words import COLUMNS, HEADERS
from workshop.errors import InputError, SeveralErrors, Where
from workshop.model.network import Network
from workshop.model.rating import Rating
from workshop.network import words
from workshop.network.read import BUILTIN, read
from workshop.network.table import MOST_BYTES, Table, from_csv, from_workbook, tidy

TABLES = (".csv", ".txt", ".tsv")
MAPS = (".graphml", ".gexf", ".net", ".paj", ".xlsx", ".csv", ".zip")
SHEETS = ("people", "ties")  # of a network's tables, the two it must have


def ratings(path: Path, rubric: Rubric) -> tuple[Rating, ...]:
    """The levels in a CSV file or workbook. Raises InputError, TableError, SeveralErrors."""
    data = contents(path)
    if path.suffix.lower() != ".xlsx":
        return read_ratings(path.name, rows(from_csv(data, path.name)), rubric)
    table = _sheet_of_ratings(from_workbook(data, path.name), path)
    try:
        return read_ratings(path.name, rows(table), rubric)
    except InputError as error:
        for problem in error.problems if isinstance(error, SeveralErrors) else (error,):
            problem.where = replace(problem.where, sheet=table.sheet)
        raise


def _sheet_of_ratings(sheets: dict[str, Table], path: Path) -> Table:
    """The sheet with the most columns of a table of levels."""
    known = {*COLUMNS, *(word for more in HEADERS.values() for word in more)}
    if not sheets:
        raise InputError("cli.no_sheet", Where(str(path)))
    return max(sheets.values(), key=lambda table: sum(tidy(head).lower() in known for head in table.header))


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
