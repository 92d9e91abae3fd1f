"""The exercises of an installation: those in files and those published at the desk.

A published version never changes, so a camp keeps the one it was made with, and answers stay tied to it. What another
process publishes is found at once: the list is read from the database, only the versions themselves are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.exercises.check import ADVICE, problems
from workshop.exercises.exercise import Exercise
from workshop.exercises.library import read_exercise
from workshop.model.camp import CampStep
from workshop.services.app.context import AppContext
from workshop.store.content import exercises as rows
from workshop.store.content.exercises import ExerciseVersion


@dataclass(frozen=True)
class KnownExercise:
    """An exercise in its newest version. `saved` is None for one that is in a file."""

    exercise: Exercise
    saved: ExerciseVersion | None
    retired: bool
    camps: int  # that have it on their agenda, in whatever version


def exercise_at(context: AppContext, id: str, version: int) -> Exercise:
    """The version of an exercise that a camp runs. Raises RoomError `content.no_exercise` if it is gone.

    Of an exercise in a file only the newest version is there. One published here keeps its number even if a file
    arrives later under the same id: answers may be tied to it.
    """
    shipped = context.content.exercises.get(id)
    if shipped is None:
        return _published(context, id, version)
    return _published_before(context, id, version) or shipped


def exercises_for(context: AppContext, steps: Sequence[CampStep]) -> Mapping[str, Exercise]:
    """The exercises in files, and those of a camp's steps in the camp's versions, under their ids."""
    own = {
        one.exercise: exercise_at(context, one.exercise, one.exercise_version) for one in steps if one.screen
    }
    return {**context.content.exercises, **own}


@lru_cache(maxsize=256)  # a version never changes; that there is none is not kept
def _published(context: AppContext, id: str, version: int) -> Exercise:
    texts = texts_at(context, id, version)
    if texts is None:
        raise RoomError("content.no_exercise", exercise=id)
    return read_exercise(*texts, file_of(id))


@lru_cache(maxsize=256)  # nothing is published under the id of a file
def _published_before(context: AppContext, id: str, version: int) -> Exercise | None:
    return None if texts_at(context, id, version) is None else _published(context, id, version)


def texts_at(context: AppContext, id: str, version: int) -> tuple[str, str] | None:
    """The two files of a version published here."""
    return context.store.read(lambda connection: rows.texts(connection, id, version))


def file_of(id: str) -> Path:
    """What the Chinese file of an exercise is called."""
    return Path(f"{id}.zh.md")


def usable_exercises(context: AppContext) -> Mapping[str, Exercise]:
    """Every exercise that a new camp or an agenda may take, in its newest version, under its id."""
    return {known.exercise.id: known.exercise for known in known_exercises(context) if not known.retired}


def known_exercises(context: AppContext) -> tuple[KnownExercise, ...]:
    """Every exercise in its newest version: those published here first, the newest first, then those in files."""
    newest, retired, camps = _standing(context)
    counts: dict[str, int] = {}
    for (name, _), n in camps.items():
        counts[name] = counts.get(name, 0) + n
    shipped = context.content.exercises
    own = [
        KnownExercise(exercise, one, one.id in retired, counts.get(one.id, 0))
        for one in sorted(newest.values(), key=lambda one: one.at, reverse=True)
        if one.id not in shipped and (exercise := _readable(context, one)) is not None
    ]
    return (
        *own,
        *(KnownExercise(one, None, retired=False, camps=counts.get(one.id, 0)) for one in shipped.values()),
    )


def _standing(
    context: AppContext,
) -> tuple[dict[str, ExerciseVersion], frozenset[str], dict[tuple[str, int], int]]:
    def use_case(
        connection: Connection,
    ) -> tuple[tuple[ExerciseVersion, ...], frozenset[str], dict[tuple[str, int], int]]:
        return rows.versions(connection), rows.retired(connection), rows.camps_by_exercise(connection)

    versions, retired, camps = context.store.read(use_case)
    newest: dict[str, ExerciseVersion] = {}
    for one in versions:  # the newest of each first
        newest.setdefault(one.id, one)
    return newest, retired, camps


def _readable(context: AppContext, version: ExerciseVersion) -> Exercise | None:
    """None for what another version of Mengya published and this one cannot read: `own_faults` names it."""
    try:
        return _published(context, version.id, version.version)
    except InputError:
        return None


def own_faults(context: AppContext) -> tuple[int, tuple[InputError, ...]]:
    """How many exercises are published here, and what is wrong with their newest versions."""
    newest, _, _ = _standing(context)
    faults: list[InputError] = []
    for one in newest.values():
        try:
            exercise = _published(context, one.id, one.version)
        except InputError as error:
            faults += error.problems if isinstance(error, SeveralErrors) else (error,)
        else:
            faults += [fault for fault in problems(exercise) if fault.code not in ADVICE]
    return len(newest), tuple(faults)


def id_is_taken(connection: Connection, context: AppContext, id: str) -> bool:
    """Whether an exercise has this id, in a file or published here."""
    return id in context.content.exercises or rows.last_version(connection, id) > 0


def retire(context: AppContext, id: str, by: str) -> None:
    """Stop offering an exercise published here; camps that have it keep it, and it can be brought back.

    Raises RoomError `content.no_exercise`.
    """
    _mark(context, id, True, by)


def bring_back(context: AppContext, id: str, by: str) -> None:
    """Offer a retired exercise again. Raises RoomError `content.no_exercise`."""
    _mark(context, id, False, by)


def _mark(context: AppContext, id: str, retired: bool, by: str) -> None:
    def use_case(connection: Connection) -> None:
        if not rows.last_version(connection, id):
            raise RoomError("content.no_exercise", exercise=id)
        rows.add_mark(connection, id, retired, by, context.now())

    context.store.write(use_case)
