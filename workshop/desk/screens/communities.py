"""Communities: any community of the camp, with its map, for facilitators and organisers."""

import streamlit as st

from workshop.desk.map.network_map import network_map
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.camp import camps

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.communities.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.communities"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
found = {community.id: community for community in camps.communities(app_context(), camp.id)}
if not found:
    st.info(visitor.say("desk.communities.none"))
    st.page_link("screens/room.py", label=visitor.say("desk.camps.to_cockpit"))
    st.stop()
chosen = st.selectbox(
    visitor.say("desk.communities.which"),
    list(found),
    format_func=lambda code: found[code].name,
    key=f"communities.{camp.id}",
    width=420,
)
network_map(visitor, found[chosen])
