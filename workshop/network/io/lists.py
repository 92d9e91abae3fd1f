"""The tables beside people and ties: buildings, remarks about people and groups, and changes in a group's life."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.base.errors import TableError
from workshop.model.network import About, Building, GroupLife, LifeChange, Remark
from workshop.network.io import words
from workshop.network.io.codes import MOST_HOUSEHOLDS, Find, fits, scale_of
from workshop.network.io.columns import Columns, date_of, find_columns, missing_column, number, word
from workshop.network.io.imported import BUILDINGS, LIVES, REMARKS, Journal
from workshop.network.io.table import Table, TableRow


def buildings(named: Mapping[str, Table], journal: Journal) -> tuple[Building, ...]:
    """The `buildings` table; empty where there is none."""
    if BUILDINGS not in named:
        return ()
    columns = find_columns(named[BUILDINGS], BUILDINGS, (), journal)
    name = "id" if "id" in columns.known else "label"
    if name not in columns.known:
        missing_column(columns, "id", journal)
        return ()
    by_id: dict[str, Building] = {}
    for row in columns.table.rows:
        building = columns.text(row, name)
        where = columns.table.at(row.number, columns.header(name))
        if not building:
            journal.add(TableError("network.no_building", where))
        elif building in by_id:
            journal.add(TableError("network.double_building", where, id=building))
        else:
            label = columns.text(row, "label") if name == "id" else ""
            by_id[building] = Building(building, label, _households(columns, row, journal))
    return tuple(by_id.values())


def remarks(named: Mapping[str, Table], find: Find, own: bool, journal: Journal) -> tuple[Remark, ...]:
    """The `remarks` table; `find` knows the people and groups."""
    if REMARKS not in named:
        return ()
    columns = find_columns(named[REMARKS], REMARKS, ("of", "about"), journal)
    if not {"of", "about"} <= columns.known.keys():
        return ()
    return tuple(_remark(columns, row, find, own, journal) for row in columns.table.rows)


def lives(named: Mapping[str, Table], find: Find, journal: Journal) -> tuple[LifeChange, ...]:
    """The `life` table; `find` knows the groups."""
    if LIVES not in named:
        return ()
    columns = find_columns(named[LIVES], LIVES, ("group", "life"), journal)
    if not {"group", "life"} <= columns.known.keys():
        return ()
    life_changes: list[LifeChange] = []
    for row in columns.table.rows:
        written = columns.text(row, "group")
        group = find(written) if written else None
        if group is None:
            where = columns.table.at(row.number, columns.header("group"))
            journal.add(
                TableError("network.unknown_group", where, id=written)
                if written
                else TableError("network.no_group", where)
            )
        if not columns.text(row, "life"):
            journal.add(TableError("network.no_life", columns.table.at(row.number, columns.header("life"))))
        life_changes.append(
            LifeChange(
                group or "",
                word(columns, row, "life", words.LIVES, GroupLife.RUNNING, journal),
                date_of(columns, row, "when", journal),
                columns.text(row, "reason"),
            )
        )
    return tuple(life_changes)


def _households(columns: Columns, row: TableRow, journal: Journal) -> int | None:
    text = columns.text(row, "households")
    if not text:
        return None
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= MOST_HOUSEHOLDS:
        where = columns.table.at(row.number, columns.header("households"))
        journal.add(TableError("network.households", where, value=text, most=MOST_HOUSEHOLDS))
        return None
    return int(value)


def _remark(columns: Columns, row: TableRow, find: Find, own: bool, journal: Journal) -> Remark:
    written, reporter = columns.text(row, "of"), columns.text(row, "reporter")
    of = find(written) if written else None
    if of is None:
        where = columns.table.at(row.number, columns.header("of"))
        journal.add(
            TableError("network.remark_of", where, id=written)
            if written
            else TableError("network.no_remark_of", where)
        )
    subject = columns.text(row, "about")
    if not subject:
        journal.add(TableError("network.no_about", columns.table.at(row.number, columns.header("about"))))
    about = words.meaning(words.ABOUTS, subject) or subject
    return Remark(
        of or "",
        about,
        _value(columns, row, about, journal),
        columns.text(row, "word"),
        reporter if own else find(reporter) or reporter,
        date_of(columns, row, "when", journal),
    )


def _value(columns: Columns, row: TableRow, about: About | str, journal: Journal) -> float:
    """The value of a remark; an empty cell is 1 for kinds without a degree, and an error for measured ones."""
    text = columns.text(row, "value")
    scale = scale_of(about)
    where = columns.table.at(row.number, columns.header("value"))
    value = number(text) if text else 1.0
    if value is None:
        journal.add(TableError("table.number", where, value=text))
    elif not text and scale not in (None, (1, 1)):
        journal.add(TableError("network.no_value", where))
    elif scale is not None and not fits(about, value):
        low, high = scale
        journal.add(TableError("network.value", where, value=text, low=low, high=high))
    return 1.0 if value is None else value
