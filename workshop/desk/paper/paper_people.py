"""Lines about people in data entry from paper: somebody from the map, or a new code or nickname, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.naming import recognised
from workshop.model.step import Ends, Option, Question, StepKind

Fields = dict[str, list[str]]
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
