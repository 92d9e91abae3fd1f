"""Schema of what the sample camp has recorded over time: invented ladders, small grants and directions, in both languages.

Days count back from the day the sample is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.base.content import Strict, Words, load
from workshop.model.direction import LATEST, SOONEST, CameTrue, Condition
from workshop.model.grant import Handing, MoneyKind
from workshop.model.ladder import Climber, Giver, Need, ToldWhere

DaysAgo = Annotated[int, Field(ge=0)]
Fen = Annotated[int, Field(ge=0)]


class SampleRung(Strict):
    """One rung of a sample ladder."""

    days_ago: DaysAgo
    kind: str
    what: Words
    needs: tuple[tuple[Need, Giver], ...]
    told: ToldWhere
    told_days_ago: DaysAgo | None = None
    wish: Words | None = None


class SampleLadder(Strict):
    """A sample ladder; `community` counts the sample's communities from 0."""

    community: Annotated[int, Field(ge=0)]
    climber: Climber
    name: Words
    rungs: tuple[SampleRung, ...]


class SampleMoney(Strict):
    """A line of a sample grant's account."""

    kind: MoneyKind
    fen: Annotated[int, Field(gt=0)]
    days_ago: DaysAgo


class SampleGrant(Strict):
    """A sample grant, sums in fen."""

    community: Annotated[int, Field(ge=0)]
    group: Words
    what: Words
    need: Fen
    asked: Fen
    project: Fen | None = None
    own: Fen
    handing: Handing
    promised_days_ago: DaysAgo | None = None
    lays_out: Words | None = None
    money: tuple[SampleMoney, ...]


class SampleLook(Strict):
    """What was seen so many days after a sample direction was written."""

    after: Annotated[int, Field(ge=1)]
    outcome: CameTrue
    evidence: Words


class SampleDirection(Strict):
    """A sample direction, written in the earlier camp or in this one, to be looked at after so many `days`. `because`
    counts the camp's principle cards from 0.
    """

    community: Annotated[int, Field(ge=0)]
    earlier: bool = False
    condition: Condition
    rung: Words
    circle: Words
    lead: Words
    sign: Words
    days: Annotated[int, Field(ge=SOONEST.days, le=LATEST.days)]
    because: tuple[int, ...] = ()
    look: SampleLook | None = None


class SampleRecords(Strict):
    """The whole file."""

    ladders: tuple[SampleLadder, ...]
    grants: tuple[SampleGrant, ...]
    directions: tuple[SampleDirection, ...] = ()


def load_records(path: Path) -> SampleRecords:
    """The file, checked. Raises ContentError (several as SeveralErrors)."""
    return load(path, SampleRecords)
