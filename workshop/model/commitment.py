"""A commitment and what became of it: what somebody will do, whom they asked to be their witness, and what they said 7, 30
and 90 days after the camp. What is said is only ever added; the newest on the latest question counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workshop.base.local_time import local_day
from workshop.model.camp import Seat
from workshop.model.trial import Way

PULSES = (7, 30, 90)  # days after the camp's last day


class Became(StrEnum):
    """What has become of a commitment."""

    KEPT = "kept"
    CHANGED = "changed"  # something else came of it
    DROPPED = "dropped"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Pulse:
    """What somebody says on one of the days. `stands` is the stage their community is at now, by their own view."""

    became: Became
    evidence: str = ""
    helped: str = ""  # or what was in the way
    stands: str = ""
    following: str = ""


@dataclass(frozen=True)
class Heard:
    """How a pulse reached us that its owner did not type: who said it, and who wrote it down."""

    way: Way
    teller: str
    by: str


@dataclass(frozen=True)
class PulseWord:
    """A stored pulse. `due` is the question it answers; `place` says which commitment of the seat; `heard` is None for the
    owner's own typing."""

    number: int
    seat: str
    place: str
    due: int
    said: Pulse
    at: datetime
    heard: Heard | None = None

    @property
    def decided(self) -> bool:
        """Whether nothing is left to wait for."""
        return self.said.became is not Became.NOT_YET


@dataclass(frozen=True)
class WitnessReply:
    """What somebody who was asked to be a witness said."""

    number: int
    seat: str  # whose commitment
    place: str
    witness: str
    accepted: bool
    at: datetime


def place_of(step: str, question: str, row: int) -> str:
    """Which of a seat's commitments a row of an answer is."""
    return f"{step}.{question}.{row}"


@dataclass(frozen=True)
class Commitment:
    """One row of somebody's newest answer to a question that collects commitments.

    `witness` is a seat of the room, None where it is somebody outside, whose name is `witness_name`, or has withdrawn.
    """

    seat: Seat
    step: str
    question: str
    row: int
    cells: Mapping[str, str]
    what: str
    first: str
    sign: str
    day: date | None  # of the first step; None where an earlier version did not ask for one
    witness: Seat | None
    witness_name: str
    at: datetime
    listed: bool  # the exercise lets facilitators see it
    named: bool  # and by name
    within: int | None = None  # days within which the first step was asked for

    @property
    def later(self) -> int:
        """How many days after it was written the first step is to be, where that is later than it was asked for; else 0."""
        if self.day is None or self.within is None:
            return 0
        days = (self.day - local_day(self.at)).days
        return days if days > self.within else 0

    @property
    def place(self) -> str:
        """Which of the seat's commitments it is; stays when its words are changed."""
        return place_of(self.step, self.question, self.row)
