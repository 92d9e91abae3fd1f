"""Wall: the projector's picture, live. Embedded, it is the picture and nothing else."""

import streamlit as st

from workshop.desk.cockpit import live
from workshop.desk.ui.page_header import camp_header, refuse, wall_camp
from workshop.desk.ui.visitor import current_visitor
from workshop.desk.wall.wall_view import view_choice, wall_view
from workshop.model.camp import Camp

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.wall.sign_in"))
projector = bool(st.context.is_embedded)


@st.fragment(run_every=live.EVERY)
def showing(camp: Camp) -> None:
    """The current picture."""
    wall_view(visitor, camp, view_choice(visitor))


camp = wall_camp(visitor) if projector else camp_header(visitor, visitor.say("desk.screen.wall"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
if not projector:
    st.link_button(
        visitor.say("desk.wall.open"),
        f"/wall?embed=true&camp={camp.code}&lang={visitor.language}",
        type="primary",
    )
    st.caption(visitor.say("desk.wall.open_help"))
showing(camp)
