"""Which told case is on the desk: how many there are in each state, and the one to read, those that wait first.

Cases that may tell the same: beside one another, why they may be one, and letting one stand for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workshop.desk.cases.case_view import case_view
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.case import CaseState, ToldCase
from workshop.services.learn.case_review import Review


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


# What waits for the facilitator comes first.
ORDER = (
    CaseState.SUBMITTED,
    CaseState.NEEDS_INFO,
    CaseState.PUBLISHED,
    CaseState.MERGED,
    CaseState.REJECTED,
    CaseState.RETIRED,
)


def choose_told(here: Visitor, camp: Camp, found: Sequence[ToldCase]) -> str | None:
    """The id of the one to read; None where nobody has told anything yet, which says how somebody could."""
    if not found:
        st.info(here.say("told_desk.none"))
        return None
    counts = Counter(one.state for one in found)
    between = here.say("learning.dot")
    st.caption(
        between.join(
            here.say(
                "told_desk.count", state=here.say(f"told_desk.state.{state.value}"), number=counts[state]
            )
            for state in ORDER
            if counts[state]
        )
    )
    ordered = {one.id: one for one in sorted(found, key=lambda one: (ORDER.index(one.state), one.at, one.id))}
    key = f"told.case.{camp.id}"
    if st.session_state.get(key) not in ordered:
        st.session_state[key] = next(iter(ordered))
    return st.selectbox(
        here.say("told_desk.which"),
        list(ordered),
        format_func=lambda code: (
            f"{here.say(f'told_desk.state.{ordered[code].state.value}')} · {_name(ordered[code])}"
        ),
        key=key,
    )


def _name(told: ToldCase) -> str:
    return told.telling.title or told.telling.stuck
