"""A recipe as a timetable: computed starts, pins, slack, and what does not fit."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.exercises.agenda import Agenda, AgendaDay
from workshop.text import say


def timetable(here: Visitor, agenda: Agenda) -> None:
    """One table a day, problems first."""
    for problem in agenda.problems:
        st.warning(plain(here.explain(problem)))
    for number, day in enumerate(agenda.days, start=1):
        if len(agenda.days) > 1:
            st.subheader(here.say("desk.agenda.day", n=number), anchor=False)
        _day(here, day)


def _day(here: Visitor, day: AgendaDay) -> None:
    rows = [
        (
            f"{slot.start}–{slot.end}",
            f"{plain(slot.title.of(here.language))}{_pin(here, slot.pinned)}",
            say(here.language, "exercises.minutes", n=slot.minutes),
        )
        for slot in day.blocks
    ]
    heads = [here.say(f"desk.agenda.{name}") for name in ("time", "what", "long")]
    st.table(pd.DataFrame(rows, columns=heads), border="horizontal", hide_index=True)
    st.caption(say(here.language, "exercises.slack", n=day.slack_minutes))


def _pin(here: Visitor, pinned: bool) -> str:
    return f" :gray-badge[{here.say('desk.agenda.pinned')}]" if pinned else ""
