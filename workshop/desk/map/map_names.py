"""The pseudonym key of a community at the desk: shown on request, edited, deleted; the map itself never holds
names.
"""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.model.camp import Community
from workshop.network.graph.wording import labels
from workshop.services.map import pseudonym_keys
from workshop.services.map.networks import Saved
from workshop.services.map.pseudonym_keys import LONGEST


def names_view(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    """For facilitators: a warning, entry, and the list on request."""
    st.warning(visitor.say("name_key.warning"))
    kept = pseudonym_keys.how_many(app_context(), visitor.right, community)
    key = f"{place}.names"
    _entry(visitor, community, saved, place, key)
    if not kept:
        st.caption(visitor.say("name_key.none"))
        return
    st.markdown(f"**{visitor.say('name_key.count', n=kept)}**")
    if not st.toggle(
        visitor.say("name_key.show"), key=f"{key}.show", on_change=_look_up, args=(visitor, community, key)
    ):
        st.caption(visitor.say("name_key.show_help"))
        return
    _list(visitor, community, saved, place, key)


def _entry(visitor: Visitor, community: Community, saved: Saved, place: str, key: str) -> None:
    name = labels(saved.network)
    codes = [one.id for one in saved.network.people]
    with st.form(f"{key}.entry", clear_on_submit=True):
        left, right = st.columns(2)
        left.selectbox(
            visitor.say("name_key.person"),
            codes,
            index=None,
            format_func=lambda who: f"{name(who)} ({who})" if name(who) != who else who,
            placeholder=visitor.say("desk.choose"),
            key=f"{key}.person",
        )
        right.text_input(visitor.say("name_key.name"), key=f"{key}.name", max_chars=LONGEST)
        st.form_submit_button(
            visitor.say("name_key.keep"), on_click=_keep, args=(visitor, community, place, key)
        )


def _keep(visitor: Visitor, community: Community, place: str, key: str) -> None:
    person = str(st.session_state.get(f"{key}.person") or "")
    name = str(st.session_state.get(f"{key}.name") or "")
    attempt(
        visitor,
        place,
        lambda: pseudonym_keys.keep(app_context(), visitor.right, community, person, name),
        visitor.say("name_key.kept", person=person),
    )
    if st.session_state.get(f"{key}.show"):
        _look_up(visitor, community, key)


def _look_up(visitor: Visitor, community: Community, key: str) -> None:
    """Read the names once for one look and keep nothing afterwards: each look is recorded in the audit trail."""
    st.session_state.pop(f"{key}.seen", None)
    if st.session_state.get(f"{key}.show"):
        st.session_state[f"{key}.seen"] = pseudonym_keys.look_up(app_context(), visitor.right, community)


def _list(visitor: Visitor, community: Community, saved: Saved, place: str, key: str) -> None:
    name = labels(saved.network)
    for one in st.session_state.get(f"{key}.seen", ()):
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            label = name(one.person)
            who = one.person if label == one.person else f"{one.person} {label}"
            day = f"{on_their_clock(one.at):%Y-%m-%d}"
            st.markdown(f"**{escape(one.name)}**　{escape(who)}　:gray[{day}]")
            st.button(
                visitor.say("name_key.forget"),
                key=f"{key}.forget.{one.person}",
                type="tertiary",
                on_click=_forget,
                args=(visitor, community, one.person, place, key),
            )
    sure = st.checkbox(visitor.say("name_key.forget_all_sure"), key=f"{key}.sure")
    st.button(
        visitor.say("name_key.forget_all"),
        key=f"{key}.forget_all",
        disabled=not sure,
        on_click=_forget_all,
        args=(visitor, community, place, key),
    )


def _forget(visitor: Visitor, community: Community, person: str, place: str, key: str) -> None:
    attempt(
        visitor,
        place,
        lambda: pseudonym_keys.forget(app_context(), visitor.right, community, person),
        visitor.say("name_key.forgotten", n=1),
    )
    seen = st.session_state.get(f"{key}.seen", ())
    st.session_state[f"{key}.seen"] = tuple(one for one in seen if one.person != person)


def _forget_all(visitor: Visitor, community: Community, place: str, key: str) -> None:
    count = pseudonym_keys.how_many(app_context(), visitor.right, community)
    attempt(
        visitor,
        place,
        lambda: pseudonym_keys.forget_all(app_context(), visitor.right, community),
        visitor.say("name_key.forgotten", n=count),
    )
    st.session_state.pop(f"{key}.seen", None)
    st.session_state[f"{key}.show"] = False
    st.session_state[f"{key}.sure"] = False
