"""The way in for one more device: an address that opens the remote once, within minutes, for whoever holds it.

It is shown as a QR code on a device that steers already, so that nobody types a password while the room waits. Whoever
scans it takes over, or joins in beside the first: what is asked for is done in the transaction that lets them in, so
that no press of the first device falls between.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from workshop.base.errors import AccessError
from workshop.model.camp import Camp, RoomAction
from workshop.model.ids import new_token
from workshop.services.app.access import FACILITATOR, device_name, hash_token
from workshop.services.app.context import AppContext
from workshop.services.room.steering import Press, record
from workshop.store import camps, rooms, seats

GOOD_FOR = timedelta(minutes=5)


def make_pass(context: AppContext, camp: Camp) -> str:
    """A new pass; only its hash is stored."""
    token = new_token(context.chance)
    context.store.write(
        lambda connection: rooms.add_pass(connection, hash_token(token), camp.id, context.now())
    )
    return token


def take_over(context: AppContext, token: str) -> str:
    """Open a session of the pass's camp whose device steers alone from now on, and return its cookie.

    Raises AccessError `access.pass`: it was used, is too old or was never made.
    """
    cookie = new_token(context.chance)

    def use_case(connection: Connection) -> None:
        camp_id = _let_in(connection, context, token, cookie)
        camps.hold_camp(connection, camp_id)
        taken = Press(new_token(context.chance), 0, RoomAction.TAKE.value)
        record(connection, context, camp_id, taken, device_name(cookie), FACILITATOR)

    context.store.write(use_case)
    return cookie


def join_in(context: AppContext, token: str) -> str:
    """As `take_over`, but who steers stays as it is."""
    cookie = new_token(context.chance)
    context.store.write(lambda connection: _let_in(connection, context, token, cookie))
    return cookie


def _let_in(connection: Connection, context: AppContext, token: str, cookie: str) -> str:
    """Use the pass up; the id of its camp."""
    now = context.now()
    camp_id = rooms.use_pass(connection, hash_token(token), now - GOOD_FOR, now)
    if camp_id is None:
        raise AccessError("access.pass")
    seats.add_desk_session(connection, hash_token(cookie), camp_id, now)
    return camp_id
