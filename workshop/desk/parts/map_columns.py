"""How each table and column of a file was understood, and the way to have it read otherwise."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.network.columns import FIELDS, understood
from workshop.network.imported import (
    ABOUT,
    BUILDINGS,
    EXTRA_FIELD,
    GROUPS,
    LEFT,
    LIVES,
    PEOPLE,
    REMARKS,
    TIES,
    Choices,
    Seen,
)

KINDS = (PEOPLE, GROUPS, TIES, BUILDINGS, REMARKS, LIVES, ABOUT, LEFT)
ACROSS = 3  # choices beside one another on a wide screen
WIDEST = 30  # signs of a cell shown


def columns_form(here: Visitor, seen: tuple[Seen, ...], key: str) -> Choices:
    """The tables as they were found, each with its first rows and a choice for every column; what was chosen."""
    tables: list[tuple[str, str]] = []
    columns: list[tuple[str, str, str]] = []
    for one in seen:
        heading = here.say(
            "import.table", name=plain(one.title), n=one.count, what=here.say(f"import.what.{one.what}")
        )
        with st.expander(heading):
            place = f"{key}.{one.title}"
            what = _what(here, one, place)
            if what != one.what:
                tables.append((one.title, what))
            if what != LEFT:
                columns += [(one.title, header, field) for header, field in _fields(here, one, what, place)]
            _first_rows(here, one)
    return Choices(tuple(tables), tuple(columns))


def _what(here: Visitor, one: Seen, place: str) -> str:
    """What the table holds; the halves of a graph file are what they are."""
    if one.title in ("nodes", "edges"):
        return one.what
    return st.selectbox(
        here.say("import.table_is"),
        KINDS,
        index=KINDS.index(one.what),
        format_func=lambda what: here.say(f"import.what.{what}"),
        key=f"{place}.what",
    )


def _fields(here: Visitor, one: Seen, what: str, place: str) -> list[tuple[str, str]]:
    """What was chosen for the columns, where it is not what we took them for."""
    found = one.fields if what == one.what else understood(what, one.header, {})
    rest = (EXTRA_FIELD, LEFT) if what in (PEOPLE, GROUPS) else (LEFT,)
    options = [*FIELDS[what], *rest]
    options = [name for name in options if (what, name) != (ABOUT, "format")]
    chosen: list[tuple[str, str]] = []
    st.caption(here.say("import.columns"))
    row = st.columns(ACROSS)
    for number, (header, field) in enumerate(zip(one.header, found, strict=True)):
        if not header or field not in options:
            continue
        with row[number % ACROSS]:
            pick = st.selectbox(
                plain(header),
                options,
                index=options.index(field),
                format_func=lambda name: field_name(here, what, name),
                key=f"{place}.{what}.{number}",
            )
        if pick != field:
            chosen.append((header, pick))
    return chosen


def field_name(here: Visitor, what: str, name: str) -> str:
    """What a field is called, or what happens to a column without one."""
    if name in (EXTRA_FIELD, LEFT):
        return here.say(f"import.field.{name}")
    return here.say(f"network.column.{what}.{name}")


def _first_rows(here: Visitor, one: Seen) -> None:
    if not one.rows:
        st.caption(here.say("import.no_rows"))
        return
    st.caption(here.say("import.first_rows", n=len(one.rows)))
    shown = {
        plain(header) or f"({place + 1})": [_cell(row[place]) for row in one.rows]
        for place, header in enumerate(one.header)
    }
    st.table(shown)


def _cell(text: str) -> str:
    return plain(text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…")
