"""What is recorded about a community when one of its people withdraws: their ladder goes, their name goes from the accounts."""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.model.camp import Seat
from workshop.model.ids import seat_codes
from workshop.model.ladder import Climber
from workshop.model.names import fold
from workshop.store import seats
from workshop.store.community import records as rows
from workshop.store.community.records import RecordKind

# Fields of a grant's rows that hold a person by code or nickname.
NAMING = ("lays_out", "who")


def take_out(connection: Connection, seat: Seat) -> None:
    """Before a seat is erased: everything recorded about its person goes, or loses the name.

    Their ladder goes whole, also one that was noted under their nickname or code without saying that it is them. A grant
    taken over from what they typed goes while no money has moved; the account of a group's money stays, without the name.
    """
    everybody = (*seats.seats(connection, seat.camp), *seats.seats_aside(connection, seat.camp))
    names = {fold(seat.nickname), fold(seat_codes(everybody).get(seat.id, ""))} - {""}
    ladders = rows.records(connection, RecordKind.LADDER, [seat.community])
    mine = set(rows.things_of_seat(connection, RecordKind.LADDER, seat.id))
    mine |= {
        one.thing
        for one in ladders
        if one.part == ""
        and one.content is not None
        and one.content.get("climber") == Climber.PERSON.value
        and fold(str(one.content.get("name", ""))) in names
    }
    grants = rows.records(connection, RecordKind.GRANT, [seat.community])
    moved = {one.thing for one in grants if one.part}
    mine |= set(rows.things_of_seat(connection, RecordKind.GRANT, seat.id)) - moved
    rows.erase_things(connection, mine)
    for one in grants:
        if one.thing in mine or one.content is None:
            continue
        cleared = {
            name: "" if name in NAMING and fold(str(value)) in names else value
            for name, value in one.content.items()
        }
        if cleared != one.content:
            rows.rewrite(connection, one.number, cleared)
