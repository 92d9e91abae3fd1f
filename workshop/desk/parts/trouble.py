"""What a screen says when it broke: plainly, in the reader's language, without what went wrong inside."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.visitor import language_here
from workshop.text import say


def notice() -> None:
    """Draw the notice; what was saved stays saved, and other screens go on."""
    st.error(say(language_here(), "desk.trouble"))
