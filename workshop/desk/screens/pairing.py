"""Pairing: who asks whom in the running room; computed, shown on the phones, and corrected by hand."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.matching.pairing_buttons import PLACE, first, mending, steering
from workshop.desk.matching.pairing_table import pairs_view
from workshop.desk.matching.seating import meeting_links
from workshop.desk.ui.actions import show_lasting_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.model.camp import Camp

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("pairing_desk.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The current pairing, or the button that makes the first one."""
    look = live.pairing(app_context(), camp)
    show_lasting_note(PLACE)
    if look.found is None:
        first(visitor, camp, look)
        return
    steering(visitor, camp, look)
    pairs_view(visitor, look)
    mending(visitor, camp, look)
    meeting_links(visitor, camp, "pairs")


camp = camp_header(visitor, visitor.say("desk.screen.pairing"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
looking(camp)
