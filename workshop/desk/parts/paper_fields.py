"""The fields of one question in a form made for typing: narrow, in the sheet's order, read back as a posted form.

Nothing inside a form reacts before it is sent, so these fields stand alone: a choice in order is as many boxes as
there are places, not a choice and then a second question.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.parts.paper_naming import posted, typed_people, typed_ties
from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.exercises.form import STANCES, UNKNOWN
from workshop.model.step import Confidence, Kind, Question, Started
from workshop.room.ratings import RATE, STORY

Fields = dict[str, list[str]]
# Name, level, how sure, last time, who started it, example.
WIDTHS = (1.6, 2.5, 2.15, 1.2, 1.45, 2.1)
CARDS, ROWS = 6, 8  # as many as the sheet offers


def field_name(key: str, question: Question, field: str) -> str:
    """The name a field's value is kept under while the sheet `key` is typed."""
    return f"typing.{key}.{question.id}.{field}"


def fields_of(question: Question, key: str) -> Fields:
    """What was typed for `question`, under the names a phone's form has."""
    prefix = field_name(key, question, "")
    found: Fields = {}
    for name in sorted(one for one in st.session_state if isinstance(one, str) and one.startswith(prefix)):
        value = st.session_state[name]
        values = value if isinstance(value, list) else [value]
        field = name.removeprefix(prefix)
        # Places and cards are counted: `chosen.0`, `chosen.1`; a table's fields keep their full names.
        target = field.split(".")[0] if field.split(".")[0] in ("chosen", "card") else field
        found.setdefault(target, []).extend(str(one) for one in values if one is not None and one != "")
    if question.ordered and found.get("chosen"):
        found["first"] = found["chosen"][:1]
    if question.kind in (Kind.ROSTER, Kind.TIES):
        return posted(question, found)
    return {name: values for name, values in found.items() if values}


def fields(here: Visitor, number: int, question: Question, key: str, start: Fields) -> None:
    """Draw the question's fields; `start` fills those that were not touched yet."""
    levels = question.id.startswith((RATE, STORY))
    if question.kind is Kind.SCALE and levels:
        _levels(here, number, question, key, start)
        return
    title = f"{number} {plain(question.prompt)}"
    match question.kind:
        case Kind.SCALE:
            labels = {option.code: option.label for option in question.options}
            labels[UNKNOWN] = here.say("exercises.scale.unknown")
            _one_of(title, field_name(key, question, "level"), labels, _first(start, "level"))
        case Kind.STANCE:
            labels = {code: here.say(f"exercises.stance.{code}") for code in STANCES}
            _one_of(title, field_name(key, question, "stance"), labels, _first(start, "stance"))
        case Kind.CHOICE:
            _choice(here, title, question, key, start)
        case Kind.TEXT:
            _text(title, field_name(key, question, "text"), _first(start, "text"), question.max_chars)
        case Kind.CARDS:
            st.markdown(f"**{title}**")
            _cards(here, question, key, start)
        case Kind.ROWS:
            st.markdown(f"**{title}**")
            _rows(here, question, key, start)
        case Kind.ROSTER:
            st.markdown(f"**{title}**")
            typed_people(here, question, lambda field: field_name(key, question, field), start)
        case Kind.TIES:
            st.markdown(f"**{title}**")
            typed_ties(here, question, lambda field: field_name(key, question, field), start)
        case _:
            pass


def _levels(here: Visitor, number: int, question: Question, key: str, start: Fields) -> None:
    """One line on a laptop: everything the sheet has for a dimension, in the sheet's order."""
    name = question.prompt
    codes = sorted((option.code for option in question.options), key=lambda code: (code == "0", code))
    columns = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    title = f"{question.story_title} · {name}" if question.story_title else name
    columns[0].markdown(f"**{number}**　{plain(title)}")
    with columns[1]:
        _pressed(
            here.say("desk.paper.level", name=name),
            field_name(key, question, "level"),
            [*codes, UNKNOWN],
            _first(start, "level"),
            lambda code: "?" if code == UNKNOWN else code,
        )
    if not question.evidence:
        return
    with columns[2]:
        _pressed(
            here.say("desk.paper.sure", name=name),
            field_name(key, question, "confidence"),
            [one.value for one in Confidence],
            _first(start, "confidence"),
            lambda code: here.say(f"paper.sure.{code}"),
        )
    with columns[3]:
        when = here.say("desk.paper.when")
        _written(when, field_name(key, question, "when"), _first(start, "when"))
    with columns[4]:
        _listed(
            here.say("desk.paper.started"),
            field_name(key, question, "started"),
            {one.value: here.say(f"paper.started.{one.value}") for one in Started},
            _first(start, "started"),
        )
    with columns[5]:
        _written(
            here.say("desk.paper.example"), field_name(key, question, "evidence"), _first(start, "evidence")
        )


def _choice(here: Visitor, title: str, question: Question, key: str, start: Fields) -> None:
    labels = {option.code: f"{option.code}　{option.label}" for option in question.options}
    if not question.ordered:
        labels = {option.code: option.label for option in question.options}
    given = start.get("chosen", [])
    if question.max_items == 1:
        _one_of(title, field_name(key, question, "chosen.0"), labels, (given or [""])[0])
        return
    if not question.ordered:
        name = field_name(key, question, "chosen")
        st.session_state.setdefault(name, given)
        st.multiselect(
            title,
            list(labels),
            format_func=labels.__getitem__,
            max_selections=question.max_items,
            placeholder=here.say("desk.paper.choose"),
            key=name,
        )
        return
    st.markdown(f"**{title}**")
    for place, column in enumerate(st.columns(question.max_items)):
        name = field_name(key, question, f"chosen.{place}")
        st.session_state.setdefault(name, given[place] if place < len(given) else None)
        column.selectbox(
            here.say("desk.paper.place", n=place + 1),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=here.say("desk.paper.choose"),
            key=name,
        )


def _cards(here: Visitor, question: Question, key: str, start: Fields) -> None:
    given = start.get("card", [])
    columns = st.columns(2)
    for number in range(max(min(question.max_items, CARDS), len(given))):
        with columns[number % 2]:
            _text(
                here.say("desk.paper.card", n=number + 1),
                field_name(key, question, f"card.{number}"),
                given[number] if number < len(given) else "",
                question.max_chars,
            )


def _rows(here: Visitor, question: Question, key: str, start: Fields) -> None:
    for number in range(min(question.max_items, ROWS)):
        if question.max_items > 1:
            st.caption(here.say("desk.paper.row", n=number + 1))
        columns = st.columns(min(len(question.options), 4) or 1)
        for index, column in enumerate(question.options):
            field = f"row.{number}.{column.code}"
            with columns[index % len(columns)]:
                _text(
                    plain(column.label),
                    field_name(key, question, field),
                    _first(start, field),
                    question.max_chars,
                )


def _pressed(label: str, name: str, codes: list[str], start: str, words: Callable[[str], str]) -> None:
    st.session_state.setdefault(name, start or None)
    st.segmented_control(
        label, codes, format_func=words, key=name, label_visibility="collapsed", width="stretch"
    )


def _listed(label: str, name: str, labels: dict[str, str], start: str) -> None:
    st.session_state.setdefault(name, start or None)
    st.selectbox(
        label,
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=label,
        key=name,
        label_visibility="collapsed",
    )


def _one_of(label: str, name: str, labels: dict[str, str], start: str) -> None:
    st.session_state.setdefault(name, start or None)
    st.radio(
        label,
        list(labels),
        index=None,
        format_func=lambda code: plain(labels[code]),
        key=name,
        horizontal=True,
    )


def _written(label: str, name: str, start: str) -> None:
    st.session_state.setdefault(name, start)
    st.text_input(label, key=name, placeholder=label, label_visibility="collapsed")


def _text(label: str, name: str, start: str, most: int) -> None:
    st.session_state.setdefault(name, start)
    st.text_input(label, key=name, max_chars=most)


def _first(start: Fields, name: str) -> str:
    return (start.get(name) or [""])[0]
