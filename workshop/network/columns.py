"""The columns of a table: which field each holds, and its cells as yes or no, a word, a date, a number.

A cell that cannot be read is a fault with its place; reading goes on, so that all faults are told at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from workshop.errors import InputError, SeveralErrors, TableError
from workshop.network import words
from workshop.network.table import Row, Table

Meaning = TypeVar("Meaning")

EXTRA = "extra:"  # begins the header of a column that holds an attribute of ours to keep
MOST_FAULTS = 50


@dataclass
class Faults:
    """What is wrong so far; reading goes on so that all of it can be told at once."""

    found: list[InputError] = field(default_factory=list)

    def add(self, problem: InputError) -> None:
        """Note one fault; past fifty nobody reads on."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(problem)

    def done(self) -> None:
        """Raise what was found, if anything."""
        if self.found:
            raise self.found[0] if len(self.found) == 1 else SeveralErrors(self.found)


@dataclass(frozen=True)
class Columns:
    """Which column holds which field, and what the columns without a field of ours are called."""

    table: Table
    known: dict[str, int]
    other: tuple[tuple[int, str], ...]

    def text(self, row: Row, name: str) -> str:
        """The cell of a field, empty where there is no such column."""
        return row.cells[self.known[name]] if name in self.known else ""

    def header(self, name: str) -> str:
        """What the file calls the field's column."""
        return self.table.header[self.known[name]] if name in self.known else name


def find_columns(
    table: Table, vocabulary: Mapping[str, str], needed: tuple[str, ...], faults: Faults
) -> Columns:
    """Match headers to fields; a doubled or missing column is a fault."""
    known: dict[str, int] = {}
    other: list[tuple[int, str]] = []
    seen: set[str] = set()
    for place, header in enumerate(table.header):
        name = None if header.startswith(EXTRA) else words.meaning(vocabulary, header)
        if header in seen:
            faults.add(TableError("table.double_column", table.at(table.header_row, header)))
        elif name and name not in known:
            known[name] = place
        elif header:
            other.append((place, header))
        else:
            _nothing_under(table, place, faults)
        seen.add(header or f"\0{place}")
    for name in needed:
        if name not in known:
            columns = "、".join(filter(None, table.header))
            faults.add(TableError("table.no_column", table.at(table.header_row), name=name, found=columns))
    return Columns(table, known, tuple(other))


def _nothing_under(table: Table, place: int, faults: Faults) -> None:
    """Words under no header, as merged header cells leave them, would be lost without a sign."""
    row = next((row for row in table.rows if row.cells[place]), None)
    if row is not None:
        where = table.at(row.number)
        faults.add(TableError("table.no_header", where, value=row.cells[place][:20], n=place + 1))


def yes(columns: Columns, row: Row, name: str, empty: bool, faults: Faults) -> bool:
    """Yes or no, `empty` for an empty cell."""
    text = columns.text(row, name)
    value = words.yes_or_no(text) if text else empty
    if value is None:
        faults.add(
            TableError("table.yes_or_no", columns.table.at(row.number, columns.header(name)), value=text)
        )
    return bool(value)


def word(
    columns: Columns, row: Row, name: str, vocabulary: Mapping[str, Meaning], empty: Meaning, faults: Faults
) -> Meaning:
    """What a cell's word means, `empty` for an empty cell."""
    text = columns.text(row, name)
    value = words.meaning(vocabulary, text) if text else empty
    if value is None:
        where = columns.table.at(row.number, columns.header(name))
        known = "、".join(dict.fromkeys(str(meaning) for meaning in vocabulary.values()))
        faults.add(TableError("network.word", where, value=text, known=known))
    return value or empty


def date_of(columns: Columns, row: Row, name: str, faults: Faults) -> date | None:
    """A day, or None for an empty cell."""
    text = columns.text(row, name)
    if not text:
        return None
    value = day(text)
    if value is None:
        faults.add(TableError("table.date", columns.table.at(row.number, columns.header(name)), value=text))
    return value


def number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


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
