"""Gephi and Kumu tables (node list and edge list) as a graph file.

Gephi: `Id, Label, timeset, …` and `Source, Target, Type, Id, Label, timeset, Weight`, where Type is Directed or
Undirected. Kumu: elements with `Label` (or `ID` and `Label`), connections with `From, To`, `Direction`, and
several ends in one cell as `A | B`. An edge list may come alone: its ends are then the people.

Rows become attributes: our fields under our names, everything else unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop.base.errors import TableError
from workshop.network.io import words
from workshop.network.io.columns import EXTRA, Columns, date_of, find_columns, strength
from workshop.network.io.graphfiles import (
    DIRECTED,
    MUTUAL,
    ONE_WAY,
    UNDIRECTED,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import LEFT, PEOPLE, TIES, Journal, Note
from workshop.network.io.table import Table, TableRow


def row_values(columns: Columns, row: TableRow, journal: Journal) -> Attributes:
    """Attributes of a row; empty cells are skipped. An invalid strength or date is an error."""
    attributes: Attributes = {}
    for name in columns.known:
        text = columns.text(row, name)
        if not text:
            continue
        where = columns.table.at(row.number, columns.header(name))
        if name == "strength":
            attributes[name] = strength(text, where, journal)
        elif name == "when":
            when = date_of(columns, row, name, journal)
            if when:
                attributes[name] = when.isoformat()
        else:
            attributes[name] = text
    for place, header in columns.other:
        if row.cells[place]:
            attributes[f"{EXTRA}{header}"] = row.cells[place]
    return attributes


@dataclass(frozen=True)
class Program:
    """One program's conventions: the direction column, the default direction, and its own columns."""

    way: str
    otherwise: str
    about_nodes: tuple[str, ...]
    about_edges: tuple[str, ...]
    several: str = ""


GEPHI = Program("type", UNDIRECTED, ("timeset", "interval"), ("id", "timeset", "interval"))
KUMU = Program("direction", DIRECTED, (), ("id",), "|")


def program_of(named: Mapping[str, Table]) -> Program | None:
    """The program that wrote these tables; None for ours, or any that use our columns."""
    if TIES not in named:
        return None
    ties, people = named[TIES], named.get(PEOPLE)
    headers = {header.casefold(): place for place, header in enumerate(ties.header)}
    if {"source", "target", "type"} <= headers.keys():
        ways = {row.cells[headers["type"]].casefold() for row in ties.rows} - {""}
        if ways <= ONE_WAY.keys() and (ways or "timeset" in headers):
            return GEPHI
    if {"from", "to"} <= headers.keys():
        elements = people is not None and "label" in {header.casefold() for header in people.header}
        return KUMU if elements or "direction" in headers else None
    return None


def from_program(
    program: Program, named: Mapping[str, Table], journal: Journal
) -> tuple[GraphFile, dict[str, str]]:
    """Tables of a program as nodes and edges under our names, and the original headers."""
    ties = named[TIES]
    nodes: dict[str, Attributes] = {}
    headers: dict[str, str] = {}
    if PEOPLE in named:
        columns = find_columns(
            named[PEOPLE], PEOPLE, (), journal, fixed_columns(program, PEOPLE, named[PEOPLE])
        )
        headers = {name: columns.header(name) for name in columns.known}
        _nodes(columns, nodes, journal)
    columns = find_columns(ties, TIES, ("source", "target"), journal, fixed_columns(program, TIES, ties))
    journal.done()
    find = _finder(nodes) if PEOPLE in named else None
    edges: list[tuple[Edge, str]] = []
    for row in columns.table.rows:
        way = _way(program, columns, row, journal)
        attributes = row_values(columns, row, journal)
        for name in ("source", "target"):
            attributes.pop(name, None)
        edges += [((*ends, dict(attributes)), way) for ends in _ends(program, columns, row, find, journal)]
    journal.done()
    for (source, target, _), _ in edges:
        nodes.setdefault(source, {})
        nodes.setdefault(target, {})
    notes: list[Note] = []
    directed, turned_edges = turned(edges, program.otherwise, notes)
    return checked(
        GraphFile(ties.file, directed, {}, tuple(nodes.items()), turned_edges, tuple(notes))
    ), headers


def fixed_columns(program: Program, what: str, table: Table) -> dict[str, str]:
    """Columns with a meaning of the program's own. Without a relation column, the edge label is the relation."""
    names = {PEOPLE: program.about_nodes, TIES: (program.way, *program.about_edges)}.get(what, ())
    fixed = {header: LEFT for header in table.header if header.casefold() in names}
    if what == TIES:
        rest = [header for header in table.header if header not in fixed]
        if not any(words.meaning(words.TIE_COLUMNS, header) == "relation" for header in rest):
            fixed |= {header: "relation" for header in rest if header.casefold() == "label"}
    return fixed


def _nodes(columns: Columns, nodes: dict[str, Attributes], journal: Journal) -> None:
    name = "id" if "id" in columns.known else "label"
    for row in columns.table.rows:
        who = columns.text(row, name)
        where = columns.table.at(row.number, columns.header(name))
        if not who:
            journal.add(TableError("network.no_id", where))
        elif who in nodes:
            journal.add(TableError("network.double_id", where, id=who))
        else:
            attributes = row_values(columns, row, journal)
            attributes.pop(name)
            nodes[who] = attributes


def _finder(nodes: Mapping[str, Attributes]) -> Callable[[str], str | None]:
    by_label: dict[str, list[str]] = {}
    for who, attributes in nodes.items():
        by_label.setdefault(str(attributes.get("label", "")), []).append(who)

    def find(text: str) -> str | None:
        if text in nodes:
            return text
        alike = by_label.get(text, [])
        return alike[0] if len(alike) == 1 else None

    return find


def _ends(
    program: Program,
    columns: Columns,
    row: TableRow,
    find: Callable[[str], str | None] | None,
    journal: Journal,
) -> list[tuple[str, str]]:
    """The end pairs of a row: one, or several where the program lists several targets in a cell."""
    both_ends: list[list[str]] = []
    for name in ("source", "target"):
        text = columns.text(row, name)
        where = columns.table.at(row.number, columns.header(name))
        if not text:
            journal.add(TableError("network.no_end", where))
            return []
        is_name = find is None or find(text) is not None
        parts = [text]
        if program.several and name == "target" and program.several in text and not (find and is_name):
            parts = [part.strip() for part in text.split(program.several) if part.strip()]
        ends = [(find(part) if find else part) for part in parts]
        for part, end in zip(parts, ends, strict=True):
            if end is None:
                journal.add(TableError("network.unknown_end", where, id=part))
        both_ends.append([end for end in ends if end is not None])
    return [(source, target) for source in both_ends[0] for target in both_ends[1]]


def _way(program: Program, columns: Columns, row: TableRow, journal: Journal) -> str:
    table = columns.table
    for place, header in enumerate(table.header):
        if header.casefold() == program.way:
            way = words.key(row.cells[place])
            if way and way not in ONE_WAY:
                known = "、".join((DIRECTED, UNDIRECTED, MUTUAL))
                where = table.at(row.number, header)
                journal.add(TableError("network.word", where, value=row.cells[place], known=known))
                return ""
            return way
    return ""
