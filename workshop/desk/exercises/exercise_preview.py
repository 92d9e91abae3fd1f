"""How an exercise will look: the phone's page, the sheet and the wall, each as it is really made, in a frame."""

from __future__ import annotations

from typing import Literal, get_args

import streamlit as st

from workshop.base.text import LANGUAGES
from workshop.desk.ui.visitor import Visitor, on_a_phone

Surface = Literal["phone", "paper", "wall"]
SURFACES: tuple[Surface, ...] = get_args(Surface)
PHONE = (390, 760)
PAPER = 900
WALL, WALL_ON_PHONE = 600, 230
EDGES = 34  # of the frame around the phone


def preview(visitor: Visitor, path: str, *, steps: int, mark: str = "") -> None:
    """The frame, with what to look at chosen above it. `path` names a draft or an exercise; `mark` changes with it."""
    st.caption(visitor.say("editor.preview_help"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        surface = st.segmented_control(
            visitor.say("editor.preview_surface"),
            SURFACES,
            default=SURFACES[0],
            required=True,
            format_func=lambda one: visitor.say(f"editor.surface.{one}"),
            key=f"exercise.surface.{path}",
            label_visibility="collapsed",
        )
        language = st.segmented_control(
            visitor.say("editor.preview_language"),
            LANGUAGES,
            default=visitor.language,
            required=True,
            format_func=lambda one: visitor.say(f"rubrics.in.{one}"),
            key=f"exercise.language.{path}",
            label_visibility="collapsed",
        )
        number = 1
        if surface == "phone" and steps > 1:
            number = int(
                st.number_input(
                    visitor.say("editor.preview_number", n=steps),
                    min_value=1,
                    max_value=steps,
                    step=1,
                    key=f"exercise.number.{path}",
                    width=160,
                )
            )
    # The frame is asked for anew whenever the draft has changed.
    address = f"/preview/{path}/{surface}/{language}?n={number}&of={mark}"
    match surface:
        case "phone" if on_a_phone():
            st.iframe(address, height=PHONE[1])
        case "phone":
            with st.container(border=True, width=PHONE[0] + EDGES):
                st.iframe(address, width=PHONE[0], height=PHONE[1])
        case "wall":
            st.iframe(address, height=WALL_ON_PHONE if on_a_phone() else WALL)
        case _:
            st.iframe(address, height=PAPER)
    st.link_button(visitor.say("editor.preview_alone"), address, type="tertiary")
