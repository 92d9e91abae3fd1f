"""Disclosure control before a map is exported: the re-identification risk and, after confirmation, the file."""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.network.privacy.coded import coded
from workshop.network.privacy.disclosure_text import disclosure_chart, disclosure_sentences
from workshop.services.app import links
from workshop.services.map import networks
from workshop.services.map.networks import Saved

CODES, NAMES = "codes", "names"
FILES = ("graphml", "gexf", "xlsx", "csv", "html")


def disclosure_view(visitor: Visitor, community: Community, saved: Saved, key: str) -> None:
    """The risk figures for everybody who sees the map; the file for facilitators."""
    st.caption(visitor.say("disclosure.intro"))
    with st.spinner(visitor.say("desk.map.computing")):
        disclosure = networks.disclosed(coded(saved.network))
    first, *rest = disclosure_sentences(disclosure, visitor.language)
    st.warning(escape(first))
    if rest:
        with st.expander(visitor.say("desk.more")):
            left, right = st.columns([1, 1], gap="medium")
            with left:
                st.image(disclosure_chart(disclosure, visitor.language), alt=" ".join(rest), width=440)
                st.caption(visitor.say("disclosure.figures"))
            with right:
                st.markdown(bullets(map(escape, rest)))
    if visitor.right is None or not visitor.right.covers(community.camp):
        st.info(visitor.say("disclosure.no_right"))
        return
    st.subheader(visitor.say("disclosure.take"), anchor=False)
    people = _people(visitor, key) if visitor.right.organiser else CODES
    # Another version, or other names in it, needs a new confirmation.
    ticked = st.checkbox(visitor.say("disclosure.tick"), key=f"{key}.tick.{people}.{saved.version.number}")
    st.caption(visitor.say("disclosure.logged"))
    if ticked:
        _links(visitor, community, people)


def _people(visitor: Visitor, key: str) -> str:
    chosen = st.radio(
        visitor.say("disclosure.people"),
        (CODES, NAMES),
        format_func=lambda code: visitor.say(f"disclosure.people.{code}"),
        key=f"{key}.people",
        horizontal=True,
    )
    if chosen == NAMES:
        st.warning(visitor.say("disclosure.names_warning"))
    return chosen


def _links(visitor: Visitor, community: Community, people: str) -> None:
    """Links exist only after confirmation, and are valid for an hour."""
    with st.container(horizontal=True):
        for what in FILES:
            token = links.sign_for_an_hour(
                app_context(), "nodes", community.id, what, people, visitor.language
            )
            st.link_button(visitor.say(f"disclosure.file.{what}"), f"/nodes/{token}")
