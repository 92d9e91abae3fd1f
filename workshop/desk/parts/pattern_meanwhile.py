"""Two people in one draft: what another wrote meanwhile comes up by itself; where both wrote, both stand and one chooses."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.pattern_place import PLACE
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.room import pattern_drafts
from workshop.text import LANGUAGES, Language


@dataclass(frozen=True)
class Field:
    """One text of a draft on this screen: the words in the field, and those that stood there when it was last shown."""

    draft: str
    place: str
    language: Language

    @property
    def key(self) -> str:
        """Where the field keeps what is typed."""
        return f"pattern.{self.draft}.{self.place}.{self.language}"

    @property
    def seen(self) -> str:
        """Where what stood there when last shown is kept."""
        return f"pattern.{self.draft}.seen.{self.place}.{self.language}"


def follow(field: Field, kept: str) -> None:
    """Before a field is drawn: what others wrote comes up, unless something of one's own is waiting in it."""
    state = st.session_state
    mine, seen = state.setdefault(field.key, kept), state.setdefault(field.seen, kept)
    if mine in (seen, kept):
        state[field.key] = state[field.seen] = kept


def keep(here: Visitor, field: Field) -> None:
    """Keep what was typed, unless others wrote there meanwhile: then nothing is written over."""
    state = st.session_state
    typed, seen = str(state[field.key]), str(state[field.seen])

    def write() -> None:
        now = pattern_drafts.write(the_house(), field.draft, field.place, field.language, typed, seen)
        if now == typed:
            state[field.seen] = typed

    attempt(here, PLACE, write)


def both(here: Visitor, field: Field, kept: str) -> None:
    """After a field is drawn: if both wrote, the other words stand beneath it, and one of the two is chosen."""
    state = st.session_state
    if kept == state[field.seen] or state[field.key] == kept:
        return
    st.warning(here.say("pattern_both.told", theirs=plain(kept)))
    with st.container(horizontal=True):
        st.button(
            here.say("pattern_both.mine"), key=f"{field.key}.mine", on_click=_mine, args=(here, field, kept)
        )
        st.button(
            here.say("pattern_both.theirs"), key=f"{field.key}.theirs", on_click=_theirs, args=(field, kept)
        )


def not_kept(here: Visitor, draft: str) -> None:
    """What was typed here and could not be kept because the draft was finished or thrown away: to be copied."""
    state = st.session_state
    fields = (Field(draft, place, language) for place in pattern_drafts.PLACES for language in LANGUAGES)
    lines = [
        f"**{here.say(f'pattern_desk.place.{one.place}')}**　{plain(str(state[one.key]))}"
        for one in fields
        if one.key in state and one.seen in state and state[one.key] != state[one.seen]
    ]
    if lines:
        st.warning(f"{here.say('pattern_both.not_kept')}\n\n{bullets(lines)}")


def _mine(here: Visitor, field: Field, kept: str) -> None:
    st.session_state[field.seen] = kept
    keep(here, field)


def _theirs(field: Field, kept: str) -> None:
    st.session_state[field.key] = st.session_state[field.seen] = kept
