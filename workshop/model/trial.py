"""What somebody told later who wanted to try what a card told of: a trial, the only kind that counts for a pattern.

It is asked for 30 and 90 days after the person said they would try. Told words are only ever added; the newest counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshop.model.case import Outcome

DAYS = (30, 90)


class Did(StrEnum):
    """Whether it was tried."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    OTHER = "other"  # something else instead: worth telling, and no trial of this


TRIED = frozenset({Did.YES, Did.PARTLY})


class Way(StrEnum):
    """How it was told."""

    SELF = "self"
    TELEPHONE = "telephone"
    VISIT = "visit"


@dataclass(frozen=True)
class TrialReport:
    """What is told at one time. `outcome` is None unless it was tried; `consent`: others may learn from it, as a count."""

    did: Did
    outcome: Outcome | None = None
    happened: str = ""
    different: str = ""
    consent: bool = False


@dataclass(frozen=True)
class Word:
    """What was told, kept. `due` is the question it answers, 30 or 90; `teller` who said it, empty for their own phone."""

    number: int
    suggestion: str
    due: int
    said: TrialReport
    way: Way
    teller: str
    at: datetime

    @property
    def decided(self) -> bool:
        """Whether there is nothing to wait for: it was done or given up, and what came of it can be seen."""
        return self.said.did is not Did.NOT_YET and self.said.outcome is not Outcome.TOO_EARLY
