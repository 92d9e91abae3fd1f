"""Sentences of the remote: what a press did, what an undo would take back, ahead or behind and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.base.text import Language, has, say
from workshop.model.camp import CampStep, RoomAction
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.room.pace import Pace
from workshop.services.room.remote import RemoteView
from workshop.services.room.steering import APPROVE_ALL, PressOutcome
from workshop.services.room.wall_views import AUTO, CARDS


@dataclass(frozen=True)
class Told:
    """What became of the last press, as it travels in the address; anything unknown in it is ignored."""

    told: str = ""
    act: str = ""
    subject: str = ""
    why: str = ""

    @staticmethod
    def of(query: Mapping[str, str]) -> Told:
        told = query.get("told", "")
        if told not in set(PressOutcome):
            return Told()
        return Told(told, query.get("act", ""), query.get("subject", ""), query.get("why", ""))

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
        if told.act in (RoomAction.APPROVE, APPROVE_ALL) and view.showing != CARDS:
            key = "live.later.approve"
        return say(language, key, step=step) if has(language, key) else say(language, "live.done")
    if told.told == PressOutcome.NOTHING:
        key = f"live.nothing.{told.why}"
        return say(language, key, step=step) if has(language, key) else say(language, "live.nothing")
    return say(language, f"live.told.{told.told}")


def undo_words(context: AppContext, language: Language, view: RemoteView) -> str:
    """What the undo button says it takes back; empty where there is nothing."""
    event = view.undoable
    if event is None:
        return ""
    step = _named(context, language, view.name_of(event.step))
    return say(language, "live.undo", done=say(language, f"live.act.{event.action.value}"), step=step)


def pace_words(language: Language, pace: Pace | None) -> str:
    """Ahead or behind, with what it will cost; empty before there is anything to compare."""
    if pace is None:
        return ""
    if pace.minutes <= 0:
        return (
            say(language, "live.pace.ahead", n=-pace.minutes)
            if pace.minutes
            else say(language, "live.pace.on")
        )
    if not pace.over:
        return say(language, "live.pace.behind_ok", n=pace.minutes, slack=pace.slack)
    if pace.lost is None:
        return say(language, "live.pace.behind_end", n=pace.minutes, over=pace.over)
    block = pace.lost.block.title.of(language)
    if pace.over >= pace.lost.block.minutes:
        return say(language, "live.pace.behind_drops", n=pace.minutes, block=block)
    return say(language, "live.pace.behind_costs", n=pace.minutes, over=pace.over, block=block)


def _named(context: AppContext, language: Language, step: CampStep | None) -> str:
    return exercise_of(context, step).title.of(language) if step else ""
