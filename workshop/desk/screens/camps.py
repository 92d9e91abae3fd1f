"""Camps: every camp of the installation, and a new one from a recipe."""

import streamlit as st

from workshop.desk.agenda.camp_list import camp_form, camp_list, made_card
from workshop.desk.community.grants import grants_overview
from workshop.desk.ui.page_header import page_header, refuse
from workshop.desk.ui.visitor import current_visitor

visitor = current_visitor()
page_header(visitor, visitor.say("desk.screen.camps"))
if visitor.right is None or not visitor.right.organiser:
    refuse(visitor, visitor.say("desk.camps.organiser_only"))
made_card(visitor)
with st.expander(visitor.say("desk.camps.new")):
    camp_form(visitor)
grants_overview(visitor)
camp_list(visitor)
