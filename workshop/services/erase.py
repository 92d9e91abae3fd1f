"""Right to erasure: deletes a participant's seat, their answers, and their traces in every feature that
stores some.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.services.app.context import AppContext
from workshop.services.camp import ballots
from workshop.services.camp.answers import elsewhere_in
from workshop.services.camp.room_people import person_code
from workshop.services.map import map_updates
from workshop.services.matching import pairing, partners
from workshop.store import camps, seats
from workshop.store.community import withdrawal
from workshop.store.room import boards, dialogue


@dataclass(frozen=True)
class StillStored:
    """What stays after somebody has withdrawn."""

    elsewhere: (
        int  # answers without a seat which another phone can find, or nobody, where they came from paper
    )
    turns: int  # of a dialogue they wrote down for the room
    community: bool  # its name, because others use it or something else is stored with it
    notes: int  # about communities that name them inside longer text


def erase_participant(context: AppContext, seat_id: str, by: str, secret: str = "") -> StillStored:
    """Erase a seat and everything the participant said, also on the community's map.

    What stays, and is told, is an audit entry that a participant withdrew; the turns of a dialogue they wrote down for the room: what
    others said, in roles, now without the hand that typed it; and, without the `secret` in their phone, what they answered
    without a seat: nobody else can find it (see `take_back`). A community that only they brought goes with them.
    """

    def use_case(connection: Connection) -> StillStored:
        seat = seats.seat_by_id(connection, seat_id)
        if seat is None:
            raise RoomError("seat.unknown", seat=seat_id)
        holder = replace(seat, secret=secret)
        elsewhere = len(elsewhere_in(connection, holder, ballots.own_in(connection, holder)))
        ballots.take_out(connection, holder)
        codes = map_updates.take_out(connection, context, seat, by)
        pairing.take_out(connection, seat)
        turns = dialogue.take_out(connection, seat_id)
        boards.take_out(connection, seat.id)
        notes = withdrawal.take_out(connection, seat, codes, (person_code(seat.id),))
        partners.leave(connection, context, seat)
        seats.delete_seat(connection, seat_id)
        community = not camps.drop_unused_community(connection, seat.community)
        camps.note(connection, seat.camp, "withdraw", by, context.now())
        return StillStored(elsewhere, turns, community, notes)

    left = context.store.erase(use_case)
    context.presence.forget(seat_id)
    return left


def left_behind(context: AppContext, secret: str) -> int:
    """How many answers without a seat this phone can still find, once its seat was erased on another."""
    return context.store.read(lambda connection: ballots.left_behind_in(connection, secret))


def take_back(context: AppContext, secret: str) -> None:
    """Erase what a phone said without a seat, once its seat was erased on another: nobody else could."""
    context.store.erase(lambda connection: ballots.take_back(connection, secret))
