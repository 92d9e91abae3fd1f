"""Trials: whom to ask about the outcome of a card, recording their report, and the aggregates."""

import streamlit as st

from workshop.desk.trials.trials_list import PLACE, again_view, entry, everybody, look_at, to_ask
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("trials_desk.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.trials"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
show_note(PLACE)
look = look_at(app_context(), camp, visitor.language)
if look.lines:
    to_ask(visitor, camp, look)
    entry(visitor, camp, look)
    everybody(visitor, look)
else:
    st.info(visitor.say("trials_desk.none"))
again_view(visitor)
