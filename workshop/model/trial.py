"""Trial reports: what a person who wanted to try a card's advice reported later. Only trials count for a pattern's
rate.

They are asked for 30 and 90 days after the person said they would try. The log is append-only; the newest report
counts.
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
    OTHER = "other"  # something else instead: worth reporting, but no trial of this


TRIED = frozenset({Did.YES, Did.PARTLY})


class Way(StrEnum):
    """How the report was made."""

    SELF = "self"
    TELEPHONE = "telephone"
    VISIT = "visit"


@dataclass(frozen=True)
class TrialReport:
    """One report. `outcome` is None unless it was tried; `consent`: others may learn from it, as a count."""

    did: Did
    outcome: Outcome | None = None
    happened: str = ""
    different: str = ""
    consent: bool = False


@dataclass(frozen=True)
class Word:
    """A stored report. `due` is the question it answers, 30 or 90 days; `teller` who gave it, empty for the own
    phone."""

    number: int
    suggestion: str
    due: int
    said: TrialReport
    way: Way
    teller: str
    at: datetime

    @property
    def decided(self) -> bool:
        """Whether it is final: it was done or given up, and the outcome can be seen."""
        return self.said.did is not Did.NOT_YET and self.said.outcome is not Outcome.TOO_EARLY
