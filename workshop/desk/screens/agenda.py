"""Agenda: the camp's own timetable as it stands now, the way to change and print it, and how each exercise is run."""

import streamlit as st

from workshop.desk.agenda.timetable import camp_timetable, exercise_view
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.camp import control

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.agenda.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.agenda"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
recipe = app_context().content.recipes.get(camp.recipe)
if recipe is not None:
    st.markdown(
        f"**{escape(recipe.title.of(visitor.language))}**　{escape(recipe.purpose.of(visitor.language))}"
    )
with st.container(horizontal=True):
    here = f"?camp={camp.code}&lang={visitor.language}"
    st.link_button(visitor.say("live.plan"), f"/r/agenda{here}", type="primary")
    st.link_button(visitor.say("live.plan.run"), f"/r/agenda/run{here}")
    st.link_button(visitor.say("live.plan.people"), f"/r/agenda/people{here}")
st.caption(visitor.say("desk.agenda.change_help"))
steps = control.steps(app_context(), camp.id)
left, right = st.columns([1, 1], gap="large")
with left:
    camp_timetable(visitor, steps)
with right:
    exercise_view(visitor, steps)
