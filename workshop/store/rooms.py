"""Table access for the room's own log (wall, steering, approvals) and for the addresses of its walls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from workshop.model.camp import RoomAction, RoomEvent
from workshop.store.reading import once
from workshop.store.schema import device_pass, room_event, wall
from workshop.store.statements.prepared import PreparedStatement


@once
def events(connection: Connection, camp_id: str) -> tuple[RoomEvent, ...]:
    """Every event of the camp's room, oldest first."""
    return tuple(_event(row) for row in _EVENTS.all(connection, camp=camp_id))


@once
def last_seq(connection: Connection, camp_id: str) -> int:
    """Number of the newest event; 0 before the first."""
    return _LAST_SEQ.scalar(connection, camp=camp_id) or 0


def event_by_key(connection: Connection, key: str) -> RoomEvent | None:
    row = connection.execute(select(room_event).where(room_event.c.key == key)).one_or_none()
    return None if row is None else _event(row)


def add_event(connection: Connection, camp_id: str, key: str, event: RoomEvent) -> None:
    connection.execute(
        insert(room_event).values(
            camp_id=camp_id,
            seq=event.seq,
            key=key,
            action=event.action.value,
            subject=event.subject,
            text=event.text,
            by=event.by,
            at=event.at,
        )
    )


def add_pass(connection: Connection, hash: str, camp_id: str, at: datetime) -> None:
    connection.execute(insert(device_pass).values(hash=hash, camp_id=camp_id, made_at=at))


def use_pass(connection: Connection, hash: str, since: datetime, at: datetime) -> str | None:
    """Use up a pass made since a time; the camp it opens, None where there is no such pass any more."""
    wanted = (device_pass.c.hash == hash, device_pass.c.used_at.is_(None), device_pass.c.made_at >= since)
    camp_id = connection.execute(select(device_pass.c.camp_id).where(*wanted)).scalar()
    if camp_id is None:
        return None
    used = connection.execute(update(device_pass).where(*wanted).values(used_at=at))
    return camp_id if used.rowcount else None


def rename_card(connection: Connection, camp_id: str, before: int, after: int) -> None:
    """What was decided about the words of an answer belongs to its new number."""
    start = f"{before}."
    decided = connection.execute(
        select(room_event.c.seq, room_event.c.subject).where(
            room_event.c.camp_id == camp_id,
            room_event.c.action.in_(
                (RoomAction.APPROVE.value, RoomAction.HIDE.value, RoomAction.LOWER.value)
            ),
            room_event.c.subject.startswith(start),
        )
    )
    for row in decided.all():
        subject = f"{after}.{row.subject.removeprefix(start)}"
        connection.execute(
            update(room_event)
            .where(room_event.c.camp_id == camp_id, room_event.c.seq == row.seq)
            .values(subject=subject)
        )


def _event(row: Row[Any]) -> RoomEvent:
    return RoomEvent(row.seq, RoomAction(row.action), row.subject, row.by, row.at, row.text)


_NUDGES = and_(room_event.c.camp_id == bindparam("camp"), room_event.c.action == RoomAction.NUDGE.value)
_LAST_NUDGE = PreparedStatement(select(room_event).where(_NUDGES).order_by(room_event.c.seq.desc()).limit(1))
_COUNT_NUDGES = PreparedStatement(select(func.count()).where(_NUDGES))
_IN_CAMP = room_event.c.camp_id == bindparam("camp")
_EVENTS = PreparedStatement(select(room_event).where(_IN_CAMP).order_by(room_event.c.seq))
_LAST_SEQ = PreparedStatement(select(func.max(room_event.c.seq)).where(_IN_CAMP))
_WALL = PreparedStatement(
    select(wall.c.token)
    .where(wall.c.camp_id == bindparam("camp"), wall.c.ended_at.is_(None))
    .order_by(wall.c.made_at.desc())
)
_OF_WALL = PreparedStatement(
    select(wall.c.camp_id, wall.c.ended_at).where(wall.c.token == bindparam("token"))
)


@once
def last_nudge(connection: Connection, camp_id: str) -> RoomEvent | None:
    """The newest reminder given."""
    row = _LAST_NUDGE.one_or_none(connection, camp=camp_id)
    return None if row is None else _event(row)


@once
def count_nudges(connection: Connection, camp_id: str) -> int:
    """How many reminders were given."""
    return _COUNT_NUDGES.scalar(connection, camp=camp_id) or 0


def add_wall(connection: Connection, camp_id: str, token: str, at: datetime) -> None:
    connection.execute(insert(wall).values(token=token, camp_id=camp_id, made_at=at))


def end_walls(connection: Connection, camp_id: str, at: datetime) -> None:
    """End every address of the camp's wall."""
    connection.execute(
        update(wall).where(wall.c.camp_id == camp_id, wall.c.ended_at.is_(None)).values(ended_at=at)
    )


def wall_of(connection: Connection, camp_id: str) -> str | None:
    """The camp's address that still shows something."""
    token: str | None = _WALL.scalar(connection, camp=camp_id)
    return token


def camp_of_wall(connection: Connection, token: str) -> tuple[str, bool] | None:
    """The camp of an address and whether it has ended; None for one never given out."""
    row = _OF_WALL.one_or_none(connection, token=token)
    return None if row is None else (row.camp_id, row.ended_at is not None)
