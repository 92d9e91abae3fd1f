"""A groups' sharing meeting (自组织生活会): planned, held, minuted.

Somebody who has acted tells it; others voice their doubts; each doubt is answered out of experience and is settled,
partly settled or still open. What is open is what the next meeting begins with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workshop.model.dialogue import Resolved
from workshop.model.names import fold


class Answerer(StrEnum):
    """Who answered a doubt: the roles of the exercise first-mover-circle."""

    MOVER = "mover"  # somebody who has done it
    NEIGHBOUR = "neighbour"
    WORKER = "worker"
    HOST = "host"


@dataclass(frozen=True)
class CircleDoubt:
    """A doubt: expected before the meeting, or minuted at it. `settled` None: nobody has asked yet."""

    text: str
    obstacle: str = ""  # the obstacle behind it (O1 …), "" where nobody said
    raised_by: str = ""  # nickname or code; "" where it was voiced without a name
    answerer: Answerer | None = None
    answered_by: str = ""  # nickname or code
    answer: str = ""
    settled: Resolved | None = None

    @property
    def open(self) -> bool:
        return self.settled is not Resolved.YES


@dataclass(frozen=True)
class CircleTry:
    """Somebody who now wants to try, and the small step."""

    who: str
    step: str = ""


@dataclass(frozen=True)
class Circle:
    """A meeting as it stands. `held` is False while it is planned; `source` is the camp's step it was taken from."""

    day: date
    teller: str = ""
    story: str = ""  # what is told, in one line
    doubts: tuple[CircleDoubt, ...] = ()
    tries: tuple[CircleTry, ...] = ()
    held: bool = False
    source: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Everybody named in it."""
        named = (
            self.teller,
            *(one.raised_by for one in self.doubts),
            *(one.answered_by for one in self.doubts),
            *(one.who for one in self.tries),
        )
        return frozenset(name for name in named if name)


def with_doubt(circle: Circle, doubt: CircleDoubt, instead_of: int | None = None) -> Circle:
    """The meeting with another doubt, or with the doubt at a place worded anew."""
    doubts = list(circle.doubts)
    if instead_of is None or not 0 <= instead_of < len(doubts):
        doubts.append(doubt)
    else:
        doubts[instead_of] = doubt
    return replace(circle, doubts=tuple(doubts))


def with_try(circle: Circle, one: CircleTry) -> Circle:
    """The meeting with somebody who wants to try; the same person's step is replaced."""
    others = tuple(before for before in circle.tries if fold(before.who) != fold(one.who))
    return replace(circle, tries=(*others, one))


def without_names(circle: Circle) -> Circle:
    """The meeting as it may be printed and exported: in roles, nobody under a name."""
    return replace(
        circle,
        teller="",
        doubts=tuple(replace(one, raised_by="", answered_by="") for one in circle.doubts),
        tries=tuple(CircleTry("", one.step) for one in circle.tries),
    )


@dataclass(frozen=True)
class CircleLine:
    """A meeting and which version of its minutes that is."""

    id: str
    community: str
    number: int
    circle: Circle


def in_order(lines: Iterable[CircleLine]) -> tuple[CircleLine, ...]:
    """Oldest meeting first."""
    return tuple(sorted(lines, key=lambda one: (one.circle.day, one.number)))


def open_doubts(circles: Iterable[CircleLine]) -> tuple[CircleDoubt, ...]:
    """What the next meeting begins with: doubts of meetings held that the last one to speak of them did not settle."""
    newest: dict[str, CircleDoubt] = {}
    for line in in_order(circles):
        if line.circle.held:
            for doubt in line.circle.doubts:
                newest[fold(doubt.text)] = doubt
    return tuple(doubt for doubt in newest.values() if doubt.open)


def who_want_to_try(circles: Iterable[CircleLine]) -> tuple[tuple[CircleTry, date], ...]:
    """Everybody who said at a meeting that they want to try, with the day they said it last."""
    newest: dict[str, tuple[CircleTry, date]] = {}
    for line in in_order(circles):
        if line.circle.held:
            for one in line.circle.tries:
                newest[fold(one.who)] = (one, line.circle.day)
    return tuple(newest.values())
