"""Export: a network as GraphML, as an XLSX workbook, and as CSV tables; reading any of them back gives the same network.

CSV injection: no cell ever becomes a formula. The workbook writes strings as strings, the CSV tables mark dangerous
first characters with an apostrophe, which the reader takes away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import xlsxwriter

from workshop.base.text import Language, say
from workshop.model.network import Network, Tie
from workshop.network.io.columns import EXTRA
from workshop.network.io.embedded_lists import lists_of
from workshop.network.io.graphfiles import Attribute
from workshop.network.io.imported import BUILDINGS, LIVES, REMARKS
from workshop.network.io.table import BOM, guard
from workshop.network.io.tables import FORMAT, Extra

Cell = str | float
_NOTES: dict[type, str] = {bool: "yes/no", str: "text", float: "number"}


@dataclass(frozen=True)
class TableSheet:
    """One table to write: field names and rows; the first columns are ours, the rest are extra attributes."""

    name: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(network: Network) -> tuple[TableSheet, ...]:
    """The seven tables that both writers use."""
    extra = dict(network.extra)
    people = [
        (
            person.id,
            person.label,
            person.kind.value,
            person.building,
            "" if person.answered is None else _yes(person.answered),
            "" if person.trust is None else float(person.trust),
        )
        for person in network.people
    ]
    groups = [
        (
            group.id,
            group.label,
            group.purpose,
            group.life.value,
            _day(group.since),
        )
        for group in network.groups
    ]
    ties = tuple(
        (
            tie.source,
            tie.target,
            str(tie.relation),
            float(tie.strength),
            tie.reporter,
            _day(tie.when),
            "" if tie.trust is None else float(tie.trust),
            tie.wave,
        )
        for tie in network.ties
    )
    building_rows = tuple(
        (one.id, one.label, "" if one.households is None else float(one.households))
        for one in network.buildings
    )
    remarks = tuple(
        (one.of, str(one.about), float(one.value), one.word, one.reporter, _day(one.when))
        for one in network.remarks
    )
    changes = tuple((one.group, one.life.value, _day(one.when), one.reason) for one in network.changes)
    return (
        _with_extra("people", ("id", "label", "kind", "building", "answered", "trust"), people, extra),
        _with_extra("groups", ("id", "label", "purpose", "life", "since"), groups, extra),
        TableSheet(
            "ties", ("source", "target", "relation", "strength", "reporter", "when", "trust", "wave"), ties
        ),
        TableSheet(BUILDINGS, ("id", "label", "households"), building_rows),
        TableSheet(REMARKS, ("of", "about", "value", "word", "reporter", "when"), remarks),
        TableSheet(LIVES, ("group", "life", "when", "reason"), changes),
        TableSheet(
            "network",
            ("name", "wave", "directed", "format"),
            ((network.name, network.wave, _yes(network.directed), FORMAT),),
        ),
    )


def _with_extra(
    name: str, fields: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], extra: dict[str, Extra]
) -> TableSheet:
    """Our columns, then one column for each extra attribute and type in use."""
    own = [{(key, type(value)): value for key, value in extra.get(str(row[0]), ())} for row in rows]
    columns = sorted(
        {column for found in own for column in found}, key=lambda column: (column[0], str(column[1]))
    )
    headers = tuple(f"{EXTRA}{key} [{_NOTES[kind]}]" for key, kind in columns)
    filled = tuple(
        (*row, *(_cell(found.get(column)) for column in columns))
        for row, found in zip(rows, own, strict=True)
    )
    return TableSheet(name, (*fields, *headers), filled)


def _cell(value: Attribute | None) -> Cell:
    if isinstance(value, bool):
        return _yes(value)
    return "" if value is None else value


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


Values = dict[str, Attribute | None]
_XMLNS = "http://graphml.graphdrawing.org/xmlns"
_TYPES: dict[type, str] = {bool: "boolean", str: "string", float: "double"}


def graphml(network: Network) -> bytes:
    """The network as GraphML, with every field as an attribute and extra ones under `extra:`.

    Buildings, remarks and groups' lives are no nodes or edges: they are values of the whole graph.
    """
    root = Element("graphml", xmlns=_XMLNS)
    keys: dict[tuple[str, str, str], str] = {}
    graph = Element("graph", edgedefault="directed" if network.directed else "undirected")

    def put(parent: Element, what: str, values: Values) -> None:
        for name, value in values.items():
            if value is None or value == "":
                continue
            kind = _TYPES[type(value)]
            key = keys.setdefault((what, name, kind), f"d{len(keys)}")
            SubElement(parent, "data", key=key).text = plain(value)

    put(graph, "graph", {"format": FORMAT, "name": network.name, "wave": network.wave, **lists_of(network)})
    for who, values in node_values(network):
        put(SubElement(graph, "node", id=who), "node", values)
    for tie in network.ties:
        put(SubElement(graph, "edge", source=tie.source, target=tie.target), "edge", tie_values(tie))
    for (what, name, kind), key in keys.items():
        SubElement(root, "key", {"id": key, "for": what, "attr.name": name, "attr.type": kind})
    root.append(graph)
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def node_values(network: Network) -> list[tuple[str, Values]]:
    """All fields of every person and group, under the names our graph files use."""
    extra = dict(network.extra)
    nodes: list[tuple[str, Values]] = []
    for person in network.people:
        own: Values = {
            "node": "person",
            "label": person.label,
            "kind": person.kind.value,
            "building": person.building,
            "answered": person.answered,
            "trust": None if person.trust is None else float(person.trust),
        }
        nodes.append((person.id, own | _more(extra.get(person.id, ()))))
    for group in network.groups:
        own = {
            "node": "group",
            "label": group.label,
            "purpose": group.purpose,
            "life": group.life.value,
            "since": group.since.isoformat() if group.since else None,
        }
        nodes.append((group.id, own | _more(extra.get(group.id, ()))))
    return nodes


def tie_values(tie: Tie) -> Values:
    """All fields of a tie except its ends."""
    return {
        "relation": str(tie.relation),
        "strength": float(tie.strength),
        "reporter": tie.reporter,
        "when": tie.when.isoformat() if tie.when else None,
        "trust": None if tie.trust is None else float(tie.trust),
        "wave": tie.wave,
    }


def workbook(network: Network, language: Language) -> bytes:
    """The network as XLSX with the seven sheets of `to_tables`; headers and codes in the reader's words."""
    file = io.BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, safe)
    bold = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets(network):
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.fields) - 1, 0), 14)
        for place, field in enumerate(sheet.fields):
            page.write_string(0, place, _header(language, sheet.name, field), bold)
        for number, row in enumerate(sheet.rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, float) and float(f"{cell:.16G}") == cell:
                    page.write_number(number, place, cell)
                else:  # a workbook keeps 16 digits; a number that needs 17 is written as text
                    page.write_string(number, place, plain(cell))
    book.close()
    data: bytes = file.getvalue()
    return data


def csv_tables(network: Network) -> dict[str, bytes]:
    """The network as CSV files by name, UTF-8 with byte order mark, so that Excel reads Chinese."""
    tables: dict[str, bytes] = {}
    for sheet in sheets(network):
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(guard(field) for field in sheet.fields)
        writer.writerows([guard(plain(cell)) for cell in row] for row in sheet.rows)
        tables[f"{sheet.name}.csv"] = BOM + text.getvalue().encode()
    return tables


def _more(extra: Extra) -> Values:
    return {f"{EXTRA}{name}": value for name, value in extra}


def _header(language: Language, sheet: str, field: str) -> str:
    return field if field.startswith(EXTRA) else say(language, f"network.column.{sheet}.{field}")


def plain(value: Attribute) -> str:
    """A value as text that reads back as the same value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(float(value))
