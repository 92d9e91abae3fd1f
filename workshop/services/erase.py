"""Right to erasure: deletes a participant's seat, their answers, and their traces in every feature that
stores some.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.services.app.context import AppContext
from workshop.services.camp import ballots
from workshop.services.map import map_updates
from workshop.services.matching import pairing, partners
from workshop.store import camps, seats
from workshop.store.room import boards, dialogue


def erase_participant(context: AppContext, seat_id: str, by: str, secret: str = "") -> None:
    """Erase a seat and everything the participant said, also on the community's map.

    What stays is an audit entry that a participant withdrew; the turns of a dialogue they wrote down for the room: what
    others said, in roles, now without the hand that typed it; and, without the `secret` in their phone, what they answered
    without a seat: nobody else can find it.
    """

    def use_case(connection: Connection) -> None:
        seat = seats.seat_by_id(connection, seat_id)
        if seat is None:
            raise RoomError("seat.unknown", seat=seat_id)
        ballots.take_out(connection, replace(seat, secret=secret))
        map_updates.take_out(connection, context, seat, by)
        pairing.take_out(connection, seat)
        dialogue.take_out(connection, seat_id)
        boards.take_out(connection, seat.id)
        partners.leave(connection, context, seat)
        seats.delete_seat(connection, seat_id)
        camps.note(connection, seat.camp, "withdraw", by, context.now())

    context.store.erase(use_case)
    context.presence.forget(seat_id)
