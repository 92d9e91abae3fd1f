"""Table access for the pseudonym key: who is behind a code. Nothing that draws, measures or exports reads
this table.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from workshop.store.schema import name_key


@dataclass(frozen=True)
class KeptName:
    """The name behind a code, and by whom and when it was entered."""

    person: str
    name: str
    by: str
    at: datetime


def put_name(connection: Connection, community: str, kept_name: KeptName) -> None:
    """Store a name, replacing an earlier one for the same person."""
    drop_names(connection, community, (kept_name.person,))
    connection.execute(
        insert(name_key).values(
            community_id=community,
            person=kept_name.person,
            name=kept_name.name,
            by=kept_name.by,
            at=kept_name.at,
        )
    )


def names_of(connection: Connection, community: str) -> tuple[KeptName, ...]:
    """Every name of a community, by code."""
    rows = connection.execute(
        select(name_key).where(name_key.c.community_id == community).order_by(name_key.c.person)
    )
    return tuple(KeptName(row.person, row.name, row.by, row.at) for row in rows)


def count_names(connection: Connection, community: str) -> int:
    """How many names are stored, without reading one."""
    return connection.execute(
        select(func.count()).select_from(name_key).where(name_key.c.community_id == community)
    ).scalar_one()


def drop_names(connection: Connection, community: str, people: Collection[str]) -> int:
    """Delete the names of these people; returns how many there were."""
    return connection.execute(
        delete(name_key).where(name_key.c.community_id == community, name_key.c.person.in_(list(people)))
    ).rowcount


def drop_all_names(connection: Connection, community: str) -> int:
    """Delete every name of a community; returns how many there were."""
    return connection.execute(delete(name_key).where(name_key.c.community_id == community)).rowcount
