"""Wall: the picture for the projector, live. Opened embedded it is the picture and nothing else."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.ui.page_header import camp_head, refuse, wall_camp
from workshop.desk.ui.visitor import visitor
from workshop.desk.wall.wall_view import view_choice, wall_view
from workshop.model.camp import Camp

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.wall.sign_in"))
projector = bool(st.context.is_embedded)


@st.fragment(run_every=live.EVERY)
def showing(camp: Camp) -> None:
    """The picture of the moment."""
    wall_view(here, camp, view_choice(here))


camp = wall_camp(here) if projector else camp_head(here, here.say("desk.screen.wall"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
if not projector:
    st.link_button(
        here.say("desk.wall.open"), f"/wall?embed=true&camp={camp.code}&lang={here.language}", type="primary"
    )
    st.caption(here.say("desk.wall.open_help"))
showing(camp)
