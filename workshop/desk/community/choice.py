"""Which community of the camp a screen is about; the address keeps it, so that a reload or a link stays there."""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp, Community
from workshop.services.camp import camps

COMMUNITY = "community"  # in the address, and in this tab
CHOICE = "community.choice"


def chosen_community(visitor: Visitor, camp: Camp) -> Community:
    """The community chosen here or named in the address; the script stops where there is none yet."""
    found = {one.id: one for one in camps.communities(app_context(), camp.id)}
    if not found:
        st.info(visitor.say("desk.communities.none"))
        st.page_link("screens/room.py", label=visitor.say("desk.camps.to_cockpit"))
        st.stop()
    wanted = st.session_state.get(COMMUNITY) or st.query_params.get(COMMUNITY)
    # The choice has a session key of its own: a widget's value is lost on other pages.
    st.session_state[CHOICE] = wanted if wanted in found else next(iter(found))
    chosen: str = st.selectbox(
        visitor.say("desk.communities.which"),
        list(found),
        format_func=lambda code: found[code].name,
        key=CHOICE,
        on_change=_choose,
        width=420,
    )
    if st.query_params.get(COMMUNITY) != chosen:
        st.query_params[COMMUNITY] = chosen
    return found[chosen]


def _choose() -> None:
    st.session_state[COMMUNITY] = st.session_state[CHOICE]
