"""The way in for one more device: an address that opens the remote once, within minutes, for whoever holds it.

It is shown as a QR code on a device that steers already, so that nobody types a password while the room waits.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from workshop.base.errors import AccessError
from workshop.model.camp import Camp
from workshop.model.ids import new_token
from workshop.services.app.access import hash_token
from workshop.services.app.context import AppContext
from workshop.store import rooms, seats

GOOD_FOR = timedelta(minutes=5)


def make_pass(context: AppContext, camp: Camp) -> str:
    """A new pass; only its hash is stored."""
    token = new_token(context.chance)
    context.store.write(
        lambda connection: rooms.add_pass(connection, hash_token(token), camp.id, context.now())
    )
    return token


def use_pass(context: AppContext, token: str) -> str:
    """Open a session of the pass's camp and return its cookie. Raises AccessError `access.pass`: it was used, is too old
    or was never made.
    """
    cookie = new_token(context.chance)

    def use_case(connection: Connection) -> None:
        now = context.now()
        camp_id = rooms.use_pass(connection, hash_token(token), now - GOOD_FOR, now)
        if camp_id is None:
            raise AccessError("access.pass")
        seats.add_desk_session(connection, hash_token(cookie), camp_id, now)

    context.store.write(use_case)
    return cookie
