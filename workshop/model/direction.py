"""A community's direction for the coming six to twelve months, and what was seen when it was looked at.

It is the community's own, written together; what one person does within thirty days is a commitment. Versions and looks
are only ever added: the newest that was not taken back counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from workshop.model.camp import Community


class Condition(StrEnum):
    """What the article names as needed for something to sprout; which of them comes next."""

    SITE = "site"  # the two committees agree, neighbours are fairly familiar
    CAPILLARIES = "capillaries"  # concrete people and what they care about are known
    TRUST = "trust"
    SUPPORT = "support"  # help to do something, with a little money
    OWN = "own"  # the residents' own matter: it goes on after the supporter has left


class CameTrue(StrEnum):
    """What a look found."""

    TRUE = "true"
    PARTLY = "partly"
    NOT = "not"
    CHANGED = "changed"  # another direction was taken


# Six to twelve months; below them it is a promise for the coming weeks, see `commitment`.
SOONEST, LATEST = timedelta(days=182), timedelta(days=366)
# After these nothing is left to look at.
SETTLED = frozenset({CameTrue.TRUE, CameTrue.CHANGED})


@dataclass(frozen=True)
class Direction:
    """The words of one version. `lead` is the code of a person of the room, or a name; `because` are the ids of the
    principle cards it rests on. `condition` or `day` are None where a phone left them open.
    """

    condition: Condition | None = None
    rung: str = ""  # of the demonstration ladder
    circle: str = ""  # the first circle: when, and who tells
    lead: str = ""
    day: date | None = None  # of the last look
    sign: str = ""  # what would show that it came true
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class DirectionVersion:
    """One version as it was kept. `seat` is the phone it was written on, empty at the desk; `by` who wrote there."""

    id: str
    community: str  # community id
    said: Direction
    seat: str
    by: str
    at: datetime
    undone: bool = False


@dataclass(frozen=True)
class Look:
    """What was seen on a day at a version. `due` is the look it answers, in days from the version's day."""

    id: str
    about: str  # the version's id
    due: int
    outcome: CameTrue
    evidence: str
    by: str
    at: datetime
    undone: bool = False

    @property
    def decided(self) -> bool:
        """A look is made once; nothing is left to wait for."""
        return True


class DirectionAct(StrEnum):
    """What was done at the desk with a community's direction."""

    WRITE = "write"
    LOOK = "look"
    UNDO = "undo"


@dataclass(frozen=True)
class DirectionEvent:
    """Such an act in its append-only log. `about` names the version that was looked at, or what an undo takes back."""

    number: int
    community: str
    act: DirectionAct
    about: str
    content: Mapping[str, object]
    by: str
    at: datetime

    @property
    def id(self) -> str:
        return f"desk.{self.number}"


def undone(events: Iterable[DirectionEvent]) -> frozenset[str]:
    """The ids of what was taken back. An undo that was itself taken back takes nothing back.

    >>> taken = lambda number, about: DirectionEvent(number, "", DirectionAct.UNDO, about, {}, "", datetime.min)
    >>> sorted(undone([taken(2, "desk.1"), taken(3, "desk.2")]))
    ['desk.2']
    """
    gone: set[str] = set()
    for event in sorted(events, key=lambda one: -one.number):
        if event.act is DirectionAct.UNDO and event.id not in gone:
            gone.add(event.about)
    return frozenset(gone)


@dataclass(frozen=True)
class CommunityDirections:
    """Everything kept about one community's direction, oldest first, what was taken back too."""

    community: Community
    versions: tuple[DirectionVersion, ...]
    looks: tuple[Look, ...]

    @property
    def current(self) -> DirectionVersion | None:
        """What counts: the newest version that stands."""
        return next((one for one in reversed(self.versions) if not one.undone), None)

    def looks_at(self, version: DirectionVersion) -> tuple[Look, ...]:
        """The looks at a version that stand, oldest first."""
        return tuple(one for one in self.looks if one.about == version.id and not one.undone)

    @property
    def latest(self) -> Look | None:
        """The newest look at the version that counts."""
        return (self.looks_at(self.current) or (None,))[-1] if self.current else None
