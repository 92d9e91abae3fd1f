"""The agenda on the remote: every block with its time and what may be done to it, and the way out when time runs short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from workshop.base.text import Language, say
from workshop.exercises.agenda import clock_of, minutes_of
from workshop.exercises.exercise import Exercise
from workshop.live.remote_words import cut_words, limit_words, slack_words
from workshop.model.camp import Action, CampStep, StepState
from workshop.services.app.context import AppContext
from workshop.services.camp.control import allowed
from workshop.services.camp.exercises import exercises_for, usable_exercises
from workshop.services.camp.questions import exercise_of
from workshop.services.room.agenda_presses import EARLIER, LATER
from workshop.services.room.pace import Proposal, proposal
from workshop.services.room.remote import RemoteView
from workshop.services.room.steering import EXTENSIONS
from workshop.services.room.timetable import Slot, Stretch


@dataclass(frozen=True)
class Instead:
    """An exercise that can take a block's place, or follow it where it has begun. `lacking` says which later blocks would
    then miss what this one collects."""

    act: str
    exercise: str
    words: str
    lacking: str


@dataclass(frozen=True)
class AgendaLine:
    """A block on the remote. `acts` are big enough to stand in its line, `changes` lie behind it."""

    slot: Slot
    title: str
    begins: str
    ends: str
    pin: str  # as the clock on the wall will say it
    plan_b: str
    instead: tuple[Instead, ...]
    acts: tuple[Action, ...]
    changes: tuple[tuple[str, str], ...]  # what the button posts, and what it says
    gap: str  # how the next fixed time is met, said behind the last block before it


@dataclass(frozen=True)
class AgendaPage:
    """One day of the agenda; `now` where the room is in it."""

    number: int
    now: bool
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class WayOut:
    """What would be lost so that the next fixed time is met, said before anybody does it."""

    fixed: str
    lines: tuple[str, ...]
    cuts: str  # as the button posts them
    subject: str
    missing: int


def agenda_days(context: AppContext, language: Language, view: RemoteView) -> tuple[AgendaPage, ...]:
    """The whole agenda, day by day."""
    last = view.now or view.next
    here = last.block.day if last else 0
    exercises = _exercises(context, view)
    days = groupby(view.times.stretches, key=lambda stretch: stretch.slots[0].step.block.day)
    return tuple(
        AgendaPage(
            number,
            day == here,
            tuple(line for one in same for line in _lines(context, language, view, one, exercises)),
        )
        for number, (day, same) in enumerate(days, start=1)
    )


def _exercises(context: AppContext, view: RemoteView) -> Mapping[str, Exercise]:
    """Those of the agenda and those that can take their place; only what was published here is asked of the store."""
    planned = exercises_for(context, view.steps)
    named = {name for one in planned.values() for name in one.variants}
    shipped = context.content.exercises
    known = shipped if named <= set(shipped) else usable_exercises(context)
    return {**{name: known[name] for name in named if name in known}, **planned}


def _lines(
    context: AppContext,
    language: Language,
    view: RemoteView,
    stretch: Stretch,
    exercises: Mapping[str, Exercise],
) -> Iterator[AgendaLine]:
    for slot in stretch.slots:
        step = slot.step
        last = slot is stretch.slots[-1]
        yield AgendaLine(
            slot=slot,
            title=exercise_of(context, step).title.of(language),
            begins="" if slot.passed else clock_of(slot.begins),
            ends="" if slot.passed else clock_of(slot.ends),
            pin=moved_clock(step.block.pin, slot),
            plan_b=step.block.plan_b.of(language) if step.block.plan_b else "",
            instead=tuple(_instead(language, view, step, exercises)),
            acts=_acts(view, step),
            changes=tuple(_changes(language, view, step)),
            gap=slack_words(context, language, stretch) if last and _ahead(stretch) else "",
        )


def _instead(
    language: Language, view: RemoteView, step: CampStep, exercises: Mapping[str, Exercise]
) -> Iterator[Instead]:
    if step.state is StepState.CLOSED or step.skipped or not step.screen:
        return
    later = [one for one in view.steps if one.position > step.position]
    if step.begun_at is not None and any(one.begun_at is not None for one in later):
        return  # nothing can be put behind it any more
    exercise = exercises[step.exercise]
    for variant in (exercises[name] for name in exercise.variants if name in exercises):
        title = variant.title.of(language)
        if step.begun_at is not None:
            yield Instead(Action.ADD.value, variant.id, say(language, "live.instead.after", title=title), "")
            continue
        lost = set(exercise.produces) - set(variant.produces)
        waiting = [exercises[one.exercise] for one in later if one.screen and one.begun_at is None]
        names = dict.fromkeys(one.title.of(language) for one in waiting if lost & set(one.requires))
        lacking = say(language, "live.instead.lacking", blocks=say(language, "live.joiner").join(names))
        words = say(language, "live.instead", title=title)
        yield Instead(Action.SWAP.value, variant.id, words, lacking if names else "")


def moved_clock(clock: str, slot: Slot) -> str:
    """A clock time of the plan on the day as it was begun; "" stays."""
    return clock_of(minutes_of(clock) + slot.moved) if clock else ""


def _ahead(stretch: Stretch) -> bool:
    """Whether the fixed time it leads up to is still to come."""
    return any(slot.step.state is not StepState.CLOSED and not slot.passed for slot in stretch.slots)


def _acts(view: RemoteView, step: CampStep) -> tuple[Action, ...]:
    if view.now is not None and step.id == view.now.id:
        return ()  # its buttons are the big ones
    return tuple(
        action for action in (Action.OPEN, Action.FREEZE, Action.REVEAL, Action.CLOSE) if may(action, step)
    )


def may(action: Action, step: CampStep) -> bool:
    """Whether the remote offers it. While answers come in nothing is revealed: the room would see who has just
    answered what."""
    if action is Action.REVEAL and (step.revealed or step.state is StepState.OPEN):
        return False
    return allowed(action, step)


def _changes(language: Language, view: RemoteView, step: CampStep) -> Iterator[tuple[str, str]]:
    waits = step.begun_at is None
    if waits and not step.block.pin:
        yield EARLIER, say(language, "live.press.earlier")
        yield LATER, say(language, "live.press.later")
    if waits or (step.state is StepState.OPEN and (view.now is None or step.id != view.now.id)):
        for minutes in EXTENSIONS:
            key = "live.press.more" if minutes > 0 else "live.press.less"
            yield f"{Action.EXTEND.value}:{minutes}", say(language, key, n=abs(minutes))
    if waits and not step.skipped:
        yield Action.SKIP.value, say(language, "live.act.skip")


def way_out(context: AppContext, language: Language, view: RemoteView) -> WayOut | None:
    """The proposal for the stretch the room is in; None while everything fits."""
    if view.pace is None or not view.pace.over:
        return None
    found: Proposal = proposal(
        view.steps, context.now(), exercises_for(context, view.steps), view.pace.stretch
    )
    return WayOut(
        fixed=limit_words(context, language, found.stretch),
        lines=tuple(cut_words(context, language, cut) for cut in found.cuts),
        cuts=" ".join(f"{cut.step.id}={cut.less}" for cut in found.cuts),
        subject=found.cuts[0].step.id if found.cuts else "",
        missing=found.missing,
    )
