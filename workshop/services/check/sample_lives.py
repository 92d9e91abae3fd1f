"""Schema of the sample's groups, working time and sharing meetings: invented, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.base.content import Strict, Words, load
from workshop.model.community.circle import Answerer
from workshop.model.community.groups import Benefit, GroupEnd, GroupKind, SaidBy
from workshop.model.community.work_time import Spender, TimeUnit
from workshop.model.dialogue import Resolved
from workshop.model.step import Started

MonthsAgo = Annotated[int, Field(ge=0, le=120)]


class SampleGroup(Strict):
    """A sample group; months count back."""

    name: Words
    kind: GroupKind
    benefit: Benefit
    born: MonthsAgo | None = None
    started: Started | None = None
    seen: MonthsAgo | None = None
    seen_by: SaidBy | None = None
    registered: MonthsAgo | None = None
    ended: MonthsAgo | None = None
    end: GroupEnd | None = None
    into: Words | None = None
    reason: Words | None = None


class SampleTime(Strict):
    """One person's months in one unit, the oldest first, last month last."""

    spender: Spender
    unit: TimeUnit
    amounts: Annotated[tuple[float, ...], Field(min_length=1)]


class SampleDoubt(Strict):
    """A doubt, and who answered it."""

    text: Words
    obstacle: str = ""
    answerer: Answerer | None = None
    answer: Words | None = None
    settled: Resolved | None = None


class SampleTry(Strict):
    """Somebody who wants to try."""

    who: Words
    step: Words


class SampleCircle(Strict):
    """A sharing meeting; a negative number of days is still to come."""

    days_ago: int
    held: bool
    teller: Words
    story: Words
    doubts: tuple[SampleDoubt, ...] = ()
    tries: tuple[SampleTry, ...] = ()


class SampleLives(Strict):
    """The whole file: all of one community, counted from 0."""

    community: Annotated[int, Field(ge=0)]
    groups: tuple[SampleGroup, ...]
    time: tuple[SampleTime, ...]
    circles: tuple[SampleCircle, ...]


def load_lives(path: Path) -> SampleLives:
    """The file, checked. Raises ContentError (several as SeveralErrors)."""
    return load(path, SampleLives)
