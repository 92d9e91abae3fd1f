"""Table access for seats, their tokens, and sessions at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from workshop.model.camp import Role, Seat
from workshop.store.schema import desk_session, installation, seat, seat_token


@dataclass(frozen=True)
class Installation:
    """The installation's secrets."""

    organiser_hash: str
    signing_secret: str


def installation_of(connection: Connection) -> Installation | None:
    row = connection.execute(select(installation)).one_or_none()
    return None if row is None else Installation(row.organiser_hash, row.signing_secret)


def add_installation(connection: Connection, new: Installation, at: datetime) -> None:
    connection.execute(
        insert(installation).values(
            id=1, organiser_hash=new.organiser_hash, signing_secret=new.signing_secret, made_at=at
        )
    )


def set_organiser_hash(connection: Connection, value: str) -> None:
    connection.execute(update(installation).values(organiser_hash=value))


def add_seat(connection: Connection, new: Seat, join_key: str) -> None:
    connection.execute(
        insert(seat).values(
            id=new.id,
            camp_id=new.camp,
            join_key=join_key,
            nickname=new.nickname,
            community_id=new.community,
            role=new.role.value,
            recovery=new.recovery,
            consent=new.consent,
            joined_at=new.joined_at,
            seen_at=new.joined_at,
        )
    )


def describe_seat(connection: Connection, changed: Seat) -> None:
    """Change the nickname, community and role of a seat."""
    connection.execute(
        update(seat)
        .where(seat.c.id == changed.id)
        .values(nickname=changed.nickname, community_id=changed.community, role=changed.role.value)
    )


def count_seats(connection: Connection, camp_id: str) -> int:
    return connection.execute(
        select(func.count()).select_from(seat).where(seat.c.camp_id == camp_id)
    ).scalar_one()


def marks(connection: Connection, camp_id: str) -> tuple[int, str]:
    """How many seats there are and when the newest was taken: together they change with everyone who comes or goes."""
    count, newest = connection.execute(
        select(func.count(), func.max(seat.c.joined_at)).where(seat.c.camp_id == camp_id)
    ).one()
    return count, newest.isoformat() if newest else ""


def seats(connection: Connection, camp_id: str) -> tuple[Seat, ...]:
    """All seats of a camp in the order they were taken."""
    rows = connection.execute(
        select(seat).where(seat.c.camp_id == camp_id).order_by(seat.c.joined_at, seat.c.id)
    )
    return tuple(_seat(row) for row in rows)


def seen(connection: Connection, camp_id: str) -> dict[str, datetime]:
    """Seat -> time of its last activity."""
    rows = connection.execute(select(seat.c.id, seat.c.seen_at).where(seat.c.camp_id == camp_id))
    return {row.id: row.seen_at for row in rows}


def touch(connection: Connection, id: str, at: datetime) -> None:
    connection.execute(update(seat).where(seat.c.id == id).values(seen_at=at))


def seat_by_id(connection: Connection, id: str) -> Seat | None:
    return _one(connection, seat.c.id == id)


def seat_by_join_key(connection: Connection, key: str) -> Seat | None:
    return _one(connection, seat.c.join_key == key)


def seat_by_recovery(connection: Connection, camp_id: str, code: str) -> Seat | None:
    return _one(connection, (seat.c.camp_id == camp_id) & (seat.c.recovery == code))


def seats_by_recovery(connection: Connection, code: str) -> tuple[Seat, ...]:
    """Seats with this recovery code in any camp."""
    return tuple(_seat(row) for row in connection.execute(select(seat).where(seat.c.recovery == code)))


def seat_by_token_hash(connection: Connection, hash: str) -> Seat | None:
    row = connection.execute(
        select(seat).join(seat_token, seat_token.c.seat_id == seat.c.id).where(seat_token.c.hash == hash)
    ).one_or_none()
    return None if row is None else _seat(row)


def add_token(connection: Connection, seat_id: str, hash: str, at: datetime) -> None:
    connection.execute(insert(seat_token).values(hash=hash, seat_id=seat_id, made_at=at))


def delete_seat(connection: Connection, id: str) -> None:
    """Delete a seat and, by cascading foreign keys, its answers, drafts and tokens."""
    connection.execute(delete(seat).where(seat.c.id == id))


def _one(connection: Connection, condition: object) -> Seat | None:
    row = connection.execute(select(seat).where(condition)).one_or_none()  # type: ignore[arg-type]
    return None if row is None else _seat(row)


def _seat(row: Row[tuple[object, ...]]) -> Seat:
    values = row._mapping
    return Seat(
        id=values["id"],
        camp=values["camp_id"],
        nickname=values["nickname"],
        community=values["community_id"],
        role=Role(values["role"]),
        recovery=values["recovery"],
        joined_at=values["joined_at"],
        consent=values["consent"],
    )


@dataclass(frozen=True)
class DeskSession:
    """An open session at the desk. `camp` is None for the organiser's."""

    camp: str | None
    used_at: datetime


def add_desk_session(connection: Connection, hash: str, camp_id: str | None, at: datetime) -> None:
    connection.execute(insert(desk_session).values(hash=hash, camp_id=camp_id, used_at=at))


def desk_session_by_hash(connection: Connection, hash: str) -> DeskSession | None:
    row = connection.execute(
        select(desk_session.c.camp_id, desk_session.c.used_at).where(
            desk_session.c.hash == hash, desk_session.c.ended_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else DeskSession(*row)


def use_desk_session(connection: Connection, hash: str, at: datetime) -> None:
    connection.execute(update(desk_session).where(desk_session.c.hash == hash).values(used_at=at))


def end_desk_session(connection: Connection, hash: str, at: datetime) -> None:
    connection.execute(update(desk_session).where(desk_session.c.hash == hash).values(ended_at=at))


def end_organiser_sessions(connection: Connection, at: datetime) -> None:
    connection.execute(
        update(desk_session)
        .where(desk_session.c.camp_id.is_(None), desk_session.c.ended_at.is_(None))
        .values(ended_at=at)
    )
