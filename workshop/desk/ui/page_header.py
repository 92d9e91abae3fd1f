"""Header of every screen: sample banner, title, and the current camp."""

from __future__ import annotations

import streamlit as st

from workshop.base.text import LANGUAGES
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import CAMP, Visitor, choose_language, steered_camps
from workshop.model.camp import Camp

CHOICE = "camp.choice"


def page_header(visitor: Visitor, title: str, camp: Camp | None = None) -> None:
    """Sample banner and languages, the title, and the camp's name below it."""
    _top(visitor, camp)
    st.title(title, anchor=False)
    if camp is not None:
        st.caption(escape(camp.title))


def camp_header(visitor: Visitor, title: str) -> Camp | None:
    """As `page_header`, for the camp a facilitator steers or the one an organiser chooses here; None without
    a camp.
    """
    camps = steered_camps(visitor)
    camp = _requested(camps)
    if len(camps) < 2:
        page_header(visitor, title, camp)
        return camp
    _top(visitor, camp)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(title, anchor=False)
    with right:
        _choice(visitor, camps, camp)
    return camp


def camp_of_address(visitor: Visitor) -> Camp | None:
    """The camp of a page without a header."""
    return _requested(steered_camps(visitor))


def _top(visitor: Visitor, camp: Camp | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if camp is not None and camp.invented:
            # A sample camp must never be mistaken for a real one.
            st.markdown(f":orange-badge[**{visitor.say('common.invented')}**]")
        with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            for language in LANGUAGES:
                st.button(
                    visitor.say(f"desk.language.{language}"),
                    key=f"language.{language}",
                    type="tertiary",
                    disabled=language == visitor.language,
                    on_click=choose_language,
                    args=(language,),
                )


def _requested(camps: tuple[Camp, ...]) -> Camp | None:
    """The camp chosen in this tab or named in the address, otherwise the newest."""
    code = st.session_state.get(CAMP) or st.query_params.get(CAMP)
    return next((camp for camp in camps if camp.code == code), camps[0] if camps else None)


def _choice(visitor: Visitor, camps: tuple[Camp, ...], camp: Camp | None) -> None:
    by_code = {one.code: one for one in camps}
    # The choice has a session key of its own: a widget's value is lost on other pages.
    st.session_state[CHOICE] = camp.code if camp else None
    st.selectbox(
        visitor.say("desk.camp.choose"),
        list(by_code),
        format_func=lambda code: f"{by_code[code].title} · {code}",
        key=CHOICE,
        on_change=_choose,
        filter_mode=None,
    )


def _choose() -> None:
    st.session_state[CAMP] = st.session_state[CHOICE]


def refuse(visitor: Visitor, what: str) -> None:
    """The visitor may not be here: say what to do, and stop."""
    st.info(what)
    st.link_button(visitor.say("desk.start.sign_in"), "/login")
    st.stop()
