"""Cockpit: what a facilitator looks at, standing, with a laptop or a phone in hand. Live; the rest behind one tap."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.cockpit.room_tools import answered, room_tools, seat_table
from workshop.desk.cockpit.steps import (
    PLACE,
    accept_late,
    buttons,
    go_on,
    now_line,
    step_choice,
    step_list,
    undo_button,
)
from workshop.desk.ui.actions import told
from workshop.desk.ui.address import join_card
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.model.camp import Camp
from workshop.services.camp import progress

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.cockpit.sign_in"))


@st.fragment(run_every=live.EVERY)
def steering(camp: Camp) -> None:
    """Now and next, the buttons, who has answered."""
    house = the_house()
    pulse = progress.pulse(house, camp.id)
    agenda = live.agenda(house, camp, pulse[0])
    now_line(here, agenda, pulse)
    step = step_choice(here, camp, agenda)
    if step is None:
        return
    found = live.step_progress(house, camp, step.id, pulse)
    told(PLACE)
    buttons(here, camp, agenda, step)
    go_on(here, camp, agenda, step)
    undo_button(here, camp, agenda)
    if found.seats:
        answered(here, found)
    accept_late(here, camp, agenda, step, found.late)
    seat_table(here, found)


@st.fragment(run_every=live.EVERY)
def overview(camp: Camp) -> None:
    """All steps at a glance."""
    agenda = live.agenda(the_house(), camp, progress.pulse(the_house(), camp.id)[0])
    with st.container(border=True):
        step_list(here, agenda)


camp = camp_head(here, here.say("desk.screen.cockpit"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
left, right = st.columns([3, 2], gap="medium")
with left:
    steering(camp)
    room_tools(here, camp)
with right:
    join_card(here, camp)
    st.link_button(
        here.say("desk.wall.open"),
        f"/wall?embed=true&camp={camp.code}&lang={here.language}",
        width="stretch",
    )
    st.page_link("screens/pairing.py", label=here.say("pairing_desk.open_screen"), width="stretch")
    st.page_link("screens/rounds.py", label=here.say("seating_desk.open_screen"), width="stretch")
    overview(camp)
