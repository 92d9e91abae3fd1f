"""Carrying out what somebody asked for, and telling them plainly when it was refused.

A callback runs before the page is drawn, so what it has to say waits for the next drawing.

What a screen says when it broke: plainly, in the reader's language, without what went wrong inside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.base.text import say
from workshop.desk.ui.escape import paragraphs
from workshop.desk.ui.visitor import Visitor, language_here


def notice() -> None:
    """Draw the notice; what was saved stays saved, and other screens go on."""
    st.error(say(language_here(), "desk.trouble"))


Tone = Literal["good", "note", "bad"]


def attempt(visitor: Visitor, place: str, action: Callable[[], object], done: str = "") -> None:
    """Do it; keep `done`, or what went wrong, to be told at `place`."""
    try:
        action()
    except MengyaError as error:
        leave_note(place, "bad", visitor.explain(error))
    else:
        if done:
            leave_note(place, "good", done)


def leave_note(place: str, tone: Tone, text: str) -> None:
    """Keep a message for the next drawing of `place`."""
    st.session_state[f"told.{place}"] = (tone, text)


def show_note(place: str) -> None:
    """Show what waits for this place, once."""
    waiting = st.session_state.pop(f"told.{place}", None)
    if waiting is None:
        return
    tone, text = waiting
    match tone:
        case "good":
            st.success(paragraphs(text))
        case "note":
            st.info(paragraphs(text))
        case _:
            st.error(paragraphs(text))
