"""The tables that may come beside people, groups and ties: buildings, remarks, and how groups lived on.

A file of ours (`own`) is somebody's data as it was: there a building need not be on the list, and a reporter's name
stays as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from workshop.errors import TableError
from workshop.model.network import About, Building, Life, LifeChange, Remark
from workshop.network import words
from workshop.network.columns import Columns, date_of, find_columns, number, word
from workshop.network.imported import BUILDINGS, LIVES, REMARKS, Journal
from workshop.network.known import MOST_HOUSEHOLDS, fits, scale_of
from workshop.network.roll import Find
from workshop.network.table import Row, Table


def buildings(named: Mapping[str, Table], journal: Journal) -> tuple[Building, ...]:
    """The `buildings` table; nothing where there is none."""
    if BUILDINGS not in named:
        return ()
    columns = find_columns(named[BUILDINGS], BUILDINGS, (), journal)
    name = "id" if "id" in columns.known else "label"
    if name not in columns.known:
        missing_column(columns, "id", journal)
        return ()
    found: dict[str, Building] = {}
    for row in columns.table.rows:
        house = columns.text(row, name)
        where = columns.table.at(row.number, columns.header(name))
        if not house:
            journal.add(TableError("network.no_building", where))
        elif house in found:
            journal.add(TableError("network.double_building", where, id=house))
        else:
            label = columns.text(row, "label") if name == "id" else ""
            found[house] = Building(house, label, _households(columns, row, journal))
    return tuple(found.values())


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
    found: list[LifeChange] = []
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
        found.append(
            LifeChange(
                group or "",
                word(columns, row, "life", words.LIVES, Life.RUNNING, journal),
                date_of(columns, row, "when", journal),
                columns.text(row, "reason"),
            )
        )
    return tuple(found)


def missing_column(columns: Columns, name: str, journal: Journal) -> None:
    """Tell that a table lacks a column, and which it has."""
    table = columns.table
    found = "、".join(filter(None, table.header))
    journal.add(TableError("table.no_column", table.at(table.header_row), name=name, found=found))


def _households(columns: Columns, row: Row, journal: Journal) -> int | None:
    text = columns.text(row, "households")
    if not text:
        return None
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= MOST_HOUSEHOLDS:
        where = columns.table.at(row.number, columns.header("households"))
        journal.add(TableError("network.households", where, value=text, most=MOST_HOUSEHOLDS))
        return None
    return int(value)


def _remark(columns: Columns, row: Row, find: Find, own: bool, journal: Journal) -> Remark:
    written, said = columns.text(row, "of"), columns.text(row, "reporter")
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
        said if own else find(said) or said,
        date_of(columns, row, "when", journal),
    )


def _value(columns: Columns, row: Row, about: About | str, journal: Journal) -> float:
    """How much; an empty cell is 1 where something is only said or not said, and a fault where it is measured."""
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
