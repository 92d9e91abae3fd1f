"""The agenda on paper: the run of show for those who run the camp, the day at a glance for those who take part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from workshop.base.text import Language, say
from workshop.exercises.agenda import clock_of
from workshop.exercises.exercise import Exercise
from workshop.live.page import live_page
from workshop.live.steerer import camp_of, steerer_of
from workshop.model.camp import Camp
from workshop.phone.request import RequestContext, see_other
from workshop.services.app import links
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.exercises import usable_exercises
from workshop.services.camp.questions import exercise_of
from workshop.services.room.timetable import Slot, timetable


@dataclass(frozen=True)
class PrintedBlock:
    """A block on a printed sheet."""

    begins: str
    ends: str
    minutes: int
    title: str
    heart: str
    pinned: bool
    track: str
    who: str
    space: str
    materials: str
    plan_b: str
    instead: str  # exercises that can take its place
    screen: bool


@dataclass(frozen=True)
class PrintedDay:
    """One day on paper."""

    number: int
    blocks: tuple[PrintedBlock, ...]


def run_sheet(request: RequestContext) -> Response:
    """The run of show, for those who run it: times, who, materials, plan B, and room for notes."""
    return _printed(request, "agenda_run.html")


def people_sheet(request: RequestContext) -> Response:
    """The day at a glance, for those who take part."""
    return _printed(request, "agenda_people.html")


def step_sheet(request: RequestContext) -> Response:
    """A block's exercise on paper: the way on when phones or the network fail."""
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if camp is None:
        return see_other("/login?next=/r")
    parts = (camp.id, request.path("step"), request.language, "standard", "")
    return see_other(f"/paper/{links.sign(request.context, 'paper', *parts)}")


def _printed(request: RequestContext, page: str) -> Response:
    steerer = steerer_of(request)
    camp = camp_of(request, steerer) if steerer else None
    if camp is None:
        return see_other("/login?next=/r")
    days = printed_days(request.context, camp, request.language)
    return live_page(request, page, camp=camp, days=days, join_address=f"{request.base}/j/{camp.code}")


def printed_days(context: AppContext, camp: Camp, language: Language) -> tuple[PrintedDay, ...]:
    """The agenda as it stands now, without what is skipped or was passed over."""
    slots = timetable(control.steps(context, camp.id), context.now()).slots
    shown = [slot for slot in slots if not (slot.step.skipped or slot.passed)]
    days = groupby(shown, key=lambda slot: slot.step.block.day)
    return tuple(
        PrintedDay(number, tuple(_block(context, slot, language) for slot in same))
        for number, (_, same) in enumerate(days, start=1)
    )


def _block(context: AppContext, slot: Slot, language: Language) -> PrintedBlock:
    step, exercise = slot.step, exercise_of(context, slot.step)
    heart = exercise.heart.of(language)
    title = exercise.title.of(language)
    return PrintedBlock(
        begins=clock_of(slot.begins),
        ends=clock_of(slot.ends),
        minutes=slot.ends - slot.begins,
        title=title,
        heart=heart if heart != title else "",
        pinned=bool(step.block.pin),
        track=step.block.track,
        who=_who(exercise, language) if step.screen else "",
        space=exercise.space.of(language),
        materials=say(language, "live.joiner").join(one.of(language) for one in exercise.materials),
        plan_b=step.block.plan_b.of(language) if step.block.plan_b else "",
        instead=_instead(context, exercise, language),
        screen=step.screen,
    )


def _instead(context: AppContext, exercise: Exercise, language: Language) -> str:
    known = usable_exercises(context)
    titles = [known[name].title.of(language) for name in exercise.variants if name in known]
    return say(language, "live.instead", title=say(language, "live.joiner").join(titles)) if titles else ""


def _who(exercise: Exercise, language: Language) -> str:
    people = exercise.people
    form = say(language, f"editor.choice.form.{people.form}")
    return say(language, "live.who.size", form=form, n=people.size) if people.size > 1 else form
