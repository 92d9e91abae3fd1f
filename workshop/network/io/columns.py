"""Column mapping (headers to fields) and cell parsing: yes/no, vocabulary words, dates, numbers.

A cell that cannot be read is an error with its position; reading goes on, so that all errors are reported at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from workshop.base.errors import TableError, Where
from workshop.network.io import words
from workshop.network.io.codes import MOST_STRENGTH, TRUST
from workshop.network.io.imported import (
    ABOUT,
    AFFILIATION,
    BUILDINGS,
    EXTRA_FIELD,
    GROUPS,
    LEFT,
    LIVES,
    MATRIX,
    PEOPLE,
    REMARKS,
    TIES,
    Journal,
)
from workshop.network.io.spoiled import sound
from workshop.network.io.table import Table, TableRow

Meaning = TypeVar("Meaning")

EXTRA = "extra:"  # header prefix of a column with an extra attribute, in our own exports
NOTHING: Mapping[str, str] = MappingProxyType({})
VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    PEOPLE: words.PERSON_COLUMNS,
    GROUPS: words.GROUP_COLUMNS,
    TIES: words.TIE_COLUMNS,
    BUILDINGS: words.BUILDING_COLUMNS,
    REMARKS: words.REMARK_COLUMNS,
    LIVES: words.LIFE_COLUMNS,
    ABOUT: words.ABOUT_COLUMNS,
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    **{what: tuple(dict.fromkeys(vocabulary.values())) for what, vocabulary in VOCABULARIES.items()},
    MATRIX: (),  # a column each is a person, or a group
    AFFILIATION: (),
}


@dataclass(frozen=True)
class Columns:
    """Column of each field, and the columns that hold no field of ours."""

    table: Table
    known: dict[str, int]
    other: tuple[tuple[int, str], ...]
    fields: tuple[str, ...]

    def text(self, row: TableRow, name: str) -> str:
        """The cell of a field, empty where there is no such column."""
        return row.cells[self.known[name]] if name in self.known else ""

    def header(self, name: str) -> str:
        """The file's own name of the field's column."""
        return self.table.header[self.known[name]] if name in self.known else name


def understood(what: str, header: tuple[str, ...], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Header matching: the field of each column, as chosen, else by its header, else `extra` or `left`.

    Only people and groups have room for extra columns. Each field is assigned once; a chosen column takes precedence.

    >>> understood("ties", ("甲", "乙", "备注"), {})
    ('source', 'target', 'left')
    """
    rest = EXTRA_FIELD if what in (PEOPLE, GROUPS) else LEFT
    vocabulary = VOCABULARIES.get(what, {})
    given = [chosen.get(name, "") for name in header]
    taken = {name for name in given if name not in ("", EXTRA_FIELD, LEFT)}
    meant = [None if name.startswith(EXTRA) else words.header_meaning(vocabulary, name) for name in header]
    # A column with the field's exact name takes precedence over a synonym, and two that are said together over one alone.
    exact = {field: field for name, field in zip(header, meant, strict=True) if field == words.key(name)}
    if what == TIES:
        exact = _pair(header) | exact
        meant = [
            None
            if words.key(name) in words.ONLY_IN_PAIRS and words.key(name) not in exact.values()
            else field
            for name, field in zip(header, meant, strict=True)
        ]
    for place, (name, field) in enumerate(zip(header, meant, strict=True)):
        if given[place]:
            continue
        fits = (
            field is not None and field not in taken and exact.get(field, words.key(name)) == words.key(name)
        )
        given[place] = field if field is not None and fits else rest
        taken.add(given[place])
    return tuple(given)


def _pair(header: Sequence[str]) -> dict[str, str]:
    """The two headers that name a tie's ends together, by field."""
    keys = {words.key(name) for name in header}
    pair = next((pair for pair in words.END_PAIRS if keys.issuperset(pair)), None)
    return dict(zip(("source", "target"), pair, strict=True)) if pair else {}


def find_columns(
    table: Table,
    what: str,
    needed: tuple[str, ...],
    journal: Journal,
    fixed: Mapping[str, str] = NOTHING,
) -> Columns:
    """Match headers to fields; a duplicate or missing column is an error. `fixed` are the columns a program uses its own way."""
    fields = understood(what, table.header, {**fixed, **journal.choices.fields(table.title)})
    return columns_as(sound(table, what, fields, journal), fields, needed, journal)


def columns_as(table: Table, fields: tuple[str, ...], needed: tuple[str, ...], journal: Journal) -> Columns:
    """The columns under fields already matched; a duplicate or missing one is an error."""
    known: dict[str, int] = {}
    other: list[tuple[int, str]] = []
    seen: set[str] = set()
    for place, (header, name) in enumerate(zip(table.header, fields, strict=True)):
        if header in seen:
            journal.add(TableError("table.double_column", table.at(table.header_row, header)))
        elif not header:
            _nothing_under(table, place, journal)
        elif name == EXTRA_FIELD:
            other.append((place, header))
        elif name != LEFT and name in known:
            journal.add(TableError("table.one_field", table.at(table.header_row, header), name=name))
        elif name != LEFT:
            known[name] = place
        seen.add(header or f"\0{place}")
    for name in needed:
        if name not in known:
            columns = "、".join(filter(None, table.header))
            journal.add(TableError("table.no_column", table.at(table.header_row), name=name, found=columns))
    return Columns(table, known, tuple(other), fields)


def missing_column(columns: Columns, name: str, journal: Journal) -> None:
    """Record that a table lacks a column, and which columns it has."""
    table = columns.table
    headers = "、".join(filter(None, table.header))
    journal.add(TableError("table.no_column", table.at(table.header_row), name=name, found=headers))


def _nothing_under(table: Table, place: int, journal: Journal) -> None:
    """Cells under an empty header, as merged header cells leave them, would be lost silently."""
    row = next((row for row in table.rows if row.cells[place]), None)
    if row is not None:
        where = table.at(row.number)
        journal.add(TableError("table.no_header", where, value=row.cells[place][:20], n=place + 1))


def yes(columns: Columns, row: TableRow, name: str, journal: Journal) -> bool | None:
    """Yes or no, None for an empty cell: what was not said is not known."""
    text = columns.text(row, name)
    value = words.yes_or_no(text)
    if text and value is None:
        journal.add(
            TableError("table.yes_or_no", columns.table.at(row.number, columns.header(name)), value=text)
        )
    return value


def word(
    columns: Columns,
    row: TableRow,
    name: str,
    vocabulary: Mapping[str, Meaning],
    empty: Meaning,
    journal: Journal,
) -> Meaning:
    """Meaning of a cell's word, `empty` for an empty cell."""
    text = columns.text(row, name)
    value = words.meaning(vocabulary, text) if text else empty
    if value is None:
        where = columns.table.at(row.number, columns.header(name))
        known = "、".join(dict.fromkeys(str(meaning) for meaning in vocabulary.values()))
        journal.add(TableError("network.word", where, value=text, known=known))
    return value or empty


def date_of(columns: Columns, row: TableRow, name: str, journal: Journal) -> date | None:
    """A day, or None for an empty cell."""
    text = columns.text(row, name)
    if not text:
        return None
    value = day(text)
    if value is None:
        journal.add(TableError("table.date", columns.table.at(row.number, columns.header(name)), value=text))
    return value


def rung(columns: Columns, row: TableRow, name: str, journal: Journal) -> int | None:
    """A rung of the trust ladder, None for an empty cell."""
    text = columns.text(row, name)
    if not text:
        return None
    value = number(text)
    if value is None or value not in TRUST:
        journal.add(
            TableError("network.trust", columns.table.at(row.number, columns.header(name)), value=text)
        )
        return None
    return int(value)


def number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def strength(text: str, where: Where, journal: Journal, most: float = MOST_STRENGTH) -> float:
    """A tie's strength, 1 for an empty cell. What is no number, infinite or beyond `most` is an error."""
    value = number(text) if text else 1.0
    if value is None:
        journal.add(TableError("table.number", where, value=text))
    elif abs(value) > most:
        journal.add(TableError("network.strength", where, value=text[:20], most=most))
    else:
        return value
    return 1.0


def day(text: str) -> date | None:
    """2026-05-01, 2026/5/1, 2026.5.1, 2026年5月1日, 20260501; the first day where only a month or year is given."""
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    parts = words.DAY.fullmatch(text)
    if not parts:
        return None
    year, month, last = (int(part or 1) for part in parts.groups())
    try:
        return date(year, month, last)
    except ValueError:
        return None
