"""The questions an exercise puts, and what may be answered to them. One definition serves phone, desk and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# A question's answer as stored: plain JSON, shaped by the kind (see exercises.steps).
Payload = dict[str, object]


class Kind(StrEnum):
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
    """Who started what a rater gives as an example."""

    RESIDENTS = "residents"
    SUPPORTER = "supporter"
    COMMITTEE = "committee"


class Ends(StrEnum):
    """Whose ties are asked about."""

    MINE = "mine"  # mine with each of them
    OTHERS = "others"  # among any two of them


@dataclass(frozen=True)
class Option:
    """One thing to choose. `code` is stored, `label` shown, `help` explains; a column may list its own `choices`."""

    code: str
    label: str
    help: str = ""
    choices: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Question:
    """The smallest thing that is answered on its own, in one language.

    `id` is `<step of the exercise>` or `<step>.<item>` where one step asks about several items
    (`rate.D1` … `rate.D10`).
    """

    id: str
    kind: Kind
    prompt: str
    help: str = ""
    options: tuple[Option, ...] = ()  # levels of a scale, choices, columns of rows
    required: bool = True
    min_items: int = 0
    max_items: int = 1
    max_chars: int = 200
    anonymous: bool = False
    ordered: bool = False  # a choice of several whose first weighs most
    evidence: bool = False  # a scale that also asks confidence, last time, who started it
    climb: bool = False  # a scale read upwards from level 1; 0 is where not all of level 1 is true
    hypothesis: frozenset[str] = frozenset()  # option codes that are a working hypothesis
    story_title: str = ""  # a scale that rates a story instead of the own community
    story: str = ""
    people: tuple[Option, ...] = ()  # whom a roster or ties may name: people and groups of the map by code
    ends: Ends = Ends.MINE


@dataclass(frozen=True)
class Answer:
    """What one seat said to one question; rows are only ever added.

    `late` came after the step was frozen or closed; `again` replaced an earlier answer of the same seat.
    """

    number: int  # order of arrival in the database
    key: str
    seat: str
    step: str
    question: str
    payload: Payload
    at: datetime
    late: bool
    again: bool


@dataclass(frozen=True)
class Draft:
    """What a seat has typed and not submitted."""

    seat: str
    step: str
    question: str
    key: str
    payload: Payload
    at: datetime
