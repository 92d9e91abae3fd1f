"""TOML serialisation of plain data, so that what was edited at the desk can be downloaded, read and checked.

The writer knows nothing of any file's fields; reading its output gives equal data back (round trip).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")  # TOML allows a leading digit, but it would look like a number
# At most two quotes may be adjacent inside a multi-line string, and none at its end.
_QUOTES = re.compile(r'"(?=""|\Z)')
# JSON escapes the same characters as TOML, except this one.
_DELETE = "\x7f"

Table = Mapping[str, object]


def toml(data: Table) -> str:
    """Plain data (tables, lists, strings, numbers, booleans) as TOML.

    >>> print(toml({"id": "a", "name": {"zh": "甲", "en": "A"}, "gates": {"1.0": {"D3": 1}}}), end="")
    id = "a"
    name.zh = "甲"
    name.en = "A"
    <BLANKLINE>
    [gates."1.0"]
    D3 = 1
    """
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def _table(table: Table, path: tuple[str, ...]) -> Iterator[str]:
    """The table's own values, then its sub-tables: in TOML no value may follow a sub-table."""
    below = {name: value for name, value in table.items() if _is_table(value) or _is_tables(value)}
    for name, value in table.items():
        if name in below:
            continue
        if isinstance(value, Mapping):
            yield from (f"{_key(name)}.{_key(inner)} = {_value(text)}" for inner, text in value.items())
        else:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in below.items():
        head = ".".join(_key(part) for part in (*path, name))
        if isinstance(value, list):
            for row in value:
                yield from ("", f"[[{head}]]", *_table(row, (*path, name)))
        elif isinstance(value, Mapping):
            bare = bool(value) and all(_is_table(inner) for inner in value.values())
            yield from (*(() if bare else ("", f"[{head}]")), *_table(value, (*path, name)))


def _is_table(value: object) -> bool:
    """Whether it gets a header of its own; a text in several languages is written as dotted keys instead."""
    return isinstance(value, Mapping) and not (
        value and all(isinstance(inner, str) for inner in value.values())
    )


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _line(name)


def _value(value: object) -> str:
    if isinstance(value, str):
        return _lines(value) if "\n" in value else _line(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    raise TypeError(f"TOML has no {type(value).__name__} here")


def _line(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _lines(text: str) -> str:
    """As a multi-line string, which a person can read and change."""
    escaped = "\n".join(_line(line)[1:-1].replace('\\"', '"') for line in text.split("\n"))
    return '"""\n' + _QUOTES.sub('\\\\"', escaped) + '"""'
