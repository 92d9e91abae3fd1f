"""Rating tables named on the command line, and the rubric they are on."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workshop.assessment.change.pilot import Occasion
from workshop.assessment.rubric.rubric import Rubric, load_rubric, rubrics
from workshop.assessment.scoring.agreement import VIGNETTE
from workshop.assessment.tables.table import dimension_columns, read_occasions, read_ratings
from workshop.assessment.tables.words import HEADERS
from workshop.base.errors import InputError
from workshop.cli.sources import no_cell_spoiled, no_column_twice, placed, rows, table_of
from workshop.model.network import Group, Network
from workshop.model.rating import Rating
from workshop.network.io.duplicates import likely_duplicates
from workshop.network.io.imported import SHOWN_NAMES, Note
from workshop.network.io.table import Table, tidy
from workshop.network.io.table_words import is_total
from workshop.network.text.import_text import alike_note

COLUMNS = frozenset((*HEADERS, *(word for more in HEADERS.values() for word in more)))
NAMED = frozenset(
    word for column in ("community", "rater", "dimension") for word in (column, *HEADERS[column])
)
TOTAL_ROWS = "total_rows"
INITIALS = re.compile(r"[A-Z]{1,3}")  # SD and STD are a statistic in some tables, and people in others
DAYS = frozenset(word for column in ("when", "evidence") for word in (column, *HEADERS[column]))


def ratings(
    path: Path, folder: Path, wanted: str | None
) -> tuple[Rubric, tuple[Rating, ...], tuple[Note, ...]]:
    """The ratings in a CSV file or workbook, the rubric they are on (see `rubric_for`), and what was set aside.

    Raises InputError, TableError, SeveralErrors.
    """
    table = levels(path)
    chosen = rubric_for(table, folder, wanted)
    with placed(table):
        read = read_ratings(path.name, rows(table), chosen)
    return chosen, read, (*table.notes, *_spread(table, chosen), *_alike(read))


def occasions(
    path: Path, folder: Path, wanted: str | None
) -> tuple[Rubric, dict[Occasion, tuple[Rating, ...]], tuple[Note, ...]]:
    """The ratings of a pilot (test, retest, interview) by occasion, their rubric, and what was set aside. Raises as
    `ratings` does.
    """
    table = levels(path)
    chosen = rubric_for(table, folder, wanted)
    with placed(table):
        read = read_occasions(path.name, rows(table), chosen)
    together = [rating for by_occasion in read.values() for rating in by_occasion]
    return chosen, read, (*table.notes, *_spread(table, chosen), *_alike(together))


def _spread(table: Table, chosen: Rubric) -> tuple[Note, ...]:
    """How a table with a column a dimension was read, and which of its columns are none."""
    columns = dimension_columns(table.header, chosen)
    if not columns:
        return ()
    left = [
        head for head in table.header if head and head not in columns and tidy(head).lower() not in COLUMNS
    ]
    return (
        Note("level_columns", len(columns), tuple(columns)),
        *([Note("columns_left", len(left), tuple(left))] if left else []),
    )


def _alike(read: Sequence[Rating]) -> tuple[Note, ...]:
    """Communities that may be one, and raters who may be."""
    communities = [rating.community for rating in read if not rating.community.startswith(VIGNETTE)]
    return (
        *names_alike("communities_alike", communities),
        *names_alike("raters_alike", [rating.rater for rating in read]),
    )


def names_alike(code: str, names: Iterable[str]) -> tuple[Note, ...]:
    """Names that may mean one, as people and groups of a map may: A and Ａ, 河边 and 河边社区. `code` is the note's."""
    network = Network(groups=tuple(Group(name) for name in dict.fromkeys(names) if name))
    return tuple(replace(note, code=code) for note in alike_note(network, likely_duplicates(network)))


def levels(path: Path) -> Table:
    """The table of levels in a file, unparsed; of a workbook the sheet with the most matching columns.

    Raises InputError `cli.not_levels` for a file without any: a letter, a picture, another table.
    """
    table = table_of(path, lambda sheets: max(sheets, key=_known), lambda cell: tidy(cell).lower() in COLUMNS)
    if not _known(table):
        raise InputError("cli.not_levels", table.at(table.header_row))
    no_column_twice(table)
    no_cell_spoiled(table, COLUMNS, DAYS)
    return without_total_rows(table, NAMED)


def without_total_rows(table: Table, headers: Container[str]) -> Table:
    """The table without rows that name a total in one of the columns with these headers, and a note of them.

    Nobody rates under the name of a total. Where figures are all there is beside the word the row is gone already; here
    it may have a rater, a role and a dimension of its own, as a spreadsheet's subtotals have.
    """
    places = [place for place, head in enumerate(table.header) if tidy(head).lower() in headers]
    totals = {
        row.number: f"{row.cells[place]} ({table.title} {row.number})"
        for row in table.rows
        for place in places
        if is_total(row.cells[place]) and not INITIALS.fullmatch(row.cells[place])
    }
    if not totals:
        return table
    before = next((note for note in table.notes if note.code == TOTAL_ROWS), Note(TOTAL_ROWS))
    names = tuple(dict.fromkeys((*before.names, *totals.values())))
    other = tuple(note for note in table.notes if note.code != TOTAL_ROWS)
    return replace(
        table,
        rows=tuple(row for row in table.rows if row.number not in totals),
        notes=(*other, Note(TOTAL_ROWS, before.n + len(totals), names[:SHOWN_NAMES])),
    )


def rubric_for(table: Table, folder: Path, wanted: str | None) -> Rubric:
    """The rubric asked for; or the one the table names, if installed; or the newest version of the first one.

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
    """The first text in a column with any of these names; "" when there is none."""
    names = {column, *HEADERS[column]}
    places = [place for place, head in enumerate(table.header) if tidy(head).lower() in names]
    return next((row.cells[place] for row in table.rows for place in places if row.cells[place]), "")


def _known(table: Table) -> int:
    """The number of its columns that belong to a table of levels."""
    return sum(tidy(head).lower() in COLUMNS for head in table.header)


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
