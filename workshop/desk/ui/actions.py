"""Running an action and reporting its outcome: flash messages, and the notice of a screen that failed.

A Streamlit callback runs before the page is drawn, so its message waits for the next drawing. A failed screen
shows a plain notice in the reader's language, without the internal error.
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
    """Draw the notice; what was saved stays saved, and other screens work on."""
    st.error(say(language_here(), "desk.trouble"))


Tone = Literal["good", "note", "bad"]


def attempt(visitor: Visitor, place: str, action: Callable[[], object], done: str = "") -> None:
    """Run it; leave the message `done`, or the error, at `place`."""
    try:
        action()
    except MengyaError as error:
        leave_note(place, "bad", visitor.explain(error))
    else:
        if done:
            leave_note(place, "good", done)


def leave_note(place: str, tone: Tone, text: str) -> None:
    """Store a flash message for the next drawing of `place`."""
    st.session_state[f"told.{place}"] = (tone, text)


def show_note(place: str) -> None:
    """Show the flash message of this place, once."""
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
