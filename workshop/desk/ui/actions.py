"""Running an action and reporting its outcome: flash messages, and the notice of a screen that failed.

A Streamlit callback runs before the page is drawn, so its message waits for the next drawing. A failed screen
shows a plain notice in the reader's language, without the internal error.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
DOUBLE_TAP = 0.7  # seconds between two taps that are meant as one
LASTS = 10.0  # seconds that a message stays on a screen which draws itself anew


def attempt(
    visitor: Visitor, place: str, action: Callable[[], object], done: str = "", form: str = ""
) -> None:
    """Run it; leave the message `done` at `place`, an error beside the button of `form`, or at `place` without one."""
    try:
        action()
    except MengyaError as error:
        leave_note(form or place, "bad", visitor.explain(error))
        if form:
            st.session_state[f"refused.{form}"] = True
    else:
        st.session_state.pop(f"refused.{form}", None)
        if done:
            leave_note(place, "good", done)


@contextmanager
def fold(label: str, form: str, *, expanded: bool = False) -> Iterator[None]:
    """A form that folds away. A refusal keeps it open, and stands at its end, beside the button that was pressed."""
    refused = f"refused.{form}" in st.session_state
    with st.expander(label, expanded=expanded or refused, key=f"fold.{form}"):
        yield
        show_note(form)


def tapped_twice(visitor: Visitor, place: str, name: str) -> bool:
    """Whether this is the second tap of a double tap on the button `name`; then it is told, and does nothing.

    For buttons whose second press would do something else than the first. Others need no such guard.
    """
    before, now = st.session_state.get(f"tapped.{name}"), time.monotonic()
    st.session_state[f"tapped.{name}"] = now
    if before is None or now - before > DOUBLE_TAP:
        return False
    leave_note(place, "note", visitor.say("desk.press.twice"))
    return True


def leave_note(place: str, tone: Tone, text: str) -> None:
    """Store a flash message for the next drawing of `place`; two presses in one run leave two."""
    waiting: list[tuple[Tone, str]] = st.session_state.setdefault(f"told.{place}", [])
    if (tone, text) not in waiting:
        waiting.append((tone, text))


def show_note(place: str) -> None:
    """Show the flash messages of this place, once."""
    _draw(st.session_state.pop(f"told.{place}", []))


def show_lasting_note(place: str) -> None:
    """The same on a screen that draws itself anew every few seconds: newer messages replace what is shown, and it
    stays long enough to be read.
    """
    waiting, now = st.session_state.pop(f"told.{place}", []), time.monotonic()
    if waiting:
        st.session_state[f"shown.{place}"] = (waiting, now)
    notes, since = st.session_state.get(f"shown.{place}", ([], now))
    if now - since < LASTS:
        _draw(notes)


def _draw(notes: Sequence[tuple[Tone, str]]) -> None:
    for tone, text in notes:
        match tone:
            case "good":
                st.success(paragraphs(text))
            case "note":
                st.info(paragraphs(text))
            case _:
                st.error(paragraphs(text))
