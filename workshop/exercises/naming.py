"""Answers that name people: a roster picks and marks them, ties say what binds two of them.

Form fields of a roster: `pick` (codes) and `add` (typed by hand), both repeated; `mark.<code>.<column>`, and for the
n-th typed one `mark.+<n>.<column>`, from 0. Whoever has a mark is picked. Of ties: `tie.<code>`, repeated, where it
is one's own ties; else rows `pair.<i>.source`, `pair.<i>.target`, `pair.<i>.relation`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workshop.base.errors import InputError
from workshop.exercises.cleaning import Form, code, hold_to, last, unknown
from workshop.model.step import Ends, Payload, QuestionStructure

MARK = re.compile(r"mark\.(.+)\.([A-Za-z0-9_-]+)", re.DOTALL)
ADDED = re.compile(r"\+(\d{1,3})", re.ASCII)
PAIR = re.compile(r"pair\.(\d{1,3})\.(?:source|target|relation)", re.ASCII)


def read_roster(question: QuestionStructure, form: Form) -> Payload:
    """Whom somebody picked and how they marked them: those on the list first, then those added by hand."""
    listed = {one.code for one in question.people}
    added = [recognised(question, text) for text in form.get("add", ())]
    marks = _marks(question, form, added)
    picks = [recognised(question, text) for text in form.get("pick", ())]
    chosen = [one for one in dict.fromkeys([*picks, *added, *marks]) if one]
    hold_to(question, len(chosen))
    return {
        "people": [
            {"code": one, "marks": marks.get(one, {})}
            for one in sorted(chosen, key=lambda one: one not in listed)
        ]
    }


def recognised(question: QuestionStructure, typed: str) -> str:
    """The code of the person who is meant: who goes by that code or label on the list, else what was typed.

    >>> from workshop.model.step import StepKind, Option
    >>> asked = QuestionStructure("who", Kind.ROSTER, people=(Option("R7", "3 栋甲"),))
    >>> recognised(asked, " 3  栋甲 "), recognised(asked, "门口修鞋的")
    ('R7', '门口修鞋的')
    """
    name = code(typed)
    codes = {one.code for one in question.people}
    if name in codes:
        return name
    return next((one.code for one in question.people if one.label == name), name)


def _marks(question: QuestionStructure, form: Form, added: Sequence[str]) -> dict[str, dict[str, str]]:
    """Person -> column -> choice, columns in the question's order."""
    columns = {column.code: {one.code for one in column.choices} for column in question.options}
    found: dict[str, dict[str, str]] = {}
    for field in form:
        parts = MARK.fullmatch(field)
        choice = last(form, field)
        if not parts or not choice or parts.group(2) not in columns:
            continue
        if choice not in columns[parts.group(2)]:
            raise unknown(question, choice)
        if about := _marked(question, parts.group(1), added):
            found.setdefault(about, {})[parts.group(2)] = choice
    return {one: {name: said[name] for name in columns if name in said} for one, said in found.items()}


def _marked(question: QuestionStructure, name: str, added: Sequence[str]) -> str:
    if number := ADDED.fullmatch(name):
        place = int(number.group(1))
        return added[place] if place < len(added) else ""
    return recognised(question, name)


def read_ties(question: QuestionStructure, form: Form) -> Payload:
    """What binds whom. A row without both ends is none.

    Raises InputError `exercises.tie_itself` for a row with one person at both ends, `exercises.tie_unsaid` for one
    that does not say what binds the two, each with its row's number.
    """
    rows = _rows(question, form)
    for number, (source, target, relation) in enumerate(rows, start=1):
        if source and source == target:
            raise InputError("exercises.tie_itself", row=number)
        if source and target and not relation:
            raise InputError("exercises.tie_unsaid", row=number)
    return _ties(question, [row for row in _drafted(question, form) if row[1] and (row[0] or _own(question))])


def draft_ties(question: QuestionStructure, form: Form) -> Payload:
    """The same while somebody is still at it: rows half filled in are kept."""
    return _ties(question, _drafted(question, form))


def _own(question: QuestionStructure) -> bool:
    return question.ends is Ends.MINE


def _drafted(question: QuestionStructure, form: Form) -> list[tuple[str, str, str]]:
    return _mine(question, form) if _own(question) else [row for row in _rows(question, form) if any(row[:2])]


def _ties(question: QuestionStructure, ties: Sequence[tuple[str, str, str]]) -> Payload:
    relations = {"", *(option.code for option in question.options)}
    for _, _, relation in ties:
        if relation not in relations:
            raise unknown(question, relation)
    once = list(dict.fromkeys(ties))
    hold_to(question, len(once))
    names = ("source", "target", "relation")
    return {"ties": [dict(zip(names, tie, strict=True)) for tie in once]}


def _mine(question: QuestionStructure, form: Form) -> list[tuple[str, str, str]]:
    """What binds the person who answers to each of the others, in the order of the list and of the relations."""
    people = [one.code for one in question.people]
    order = [option.code for option in question.options]
    given = [
        (recognised(question, name.removeprefix("tie.")), form[name])
        for name in form
        if name.startswith("tie.")
    ]
    ties = [("", person, relation) for person, said in given for relation in said if person and relation]
    return sorted(ties, key=lambda tie: (_place(people, tie[1]), tie[1], _place(order, tie[2])))


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _rows(question: QuestionStructure, form: Form) -> list[tuple[str, str, str]]:
    """Every row of ties among others as it stands. Where only one relation is asked about, it goes without saying."""
    if _own(question):
        return []
    only = question.options[0].code if len(question.options) == 1 else ""
    numbers = {int(found.group(1)) for field in form if (found := PAIR.fullmatch(field))}
    return [
        (
            recognised(question, last(form, f"pair.{number}.source")),
            recognised(question, last(form, f"pair.{number}.target")),
            last(form, f"pair.{number}.relation") or only,
        )
        for number in sorted(numbers)
    ]


def marked_people(payload: Payload) -> dict[str, dict[str, str]]:
    """Code -> column -> choice of a roster's answer, in its order; what is of another shape is left out."""
    found = payload.get("people")
    people: dict[str, dict[str, str]] = {}
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and isinstance(name := one.get("code"), str) and name:
            marks = one.get("marks")
            people[name] = {
                column: choice
                for column, choice in (marks if isinstance(marks, dict) else {}).items()
                if isinstance(column, str) and isinstance(choice, str)
            }
    return people


def picked(payload: Payload) -> tuple[str, ...]:
    """The codes a roster's answer names."""
    return tuple(marked_people(payload))


def said_ties(payload: Payload) -> list[tuple[str, str, str]]:
    """Source, target and relation of each tie of an answer; the source of one's own is empty."""
    found = payload.get("ties")
    ties = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [(_word(tie, "source"), _word(tie, "target"), _word(tie, "relation")) for tie in ties]


def _word(tie: Mapping[str, object], name: str) -> str:
    found = tie.get(name)
    return found if isinstance(found, str) else ""


def roster_fields(question: QuestionStructure, payload: Payload) -> dict[str, list[str]]:
    """The form fields that show a roster's answer again."""
    listed = {one.code for one in question.people}
    people = marked_people(payload)
    added = [one for one in people if one not in listed]
    fields = {"pick": [one for one in people if one in listed], "add": added}
    for one, marks in people.items():
        name = one if one in listed else f"+{added.index(one)}"
        fields |= {f"mark.{name}.{column}": [choice] for column, choice in marks.items()}
    return fields


def ties_fields(question: QuestionStructure, payload: Payload) -> dict[str, list[str]]:
    """The form fields that show an answer about ties again."""
    fields: dict[str, list[str]] = {}
    for number, (source, target, relation) in enumerate(said_ties(payload)):
        if _own(question):
            fields.setdefault(f"tie.{target}", []).append(relation)
        else:
            row = {"source": source, "target": target, "relation": relation}
            fields |= {f"pair.{number}.{name}": [text] for name, text in row.items() if text}
    return fields


def enough_named(question: QuestionStructure, payload: Payload, least: int) -> bool:
    """Whether as many as asked are named, and marked where there are columns to mark them in."""
    people = marked_people(payload).values()
    return sum(bool(marks) or not question.options for marks in people) >= least


def enough_tied(question: QuestionStructure, payload: Payload, least: int) -> bool:
    """Whether as many ties as asked are said; where there is nobody to tie, nothing can be."""
    return (
        not question.people
        or sum(bool(target and relation) for _, target, relation in said_ties(payload)) >= least
    )
