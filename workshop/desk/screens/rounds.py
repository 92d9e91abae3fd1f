"""Rounds: everybody seated at tables with new people each round; shown on the phones, or printed."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.matching.seating import PLACE, late_ones, make, meeting_links, steering, tables_view
from workshop.desk.ui.actions import show_lasting_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.model.camp import Camp

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("seating_desk.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The current seating and its controls."""
    look = live.seating(app_context(), camp)
    show_lasting_note(PLACE)
    if look.found is not None:
        steering(visitor, camp, look)
        late_ones(visitor, camp, look)
        tables_view(visitor, look)
        meeting_links(visitor, camp, "rounds")
    make(visitor, camp, look)


camp = camp_header(visitor, visitor.say("desk.screen.rounds"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
looking(camp)
