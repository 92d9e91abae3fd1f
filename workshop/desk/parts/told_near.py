"""Cases that may tell the same: beside one another, why they may be one, and letting one stand for both."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.case_view import case_view
from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.room.case_review import Review


def near_view(here: Visitor, review: Review) -> None:
    """Those nearest to it, each behind one tap."""
    if not review.near:
        return
    st.subheader(here.say("told_desk.near"), anchor=False)
    st.caption(here.say("told_desk.near_help"))
    names = the_house().content.vocabularies.obstacles
    for near, case in review.near:
        shared = [code for code in review.case.obstacles if code in case.obstacles]
        why = [here.say(f"told_desk.near_because.{reason.value}") for reason in near.reasons]
        if shared:
            same = here.say("learning.comma").join(names.name(code, here.language) for code in shared)
            why.append(here.say("told_desk.near_because.obstacles", names=same))
        label = f"{plain(case.title)} · {plain(case.place)}"
        with st.expander(label + (f" — {plain(here.say('learning.dot').join(why))}" if why else "")):
            case_view(here, case)
