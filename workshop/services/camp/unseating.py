"""Takes the seat from answers that an earlier version stored with one, though they should have none.

It cannot be undone: the phones they came from cannot find them any more either, and are told so. What was typed and not
sent to such a question is dropped, because it stands beside the seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.exercises.exercise import Exercise
from workshop.exercises.structure import seatless
from workshop.model.ballot import FIRST_NUMBER, Ballot, BallotPlace, BallotVersion
from workshop.model.camp import CampStep
from workshop.model.ids import new_token
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import asked_by
from workshop.services.camp.questions import exercise_of
from workshop.store import answers as rows
from workshop.store import camps, rooms
from workshop.store.ballots import boxes as box_rows


@dataclass(frozen=True)
class _Moved:
    """A ballot made of somebody's answers, and the numbers these had."""

    ballot: Ballot
    before: tuple[int, ...]


def unseat_earlier(context: AppContext) -> int:
    """Move such answers out of reach of their seats; how many there were. The traces leave the files as with an erasure."""
    if not context.store.read(lambda connection: _places(connection, context)):
        return 0
    return context.store.erase(lambda connection: _unseat(connection, context))


def _places(connection: Connection, context: AppContext) -> list[tuple[BallotPlace, StepKind]]:
    """The questions without a seat that have answers or drafts beside one. Steps whose exercise is gone stay as they are."""
    found = []
    for camp, step, question in rows.seated_questions(connection):
        ran = next((one for one in camps.steps(connection, camp) if one.id == step), None)
        exercise = _exercise(context, ran) if ran else None
        asked = asked_by(exercise, question) if exercise else None
        if exercise and asked and seatless(exercise, asked):
            found.append((BallotPlace(camp, step, question), asked.kind))
    return found


def _exercise(context: AppContext, step: CampStep) -> Exercise | None:
    try:
        return exercise_of(context, step)
    except RoomError:
        return None


def _unseat(connection: Connection, context: AppContext) -> int:
    moved = 0
    places = _places(connection, context)
    for camp, step in {(place.camp, place.step) for place, _ in places}:
        here = [(place, kind) for place, kind in places if (place.camp, place.step) == (camp, step)]
        moved += _unseat_step(connection, context, here)
    return moved


def _unseat_step(
    connection: Connection, context: AppContext, here: Sequence[tuple[BallotPlace, StepKind]]
) -> int:
    stances = {place.question for place, kind in here if kind is StepKind.STANCE}
    boxes: dict[BallotPlace, list[_Moved]] = {place: [] for place, _ in here}
    for seat, given in rows.take_from_seats(connection, [place for place, _ in here]).items():
        questions = {one.question for one in given}
        whole = new_token(context.chance) if stances and questions >= stances else ""
        for place in boxes:
            mine = [one for one in given if one.question == place.question]
            if mine:
                person = whole if place.question in stances else ""
                boxes[place].append(_moved(context, mine, person))
                box_rows.note_answered(connection, seat, place)
    for place, moved in boxes.items():
        if not moved:
            continue
        box_rows.put(connection, place, *(one.ballot for one in moved))
        for one in moved:
            for version, number in zip(one.ballot.versions, one.before, strict=True):
                rooms.rename_card(connection, place.camp, number, version.number)
    return sum(len(one.before) for moved in boxes.values() for one in moved)


def _moved(context: AppContext, given: Sequence[rows.SeatedAnswer], person: str) -> _Moved:
    versions = tuple(
        BallotVersion(
            FIRST_NUMBER + context.chance(FIRST_NUMBER), new_token(context.chance), one.payload, one.late_seq
        )
        for one in given
    )
    return _Moved(Ballot(new_token(context.chance), person, versions), tuple(one.number for one in given))
