"""JSON graph files: a document read safely, its records as plain attributes, and which program's form it has."""

from __future__ import annotations

import json
import math

from pydantic import JsonValue, TypeAdapter, ValidationError

from workshop.base.errors import TableError, Where
from workshop.network.io.encoding import decode
from workshop.network.io.graphfiles import MOST_DIGITS, Attribute, Attributes, as_text

Record = dict[str, JsonValue]
_RECORDS = TypeAdapter(list[Record])
MOST_BRACKETS = 2_000_000  # each becomes an object in memory, however little it holds
DEEPEST = 60


def document_of(data: bytes, file: str) -> JsonValue:
    """The document. Raises TableError; of what is no JSON with its row."""
    text = decode(data, file)
    if text.count("{") + text.count("[") > MOST_BRACKETS:
        raise TableError("network.too_heavy", Where(file))
    row = _too_deep(text)
    if row is not None:
        raise TableError("network.json_deep", Where(file, row=row), n=DEEPEST)
    try:
        # NaN and Infinity, which JSON does not have and programs write, stay words: who needs a number will say so.
        document: JsonValue = json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise TableError("network.json", Where(file, row=error.lineno)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits
        raise TableError("network.json", Where(file)) from error
    return document


def records(value: JsonValue, file: str) -> list[Record]:
    """A list of objects. Raises TableError."""
    try:
        return _RECORDS.validate_python(value)
    except ValidationError as error:
        raise TableError("network.json_list", Where(file)) from error


def _too_deep(text: str) -> int | None:
    """The row in which brackets nest too deep; those inside strings count too, which only makes the limit stricter."""
    depth = 0
    for at, sign in enumerate(text):
        if sign in "{[":
            depth += 1
            if depth > DEEPEST:
                return text.count("\n", 0, at) + 1
        elif sign in "}]":
            depth -= 1
    return None


def record_attributes(values: Record, left: list[str]) -> Attributes:
    """A record's attributes; lists become `a | b`, empty values are dropped, deeper ones named in `left`."""
    attributes: Attributes = {}
    for name, value in values.items():
        plain = _plain(value)
        if plain is None:
            left += [name] if value is not None else []
        elif plain != "":
            attributes[name] = plain
    return attributes


def _plain(value: JsonValue) -> Attribute | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int):
        return float(value) if abs(value) < MOST_DIGITS else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return " | ".join(map(str, value))
    return None


def word(value: Attribute | None) -> str:
    """A value as an id or a word; empty for none."""
    return "" if value is None else as_text(value)
