"""A pairing to look at: why these two, what the asker said to it, and what the facilitator has settled."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.learning.matching.fit import Fit, fit
from workshop.model.matching import Settled
from workshop.services.app.context import House
from workshop.services.matching.pairing import Paired, known_remedies
from workshop.services.matching.pairing_people import LOCKED, RULES
from workshop.store import pairings
from workshop.store.pairings import Wish


@dataclass(frozen=True)
class Line:
    """One pair. `presumed`: the host has not said they can help with this; their community is further on."""

    asker: str
    host: str
    fit: Fit
    decision: str
    presumed: bool
    locked: bool


def lines(house: House, found: Paired) -> tuple[Line, ...]:
    """Every pair that stands, by asker, the best first."""
    known = known_remedies(house)
    held = {(one.seat, one.other) for one in rules(house, found.kept.camp) if one.kind == LOCKED}
    shown = []
    for one in found.standing:
        if one.asker not in found.people or one.host not in found.people:
            continue
        asker, host = found.people[one.asker].peer, found.people[one.host].peer
        plain = fit(asker, host, Settled(), known)
        shown.append(
            Line(one.asker, one.host, plain, one.decision, plain.likeness == 0, (one.asker, one.host) in held)
        )
    return tuple(shown)


def matter(found: Fit, asks: tuple[str, ...]) -> str:
    """What the two would talk about: what both know, else what the host has a move against, else what is asked first;
    "" where nothing is asked."""
    by_move = tuple(code for code, _ in found.by_move)
    return next(iter((*found.shared, *by_move, *asks)), "")


def rules(house: House, camp: str) -> tuple[Wish, ...]:
    """What the facilitator has settled, oldest first."""
    found = house.store.read(lambda connection: pairings.wishes(connection, camp))
    return tuple(one for one in found if one.kind in RULES)
