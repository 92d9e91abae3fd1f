"""People of the room as somebody to name in a column of rows, such as the witness of a commitment.

They travel under a mark drawn from their seat, which gives nothing away; when they withdraw it belongs to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from workshop.exercises.columns import IN_ROOM
from workshop.model.camp import Seat
from workshop.model.ids import seat_mark
from workshop.model.step import ColumnKind, Option, QuestionStructure
from workshop.services.app.context import AppContext
from workshop.store import camps, seats

Asked = TypeVar("Asked", bound=QuestionStructure)


def person_code(seat_id: str) -> str:
    """What is stored for a person of the room."""
    return f"{IN_ROOM}{seat_mark(seat_id)}"


def names_room(question: QuestionStructure) -> bool:
    """Whether one of the question's columns may hold a person of the room."""
    return any(one.column is ColumnKind.PERSON for one in question.options)


def with_room(context: AppContext, seat: Seat, question: Asked) -> Asked:
    """The question with everybody this seat may name; unchanged where it names nobody."""
    return context.store.read(lambda connection: with_room_in(connection, seat, question))


def with_room_in(connection: Connection, seat: Seat, question: Asked) -> Asked:
    """As `with_room`, inside a transaction. Communities by name, in each the people; nobody can name themselves."""
    if not names_room(question):
        return question
    places = {place.id: place.name for place in camps.communities(connection, seat.camp)}
    others = [
        Option(person_code(one.id), one.nickname, places.get(one.community, ""))
        for one in seats.seats(connection, seat.camp)
        if one.id != seat.id
    ]
    return replace(question, people=tuple(sorted(others, key=lambda one: (one.help, one.label))))
