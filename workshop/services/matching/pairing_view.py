"""A pairing for display: why each pair was matched, the asker's decision, and the facilitator's constraints."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.learning.matching.fit import Fit, fit
from workshop.model.matching import Settled
from workshop.services.app.context import AppContext
from workshop.services.matching.pairing import CurrentPairing, known_remedies
from workshop.services.matching.pairing_people import LOCKED, RULES
from workshop.store import pairings
from workshop.store.pairings import PairingInput


@dataclass(frozen=True)
class PairLine:
    """One pair. `presumed`: the host has not offered help with this; their community is further on."""

    asker: str
    host: str
    fit: Fit
    decision: str
    presumed: bool
    locked: bool


def lines(context: AppContext, current_pairing: CurrentPairing) -> tuple[PairLine, ...]:
    """Every valid pair, by asker, best first."""
    known = known_remedies(context)
    held = {
        (pair_row.seat, pair_row.other)
        for pair_row in rules(context, current_pairing.kept.camp)
        if pair_row.kind == LOCKED
    }
    pair_lines = []
    for pair_row in current_pairing.standing:
        if pair_row.asker not in current_pairing.people or pair_row.host not in current_pairing.people:
            continue
        asker, host = current_pairing.people[pair_row.asker].peer, current_pairing.people[pair_row.host].peer
        plain = fit(asker, host, Settled(), known)
        pair_lines.append(
            PairLine(
                pair_row.asker,
                pair_row.host,
                plain,
                pair_row.decision,
                plain.likeness == 0,
                (pair_row.asker, pair_row.host) in held,
            )
        )
    return tuple(pair_lines)


def matter(pair_fit: Fit, asks: tuple[str, ...]) -> str:
    """What the two would talk about: what both know, or what the host has a move against, or what is asked
    first.

    "" where nothing is asked.
    """
    by_move = tuple(code for code, _ in pair_fit.by_move)
    return next(iter((*pair_fit.shared, *by_move, *asks)), "")


def rules(context: AppContext, camp: str) -> tuple[PairingInput, ...]:
    """The facilitator's constraints, oldest first."""
    found = context.store.read(lambda connection: pairings.inputs(connection, camp))
    return tuple(one for one in found if one.kind in RULES)
