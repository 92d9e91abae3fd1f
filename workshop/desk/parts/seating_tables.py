"""Who sits where in one round, table by table; and the sheets to print for when the Wi-Fi is gone."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.seating_look import SeatingLook
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.room import links
from workshop.text import LANGUAGES

COLUMNS = 4


def tables_view(here: Visitor, look: SeatingLook) -> None:
    """The tables of one round, at first the one that is on."""
    found = look.found
    if found is None:
        return
    rounds = len(found.plan.paths)
    chosen = st.segmented_control(
        here.say("seating_desk.which_round"),
        range(1, rounds + 1),
        default=max(1, found.now),
        format_func=lambda number: here.say("rounds.column.round", number=number),
        key=f"seating.round.{found.kept.number}.{found.now}",
    )
    tables = found.plan.rounds[(chosen or max(1, found.now)) - 1]
    for start in range(0, len(tables), COLUMNS):
        columns = st.columns(COLUMNS)
        for place, column in enumerate(columns, start):
            if place < len(tables):
                with column, st.container(border=True):
                    st.markdown(f"**{here.say('seating_desk.table', number=place + 1)}**")
                    st.markdown(
                        bullets(plain(look.name(who)) for who in sorted(tables[place], key=look.name))
                    )


def meeting_links(here: Visitor, camp: Camp, what: str) -> None:
    """The lists to print, in both languages. `what`: pairs or rounds."""
    st.caption(here.say("seating_desk.print_help"))
    with st.container(horizontal=True):
        for language in LANGUAGES:
            token = links.sign(the_house(), "meeting", camp.id, what, language)
            st.link_button(here.say(f"seating_desk.print.{language}"), f"/paper/meeting/{token}")
