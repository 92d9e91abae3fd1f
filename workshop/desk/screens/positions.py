"""Positions: where the camp's communities stand, how far their raters agree, and what has changed."""

import streamlit as st

from workshop.desk.position.position_time import time_view
from workshop.desk.position.position_views import one_view, room_view
from workshop.desk.position.positions_cache import positions, repeated
from workshop.desk.position.role_views import roles_view, stories_view
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor, steered_camps

SECTIONS = ("one", "room", "stories", "roles", "time")

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.positions.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.positions"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
found = positions(app_context(), camp)
section = st.segmented_control(
    visitor.say("desk.positions.sections"),
    SECTIONS,
    default="one",
    format_func=lambda name: visitor.say(f"desk.positions.{name}"),
    key="positions.section",
    label_visibility="collapsed",
    width="stretch",
)
if section == "stories":
    stories_view(visitor, found)
elif not found.results:
    st.info(visitor.say("desk.positions.none"))
    st.page_link("screens/room.py", label=visitor.say("desk.camps.to_cockpit"))
else:
    match section:
        case "room":
            room_view(visitor, found)
        case "roles":
            roles_view(visitor, found)
        case "time":
            # A facilitator sees their own camp; an organiser every assessment of a community.
            histories = repeated(app_context(), steered_camps(visitor), camp.rubric)
            time_view(visitor, histories, found.rubric, camp.id)
        case _:
            one_view(visitor, found, camp.id)
