"""Camps: every camp of the installation, and a new one from a recipe."""

import streamlit as st

from workshop.desk.parts.camp_form import camp_form, made_card
from workshop.desk.parts.camp_list import camp_list
from workshop.desk.parts.head import head, refuse
from workshop.desk.parts.visitor import visitor

here = visitor()
head(here, here.say("desk.screen.camps"))
if here.right is None or not here.right.organiser:
    refuse(here, here.say("desk.camps.organiser_only"))
made_card(here)
with st.expander(here.say("desk.camps.new")):
    camp_form(here)
camp_list(here)
