"""Rows of patterns written at the desk, and of what came of cases that were shown to somebody.

Version 0 of a pattern is what is still being written, and the only one that ever changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from workshop.store.schema import community, seat
from workshop.store.schema_learning import kept_pattern, suggestion, trial

UNFINISHED = 0


@dataclass(frozen=True)
class KeptPattern:
    """One version as it was saved; `text` is its file."""

    id: str
    version: int
    text: str
    retired: bool
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TrialRow:
    """The newest word on one suggestion: whose community, when it was shown, and what came of it."""

    community: str
    move: str
    shown: datetime
    told: datetime
    tried: bool
    outcome: str


def add_version(connection: Connection, new: KeptPattern) -> None:
    """Keep a version; whoever takes a number that is taken breaks the primary key."""
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
    """Every finished version, by id, the newest first; `id` only those of one pattern."""
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
    """Everything that is still being written, the one touched last first."""
    wanted = select(kept_pattern).where(kept_pattern.c.version == UNFINISHED)
    rows = connection.execute(wanted.order_by(kept_pattern.c.at.desc(), kept_pattern.c.id))
    return tuple(KeptPattern(**row._mapping) for row in rows)


def draft_of(connection: Connection, id: str) -> KeptPattern | None:
    """What is being written of one pattern."""
    row = connection.execute(_draft_row(id)).one_or_none()
    return None if row is None else KeptPattern(**row._mapping)


def hold_draft(connection: Connection, id: str) -> KeptPattern | None:
    """As `draft_of`, and nobody else changes it until the transaction ends."""
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


def trials(connection: Connection, obstacle: str, moves: Sequence[str]) -> tuple[TrialRow, ...]:
    """What people told who were shown a case with one of these moves against this obstacle.

    One suggestion counts once, with what was told last.
    """
    last = select(func.max(trial.c.number)).group_by(trial.c.suggestion_id)
    wanted = (
        select(
            community.c.name.label("community"),
            suggestion.c.move,
            suggestion.c.shown_at.label("shown"),
            trial.c.at.label("told"),
            trial.c.tried,
            trial.c.outcome,
        )
        .join(suggestion, suggestion.c.id == trial.c.suggestion_id)
        .join(seat, seat.c.id == suggestion.c.seat_id)
        .join(community, community.c.id == seat.c.community_id)
        .where(
            trial.c.number.in_(last),
            suggestion.c.obstacle == obstacle,
            suggestion.c.move.in_(tuple(moves)),
        )
        .order_by(trial.c.number)
    )
    return tuple(TrialRow(**row._mapping) for row in connection.execute(wanted))
