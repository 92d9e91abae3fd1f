"""A case somebody in a camp tells: what they say in eight questions, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshop.model.case import Outcome, Visibility
from workshop.text import Language


class CaseState(StrEnum):
    """How far a told case has come."""

    DRAFT = "draft"  # only the teller sees it
    SUBMITTED = "submitted"  # handed in, to be read
    NEEDS_INFO = "needs_info"  # one question went back to the teller
    PUBLISHED = "published"
    MERGED = "merged"  # tells the same as another one, which stands for both
    REJECTED = "rejected"
    RETIRED = "retired"


class CaseEvent(StrEnum):
    """What was done with a told case; each is a line that stays as long as the case does."""

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
class ToldMove:
    """Something they did: a code, their own words, who did it."""

    code: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class Telling:
    """What is told so far. None is not known, never 0. The last five are written at the desk, with the person."""

    stuck: str = ""
    obstacles: tuple[str, ...] = ()  # first weighs most
    setting: str | None = None
    committee_support: int | None = None
    familiarity: int | None = None
    households: int | None = None
    groups: int | None = None
    moves: tuple[ToldMove, ...] = ()
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
class ToldCase:
    """A told case as it stands. `consent` names the text last agreed to, "" before any."""

    id: str
    camp: str
    seat: str | None
    community: str | None
    state: CaseState
    visibility: Visibility
    consent: str
    contact_ok: bool
    language: Language
    telling: Telling
    revision: int
    at: datetime


@dataclass(frozen=True)
class CaseLine:
    """One line in the life of a told case."""

    number: int
    case: str
    what: CaseEvent
    note: str
    by: str
    at: datetime
