"""The wall's address: unguessable, without sign-in; whoever has it may watch and nothing else. A new one ends the old."""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.base.errors import AccessError
from workshop.model.camp import Camp
from workshop.model.ids import new_code, tidy_code
from workshop.services.app.context import AppContext
from workshop.services.camp import camps as camp_services
from workshop.store import camps, rooms

TOKEN_LENGTH = 12  # 31 symbols each: about 59 bits, and can still be typed on a hotel's machine


def wall_token(context: AppContext, camp_id: str) -> str:
    """The camp's address, made at the first call."""

    def use_case(connection: Connection) -> str:
        camps.hold_camp(connection, camp_id)
        return rooms.wall_of(connection, camp_id) or _new_token(connection, context, camp_id)

    known = context.store.read(lambda connection: rooms.wall_of(connection, camp_id))
    return known or context.store.write(use_case)


def renew_wall_in(connection: Connection, context: AppContext, camp_id: str) -> str:
    """A new address; the old one says that it has ended. The camp's row is held."""
    rooms.end_walls(connection, camp_id, context.now())
    return _new_token(connection, context, camp_id)


def _new_token(connection: Connection, context: AppContext, camp_id: str) -> str:
    token = new_code(context.chance, TOKEN_LENGTH)
    rooms.add_wall(connection, camp_id, token, context.now())
    return token


def camp_of_wall(context: AppContext, token: str) -> Camp:
    """The camp whose wall this address is. Raises AccessError `wall.unknown` or `wall.ended`."""
    found = context.store.read(lambda connection: rooms.camp_of_wall(connection, tidy_code(token)))
    if found is None:
        raise AccessError("wall.unknown")
    camp_id, ended = found
    if ended:
        raise AccessError("wall.ended")
    return camp_services.find(context, camp_id)
