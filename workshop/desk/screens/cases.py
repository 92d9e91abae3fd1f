"""Cases: the case base, by what stood in the way, each with its limits and sources."""

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.case_view import case_view
from workshop.desk.parts.head import head
from workshop.desk.parts.visitor import visitor

here = visitor()
head(here, here.say("desk.screen.cases"))
content = the_house().content
cases = sorted(content.cases[here.language], key=lambda case: case.id)
met = {code for case in cases for code in case.obstacles}
obstacles = [entry for entry in content.vocabularies.obstacles.current if entry.code in met]
labels = {entry.code: entry.name.of(here.language) for entry in obstacles}
chosen = st.multiselect(
    here.say("desk.cases.obstacle"),
    list(labels),
    format_func=labels.__getitem__,
    placeholder=here.say("desk.cases.any"),
    key="cases.obstacles",
)
shown = {case.id: case for case in cases if not chosen or set(chosen) & set(case.obstacles)}
st.caption(here.say("desk.cases.count", n=len(shown), total=len(cases)))
if not shown:
    st.info(here.say("desk.cases.none"))
    st.stop()
case = st.selectbox(
    here.say("desk.cases.which"),
    list(shown),
    format_func=lambda code: f"{shown[code].title} · {shown[code].place}",
    key="cases.case",
)
with st.container(border=True):
    case_view(here, shown[case])
