"""Whom a question may name: people and groups of a community's newest map, or those one has picked before.

Residents stand under the codes of the map. Whom somebody may pick depends on who asks, so it is filled in when a
question is shown or printed; an exercise alone knows only where they come from (`people_from`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from workshop.exercises.exercise import Exercise
from workshop.exercises.naming import picked
from workshop.model.network import Network
from workshop.model.step import Option, Payload, Question
from workshop.room.house import House
from workshop.store import networks as rows
from workshop.text import Language, say

PEOPLE = "map.people"
GROUPS = "map.groups"
MAP = "map"


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
    source = _source(exercise, question)
    if source is None:
        return question
    known = {one.code: one for one in _mapped(connection, community, _map_part(exercise, source), language)}
    if source in (MAP, PEOPLE, GROUPS):
        return replace(question, people=tuple(known.values()))
    codes = picked(given.get(source, {}))
    return replace(question, people=tuple(known.get(code, Option(code, code)) for code in codes))


def names_people(exercise: Exercise, question: Question) -> bool:
    """Whether the question asks about people or groups that only the seat or its community knows."""
    return _source(exercise, question) is not None


def picked_in(exercise: Exercise, question: Question) -> str | None:
    """The earlier question whose picks this one asks about; None where it asks about the map itself."""
    source = _source(exercise, question)
    return None if source in (MAP, PEOPLE, GROUPS) else source


def _source(exercise: Exercise, question: Question) -> str | None:
    step = question.id.partition(".")[0]
    return next((one.people_from for one in exercise.steps if one.id == step), None)


def _map_part(exercise: Exercise, source: str) -> str:
    """Which part of the map a source rests on: an earlier roster may rest on another one."""
    steps = {one.id: one for one in exercise.steps}
    while source in steps:
        # A roster may stand before those that rest on it and nowhere else, so this ends.
        source = steps[source].people_from or MAP
    return source


def _mapped(connection: Connection, community: str, part: str, language: Language) -> Iterator[Option]:
    version = rows.newest(connection, community)
    if version is None:
        return
    network = rows.members_of(connection, version.number)
    if part in (MAP, PEOPLE):
        yield from _people(network, language)
    if part in (MAP, GROUPS):
        for group in network.groups:
            yield Option(group.id, group.label or group.id, say(language, "network.kind.group"))


def _people(network: Network, language: Language) -> Iterator[Option]:
    """People with the building they live in, or what they are to the community."""
    buildings = {one.id: one.label or one.id for one in network.buildings}
    for person in network.people:
        lives = buildings.get(person.building, person.building)
        yield Option(
            person.id, person.label or person.id, lives or say(language, f"network.kind.{person.kind.value}")
        )
