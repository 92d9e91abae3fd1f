"""Our own tables as one `Network`, or all errors in them at once: people, groups, ties, buildings, remarks, group lives.

A tie may name its ends by id or, where that is unambiguous, by label. Referential integrity is checked: an end that is
on no list is an error, not a new person. A single edge list is the exception, as it has no list to check against.

Our own exports (`own`) are taken as they are: buildings need not be listed, and reporters' names stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workshop.base.errors import TableError, Where
from workshop.model.network import (
    About,
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Relation,
    Remark,
    Tie,
)
from workshop.network.io import words
from workshop.network.io.codes import MOST_HOUSEHOLDS, Find, finder, fits, scale_of
from workshop.network.io.columns import EXTRA, Columns, date_of, find_columns, number, rung, word, yes
from workshop.network.io.graphfiles import Attribute
from workshop.network.io.imported import ABOUT, BUILDINGS, GROUPS, LIVES, PEOPLE, REMARKS, TIES, Journal
from workshop.network.io.table import Table, TableRow

Extra = tuple[tuple[str, Attribute], ...]
FORMAT = "mengya 1"  # the value of `format` in our own exports

_TYPED = re.compile(r"(?s)(.*) \[(text|number|yes/no)\]")


def from_sheets(named: dict[str, Table], file: str, journal: Journal) -> Network:
    """A workbook's or folder's tables, by what they hold. Raises TableError or SeveralErrors."""
    for needed in (PEOPLE, TIES):
        if needed not in named:
            titles = "、".join(seen.title for seen in journal.seen) or "–"
            journal.add(TableError("table.no_sheet", Where(file), name=needed, found=titles))
    journal.done()
    about = _about(named[ABOUT], journal) if ABOUT in named else {}
    # Our own exports hold the data as it was, self loops and unlisted buildings included.
    own = about.get("format") == FORMAT
    all_buildings = buildings(named, journal)
    homes = finder((one.id, one.label) for one in all_buildings) if all_buildings and not own else None
    people, groups, extra = _roster(named, homes, journal)
    if not journal.found and not people and not groups:
        journal.add(TableError("table.no_rows", named[PEOPLE].at()))
    group_names = [(group.id, group.label) for group in groups]
    find = finder([*((person.id, person.label) for person in people), *group_names])
    ties = _ties(named[TIES], find, own, journal)
    all_remarks = remarks(named, find, own, journal)
    changes = lives(named, finder(group_names), journal)
    journal.done()
    return Network(
        tuple(people),
        tuple(groups),
        tuple(ties),
        directed=bool(about.get("directed", False)),
        name=str(about.get("name", "")),
        wave=str(about.get("wave", "")),
        extra=extra,
        buildings=all_buildings,
        remarks=all_remarks,
        changes=changes,
    )


def from_edge_list(table: Table, journal: Journal) -> Network:
    """An edge list: its ends are the people, in order of appearance; ends of `member` ties stay people."""
    ties = _ties(table, None, False, journal)
    if not journal.found and not ties:
        journal.add(TableError("table.no_rows", table.at()))
    journal.done()
    ends = dict.fromkeys(end for tie in ties for end in (tie.source, tie.target))
    return Network(tuple(Person(who) for who in ends), ties=tuple(ties))


def _about(table: Table, journal: Journal) -> dict[str, str | bool]:
    """The `network` sheet: a header and one row of values."""
    columns = find_columns(table, ABOUT, (), journal)
    if not table.rows:
        return {}
    row = table.rows[0]
    values: dict[str, str | bool] = {name: columns.text(row, name) for name in ("name", "wave", "format")}
    values["directed"] = bool(yes(columns, row, "directed", journal))
    return values


def _roster(
    named: dict[str, Table], homes: Find | None, journal: Journal
) -> tuple[list[Person], list[Group], tuple[tuple[str, Extra], ...]]:
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    seen: set[str] = set()
    for sheet in (PEOPLE, GROUPS):
        if sheet not in named:
            continue
        columns = find_columns(named[sheet], sheet, (), journal)
        if not {"id", "label"} & columns.known.keys():
            missing_column(columns, "id", journal)
            continue
        for row in columns.table.rows:
            who = _identity(columns, row, seen, journal)
            if who is None:
                continue
            if sheet == PEOPLE:
                people.append(_person(who, columns, row, homes, journal))
            else:
                groups.append(_group(who, columns, row, journal))
            if more := _extra(columns, row, journal):
                extra.append((who, more))
    return people, groups, tuple(extra)


def _identity(columns: Columns, row: TableRow, seen: set[str], journal: Journal) -> str | None:
    name = "id" if "id" in columns.known else "label"
    who = columns.text(row, name)
    if not who:
        journal.add(TableError("network.no_id", columns.table.at(row.number, columns.header(name))))
        return None
    if who in seen:
        journal.add(
            TableError("network.double_id", columns.table.at(row.number, columns.header(name)), id=who)
        )
        return None
    seen.add(who)
    return who


def _person(who: str, columns: Columns, row: TableRow, homes: Find | None, journal: Journal) -> Person:
    return Person(
        who,
        columns.text(row, "label") if "id" in columns.known else "",
        word(columns, row, "kind", words.KINDS, PersonKind.RESIDENT, journal),
        _home(columns, row, homes, journal),
        yes(columns, row, "answered", journal),
        rung(columns, row, "trust", journal),
    )


def _home(columns: Columns, row: TableRow, homes: Find | None, journal: Journal) -> str:
    """The building; where buildings are listed, one of those."""
    text = columns.text(row, "building")
    if not text or homes is None:
        return text
    building = homes(text)
    if building is None:
        where = columns.table.at(row.number, columns.header("building"))
        journal.add(TableError("network.unknown_building", where, id=text))
    return building or ""


def _group(who: str, columns: Columns, row: TableRow, journal: Journal) -> Group:
    return Group(
        who,
        columns.text(row, "label") if "id" in columns.known else "",
        columns.text(row, "purpose"),
        word(columns, row, "life", words.LIVES, GroupLife.RUNNING, journal),
        date_of(columns, row, "since", journal),
    )


def _extra(columns: Columns, row: TableRow, journal: Journal) -> Extra:
    values: dict[str, Attribute] = {}
    for place, header in columns.other:
        text = row.cells[place]
        if not text:
            continue
        name, kind = header, "text"
        if header.startswith(EXTRA) and (typed := _TYPED.fullmatch(header.removeprefix(EXTRA))):
            name, kind = typed.groups()
        value: Attribute | None = text
        if kind == "number":
            value = number(text)
        elif kind == "yes/no":
            value = words.yes_or_no(text)
        if value is None:
            journal.add(TableError("table.number", columns.table.at(row.number, header), value=text))
        else:
            values[name] = value
    return tuple(sorted(values.items()))


def _ties(table: Table, find: Find | None, own: bool, journal: Journal) -> list[Tie]:
    columns = find_columns(table, TIES, ("source", "target"), journal)
    if not {"source", "target"} <= columns.known.keys():
        return []
    ties: list[Tie] = []
    for row in columns.table.rows:
        ends = [_end(columns, row, name, find, journal) for name in ("source", "target")]
        if ends[0] and ends[0] == ends[1] and not own:
            where = table.at(row.number, columns.header("target"))
            journal.add(TableError("network.self_loop", where, id=ends[0]))
        reporter = columns.text(row, "reporter")
        ties.append(
            Tie(
                ends[0],
                ends[1],
                _relation(columns.text(row, "relation")),
                _strength(columns, row, journal),
                reporter if own or find is None else find(reporter) or reporter,
                date_of(columns, row, "when", journal),
                rung(columns, row, "trust", journal),
                columns.text(row, "wave"),
            )
        )
    return ties


def _end(columns: Columns, row: TableRow, name: str, find: Find | None, journal: Journal) -> str:
    text = columns.text(row, name)
    who = find(text) if find and text else text
    if who:
        return who
    where = columns.table.at(row.number, columns.header(name))
    if not text:
        journal.add(TableError("network.no_end", where))
    else:
        journal.add(TableError("network.unknown_end", where, id=text))
    return ""


def _relation(text: str) -> Relation | str:
    """A relation of ours, or the camp's own word for one."""
    if not text:
        return Relation.KNOWS
    return words.meaning(words.RELATIONS, text) or text


def _strength(columns: Columns, row: TableRow, journal: Journal) -> float:
    text = columns.text(row, "strength")
    value = number(text) if text else 1.0
    if value is None:
        journal.add(
            TableError("table.number", columns.table.at(row.number, columns.header("strength")), value=text)
        )
        return 1.0
    return value


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


def missing_column(columns: Columns, name: str, journal: Journal) -> None:
    """Record that a table lacks a column, and which columns it has."""
    table = columns.table
    headers = "、".join(filter(None, table.header))
    journal.add(TableError("table.no_column", table.at(table.header_row), name=name, found=headers))


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
