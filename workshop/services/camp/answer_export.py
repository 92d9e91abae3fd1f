"""Pseudonymised export of answers: under codes instead of names, anonymous ones under no code at all.

A code belongs to a seat and stays the same when others withdraw, so two exports can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshop.exercises.form import rows_in
from workshop.model.camp import Community, Seat
from workshop.model.ids import seat_codes
from workshop.model.step import Answer, Payload, Question
from workshop.services.camp.room_people import person_code


@dataclass(frozen=True)
class AnswerRow:
    """One answer as given. `seat`, `community` and `role` are empty for an anonymous question; `counts` says
    whether the answer counts now.
    """

    seat: str
    community: str
    role: str
    step: str
    question: str
    payload: Payload
    at: datetime
    late: bool
    again: bool
    counts: bool


def answer_rows(
    seats: Sequence[Seat],
    places: Sequence[Community],
    given: Sequence[Answer],
    counting: frozenset[int],
    asked: dict[str, tuple[Question, ...]],
) -> tuple[AnswerRow, ...]:
    """Every answer as a row, in order of arrival; anonymous ones follow the others, sorted by content."""
    names = {place.id: place.name for place in places}
    codes = seat_codes(seats)
    by_id = {seat.id: seat for seat in seats}
    people = {person_code(seat.id): codes[seat.id] for seat in seats}
    sealed = {(step, one.id) for step, questions in asked.items() for one in questions if one.anonymous}
    open_rows: list[AnswerRow] = []
    sealed_rows: list[AnswerRow] = []
    for answer in given:
        anonymous = (answer.step, answer.question) in sealed
        seat = by_id[answer.seat]
        row = AnswerRow(
            seat="" if anonymous else codes[seat.id],
            community="" if anonymous else names[seat.community],
            role="" if anonymous else seat.role.value,
            step=answer.step,
            question=answer.question,
            payload=_coded(answer.payload, people),
            # To the day: the second would link it to named answers from the same phone.
            at=answer.at.replace(hour=0, minute=0, second=0, microsecond=0) if anonymous else answer.at,
            late=answer.late,
            again=answer.again,
            counts=answer.number in counting,
        )
        (sealed_rows if anonymous else open_rows).append(row)
    # The order of arrival would reveal who answered.
    sealed_rows.sort(key=lambda row: (row.step, row.question, repr(sorted(row.payload.items()))))
    return (*open_rows, *sealed_rows)


def _coded(payload: Payload, people: Mapping[str, str]) -> Payload:
    """People of the room who are named in rows appear under their codes as well."""
    if "rows" not in payload:
        return payload
    rows = [{name: people.get(text, text) for name, text in row.items()} for row in rows_in(payload)]
    return {**payload, "rows": rows}
