"""Room: the ways in for everybody, and a facilitator's occasional tools. The camp is steered from the remote."""

import streamlit as st

from workshop.desk.cockpit.room_tools import room_tools, ways_in
from workshop.desk.ui.address import join_card
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.room.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.room"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
left, right = st.columns([3, 2], gap="medium")
with left:
    ways_in(visitor, camp)
    room_tools(visitor, camp)
with right:
    join_card(visitor, camp)
