"""Taking what somebody said out of every kept version of a map: the one change ever made to a saved one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from workshop.model.network import Network
from workshop.store.schema import network, person, remark, resident_group, tie


def every_version(connection: Connection, community: str) -> tuple[int, ...]:
    """The numbers of all versions of a community's map, undone ones too."""
    rows = connection.execute(
        select(network.c.number).where(network.c.community_id == community).order_by(network.c.number)
    )
    return tuple(row.number for row in rows)


def erase(
    connection: Connection, number: int, before: Network, after: Network, codes: Collection[str]
) -> None:
    """Make version `number` what is left of it: `after` is `before` without what was said under `codes`."""
    mine = list(codes)
    for table in (tie, remark):
        connection.execute(delete(table).where(table.c.network_number == number, table.c.reporter.in_(mine)))
    left = {one.id for one in after.people} | {one.id for one in after.groups}
    gone = [one.id for one in before.people if one.id not in left]
    gone += [one.id for one in before.groups if one.id not in left]
    for table in (person, resident_group):
        connection.execute(delete(table).where(table.c.network_number == number, table.c.id.in_(gone)))
    connection.execute(
        update(person).where(person.c.network_number == number, person.c.id.in_(mine)).values(answered=False)
    )
    extra = [[node, [list(pair) for pair in pairs]] for node, pairs in after.extra]
    spots = [list(spot) for spot in after.spots]
    connection.execute(update(network).where(network.c.number == number).values(extra=extra, spots=spots))
