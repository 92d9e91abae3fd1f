"""One page of a community, as parts: what holds it, which condition lacks, the next step, who takes it, when it is looked at.

A pure function of what a camp really holds. Where nothing is there the part is None, and the sentence (`one_page_text`)
says which exercise gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, NextAnchor
from workshop.model.camp import Role
from workshop.model.commitment import Became
from workshop.services.community.conditions import ConditionSeen, LackingCondition, lacking
from workshop.services.community.directions import Stood
from workshop.services.community.held import Held, held_by
from workshop.services.community.lives.obstacles import VoicedObstacle
from workshop.services.follow.due import witness_of
from workshop.services.follow.pulses import Followed
from workshop.services.learn.trials import State


class StepFrom(StrEnum):
    """Where the next step was found."""

    PROMISE = "promise"  # somebody promised it
    FOLLOWING = "following"  # what somebody means to do after a promise that is over
    CARD = "card"  # somebody means to try what a card tells
    SMALL = "small"  # written down beside the conditions, promised by nobody yet
    PROPOSAL = "proposal"  # how another community began; nobody has taken it up
    REMEDY = "remedy"  # what the list of obstacles advises; nobody has taken it up


@dataclass(frozen=True)
class SmallThing:
    """The one small thing somebody wrote for the condition that lacks most."""

    text: str
    seat: str
    role: Role


@dataclass(frozen=True)
class MeantCard:
    """A card somebody means to try: its first step, the case it comes from, the days they are asked."""

    step: str
    case: str
    seat: str
    role: Role
    on: date | None
    due: bool


@dataclass(frozen=True)
class ProposedStep:
    """The first step on the card for the obstacle named first, and the case it comes from."""

    step: str
    case: str


@dataclass(frozen=True)
class PageFacts:
    """What the page is made from. `chosen` are the obstacles each person chose, the first to solve first, `voiced` those
    behind doubts at sharing meetings; `promises` those of the community's people that may be listed; `small` in order of writing.
    """

    today: date
    chosen: tuple[tuple[str, ...], ...] = ()
    voiced: tuple[VoicedObstacle, ...] = ()
    conditions: tuple[ConditionSeen, ...] = ()
    small: tuple[SmallThing, ...] = ()
    promises: tuple[Followed, ...] = ()
    meant: tuple[MeantCard, ...] = ()
    proposal: ProposedStep | None = None
    direction: Stood | None = None
    result: CommunityResult | None = None


@dataclass(frozen=True)
class PageStep:
    """The next step. `seat` and `role` are whose it is, "" and None where nobody has taken it up; `aim` is what it is for,
    or the case it comes from; `witness` a name, `asked` whether anybody was asked; `more` other promises are open.
    """

    found: StepFrom
    text: str
    aim: str = ""
    seat: str = ""
    role: Role | None = None
    named: bool = False
    witness: str = ""
    asked: bool = False
    more: int = 0


class LookFrom(StrEnum):
    """What is known of when it is looked at."""

    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    OVER = "over"  # everything promised has been looked at for the last time
    AFTER_CAMP = "after_camp"  # promised, but the camp has no last day yet


@dataclass(frozen=True)
class LookBack:
    """When it is looked at, the day of the first step if that is still ahead, what will show it, what was last said."""

    state: LookFrom
    on: date | None
    first: date | None = None
    sign: str = ""
    said: Became | None = None


@dataclass(frozen=True)
class OnePage:
    """The five parts; `anchor` is what would be true next by the self-assessment, `direction` that of six to twelve months."""

    held: Held | None
    lack: LackingCondition | None
    anchor: NextAnchor | None
    step: PageStep | None
    look: LookBack | None
    direction: Stood | None = None


def one_page(facts: PageFacts, rubric: Rubric) -> OnePage:
    """The page of one community."""
    held = held_by(facts.chosen, facts.voiced)
    promise = _nearest(facts.promises, facts.today)
    anchors = facts.result.next_anchors if facts.result else ()
    return OnePage(
        held=held,
        lack=lacking(facts.conditions, held, facts.result, rubric),
        anchor=anchors[0] if anchors else None,
        step=_step(facts, promise, held),
        look=_look(facts, promise),
        direction=facts.direction if facts.direction and facts.direction.current else None,
    )


def needs_proposal(facts: PageFacts) -> bool:
    """Whether the next step would have to come from a case: nobody promised, tries or wrote one."""
    return _step(facts, _nearest(facts.promises, facts.today), None) is None


def _nearest(promises: Sequence[Followed], today: date) -> Followed | None:
    """The open promise whose turn comes next: its first step, the question that is due, the next one."""
    still = [one for one in promises if _open(one)]
    return min(still, key=lambda one: _turn(one, today), default=None)


def _open(promise: Followed) -> bool:
    return promise.latest is None or promise.latest.said.became is Became.NOT_YET


def _turn(promise: Followed, today: date) -> date:
    day = promise.held.commitment.day
    if promise.waiting is not None:
        return promise.waiting.on
    if day is not None and day >= today:
        return day
    return promise.ahead.on if promise.ahead else date.max


def _step(facts: PageFacts, promise: Followed | None, held: Held | None) -> PageStep | None:
    return (
        _promised(promise, sum(_open(one) for one in facts.promises) - 1)
        or _following(facts.promises)
        or _meant(facts.meant)
        or _small(facts.small)
        or _proposed(facts.proposal, held)
    )


def _promised(promise: Followed | None, more: int) -> PageStep | None:
    if promise is None:
        return None
    one = promise.held.commitment
    return PageStep(
        StepFrom.PROMISE,
        one.first or one.what,
        one.what if one.first else "",
        one.seat.id,
        one.seat.role,
        one.named,
        witness_of(promise),
        one.witness is not None,
        more,
    )


def _followed(promises: Sequence[Followed]) -> Followed | None:
    """The finished promise whose author said last what comes next."""
    said = [(one.latest.at, one) for one in promises if one.latest and one.latest.said.following]
    return max(said, key=lambda each: each[0])[1] if said else None


def _following(promises: Sequence[Followed]) -> PageStep | None:
    """What the newest word on a finished promise says comes next."""
    promise = _followed(promises)
    if promise is None or promise.latest is None:
        return None
    one = promise.held.commitment
    text = promise.latest.said.following
    return PageStep(
        StepFrom.FOLLOWING, text, one.what, one.seat.id, one.seat.role, one.named, witness_of(promise)
    )


def _meant(meant: Sequence[MeantCard]) -> PageStep | None:
    if not meant:
        return None
    one = min(meant, key=lambda each: each.on or date.max)
    return PageStep(StepFrom.CARD, one.step, one.case, one.seat, one.role, named=True)


def _small(small: Sequence[SmallThing]) -> PageStep | None:
    """The newest: what was written last was written after talking."""
    if not small:
        return None
    return PageStep(StepFrom.SMALL, small[-1].text, seat=small[-1].seat, role=small[-1].role, named=True)


def _proposed(proposal: ProposedStep | None, held: Held | None) -> PageStep | None:
    if proposal is not None:
        return PageStep(StepFrom.PROPOSAL, proposal.step, proposal.case)
    if held is not None and len(held.first) == 1:
        return PageStep(StepFrom.REMEDY, held.first[0].code)
    return None


def _look(facts: PageFacts, promise: Followed | None) -> LookBack | None:
    if promise is not None:
        return _promise_look(promise, facts.today)
    if facts.promises:
        return _looked(facts.promises)
    if facts.meant:
        one = min(facts.meant, key=lambda each: each.on or date.max)
        return LookBack(LookFrom.DUE if one.due else LookFrom.AHEAD, one.on) if one.on else None
    return None


def _promise_look(promise: Followed, today: date) -> LookBack:
    one = promise.held.commitment
    first = one.day if one.day is not None and one.day >= today else None
    said = promise.latest.said.became if promise.latest else None
    waiting, ahead = promise.waiting, promise.ahead
    if waiting is not None:
        late = waiting.state is State.OVERDUE
        return LookBack(LookFrom.OVERDUE if late else LookFrom.DUE, waiting.on, first, one.sign, said)
    if ahead is not None:
        return LookBack(LookFrom.AHEAD, ahead.on, first, one.sign, said)
    state = LookFrom.OVER if promise.asks else LookFrom.AFTER_CAMP
    return LookBack(state, None, first, one.sign, said)


def _looked(promises: Sequence[Followed]) -> LookBack:
    """When nothing is open any more: what was said of the promise the next step follows, or last of any, and the next day
    that one is asked about.
    """
    told = [(one.latest.at, one) for one in promises if one.latest]
    promise = _followed(promises) or max(told, key=lambda each: each[0])[1]
    on = promise.ahead.on if promise.ahead else None
    said = promise.latest.said.became if promise.latest else None
    return LookBack(LookFrom.AHEAD if on else LookFrom.OVER, on, said=said)
