"""Content of each table (people, groups, ties …): as chosen, else by its name, else by its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop.base.errors import TableError, Where
from workshop.model.names import fold
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
from workshop.network.io.matrix import ListedNames
from workshop.network.io.table import Table
from workshop.network.io.tie_columns import tie_plan

MOVED_HEADER_MAY_HELP = ("table.long_row", "table.beyond_header", "table.second_below", "table.second_beside")


def what_of(table: Table) -> str:
    """Content of a table, by its name and then by its columns; `left` when neither is conclusive."""
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
    """The table for each kind of content. A second one of a kind, or one of unknown content, is skipped with a note.

    A chosen table takes precedence over one with a known name, and that over one recognised by its columns.
    """
    named: dict[str, Table] = {}
    left: list[str] = []
    what = {table.title: journal.choices.what(table.title) or what_of(table) for table in tables}
    if answers := _answers(tables, what, journal):
        what[answers.title] = TIES
    _one_list_of_ties(tables, what, journal)

    def less_certain(table: Table) -> tuple[bool, bool]:
        return journal.choices.what(table.title) is None, words.meaning(words.SHEETS, table.title) is None

    for table in sorted(tables, key=less_certain):
        content = what[table.title]
        if content == LEFT or content in named:
            if words.meaning(words.SHEETS, table.title) != LEFT:
                left.append(table.title)
            what[table.title] = LEFT
        else:
            named[content] = table
    for table in tables:
        if what[table.title] == LEFT:
            see(table, LEFT, understood(LEFT, table.header, {}), journal)
    journal.tell("tables_left", left)
    return named


def _one_list_of_ties(tables: Sequence[Table], what: Mapping[str, str], journal: Journal) -> None:
    """Refuse two tables of ties of which neither the name nor anybody says which is meant: two rounds, two relations."""
    ties = [table for table in tables if what[table.title] == TIES]
    said = any(words.meaning(words.SHEETS, one.title) or journal.choices.what(one.title) for one in ties)
    if len(ties) > 1 and not said:
        for table in ties:  # so that one of them can be chosen
            see(table, LEFT, understood(LEFT, table.header, {}), journal)
        names = "、".join(table.title for table in ties)
        raise TableError("network.several_ties", Where(ties[0].file), names=names)


def _answers(tables: Sequence[Table], what: Mapping[str, str], journal: Journal) -> Table | None:
    """A questionnaire's export among tables without ties: it has names as a list of people does, and says whom they named."""
    if TIES in what.values():
        return None
    for table in tables:
        others = [other for other in tables if other is not table and what[other.title] == PEOPLE]
        unsaid = (
            journal.choices.what(table.title) is None and words.meaning(words.SHEETS, table.title) is None
        )
        if unsaid and (others or len(tables) == 1):
            known = frozenset(name for other in others for name in names_in(other, PEOPLE))
            if {"source", "target"} <= set(tie_plan(table, known, Journal()).fields):
                return table
    return None


def see(
    table: Table, what: str, fields: tuple[str, ...], journal: Journal, hidden: tuple[str, ...] = ()
) -> None:
    """Record how a table was mapped, and which of its filled columns were not; `hidden` columns need no decision."""
    if what != LEFT:
        for note in table.notes:
            journal.tell(note.code, note.names)
    visible = [place for place, header in enumerate(table.header) if header not in hidden]
    rows = tuple(tuple(row.cells[place] for place in visible) for row in table.rows[:SHOWN_ROWS])
    header = tuple(table.header[place] for place in visible)
    taken = tuple(fields[place] for place in visible)
    journal.seen.append(Seen(table.title, what, header, taken, rows, len(table.rows), table.header_row))
    if what not in (LEFT, ABOUT):
        journal.tell(
            "tie_columns_left" if what == TIES else "columns_left",
            (
                table.header[place]
                for place in visible
                if table.header[place]
                and fields[place] == LEFT
                and any(row.cells[place] for row in table.rows)
            ),
        )


def roster_of(tables: Sequence[Table], journal: Journal) -> ListedNames:
    """Whom the lists of people and groups name, folded, before any table of ties is looked at."""
    people: set[str] = set()
    groups: set[str] = set()
    for table in tables:
        what = journal.choices.what(table.title) or what_of(table)
        if what in (PEOPLE, GROUPS):
            (people if what == PEOPLE else groups).update(map(fold, names_in(table, what)))
    return ListedNames(frozenset(people), frozenset(groups))


def known_names(named: Mapping[str, Table]) -> frozenset[str]:
    """The ids and labels of the lists of people and groups, as written."""
    return frozenset(
        name for what in (PEOPLE, GROUPS) if what in named for name in names_in(named[what], what)
    )


def names_in(table: Table, what: str) -> set[str]:
    """The ids and labels in a list of people or groups."""
    fields = understood(what, table.header, {})
    places = [place for place, field in enumerate(fields) if field in ("id", "label")]
    return {row.cells[place] for row in table.rows for place in places if row.cells[place]}


def see_fault(title: str, error: TableError, journal: Journal) -> None:
    """Record a table that came apart below its header: another row may be the header."""
    if error.code in MOVED_HEADER_MAY_HELP:
        journal.seen.append(Seen(title, LEFT, (), (), (), 0, 1))
