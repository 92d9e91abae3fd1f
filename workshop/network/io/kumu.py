"""Kumu JSON reader: a blueprint of elements and connections, or a project backup.

A blueprint has `{"elements": [{"label": …}], "connections": [{"from": …, "to": …}]}` with any other attributes
beside them; a backup keeps the same attributes one level deeper and its own ids in `_id`.
"""

from __future__ import annotations

from pydantic import JsonValue

from workshop.base.errors import TableError, Where
from workshop.network.io.graphfiles import (
    DIRECTED,
    ONE_WAY,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import Note
from workshop.network.io.jsonfile import Record, record_attributes, records, word

TYPES = {"element type": "type", "connection type": "type"}


def blueprint(document: dict[str, JsonValue], file: str) -> GraphFile:
    """A Kumu document. Raises TableError."""
    elements = records(document["elements"], file)
    connections = records(document.get("connections") or [], file)
    notes: list[Note] = []
    nodes: dict[str, Attributes] = {}
    labels: dict[str, list[str]] = {}
    deep: list[str] = []
    for number, record in enumerate(elements, start=1):
        flat = _flat(record, deep)
        who = word(flat.pop("id", None)) or word(flat.get("label"))
        if not who:
            raise TableError("network.no_id", Where(file, key=f"elements {number}"))
        if who in nodes:
            raise TableError("network.double_id", Where(file, key=f"elements {number}"), id=who)
        nodes[who] = flat
        labels.setdefault(word(flat.get("label")), []).append(who)
    edges: list[tuple[Edge, str]] = []
    for number, record in enumerate(connections, start=1):
        flat = _flat(record, deep)
        flat.pop("id", None)
        where = Where(file, key=f"connections {number}")
        ends = [_end(word(flat.pop(name, None)), nodes, labels, where) for name in ("from", "to")]
        way = word(flat.pop("direction", None)).casefold()
        if way and way not in ONE_WAY:
            raise TableError("network.word", where, value=way, known="、".join(ONE_WAY))
        if isinstance(flat.get("strength"), str):
            del flat["strength"]  # a word such as "Strong" is no number
            deep.append("strength")
        edges.append(((ends[0], ends[1], flat), way))
    if deep:
        notes.append(Note("values_left", len(deep), tuple(dict.fromkeys(deep))[:8]))
    directed, made = turned(edges, DIRECTED, notes)
    return checked(GraphFile(file, directed, {}, tuple(nodes.items()), made, tuple(notes)))


def is_blueprint(document: JsonValue) -> bool:
    """Whether a document has Kumu's list of elements."""
    return isinstance(document, dict) and isinstance(document.get("elements"), list)


def _flat(record: Record, deep: list[str]) -> Attributes:
    """A record's attributes, those of a backup lifted one level."""
    inner = record.get("attributes")
    values: dict[str, JsonValue] = {**record, **(inner if isinstance(inner, dict) else {})}
    values.pop("attributes", None)
    own = values.pop("_id", None)
    values.setdefault("id", own)
    named = {
        TYPES.get(name.casefold(), name.casefold() if name.casefold() in ("label", "type") else name): value
        for name, value in values.items()
    }
    return record_attributes(named, deep)


def _end(text: str, nodes: dict[str, Attributes], labels: dict[str, list[str]], where: Where) -> str:
    if not text:
        raise TableError("network.no_end", where)
    if text in nodes:
        return text
    alike = labels.get(text, [])
    if len(alike) != 1:
        raise TableError("network.unknown_end", where, id=text)
    return alike[0]
