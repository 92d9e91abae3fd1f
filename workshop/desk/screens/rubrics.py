"""Rubrics: read, copied, edited and saved as new versions by organisers; read by facilitators."""

import streamlit as st

from workshop.desk.rubrics.rubric_form import rubric_form
from workshop.desk.rubrics.rubric_list import rubric_list
from workshop.desk.rubrics.rubric_place import PLACE, go, keep_address, where
from workshop.desk.rubrics.rubric_view import rubric_view
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import page_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.camp import rubrics

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("rubrics.sign_in"))
organiser = visitor.right is not None and visitor.right.organiser
spot, name = where()
known = {one.key: one for one in rubrics.known_rubrics(app_context())} if spot == "rubric" else {}
if (spot == "rubric" and name not in known) or (spot == "draft" and not organiser):
    st.warning(visitor.say("rubrics.not_there"))
    go("list")
    spot, name = where()
keep_address()
page_header(visitor, visitor.say("desk.screen.rubrics"))
show_note(PLACE)
match spot:
    case "rubric":
        rubric_view(visitor, known[name])
    case "draft":
        rubric_form(visitor, name)
    case _:
        rubric_list(visitor)
