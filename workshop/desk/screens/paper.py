"""Paper: a step's sheet to print, the sheets that came back typed in, and those typed in so far."""

import streamlit as st

from workshop.desk.paper.paper_tools import print_links, sheet_form, sheet_list, step_choice
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.services.export import paper

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.paper.sign_in"))
camp = camp_head(here, here.say("desk.screen.paper"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
step = step_choice(here, camp)
if step is None:
    st.info(here.say("desk.paper.no_steps"))
    st.stop()
print_links(here, camp, step)
questions = paper.asked_on_paper(the_house(), camp, step, here.language)
if not questions:
    st.info(here.say("desk.paper.nothing"))
    st.stop()
sheet_form(here, camp, step, questions)
sheet_list(here, camp, step)
