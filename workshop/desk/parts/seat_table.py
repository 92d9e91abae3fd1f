"""Who has answered, seat by seat, the stuck ones first. It shows how far somebody is, never what they said."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.room.progress import SeatProgress, StepProgress

HEIGHT = 430


def answered(here: Visitor, progress: StepProgress) -> None:
    """n of N, as a figure and a bar."""
    total = len(progress.seats)
    st.progress(
        progress.done / total if total else 0.0,
        text=here.say("desk.progress.done", done=progress.done, total=total, started=progress.started),
    )


def seat_table(here: Visitor, progress: StepProgress) -> None:
    """One line a seat."""
    if not progress.seats:
        st.info(here.say("desk.progress.nobody"))
        return
    names = ("who", "community", "how_far", "state")
    columns = [here.say(f"desk.seats.{name}") for name in names]
    rows = [
        (plain(seat.nickname), plain(seat.community), f"{seat.answered}/{seat.total}", _state(here, seat))
        for seat in progress.seats
    ]
    st.table(
        pd.DataFrame(rows, columns=columns),
        border="horizontal",
        height=HEIGHT if len(rows) > 8 else "content",
        hide_index=True,
        alt=here.say("desk.seats.alt"),
    )


def _state(here: Visitor, seat: SeatProgress) -> str:
    if seat.done:
        words = f":green[{here.say('desk.seats.done')}]"
    elif seat.stuck:
        words = f":red[{here.say('desk.seats.stuck')}]"
    elif seat.drafting:
        words = here.say("desk.seats.drafting")
    elif seat.answered:
        words = here.say("desk.seats.under_way")
    else:
        words = f":gray[{here.say('desk.seats.not_started')}]"
    return f"{words} · {here.say('desk.seats.late', n=seat.late)}" if seat.late else words
