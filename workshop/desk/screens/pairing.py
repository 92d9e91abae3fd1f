"""Pairing: who asks whom in the running room; worked out, put on the phones, and mended afterwards."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.matching.pairing_buttons import PLACE, first, mending, steering
from workshop.desk.matching.pairing_table import pairs_view
from workshop.desk.matching.seating import meeting_links
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.model.camp import Camp

here = visitor()
if here.right is None:
    refuse(here, here.say("pairing_desk.sign_in"))


@st.fragment(run_every=live.EVERY)
def looking(camp: Camp) -> None:
    """The pairing as it stands, or the button that makes the first one."""
    look = live.pairing(the_house(), camp)
    told(PLACE)
    if look.found is None:
        first(here, camp, look)
        return
    steering(here, camp, look)
    pairs_view(here, look)
    mending(here, camp, look)
    meeting_links(here, camp, "pairs")


camp = camp_head(here, here.say("desk.screen.pairing"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
looking(camp)
