"""The commitments of a camp, read from the answers that collect them, and the witnesses who were asked.

The newest answer of a person is their commitment, also one handed in late: what came too late for the room's counts is
promised all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.exercises.cleaning import Form
from workshop.exercises.columns import IN_ROOM, read_cell, read_day
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import rows_in
from workshop.exercises.summary import row_parts
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.commitment import Commitment, WitnessReply
from workshop.model.step import Answer, ColumnKind, Option, OptionStructure, QuestionStructure, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.answers import everything_by, question_in, submit
from workshop.services.camp.questions import exercise_of, questions_of, structures_of
from workshop.services.camp.room_people import person_code
from workshop.store import answers as answer_rows
from workshop.store import camps, seats
from workshop.store.follow import commitments as rows
from workshop.store.reading import of_version

# Step and question -> the exercise, and how the question is asked.
Collecting = Mapping[tuple[str, str], tuple[Exercise, QuestionStructure]]

COLLECTED = "commitments"  # what a step that collects them says its answers go into
SEALED, NO_NAMES = "sealed", "none"
FIRST, SIGN = "first", "sign"  # columns every collecting exercise has under these codes
WITNESS = "with"  # the field of the form that asks somebody else


@dataclass(frozen=True)
class Witnessed:
    """A commitment with its witness, if that is somebody of the room, and what they replied; None: nothing yet."""

    commitment: Commitment
    witness: Seat | None
    accepted: bool | None


def last_day(steps: Iterable[CampStep]) -> date | None:
    """The camp's last day: the day a step was opened for the first time last. Opening one again later, to
    let somebody hand in, does not move it. None before anything was opened.
    """
    begun = max((one.begun_at for one in steps if one.begun_at is not None), default=None)
    return None if begun is None else local_day(begun)


def of_camp_in(
    connection: Connection, context: AppContext, camp: Camp, seat_id: str | None = None
) -> tuple[Commitment, ...]:
    """The commitments of a camp, or of one seat, in order of arrival."""
    collecting = _collecting_in(connection, context, camp)
    if seat_id is not None:
        given = answer_rows.all_answers(connection, camp.id, seat_id)
    else:
        steps = dict.fromkeys(step for step, _ in collecting)
        given = tuple(
            one for step in steps for one in answer_rows.all_answers(connection, camp.id, step=step)
        )
    return _read_all(connection, camp, collecting, given)


def _collecting_in(connection: Connection, context: AppContext, camp: Camp) -> Collecting:
    """What collects commitments in the camp's agenda as it is now: step and question."""

    def find() -> Collecting:
        return {
            (step.id, part.id): (exercise, question)
            for step in control.asking(control.steps_in(connection, camp.id))
            for exercise in [exercise_of(context, step)]
            for part in exercise.steps
            if part.into == COLLECTED and part.kind is StepKind.ROWS
            for question in structures_of(context, camp, step)
            if question.id == part.id
        }

    version = camps.last_seq(connection, camp.id)
    return of_version(connection, ("collecting", context, camp.id, camp.rubric, version), find)


def _read_all(
    connection: Connection, camp: Camp, collecting: Collecting, given: Iterable[Answer]
) -> tuple[Commitment, ...]:
    newest: dict[tuple[str, str, str], Answer] = {}
    for answer in given:
        if (answer.step, answer.question) in collecting:
            newest[answer.seat, answer.step, answer.question] = answer
    if not newest:  # as in most of a camp: who sits there need not be read
        return ()
    people = seats.seats(connection, camp.id)
    by_id = {one.id: one for one in people}
    by_code = {person_code(one.id): one for one in people}
    return tuple(
        one
        for answer in sorted(newest.values(), key=lambda one: one.number)
        if answer.seat in by_id
        for one in _read(answer, *collecting[answer.step, answer.question], by_id[answer.seat], by_code)
    )


def _read(
    answer: Answer, exercise: Exercise, question: QuestionStructure, seat: Seat, people: Mapping[str, Seat]
) -> Iterable[Commitment]:
    subject = question.options[0].code
    given_at = cast(datetime, answer.at)  # without a seat it would not be here
    for number, row in enumerate(rows_in(answer.payload)):
        if not row.get(subject):
            continue
        named = _cell(row, question.options, ColumnKind.PERSON)
        witness = people.get(named)
        yield Commitment(
            seat=seat,
            step=answer.step,
            question=answer.question,
            row=number,
            cells=row,
            what=row[subject],
            first=row.get(FIRST, ""),
            sign=row.get(SIGN, ""),
            day=read_day(_cell(row, question.options, ColumnKind.DATE), local_day(given_at)),
            witness=witness,
            witness_name="" if named.startswith(IN_ROOM) else named,
            at=given_at,
            named=exercise.privacy.names != NO_NAMES,
            listed=exercise.privacy.level != SEALED and not question.anonymous,
            within=next((one.within for one in question.options if one.column is ColumnKind.DATE), None),
        )


def _cell(row: Mapping[str, str], columns: Sequence[OptionStructure], kind: ColumnKind) -> str:
    return next((row.get(one.code, "") for one in columns if one.column is kind), "")


def words_of(
    context: AppContext, camp: Camp, commitment: Commitment, people: Iterable[Seat], language: Language
) -> tuple[tuple[str, str], ...]:
    """Heading and words of each of its columns."""
    step = next(one for one in control.steps(context, camp.id) if one.id == commitment.step)
    question = next(
        one for one in questions_of(context, camp, step, language) if one.id == commitment.question
    )
    named = tuple(Option(person_code(one.id), one.nickname) for one in people)
    (parts,) = row_parts(replace(question, people=named), {"rows": [dict(commitment.cells)]}, language)
    return parts


def witnessed_in(
    connection: Connection, context: AppContext, camp: Camp, seat_id: str | None = None
) -> tuple[Witnessed, ...]:
    """The commitments with their witnesses' replies."""
    return _with_replies(connection, camp, of_camp_in(connection, context, camp, seat_id))


def _with_replies(connection: Connection, camp: Camp, found: Sequence[Commitment]) -> tuple[Witnessed, ...]:
    replies = rows.replies(connection, camp.id) if found else ()
    return tuple(Witnessed(one, one.witness, _replied(one, replies)) for one in found)


def _replied(commitment: Commitment, replies: Iterable[WitnessReply]) -> bool | None:
    """The newest reply of the witness who is asked now; another one asked before does not count."""
    if commitment.witness is None:
        return None
    about = (commitment.seat.id, commitment.place, commitment.witness.id)
    given = [one.accepted for one in replies if (one.seat, one.place, one.witness) == about]
    return given[-1] if given else None


def _naming_in(connection: Connection, context: AppContext, camp: Camp, seat: Seat) -> tuple[Commitment, ...]:
    """The commitments of those who have ever named this seat; of nobody else anything is read."""
    collecting = _collecting_in(connection, context, camp)
    steps = tuple(dict.fromkeys(step for step, _ in collecting))
    naming = rows.who_named(connection, camp.id, steps, person_code(seat.id)) if steps else ()
    given = [one for who in naming for one in answer_rows.all_answers(connection, camp.id, who)]
    return _read_all(connection, camp, collecting, given)


def asked_to_witness(context: AppContext, seat: Seat) -> tuple[Witnessed, ...]:
    """Whose witness this seat was asked to be."""

    def use_case(connection: Connection) -> tuple[Witnessed, ...]:
        camp = camps.camp_by_id(connection, seat.camp)
        if camp is None:
            raise RoomError("camp.unknown", camp=seat.camp)
        return tuple(
            one
            for one in _with_replies(connection, camp, _naming_in(connection, context, camp, seat))
            if one.witness is not None and one.witness.id == seat.id
        )

    return context.store.read(use_case)


def reply(context: AppContext, seat: Seat, key: str, whose: str, place: str, *, accepted: bool) -> None:
    """Say whether one will be the witness; the newest reply counts, the same form again changes nothing.

    `whose` is the person's code. Raises RoomError `commitments.not_witness` where this seat is not asked, or no longer.
    """

    def use_case(connection: Connection) -> None:
        if rows.replied(connection, key):
            return
        camp = camps.camp_by_id(connection, seat.camp)
        about = next(
            (
                one
                for one in (of_camp_in(connection, context, camp) if camp else ())
                if person_code(one.seat.id) == whose and one.place == place and one.witness == seat
            ),
            None,
        )
        if about is None:
            raise RoomError("commitments.not_witness")
        rows.add_reply(connection, key, about.seat.id, place, seat.id, accepted=accepted, at=context.now())

    context.store.write(use_case)


def ask_another(context: AppContext, seat: Seat, key: str, place: str, form: Form) -> None:
    """Ask somebody else to be the witness: a new answer with the other name, the rest as it was.

    `form` holds a column's fields under WITNESS. Raises RoomError `commitments.unknown` for what is not theirs; InputError
    `commitments.nobody`, and as `read_cell`.
    """
    mine = next((one for one in of_seat(context, seat) if one.place == place), None)
    if mine is None:
        raise RoomError("commitments.unknown")
    question = question_in(context, seat, mine.step, mine.question)
    column = next((one for one in question.options if one.column is ColumnKind.PERSON), None)
    named = read_cell(question, column, form, WITNESS) if column else ""
    if column is None or not named:
        raise InputError("commitments.nobody")
    given = [
        one for one in everything_by(context, seat) if (one.step, one.question) == (mine.step, mine.question)
    ]
    written = [
        {**row, column.code: named} if number == mine.row else row
        for number, row in enumerate(rows_in(given[-1].payload))
    ]
    submit(context, seat, key, mine.step, mine.question, {"rows": written})


def of_seat(context: AppContext, seat: Seat) -> tuple[Commitment, ...]:
    """What one person promised."""

    def use_case(connection: Connection) -> tuple[Commitment, ...]:
        camp = camps.camp_by_id(connection, seat.camp)
        return of_camp_in(connection, context, camp, seat.id) if camp else ()

    return context.store.read(use_case)
