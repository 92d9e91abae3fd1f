"""Agenda: the camp's recipe with computed times, and how each exercise is run."""

import streamlit as st

from workshop.desk.agenda.timetable import exercise_view, timetable
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.exercises.agenda import schedule
from workshop.services.camp.exercises import usable_exercises

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.agenda.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.agenda"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
content = app_context().content
recipe = content.recipes.get(camp.recipe)
if recipe is None:
    st.warning(visitor.say("desk.agenda.recipe_gone", recipe=escape(camp.recipe)))
    st.stop()
st.markdown(f"**{escape(recipe.title.of(visitor.language))}**　{escape(recipe.purpose.of(visitor.language))}")
with st.container(horizontal=True, vertical_alignment="bottom"):
    start = st.time_input(
        visitor.say("desk.agenda.start"), value=None, step=900, key="agenda.start", width=200
    )
    compress = st.toggle(visitor.say("desk.agenda.compress"), key="agenda.compress")
left, right = st.columns([1, 1], gap="large")
with left:
    timetable(
        visitor,
        schedule(
            recipe, usable_exercises(app_context()), f"{start:%H:%M}" if start else None, compress=compress
        ),
    )
with right:
    exercise_view(visitor, list(dict.fromkeys(recipe.exercises())))
