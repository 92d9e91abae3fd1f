"""A sample person with a seat, and the clock by which everything in the sample happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from workshop.model.camp import Seat
from workshop.sample.sample_answers import SamplePerson


@dataclass(frozen=True)
class SampleGuest:
    """A sample person: their seat, who they are, and a random generator of their own."""

    seat: Seat
    token: str
    person: SamplePerson
    chance: Random


@dataclass
class SampleClock:
    """A simulated time in the past that never passes `end`, the present."""

    time: datetime
    end: datetime

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.time = min(self.time + timedelta(seconds=seconds), self.end)

    def until(self, before_end: float) -> None:
        """Let time pass until so many seconds before the present."""
        self.time = max(self.time, self.end - timedelta(seconds=before_end))
