"""The pseudonym key: who is behind a code, for the few who must know. Stored apart from every map and never
exported.

Each look at it and each change is recorded in the audit trail, without the names.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workshop.base.errors import AccessError, InputError
from workshop.exercises.cleaning import clean
from workshop.model.camp import Community
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.store import camps, pseudonym_keys
from workshop.store import networks as rows
from workshop.store.pseudonym_keys import KeptName

LONGEST = 40


def how_many(context: AppContext, right: Right | None, community: Community) -> int:
    """How many names are stored for a community. Raises AccessError `access.needed`."""
    _by(right, community)
    return context.store.read(lambda connection: pseudonym_keys.count_names(connection, community.id))


def look_up(context: AppContext, right: Right | None, community: Community) -> tuple[KeptName, ...]:
    """Every name of a community, by code; the access is audited. Raises AccessError `access.needed`."""
    by = _by(right, community)

    def use_case(connection: Connection) -> tuple[KeptName, ...]:
        _note(connection, context, community, "names_shown", by)
        return pseudonym_keys.names_of(connection, community.id)

    return context.store.write(use_case)


def keep(context: AppContext, right: Right | None, community: Community, person: str, name: str) -> None:
    """Store the name of a person on the map, replacing an earlier one.

    Raises AccessError `access.needed`, InputError `names.blank`, `names.too_long`, `names.not_on_map`.
    """
    by = _by(right, community)
    name = " ".join(clean(name).split())
    if not name:
        raise InputError("names.blank")
    if len(name) > LONGEST:
        raise InputError("names.too_long", longest=LONGEST)

    def use_case(connection: Connection) -> None:
        version = rows.newest(connection, community.id)
        people = () if version is None else rows.network_of(connection, version.number).people
        if person not in {one.id for one in people}:
            raise InputError("names.not_on_map", person=person)
        pseudonym_keys.put_name(connection, community.id, KeptName(person, name, by, context.now()))
        _note(connection, context, community, "names_kept", by)

    context.store.write(use_case)


def forget(context: AppContext, right: Right | None, community: Community, person: str) -> None:
    """Delete one name. Raises AccessError `access.needed`."""
    by = _by(right, community)

    def use_case(connection: Connection) -> None:
        if pseudonym_keys.drop_names(connection, community.id, (person,)):
            _note(connection, context, community, "names_deleted", by)

    context.store.erase(use_case)


def forget_all(context: AppContext, right: Right | None, community: Community) -> int:
    """Delete every name of a community; returns how many there were. Raises AccessError `access.needed`."""
    by = _by(right, community)

    def use_case(connection: Connection) -> int:
        gone = pseudonym_keys.drop_all_names(connection, community.id)
        if gone:
            _note(connection, context, community, "names_deleted", by)
        return gone

    return context.store.erase(use_case)


def _by(right: Right | None, community: Community) -> str:
    if right is None or not right.covers(community.camp):
        raise AccessError("access.needed")
    return "organiser" if right.organiser else "facilitator"


def _note(connection: Connection, context: AppContext, community: Community, what: str, by: str) -> None:
    version = rows.newest(connection, community.id)
    line = what if version is None else f"{what} {version.number}"
    camps.note(connection, community.camp, line, by, context.now())
