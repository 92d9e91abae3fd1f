"""A documented case of growing self-organisation: before, moves, after, limits, evidence, source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an obstacle."""

    PASSED = "passed"
    PARTLY = "partly"
    NOT = "not"
    TOO_EARLY = "too_early"


class Grade(StrEnum):
    """How well a case's source can be relied on."""

    A = "A"  # primary or scholarly
    B = "B"  # press or official, traceable
    C = "C"  # reposted, original not traced: unverified


class Evidence(StrEnum):
    """What stands behind the outcome."""

    A = "A"  # told by one side
    B = "B"  # own records
    C = "C"  # confirmed by others or a visit
    D = "D"  # still so six months or more after support ended


@dataclass(frozen=True)
class Source:
    """Where a case was read."""

    reference: str
    grade: Grade


@dataclass(frozen=True)
class Move:
    """Something somebody did. `needs` are asset codes without which it cannot be copied as it was."""

    code: str
    text: str
    by: str = ""
    month: int | None = None
    cost_yuan: int | None = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """One case in one language. `stage` is the stage it was leaving ("0", "1.0", "2.0"); None is not known, never 0."""

    id: str
    title: str
    place: str
    period: str
    stage: str
    setting: str | None
    committee_support: int | None
    familiarity: int | None
    households: int | None
    groups: int | None
    obstacles: tuple[str, ...]  # first weighs most
    assets: frozenset[str]
    stuck: str  # where they were stuck, at most 60 characters on a card
    story: str
    moves: tuple[Move, ...]
    mechanism: str
    outcomes: tuple[tuple[str, Outcome], ...]  # obstacle -> what became of it
    result: str
    evidence: Evidence
    limits: str
    first_step: str
    question: str  # to ask the people of the case
    sources: tuple[Source, ...]
    vocabulary: int = 1


@dataclass(frozen=True)
class Asker:
    """Who asks for suggestions; None is unknown, never 0."""

    stage: str | None = None
    setting: str | None = None
    committee_support: int | None = None
    familiarity: int | None = None
    households: int | None = None
    groups: int | None = None
    obstacles: tuple[str, ...] = ()
    assets: frozenset[str] = frozenset()
    words: str = ""
