"""The camp's timetable: starts that follow what really began, fixed times, slack; and how each exercise is run."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workshop.base.text import say
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.agenda import clock_of
from workshop.exercises.exercise import HEADINGS
from workshop.model.camp import CampStep
from workshop.services.camp.exercises import exercises_for
from workshop.services.camp.questions import exercise_of
from workshop.services.room.timetable import Slot, timetable


def exercise_view(visitor: Visitor, steps: Sequence[CampStep]) -> None:
    """One exercise of the camp, chosen by name: what the host says, what to watch for, where it goes wrong."""
    exercises = exercises_for(app_context(), steps)
    chosen = st.selectbox(
        visitor.say("desk.agenda.exercise"),
        list(dict.fromkeys(step.exercise for step in steps if step.screen)),
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


def camp_timetable(visitor: Visitor, steps: Sequence[CampStep]) -> None:
    """One table per stretch up to a fixed time, as the agenda stands now."""
    context = app_context()
    times = timetable(steps, context.now())
    days = len({step.block.day for step in steps})
    day = -1
    for stretch in times.stretches:
        first = stretch.slots[0].step.block
        if days > 1 and first.day != day:
            st.subheader(visitor.say("desk.agenda.day", n=first.day + 1), anchor=False)
        day = first.day
        rows = [
            (
                "–" if slot.passed else f"{clock_of(slot.begins)}–{clock_of(slot.ends)}",
                _what(visitor, slot),
                say(visitor.language, "exercises.minutes", n=slot.step.minutes),
            )
            for slot in stretch.slots
        ]
        heads = [visitor.say(f"desk.agenda.{name}") for name in ("time", "what", "long")]
        st.table(pd.DataFrame(rows, columns=heads), border="horizontal", hide_index=True)
        if stretch.over:
            st.warning(say(visitor.language, "exercises.slack_over", n=stretch.over))
        elif stretch.slack:
            st.caption(say(visitor.language, "exercises.slack", n=stretch.slack))


def _what(visitor: Visitor, slot: Slot) -> str:
    step = slot.step
    title = escape(exercise_of(app_context(), step).title.of(visitor.language))
    marks = [escape(step.block.track)] if step.block.track else []
    if slot.passed and not step.skipped:
        marks.append(visitor.say("live.state.passed"))
    elif step.block.pin:
        marks.append(visitor.say("desk.agenda.pinned"))
    if step.skipped:
        marks.append(visitor.say("desk.agenda.skipped"))
    return title + "".join(f" :gray-badge[{mark}]" for mark in marks)
