"""Audit: what was done with personal data, when and by whom, for organisers."""

import streamlit as st

from workshop.desk.ui.audit_list import audit_list
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import page_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.app import audit

visitor = current_visitor()
page_header(visitor, visitor.say("desk.screen.audit"))
if visitor.right is None or not visitor.right.organiser:
    refuse(visitor, visitor.say("audit.organiser_only"))
st.caption(visitor.say("audit.intro"))
audit_list(visitor, audit.lines(app_context(), visitor.right))
