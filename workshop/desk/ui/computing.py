"""What a screen says while a worker still computes for it: what, for how long, and how many are before it.

The screen draws itself again every few seconds; whoever leaves it no longer asks, and the work is stopped.
"""

from __future__ import annotations

import time

import streamlit as st

from workshop.desk.ui.visitor import Visitor
from workshop.services.workers import StillComputing

EVERY = 2.0  # seconds
# The first word of the work's key (services/map/networks.py) -> what a reader calls it.
WORK = {
    "measure": "figures",
    "closing": "chance",
    "alike": "chance",
    "alike in time": "chance",
    "withdraw": "withdrawal",
    "shrinking": "withdrawal",
    "changed": "change",
    "disclose": "disclosure",
    "telling": "movers",
    "joining": "movers",
    "compare": "compare",
}


def still_computing(visitor: Visitor, state: StillComputing) -> None:
    """Say so, and look again in a moment."""
    what = visitor.say(f"desk.computing.{WORK.get(state.what, 'other')}")
    if state.ahead:
        st.info(visitor.say("desk.computing.waiting", what=what, n=state.ahead))
    else:
        st.info(visitor.say("desk.computing.running", what=what, seconds=state.seconds))
    _look_again(time.monotonic())


@st.fragment(run_every=EVERY)
def _look_again(drawn: float) -> None:
    """Its first run belongs to the drawing itself; each later one draws the whole screen anew."""
    if time.monotonic() - drawn > EVERY / 2:
        st.rerun()
