"""Cases: one read like a story, or two beside one another, out of those that fit what is looked for."""

import streamlit as st

from workshop.desk.cases.case_filter import filter_cases
from workshop.desk.cases.case_pair import pair_view
from workshop.desk.cases.case_view import case_view
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import head
from workshop.desk.ui.visitor import visitor
from workshop.learning.suggest.case_comparison import compare_cases

here = visitor()
head(here, here.say("desk.screen.cases"))
everything = the_house().content.cases[here.language]
shown = {case.id: case for case in filter_cases(here, everything)}
st.caption(here.say("desk.cases.count", n=len(shown), total=len(everything)))
if not shown:
    st.info(here.say("desk.cases.none"))
    st.stop()


def name_of(code: str) -> str:
    """A case in the list."""
    return f"{shown[code].title} · {shown[code].place}"


left, right = st.columns(2)
with left:
    one = st.selectbox(here.say("desk.cases.which"), list(shown), format_func=name_of, key="cases.case")
with right:
    other = st.selectbox(
        here.say("desk.cases.beside"),
        [code for code in shown if code != one],
        index=None,
        format_func=name_of,
        placeholder=here.say("desk.cases.nobody_beside"),
        key="cases.other",
    )
if other is None:
    with st.container(border=True):
        case_view(here, shown[one])
else:
    pair_view(here, compare_cases(shown[one], shown[other]))
