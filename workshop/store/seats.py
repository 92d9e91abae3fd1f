"""Table access for seats, their tokens and cards, and sessions at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from workshop.model.camp import Role, Seat, SeatCard
from workshop.store.reading import once
from workshop.store.schema import desk_session, installation, seat, seat_token
from workshop.store.schema_learning import seat_card
from workshop.store.statements.prepared import PreparedStatement

_ADD = PreparedStatement(
    insert(seat), sets=[column.name for column in seat.columns if column.name != "aside_at"]
)
_ADD_TOKEN = PreparedStatement(insert(seat_token), sets=[column.name for column in seat_token.columns])
_HERE = seat.c.camp_id == bindparam("camp")
_COUNT = PreparedStatement(select(func.count()).select_from(seat).where(_HERE, seat.c.aside_at.is_(None)))
_MARKS = PreparedStatement(
    select(func.count(), func.max(seat.c.joined_at)).where(_HERE, seat.c.aside_at.is_(None))
)
_IN_CAMP = PreparedStatement(
    select(seat).where(_HERE, seat.c.aside_at.is_(None)).order_by(seat.c.joined_at, seat.c.id)
)
_NICKNAMES = PreparedStatement(select(seat.c.nickname).where(_HERE, seat.c.aside_at.is_(None)))
_SEEN = PreparedStatement(select(seat.c.id, seat.c.seen_at).where(_HERE))
_TOUCH = PreparedStatement(update(seat).where(seat.c.id == bindparam("which")), sets=["seen_at"])
_BY_ID = PreparedStatement(select(seat).where(seat.c.id == bindparam("id")))
_BY_JOIN_KEY = PreparedStatement(select(seat).where(seat.c.join_key == bindparam("key")))
_BY_RECOVERY = PreparedStatement(select(seat).where(_HERE, seat.c.recovery == bindparam("code")))
_BY_TOKEN = PreparedStatement(
    select(seat)
    .join(seat_token, seat_token.c.seat_id == seat.c.id)
    .where(seat_token.c.hash == bindparam("hash"))
)
_CARDS = PreparedStatement(
    select(seat_card)
    .where(seat_card.c.camp_id == bindparam("camp"))
    .order_by(seat_card.c.made_at, seat_card.c.id)
)
_SESSION = PreparedStatement(
    select(desk_session.c.camp_id, desk_session.c.used_at).where(
        desk_session.c.hash == bindparam("hash"), desk_session.c.ended_at.is_(None)
    )
)


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
    _ADD.run(
        connection,
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


def describe_seat(connection: Connection, changed: Seat) -> None:
    """Change the nickname, community and role of a seat."""
    connection.execute(
        update(seat)
        .where(seat.c.id == changed.id)
        .values(nickname=changed.nickname, community_id=changed.community, role=changed.role.value)
    )


@once
def count_seats(connection: Connection, camp_id: str) -> int:
    return int(_COUNT.scalar(connection, camp=camp_id))


@once
def marks(connection: Connection, camp_id: str) -> tuple[int, str]:
    """How many seats there are and when the newest was taken: together they change with everyone who comes or goes."""
    count, newest = _MARKS.all(connection, camp=camp_id)[0]
    return count, newest.isoformat() if newest else ""


@once
def seats(connection: Connection, camp_id: str) -> tuple[Seat, ...]:
    """The seats of a camp in the order they were taken, without those put aside."""
    return tuple(_seat(row) for row in _IN_CAMP.all(connection, camp=camp_id))


def nicknames(connection: Connection, camp_id: str) -> frozenset[str]:
    """The names taken in a camp, without those put aside."""
    return frozenset(row[0] for row in _NICKNAMES.all(connection, camp=camp_id))


def seats_aside(connection: Connection, camp_id: str) -> tuple[Seat, ...]:
    """The seats a facilitator has put aside."""
    aside = select(seat).where(seat.c.camp_id == camp_id, seat.c.aside_at.is_not(None))
    rows = connection.execute(aside.order_by(seat.c.joined_at, seat.c.id))
    return tuple(_seat(row) for row in rows)


def put_aside(connection: Connection, id: str, at: datetime | None) -> None:
    """Put a seat aside, or bring it back where `at` is None."""
    connection.execute(update(seat).where(seat.c.id == id).values(aside_at=at))


@once
def seen(connection: Connection, camp_id: str) -> dict[str, datetime]:
    """Seat -> time of its last activity."""
    return {row.id: row.seen_at for row in _SEEN.all(connection, camp=camp_id)}


def touch(connection: Connection, id: str, at: datetime) -> None:
    _TOUCH.run(connection, which=id, seen_at=at)


def seat_by_id(connection: Connection, id: str) -> Seat | None:
    return _found(_BY_ID.one_or_none(connection, id=id))


def seat_by_join_key(connection: Connection, key: str) -> Seat | None:
    return _found(_BY_JOIN_KEY.one_or_none(connection, key=key))


def seat_by_recovery(connection: Connection, camp_id: str, code: str) -> Seat | None:
    return _found(_BY_RECOVERY.one_or_none(connection, camp=camp_id, code=code))


def seats_by_recovery(connection: Connection, code: str) -> tuple[Seat, ...]:
    """Seats with this recovery code in any camp."""
    return tuple(_seat(row) for row in connection.execute(select(seat).where(seat.c.recovery == code)))


@once
def seat_by_token_hash(connection: Connection, hash: str) -> Seat | None:
    return _found(_BY_TOKEN.one_or_none(connection, hash=hash))


def add_token(connection: Connection, seat_id: str, hash: str, at: datetime) -> None:
    _ADD_TOKEN.run(connection, hash=hash, seat_id=seat_id, made_at=at)


def delete_tokens(connection: Connection, seat_id: str) -> None:
    """No phone holds this seat any longer."""
    connection.execute(delete(seat_token).where(seat_token.c.seat_id == seat_id))


def agreed(connection: Connection, id: str, consent: str) -> None:
    """The person has agreed to this version of the notice themselves."""
    connection.execute(update(seat).where(seat.c.id == id).values(consent=consent))


def delete_seat(connection: Connection, id: str) -> None:
    """Delete a seat and, by cascading foreign keys, its answers, drafts and tokens."""
    connection.execute(delete(seat).where(seat.c.id == id))


def _found(row: Row[Any] | None) -> Seat | None:
    return None if row is None else _seat(row)


def _seat(row: Row[Any]) -> Seat:
    # By place: a room is read at every look at it, and looking names up takes most of that.
    return Seat(
        id=row[_ID],
        camp=row[_CAMP],
        nickname=row[_NICKNAME],
        community=row[_COMMUNITY],
        role=Role(row[_ROLE]),
        recovery=row[_RECOVERY],
        joined_at=row[_JOINED],
        consent=row[_CONSENT],
        aside=row[_ASIDE] is not None,
    )


_PLACES = {column.name: place for place, column in enumerate(seat.columns)}
_ID, _CAMP, _NICKNAME, _COMMUNITY, _ROLE, _RECOVERY, _JOINED, _CONSENT, _ASIDE = (
    _PLACES[name]
    for name in (
        "id",
        "camp_id",
        "nickname",
        "community_id",
        "role",
        "recovery",
        "joined_at",
        "consent",
        "aside_at",
    )
)


def add_card(connection: Connection, new: SeatCard) -> None:
    connection.execute(
        insert(seat_card).values(
            id=new.id,
            camp_id=new.camp,
            code=new.code,
            nickname=new.nickname,
            community_id=new.community,
            role=new.role.value,
            organisation=new.organisation,
            seat_id=new.seat,
            claimed_at=new.claimed_at,
            claim_key=new.claim_key,
            made_at=new.made_at,
        )
    )


def cards(connection: Connection, camp_id: str) -> tuple[SeatCard, ...]:
    """The cards of a camp in the order they were made."""
    return tuple(_card(row) for row in _CARDS.all(connection, camp=camp_id))


def card_by_code(connection: Connection, camp_id: str, code: str) -> SeatCard | None:
    row = connection.execute(
        select(seat_card).where(seat_card.c.camp_id == camp_id, seat_card.c.code == code)
    ).one_or_none()
    return None if row is None else _card(row)


def use_card(connection: Connection, id: str, seat_id: str, key: str, at: datetime) -> None:
    """The card has become this seat, by the form with this key."""
    connection.execute(
        update(seat_card).where(seat_card.c.id == id).values(seat_id=seat_id, claimed_at=at, claim_key=key)
    )


def free_card(connection: Connection, id: str) -> None:
    """The card can be used again."""
    connection.execute(
        update(seat_card).where(seat_card.c.id == id).values(seat_id=None, claimed_at=None, claim_key=None)
    )


def delete_card(connection: Connection, id: str) -> None:
    connection.execute(delete(seat_card).where(seat_card.c.id == id))


def _card(row: Row[Any]) -> SeatCard:
    return SeatCard(
        id=row.id,
        camp=row.camp_id,
        code=row.code,
        nickname=row.nickname,
        community=row.community_id,
        role=Role(row.role),
        organisation=row.organisation,
        made_at=row.made_at,
        seat=row.seat_id,
        claimed_at=row.claimed_at,
        claim_key=row.claim_key,
    )


@dataclass(frozen=True)
class DeskSession:
    """An open session at the desk. `camp` is None for the organiser's."""

    camp: str | None
    used_at: datetime


def add_desk_session(connection: Connection, hash: str, camp_id: str | None, at: datetime) -> None:
    connection.execute(insert(desk_session).values(hash=hash, camp_id=camp_id, used_at=at))


def desk_session_by_hash(connection: Connection, hash: str) -> DeskSession | None:
    row = _SESSION.one_or_none(connection, hash=hash)
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
