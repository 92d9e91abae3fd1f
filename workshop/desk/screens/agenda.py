"""Agenda: the camp's recipe with computed times, and how each exercise is run."""

import streamlit as st

from workshop.desk.agenda.timetable import exercise_view, timetable
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.exercises.agenda import schedule

here = visitor()
if here.right is None:
    refuse(here, here.say("desk.agenda.sign_in"))
camp = camp_head(here, here.say("desk.screen.agenda"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
content = the_house().content
recipe = content.recipes.get(camp.recipe)
if recipe is None:
    st.warning(here.say("desk.agenda.recipe_gone", recipe=plain(camp.recipe)))
    st.stop()
st.markdown(f"**{plain(recipe.title.of(here.language))}**　{plain(recipe.purpose.of(here.language))}")
with st.container(horizontal=True, vertical_alignment="bottom"):
    start = st.time_input(here.say("desk.agenda.start"), value=None, step=900, key="agenda.start", width=200)
    compress = st.toggle(here.say("desk.agenda.compress"), key="agenda.compress")
left, right = st.columns([1, 1], gap="large")
with left:
    timetable(
        here, schedule(recipe, content.exercises, f"{start:%H:%M}" if start else None, compress=compress)
    )
with right:
    exercise_view(here, list(dict.fromkeys(recipe.exercises())))
