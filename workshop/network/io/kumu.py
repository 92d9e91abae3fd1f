"""Kumu JSON reader: a blueprint of elements and connections, or a project backup.

A blueprint has `{"elements": [{"label": …}], "connections": [{"from": …, "to": …}]}` with any other attributes
beside them; a backup keeps the same attributes one level deeper and its own ids in `_id`.
"""

from __future__ import annotations

import json
import math

from pydantic import JsonValue, TypeAdapter, ValidationError

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import (
    DIRECTED,
    ONE_WAY,
    Attribute,
    Attributes,
    Edge,
    GraphFile,
    checked,
    turned,
)
from workshop.network.io.imported import Note

Record = dict[str, JsonValue]
_RECORDS = TypeAdapter(list[Record])
TYPES = {"element type": "type", "connection type": "type"}
MOST_BRACKETS = 2_000_000  # each becomes an object in memory, however little it holds
DEEPEST = 60


def blueprint(data: bytes, file: str) -> GraphFile:
    """A Kumu JSON file. Raises TableError."""
    elements, connections = _halves(decode(data, file), file)
    notes: list[Note] = []
    nodes: dict[str, Attributes] = {}
    labels: dict[str, list[str]] = {}
    deep: list[str] = []
    for number, record in enumerate(elements, start=1):
        flat = _flat(record, deep)
        who = _word(flat.pop("id", None)) or _word(flat.get("label"))
        if not who:
            raise TableError("network.no_id", Where(file, key=f"elements {number}"))
        if who in nodes:
            raise TableError("network.double_id", Where(file, key=f"elements {number}"), id=who)
        nodes[who] = flat
        labels.setdefault(_word(flat.get("label")), []).append(who)
    edges: list[tuple[Edge, str]] = []
    for number, record in enumerate(connections, start=1):
        flat = _flat(record, deep)
        flat.pop("id", None)
        where = Where(file, key=f"connections {number}")
        ends = [_end(_word(flat.pop(name, None)), nodes, labels, where) for name in ("from", "to")]
        way = _word(flat.pop("direction", None)).casefold()
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


def _halves(text: str, file: str) -> tuple[list[Record], list[Record]]:
    """Elements and connections; other content, such as views and loops, is not about ties."""
    if text.count("{") + text.count("[") > MOST_BRACKETS or _depth(text) > DEEPEST:
        raise TableError("network.too_heavy", Where(file))
    try:
        document = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise TableError("network.json", Where(file)) from error
    if not isinstance(document, dict) or "elements" not in document:
        raise TableError("network.no_graph", Where(file))
    try:
        return (
            _RECORDS.validate_python(document["elements"]),
            _RECORDS.validate_python(document.get("connections") or []),
        )
    except ValidationError as error:
        raise TableError("network.json", Where(file)) from error


def _depth(text: str) -> int:
    """Maximum nesting depth of brackets; brackets inside strings count too, which only makes the limit stricter."""
    deepest = depth = 0
    for sign in text:
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest


def _no_number(text: str) -> float:
    raise ValueError(text)


def _flat(record: Record, deep: list[str]) -> Attributes:
    """A record's attributes, those of a backup lifted one level; lists become `a | b`, empty ones are dropped."""
    inner = record.get("attributes")
    values: dict[str, JsonValue] = {**record, **(inner if isinstance(inner, dict) else {})}
    values.pop("attributes", None)
    own = values.pop("_id", None)
    values.setdefault("id", own)
    flat: Attributes = {}
    for name, value in values.items():
        name = TYPES.get(name.casefold(), name.casefold() if name.casefold() in ("label", "type") else name)
        plain = _plain(value)
        if isinstance(plain, str | bool | float):
            if plain != "":
                flat[name] = plain
        elif value is not None:
            deep.append(name)
    return flat


def _plain(value: JsonValue) -> Attribute | None:
    if isinstance(value, bool | str):
        return value.strip() if isinstance(value, str) else value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return " | ".join(map(str, value))
    return None


def _word(value: Attribute | None) -> str:
    return value if isinstance(value, str) else "" if value is None else f"{value:g}"


def _end(text: str, nodes: dict[str, Attributes], labels: dict[str, list[str]], where: Where) -> str:
    if not text:
        raise TableError("network.no_end", where)
    if text in nodes:
        return text
    alike = labels.get(text, [])
    if len(alike) != 1:
        raise TableError("network.unknown_end", where, id=text)
    return alike[0]
