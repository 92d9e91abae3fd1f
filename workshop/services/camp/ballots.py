"""Answers without a seat: anonymous questions, and everything in a sealed exercise.

The database joins none of them to a seat. It knows that a seat has answered, and keeps the answer under a mark made of
the secret in the person's phone. So the same phone finds, replaces and erases its own answer; another phone of the same
seat is told that there is one. Whoever runs the camp cannot find it, whatever they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.model.ballot import (
    Ballot,
    BallotPlace,
    BallotVersion,
    key_of,
    mark_of,
    new_number,
    person_mark,
)
from workshop.model.camp import CampStep, Seat
from workshop.model.ids import new_token
from workshop.model.privacy import FEWEST_TO_BE_AMONG
from workshop.model.step import Answer, Draft, Payload, QuestionStructure, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.datasets import (
    BOARD,
    board_given_at_in,
    without_board,
)
from workshop.store import answers as answer_rows
from workshop.store.ballots import boxes as rows


def cast(
    connection: Connection,
    context: AppContext,
    seat: Seat,
    step: CampStep,
    questions: Sequence[QuestionStructure],
    question: QuestionStructure,
    key: str,
    payload: Payload,
    late_seq: int | None,
) -> tuple[Answer, bool]:
    """Keep an answer without its seat; the answer, and whether the same form has made it before. `questions` are all of
    the step.

    A seat whose phone is not at hand, as with a sheet of paper, answers once: its secret is thrown away.
    Raises RoomError `answer.elsewhere` where the seat has answered and this phone cannot find the answer.
    """
    secret = seat.secret or new_token(context.chance)
    place = BallotPlace(seat.camp, step.id, question.id)
    rows.hold(connection, place)
    before = rows.ballot_at(connection, place, mark_of(secret, place))
    own_key = key_of(secret, place, key)
    if before is not None and (same := before.by_key(own_key)) is not None:
        sent = answer_rows.answers_on(place, before)
        stored = next(one for one in sent if one.number == same.number)
        return replace(stored, payload=without_board(stored.payload)), True
    if before is None and (step.id, question.id) in rows.answered_by(connection, seat.id):
        raise RoomError("answer.elsewhere")
    version = BallotVersion(new_number(context.chance), own_key, payload, late_seq)
    ballot = before or Ballot(mark_of(secret, place), "", ())
    ballot = replace(ballot, versions=(*ballot.versions, version))
    rows.put(connection, place, ballot)
    rows.note_answered(connection, seat.id, place)
    rows.clear_draft(connection, place, ballot.mark)
    context.presence.busy(seat, context.now())
    _lay_at_table(connection, context, seat, step, place, ballot)
    if question.kind is StepKind.STANCE and not ballot.person:
        _hold_together(connection, seat, secret, step, questions)
    return answer_rows.answers_on(place, ballot)[-1], False


def _lay_at_table(
    connection: Connection,
    context: AppContext,
    seat: Seat,
    step: CampStep,
    place: BallotPlace,
    ballot: Ballot,
) -> None:
    """Where a table works on with its own cards, store at which table they were given, once enough there have answered."""
    board, there = board_given_at_in(connection, context, seat, step, place.question)
    if not board:
        return
    marks = context.ballot_tables.add(place, board, ballot.mark)
    answered = rows.who_answered(connection, place.camp, place.step)
    if sum(one in there and question == place.question for one, question in answered) < FEWEST_TO_BE_AMONG:
        return
    found = (rows.ballot_at(connection, place, mark) for mark in marks)
    rows.put(connection, place, *(_at_table(one, board) for one in found if one is not None))


def _at_table(ballot: Ballot, board: str) -> Ballot:
    *before, newest = ballot.versions
    return replace(ballot, versions=(*before, replace(newest, payload={**newest.payload, BOARD: board})))


def _hold_together(
    connection: Connection,
    seat: Seat,
    secret: str,
    step: CampStep,
    questions: Sequence[QuestionStructure],
) -> None:
    """Once every stance is given, hold one person's together: opinion groups need them, and now all look alike."""
    places = [
        BallotPlace(seat.camp, step.id, one.id)
        for one in questions
        if one.kind is StepKind.STANCE and one.anonymous
    ]
    if not rows.answered_by(connection, seat.id) >= {(one.step, one.question) for one in places}:
        return
    own = rows.ballots_at(connection, {place: mark_of(secret, place) for place in places})
    if len(own) < len(places):  # some were answered on another phone
        return
    for place, ballot in own.items():
        rows.put(connection, place, replace(ballot, person=person_mark(secret, place)))


def own_in(connection: Connection, seat: Seat) -> tuple[Answer, ...]:
    """Everything this phone has answered without a seat, replaced and late ones too."""
    return tuple(
        answer for place, ballot in _own(connection, seat) for answer in answer_rows.answers_on(place, ballot)
    )


def own_current_in(connection: Connection, seat: Seat) -> tuple[Answer, ...]:
    """This phone's answers without a seat that count now."""
    current = (answer_rows.current_on(connection, place, ballot) for place, ballot in _own(connection, seat))
    return tuple(one for one in current if one is not None)


def _own(connection: Connection, seat: Seat) -> list[tuple[BallotPlace, Ballot]]:
    if not seat.secret:
        return []
    places = [BallotPlace(seat.camp, *one) for one in sorted(rows.answered_by(connection, seat.id))]
    found = rows.ballots_at(connection, {place: mark_of(seat.secret, place) for place in places})
    return [(place, found[place]) for place in places if place in found]


def save_draft(
    connection: Connection, context: AppContext, seat: Seat, place: BallotPlace, key: str, payload: Payload
) -> bool:
    """Store what this phone has typed so far. False where it was already sent, or answered on another phone."""
    if not seat.secret:
        return False
    mark = mark_of(seat.secret, place)
    ballot = rows.ballot_at(connection, place, mark)
    if ballot is None and (place.step, place.question) in rows.answered_by(connection, seat.id):
        return False
    if ballot is not None and ballot.by_key(key_of(seat.secret, place, key)) is not None:
        return False
    context.presence.busy(seat, context.now())
    rows.save_draft(connection, place, mark, Draft("", place.step, place.question, key, payload, None))
    return True


def drafts_in(connection: Connection, seat: Seat) -> tuple[Draft, ...]:
    """What this phone has typed and not sent, for questions answered without a seat."""
    if not seat.secret:
        return ()
    places = rows.drafted(connection, seat.camp)
    found = (rows.draft_at(connection, place, mark_of(seat.secret, place)) for place in places)
    return tuple(one for one in found if one is not None)


def left_behind_in(connection: Connection, secret: str) -> int:
    """How many answers without a seat this secret still finds, in whatever camp: its seat may have been erased."""
    marks = {place: mark_of(secret, place) for place in rows.places(connection)}
    return len(rows.ballots_at(connection, marks))


def take_back(connection: Connection, secret: str) -> None:
    """Erase whatever this secret still finds, answered or typed, though no seat belongs to it any longer."""
    for place in rows.places(connection):
        rows.take_out(connection, place, mark_of(secret, place))


def take_out(connection: Connection, seat: Seat) -> None:
    """Erase everything this phone has said or typed without a seat."""
    if not seat.secret:
        return
    places = [BallotPlace(seat.camp, *one) for one in rows.answered_by(connection, seat.id)]
    for place in {*places, *rows.drafted(connection, seat.camp)}:
        rows.take_out(connection, place, mark_of(seat.secret, place))
