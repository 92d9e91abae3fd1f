"""The look back over a group of answers before they are handed in, each with a way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from workshop.desk.parts.plain import paragraphs, plain
from workshop.desk.parts.visitor import Visitor
from workshop.exercises.review import ReviewLine, review_lines
from workshop.model.step import Question
from workshop.room.place import Showing

Change = Callable[[str, str, str], None]  # step, question, and the review to come back to


@dataclass(frozen=True)
class Ending:
    """What the buttons below do: hand in for the first time, or go on after that."""

    hand_in: Callable[..., None]
    arguments: tuple[object, ...]
    onward: Callable[[], None]


def review(here: Visitor, showing: Showing[Question], change: Change, ending: Ending) -> None:
    """Every answer with its anchor and example, doubts marked gently; everything counts without this page."""
    given = {name: answer.payload for name, answer in showing.place.given.items()}
    lines = review_lines(showing.group, given, showing.place.drafted, here.language)
    st.subheader(plain(showing.question.prompt), anchor=False)
    st.markdown(paragraphs(showing.question.help))
    if lacking := [line for line in lines if not line.answered]:
        names = here.say("exercises.joiner").join(plain(line.question.prompt) for line in lacking)
        st.warning(f"{here.say('exercises.review.lacking', n=len(lacking))} {names}")
    for line in lines:
        _line(here, showing, line, change)
    if any(line.hypothesis for line in lines):
        st.caption(
            f":orange-badge[{here.say('desk.hypothesis.badge')}] {here.say('phone.hypothesis_levels')}"
        )
    if showing.given is not None:
        st.success(here.say("exercises.review.again"))
        st.button(
            here.say("exercises.review.onward"),
            key="answer.review.onward",
            type="primary",
            on_click=ending.onward,
        )
        return
    st.button(
        here.say("exercises.review.hand_in"),
        key="answer.review.send",
        type="primary",
        on_click=ending.hand_in,
        args=ending.arguments,
    )


def _line(here: Visitor, showing: Showing[Question], line: ReviewLine, change: Change) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(line.question.prompt)}**")
            st.button(
                here.say("exercises.review.change" if line.answered else "exercises.review.answer"),
                key=f"answer.review.{showing.place.step.id}.{line.question.id}",
                type="tertiary" if line.answered else "secondary",
                on_click=change,
                args=(showing.place.step.id, line.question.id, showing.question.id),
            )
        if line.level is not None:
            badge = f" :orange-badge[{here.say('desk.hypothesis.badge')}]" if line.hypothesis else ""
            st.markdown(f"**{here.say('desk.level', level=line.level)}**　{plain(line.anchor)}{badge}")
        if line.example:
            st.caption(plain(here.say("exercises.joiner").join(line.example)))
        marks = [here.say(f"exercises.review.{doubt}") for doubt in line.doubts]
        if line.changing:
            marks.append(here.say("exercises.review.changing"))
        if marks:
            st.caption(" ".join(f":orange-background[{plain(mark)}]" for mark in marks))
