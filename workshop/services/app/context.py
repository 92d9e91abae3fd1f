"""Dependencies of every use case: the store, the content, the clock and the random source."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from workshop.model.ballot import BallotPlace
from workshop.model.camp import Seat
from workshop.model.ids import Chance
from workshop.services.app.content import Content
from workshop.store.engine import Store

# UTC without a zone, as the store keeps it.
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC).replace(tzinfo=None)


# Heard of within this time: several times the slowest pace at which an open page asks, also without script.
HERE_FOR = timedelta(seconds=60)


@dataclass(frozen=True, eq=False)
class Presence:
    """When each seat was last heard of by this process: to have joined is not to be there.

    An open page asks every few seconds whether the room has moved on. That is kept in memory only: it is of no use
    after a restart, and a write for every such question would wear out the disk.
    """

    _seen: dict[str, datetime] = field(default_factory=dict)
    _busy: dict[str, datetime] = field(default_factory=dict)

    def seen(self, seat: Seat, at: datetime) -> None:
        """A page of this seat has asked for something."""
        self._seen[seat.id] = at

    def busy(self, seat: Seat, at: datetime) -> None:
        """This seat answers or types where nothing that is stored may say when."""
        self._busy[seat.id] = at

    def worked(self, seat_id: str, wrote: datetime) -> datetime:
        """When the seat last answered or typed; `wrote` is what the database knows of it."""
        return max(wrote, self._busy.get(seat_id, wrote))

    def here(self, seat_id: str, wrote: datetime, now: datetime) -> bool:
        """Whether the seat was heard of lately; `wrote` is what the database knows of it."""
        return now - max(wrote, self._seen.get(seat_id, wrote)) <= HERE_FOR

    def forget(self, seat_id: str) -> None:
        """Somebody has withdrawn."""
        self._seen.pop(seat_id, None)
        self._busy.pop(seat_id, None)


@dataclass(frozen=True, eq=False)
class BallotTables:
    """At which table ballots were given. Kept in memory until enough people there have answered for it to be stored: by a
    table of one answer everybody would know whose it is.
    """

    _marks: dict[tuple[BallotPlace, str], set[str]] = field(default_factory=dict)

    def add(self, place: BallotPlace, table: str, mark: str) -> frozenset[str]:
        """One more ballot of a table; all of them."""
        marks = self._marks.setdefault((place, table), set())
        marks.add(mark)
        return frozenset(marks)


@dataclass(frozen=True, eq=False)
class AppContext:
    """One running installation; hashed by identity, so results computed for it can be cached."""

    store: Store
    content: Content
    now: Clock = utc_now
    chance: Chance = secrets.randbelow
    presence: Presence = field(default_factory=Presence)
    ballot_tables: BallotTables = field(default_factory=BallotTables)
