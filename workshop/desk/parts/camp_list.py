"""The camps there are, newest first, each with a way into its cockpit."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.rubric_words import camp_rubric
from workshop.desk.parts.visitor import CAMP, Visitor
from workshop.model.camp import Camp, StepState
from workshop.model.codes import spaced
from workshop.room import camps, control, progress

SHOWN = 50


def camp_list(here: Visitor) -> None:
    """One card a camp."""
    found = camps.camps(the_house())
    if not found:
        st.info(here.say("desk.camps.none"))
    for camp in found[:SHOWN]:
        _card(here, camp)


def _card(here: Visitor, camp: Camp) -> None:
    house = the_house()
    steps = control.steps(house, camp.id)
    recipe = house.content.recipes.get(camp.recipe)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(camp.title)}**")
            st.caption(
                here.say(
                    "desk.camps.facts",
                    code=spaced(camp.code),
                    recipe=plain(recipe.title.of(here.language) if recipe else camp.recipe),
                    seats=progress.seats_taken(house, camp.id),
                    capacity=camp.capacity,
                    open=sum(step.state is StepState.OPEN for step in steps),
                    steps=len(steps),
                    made=f"{camp.made_at:%Y-%m-%d}",
                )
            )
            st.caption(plain(camp_rubric(here, camp)))
        if camp.invented:
            st.badge(here.say("desk.band.short"), color="orange")
        if st.button(here.say("desk.camps.open"), key=f"open.{camp.id}"):
            st.session_state[CAMP] = camp.code
            st.switch_page("screens/cockpit.py")
