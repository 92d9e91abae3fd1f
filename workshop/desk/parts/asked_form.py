"""What the cards can still be told at the desk: what is there to build on, and one's own words. Facts have their own page."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.refusal import attempt, told
from workshop.desk.parts.visitor import Visitor
from workshop.learning.vocabulary import options
from workshop.model.camp import Seat
from workshop.room import asking
from workshop.room.asking import LONGEST_WORDS, Telling
from workshop.store.asker_notes import AskerNote

PLACE = "asking"
UNKNOWN, NONE, SOME = "unknown", "none", "some"


def asked_form(here: Visitor, seat: Seat) -> None:
    """Folded away beneath the cards, filled with what this person told before."""
    told(PLACE)
    note = asking.told_by(the_house(), seat)
    names = {
        code: label for code, label, _ in options(the_house().content.vocabularies.assets, here.language)
    }
    key = f"asking.{seat.id}"
    there = UNKNOWN if note.assets is None else SOME if note.assets else NONE
    with (
        st.expander(here.say("asking.title")),
        st.form(key, enter_to_submit=False, border=False),
    ):
        st.caption(f"{here.say('asking.why')} {here.say('asking.facts_at')}")
        st.radio(
            here.say("asking.assets"),
            (UNKNOWN, NONE, SOME),
            index=(UNKNOWN, NONE, SOME).index(there),
            format_func=lambda one: here.say(f"asking.there.{one}"),
            horizontal=True,
            key=f"{key}.there",
        )
        st.pills(
            here.say("asking.assets_which"),
            list(names),
            selection_mode="multi",
            default=sorted(note.assets or ()),
            format_func=lambda code: names[code],
            key=f"{key}.assets",
        )
        st.text_area(
            here.say("asking.words"),
            value=note.words,
            max_chars=LONGEST_WORDS,
            help=here.say("asking.words_help", longest=LONGEST_WORDS),
            key=f"{key}.words",
        )
        st.form_submit_button(here.say("asking.send"), on_click=_save, args=(here, seat, key))


def _save(here: Visitor, seat: Seat, key: str) -> None:
    state = st.session_state
    ticked = frozenset(state[f"{key}.assets"])
    # Whoever ticks something means it, whatever stands above it.
    known = bool(ticked) or state[f"{key}.there"] != UNKNOWN
    note = AskerNote(ticked if known else None, str(state[f"{key}.words"]).strip())
    attempt(here, PLACE, lambda: asking.tell(the_house(), seat, Telling(note=note)), here.say("asking.kept"))
