"""Whom a question may name: people and groups of a community's newest map, or those one has picked before.

Residents stand under the codes of the map. Whom somebody may pick depends on who asks, so it is filled in when a
question is shown, printed or answered; an exercise alone knows only where they come from (`people_from`). A posted
form is read by their codes and names; what stands beside a name is added only for a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from workshop.exercises.exercise import Exercise
from workshop.exercises.naming import picked
from workshop.model.network import Group, Person
from workshop.model.step import Option, Payload, Question, QuestionStructure
from workshop.room.house import House
from workshop.store import networks as rows
from workshop.text import Language, say

PEOPLE = "map.people"
GROUPS = "map.groups"
MAP = "map"
Asked = TypeVar("Asked", bound=QuestionStructure)


@dataclass(frozen=True)
class _Map:
    """The part of a map a question may name."""

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    buildings: Mapping[str, str] = field(default_factory=dict)  # id -> what it is called


def with_people(
    house: House,
    community: str,
    exercise: Exercise,
    question: Question,
    given: Mapping[str, Payload],
    language: Language,
) -> Question:
    """The question with whom it may name; the same one where it names nobody.

    `community` is an id; `given` holds what was answered so far in the same step, by question (empty on paper).
    """
    return house.store.read(
        lambda connection: with_people_in(connection, community, exercise, question, given, language)
    )


def with_people_in(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: Question,
    given: Mapping[str, Payload],
    language: Language,
) -> Question:
    """As `with_people`, inside a transaction."""
    return _filled(connection, community, exercise, question, given, partial(_worded, language))


def with_codes_in(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: QuestionStructure,
    given: Mapping[str, Payload],
) -> QuestionStructure:
    """The question's structure with whom it may name by code and name, as a posted form is read."""
    return _filled(connection, community, exercise, question, given, _bare)


def _filled(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: Asked,
    given: Mapping[str, Payload],
    options: Callable[[_Map], tuple[Option, ...]],
) -> Asked:
    source = _source(exercise, question)
    if source is None:
        return question
    known = {one.code: one for one in options(_mapped(connection, community, _map_part(exercise, source)))}
    if source in (MAP, PEOPLE, GROUPS):
        return replace(question, people=tuple(known.values()))
    codes = picked(given.get(source, {}))
    return replace(question, people=tuple(known.get(code, Option(code, code)) for code in codes))


def names_people(exercise: Exercise, question: QuestionStructure) -> bool:
    """Whether the question asks about people or groups that only the seat or its community knows."""
    return _source(exercise, question) is not None


def picked_in(exercise: Exercise, question: QuestionStructure) -> str | None:
    """The earlier question whose picks this one asks about; None where it asks about the map itself."""
    source = _source(exercise, question)
    return None if source in (MAP, PEOPLE, GROUPS) else source


def _source(exercise: Exercise, question: QuestionStructure) -> str | None:
    step = question.id.partition(".")[0]
    return next((one.people_from for one in exercise.steps if one.id == step), None)


def _map_part(exercise: Exercise, source: str) -> str:
    """Which part of the map a source rests on: an earlier roster may rest on another one."""
    steps = {one.id: one for one in exercise.steps}
    while source in steps:
        # A roster may stand before those that rest on it and nowhere else, so this ends.
        source = steps[source].people_from or MAP
    return source


def _mapped(connection: Connection, community: str, part: str) -> _Map:
    version = rows.newest(connection, community)
    if version is None:
        return _Map()
    network = rows.members_of(connection, version.number)
    return _Map(
        people=network.people if part in (MAP, PEOPLE) else (),
        groups=network.groups if part in (MAP, GROUPS) else (),
        buildings={one.id: one.label or one.id for one in network.buildings},
    )


def _bare(map: _Map) -> tuple[Option, ...]:
    named = [(one.id, one.label) for one in map.people] + [(one.id, one.label) for one in map.groups]
    return tuple(Option(code, label or code) for code, label in named)


def _worded(language: Language, map: _Map) -> tuple[Option, ...]:
    """People with the building they live in, or what they are to the community; groups as what they are."""
    people = [
        Option(
            one.id,
            one.label or one.id,
            map.buildings.get(one.building, one.building) or say(language, f"network.kind.{one.kind.value}"),
        )
        for one in map.people
    ]
    groups = [Option(one.id, one.label or one.id, say(language, "network.kind.group")) for one in map.groups]
    return (*people, *groups)
