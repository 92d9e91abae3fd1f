"""Timetable of a recipe: computed starts, fixed times, slack, and what does not fit; and how each exercise is
run.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.base.text import say
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.agenda import Agenda, AgendaDay
from workshop.exercises.exercise import HEADINGS
from workshop.services.camp.exercises import usable_exercises


def exercise_view(visitor: Visitor, ids: list[str]) -> None:
    """One exercise, chosen by name: what the host says, what to watch for, where it goes wrong."""
    exercises = usable_exercises(app_context())
    chosen = st.selectbox(
        visitor.say("desk.agenda.exercise"),
        [code for code in ids if code in exercises],
        format_func=lambda code: exercises[code].title.of(visitor.language),
        key="agenda.exercise",
    )
    if not chosen:
        return
    exercise = exercises[chosen]
    st.markdown(f"**{escape(exercise.heart.of(visitor.language))}**")
    st.caption(
        " · ".join(
            (
                say(visitor.language, f"exercises.phase.{exercise.phase}"),
                say(visitor.language, "exercises.minutes", n=exercise.minutes.plan),
                say(visitor.language, f"exercises.privacy.{exercise.privacy.level}"),
            )
        )
    )
    sections = exercise.sections(visitor.language)
    for key, zh, en in HEADINGS:
        if key in sections:
            with st.expander(zh if visitor.language == "zh" else en, expanded=key == "how"):
                # Written by the installation's own authors, who may use headings and lists.
                st.markdown(sections[key])


def timetable(visitor: Visitor, agenda: Agenda) -> None:
    """One table per day, problems first."""
    for problem in agenda.problems:
        st.warning(escape(visitor.explain(problem)))
    for number, day in enumerate(agenda.days, start=1):
        if len(agenda.days) > 1:
            st.subheader(visitor.say("desk.agenda.day", n=number), anchor=False)
        _day(visitor, day)


def _day(visitor: Visitor, day: AgendaDay) -> None:
    rows = [
        (
            f"{slot.start}–{slot.end}",
            f"{escape(slot.title.of(visitor.language))}{_pin(visitor, slot.pinned)}",
            say(visitor.language, "exercises.minutes", n=slot.minutes),
        )
        for slot in day.blocks
    ]
    heads = [visitor.say(f"desk.agenda.{name}") for name in ("time", "what", "long")]
    st.table(pd.DataFrame(rows, columns=heads), border="horizontal", hide_index=True)
    if day.slack_minutes < 0:
        st.warning(say(visitor.language, "exercises.slack_over", n=-day.slack_minutes))
    else:
        st.caption(say(visitor.language, "exercises.slack", n=day.slack_minutes))


def _pin(visitor: Visitor, pinned: bool) -> str:
    return f" :gray-badge[{visitor.say('desk.agenda.pinned')}]" if pinned else ""
