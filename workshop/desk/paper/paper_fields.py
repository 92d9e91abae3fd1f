"""Fields for data entry from paper: narrow, in the sheet's order, read back as a posted form.

Nothing inside a form reacts before it is sent, so no field depends on another: a ranked choice has one box
per rank rather than a choice and a second question. Lines about people take somebody from the map or a new
code or nickname.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.form import STANCES, UNKNOWN
from workshop.exercises.naming import recognised
from workshop.model.step import Confidence, Ends, Option, Question, Started, StepKind
from workshop.services.camp.ratings import RATE, STORY

Fields = dict[str, list[str]]
# Name, level, how sure, last time, who started it, example.
WIDTHS = (1.6, 2.5, 2.15, 1.2, 1.45, 2.1)
CARDS, ROWS = 6, 8  # as many as the sheet offers


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
        case StepKind.CARDS:
            st.markdown(f"**{title}**")
            _cards(visitor, question, key, start)
        case StepKind.ROWS:
            st.markdown(f"**{title}**")
            _rows(visitor, question, key, start)
        case StepKind.ROSTER:
            st.markdown(f"**{title}**")
            typed_people(visitor, question, lambda field: field_name(key, question, field), start)
        case StepKind.TIES:
            st.markdown(f"**{title}**")
            typed_ties(visitor, question, lambda field: field_name(key, question, field), start)
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
                _text(
                    escape(column.label),
                    field_name(key, question, field),
                    _first(start, field),
                    question.max_chars,
                )


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


Named = Callable[[str], str]
Shown = Literal["visible", "collapsed"]

LINES = 8  # initially; a reopened sheet has some spare ones
SPARE = 4
LINE = re.compile(r"line\.(\d+)\.(.+)")
WHO = "who"


def typed_people(visitor: Visitor, question: Question, named: Named, start: Fields) -> None:
    """A roster: one field for everybody picked, or a line each where there are columns to fill."""
    given = [*start.get("pick", []), *start.get("add", [])]
    if not question.options:
        name = named("pick")
        st.session_state.setdefault(name, given)
        st.multiselect(
            visitor.say("naming.at_most", n=question.max_items),
            [*(one.code for one in question.people), *(one for one in given if not _listed(question, one))],
            format_func=lambda code: _label(question, code),
            max_selections=question.max_items,
            placeholder=visitor.say("naming.search_or_write"),
            accept_new_options=True,
            key=name,
        )
        return
    added = start.get("add", [])
    lines: list[Fields] = []
    for code in given:
        prefix = f"mark.+{added.index(code)}" if code in added else f"mark.{code}"
        marks = {one.code: start.get(f"{prefix}.{one.code}", []) for one in question.options}
        lines.append({WHO: [code], **marks})
    columns = [(one.code, one.label, one.choices) for one in question.options]
    _lines(visitor, question, named, lines, [WHO], columns)


def typed_ties(visitor: Visitor, question: Question, named: Named, start: Fields) -> None:
    """A line per tie of the respondent, or per pair of people with a tie."""
    if question.ends is Ends.MINE:
        lines = [
            {WHO: [field.removeprefix("tie.")], "relation": [relation]}
            for field, relations in start.items()
            for relation in relations
        ]
        ends = [WHO]
    else:
        numbers = sorted({int(name.split(".")[1]) for name in start})
        parts = ("source", "target", "relation")
        lines = [{part: start.get(f"pair.{number}.{part}", []) for part in parts} for number in numbers]
        ends = ["source", "target"]
    relation = ("relation", visitor.say("naming.relation"), question.options)
    only = len(question.options) == 1 and question.ends is Ends.OTHERS
    _lines(visitor, question, named, lines, ends, [] if only else [relation])


def _lines(
    visitor: Visitor,
    question: Question,
    named: Named,
    given: Sequence[Fields],
    ends: Sequence[str],
    columns: Sequence[tuple[str, str, tuple[Option, ...]]],
) -> None:
    count = min(question.max_items, max(LINES, len(given) + SPARE))
    for number in range(count):
        begun: Fields = given[number] if number < len(given) else {}
        boxes = st.columns(len(ends) + len(columns), gap="small")
        shown: Shown = "visible" if number == 0 else "collapsed"
        for box, end in zip(boxes, ends, strict=False):
            name = named(f"line.{number}.{end}")
            first = (begun.get(end) or [""])[0] or None
            st.session_state.setdefault(name, first)
            codes = [one.code for one in question.people]
            box.selectbox(
                visitor.say(f"naming.{end}"),
                codes if first is None or first in codes else [*codes, first],
                index=None,
                format_func=lambda code: _label(question, code),
                placeholder=visitor.say("naming.search_or_write"),
                accept_new_options=True,
                key=name,
                label_visibility=shown,
            )
        for box, (code, label, choices) in zip(boxes[len(ends) :], columns, strict=True):
            words = {one.code: one.label for one in choices}
            name = named(f"line.{number}.{code}")
            first = (begun.get(code) or [""])[0]
            st.session_state.setdefault(name, first if first in words else None)
            box.selectbox(
                escape(label),
                list(words),
                index=None,
                format_func=words.__getitem__,
                placeholder="–",
                key=name,
                label_visibility=shown,
            )


def _listed(question: Question, code: str) -> bool:
    return any(one.code == code for one in question.people)


def _label(question: Question, code: str) -> str:
    one = next((one for one in question.people if one.code == code), None)
    if one is None:
        return code
    name = one.label if one.label == one.code else f"{one.code} {one.label}"
    return f"{name} · {one.help}" if one.help else name


def posted(question: Question, found: Fields) -> Fields:
    """The typed values as a phone would post them; a name that is on the map becomes that person."""
    fields: Fields = {"pick": [recognised(question, one) for one in found.get("pick", ())]}
    lines: dict[int, dict[str, str]] = {}
    for name, values in found.items():
        if values and (hit := LINE.fullmatch(name)):
            lines.setdefault(int(hit.group(1)), {})[hit.group(2)] = values[0]
    only = question.options[0].code if len(question.options) == 1 else ""
    for number, line in sorted(lines.items()):
        who = recognised(question, line.pop(WHO, ""))
        if question.kind is StepKind.ROSTER and who:
            fields["pick"].append(who)
            fields |= {f"mark.{who}.{column}": [choice] for column, choice in line.items()}
        elif question.ends is Ends.MINE and who and (relation := line.get("relation", only)):
            fields.setdefault(f"tie.{who}", []).append(relation)
        elif question.kind is StepKind.TIES:
            ends = ("source", "target")
            row = {end: recognised(question, text) if end in ends else text for end, text in line.items()}
            fields |= {f"pair.{number}.{end}": [text] for end, text in row.items()}
    return {name: values for name, values in fields.items() if values}
