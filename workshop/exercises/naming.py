"""Roster and tie questions of a network survey: parsing answers that pick and mark people, or name ties.

Form fields of a roster: `pick` (codes) and `add` (typed by hand), both repeated; `mark.<code>.<column>`, and for the
n-th typed one `mark.+<n>.<column>`, from 0. A person with a mark is picked. Fields of ties: `tie.<code>`, repeated, for
one's own ties; else rows `pair.<i>.source`, `pair.<i>.target`, `pair.<i>.relation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from workshop.base.errors import InputError
from workshop.exercises.cleaning import Form, code, hold_to, last, unknown
from workshop.model.step import Ends, Option, Payload, QuestionStructure, StepKind

MARK = re.compile(r"mark\.(.+)\.([A-Za-z0-9_-]+)", re.DOTALL)
ADDED = re.compile(r"\+(\d{1,3})", re.ASCII)
Asked = TypeVar("Asked", bound=QuestionStructure)
PAIR = re.compile(r"pair\.(\d{1,3})\.(?:source|target|relation)", re.ASCII)


def read_roster(question: QuestionStructure, form: Form) -> Payload:
    """The people picked and their marks: those on the list first, then those added by hand."""
    listed = {person.code for person in question.people}
    added = [recognised(question, text) for text in form.get("add", ())]
    marks = _marks(question, form, added)
    picks = [recognised(question, text) for text in form.get("pick", ())]
    chosen = [person for person in dict.fromkeys([*picks, *added, *marks]) if person]
    hold_to(question, len(chosen))
    return {
        "people": [
            {"code": person, "marks": marks.get(person, {})}
            for person in sorted(chosen, key=lambda person: person not in listed)
        ]
    }


def with_named_before(
    question: Asked, said: Iterable[tuple[QuestionStructure, Payload]], about: str
) -> Asked:
    """A roster that also offers whom this person picked in other rosters, so that nobody is written twice.

    They are offered, not picked, and only to the person who named them. `said` are that person's answers in other
    exercises; a roster of one asks who somebody is. `about` is said beside them.
    """
    if not _collects(question):
        return question
    listed = {words for person in question.people for words in (person.code, person.label)}
    before = dict.fromkeys(
        name for one, payload in said if _collects(one) for name in picked(payload) if name not in listed
    )
    return replace(question, people=(*question.people, *(Option(name, name, about) for name in before)))


def _collects(question: QuestionStructure) -> bool:
    return question.kind is StepKind.ROSTER and question.max_items > 1


def recognised(question: QuestionStructure, typed: str) -> str:
    """The code of the person whose code or label on the list equals what was typed, else the typed text.

    >>> from workshop.model.step import StepKind, Option
    >>> asked = QuestionStructure("who", StepKind.ROSTER, people=(Option("R7", "3 栋甲"),))
    >>> recognised(asked, " 3  栋甲 "), recognised(asked, "门口修鞋的")
    ('R7', '门口修鞋的')
    """
    name = code(typed)
    codes = {person.code for person in question.people}
    if name in codes:
        return name
    return next((person.code for person in question.people if person.label == name), name)


def _marks(question: QuestionStructure, form: Form, added: Sequence[str]) -> dict[str, dict[str, str]]:
    """Person -> column -> choice, columns in the question's order."""
    columns = {column.code: {person.code for person in column.choices} for column in question.options}
    by_person: dict[str, dict[str, str]] = {}
    for field in form:
        parts = MARK.fullmatch(field)
        choice = last(form, field)
        if not parts or not choice or parts.group(2) not in columns:
            continue
        if choice not in columns[parts.group(2)]:
            raise unknown(question, choice)
        if about := _marked(question, parts.group(1), added):
            by_person.setdefault(about, {})[parts.group(2)] = choice
    return {
        person: {name: marks[name] for name in columns if name in marks}
        for person, marks in by_person.items()
    }


def _marked(question: QuestionStructure, name: str, added: Sequence[str]) -> str:
    if number := ADDED.fullmatch(name):
        place = int(number.group(1))
        return added[place] if place < len(added) else ""
    return recognised(question, name)


def read_ties(question: QuestionStructure, form: Form) -> Payload:
    """The ties named. A row without both ends is ignored.

    Raises InputError `exercises.tie_itself` for a row with one person at both ends, `exercises.tie_unsaid` for one
    without a relation, each with its row's number.
    """
    rows = _rows(question, form)
    for number, (source, target, relation) in enumerate(rows, start=1):
        if source and source == target:
            raise InputError("exercises.tie_itself", row=number)
        if source and target and not relation:
            raise InputError("exercises.tie_unsaid", row=number)
    return _ties(question, [row for row in _drafted(question, form) if row[1] and (row[0] or _own(question))])


def draft_ties(question: QuestionStructure, form: Form) -> Payload:
    """The ties of an unfinished form: incomplete rows are kept."""
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
    """The relations of the answering person to each of the others, in the order of the list and of the options."""
    people = [one.code for one in question.people]
    order = [option.code for option in question.options]
    given = [
        (recognised(question, name.removeprefix("tie.")), form[name])
        for name in form
        if name.startswith("tie.")
    ]
    ties = [
        ("", person, relation) for person, relations in given for relation in relations if person and relation
    ]
    return sorted(ties, key=lambda tie: (_place(people, tie[1]), tie[1], _place(order, tie[2])))


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


def _rows(question: QuestionStructure, form: Form) -> list[tuple[str, str, str]]:
    """Every row of ties among others, complete or not. Where there is only one relation, it is the default."""
    if _own(question):
        return []
    only = question.options[0].code if len(question.options) == 1 else ""
    numbers = {int(match.group(1)) for field in form if (match := PAIR.fullmatch(field))}
    return [
        (
            recognised(question, last(form, f"pair.{number}.source")),
            recognised(question, last(form, f"pair.{number}.target")),
            last(form, f"pair.{number}.relation") or only,
        )
        for number in sorted(numbers)
    ]


def marked_people(payload: Payload) -> dict[str, dict[str, str]]:
    """Code -> column -> choice of a roster's answer, in its order; values of an unexpected shape are left out."""
    entries = payload.get("people")
    people: dict[str, dict[str, str]] = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(name := entry.get("code"), str) and name:
            marks = entry.get("marks")
            people[name] = {
                column: choice
                for column, choice in (marks if isinstance(marks, dict) else {}).items()
                if isinstance(column, str) and isinstance(choice, str)
            }
    return people


def picked(payload: Payload) -> tuple[str, ...]:
    """The codes a roster's answer names."""
    return tuple(marked_people(payload))


def named_ties(payload: Payload) -> list[tuple[str, str, str]]:
    """Source, target and relation of each tie in an answer; the source is empty for one's own ties."""
    entries = payload.get("ties")
    ties = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [(_word(tie, "source"), _word(tie, "target"), _word(tie, "relation")) for tie in ties]


def _word(tie: Mapping[str, object], name: str) -> str:
    value = tie.get(name)
    return value if isinstance(value, str) else ""


def roster_fields(question: QuestionStructure, payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore a roster's answer."""
    listed = {person.code for person in question.people}
    people = marked_people(payload)
    added = [person for person in people if person not in listed]
    fields = {"pick": [person for person in people if person in listed], "add": added}
    for person, marks in people.items():
        name = person if person in listed else f"+{added.index(person)}"
        fields |= {f"mark.{name}.{column}": [choice] for column, choice in marks.items()}
    return fields


def ties_fields(question: QuestionStructure, payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore a ties answer."""
    fields: dict[str, list[str]] = {}
    for number, (source, target, relation) in enumerate(named_ties(payload)):
        if _own(question):
            fields.setdefault(f"tie.{target}", []).append(relation)
        else:
            row = {"source": source, "target": target, "relation": relation}
            fields |= {f"pair.{number}.{name}": [text] for name, text in row.items() if text}
    return fields


def enough_named(question: QuestionStructure, payload: Payload, least: int) -> bool:
    """Whether the required number of people is named, and marked where there are columns."""
    people = marked_people(payload).values()
    return sum(bool(marks) or not question.options for marks in people) >= least


def enough_tied(question: QuestionStructure, payload: Payload, least: int) -> bool:
    """Whether the required number of ties is named; always true where there is nobody to tie."""
    return (
        not question.people
        or sum(bool(target and relation) for _, target, relation in named_ties(payload)) >= least
    )
