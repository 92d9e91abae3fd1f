"""What is decided before a room is paired."""

from __future__ import annotations

from workshop.model.matching import Pair, Peer, both
from workshop.services.matching.pairing_people import APART, LOCKED, VETOED, PairingPerson, settled
from workshop.store.pairings import PairingInput, PairRow

ROOM = {who: PairingPerson(Peer(who, organisation=f"house of {who}")) for who in ("a", "b", "h")}
LOCK = PairingInput(LOCKED, "a", "h", None)


def test_a_no_is_stronger_than_a_lock() -> None:
    """Whoever declined, or was taken out or put apart, is not sent there by a lock; a yes stands as a lock does."""
    assert settled(ROOM, (LOCK,), ()).locked == {Pair("a", "h")}
    declined = settled(ROOM, (LOCK,), (PairRow("a", "h", 1.0, "declined"),))
    assert (declined.locked, declined.vetoed) == (frozenset(), {Pair("a", "h")})
    assert settled(ROOM, (LOCK, PairingInput(VETOED, "a", "h", None)), ()).locked == frozenset()
    apart = settled(ROOM, (LOCK, PairingInput(APART, "h", "a", None)), ())
    assert (apart.locked, apart.apart) == (frozenset(), {both("a", "h")})
    assert settled(ROOM, (), (PairRow("b", "h", 1.0, "accepted"),)).locked == {Pair("b", "h")}
