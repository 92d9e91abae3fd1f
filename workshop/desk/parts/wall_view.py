"""Which wall picture the moment calls for."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.assessment import plane_ground, room_picture
from workshop.assessment.plane_picture import plane_parts
from workshop.assessment.plane_words import plane_words
from workshop.assessment.room_picture import room_parts, room_words
from workshop.assessment.shift import shift
from workshop.assessment.shift_picture import plane_shift_parts, plane_shift_words
from workshop.desk.house import the_house
from workshop.desk.parts import live
from workshop.desk.parts.address import qr_svg
from workshop.desk.parts.join_card import join_base
from workshop.desk.parts.positions_kept import positions, repeated
from workshop.desk.parts.visitor import Visitor
from workshop.desk.parts.wall_frame import Frame, framed_picture, message_picture
from workshop.desk.parts.wall_picture import (
    alternative,
    count_picture,
    dots_picture,
    entry_picture,
    stages_picture,
)
from workshop.desk.parts.wall_statements import statements_picture, statements_words
from workshop.model.camp import Camp, CampStep
from workshop.model.codes import spaced
from workshop.model.privacy import MIN_GROUP
from workshop.room import progress, questions, statements
from workshop.room.rubrics import rubric_of

View = Literal["moment", "dots", "room", "plane", "shift", "entry"]
VIEWS: tuple[View, ...] = ("moment", "dots", "room", "plane", "shift", "entry")


def view_choice(here: Visitor) -> View:
    """What the facilitator wants up: the moment's picture, another look at the positions, or the way in again."""
    chosen = st.segmented_control(
        here.say("desk.wall.view"),
        VIEWS,
        default="moment",
        format_func=lambda view: here.say(f"desk.wall.view.{view}"),
        key="wall.view",
        label_visibility="collapsed",
    )
    return chosen or "moment"


def wall_view(here: Visitor, camp: Camp, view: View) -> None:
    """Draw it, with the same in words behind a tap."""
    house = the_house()
    pulse = progress.pulse(house, camp.id)
    agenda = live.agenda(house, camp, pulse[0])
    step = agenda.newest
    if step is None or view == "entry":
        _show(entry(here, camp, pulse[2]), here.say("desk.join.qr", code=spaced(camp.code)))
        return
    if view in ("room", "plane", "shift"):
        _positions(here, camp, agenda, view)
        return
    if step.revealed and statements.has_statements(house, step):
        frame = _frame(here, camp, live.title(house, step, here.language))
        said = live.room_statements(house, camp, step, pulse, here.language)
        _show(statements_picture(frame, said), "\n".join(statements_words(said, here.language)))
        return
    if not questions.rates(house, step):
        _show(_count(here, camp, step, pulse), here.say("desk.wall.count_alt"))
        return
    wall = live.wall(house, camp, step.revealed, pulse)
    frame = _frame(here, camp, live.title(house, step, here.language))
    draw = stages_picture if wall.stages and view == "moment" else dots_picture
    words = alternative(wall, here.language)
    _show(draw(frame, wall), words)


def _positions(here: Visitor, camp: Camp, agenda: live.Agenda, view: View) -> None:
    """The whole room's positions; nothing before the reveal."""
    language, house = here.language, the_house()
    frame = _frame(here, camp, here.say(f"desk.wall.view.{view}"))
    if not live.positions_shown(house, agenda):
        _say(frame, here.say("pictures.wall.not_revealed"))
        return
    if view == "shift":
        _shifts(here, camp, frame)
        return
    found = positions(house, camp)
    figure = here.say("desk.wall.communities", n=len(found.results))
    if view == "room":
        body = room_parts(found.results, found.rubric, language, MIN_GROUP, room_picture.WALL)
        words = room_words(found.results, found.rubric, language, MIN_GROUP)
    else:
        body = plane_parts(found.places, found.rubric, language, MIN_GROUP, plane_ground.WALL)
        words = plane_words(found.places, found.rubric, language, MIN_GROUP)
    _show(framed_picture(frame, figure, body, found.rubric), words)


def _shifts(here: Visitor, camp: Camp, frame: Frame) -> None:
    """From the last but one time a community was assessed in this camp to the last."""
    rubric = rubric_of(the_house(), camp.rubric)
    twice = [
        one.occasions[-2:]
        for one in repeated(the_house(), (camp,), camp.rubric).values()
        if len(one.occasions) > 1
    ]
    if not twice:
        _say(frame, here.say("pictures.wall.not_repeated"))
        return
    then, now = (tuple(rating for pair in twice for rating in pair[time].ratings) for time in (0, 1))
    found = shift(then, now, rubric)
    body = plane_shift_parts(found, rubric, here.language, MIN_GROUP, plane_ground.WALL)
    words = plane_shift_words(found, rubric, here.language, MIN_GROUP)
    figure = here.say("desk.wall.communities", n=len(found))
    _show(framed_picture(frame, figure, body, rubric), words)


def _say(frame: Frame, words: str) -> None:
    """A sentence instead of a picture."""
    _show(message_picture(frame, words), words)


def entry(here: Visitor, camp: Camp, seats: int) -> str:
    """How to get in, over the whole wall."""
    base = join_base()
    frame = _frame(here, camp, camp.title)
    return entry_picture(frame, qr_svg(f"{base}/j/{camp.code}"), f"{base}/j", seats)


def _count(here: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> str:
    house = the_house()
    found = live.step_progress(house, camp, step.id, pulse)
    asked = questions.questions_of(house, camp, step, here.language)
    prompt = asked[0].prompt if asked else ""
    frame = _frame(here, camp, live.title(house, step, here.language))
    return count_picture(frame, prompt, found.done, len(found.seats))


def _frame(here: Visitor, camp: Camp, title: str) -> Frame:
    return Frame(title, spaced(camp.code), camp.invented, here.language)


def _show(picture: str, words: str) -> None:
    st.image(picture, width="stretch", alt=words)
