"""Cards for people who are expected: prepared from a roster, claimed once, freed by a facilitator; and the card that
hands a seat over from a helper's phone to its person's own.

Nobody sits before they have agreed to the notice, so a card is no seat and is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import clock
from workshop.model.camp import Camp, Role, Seat, SeatCard
from workshop.model.ids import new_code, new_token, tidy_code
from workshop.services.app.access import hash_token
from workshop.services.app.context import AppContext
from workshop.services.camp.camps import community_in
from workshop.services.seats.roster import Expected
from workshop.services.seats.seats import CONSENT, Arrival, Taken, clean_nickname, key_at, new_seat, taken
from workshop.store import camps, seats


@dataclass(frozen=True)
class Prepared:
    """What a roster became: cards made now, and people who had one already."""

    made: tuple[SeatCard, ...]
    already: int


def prepare(context: AppContext, camp: Camp, people: Sequence[Expected], by: str) -> Prepared:
    """A card for everybody on a roster; the same roster again makes no second card.

    Raises InputError `roster.too_many` for more people than the room has seats.
    """

    def use_case(connection: Connection) -> Prepared:
        camps.hold_camp(connection, camp.id)
        stored = seats.cards(connection, camp.id)
        names = {one.id: one.name for one in camps.communities(connection, camp.id)}
        known = {
            Expected(one.nickname, names[one.community], one.role).who
            for one in stored
            if not hands_over(one)
        }
        new = [person for person in people if person.who not in known]
        if len(known) + len(new) > camp.capacity:
            raise InputError("roster.too_many", n=len(known) + len(new), capacity=camp.capacity)
        made = []
        for person in new:
            place = community_in(connection, context, camp.id, person.community)
            card = SeatCard(
                id=new_token(context.chance),
                camp=camp.id,
                code=_fresh_code(connection, context, camp.id),
                nickname=person.nickname,
                community=place.id,
                role=person.role,
                organisation=person.organisation,
                made_at=context.now(),
            )
            seats.add_card(connection, card)
            made.append(card)
        if made:
            camps.note(connection, camp.id, "roster", by, context.now())
        return Prepared(tuple(made), len(people) - len(new))

    return context.store.write(use_case)


def hands_over(card: SeatCard) -> bool:
    """Whether the card was made for a seat that is taken, to move it to another phone."""
    return card.seat == card.id


def of_camp(context: AppContext, camp_id: str) -> tuple[SeatCard, ...]:
    """The cards of a camp's roster, used ones too."""
    every = context.store.read(lambda connection: seats.cards(connection, camp_id))
    return tuple(card for card in every if not hands_over(card))


def find(context: AppContext, camp: Camp, reference: str) -> SeatCard | None:
    """A card by its code, or by its id where a name was picked on the roster."""
    return context.store.read(lambda connection: _find(connection, camp, reference))


def _find(connection: Connection, camp: Camp, reference: str) -> SeatCard | None:
    found = seats.card_by_code(connection, camp.id, tidy_code(reference))
    if found is not None:
        return found
    return next(
        (one for one in seats.cards(connection, camp.id) if one.id == reference and not hands_over(one)), None
    )


def claim(context: AppContext, camp: Camp, reference: str, arrival: Arrival) -> Taken:
    """Take the seat a card is for; the same form again is the same seat. The nickname and role may be corrected, the
    community is the card's.

    Raises RoomError `card.unknown`, `card.taken`, `join.locked`, `join.full`; InputError `join.consent`, `join.nickname`,
    `join.role`.
    """
    if not arrival.consent:
        raise InputError("join.consent")
    token = new_token(context.chance)

    def use_case(connection: Connection) -> Seat:
        camps.hold_camp(connection, camp.id)
        card = _find(connection, camp, reference)
        if card is None:
            raise RoomError("card.unknown")
        bound = replace(arrival, key=key_at(camp, arrival.key))
        if card.claimed_at is not None and card.claim_key != bound.key:
            raise RoomError("card.taken", nickname=card.nickname, at=clock(card.claimed_at))
        if card.claimed_at is not None:
            seat = seats.seat_by_id(connection, card.seat or "")
        elif hands_over(card):
            seat = _move(connection, card)
        else:
            seat = _sit(connection, context, camp, card, bound)
        if seat is None:
            raise RoomError("card.unknown")
        seats.use_card(connection, card.id, seat.id, bound.key, card.claimed_at or context.now())
        seats.add_token(connection, seat.id, hash_token(token), context.now())
        return seat

    return taken(context.store.write(use_case), token)


def _sit(connection: Connection, context: AppContext, camp: Camp, card: SeatCard, arrival: Arrival) -> Seat:
    now = camps.camp_by_id(connection, camp.id) or camp
    if now.locked:
        raise RoomError("join.locked")
    if seats.count_seats(connection, camp.id) >= camp.capacity:
        raise RoomError("join.full", capacity=camp.capacity)
    role = arrival.role or card.role.value
    if role not in set(Role):
        raise InputError("join.role")
    place = camps.community_by_id(connection, card.community)
    own = replace(
        arrival,
        nickname=clean_nickname(arrival.nickname or card.nickname),
        community=place.name if place else "",
        role=role,
    )
    if seats.seat_by_join_key(connection, own.key) is not None:  # a form that has taken another seat before
        own = replace(own, key=new_token(context.chance))
    return new_seat(connection, context, camp, own, CONSENT)


def _move(connection: Connection, card: SeatCard) -> Seat | None:
    """Take the seat off the phones that held it: the helper's answers for it no longer."""
    seats.delete_tokens(connection, card.id)
    seats.agreed(connection, card.id, CONSENT)
    return seats.seat_by_id(connection, card.id)


def hand_over(context: AppContext, seat: Seat) -> SeatCard:
    """The card that moves this seat to another phone; asked for again before it is used, it is the same card."""

    def use_case(connection: Connection) -> SeatCard:
        camps.hold_camp(connection, seat.camp)
        before = next((one for one in seats.cards(connection, seat.camp) if one.id == seat.id), None)
        if before is not None and before.claimed_at is None:
            return before
        if before is not None:
            seats.delete_card(connection, before.id)
        card = SeatCard(
            id=seat.id,
            camp=seat.camp,
            code=_fresh_code(connection, context, seat.camp),
            nickname=seat.nickname,
            community=seat.community,
            role=seat.role,
            organisation="",
            made_at=context.now(),
            seat=seat.id,
        )
        seats.add_card(connection, card)
        return card

    return context.store.write(use_case)


def free_in(connection: Connection, camp_id: str, card_id: str) -> str:
    """Let a used card be used again; whoever used it keeps the seat they took. Why it changed nothing, or ""."""
    card = next((one for one in seats.cards(connection, camp_id) if one.id == card_id), None)
    if card is None or hands_over(card):
        return "no_card"
    if card.claimed_at is None:
        return "card_free"
    seats.free_card(connection, card.id)
    return ""


def _fresh_code(connection: Connection, context: AppContext, camp_id: str) -> str:
    code = new_code(context.chance)
    while seats.card_by_code(connection, camp_id, code) is not None:
        code = new_code(context.chance)
    return code


def waiting_for(context: AppContext, seat: Seat) -> SeatCard | None:
    """The unused card that moves this seat, if one was made."""
    every = context.store.read(lambda connection: seats.cards(connection, seat.camp))
    return next((one for one in every if one.id == seat.id and one.claimed_at is None), None)
