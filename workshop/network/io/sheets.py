"""Which table of a file holds people, which groups, which ties: by its name, else by its columns, else as chosen."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.network.io import words
from workshop.network.io.columns import VOCABULARIES, understood
from workshop.network.io.imported import (
    ABOUT,
    BUILDINGS,
    GROUPS,
    LEFT,
    LIVES,
    PEOPLE,
    REMARKS,
    SHOWN_ROWS,
    TIES,
    Journal,
    Seen,
)
from workshop.network.io.table import Table


def what_of(table: Table) -> str:
    """What a table holds, by its name and then by its columns; `left` when neither says."""
    named = words.meaning(words.SHEETS, table.title)
    if named:
        return named
    fields = {what: understood(what, table.header, {}) for what in VOCABULARIES}
    if {"source", "target"} <= set(fields[TIES]):
        return TIES
    if {"of", "about"} <= set(fields[REMARKS]):
        return REMARKS
    # A list of groups has their states and days too, but no reasons.
    if {"group", "life", "reason"} <= set(fields[LIVES]):
        return LIVES
    if "households" in fields[BUILDINGS] and "kind" not in fields[PEOPLE]:
        return BUILDINGS
    if "life" in fields[GROUPS] and "id" in fields[GROUPS]:
        return GROUPS
    return PEOPLE if {"id", "label"} & set(fields[PEOPLE]) else LEFT


def sort_tables(tables: Sequence[Table], journal: Journal) -> dict[str, Table]:
    """The table for each kind of content. A second one for the same, and one that says nothing, is told and left.

    One named so goes before one that only looks so.
    """
    named: dict[str, Table] = {}
    left: list[str] = []
    what = {table.title: journal.choices.what(table.title) or what_of(table) for table in tables}
    for table in sorted(tables, key=lambda one: words.meaning(words.SHEETS, one.title) is None):
        found = what[table.title]
        if found == LEFT or found in named:
            if words.meaning(words.SHEETS, table.title) != LEFT:
                left.append(table.title)
            what[table.title] = LEFT
        else:
            named[found] = table
    for table in tables:
        if what[table.title] == LEFT:
            see(table, LEFT, understood(LEFT, table.header, {}), journal)
    journal.tell("tables_left", left)
    return named


def see(
    table: Table, what: str, fields: tuple[str, ...], journal: Journal, hidden: tuple[str, ...] = ()
) -> None:
    """Note how a table was taken, and which of its filled columns are not; `hidden` ones nobody need decide about."""
    shown = [place for place, header in enumerate(table.header) if header not in hidden]
    rows = tuple(tuple(row.cells[place] for place in shown) for row in table.rows[:SHOWN_ROWS])
    header = tuple(table.header[place] for place in shown)
    taken = tuple(fields[place] for place in shown)
    journal.seen.append(Seen(table.title, what, header, taken, rows, len(table.rows)))
    if what not in (LEFT, ABOUT):
        journal.tell(
            "tie_columns_left" if what == TIES else "columns_left",
            (
                table.header[place]
                for place in shown
                if table.header[place]
                and fields[place] == LEFT
                and any(row.cells[place] for row in table.rows)
            ),
        )
