"""Audit: what was done with personal data, when and by whom, for organisers."""

import streamlit as st

from workshop.desk.ui.audit_list import audit_list
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.services.app import audit

here = visitor()
head(here, here.say("desk.screen.audit"))
if here.right is None or not here.right.organiser:
    refuse(here, here.say("audit.organiser_only"))
st.caption(here.say("audit.intro"))
audit_list(here, audit.lines(the_house(), here.right))
