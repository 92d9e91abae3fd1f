"""Cases: read one as a story, or two beside one another, from a filtered list."""

import streamlit as st

from workshop.desk.cases.case_filter import filter_cases
from workshop.desk.cases.case_pair import pair_view
from workshop.desk.cases.case_view import case_view
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.page_header import page_header
from workshop.desk.ui.visitor import current_visitor
from workshop.learning.suggest.case_comparison import compare_cases
from workshop.services.community import loop
from workshop.services.community.loop_text import reached_text

visitor = current_visitor()
page_header(visitor, visitor.say("desk.screen.cases"))
everything = app_context().content.cases[visitor.language]
shown = {case.id: case for case in filter_cases(visitor, everything)}
st.caption(visitor.say("desk.cases.count", n=len(shown), total=len(everything)))
if not shown:
    st.info(visitor.say("desk.cases.none"))
    st.stop()


def name_of(code: str) -> str:
    """A case's label in the list."""
    return f"{shown[code].title} · {shown[code].place}"


wanted = st.query_params.get("case")  # a link to one case
if wanted in shown and "cases.case" not in st.session_state:
    st.session_state["cases.case"] = wanted
left, right = st.columns(2)
with left:
    one = st.selectbox(visitor.say("desk.cases.which"), list(shown), format_func=name_of, key="cases.case")
with right:
    other = st.selectbox(
        visitor.say("desk.cases.beside"),
        [code for code in shown if code != one],
        index=None,
        format_func=name_of,
        placeholder=visitor.say("desk.cases.nobody_beside"),
        key="cases.other",
    )
if other is None:
    with st.container(border=True):
        case_view(visitor, shown[one])
        known = loop.recorded(app_context())
        reached = loop.case_reached(shown[one], known)
        st.caption(escape(reached_text(reached, "case", visitor.language)), help=visitor.say("loop.what"))
else:
    pair_view(visitor, compare_cases(shown[one], shown[other]))
