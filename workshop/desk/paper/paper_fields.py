"""Fields for data entry from paper: narrow, in the sheet's order, read back as a posted form.

Nothing inside a form reacts before it is sent, so no field depends on another: a ranked choice has one box
per rank rather than a choice and a second question. Lines about people take somebody from the map or a new
code or nickname.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.paper.paper_people import posted, typed_people, typed_ties
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.climbing import UNKNOWN, part_words
from workshop.exercises.columns import OTHER, read_day
from workshop.exercises.form import STANCES
from workshop.exercises.grouping import dotted
from workshop.exercises.placing import AXES, NOT_KNOWN, STEPS, axes_of
from workshop.model.step import ColumnKind, Confidence, Option, Question, Started, StepKind
from workshop.services.camp.ratings import RATE, STORY

Fields = dict[str, list[str]]
# Name, level, how sure, last time, who started it, example.
WIDTHS = (1.6, 2.5, 2.15, 1.2, 1.45, 2.1)
CARDS, ROWS = 6, 8  # as many as the sheet offers
PILES = 6


def field_name(key: str, question: Question, field: str) -> str:
    """The key of a field's value while the sheet `key` is typed."""
    return f"typing.{key}.{question.id}.{field}"


def fields_of(question: Question, key: str) -> Fields:
    """The typed values for `question`, under the field names of a phone's form."""
    prefix = field_name(key, question, "")
    fields_typed: Fields = {}
    for name in sorted(one for one in st.session_state if isinstance(one, str) and one.startswith(prefix)):
        value = st.session_state[name]
        values = value if isinstance(value, list) else [value]
        field = name.removeprefix(prefix)
        # Ranks and cards are numbered: `chosen.0`, `chosen.1`; a table's fields keep their full names.
        target = field.split(".")[0] if field.split(".")[0] in ("chosen", "card") else field
        fields_typed.setdefault(target, []).extend(
            str(one) for one in values if one is not None and one != ""
        )
    if question.ordered and fields_typed.get("chosen"):
        fields_typed["first"] = fields_typed["chosen"][:1]
    if question.kind in (StepKind.ROSTER, StepKind.TIES):
        return posted(question, fields_typed)
    return {name: values for name, values in fields_typed.items() if values}


def fields(visitor: Visitor, number: int, question: Question, key: str, start: Fields) -> None:
    """Draw the question's fields; `start` fills those that were not touched yet."""
    levels = question.id.startswith((RATE, STORY))
    if question.kind is StepKind.SCALE and levels:
        _levels(visitor, number, question, key, start)
        return
    title = f"{number} {escape(question.prompt)}"
    if question.kind in HEADED:
        st.markdown(f"**{title}**")
        HEADED[question.kind](visitor, question, key, start)
        return
    match question.kind:
        case StepKind.SCALE:
            labels = {option.code: option.label for option in question.options}
            labels[UNKNOWN] = visitor.say("exercises.scale.unknown")
            _one_of(title, field_name(key, question, "level"), labels, _first(start, "level"))
        case StepKind.STANCE:
            labels = {code: visitor.say(f"exercises.stance.{code}") for code in STANCES}
            _one_of(title, field_name(key, question, "stance"), labels, _first(start, "stance"))
        case StepKind.CHOICE:
            _choice(visitor, title, question, key, start)
        case StepKind.TEXT:
            _text(title, field_name(key, question, "text"), _first(start, "text"), question.max_chars)
        case _:
            pass


def _levels(visitor: Visitor, number: int, question: Question, key: str, start: Fields) -> None:
    """One line on a laptop: everything the sheet has for a dimension, in the sheet's order."""
    name = question.prompt
    codes = sorted((option.code for option in question.options), key=lambda code: (code == "0", code))
    columns = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    title = f"{question.story_title} · {name}" if question.story_title else name
    columns[0].markdown(f"**{number}**　{escape(title)}")
    with columns[1]:
        _pressed(
            visitor.say("desk.paper.level", name=name),
            field_name(key, question, "level"),
            [*codes, UNKNOWN],
            _first(start, "level"),
            lambda code: "?" if code == UNKNOWN else code,
        )
    if words := part_words(question.options, visitor.language):
        part = field_name(key, question, "part")
        st.session_state.setdefault(part, [one for one in start.get("part", []) if one in words])
        st.pills(
            visitor.say("exercises.scale.which_parts"),
            list(words),
            selection_mode="multi",
            format_func=lambda one: escape(words[one]),
            key=part,
            label_visibility="collapsed",
        )
    if not question.evidence:
        return
    with columns[2]:
        _pressed(
            visitor.say("desk.paper.sure", name=name),
            field_name(key, question, "confidence"),
            [one.value for one in Confidence],
            _first(start, "confidence"),
            lambda code: visitor.say(f"paper.sure.{code}"),
        )
    with columns[3]:
        when = visitor.say("desk.paper.when")
        _written(when, field_name(key, question, "when"), _first(start, "when"))
    with columns[4]:
        _code_list(
            visitor.say("desk.paper.started"),
            field_name(key, question, "started"),
            {one.value: visitor.say(f"paper.started.{one.value}") for one in Started},
            _first(start, "started"),
        )
    with columns[5]:
        _written(
            visitor.say("desk.paper.example"),
            field_name(key, question, "evidence"),
            _first(start, "evidence"),
        )


def _place(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    """The cross on the sheet by the numbers beside its cell."""
    columns = st.columns(len(AXES) + 2, gap="small", vertical_alignment="bottom")
    for column, axis in zip(columns, axes_of(question), strict=False):
        name = field_name(key, question, axis.code)
        st.session_state.setdefault(name, _first(start, axis.code) or None)
        column.segmented_control(escape(axis.label), STEPS, key=name, width="stretch")
    with columns[-2]:
        _pressed(
            visitor.say("desk.paper.sure", name=question.prompt),
            field_name(key, question, "confidence"),
            [one.value for one in Confidence],
            _first(start, "confidence"),
            lambda code: visitor.say(f"paper.sure.{code}"),
        )
    with columns[-1]:
        _pressed(
            visitor.say("exercises.scale.unknown"),
            field_name(key, question, NOT_KNOWN),
            ["1"],
            _first(start, NOT_KNOWN),
            lambda _: visitor.say("exercises.scale.unknown"),
        )


def _choice(visitor: Visitor, title: str, question: Question, key: str, start: Fields) -> None:
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
            placeholder=visitor.say("desk.paper.choose"),
            key=name,
        )
        return
    st.markdown(f"**{title}**")
    for place, column in enumerate(st.columns(question.max_items)):
        name = field_name(key, question, f"chosen.{place}")
        st.session_state.setdefault(name, given[place] if place < len(given) else None)
        column.selectbox(
            visitor.say("desk.paper.place", n=place + 1),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=visitor.say("desk.paper.choose"),
            key=name,
        )


def _cards(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    given = start.get("card", [])
    columns = st.columns(2)
    for number in range(max(min(question.max_items, CARDS), len(given))):
        with columns[number % 2]:
            _text(
                visitor.say("desk.paper.card", n=number + 1),
                field_name(key, question, f"card.{number}"),
                given[number] if number < len(given) else "",
                question.max_chars,
            )


def _rows(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    for number in range(min(question.max_items, ROWS)):
        if question.max_items > 1:
            st.caption(visitor.say("desk.paper.row", n=number + 1))
        columns = st.columns(min(len(question.options), 4) or 1)
        for index, column in enumerate(question.options):
            field = f"row.{number}.{column.code}"
            with columns[index % len(columns)]:
                _cell(question, column, field, key, start)


def _piles(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    """The piles as the table wrote them down: a name, and the cards a line each."""
    for number in range(PILES):
        name, cards = st.columns([1, 2])
        for column, part, area in ((name, "name", False), (cards, "cards", True)):
            field = field_name(key, question, f"pile.{number}.{part}")
            st.session_state.setdefault(field, _first(start, f"pile.{number}.{part}"))
            label = visitor.say(f"desk.paper.pile_{part}", n=number + 1)
            with column:
                st.text_area(label, key=field, height=68) if area else st.text_input(label, key=field)


def _dots(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    """How many dots lie on each thing the room has by now."""
    if not dotted(question):
        st.caption(visitor.say("phone.dots.nothing"))
    columns = st.columns(2)
    for number, item in enumerate(question.items or question.options):
        field = field_name(key, question, f"dot.{item.code}")
        st.session_state.setdefault(field, int(_first(start, f"dot.{item.code}") or 0))
        with columns[number % 2]:
            st.number_input(escape(item.label), 0, question.max_items, key=field)


def _cell(question: Question, column: Option, field: str, key: str, start: Fields) -> None:
    """One column of one row. A person of the room is typed as the sheet names them."""
    if column.column is ColumnKind.DATE:
        name = field_name(key, question, field)
        st.session_state.setdefault(name, read_day(_first(start, field), None))
        st.date_input(escape(column.label), key=name, format="YYYY-MM-DD")
        return
    if column.column is ColumnKind.PERSON:
        field = f"{field}.{OTHER}"
    _text(escape(column.label), field_name(key, question, field), _first(start, field), question.max_chars)


def _pressed(label: str, name: str, codes: list[str], start: str, words: Callable[[str], str]) -> None:
    st.session_state.setdefault(name, start or None)
    st.segmented_control(
        label, codes, format_func=words, key=name, label_visibility="collapsed", width="stretch"
    )


def _code_list(label: str, name: str, labels: dict[str, str], start: str) -> None:
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
        format_func=lambda code: escape(labels[code]),
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


def _people(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    typed_people(visitor, question, lambda field: field_name(key, question, field), start)


def _ties(visitor: Visitor, question: Question, key: str, start: Fields) -> None:
    typed_ties(visitor, question, lambda field: field_name(key, question, field), start)


# Kinds of several fields, below a heading of their own.
HEADED: dict[StepKind, Callable[[Visitor, Question, str, Fields], None]] = {
    StepKind.PLACE: _place,
    StepKind.CARDS: _cards,
    StepKind.CLUSTER: _piles,
    StepKind.DOTS: _dots,
    StepKind.ROWS: _rows,
    StepKind.ROSTER: _people,
    StepKind.TIES: _ties,
}
