"""Which told case is on the desk: how many there are in each state, and the one to read, those that wait first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.told_case import CaseState, ToldCase

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
