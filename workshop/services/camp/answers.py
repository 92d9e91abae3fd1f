"""Submitting answers, idempotently: every answer is stored; late, repeated and replacing ones are flagged,
none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.exercises.exercise import AFTER
from workshop.model.ballot import BallotPlace
from workshop.model.camp import CampStep, Seat, StepState
from workshop.model.step import Answer, Draft, Payload, QuestionStructure
from workshop.services.app.access import hash_token
from workshop.services.app.context import AppContext
from workshop.services.camp import ballots, control
from workshop.services.camp.datasets import with_items_in
from workshop.services.camp.questions import exercise_of, names_people, structures_of, with_codes_in
from workshop.services.camp.room_people import with_room_in
from workshop.store import answers as rows
from workshop.store import camps, seats
from workshop.store.ballots import boxes

LONGEST_KEY = 40  # of a form, in the database


class SubmissionOutcome(StrEnum):
    """What became of a submission."""

    STORED = "stored"  # the first answer to the question
    ALREADY = "already"  # the same form again: still one answer
    REPLACED = "replaced"  # counts instead of this seat's earlier answer, which is kept
    LATE = "late"  # kept, flagged; counts only once the facilitator accepts late answers


@dataclass(frozen=True)
class Receipt:
    """What the participant is shown, and the answer as stored."""

    outcome: SubmissionOutcome
    answer: Answer


def submit(
    context: AppContext, seat: Seat, key: str, step_id: str, question_id: str, payload: Payload
) -> Receipt:
    """Store an answer; returns once it is durable. `key` is the form's idempotency key, made when the form
    was shown.

    Raises RoomError `answer.no_step` or `answer.no_question` for a form this camp never showed, `answer.elsewhere` where
    the answer was given without a seat on another phone.
    """

    def use_case(connection: Connection) -> Receipt:
        return submit_in(connection, context, seat, key, step_id, question_id, payload)

    receipt = context.store.write(use_case)
    if not receipt.answer.seat:
        context.store.forget_order()
    return receipt


def submit_in(
    connection: Connection,
    context: AppContext,
    seat: Seat,
    key: str,
    step_id: str,
    question_id: str,
    payload: Payload,
) -> Receipt:
    """As `submit`, inside a transaction that stores several answers at once."""
    key, before = _own_key(connection, seat, key, step_id, question_id)
    if before is not None:
        return _repeated(before, seat)
    step = _step(connection, seat.camp, step_id)
    questions = _questions(context, connection, seat, step)
    question = _among(questions, step, question_id)
    late_seq = _late_seq(context, connection, seat, step)
    if question.anonymous:
        answer, sent_before = ballots.cast(
            connection, context, seat, step, questions, question, key, payload, late_seq
        )
        return Receipt(SubmissionOutcome.ALREADY if sent_before else _outcome(answer), answer)
    answer = keep(context, connection, seat, step, question_id, key, payload, late_seq)
    return Receipt(_outcome(answer), answer)


def keep(
    context: AppContext,
    connection: Connection,
    seat: Seat,
    step: CampStep,
    question_id: str,
    key: str,
    payload: Payload,
    late_seq: int | None,
) -> Answer:
    """Add a new answer with its seat; `late_seq` is the control event it came after, None when it is in time."""
    answer = rows.add_answer(
        connection,
        rows.NewAnswer(
            key=key,
            camp=seat.camp,
            seat=seat.id,
            step=step.id,
            question=question_id,
            exercise_version=step.exercise_version,
            payload=payload,
            at=context.now(),
            late_seq=late_seq,
            again=rows.has_answer(connection, seat.id, step.id, question_id),
        ),
    )
    rows.clear_draft(connection, seat.id, step.id, question_id)
    seats.touch(connection, seat.id, context.now())
    return answer


def question_in(context: AppContext, seat: Seat, step_id: str, question_id: str) -> QuestionStructure:
    """The structure of the question a form belongs to, with the people and items this seat may name in it.

    Raises RoomError `answer.no_step` or `answer.no_question`.
    """

    def use_case(connection: Connection) -> QuestionStructure:
        step = _step(connection, seat.camp, step_id)
        question = _question(context, connection, seat, step, question_id)
        exercise = exercise_of(context, step)
        camp = camps.camp_by_id(connection, seat.camp)
        if camp is not None:
            question = with_items_in(connection, context, seat, camp, step, question)
        if not names_people(exercise, question):
            return with_room_in(connection, seat, question)
        payloads = _said(connection, seat, step)
        return with_codes_in(connection, seat.community, exercise, question, payloads)

    return context.store.read(use_case)


def _own_key(
    connection: Connection, seat: Seat, key: str, step_id: str, question_id: str
) -> tuple[str, Answer | None]:
    """The key of a form, and the answer it has made before. A key that has made this person's answer to another question
    is a stale page's: it is one of its own here, the same whenever that page is sent again.
    """
    before = rows.answer_by_key(connection, key)
    if before is None or before.seat != seat.id or (before.step, before.question) == (step_id, question_id):
        return key, before
    own = hash_token(f"{key} {step_id} {question_id}")[:LONGEST_KEY]
    return own, rows.answer_by_key(connection, own)


def _repeated(before: Answer, seat: Seat) -> Receipt:
    # The key belongs to another seat's form.
    if before.seat != seat.id:
        raise RoomError("answer.foreign_key")
    return Receipt(SubmissionOutcome.ALREADY, before)


def _outcome(answer: Answer) -> SubmissionOutcome:
    if answer.late:
        return SubmissionOutcome.LATE
    return SubmissionOutcome.REPLACED if answer.again else SubmissionOutcome.STORED


def _step(connection: Connection, camp_id: str, step_id: str) -> CampStep:
    for step in control.steps_in(connection, camp_id):
        if step.id == step_id:
            return step
    raise RoomError("answer.no_step", step=step_id)


def _question(
    context: AppContext, connection: Connection, seat: Seat, step: CampStep, question_id: str
) -> QuestionStructure:
    return _among(_questions(context, connection, seat, step), step, question_id)


def _questions(
    context: AppContext, connection: Connection, seat: Seat, step: CampStep
) -> tuple[QuestionStructure, ...]:
    camp = camps.camp_by_id(connection, seat.camp)
    if camp is None:
        raise RoomError("camp.unknown", camp=seat.camp)
    return structures_of(context, camp, step)


def _among(questions: Iterable[QuestionStructure], step: CampStep, question_id: str) -> QuestionStructure:
    for question in questions:
        if question.id == question_id:
            return question
    raise RoomError("answer.no_question", step=step.id, question=question_id)


def _said(connection: Connection, seat: Seat, step: CampStep) -> dict[str, Payload]:
    """The person's last answer to each question of the step, whether or not it counts."""
    given = everything_in(connection, seat)
    return {one.question: one.payload for one in given if one.step == step.id}


def _late_seq(context: AppContext, connection: Connection, seat: Seat, step: CampStep) -> int | None:
    """None when the step takes answers from this seat now, otherwise the control event the answer came after."""
    if step.id in taking_answers(context, control.steps_for(connection, seat)):
        return None
    events = camps.events(connection, seat.camp)
    return control.late_since(step.id, events, control.table_of(connection, seat))


def taking_answers(context: AppContext, steps: Iterable[CampStep]) -> frozenset[str]:
    """The steps in which an answer sent now is in time: what the facilitator opened, and what runs ahead from there.

    Only an exercise that says it follows the one directly before it runs ahead, in the same stretch of the day and on the
    same track, and only while that one is open or itself runs ahead from an open one: nobody is led past a block the
    facilitator has not opened, nor into one that is left out.
    """
    taking: set[str] = set()
    before: CampStep | None = None
    for step in sorted(steps, key=lambda one: one.position):
        if step.state is StepState.OPEN or (
            before and before.id in taking and _follows(context, step, before)
        ):
            taking.add(step.id)
        before = step
    return frozenset(taking)


def _follows(context: AppContext, step: CampStep, before: CampStep) -> bool:
    """Whether the step, not opened yet, is reached by finishing the one before it."""
    if step.state is not StepState.DRAFT or step.skipped or not (step.screen and before.screen):
        return False
    if (step.block.window, step.block.track) != (before.block.window, before.block.track):
        return False
    return exercise_of(context, step).opens == f"{AFTER}{before.exercise}"


def save_draft(
    context: AppContext, seat: Seat, key: str, step_id: str, question_id: str, payload: Payload
) -> bool:
    """Store what is typed so far. False when the form was already submitted, so there is nothing to store."""

    def use_case(connection: Connection) -> tuple[bool, bool]:
        own, before = _own_key(connection, seat, key, step_id, question_id)
        if before is not None:
            return False, False
        step = _step(connection, seat.camp, step_id)
        if _question(context, connection, seat, step, question_id).anonymous:
            place = BallotPlace(seat.camp, step_id, question_id)
            return ballots.save_draft(connection, context, seat, place, own, payload), True
        rows.save_draft(connection, Draft(seat.id, step_id, question_id, own, payload, context.now()))
        seats.touch(connection, seat.id, context.now())
        return True, False

    stored, without_seat = context.store.write(use_case)
    if without_seat:
        context.store.forget_order()
    return stored


def clear_draft(context: AppContext, seat: Seat, step_id: str, question_id: str) -> None:
    """What was typed has become something else than an answer, such as a turn of a dialogue."""
    context.store.write(lambda connection: rows.clear_draft(connection, seat.id, step_id, question_id))


def given_by(context: AppContext, seat: Seat) -> tuple[Answer, ...]:
    """The person's answers that count now; of those without a seat, the ones this phone can find."""
    return context.store.read(lambda connection: given_in(connection, seat))


def given_in(connection: Connection, seat: Seat) -> tuple[Answer, ...]:
    """As `given_by`, inside a transaction."""
    seated = rows.current_answers(connection, seat.camp, seat_id=seat.id)
    return (*seated, *ballots.own_current_in(connection, seat))


def everything_by(context: AppContext, seat: Seat) -> tuple[Answer, ...]:
    """Every answer of the person, replaced and late ones too, in order of arrival; of those without a seat, the ones this
    phone can find.
    """
    return context.store.read(lambda connection: everything_in(connection, seat))


def everything_in(connection: Connection, seat: Seat) -> tuple[Answer, ...]:
    """As `everything_by`, inside a transaction."""
    return (*rows.all_answers(connection, seat.camp, seat.id), *ballots.own_in(connection, seat))


def drafts_in(connection: Connection, seat: Seat) -> tuple[Draft, ...]:
    """What this phone has typed and not sent."""
    return (*rows.drafts(connection, seat.id), *ballots.drafts_in(connection, seat))


def elsewhere_by(context: AppContext, seat: Seat) -> frozenset[tuple[str, str]]:
    """Step and question of what the seat has answered without a seat on another phone."""
    return context.store.read(
        lambda connection: elsewhere_in(connection, seat, everything_in(connection, seat))
    )


def elsewhere_in(connection: Connection, seat: Seat, given: Iterable[Answer]) -> frozenset[tuple[str, str]]:
    """Step and question of what the seat has answered without a seat on another phone; `given` is what this one found."""
    return boxes.answered_by(connection, seat.id) - {(one.step, one.question) for one in given}
