"""Patterns: what the cases count together, what people wrote from it, and where nobody has passed yet."""

import streamlit as st

from workshop.desk.patterns.pattern_form import form_view
from workshop.desk.patterns.pattern_list import PLACE, go, keep_address, list_view, where
from workshop.desk.patterns.pattern_page import page_view
from workshop.desk.patterns.pattern_table import gaps_view, table_view
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import head, refuse, wall_camp
from workshop.desk.ui.visitor import visitor
from workshop.services.learn import patterns

VIEWS = ("written", "table", "gaps")

here = visitor()
if here.right is None:
    refuse(here, here.say("pattern_desk.sign_in"))
cases = patterns.cases_at_hand(the_house(), wall_camp(here), here.language)
spot, name = where()
known = {one.id: one for one in patterns.known_patterns(the_house(), cases)} if spot == "pattern" else {}
if spot == "pattern" and name not in known:
    st.warning(here.say("pattern_desk.not_there"))
    go("list")
    spot, name = where()
keep_address()
head(here, here.say("desk.screen.patterns"))
told(PLACE)
match spot:
    case "pattern":
        page_view(here, known[name], cases)
    case "draft":
        form_view(here, name, cases)
    case _:
        view = st.segmented_control(
            here.say("pattern_desk.views"),
            VIEWS,
            default="written",
            required=True,
            format_func=lambda one: here.say(f"pattern_desk.view.{one}"),
            key="pattern.view",
            label_visibility="collapsed",
        )
        match view:
            case "table":
                table_view(here, cases)
            case "gaps":
                gaps_view(here, cases)
            case _:
                list_view(here, cases)
