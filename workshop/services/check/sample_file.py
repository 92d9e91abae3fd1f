"""Schema of the sample camp's file: invented communities, people, groups and sayings, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from workshop.base.content import Strict, Words, load
from workshop.model.camp import Role
from workshop.model.step import Started

Level = Annotated[int, Field(ge=0, le=3)]
Levels = Annotated[tuple[Level, ...], Field(min_length=10, max_length=10)]
# How a sample map hangs together: through the supporters, in groups that hardly meet, in groups with some people
# in both, or by itself.
Pattern = Literal["star", "clusters", "bridged", "web"]


class Former(Strict):
    """A person who rated in the earlier camp and is not in the current one."""

    nickname: Words
    role: Role


class SampleCommunity(Strict):
    """An invented community. `levels` are where people there tend to place D1 … D10.

    `earlier`: where they placed them half a year ago, if they took part; `left`: who rated then and not now.
    """

    name: Words
    setting: str
    committee_support: Level
    familiarity: Level
    households: int
    groups: Annotated[int, Field(ge=3, le=12)]
    residents: Annotated[int, Field(ge=15, le=60)]
    buildings: Annotated[int, Field(ge=2, le=9)]
    ties: Pattern
    levels: Levels
    earlier: Levels | None = None
    left: tuple[Former, ...] = ()
    obstacles: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    people: Annotated[tuple[Role, ...], Field(min_length=1)]
    unanswered: Annotated[float, Field(ge=0, lt=0.4)]


class Interest(Strict):
    """A group's activity and what its people are called."""

    group: Words
    person: Words
    purpose: str


class SampleEvent(Strict):
    """An example given for a level, and who started it that time."""

    level: Level
    started: Started
    when: Words
    text: Words


class Saying(Strict):
    """Something a participant writes."""

    text: Words


class Promise(Strict):
    """An invented commitment."""

    what: Words
    first_step: Words
    sign: Words
    with_whom: Words


class Earlier(Strict):
    """The camp half a year before."""

    title: Words
    recipe: str


class SampleFile(Strict):
    """The whole file. `silent` is the dimension residents often say they do not know.

    `strict` and `generous` are the English nicknames of the two raters known to be severe and lenient.
    """

    title: Words
    recipe: str
    silent: str
    strict: str
    generous: str
    earlier: Earlier
    nicknames: tuple[Words, ...]
    communities: tuple[SampleCommunity, ...]
    interests: Annotated[tuple[Interest, ...], Field(min_length=12)]
    evidence: tuple[SampleEvent, ...]
    sayings: Annotated[tuple[Saying, ...], Field(min_length=1)]
    commitments: Annotated[tuple[Promise, ...], Field(min_length=1)]


def load_sample(path: Path) -> SampleFile:
    """The tables, checked. Raises ContentError (several as SeveralErrors)."""
    return load(path, SampleFile)
