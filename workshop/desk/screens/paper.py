"""Paper: a step's sheet to print, the sheets that came back typed in, and those typed in so far."""

import streamlit as st

from workshop.desk.paper.paper_tools import print_links, sheet_form, sheet_list, step_choice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.export import paper

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.paper.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.paper"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
step = step_choice(visitor, camp)
if step is None:
    st.info(visitor.say("desk.paper.no_steps"))
    st.stop()
print_links(visitor, camp, step)
questions = paper.asked_on_paper(app_context(), camp, step, visitor.language)
if not questions:
    st.info(visitor.say("desk.paper.nothing"))
    st.stop()
sheet_form(visitor, camp, step, questions)
sheet_list(visitor, camp, step)
