"""Rounds: everybody at tables, new people each time; shown on the phones, round by round, or printed."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.matching.seating import PLACE, late_ones, make, meeting_links, steering, tables_view
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.model.camp import Camp

here = visitor()
if here.right is None:
    refuse(here, here.say("seating_desk.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The seating as it stands, and what can be done with it."""
    look = live.seating(the_house(), camp)
    told(PLACE)
    if look.found is not None:
        steering(here, camp, look)
        late_ones(here, camp, look)
        tables_view(here, look)
        meeting_links(here, camp, "rounds")
    make(here, camp, look)


camp = camp_head(here, here.say("desk.screen.rounds"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
looking(camp)
