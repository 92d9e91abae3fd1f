"""Positions: where the camp's communities stand, how far their raters agree, and what has changed."""

import streamlit as st

from workshop.desk.position.position_time import time_view
from workshop.desk.position.position_views import one_view, room_view
from workshop.desk.position.positions_cache import positions, repeated
from workshop.desk.position.role_views import roles_view, stories_view
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import steered_camps, visitor

SECTIONS = ("one", "room", "stories", "roles", "time")

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.positions.sign_in"))
camp = camp_head(here, here.say("desk.screen.positions"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
found = positions(the_house(), camp)
section = st.segmented_control(
    here.say("desk.positions.sections"),
    SECTIONS,
    default="one",
    format_func=lambda name: here.say(f"desk.positions.{name}"),
    key="positions.section",
    label_visibility="collapsed",
    width="stretch",
)
if section == "stories":
    stories_view(here, found)
elif not found.results:
    st.info(here.say("desk.positions.none"))
    st.page_link("screens/cockpit.py", label=here.say("desk.camps.to_cockpit"))
else:
    match section:
        case "room":
            room_view(here, found)
        case "roles":
            roles_view(here, found)
        case "time":
            # A facilitator sees their own camp; an organiser every time a community was assessed.
            histories = repeated(the_house(), steered_camps(here), camp.rubric)
            time_view(here, histories, found.rubric, camp.id)
        case _:
            one_view(here, found, camp.id)
