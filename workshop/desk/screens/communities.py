"""Communities: any community of the camp, with its map, for facilitators and organisers."""

import streamlit as st

from workshop.desk.map.network_map import network_map
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.services.camp import camps

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.communities.sign_in"))
camp = camp_head(here, here.say("desk.screen.communities"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
found = {community.id: community for community in camps.communities(the_house(), camp.id)}
if not found:
    st.info(here.say("desk.communities.none"))
    st.page_link("screens/cockpit.py", label=here.say("desk.camps.to_cockpit"))
    st.stop()
chosen = st.selectbox(
    here.say("desk.communities.which"),
    list(found),
    format_func=lambda code: found[code].name,
    key=f"communities.{camp.id}",
    width=420,
)
network_map(here, found[chosen])
