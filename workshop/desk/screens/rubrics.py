"""Rubrics: read, copied, edited and saved as new versions by organisers; read by facilitators."""

import streamlit as st

from workshop.desk.rubrics.rubric_form import rubric_form
from workshop.desk.rubrics.rubric_list import rubric_list
from workshop.desk.rubrics.rubric_place import PLACE, go, keep_address, where
from workshop.desk.rubrics.rubric_view import rubric_view
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.services.camp import rubrics

here = visitor()
if here.right is None:
    refuse(here, here.say("rubrics.sign_in"))
organiser = here.right is not None and here.right.organiser
spot, name = where()
known = {one.key: one for one in rubrics.known_rubrics(the_house())} if spot == "rubric" else {}
if (spot == "rubric" and name not in known) or (spot == "draft" and not organiser):
    st.warning(here.say("rubrics.not_there"))
    go("list")
    spot, name = where()
keep_address()
head(here, here.say("desk.screen.rubrics"))
told(PLACE)
match spot:
    case "rubric":
        rubric_view(here, known[name])
    case "draft":
        rubric_form(here, name)
    case _:
        rubric_list(here)
