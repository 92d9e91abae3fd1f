"""Table access for patterns written at the desk.

Version 0 of a pattern is its draft, and the only version that ever changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from workshop.store.schema_learning import kept_pattern

UNFINISHED = 0


@dataclass(frozen=True)
class KeptPattern:
    """One saved version; `text` is its file."""

    id: str
    version: int
    text: str
    retired: bool
    note: str
    by: str
    at: datetime


def add_version(connection: Connection, new: KeptPattern) -> None:
    """Store a version; a number that is already taken violates the primary key."""
    connection.execute(
        insert(kept_pattern).values(
            id=new.id,
            version=new.version,
            text=new.text,
            retired=new.retired,
            note=new.note,
            by=new.by,
            at=new.at,
        )
    )


def versions(connection: Connection, id: str | None = None) -> tuple[KeptPattern, ...]:
    """Every finished version, by id, newest first; `id` restricts to one pattern."""
    wanted = select(kept_pattern).where(kept_pattern.c.version > UNFINISHED)
    if id is not None:
        wanted = wanted.where(kept_pattern.c.id == id)
    rows = connection.execute(wanted.order_by(kept_pattern.c.id, kept_pattern.c.version.desc()))
    return tuple(KeptPattern(**row._mapping) for row in rows)


def last_version(connection: Connection, id: str) -> int:
    """The highest number a version of this pattern has; 0 before the first."""
    newest = select(func.max(kept_pattern.c.version)).where(kept_pattern.c.id == id)
    return connection.execute(newest).scalar() or 0


def unfinished(connection: Connection) -> tuple[KeptPattern, ...]:
    """Every draft, the last edited first."""
    wanted = select(kept_pattern).where(kept_pattern.c.version == UNFINISHED)
    rows = connection.execute(wanted.order_by(kept_pattern.c.at.desc(), kept_pattern.c.id))
    return tuple(KeptPattern(**row._mapping) for row in rows)


def draft_of(connection: Connection, id: str) -> KeptPattern | None:
    """The draft of one pattern."""
    row = connection.execute(_draft_row(id)).one_or_none()
    return None if row is None else KeptPattern(**row._mapping)


def hold_draft(connection: Connection, id: str) -> KeptPattern | None:
    """As `draft_of`, locked until the transaction ends."""
    row = connection.execute(_draft_row(id).with_for_update()).one_or_none()
    return None if row is None else KeptPattern(**row._mapping)


def _draft_row(id: str) -> Select[tuple[object, ...]]:
    return select(kept_pattern).where(kept_pattern.c.id == id, kept_pattern.c.version == UNFINISHED)


def set_draft(connection: Connection, id: str, text: str, note: str, at: datetime) -> None:
    connection.execute(
        update(kept_pattern)
        .where(kept_pattern.c.id == id, kept_pattern.c.version == UNFINISHED)
        .values(text=text, note=note, at=at)
    )


def drop_draft(connection: Connection, id: str) -> None:
    connection.execute(
        delete(kept_pattern).where(kept_pattern.c.id == id, kept_pattern.c.version == UNFINISHED)
    )
