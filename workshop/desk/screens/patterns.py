"""Patterns: what the cases show together, the patterns people wrote from it, and coverage gaps."""

import streamlit as st

from workshop.desk.patterns.landscape_view import landscape_view
from workshop.desk.patterns.loop_view import loop_view
from workshop.desk.patterns.pattern_form import form_view
from workshop.desk.patterns.pattern_list import PLACE, go, keep_address, list_view, where
from workshop.desk.patterns.pattern_page import page_view
from workshop.desk.patterns.pattern_table import gaps_view, table_view
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_of_address, page_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.learn import patterns

VIEWS = ("written", "table", "gaps", "loop")

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("pattern_desk.sign_in"))
camp = camp_of_address(visitor)
cases = patterns.cases_at_hand(app_context(), camp, visitor.language)
spot, name = where()
known = {one.id: one for one in patterns.known_patterns(app_context(), cases)} if spot == "pattern" else {}
if spot == "pattern" and name not in known:
    st.warning(visitor.say("pattern_desk.not_there"))
    go("list")
    spot, name = where()
keep_address()
page_header(visitor, visitor.say("desk.screen.patterns"))
show_note(PLACE)
match spot:
    case "pattern":
        page_view(visitor, known[name], cases)
    case "draft":
        form_view(visitor, name, cases)
    case _:
        view = st.segmented_control(
            visitor.say("pattern_desk.views"),
            VIEWS,
            default="written",
            required=True,
            format_func=lambda one: visitor.say(f"pattern_desk.view.{one}"),
            key="pattern.view",
            label_visibility="collapsed",
        )
        match view:
            case "table":
                table_view(visitor, cases)
            case "gaps":
                landscape_view(visitor, camp)
                gaps_view(visitor, cases, drawn=camp is not None)
            case "loop":
                loop_view(visitor, camp)
            case _:
                list_view(visitor, cases)
