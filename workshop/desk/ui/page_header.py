"""The head of every screen: sample band, title, and the camp it speaks of."""

from __future__ import annotations

import streamlit as st

from workshop.base.text import LANGUAGES
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import CAMP, Visitor, choose_language, steered_camps
from workshop.model.camp import Camp

CHOICE = "camp.choice"


def head(here: Visitor, title: str, camp: Camp | None = None) -> None:
    """Sample band and languages, the title, and the camp's name under it."""
    _top(here, camp)
    st.title(title, anchor=False)
    if camp is not None:
        st.caption(plain(camp.title))


def camp_head(here: Visitor, title: str) -> Camp | None:
    """As `head`, for the camp a facilitator steers or the one an organiser chooses here; None without a camp."""
    found = steered_camps(here)
    camp = _wished(found)
    if len(found) < 2:
        head(here, title, camp)
        return camp
    _top(here, camp)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(title, anchor=False)
    with right:
        _choice(here, found, camp)
    return camp


def wall_camp(here: Visitor) -> Camp | None:
    """The camp of a page that has no head."""
    return _wished(steered_camps(here))


def _top(here: Visitor, camp: Camp | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if camp is not None and camp.invented:
            # Nobody may take a made-up camp for a real one.
            st.markdown(f":orange-badge[**{here.say('common.invented')}**]")
        with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            for language in LANGUAGES:
                st.button(
                    here.say(f"desk.language.{language}"),
                    key=f"language.{language}",
                    type="tertiary",
                    disabled=language == here.language,
                    on_click=choose_language,
                    args=(language,),
                )


def _wished(found: tuple[Camp, ...]) -> Camp | None:
    """The camp chosen in this tab or named in the address, else the newest."""
    wish = st.session_state.get(CAMP) or st.query_params.get(CAMP)
    return next((camp for camp in found if camp.code == wish), found[0] if found else None)


def _choice(here: Visitor, found: tuple[Camp, ...], camp: Camp | None) -> None:
    by_code = {one.code: one for one in found}
    # The choice lives under a name of its own: a widget's value is forgotten on other pages.
    st.session_state[CHOICE] = camp.code if camp else None
    st.selectbox(
        here.say("desk.camp.choose"),
        list(by_code),
        format_func=lambda code: f"{by_code[code].title} · {code}",
        key=CHOICE,
        on_change=_choose,
        filter_mode=None,
    )


def _choose() -> None:
    st.session_state[CAMP] = st.session_state[CHOICE]


def refuse(here: Visitor, what: str) -> None:
    """The visitor may not be here: say what to do, and stop."""
    st.info(what)
    st.link_button(here.say("desk.start.sign_in"), "/login")
    st.stop()
