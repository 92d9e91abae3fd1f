"""Cockpit: what a facilitator watches while standing, with a laptop or a phone in hand. Live; the rest behind
one tap.
"""

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
from workshop.desk.ui.actions import show_lasting_note
from workshop.desk.ui.address import join_card
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.model.camp import Camp
from workshop.services.camp import progress

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.cockpit.sign_in"))


@st.fragment(run_every=live.EVERY)
def steering(camp: Camp) -> None:
    """Current and next step, the buttons, who has answered."""
    context = app_context()
    pulse = progress.pulse(context, camp.id)
    agenda = live.agenda(context, camp, pulse[0])
    now_line(visitor, camp, agenda)
    step = step_choice(visitor, camp, agenda)
    if step is None:
        return
    step_progress = live.step_progress(context, camp, step.id, pulse)
    show_lasting_note(PLACE)
    buttons(visitor, camp, agenda, step)
    go_on(visitor, camp, agenda, step)
    undo_button(visitor, camp, agenda)
    if step_progress.seats:
        answered(visitor, step_progress)
    accept_late(visitor, camp, agenda, step, step_progress.late)
    seat_table(visitor, step_progress)


@st.fragment(run_every=live.EVERY)
def overview(camp: Camp) -> None:
    """All steps at a glance."""
    agenda = live.agenda(app_context(), camp, progress.pulse(app_context(), camp.id)[0])
    with st.container(border=True):
        step_list(visitor, agenda)


camp = camp_header(visitor, visitor.say("desk.screen.cockpit"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
left, right = st.columns([3, 2], gap="medium")
with left:
    steering(camp)
    room_tools(visitor, camp)
with right:
    join_card(visitor, camp)
    st.link_button(
        visitor.say("desk.wall.open"),
        f"/wall?embed=true&camp={camp.code}&lang={visitor.language}",
        width="stretch",
    )
    st.page_link("screens/pairing.py", label=visitor.say("pairing_desk.open_screen"), width="stretch")
    st.page_link("screens/rounds.py", label=visitor.say("seating_desk.open_screen"), width="stretch")
    overview(camp)
