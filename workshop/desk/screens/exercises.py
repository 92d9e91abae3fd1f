"""Exercises: looked at, copied, edited and published for the next camp by facilitators and organisers."""

import streamlit as st

from workshop.desk.exercises.exercise_form import exercise_form
from workshop.desk.exercises.exercise_list import exercise_list, exercise_view
from workshop.desk.exercises.exercise_place import PLACE, go, keep_address, where
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import page_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.camp.exercises import known_exercises

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("editor.sign_in"))
spot, name = where()
known = {one.exercise.id: one for one in known_exercises(app_context())} if spot == "exercise" else {}
if spot == "exercise" and name not in known:
    st.warning(visitor.say("editor.not_there"))
    go("list")
    spot, name = where()
keep_address()
page_header(visitor, visitor.say("desk.screen.exercises"))
if spot == "draft":
    exercise_form(visitor, name)
else:
    show_note(PLACE)
    if spot == "exercise":
        exercise_view(visitor, known[name])
    else:
        exercise_list(visitor)
