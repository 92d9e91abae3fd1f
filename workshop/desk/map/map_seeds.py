"""Whom to begin with: the people neighbours name first, then a model's list beside them."""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.svg import size_of
from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.network import Network
from workshop.network.graph.wording import labels
from workshop.network.seeding.seeding import THETA, Movers
from workshop.network.seeding.seeding_chart import map_in_words, movers_map, strip, strip_in_words
from workshop.network.seeding.seeding_text import (
    limits,
    model_in_words,
    nominated_sentences,
    reasons,
    verdict,
)
from workshop.services.map import networks

MOST = 5
USUAL = 3
WAYS = ("simple", "threshold")


def movers_view(here: Visitor, network: Network, key: str) -> None:
    """Choose how many and how it spreads; see the named, the list with its reasons, the map and the comparison."""
    st.caption(here.say("movers.help"))
    left, right = st.columns(2)
    with left:
        way = st.segmented_control(
            here.say("movers.how"),
            WAYS,
            default=WAYS[0],
            format_func=lambda code: here.say(f"movers.way.{code}"),
            key=f"{key}.way",
        )
    with right:
        k = st.segmented_control(
            here.say("movers.how_many"), range(1, MOST + 1), default=USUAL, key=f"{key}.k"
        )
    try:
        with st.spinner(here.say("desk.map.computing")):
            found = _found(network, way or WAYS[0], k or USUAL)
    except InputError as error:
        st.error(plain(here.explain(error)))
        return
    _shown(here, network, found, key)


def _found(network: Network, way: str, k: int) -> Movers:
    if way == "threshold":
        return networks.movers_joining(network, k, THETA)
    return networks.movers_telling(network, k)


def _shown(here: Visitor, network: Network, found: Movers, key: str) -> None:
    name = labels(network)
    language = here.language
    words, picture = st.columns([1, 1], gap="medium")
    with words:
        st.subheader(here.say("movers.heading.named"), anchor=False)
        st.markdown(bullets(map(plain, nominated_sentences(found, language, name))))
        st.subheader(here.say("movers.heading.model"), anchor=False)
        st.markdown(plain(model_in_words(found, language)))
        st.markdown(bullets(map(plain, reasons(found, network, language, name))))
        drawing = strip(found, language)
        st.image(drawing, width=int(size_of(drawing)[0]), alt=strip_in_words(found, language))
        st.markdown(plain(verdict(found, language)))
    with picture:
        drawn = movers_map(network, found)
        names = here.say("network.reading.list_joiner").join(map(name, found.seeds))
        told = map_in_words(found, language, names)
        show_map(here, drawn, told, f"{key}.chart.{found.by}.{len(found.seeds)}")
        st.caption(here.say("movers.map_caption"))
        legend(here, drawn)
    st.markdown(bullets(map(plain, limits(found, language))))
