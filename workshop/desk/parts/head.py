"""The head of every screen: sample band, title, and the camp it speaks of."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import CAMP, Visitor, choose_language, steered_camps
from workshop.model.camp import Camp
from workshop.text import Language

NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


def language_switch(here: Visitor) -> None:
    """Both languages under their own names."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        for language, name in NAMES.items():
            st.button(
                name,
                key=f"language.{language}",
                type="tertiary",
                disabled=language == here.language,
                on_click=choose_language,
                args=(language,),
            )


def head(here: Visitor, title: str, camp: Camp | None = None) -> None:
    """The title, with the camp's name under it and the band where the camp is made up."""
    if camp is not None and camp.invented:
        sample_band(here)
    st.title(title, anchor=False)
    if camp is not None:
        st.caption(plain(camp.title))


def sample_band(here: Visitor) -> None:
    """Nobody may take a made-up camp for a real one."""
    st.warning(here.say("desk.band.sample"))


def chosen_camp(here: Visitor) -> Camp | None:
    """The camp a facilitator steers, or the one an organiser has chosen; None when there is none yet."""
    found = steered_camps(here)
    if len(found) < 2:
        return found[0] if found else None
    by_code = {camp.code: camp for camp in found}
    wish = st.session_state.get(CAMP) or st.query_params.get(CAMP)
    wish = wish if wish in by_code else found[0].code
    if st.context.is_embedded:
        return by_code[wish]
    # The choice lives under a name of its own: a widget's own value is forgotten on other pages.
    st.session_state["camp.choice"] = wish
    chosen = st.selectbox(
        here.say("desk.camp.choose"),
        list(by_code),
        format_func=lambda code: f"{by_code[code].title} · {code}",
        key="camp.choice",
        on_change=_choose,
    )
    return by_code[chosen]


def _choose() -> None:
    st.session_state[CAMP] = st.session_state["camp.choice"]


def refuse(here: Visitor, what: str) -> None:
    """The visitor may not be here: say what to do, and stop."""
    st.info(what)
    st.link_button(here.say("desk.start.sign_in"), "/login")
    st.stop()
