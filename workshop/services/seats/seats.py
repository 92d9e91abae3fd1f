"""Taking a seat, recovering it on another phone, and finding it by its cookie."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import AccessError, InputError, RoomError
from workshop.model.camp import ALOUD, Camp, Role, Seat
from workshop.model.ids import new_code, new_token, tidy_code
from workshop.services.app.access import hash_token
from workshop.services.app.context import AppContext
from workshop.services.camp.camps import community_in
from workshop.services.matching import partners
from workshop.store import camps, seats

MAX_NICKNAME = 20
KEY_LENGTH = 40  # of a key in the database
# The version of the notice, stored with every seat: raised when its meaning changes (docs/decisions/0013).
CONSENT = "2026-11-30.2"


@dataclass(frozen=True)
class Taken:
    """A seat and its cookie (a bearer token); only the cookie's hash is stored."""

    seat: Seat
    token: str


@dataclass(frozen=True)
class Arrival:
    """A person's details when joining. `key` is the form's idempotency key, good for one person at one camp."""

    key: str
    nickname: str
    community: str
    role: str
    consent: bool
    aloud: bool = False  # read out to somebody who has no phone, and agreed to aloud


def join(context: AppContext, code: str, arrival: Arrival) -> Taken:
    """Take a seat; the same form for the same person again is the same seat.

    Raises RoomError `join.no_camp`, `join.locked`, `join.full`, and `join.another` where the form has taken a seat for
    somebody else; InputError `join.consent`, `join.nickname`, `join.role`, `community.name`.
    """
    arrival = replace(arrival, nickname=clean_nickname(arrival.nickname))
    if not arrival.consent:
        raise InputError("join.consent")
    if arrival.role not in set(Role):
        raise InputError("join.role")
    token = new_token(context.chance)

    def use_case(connection: Connection) -> Seat:
        camp = camps.camp_by_code(connection, tidy_code(code))
        if camp is None:
            raise RoomError("join.no_camp")
        camps.hold_camp(connection, camp.id)
        bound = replace(arrival, key=key_at(camp, arrival.key))
        seat = seats.seat_by_join_key(connection, bound.key)
        if seat is not None:
            _check_same(connection, seat, arrival)
        else:
            if camp.locked:
                raise RoomError("join.locked")
            if seats.count_seats(connection, camp.id) >= camp.capacity:
                raise RoomError("join.full", capacity=camp.capacity)
            seat = new_seat(connection, context, camp, bound, f"{ALOUD if arrival.aloud else ''}{CONSENT}")
        seats.add_token(connection, seat.id, hash_token(token), context.now())
        return seat

    return taken(context.store.write(use_case), token)


def taken(seat: Seat, token: str) -> Taken:
    """The seat as the phone with this token holds it."""
    return Taken(replace(seat, secret=token), token)


def key_at(camp: Camp, key: str) -> str:
    """The key of a form at this camp's door: the same form carried to another door is another key."""
    return hash_token(f"{camp.id} {key}")[:KEY_LENGTH]


def leads_to(context: AppContext, camp: Camp, key: str, card: str) -> str:
    """The id of the seat that a form at the camp's door leads to, by its key or the card it names; "" for a new seat."""

    def use_case(connection: Connection) -> str:
        sent = seats.seat_by_join_key(connection, key_at(camp, key))
        if sent is not None or not card:
            return sent.id if sent else ""
        cards = seats.cards(connection, camp.id)
        named = next((one for one in cards if card in (one.id, one.code)), None)
        return (named.seat or "") if named else ""

    return context.store.read(use_case)


def _check_same(connection: Connection, seat: Seat, arrival: Arrival) -> None:
    """Raises RoomError `join.another`, with the seat's own details, where the form now names somebody else."""
    named = camps.community_by_name(connection, seat.camp, " ".join(arrival.community.split()))
    same_place = named is not None and named.id == seat.community
    if (seat.nickname, seat.role.value, same_place) != (arrival.nickname, arrival.role, True):
        places = {one.id: one.name for one in camps.communities(connection, seat.camp)}
        raise RoomError(
            "join.another",
            nickname=seat.nickname,
            community=places[seat.community],
            role=seat.role.value,
        )


def new_seat(connection: Connection, context: AppContext, camp: Camp, arrival: Arrival, consent: str) -> Seat:
    """A seat for a validated arrival, inside a transaction that holds the camp.

    `consent` is the version of the notice agreed to. Raises InputError `community.name`.
    """
    community = community_in(connection, context, camp.id, arrival.community)
    recovery = new_code(context.chance)
    while seats.seat_by_recovery(connection, camp.id, recovery) is not None:
        recovery = new_code(context.chance)
    seat = Seat(
        id=new_token(context.chance),
        camp=camp.id,
        nickname=arrival.nickname,
        community=community.id,
        role=Role(arrival.role),
        recovery=recovery,
        joined_at=context.now(),
        consent=consent,
    )
    seats.add_seat(connection, seat, arrival.key)
    if not seat.on_paper:
        partners.let_in(connection, context, seat)
    return seat


def clean_nickname(typed: str) -> str:
    """A displayable name. Raises InputError `join.nickname`."""
    name = " ".join("".join(letter for letter in typed if letter.isprintable()).split())
    if not name or len(name) > MAX_NICKNAME:
        raise InputError("join.nickname", longest=MAX_NICKNAME)
    return name


def by_token(context: AppContext, token: str | None) -> Seat | None:
    """The seat this cookie belongs to, or None; also None while the seat is put aside."""
    seat = held_by(context, token)
    return None if seat is None or seat.aside else seat


def held_by(context: AppContext, token: str | None) -> Seat | None:
    """The seat this cookie belongs to, also while it is put aside."""
    if not token:
        return None
    found = context.store.read(lambda connection: seats.seat_by_token_hash(connection, hash_token(token)))
    return replace(found, secret=token) if found else None


def nicknames(context: AppContext, camp_id: str) -> frozenset[str]:
    """The names taken in a camp."""
    return context.store.read(lambda connection: seats.nicknames(connection, camp_id))


def of_camp(context: AppContext, camp_id: str) -> tuple[Seat, ...]:
    """Every seat of a camp, without those put aside."""
    return context.store.read(lambda connection: seats.seats(connection, camp_id))


def aside(context: AppContext, camp_id: str) -> tuple[Seat, ...]:
    """The seats a facilitator has put aside, with their answers."""
    return context.store.read(lambda connection: seats.seats_aside(connection, camp_id))


def put_aside_in(connection: Connection, context: AppContext, camp_id: str, seat_id: str) -> str:
    """Put a seat aside with its answers; why that changed nothing, or ""."""
    seat = seats.seat_by_id(connection, seat_id)
    if seat is None or seat.camp != camp_id:
        return "no_seat"
    if seat.aside:
        return "aside"
    seats.put_aside(connection, seat_id, context.now())
    partners.leave(connection, context, seat)
    return ""


def bring_back_in(connection: Connection, context: AppContext, camp_id: str, seat_id: str) -> str:
    """Bring a seat back; why that changed nothing, or ""."""
    seat = seats.seat_by_id(connection, seat_id)
    if seat is None or seat.camp != camp_id:
        return "no_seat"
    if not seat.aside:
        return "not_aside"
    seats.put_aside(connection, seat_id, None)
    partners.let_in(connection, context, seat)
    return ""


def recover(context: AppContext, recovery: str, camp_code: str = "") -> Taken:
    """Recover a seat with its printed code, on a new phone or after losing the cookie.

    Without a camp code the recovery code must match exactly one seat; one that has ended names its camp as well as the
    present one. Raises AccessError `recover.wrong`.
    """
    token = new_token(context.chance)

    def use_case(connection: Connection) -> Seat:
        matches = seats.seats_by_recovery(connection, tidy_code(recovery))
        if tidy_code(camp_code):
            code = tidy_code(camp_code)
            camp = camps.camp_by_code(connection, code) or camps.camp_by_ended_code(connection, code)
            matches = tuple(seat for seat in matches if camp is not None and seat.camp == camp.id)
        if len(matches) != 1:
            raise AccessError("recover.wrong")
        seats.add_token(connection, matches[0].id, hash_token(token), context.now())
        return matches[0]

    return taken(context.store.write(use_case), token)
