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


class Origin(StrEnum):
    """How a case came into the case base."""

    PARTICIPANT = "participant"  # told at a camp by somebody who was there
    DESK = "desk"  # retold by us from published sources
    IMPORTED = "imported"  # taken over from another collection, under its licence


class Visibility(StrEnum):
    """Who may read a case."""

    ROOM = "room"
    CAMP = "camp"
    PUBLIC = "public"


@dataclass(frozen=True)
class Source:
    """Where a case was read."""

    reference: str
    grade: Grade


@dataclass(frozen=True)
class Move:
    """Something somebody did. `needs` are asset codes without which it cannot be copied as it was.

    `month` counts from the start of the work. `against` are the obstacles it was meant for; the `lead`
    move is the one the case is told for (one a case).
    """

    code: str
    text: str
    by: str = ""
    month: int | None = None
    cost_yuan: int | None = None
    needs: frozenset[str] = frozenset()
    against: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True)
class LifeEntry:
    """One line in the life of a case, in order of happening.

    `month` counts from the start of the work (0 is before it), `until` ends a stretch of months; `when` is a
    calendar date as exact as it is known ("2003", "2003-12", "2015-11-16"). All None: only the order is known.
    """

    text: str
    month: int | None = None
    until: int | None = None
    when: str | None = None
    groups: int | None = None  # how many groups there were then


@dataclass(frozen=True)
class Case:
    """One case in one language. `stage` is the stage it was leaving ("0", "1.0", "2.0"); None is not known, never 0.

    `reading` says what in the codes is our own reading rather than the source's words. The first source is the one
    the story rests on. `outcomes` leaves out an obstacle of which the source does not say what became.
    """

    id: str
    title: str
    place: str
    period: str
    stage: str | None
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
    life: tuple[LifeEntry, ...] = ()
    reading: str = ""
    # What it was like afterwards, as far as it is told.
    stage_after: str | None = None
    groups_after: int | None = None
    groups_active: int | None = None
    months_to_pass: int | None = None
    would_not_repeat: str = ""
    would_not_work_without: frozenset[str] = frozenset()  # assets
    origin: Origin = Origin.DESK
    licence: str = ""  # of an imported case
    consent: bool = False  # of whoever told it, to its being shown
    contact_ok: bool = False  # and to being named and asked
    visibility: Visibility = Visibility.PUBLIC

    @property
    def unverified(self) -> bool:
        """Whether the story rests on a source whose original was not traced."""
        return bool(self.sources) and self.sources[0].grade is Grade.C


@dataclass(frozen=True)
class Asker:
    """Who asks for suggestions; None is unknown, never 0. `assets` None is not asked, empty is "we have none of these"."""

    stage: str | None = None
    setting: str | None = None
    committee_support: int | None = None
    familiarity: int | None = None
    households: int | None = None
    groups: int | None = None
    obstacles: tuple[str, ...] = ()  # first weighs most
    assets: frozenset[str] | None = None
    words: str = ""
