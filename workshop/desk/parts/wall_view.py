"""Which wall picture the moment calls for."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts import live
from workshop.desk.parts.address import qr_svg
from workshop.desk.parts.join_card import join_base
from workshop.desk.parts.visitor import Visitor
from workshop.desk.parts.wall_picture import (
    Frame,
    alternative,
    count_picture,
    dots_picture,
    entry_picture,
    stages_picture,
)
from workshop.model.camp import Camp, CampStep
from workshop.model.codes import spaced
from workshop.room import progress, questions

View = Literal["moment", "dots", "entry"]
VIEWS: tuple[View, ...] = ("moment", "dots", "entry")


def view_choice(here: Visitor) -> View:
    """What the facilitator wants up: the moment's picture, the dots, or the way in again."""
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
    if not questions.rates(house, step):
        _show(_count(here, camp, step, pulse), here.say("desk.wall.count_alt"))
        return
    wall = live.wall(house, camp, step.revealed, pulse)
    frame = _frame(here, camp, live.title(house, step, here.language))
    draw = stages_picture if wall.stages and view == "moment" else dots_picture
    words = alternative(wall, here.language)
    _show(draw(frame, wall), words)
    if wall.stages and view == "moment" and wall.rubric.hypothesis and not st.context.is_embedded:
        st.caption(here.say("desk.hypothesis.explained"))


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
