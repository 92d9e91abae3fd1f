"""Sentences of the remote: what a press did, what an undo would take back, ahead or behind and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.base.text import Language, has, say
from workshop.exercises.agenda import clock_of
from workshop.model.camp import Action, CampStep, RoomAction
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.room.notes import LONGEST_NOTE
from workshop.services.room.pace import Cut, Pace
from workshop.services.room.remote import RemoteView, minutes_left
from workshop.services.room.steering import APPROVE_ALL, CUT_SHORT, PressOutcome
from workshop.services.room.timetable import Stretch
from workshop.services.room.wall_views import AUTO, WORDS


@dataclass(frozen=True)
class Told:
    """What became of the last press, as it travels in the address; anything unknown in it is ignored."""

    told: str = ""
    act: str = ""
    subject: str = ""
    why: str = ""
    table: str = ""  # the one table it was about

    @staticmethod
    def of(query: Mapping[str, str]) -> Told:
        told = query.get("told", "")
        if told not in set(PressOutcome):
            return Told()
        return Told(
            told, query.get("act", ""), query.get("subject", ""), query.get("why", ""), query.get("table", "")
        )

    def query(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


def told_words(context: AppContext, language: Language, told: Told, view: RemoteView) -> str:
    """The sentence for what a press did; empty where there was none."""
    if not told.told:
        return ""
    step = _named(context, language, view.name_of(told.subject))
    if told.why == "other_camp":
        return say(language, "live.refused.other_camp")
    if told.told == PressOutcome.DONE:
        key = f"live.done.{told.act}"
        if told.act == RoomAction.SHOW and view.shows == told.subject and view.showing != told.subject:
            key = "live.later.show" if told.subject != AUTO else key
        if told.act in (RoomAction.APPROVE, APPROVE_ALL) and view.showing not in WORDS:
            key = "live.later.approve"
        if told.why == CUT_SHORT:
            return say(language, "live.done.cut_short", n=LONGEST_NOTE)
        done = say(language, key, step=step) if has(language, key) else say(language, "live.done")
        return (
            say(language, "live.done.at_table", n=told.table, done=done) if told.table.isdecimal() else done
        )
    if told.told == PressOutcome.NOTHING:
        key = f"live.nothing.{told.why}"
        return say(language, key, step=step) if has(language, key) else say(language, "live.nothing")
    return say(language, f"live.told.{told.told}")


def undo_words(context: AppContext, language: Language, view: RemoteView) -> str:
    """What the undo button says it takes back; empty where there is nothing."""
    event = view.undoable
    if event is None:
        return ""
    done = say(language, f"live.act.{event.action.value}")
    step = _named(context, language, view.name_of(event.step))
    # What was taken out or swapped is not there to be named, and minutes may have been taken from several.
    if not step or event.action is Action.CUT:
        return say(language, "live.undo.agenda", done=done)
    if event.table:
        return say(language, "live.undo_table", done=done, step=step, n=event.table)
    return say(language, "live.undo", done=done, step=step)


def pace_words(context: AppContext, language: Language, pace: Pace | None) -> str:
    """Ahead or behind, with what it will cost; empty before there is anything to compare."""
    if pace is None:
        return ""
    if pace.over:
        return _short(context, language, pace)
    if pace.minutes <= 0:
        if pace.minutes:
            return say(language, "live.pace.ahead", n=-pace.minutes)
        return say(language, "live.pace.on")
    fixed = limit_words(context, language, pace.stretch)
    return say(language, "live.pace.behind_ok", n=pace.minutes, slack=pace.slack, fixed=fixed)


def _short(context: AppContext, language: Language, pace: Pace) -> str:
    """What does not fit before the next fixed time, and who pays for it."""
    fixed = limit_words(context, language, pace.stretch)
    # Who is not behind has more planned than the time holds.
    why = say(language, "live.pace.behind" if pace.minutes > 0 else "live.pace.full", n=pace.minutes)
    if pace.lost is None:
        return say(language, "live.pace.late", why=why, over=pace.over, fixed=fixed)
    block = _named(context, language, pace.lost)
    if pace.over >= pace.lost.minutes:
        return say(language, "live.pace.drops", why=why, block=block, fixed=fixed)
    return say(language, "live.pace.costs", why=why, over=pace.over, block=block, fixed=fixed)


def limit_words(context: AppContext, language: Language, stretch: Stretch) -> str:
    """The next fixed time: what begins then, or the end of the stretch."""
    clock = clock_of(stretch.limit)
    if stretch.waits is None:
        return say(language, "live.fixed.end", clock=clock)
    return say(language, "live.fixed.block", clock=clock, block=_named(context, language, stretch.waits))


def also_words(context: AppContext, language: Language, step: CampStep) -> str:
    """Something that is open beside what runs, with the time it has left."""
    named, left = _named(context, language, step), minutes_left(step, context.now())
    if left is None or left < 0:
        return named
    return say(language, "live.also_left", step=named, n=left)


def slack_words(context: AppContext, language: Language, stretch: Stretch) -> str:
    """How the next fixed time is met."""
    fixed = limit_words(context, language, stretch)
    if stretch.over:
        return say(language, "live.fixed.over", n=stretch.over, fixed=fixed)
    return say(language, "live.fixed.slack", n=stretch.slack, fixed=fixed)


def cut_words(context: AppContext, language: Language, one: Cut) -> str:
    """What a block loses, in words."""
    block, plan_b = _named(context, language, one.step), one.step.block.plan_b
    told = say(language, "live.cut", block=block, before=one.step.minutes, after=one.left)
    how = plan_b.of(language) if plan_b else ""
    if not how and one.step.screen and one.left <= exercise_of(context, one.step).minutes.min:
        how = say(language, "live.cut.least")
    return say(language, "live.cut.how", cut=told, how=how) if how else told


def _named(context: AppContext, language: Language, step: CampStep | None) -> str:
    return exercise_of(context, step).title.of(language) if step else ""
