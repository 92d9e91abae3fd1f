"""The questions of an exercise and their answers. One definition serves phone, desk and paper."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from enum import StrEnum

# A question's answer as stored: plain JSON, shaped by the kind (see exercises.steps).
Payload = dict[str, object]


class StepKind(StrEnum):
    """The closed vocabulary of step kinds; a new exercise never needs a new one."""

    SAY = "say"
    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"
    CARDS = "cards"
    CLUSTER = "cluster"
    DOTS = "dots"
    STANCE = "stance"
    ROSTER = "roster"
    TIES = "ties"
    PLACE = "place"
    LOG = "log"
    ROWS = "rows"
    MATCH = "match"
    REVIEW = (
        "review"  # made by the program, never written in a file: what was answered, before it is handed in
    )


class Confidence(StrEnum):
    """How sure the rater is of a level."""

    SURE = "sure"
    UNSURE = "unsure"


class Started(StrEnum):
    """Who started the example a rater gives."""

    RESIDENTS = "residents"
    SUPPORTER = "supporter"
    COMMITTEE = "committee"


class Ends(StrEnum):
    """Whose ties are asked about."""

    MINE = "mine"  # mine with each of them
    OTHERS = "others"  # among any two of them


class ColumnKind(StrEnum):
    """What a column of rows holds."""

    TEXT = "text"
    DATE = "date"
    PERSON = "person"  # of the room, or somebody else by name


@dataclass(frozen=True)
class OptionStructure:
    """One option, without its wording. `code` is stored; a column may list its own `choices`."""

    code: str
    _: KW_ONLY
    choices: tuple[OptionStructure, ...] = ()
    column: ColumnKind = ColumnKind.TEXT
    within: int | None = None  # days within which a date is asked for
    after: int | None = None  # days after which a date may be, at the soonest


@dataclass(frozen=True)
class Option(OptionStructure):
    """One option in one language: `label` is shown, `help` explains, `group` is its heading in a long list."""

    label: str
    help: str = ""
    _: KW_ONLY
    choices: tuple[Option, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class QuestionStructure:
    """The smallest unit that is answered on its own, without its wording: enough to parse a posted form.

    `id` is `<step of the exercise>` or `<step>.<item>` where one step asks about several items
    (`rate.D1` … `rate.D10`).
    """

    id: str
    kind: StepKind
    _: KW_ONLY
    options: tuple[OptionStructure, ...] = ()  # levels, choices, columns of rows
    required: bool = True
    min_items: int = 0
    max_items: int = 1
    max_chars: int = 200
    anonymous: bool = False  # its answers are stored without a seat
    ordered: bool = False  # a multiple choice whose first answer weighs most
    evidence: bool = False  # a scale that also takes confidence, last time, who started it
    event: bool = False  # … and asks for them at once, not only where the review calls for it
    # A scale read upwards from level 1; 0 is where not all of level 1 is true. The `choices` of its options are the parts
    # of a level, ticked one by one; an option's `help` is the time it speaks of.
    climb: bool = False
    hypothesis: frozenset[str] = frozenset()  # option codes that are a working hypothesis
    vignette: str = ""  # the story a scale rates instead of the own community
    # Whom a roster or ties may name: people and groups of the map by code; whom a column of rows may name: people of
    # the room. Their names are data, only `help` is wording and left out here.
    people: tuple[Option, ...] = ()
    ends: Ends = Ends.MINE
    # What a cluster groups and dots are placed on: collected before, so it is data as well. Options where the file
    # lists its own.
    items: tuple[Option, ...] = ()
    max_each: int = 0  # dots on one item at most; 0: as many as there are


@dataclass(frozen=True)
class Question(QuestionStructure):
    """A question in one language: its structure and the words a page shows."""

    prompt: str
    help: str = ""
    _: KW_ONLY
    options: tuple[Option, ...] = ()
    past: tuple[Option, ...] = ()  # columns of an earlier version: read in its answers, asked no more
    story_title: str = ""
    story: str = ""

    @property
    def columns(self) -> dict[str, Option]:
        """Every column an answer may have, by code."""
        return {one.code: one for one in (*self.options, *self.past)}


@dataclass(frozen=True)
class Answer:
    """One person's answer to one question; the log is append-only.

    `late` came after the step was frozen or closed; `again` replaced an earlier answer of the same person. Answers to
    questions without a seat (`QuestionStructure.anonymous`) have no seat, no time, and a number that tells no order.
    """

    number: int  # order of arrival in the database, where there is a seat
    key: str
    seat: str  # "" where none is stored
    step: str
    question: str
    payload: Payload
    at: datetime | None  # None where none is stored
    late: bool
    again: bool
    person: str = (
        ""  # where no seat is stored: the same on all the stances of one person, if they gave every one
    )


@dataclass(frozen=True)
class Draft:
    """What a seat has typed but not submitted; without seat and time for a question that is answered without a seat."""

    seat: str
    step: str
    question: str
    key: str
    payload: Payload
    at: datetime | None
