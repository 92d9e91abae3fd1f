"""People in one room who may help each other, and what the facilitator has settled about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CAPACITY = 4  # askers one host sees
HOSTS = 2  # hosts one asker wants


@dataclass(frozen=True)
class Peer:
    """One person in the room. `asks` are the codes they are stuck at, the first weighs most; `offers` what they can
    share. Empty organisation, community or role, and a stage of None, are not known, never "none".

    `capacity` is how many askers they will see (0: does not host today), `hosts` how many hosts they want.
    """

    id: str
    organisation: str = ""
    community: str = ""
    stage: str | None = None
    asks: tuple[str, ...] = ()
    offers: frozenset[str] = frozenset()
    capacity: int = CAPACITY
    hosts: int = HOSTS
    role: str = ""
    present: bool = True

    def belongs_with(self, other: Peer) -> bool:
        """Whether both are of one organisation or, where one of them names none, of one community."""
        if self.organisation and other.organisation:
            return self.organisation == other.organisation
        return bool(self.community) and self.community == other.community


@dataclass(frozen=True, order=True)
class Pair:
    """Who asks whom."""

    asker: str
    host: str


def both(one: str, other: str) -> frozenset[str]:
    """An unordered pair of people: the key `Settled` uses for those who are apart or have met."""
    return frozenset((one, other))


@dataclass(frozen=True)
class Settled:
    """Constraints that are fixed before anything is computed.

    `locked` pairs stay (accepted by the asker, or set by the facilitator), `vetoed` pairs never come (declined, or
    removed). `apart` are people who are not seated with each other, whoever asks. `met` says how much two people
    have met before, 0 to 1; 1 keeps them from being paired again.
    """

    locked: frozenset[Pair] = frozenset()
    vetoed: frozenset[Pair] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    met: Mapping[frozenset[str], float] = field(default_factory=dict)
