"""Now, next, and the minutes left: one line a facilitator reads across the room."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.live import Agenda, title
from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import CampStep


def now_line(here: Visitor, agenda: Agenda, pulse: tuple[int, int, int]) -> None:
    """What runs, what comes, how many are in the room."""
    now, following = agenda.now, agenda.next
    with st.container(border=True, horizontal=True, gap="small"):
        if now is None:
            st.markdown(here.say("desk.now.nothing"))
        else:
            name = plain(title(the_house(), now, here.language))
            st.markdown(f"{here.say('desk.now.now', step=name)} · {_left(here, now)}")
        if following is not None:
            name = plain(title(the_house(), following, here.language))
            st.markdown(here.say("desk.now.next", step=name, n=following.minutes))
        st.markdown(here.say("desk.now.seats", n=pulse[2]))


def _left(here: Visitor, step: CampStep) -> str:
    if step.opened_at is None:
        return ""
    left = step.opened_at + timedelta(minutes=step.minutes) - the_house().now()
    minutes = round(left.total_seconds() / 60)
    if minutes >= 0:
        return here.say("desk.now.left", n=minutes)
    return f":red[{here.say('desk.now.over', n=-minutes)}]"
