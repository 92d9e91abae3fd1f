"""A case of growing self-organisation as told in a camp (eight questions) or documented from sources.

Before, moves, after, limits, evidence, source; and a submission with how far its review has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshop.base.text import Language


class Outcome(StrEnum):
    """The outcome for an obstacle."""

    PASSED = "passed"
    PARTLY = "partly"
    NOT = "not"
    TOO_EARLY = "too_early"


class Grade(StrEnum):
    """The reliability of a case's source."""

    A = "A"  # primary or scholarly
    B = "B"  # press or official, traceable
    C = "C"  # reposted, original not traced: unverified


class Evidence(StrEnum):
    """The evidence for the outcome."""

    A = "A"  # one person's or party's word
    B = "B"  # own records
    C = "C"  # confirmed by others or a visit
    D = "D"  # still so six months or more after support ended


class Origin(StrEnum):
    """How a case came into the case base."""

    PARTICIPANT = "participant"  # told at a camp by a participant
    DESK = "desk"  # retold by us from published sources
    IMPORTED = "imported"  # taken over from another collection, under its licence


class Visibility(StrEnum):
    """Who may read a case."""

    ROOM = "room"
    CAMP = "camp"
    PUBLIC = "public"


@dataclass(frozen=True)
class CaseSource:
    """Where a case was read."""

    reference: str
    grade: Grade


@dataclass(frozen=True)
class Move:
    """Something people did against an obstacle. `needs` are asset codes without which it cannot be copied as it was.

    `month` counts from the start of the work. `against` are the obstacles it was meant for; the `lead` move is the main
    one (one a case).
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
class CaseStep:
    """What somebody stuck at `against` can do first towards the move. It gets the assets in `done`: who has all of them
    has taken it already."""

    against: str
    move: str
    text: str
    done: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LifeEntry:
    """One line of a case's timeline, in order of happening.

    `month` counts from the start of the work (0 is before it), `until` ends a stretch of months; `when` is a
    calendar date as exact as it is known ("2003", "2003-12", "2015-11-16"). All None: only the order is known.
    """

    text: str
    month: int | None = None
    until: int | None = None
    when: str | None = None
    groups: int | None = None  # how many groups there were then


@dataclass(frozen=True)
class Wording:
    """A case in the words of one language, as far as it is found or told apart by words."""

    stuck: str
    title: str
    place: str
    result: str
    moves: tuple[str, ...]


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
    outcomes: tuple[tuple[str, Outcome], ...]  # obstacle -> outcome
    result: str
    evidence: Evidence
    limits: str
    first_steps: tuple[CaseStep, ...]
    question: str  # to ask the people of the case
    sources: tuple[CaseSource, ...]
    vocabulary: int = 1
    unit: str = ""  # what it is, where it is more or less than one community: "a county of 186 villages"
    life: tuple[LifeEntry, ...] = ()
    reading: str = ""
    # The state afterwards, as far as it is known.
    stage_after: str | None = None
    groups_after: int | None = None
    groups_active: int | None = None
    months_to_pass: int | None = None
    would_not_repeat: str = ""
    would_not_work_without: frozenset[str] = frozenset()  # assets
    origin: Origin = Origin.DESK
    licence: str = ""  # of an imported case
    consent: bool = False  # the teller agreed to its being shown
    contact_ok: bool = False  # the teller agreed to be named and asked
    visibility: Visibility = Visibility.PUBLIC
    in_every_language: tuple[Wording, ...] = ()  # () where there is only the one it was told in

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Its words in every language there is, in a fixed order. What is found by words is found by these, so that it
        does not change with the language of the screen."""
        own = Wording(
            self.stuck, self.title, self.place, self.result, tuple(move.text for move in self.moves)
        )
        return self.in_every_language or (own,)

    def step_against(self, obstacle: str, move: str) -> str:
        """The first step in words towards a move against an obstacle; "" where the case gives none."""
        steps = [step for step in self.first_steps if step.against == obstacle]
        return next((step.text for step in steps if step.move == move), steps[0].text if steps else "")

    @property
    def unverified(self) -> bool:
        """Whether the story rests on a source whose original was not traced."""
        return bool(self.sources) and self.sources[0].grade is Grade.C


@dataclass(frozen=True)
class Asker:
    """A request for suggestions; None is unknown, never 0. `assets` None is not asked, empty is "we have none of
    these"."""

    stage: str | None = None
    setting: str | None = None
    committee_support: int | None = None
    familiarity: int | None = None
    households: int | None = None
    groups: int | None = None
    obstacles: tuple[str, ...] = ()  # first weighs most
    assets: frozenset[str] | None = None
    words: str = ""


class SubmissionState(StrEnum):
    """The state of a submission in its review."""

    DRAFT = "draft"  # only the teller sees it
    SUBMITTED = "submitted"  # waiting for review
    NEEDS_INFO = "needs_info"  # one question went back to the teller
    PUBLISHED = "published"
    MERGED = "merged"  # a duplicate of another one, which stands for both
    REJECTED = "rejected"
    RETIRED = "retired"


class SubmissionEvent(StrEnum):
    """What was done with a submission; each is a line in its log, kept as long as the case."""

    STARTED = "started"
    SUBMITTED = "submitted"
    DESCRIBED = "described"  # title, limits and the like were written at the desk
    ASKED = "asked"  # one question to the teller, in the note
    ANSWERED = "answered"
    PUBLISHED = "published"
    MERGED = "merged"  # the note is the id of the case it went into
    REJECTED = "rejected"  # the note is the reason
    UNDONE = "undone"  # the note is what was undone
    ASKED_WIDER = "asked_wider"  # the note is the visibility asked for
    WIDENED = "widened"
    DECLINED = "declined"
    NARROWED = "narrowed"
    RECONFIRMED = "reconfirmed"
    RETIRED = "retired"


@dataclass(frozen=True)
class StoryMove:
    """One move of a submission: a code, the teller's own words, who did it."""

    code: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class StoryDraft:
    """The answers given so far. None is not known, never 0. The last five are written at the desk, with the person."""

    stuck: str = ""
    obstacles: tuple[str, ...] = ()  # first weighs most
    setting: str | None = None
    committee_support: int | None = None
    familiarity: int | None = None
    households: int | None = None
    groups: int | None = None
    moves: tuple[StoryMove, ...] = ()
    outcomes: tuple[tuple[str, Outcome], ...] = ()
    result: str = ""
    not_again: str = ""
    without: tuple[str, ...] = ()  # assets
    without_words: str = ""
    first_step: str = ""
    question: str = ""
    title: str = ""
    period: str = ""
    stage: str | None = None
    why: str = ""
    limits: str = ""


@dataclass(frozen=True)
class Submission:
    """A submission in its current state. `consent` names the text last agreed to, "" before any."""

    id: str
    camp: str
    seat: str | None
    community: str | None
    state: SubmissionState
    visibility: Visibility
    consent: str
    contact_ok: bool
    language: Language
    telling: StoryDraft
    revision: int
    at: datetime


@dataclass(frozen=True)
class SubmissionLine:
    """One line in the log of a submission."""

    number: int
    case: str
    what: SubmissionEvent
    note: str
    by: str
    at: datetime
