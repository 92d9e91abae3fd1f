"""Whom one person may ask and who comes to them, as their own phone shows it.

Nobody learns who asked for somebody else: a pair that was declined is shown to the asker alone. What somebody is stuck
at is told to a host only once the asker has said yes.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.learning.matching.fit import Fit, fit
from workshop.model.camp import Seat
from workshop.model.matching import Settled
from workshop.services.app.context import House
from workshop.services.camp import camps
from workshop.services.matching import pairing
from workshop.services.matching.pairing import ACCEPTED, DECLINED, Paired, known_remedies
from workshop.services.matching.pairing_view import matter
from workshop.services.seats import seats


@dataclass(frozen=True)
class Somebody:
    """A person as the room knows them."""

    seat: str
    nickname: str
    community: str


@dataclass(frozen=True)
class Offered:
    """Somebody this person may ask. `about` is what the two would talk about; `declined`: somebody else was asked
    for. `presumed`: the host has not said they can tell about it."""

    who: Somebody
    fit: Fit
    about: str
    decision: str
    presumed: bool

    @property
    def accepted(self) -> bool:
        return self.decision == ACCEPTED


@dataclass(frozen=True)
class Comes:
    """Somebody who may come. `about` is empty until they have said yes."""

    who: Somebody
    about: str
    accepted: bool


@dataclass(frozen=True)
class Partners:
    """What one phone shows. `because`: why nobody is offered, a code of `matching.because`; `three` are the others of a
    group of three; `late`: came after the pairing was made."""

    offered: tuple[Offered, ...] = ()
    declined: tuple[Offered, ...] = ()
    coming: tuple[Comes, ...] = ()
    three: tuple[Somebody, ...] = ()
    because: str = ""
    asks: bool = False
    late: bool = False
    away: bool = False


def shown_to(house: House, seat: Seat) -> bool:
    """Whether the phones show pairs now."""
    return pairing.on_phones(house, seat.camp) is not None


def partners_of(house: House, seat: Seat) -> Partners | None:
    """What this person's phone shows; None while the facilitator shows no pairs."""
    found = pairing.on_phones(house, seat.camp)
    if found is None:
        return None
    if seat.id not in found.people:
        return Partners(late=True)
    people = _people(house, seat)
    if not found.here(seat.id):
        return Partners(away=True)
    own = found.people[seat.id].peer
    offered = tuple(
        Offered(people[one.host], one.fit, matter(one.fit, own.asks), one.decision, one.presumed)
        for one in pairing.choices_of(house, found, seat.id)
        if one.host in people
    )
    short = {who: why for who, _, _, why in found.short}
    return Partners(
        offered=offered,
        declined=_declined(house, found, seat, people),
        coming=_coming(house, found, seat, people),
        three=_three(found, seat, people),
        because="" if offered else short.get(seat.id, ""),
        asks=bool(own.asks),
    )


def _people(house: House, seat: Seat) -> dict[str, Somebody]:
    names = {one.id: one.name for one in camps.communities(house, seat.camp)}
    return {
        one.id: Somebody(one.id, one.nickname, names[one.community])
        for one in seats.of_camp(house, seat.camp)
    }


def _fit(house: House, found: Paired, asker: str, host: str) -> Fit:
    one, other = found.people[asker].peer, found.people[host].peer
    return fit(one, other, Settled(), known_remedies(house))


def _declined(house: House, found: Paired, seat: Seat, people: dict[str, Somebody]) -> tuple[Offered, ...]:
    asks = found.people[seat.id].peer.asks
    lines = []
    for one in found.pairs:
        if one.asker == seat.id and one.decision == DECLINED and one.host in people and found.here(one.host):
            together = _fit(house, found, seat.id, one.host)
            lines.append(
                Offered(people[one.host], together, matter(together, asks), DECLINED, presumed=False)
            )
    return tuple(lines)


def _coming(house: House, found: Paired, seat: Seat, people: dict[str, Somebody]) -> tuple[Comes, ...]:
    lines = []
    for one in found.standing:
        if one.host != seat.id or one.asker not in people:
            continue
        accepted = one.decision == ACCEPTED
        asks = found.people[one.asker].peer.asks
        about = matter(_fit(house, found, one.asker, seat.id), asks) if accepted else ""
        lines.append(Comes(people[one.asker], about, accepted))
    return tuple(sorted(lines, key=lambda one: (not one.accepted, one.who.nickname, one.who.seat)))


def _three(found: Paired, seat: Seat, people: dict[str, Somebody]) -> tuple[Somebody, ...]:
    for group in found.trios:
        if seat.id in group:
            return tuple(people[who] for who in group if who != seat.id and found.here(who) and who in people)
    return ()
