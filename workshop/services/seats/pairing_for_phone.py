"""One person's pairing, as their own phone shows it: whom they may ask and who comes to them.

Nobody learns who preferred another host: a declined pair is shown to the asker alone. A host is told what an
asker is stuck at only once the asker has accepted.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.learning.matching.fit import Fit, fit
from workshop.model.camp import Seat
from workshop.model.matching import Settled
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.matching import pairing
from workshop.services.matching.pairing import ACCEPTED, DECLINED, CurrentPairing, known_remedies
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
    """A host this person may ask. `about` is what the two would talk about; `declined`: the asker preferred
    another host.

    `presumed`: the host has not offered to talk about it.
    """

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
    """A person who may come. `about` is empty until they have accepted."""

    who: Somebody
    about: str
    accepted: bool


@dataclass(frozen=True)
class PhonePairing:
    """The pairing on one phone. `because`: why no host is offered, a code of `matching.because`; `three` are
    the others of a group of three; `late`: joined after the pairing was made.
    """

    offered: tuple[Offered, ...] = ()
    declined: tuple[Offered, ...] = ()
    coming: tuple[Comes, ...] = ()
    three: tuple[Somebody, ...] = ()
    because: str = ""
    asks: bool = False
    late: bool = False
    away: bool = False


def shown_to(context: AppContext, seat: Seat) -> bool:
    """Whether the phones show pairs now."""
    return pairing.on_phones(context, seat.camp) is not None


def phone_pairing(context: AppContext, seat: Seat) -> PhonePairing | None:
    """The pairing on this person's phone; None while the facilitator shows no pairs."""
    current_pairing = pairing.on_phones(context, seat.camp)
    if current_pairing is None:
        return None
    if seat.id not in current_pairing.people:
        return PhonePairing(late=True)
    people = _people(context, seat)
    if not current_pairing.here(seat.id):
        return PhonePairing(away=True)
    own = current_pairing.people[seat.id].peer
    offered = tuple(
        Offered(people[one.host], one.fit, matter(one.fit, own.asks), one.decision, one.presumed)
        for one in pairing.choices_of(context, current_pairing, seat.id)
        if one.host in people
    )
    short = {who: why for who, _, _, why in current_pairing.short}
    return PhonePairing(
        offered=offered,
        declined=_declined(context, current_pairing, seat, people),
        coming=_coming(context, current_pairing, seat, people),
        three=_three(current_pairing, seat, people),
        because="" if offered else short.get(seat.id, ""),
        asks=bool(own.asks),
    )


def _people(context: AppContext, seat: Seat) -> dict[str, Somebody]:
    names = {one.id: one.name for one in camps.communities(context, seat.camp)}
    return {
        one.id: Somebody(one.id, one.nickname, names[one.community])
        for one in seats.of_camp(context, seat.camp)
    }


def _fit(context: AppContext, current_pairing: CurrentPairing, asker: str, host: str) -> Fit:
    peer, other = current_pairing.people[asker].peer, current_pairing.people[host].peer
    return fit(peer, other, Settled(), known_remedies(context))


def _declined(
    context: AppContext, current_pairing: CurrentPairing, seat: Seat, people: dict[str, Somebody]
) -> tuple[Offered, ...]:
    asks = current_pairing.people[seat.id].peer.asks
    lines = []
    for pair in current_pairing.pairs:
        if (
            pair.asker == seat.id
            and pair.decision == DECLINED
            and pair.host in people
            and current_pairing.here(pair.host)
        ):
            together = _fit(context, current_pairing, seat.id, pair.host)
            lines.append(
                Offered(people[pair.host], together, matter(together, asks), DECLINED, presumed=False)
            )
    return tuple(lines)


def _coming(
    context: AppContext, current_pairing: CurrentPairing, seat: Seat, people: dict[str, Somebody]
) -> tuple[Comes, ...]:
    lines = []
    for one in current_pairing.standing:
        if one.host != seat.id or one.asker not in people:
            continue
        accepted = one.decision == ACCEPTED
        asks = current_pairing.people[one.asker].peer.asks
        about = matter(_fit(context, current_pairing, one.asker, seat.id), asks) if accepted else ""
        lines.append(Comes(people[one.asker], about, accepted))
    return tuple(sorted(lines, key=lambda one: (not one.accepted, one.who.nickname, one.who.seat)))


def _three(current_pairing: CurrentPairing, seat: Seat, people: dict[str, Somebody]) -> tuple[Somebody, ...]:
    for group in current_pairing.trios:
        if seat.id in group:
            return tuple(
                people[who] for who in group if who != seat.id and current_pairing.here(who) and who in people
            )
    return ()
