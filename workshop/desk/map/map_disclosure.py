"""Before a map leaves the house: how easily people are found again in it, and then, confirmed, the file."""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.network.privacy.coded import coded
from workshop.network.privacy.disclosure_text import disclosure_picture, disclosure_sentences
from workshop.services.app import links
from workshop.services.map import networks
from workshop.services.map.networks import Saved

CODES, NAMES = "codes", "names"
FILES = ("graphml", "gexf", "xlsx", "csv", "html")


def disclosure_view(here: Visitor, community: Community, saved: Saved, key: str) -> None:
    """The figures for everybody who sees the map; the file for who may steer the camp."""
    st.caption(here.say("disclosure.intro"))
    with st.spinner(here.say("desk.map.computing")):
        found = networks.disclosed(coded(saved.network))
    first, *rest = disclosure_sentences(found, here.language)
    st.warning(plain(first))
    if rest:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            st.image(disclosure_picture(found, here.language), alt=" ".join(rest), width=440)
            st.caption(here.say("disclosure.figures"))
        with right:
            st.markdown(bullets(map(plain, rest)))
    if here.right is None or not here.right.covers(community.camp):
        st.info(here.say("disclosure.no_right"))
        return
    st.subheader(here.say("disclosure.take"), anchor=False)
    people = _people(here, key) if here.right.organiser else CODES
    # Another version, or other names in it, is another thing to confirm.
    ticked = st.checkbox(here.say("disclosure.tick"), key=f"{key}.tick.{people}.{saved.version.number}")
    st.caption(here.say("disclosure.logged"))
    if ticked:
        _links(here, community, people)


def _people(here: Visitor, key: str) -> str:
    chosen = st.radio(
        here.say("disclosure.people"),
        (CODES, NAMES),
        format_func=lambda code: here.say(f"disclosure.people.{code}"),
        key=f"{key}.people",
        horizontal=True,
    )
    if chosen == NAMES:
        st.warning(here.say("disclosure.names_warning"))
    return chosen


def _links(here: Visitor, community: Community, people: str) -> None:
    """Links exist only after the tick, and are good for an hour."""
    with st.container(horizontal=True):
        for what in FILES:
            token = links.sign_for_an_hour(the_house(), "nodes", community.id, what, people, here.language)
            st.link_button(here.say(f"disclosure.file.{what}"), f"/nodes/{token}")
