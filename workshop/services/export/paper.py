"""Data entry from paper: a facilitator types in a sheet, which becomes a seat and its answers in one
transaction.

Answers on paper count as in time whatever the step's state is now: the facilitator vouches for them, and the
audit trail says so. Typing a sheet again adds answers; none is overwritten.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.base.text import Language
from workshop.exercises.cleaning import Form
from workshop.exercises.form import SPOKEN, is_complete, read_form, supported
from workshop.model.camp import ON_PAPER, Camp, CampStep, Role, Seat
from workshop.model.ids import seat_codes
from workshop.model.step import Payload, Question, QuestionStructure, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, control
from workshop.services.camp.ballots import cast
from workshop.services.camp.camps import MAX_NAME, community_in
from workshop.services.camp.datasets import with_all_items
from workshop.services.camp.questions import questions_of, structures_of
from workshop.services.seats.seats import CONSENT, MAX_NICKNAME, Arrival, clean_nickname, key_at, new_seat
from workshop.store import answers as rows
from workshop.store import camps, seats
from workshop.store.ballots import boxes


@dataclass(frozen=True)
class TypedSheet:
    """A sheet as typed; `forms` holds the fields of each question under its id, as a phone would post them."""

    step: str
    nickname: str
    community: str
    role: str
    consent: bool
    forms: Mapping[str, Form]


@dataclass(frozen=True)
class Typed:
    """A stored sheet: how many of the step's questions it answers."""

    seat: Seat
    code: str
    community: str
    answered: int
    total: int


def step_of(context: AppContext, camp: Camp, step: str) -> CampStep:
    """A camp's step in its current state. Raises RoomError `answer.no_step`."""
    return context.store.read(lambda connection: _step_in(connection, camp, step))


def asked_on_paper(
    context: AppContext, camp: Camp, step: CampStep, language: Language
) -> tuple[Question, ...]:
    """The questions of a step that are typed in, numbered from 1 as on the sheet."""
    return tuple(
        with_all_items(context, camp, step, one)
        for one in questions_of(context, camp, step, language)
        if _typed_in(one)
    )


def _structures(context: AppContext, camp: Camp, step: CampStep) -> tuple[QuestionStructure, ...]:
    """The same questions without wording."""
    return tuple(
        with_all_items(context, camp, step, one)
        for one in structures_of(context, camp, step)
        if _typed_in(one)
    )


def _typed_in(question: QuestionStructure) -> bool:
    return supported(question.kind) and question.kind not in {*SPOKEN, StepKind.REVIEW}


def type_in(context: AppContext, camp: Camp, sheet: TypedSheet, key: str, by: str) -> Typed:
    """Store a sheet as a new seat with its answers; the same `key` again is the same sheet.

    A locked room does not matter, its capacity does. Raises InputError `paper.name`, `paper.community`,
    `paper.role`, `paper.consent`, `paper.too_long`, `paper.empty` (several as SeveralErrors), RoomError
    `paper.full`.
    """
    arrival = _arrival(sheet, key_at(camp, key))
    questions = _structures(context, camp, step_of(context, camp, sheet.step))
    payloads = _payloads(questions, sheet)
    if not payloads:
        raise InputError("paper.empty")

    def use_case(connection: Connection) -> Seat:
        camps.hold_camp(connection, camp.id)
        seat = seats.seat_by_join_key(connection, arrival.key)
        if seat is not None:
            return _same(seat, camp, arrival)
        if seats.count_seats(connection, camp.id) >= camp.capacity:
            raise RoomError("paper.full", capacity=camp.capacity)
        seat = new_seat(connection, context, camp, arrival, ON_PAPER + CONSENT)
        _keep(context, connection, camp, seat, sheet.step, arrival.key, payloads)
        camps.note(connection, camp.id, "paper_typed", by, context.now())
        return seat

    seat = context.store.write(use_case)
    context.store.forget_order()
    return _typed(context, camp, sheet.step, seat)


def correct(context: AppContext, camp: Camp, seat_id: str, sheet: TypedSheet, key: str, by: str) -> Typed:
    """Type a sheet again: what differs is added as newer answers. `key` makes a repeated press one
    correction. What was typed in without a seat cannot be found any more and stays as it is.

    Raises as `type_in`, and RoomError `seat.unknown` or `paper.not_paper`.
    """
    arrival = _arrival(sheet, key)
    questions = _structures(context, camp, step_of(context, camp, sheet.step))
    payloads = _payloads(questions, sheet)
    blank = {question.id: read_form(question, {}) for question in questions}

    def use_case(connection: Connection) -> Seat:
        camps.hold_camp(connection, camp.id)
        before = _on_paper(connection, camp, seat_id)
        community = community_in(connection, context, camp.id, arrival.community)
        seat = replace(before, nickname=arrival.nickname, community=community.id, role=Role(arrival.role))
        given = _given(connection, camp, seat_id, sheet.step)
        # Screens poll for new answers, so a change of community stores the person's answers again.
        anew = seat != before
        wanted = {one: payloads.get(one, blank[one]) for one in blank if one in payloads or one in given}
        for place in _out_of_reach(connection, seat_id, sheet.step):
            wanted.pop(place, None)
        changed = {one: new for one, new in wanted.items() if anew or given.get(one) != new}
        seats.describe_seat(connection, seat)
        if _keep(context, connection, camp, seat, sheet.step, key, changed):
            camps.note(connection, camp.id, "paper_corrected", by, context.now())
        return seat

    seat = context.store.write(use_case)
    context.store.forget_order()
    return _typed(context, camp, sheet.step, seat)


def typed(context: AppContext, camp: Camp, step: str) -> tuple[Typed, ...]:
    """Every sheet typed in for the camp, newest first, with how much of this step it answers."""

    def use_case(connection: Connection) -> tuple[Typed, ...]:
        everybody = seats.seats(connection, camp.id)
        codes = seat_codes(everybody)
        names = {one.id: one.name for one in camps.communities(connection, camp.id)}
        questions = _structures(context, camp, _step_in(connection, camp, step))
        given: dict[str, dict[str, Payload]] = {}
        for answer in rows.current_answers(connection, camp.id, step=step):
            given.setdefault(answer.seat, {})[answer.question] = answer.payload
        without_seat = Counter(seat for seat, _ in boxes.who_answered(connection, camp.id, step))
        return tuple(
            Typed(
                seat,
                codes[seat.id],
                names[seat.community],
                _answered(questions, given.get(seat.id, {})) + without_seat[seat.id],
                len(questions),
            )
            for seat in reversed(everybody)
            if seat.on_paper
        )

    return context.store.read(use_case)


def given_on(context: AppContext, camp: Camp, seat_id: str, step: str) -> dict[str, Payload]:
    """The sheet's current answers to a step, by question. Raises RoomError `seat.unknown`, `paper.not_paper`."""

    def use_case(connection: Connection) -> dict[str, Payload]:
        _on_paper(connection, camp, seat_id)
        return _given(connection, camp, seat_id, step)

    return context.store.read(use_case)


def out_of_reach(context: AppContext, camp: Camp, seat_id: str, step: str) -> frozenset[str]:
    """The questions of the sheet that were typed in without a seat: their answers cannot be shown or changed any more.

    Raises RoomError `seat.unknown`, `paper.not_paper`.
    """

    def use_case(connection: Connection) -> frozenset[str]:
        _on_paper(connection, camp, seat_id)
        return _out_of_reach(connection, seat_id, step)

    return context.store.read(use_case)


def _out_of_reach(connection: Connection, seat_id: str, step: str) -> frozenset[str]:
    return frozenset(name for at, name in boxes.answered_by(connection, seat_id) if at == step)


def _arrival(sheet: TypedSheet, key: str) -> Arrival:
    """The sheet's person, with every fault reported at once."""
    problems: list[InputError] = []
    nickname = ""
    try:
        nickname = clean_nickname(sheet.nickname)
    except InputError:
        problems.append(InputError("paper.name", longest=MAX_NICKNAME))
    community = " ".join(sheet.community.split())
    if not community or len(community) > MAX_NAME:
        problems.append(InputError("paper.community", longest=MAX_NAME))
    if sheet.role not in set(Role):
        problems.append(InputError("paper.role"))
    if not sheet.consent:
        problems.append(InputError("paper.consent"))
    if problems:
        raise SeveralErrors(problems)
    return Arrival(key, nickname, community, sheet.role, sheet.consent)


def _payloads(questions: Iterable[QuestionStructure], sheet: TypedSheet) -> dict[str, Payload]:
    """The sheet's answers by question; empty ones are left out."""
    payloads: dict[str, Payload] = {}
    problems: list[InputError] = []
    for number, question in enumerate(questions, start=1):
        try:
            payload = read_form(question, sheet.forms.get(question.id, {}))
        except InputError as error:
            problems.append(_numbered(number, error))
            continue
        if payload != read_form(question, {}):
            payloads[question.id] = payload
    if problems:
        raise SeveralErrors(problems)
    return payloads


def _numbered(number: int, error: InputError) -> InputError:
    """Adds the question's number on the sheet to the error for a text that is too long."""
    if error.code != "exercises.too_long":
        return error
    return InputError("paper.too_long", number=number, limit=error.values["limit"], over=error.values["over"])


def _keep(
    context: AppContext,
    connection: Connection,
    camp: Camp,
    seat: Seat,
    step_id: str,
    key: str,
    payloads: Mapping[str, Payload],
) -> int:
    """Add the answers as counting; returns how many were new."""
    step = _step_in(connection, camp, step_id)
    questions = structures_of(context, camp, step)
    without_seat = {one.id: one for one in questions if one.anonymous}
    added = 0
    for question, payload in payloads.items():
        answer_key = _answer_key(key, step_id, question)
        # The facilitator vouches for the sheet, so it counts whatever the step's state.
        if question in without_seat:
            cast(
                connection, context, seat, step, questions, without_seat[question], answer_key, payload, None
            )
        elif rows.answer_by_key(connection, answer_key) is not None:
            continue
        else:
            answers.keep(context, connection, seat, step, question, answer_key, payload, late_seq=None)
        added += 1
    seats.touch(connection, seat.id, context.now())
    return added


def _answer_key(key: str, step: str, question: str) -> str:
    return hashlib.sha256(f"{key} {step} {question}".encode()).hexdigest()[:40]


def _same(seat: Seat, camp: Camp, arrival: Arrival) -> Seat:
    # The key belongs to another form, or to this one while somebody else's sheet was typed into it.
    if seat.camp != camp.id or not seat.on_paper or seat.nickname != arrival.nickname:
        raise RoomError("answer.foreign_key")
    return seat


def _on_paper(connection: Connection, camp: Camp, seat_id: str) -> Seat:
    seat = seats.seat_by_id(connection, seat_id)
    if seat is None or seat.camp != camp.id:
        raise RoomError("seat.unknown", seat=seat_id)
    if not seat.on_paper:
        raise RoomError("paper.not_paper")
    return seat


def _given(connection: Connection, camp: Camp, seat_id: str, step: str) -> dict[str, Payload]:
    stored = rows.current_answers(connection, camp.id, step=step, seat_id=seat_id)
    return {answer.question: answer.payload for answer in stored}


def _answered(questions: Iterable[QuestionStructure], given: Mapping[str, Payload]) -> int:
    return sum(
        is_complete(replace(question, required=True), given[question.id])
        for question in questions
        if question.id in given
    )


def _step_in(connection: Connection, camp: Camp, step: str) -> CampStep:
    camp_step = next((one for one in control.steps_in(connection, camp.id) if one.id == step), None)
    if camp_step is None:
        raise RoomError("answer.no_step", step=step)
    return camp_step


def _typed(context: AppContext, camp: Camp, step: str, seat: Seat) -> Typed:
    return next(one for one in typed(context, camp, step) if one.seat.id == seat.id)
