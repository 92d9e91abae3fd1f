"""Submitting answers, idempotently: every answer is stored; late, repeated and replacing ones are flagged,
none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.exercises.exercise import AFTER
from workshop.model.camp import CampStep, Seat, StepState
from workshop.model.step import Answer, Draft, Payload, QuestionStructure
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.datasets import with_board_in, with_items_in, without_board
from workshop.services.camp.questions import exercise_of, names_people, structures_of, with_codes_in
from workshop.services.camp.room_people import with_room_in
from workshop.store import answers as rows
from workshop.store import camps, seats


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

    Raises RoomError `answer.no_step` or `answer.no_question` for a form this camp never showed.
    """

    def use_case(connection: Connection) -> Receipt:
        return submit_in(connection, context, seat, key, step_id, question_id, payload)

    return context.store.write(use_case)


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
    before = rows.answer_by_key(connection, key)
    if before is not None:
        return _repeated(before, seat)
    step = _step(connection, seat.camp, step_id)
    _question(context, connection, seat, step, question_id)
    late_seq = _late_seq(context, connection, seat, step)
    payload = with_board_in(connection, context, seat, step, question_id, payload)
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
    """Add a new answer; `late_seq` is the control event it came after, None when it is in time."""
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


def _repeated(before: Answer, seat: Seat) -> Receipt:
    # The key belongs to another seat's form.
    if before.seat != seat.id:
        raise RoomError("answer.foreign_key")
    return Receipt(SubmissionOutcome.ALREADY, replace(before, payload=without_board(before.payload)))


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
    camp = camps.camp_by_id(connection, seat.camp)
    if camp is None:
        raise RoomError("camp.unknown", camp=seat.camp)
    for question in structures_of(context, camp, step):
        if question.id == question_id:
            return question
    raise RoomError("answer.no_question", step=step.id, question=question_id)


def _said(connection: Connection, seat: Seat, step: CampStep) -> dict[str, Payload]:
    """The seat's last answer to each question of the step, whether or not it counts."""
    given = rows.all_answers(connection, seat.camp, seat.id)
    return {one.question: one.payload for one in given if one.step == step.id}


def _late_seq(context: AppContext, connection: Connection, seat: Seat, step: CampStep) -> int | None:
    """None when the step takes answers from this seat now, otherwise the control event the answer came after."""
    if step.id in taking_answers(context, control.steps_in(connection, seat.camp)):
        return None
    return control.late_since(step.id, camps.events(connection, seat.camp))


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

    def use_case(connection: Connection) -> bool:
        if rows.answer_by_key(connection, key) is not None:
            return False
        step = _step(connection, seat.camp, step_id)
        _question(context, connection, seat, step, question_id)
        rows.save_draft(connection, Draft(seat.id, step_id, question_id, key, payload, context.now()))
        seats.touch(connection, seat.id, context.now())
        return True

    return context.store.write(use_case)


def clear_draft(context: AppContext, seat: Seat, step_id: str, question_id: str) -> None:
    """What was typed has become something else than an answer, such as a turn of a dialogue."""
    context.store.write(lambda connection: rows.clear_draft(connection, seat.id, step_id, question_id))


def given_by(context: AppContext, seat: Seat) -> tuple[Answer, ...]:
    """The seat's answers that count now."""
    return context.store.read(lambda connection: rows.current_answers(connection, seat.camp, seat_id=seat.id))


def everything_by(context: AppContext, seat: Seat) -> tuple[Answer, ...]:
    """Every answer of the seat, replaced and late ones too, in order of arrival."""
    return context.store.read(lambda connection: rows.all_answers(connection, seat.camp, seat.id))
