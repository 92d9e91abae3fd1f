"""Name generator questions as widgets: picking people, their attributes, and the ties among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.cleaning import LONGEST_CODE
from workshop.model.step import Ends, Option, Question

Fields = dict[str, list[str]]
Change = Callable[[], None]
# Of a widget: the name its value is kept under.
Named = Callable[[str], str]

FEW = 40  # people shown as buttons; above that, a search field
PRESSED = 5  # choices of a column side by side; above that, a drop-down
ADDS = 8
ADD = re.compile(r"add\.(\d+)")
OF_ADDED = re.compile(r"mark\.\+(\d+)\.(.+)")


def roster(visitor: Visitor, question: Question, named: Named, start: Fields, changed: Change) -> None:
    """The list to pick from, fields to add people, and a line for each with the columns to fill."""
    labels = {one.code: one for one in question.people}
    picked = _picks(visitor, question, named("pick"), start.get("pick", []), changed) if labels else []
    if not labels:
        st.info(visitor.say("naming.nobody_listed"))
    added = _adds(visitor, question, named, start.get("add", []), changed)
    if not question.options:
        return
    for code in picked:
        _marks(question, labels[code].label, f"mark.{code}", named, start, changed)
    for number, name in added:
        _marks(question, name, f"mark.+{number}", named, start, changed)


def _picks(
    visitor: Visitor, question: Question, name: str, given: Sequence[str], changed: Change
) -> list[str]:
    labels = {one.code: one for one in question.people}
    known = [code for code in given if code in labels]
    if question.max_items == 1:
        st.session_state.setdefault(name, known[0] if known else None)
        one = st.selectbox(
            visitor.say("naming.who"),
            list(labels),
            index=None,
            format_func=lambda code: _line(labels[code]),
            placeholder=visitor.say("naming.search"),
            key=name,
            on_change=changed,
        )
        return [one] if one else []
    st.session_state.setdefault(name, known)
    title = visitor.say("naming.most", n=question.max_items)
    if len(labels) > FEW:
        return st.multiselect(
            title,
            list(labels),
            format_func=lambda code: _line(labels[code]),
            max_selections=question.max_items,
            placeholder=visitor.say("naming.search"),
            key=name,
            on_change=changed,
        )
    return st.pills(
        title,
        list(labels),
        selection_mode="multi",
        format_func=lambda code: escape(_line(labels[code])),
        key=name,
        on_change=changed,
    )


def _line(option: Option) -> str:
    """A person with their building, so that two 王阿姨 can be told apart."""
    return f"{option.label} · {option.help}" if option.help else option.label


def _adds(
    visitor: Visitor, question: Question, named: Named, given: Sequence[str], changed: Change
) -> list[tuple[int, str]]:
    """Fields for people who are not on the list, always one more than is filled in."""
    additions: list[tuple[int, str]] = []
    for number in range(min(question.max_items, max(ADDS, len(given) + 1))):
        name = named(f"add.{number}")
        st.session_state.setdefault(name, given[number] if number < len(given) else "")
        typed = st.text_input(
            visitor.say("naming.add"),
            key=name,
            max_chars=LONGEST_CODE,
            placeholder=visitor.say("naming.add_example"),
            on_change=changed,
            label_visibility="visible" if number == 0 else "collapsed",
            width=340,
        )
        if not typed.strip():
            break
        additions.append((number, typed.strip()))
    return additions


def _marks(question: Question, label: str, prefix: str, named: Named, start: Fields, changed: Change) -> None:
    with st.container(border=True):
        st.markdown(f"**{escape(label)}**")
        for column in question.options:
            field = f"{prefix}.{column.code}"
            name = named(field)
            choices = {one.code: one.label for one in column.choices}
            given = (start.get(field) or [""])[0]
            st.session_state.setdefault(name, given if given in choices else None)
            if len(choices) <= PRESSED:
                st.segmented_control(
                    escape(column.label),
                    list(choices),
                    format_func=lambda code, choices=choices: escape(choices[code]),  # type: ignore[misc]
                    key=name,
                    on_change=changed,
                )
            else:
                st.selectbox(
                    escape(column.label),
                    list(choices),
                    index=None,
                    format_func=choices.__getitem__,
                    placeholder="–",
                    key=name,
                    on_change=changed,
                )


def ties(visitor: Visitor, question: Question, named: Named, start: Fields, changed: Change) -> None:
    """Ties between the respondent and each person, or between any two of them."""
    if len(question.people) < (1 if question.ends is Ends.MINE else 2):
        st.info(visitor.say("naming.pick_first"))
    elif question.ends is Ends.MINE:
        _mine(question, named, start, changed)
    else:
        _others(visitor, question, named, start, changed)


def _mine(question: Question, named: Named, start: Fields, changed: Change) -> None:
    relations = {one.code: one.label for one in question.options}
    for person in question.people:
        field = f"tie.{person.code}"
        name = named(field)
        st.session_state.setdefault(name, [one for one in start.get(field, []) if one in relations])
        st.pills(
            f"**{escape(person.label)}**　{escape(person.help)}",
            list(relations),
            selection_mode="multi",
            format_func=lambda code: escape(relations[code]),
            key=name,
            on_change=changed,
        )


def _others(visitor: Visitor, question: Question, named: Named, start: Fields, changed: Change) -> None:
    """A row per pair, always one more than is begun."""
    labels = {one.code: one for one in question.people}
    relations = {one.code: one.label for one in question.options}
    for number in range(question.max_items):
        with st.container(border=True):
            columns = st.columns(3 if len(relations) > 1 else 2)
            row = {
                "source": (list(labels), lambda code: _line(labels[code])),
                "target": (list(labels), lambda code: _line(labels[code])),
                "relation": (list(relations), relations.__getitem__),
            }
            begun = False
            for column, (end, (codes, words)) in zip(columns, row.items(), strict=False):
                field = f"pair.{number}.{end}"
                given = (start.get(field) or [""])[0]
                st.session_state.setdefault(named(field), given if given in codes else None)
                chosen = column.selectbox(
                    visitor.say(f"naming.{end}"),
                    codes,
                    index=None,
                    format_func=words,
                    placeholder="–",
                    key=named(field),
                    on_change=changed,
                )
                begun = begun or chosen is not None
        if not begun:
            return


def posted(values_typed: Fields) -> Fields:
    """The widgets' values as a phone would post them: added people in order, no attributes of people no
    longer picked.
    """
    values_typed = {name: values for name, values in values_typed.items() if values}
    numbers = sorted(int(hit.group(1)) for name in values_typed if (hit := ADD.fullmatch(name)))
    fields: Fields = {"add": [values_typed[f"add.{number}"][0] for number in numbers]} if numbers else {}
    picked = set(values_typed.get("pick", ()))
    for name, values in values_typed.items():
        if ADD.fullmatch(name):
            continue
        if hit := OF_ADDED.fullmatch(name):
            if int(hit.group(1)) in numbers:
                fields[f"mark.+{numbers.index(int(hit.group(1)))}.{hit.group(2)}"] = values
        elif not name.startswith("mark.") or name[5:].rpartition(".")[0] in picked:
            fields[name] = values
    return fields
