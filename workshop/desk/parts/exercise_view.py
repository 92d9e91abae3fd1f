"""How an exercise is run: what the host says, what to watch for, where it goes wrong."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.exercises.exercise import HEADINGS
from workshop.text import say


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
