"""A recipe as a timetable: computed starts, pins, slack, and what does not fit.

How an exercise is run: what the host says, what to watch for, where it goes wrong.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.base.text import say
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.agenda import Agenda, AgendaDay
from workshop.exercises.exercise import HEADINGS


def exercise_view(here: Visitor, ids: list[str]) -> None:
    """One exercise of several, chosen by name."""
    exercises = the_house().content.exercises
    chosen = st.selectbox(
        here.say("desk.agenda.exercise"),
        [code for code in ids if code in exercises],
        format_func=lambda code: exercises[code].title.of(here.language),
        key="agenda.exercise",
    )
    if not chosen:
        return
    exercise = exercises[chosen]
    st.markdown(f"**{plain(exercise.heart.of(here.language))}**")
    st.caption(
        " · ".join(
            (
                say(here.language, f"exercises.phase.{exercise.phase}"),
                say(here.language, "exercises.minutes", n=exercise.minutes.plan),
                say(here.language, f"exercises.privacy.{exercise.privacy.level}"),
            )
        )
    )
    sections = exercise.sections(here.language)
    for key, zh, en in HEADINGS:
        if key in sections:
            with st.expander(zh if here.language == "zh" else en, expanded=key == "how"):
                # Written by the installation's own authors, who may use headings and lists.
                st.markdown(sections[key])


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
