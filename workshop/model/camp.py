"""A camp, its steps, its seats, and the events of its facilitation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workshop.base.content import Words


class Role(StrEnum):
    """A participant's role in the community; committee, worker and residents see it differently."""

    COMMITTEE = "committee"  # 两委
    SOCIAL_WORKER = "social_worker"  # 社工、社会组织
    GRID_WORKER = "grid_worker"  # 网格员
    RESIDENT_LEADER = "resident_leader"  # 居民骨干
    RESIDENT = "resident"  # 居民
    OTHER = "other"


class StepState(StrEnum):
    """The state of a step; revealed is stored separately."""

    DRAFT = "draft"  # not opened yet
    OPEN = "open"  # answers are taken
    FROZEN = "frozen"  # answers are kept as late
    CLOSED = "closed"  # as frozen, and the room has moved on


class Action(StrEnum):
    """What a facilitator can do to a step, or to the agenda."""

    OPEN = "open"
    FREEZE = "freeze"
    REVEAL = "reveal"
    CLOSE = "close"
    ACCEPT_LATE = "accept_late"  # count the answers that came after the freeze
    EXTEND = "extend"  # give it more minutes, or fewer
    SKIP = "skip"  # leave it out this time; opening it brings it back
    MOVE = "move"  # to another place in the agenda
    CUT = "cut"  # take minutes from several, so that what comes next begins on time
    PLAN = "plan"  # give it other minutes or another fixed time
    ADD = "add"  # put a block without a screen into the agenda
    REMOVE = "remove"  # take it out of the agenda
    SWAP = "swap"  # another exercise in its place
    UNDO = "undo"


@dataclass(frozen=True)
class Camp:
    """One co-creation camp. `invented` marks made-up sample data, shown on every screen."""

    id: str
    code: str
    title: str
    recipe: str
    rubric: str  # id@version the camp's answers are given on
    capacity: int
    made_at: datetime
    invented: bool
    locked: bool  # nobody new may join


@dataclass(frozen=True)
class BlockPlan:
    """What the timetable says about a step: when, in place of what title, what instead if it goes wrong.

    `begins` and `ends` are the clock times of its window, a stretch of time without a meal in it; empty where nobody knows
    them any more. Blocks on different tracks, one after the other in the agenda, run side by side.
    """

    day: int = 0
    begins: str = ""
    ends: str = ""
    track: str = ""
    pin: str = ""  # the clock time it begins at, whatever comes before
    title: Words | None = None  # in place of the exercise's own
    plan_b: Words | None = None
    priority: int = 0  # 1 is shortened first; 0 is shortened last
    planned: int = 0  # its minutes before anybody extended or shortened it

    @property
    def window(self) -> tuple[int, str]:
        return self.day, self.begins


@dataclass(frozen=True)
class CampStep:
    """A block of the agenda. `id` is unique in its camp: the exercise id, with -2, -3 on repeats; `block_1`, `block_2` …
    for what runs without a screen and has no exercise.
    """

    id: str
    position: int
    exercise: str
    exercise_version: int
    minutes: int
    state: StepState = StepState.DRAFT
    revealed: bool = False
    late_accepted: bool = False
    opened_at: datetime | None = None
    skipped: bool = False
    begun_at: datetime | None = None  # opened for the first time; reopening moves `opened_at` only
    closed_at: datetime | None = None
    block: BlockPlan = BlockPlan()

    @property
    def screen(self) -> bool:
        """Whether it runs an exercise; a meal, a talk or a break does not."""
        return self.exercise != ""


@dataclass(frozen=True)
class ControlEvent:
    """A facilitator's action in the append-only log. `seq` counts 1, 2, 3 … within the camp.

    `minutes` is what an extension adds to the step's time, negative where it takes some away; `change` is what an
    action on the agenda changes.
    """

    seq: int
    step: str
    action: Action
    by: str
    at: datetime
    undoes: int | None = None
    minutes: int = 0
    change: Mapping[str, str | int] = field(default_factory=dict)
    table: int = 0  # the one table it is about, counted from 1; 0: the whole room


class RoomAction(StrEnum):
    """What a facilitator can do to the room beside its steps; none of it touches an answer."""

    SHOW = "show"  # choose what the wall shows
    NEW_WALL = "new_wall"  # give the wall a new address and end the old one
    LOCK = "lock"  # let nobody new in
    UNLOCK = "unlock"
    TAKE = "take"  # steer from this device alone
    SHARE = "share"  # let every facilitator's device steer again
    APPROVE = "approve"  # let the wall show somebody's words
    HIDE = "hide"  # keep them off the wall
    LOWER = "lower"  # take words off again that were approved together: they wait as before
    MATCH = "match"  # make the pairs of a step
    UNMATCH = "unmatch"  # take them back
    PARK = "park"  # note a question for later
    DECIDE = "decide"  # note what was decided
    SETTLE = "settle"  # cross a note off
    UNSETTLE = "unsettle"  # bring a crossed-off note back
    NUDGE = (
        "nudge"  # remind those who have not finished the step, in the facilitator's words or the usual ones
    )
    PUT_ASIDE = "put_aside"  # put a seat aside with its answers
    BRING_BACK = "bring_back"  # bring it back
    FREE = "free"  # let a seat card be used again
    NEW_CODE = "new_code"  # give the camp a new join code
    RESEAT = "reseat"  # move somebody to another table for the round that is on


@dataclass(frozen=True)
class RoomEvent:
    """Such an act in its own append-only log. `subject` is what it is about: a view, a device, an answer's number, a note's
    `seq`, a step; `text` is what the facilitator wrote, or what words that were approved together have in common."""

    seq: int
    action: RoomAction
    subject: str
    by: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Community:
    """A participating community, with what suggestions ask about it; None means not asked, never zero."""

    id: str
    camp: str
    name: str
    setting: str | None = None
    committee_support: int | None = None  # 0-3
    familiarity: int | None = None  # 0-3, how well neighbours know each other
    households: int | None = None
    groups: int | None = None


ON_PAPER = "paper "
ALOUD = "aloud "


@dataclass(frozen=True)
class Seat:
    """A participant in the room; `recovery` is printed for the person.

    `secret` is what their phone holds (its cookie). It is nowhere stored, and empty where somebody else looks at the seat:
    only with it can an answer that was stored without a seat be found again.
    """

    id: str
    camp: str
    nickname: str
    community: str  # community id
    role: Role
    recovery: str
    joined_at: datetime
    # Version of the notice agreed to; begins with ON_PAPER where the tick stands on a sheet, with ALOUD where it was read
    # out to somebody who has no phone.
    consent: str
    aside: bool = False  # removed by the facilitator: its answers are kept and count nowhere
    secret: str = field(default="", repr=False, compare=False)

    @property
    def on_paper(self) -> bool:
        """Whether the answers were typed in from a sheet."""
        return self.consent.startswith(ON_PAPER)


@dataclass(frozen=True)
class SeatCard:
    """A card printed for somebody who is expected; its code takes one seat, once. `seat` is whose it became."""

    id: str
    camp: str
    code: str
    nickname: str
    community: str  # community id
    role: Role
    organisation: str
    made_at: datetime
    seat: str | None = None
    claimed_at: datetime | None = None
    claim_key: str | None = None
