"""Who may be in the room: the door's lock and code, seats put aside and brought back, seat cards made free again.

Each is a press of the remote. What a seat said is never deleted by it: put aside, it counts nowhere until it is back.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.model.camp import Camp, RoomAction
from workshop.services.app.context import AppContext
from workshop.services.camp.camps import change_code_in
from workshop.services.seats.seat_cards import free_in
from workshop.services.seats.seats import bring_back_in, put_aside_in
from workshop.store import camps

DOOR = frozenset(
    {
        RoomAction.LOCK,
        RoomAction.UNLOCK,
        RoomAction.NEW_CODE,
        RoomAction.PUT_ASIDE,
        RoomAction.BRING_BACK,
        RoomAction.FREE,
    }
)


def at_the_door(
    connection: Connection, context: AppContext, camp: Camp, action: RoomAction, subject: str
) -> str:
    """Do it; why it changed nothing, or "". The caller records the event."""
    match action:
        case RoomAction.LOCK | RoomAction.UNLOCK:
            camps.set_locked(connection, camp.id, action is RoomAction.LOCK)
            return ""
        case RoomAction.NEW_CODE:
            change_code_in(connection, context, camp.id)
            return ""
        case RoomAction.PUT_ASIDE:
            return put_aside_in(connection, context, camp.id, subject)
        case RoomAction.BRING_BACK:
            return bring_back_in(connection, context, camp.id, subject)
        case _:
            return free_in(connection, camp.id, subject)
