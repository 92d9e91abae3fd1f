"""The people of a room as input to the pairing: their obstacles, their offers, and the facilitator's
constraints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.learning.suggest.local_similarity import STAGES
from workshop.model.camp import Camp, Seat
from workshop.model.matching import CAPACITY, HOSTS, Pair, Peer, Settled, both
from workshop.services.app.context import AppContext
from workshop.services.position.results import camp_results
from workshop.store import answers, camps, pairings, seats
from workshop.store.pairings import PairingInput

OFFER, ASK, CAN_SEE = "offer", "ask", "capacity"  # stated by the person
LOCKED, VETOED, APART, ABSENT = "locked", "vetoed", "apart", "absent"  # set by the facilitator
RULES = frozenset({LOCKED, VETOED, APART, ABSENT})
MOST_OFFERS = 3
MOST_VISITS = 8


@dataclass(frozen=True)
class PairingAnswers:
    """One person's answers for pairing. `asks` are those answered in an exercise, or else the one chosen
    here.
    """

    asks: tuple[str, ...]
    answered: bool
    offers: tuple[str, ...]
    capacity: int


@dataclass(frozen=True)
class PairingPerson:
    """A person in the room. `presumed`: obstacles of people from communities not as far, where this person
    has not said what they can offer. They are asked about it; it is never claimed.
    """

    peer: Peer
    presumed: frozenset[str] = frozenset()

    def kept(self) -> dict[str, object]:
        """As stored beside a pairing, so that its reasons stay those it was made with."""
        return {
            "house": self.peer.organisation,
            "stage": self.peer.stage,
            "asks": list(self.peer.asks),
            "offers": sorted(self.peer.offers),
            "capacity": self.peer.capacity,
            "role": self.peer.role,
            "presumed": sorted(self.presumed),
        }


def from_kept(stored: object) -> dict[str, PairingPerson]:
    """The people as stored with a pairing."""
    people: dict[str, PairingPerson] = {}
    for who, person in stored.items() if isinstance(stored, dict) else ():
        peer = Peer(
            str(who),
            organisation=person["house"],
            stage=person["stage"],
            asks=tuple(person["asks"]),
            offers=frozenset(person["offers"]),
            capacity=person["capacity"],
            role=person["role"],
        )
        people[str(who)] = PairingPerson(peer, frozenset(person["presumed"]))
    return people


def people_of(context: AppContext, camp: Camp) -> dict[str, PairingPerson]:
    """Everybody in the camp, with absent people marked."""
    stages = {community: result.stage for community, result in camp_results(context, camp).items()}

    def use_case(connection: Connection) -> tuple[Peer, ...]:
        answers_by_seat = _said(connection, context, camp.id)
        away = {one.seat for one in pairings.inputs(connection, camp.id) if one.kind == ABSENT}
        return tuple(
            Peer(
                seat.id,
                organisation=seat.community,
                stage=stages.get(seat.community),
                asks=answers_by_seat[seat.id].asks,
                offers=frozenset(answers_by_seat[seat.id].offers),
                capacity=answers_by_seat[seat.id].capacity,
                hosts=HOSTS,
                role=seat.role.value,
                present=seat.id not in away,
            )
            for seat in seats.seats(connection, camp.id)
        )

    peers = context.store.read(use_case)
    return {peer.id: PairingPerson(peer, _presumed(peer, peers)) for peer in peers}


def people_who_offer(context: AppContext, camp: Camp) -> tuple[Peer, ...]:
    """People present who offered help and accept visits; only they are named to a person who is stuck."""
    found = context.store.read(lambda connection: pairings.inputs(connection, camp.id))
    if not any(one.kind == OFFER for one in found):  # without offers nothing needs to be computed
        return ()
    peers = (one.peer for one in people_of(context, camp).values())
    return tuple(peer for peer in peers if peer.offers and peer.capacity and peer.present)


def _presumed(peer: Peer, peers: tuple[Peer, ...]) -> frozenset[str]:
    """Obstacles asked about in less advanced communities, if this person has offered nothing and their stage
    is known.
    """
    if peer.offers or peer.stage is None:
        return frozenset()
    own = STAGES.index(peer.stage)
    behind = {
        code for one in peers if one.stage is not None and STAGES.index(one.stage) < own for code in one.asks
    }
    return frozenset(behind - set(peer.asks))


def said_by(context: AppContext, seat: Seat) -> PairingAnswers:
    """One person's answers for pairing."""
    return said(context, seat.camp)[seat.id]


def said(context: AppContext, camp: str) -> dict[str, PairingAnswers]:
    """The pairing answers of everybody in a camp, by seat."""
    return context.store.read(lambda connection: _said(connection, context, camp))


def asks_in(connection: Connection, context: AppContext, camp: str) -> dict[str, tuple[str, ...]]:
    """What each person of a camp is stuck at, by seat, inside a transaction."""
    return {who: one.asks for who, one in _said(connection, context, camp).items()}


def _said(connection: Connection, context: AppContext, camp: str) -> dict[str, PairingAnswers]:
    known = context.content.vocabularies.obstacles.codes
    asked: dict[str, tuple[str, ...]] = {}
    for answer in answers.current_answers(connection, camp):
        chosen = answer.payload.get("chosen")
        if answer.seat and isinstance(chosen, list) and chosen and all(code in known for code in chosen):
            asked[answer.seat] = tuple(str(code) for code in chosen)
    pairing_inputs = pairings.inputs(connection, camp)

    def of(kind: str, seat: str) -> tuple[str, ...]:
        return tuple(
            one.value for one in pairing_inputs if one.kind == kind and one.seat == seat and one.value
        )

    answers_by_seat = {}
    for seat in seats.seats(connection, camp):
        sees = of(CAN_SEE, seat.id)
        answers_by_seat[seat.id] = PairingAnswers(
            asked.get(seat.id) or of(ASK, seat.id),
            seat.id in asked,
            of(OFFER, seat.id),
            int(sees[-1]) if sees else CAPACITY,
        )
    return answers_by_seat


def tell(context: AppContext, seat: Seat, offers: tuple[str, ...], ask: str, capacity: int) -> None:
    """Store what a person offers, how many may come, and, where no answer says so, what they are stuck at.

    Raises InputError `pairing.offers`, `pairing.capacity`.
    """
    known = {entry.code for entry in context.content.vocabularies.obstacles.current}
    chosen = tuple(dict.fromkeys(offers))
    if len(chosen) > MOST_OFFERS or not known.issuperset((*chosen, *((ask,) if ask else ()))):
        raise InputError("pairing.offers", n=MOST_OFFERS)
    if not 0 <= capacity <= MOST_VISITS:
        raise InputError("pairing.capacity", most=MOST_VISITS)

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, seat.camp)
        for kind in (OFFER, ASK, CAN_SEE):
            pairings.drop_input(connection, seat.camp, kind, seat.id, None)
        new = [PairingInput(OFFER, seat.id, None, code) for code in chosen]
        new += [PairingInput(ASK, seat.id, None, ask)] if ask else []
        for pairing_input in (*new, PairingInput(CAN_SEE, seat.id, None, str(capacity))):
            pairings.add_input(connection, seat.camp, pairing_input, "self", context.now())
        pairings.note(connection, seat.camp, "told", "self", context.now())

    context.store.write(use_case)


def rule(
    context: AppContext, camp: Camp, kind: str, seat: str, other: str | None, by: str, *, holds: bool
) -> None:
    """Set or remove a facilitator's constraint: a pair locked or vetoed, two people kept apart, a person
    absent.

    Raises RoomError `seat.unknown`, InputError `pairing.oneself`.
    """
    if seat == other:
        raise InputError("pairing.oneself")

    def use_case(connection: Connection) -> None:
        camps.hold_camp(connection, camp.id)
        seat_ids = {seat_id.id for seat_id in seats.seats(connection, camp.id)}
        for seat_id in (seat, other):
            if seat_id is not None and seat_id not in seat_ids:
                raise RoomError("seat.unknown", seat=seat_id)
        pairings.drop_input(connection, camp.id, kind, seat, other)
        if kind == APART and other is not None:
            pairings.drop_input(connection, camp.id, kind, other, seat)
        if holds:
            against = {LOCKED: VETOED, VETOED: LOCKED}.get(kind)
            if against:
                pairings.drop_input(connection, camp.id, against, seat, other)
            pairings.add_input(connection, camp.id, PairingInput(kind, seat, other, None), by, context.now())
        pairings.note(connection, camp.id, kind if holds else "taken_back", by, context.now())

    context.store.write(use_case)


def settled(
    people: Mapping[str, PairingPerson], inputs: tuple[PairingInput, ...], pairs: tuple[pairings.PairRow, ...]
) -> Settled:
    """The constraints in force: the facilitator's locks and vetoes, the askers' yes and no. A no overrides a
    lock.
    """
    two = [one for one in inputs if one.other is not None]
    vetoed = {Pair(one.seat, one.other) for one in two if one.kind == VETOED and one.other}
    vetoed |= {Pair(one.asker, one.host) for one in pairs if one.decision == "declined"}
    apart = {both(one.seat, one.other) for one in two if one.kind == APART and one.other}
    locked = {Pair(one.seat, one.other) for one in two if one.kind == LOCKED and one.other}
    locked |= {Pair(one.asker, one.host) for one in pairs if one.decision == "accepted"}

    def stands(pair: Pair) -> bool:
        both_here = pair.asker in people and pair.host in people
        return (
            both_here
            and pair not in vetoed
            and both(pair.asker, pair.host) not in apart
            and not people[pair.asker].peer.belongs_with(people[pair.host].peer)
        )

    return Settled(frozenset(filter(stands, locked)), frozenset(vetoed), frozenset(apart))


def with_room(people: Mapping[str, PairingPerson], ruled: Settled) -> tuple[Peer, ...]:
    """The peers with capacity raised to at least the number of their locked pairs."""
    return tuple(
        replace(
            one.peer,
            capacity=max(one.peer.capacity, sum(pair.host == one.peer.id for pair in ruled.locked)),
            hosts=max(one.peer.hosts, sum(pair.asker == one.peer.id for pair in ruled.locked)),
        )
        for one in people.values()
    )
