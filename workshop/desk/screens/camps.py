"""Camps: every camp of the installation, and a new one from a recipe."""

import streamlit as st

from workshop.desk.agenda.camp_list import camp_form, camp_list, made_card
from workshop.desk.ui.page_header import head, refuse
from workshop.desk.ui.visitor import visitor

here = visitor()
head(here, here.say("desk.screen.camps"))
if here.right is None or not here.right.organiser:
    refuse(here, here.say("desk.camps.organiser_only"))
made_card(here)
with st.expander(here.say("desk.camps.new")):
    camp_form(here)
camp_list(here)
