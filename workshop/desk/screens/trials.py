"""Follow-up: whom to ask about a commitment or a tried card, recording their report, and the aggregates."""

import streamlit as st

from workshop.desk.community.direction import due_view
from workshop.desk.community.grants import camp_overdue, camp_overview
from workshop.desk.trials.due_list import commitments_view, to_ask
from workshop.desk.trials.pulse_entry import heard_view
from workshop.desk.trials.trials_list import PLACE, again_view, entry, everybody, look_at
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.camp import camps
from workshop.services.follow import pulses
from workshop.services.follow.due import follow_up

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("trials_desk.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.trials"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
show_note(PLACE)
communities = camps.communities(app_context(), camp.id)
camp_overdue(visitor, communities)
due_view(visitor, camp)
look = look_at(app_context(), camp, visitor.language)
found = follow_up(app_context(), camp, visitor.language)
if look.lines or found.counts.commitments:
    to_ask(visitor, camp, found)
    followed = pulses.in_camp(app_context(), camp.id)
    commitments_view(visitor, camp, found, followed)
    if followed:
        heard_view(visitor, camp, followed)
else:
    st.info(visitor.say("trials_desk.none"))
if look.lines:
    entry(visitor, camp, look)
    everybody(visitor, look)
camp_overview(visitor, communities)
again_view(visitor)
