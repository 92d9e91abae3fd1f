"""Pseudonymised export of answers: under codes instead of names, those stored without a seat under no code at all.

A code belongs to a seat and stays the same when others withdraw, so two exports can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workshop.exercises.columns import IN_ROOM
from workshop.exercises.form import rows_in, texts_in
from workshop.model.camp import Community, Seat
from workshop.model.ids import seat_codes
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import Answer, Payload
from workshop.services.camp.datasets import without_board
from workshop.services.camp.room_people import person_code


@dataclass(frozen=True)
class AnswerRow:
    """One answer as given. `seat`, `community`, `role` and `at` are empty where no seat is stored with it; `counts` says
    whether the answer counts now.
    """

    seat: str
    community: str
    role: str
    step: str
    question: str
    payload: Payload
    at: datetime | None
    late: bool
    again: bool
    counts: bool


def answer_rows(
    seats: Sequence[Seat],
    places: Sequence[Community],
    given: Sequence[Answer],
    counting: frozenset[int],
) -> tuple[AnswerRow, ...]:
    """Every answer as a row, in order of arrival; those without a seat follow the others, card by card, sorted by content, and only of
    questions that five or more people have answered.
    """
    names = {place.id: place.name for place in places}
    codes = seat_codes(seats)
    by_id = {seat.id: seat for seat in seats}
    named = {person_code(seat.id): codes[seat.id] for seat in seats}
    people = Counter((one.step, one.question) for one in given if not one.seat and one.number in counting)
    seated: list[AnswerRow] = []
    without: list[AnswerRow] = []
    for answer in given:
        if not answer.seat and people[answer.step, answer.question] < MIN_GROUP:
            continue
        seat = by_id[answer.seat] if answer.seat else None
        row = AnswerRow(
            seat=codes[seat.id] if seat else "",
            community=names[seat.community] if seat else "",
            role=seat.role.value if seat else "",
            step=answer.step,
            question=answer.question,
            payload=_coded(without_board(answer.payload), named),
            at=answer.at,
            late=answer.late,
            again=answer.again,
            counts=answer.number in counting,
        )
        if seat:
            seated.append(row)
        else:
            without.extend(_card_by_card(row))
    without.sort(key=lambda row: (row.step, row.question, repr(sorted(row.payload.items()))))
    return (*seated, *without)


def _card_by_card(row: AnswerRow) -> list[AnswerRow]:
    """Each card of an answer without a seat in a row of its own, so that nothing says which are of one author."""
    cards = texts_in(row.payload, "cards")
    if len(cards) < 2:
        return [row]
    return [replace(row, payload={**row.payload, "cards": [card]}) for card in cards]


def _coded(payload: Payload, people: Mapping[str, str]) -> Payload:
    """People of the room who are named in rows appear under their codes as well; of somebody who has withdrawn nothing is
    left, not even the mark others named them by.
    """
    if "rows" not in payload:
        return payload
    rows = [
        {name: people.get(text, "") if _names_seat(text) else text for name, text in row.items()}
        for row in rows_in(payload)
    ]
    return {**payload, "rows": rows}


def _names_seat(text: str) -> bool:
    """Whether a cell holds a person of the room, and not words that merely begin like one."""
    return text.startswith(IN_ROOM) and len(text) == len(person_code(""))
