"""Seed selection: the people neighbours nominate first, then a spreading model's list beside them."""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.svg import size_of
from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.graph.wording import labels
from workshop.network.seeding.seeding import THETA, SeedResult
from workshop.network.seeding.seeding_chart import seeds_map, seeds_map_text, seeds_strip, seeds_strip_text
from workshop.network.seeding.seeding_text import (
    limits,
    model_in_words,
    nominated_sentences,
    reasons,
    verdict,
)
from workshop.services.community.lives import circles
from workshop.services.community.lives.circle_text import try_lines
from workshop.services.map import networks

MOST = 5
USUAL = 3
WAYS = ("simple", "threshold")


def seeds_view(visitor: Visitor, network: Network, key: str) -> None:
    """Choose how many and the spreading model; see the nominated, the list with reasons, the map and the
    comparison.
    """
    st.caption(visitor.say("movers.help"))
    left, right = st.columns(2)
    with left:
        way = st.segmented_control(
            visitor.say("movers.how"),
            WAYS,
            default=WAYS[0],
            format_func=lambda code: visitor.say(f"movers.way.{code}"),
            key=f"{key}.way",
        )
    with right:
        k = st.segmented_control(
            visitor.say("movers.how_many"), range(1, MOST + 1), default=USUAL, key=f"{key}.k"
        )
    try:
        with st.spinner(visitor.say("desk.map.computing")):
            seed_result = _found(network, way or WAYS[0], k or USUAL)
    except InputError as error:
        st.error(escape(visitor.explain(error)))
        return
    _shown(visitor, network, seed_result, key)


def willing_view(visitor: Visitor, community: Community) -> None:
    """Who said at a sharing meeting that they want to try: under their names, so for whoever steers the camp."""
    wants = try_lines(circles.circles(app_context(), (community,)), visitor.language)
    st.subheader(visitor.say("circle.movers.title"), anchor=False)
    st.markdown(bullets(map(escape, wants)) if wants else escape(visitor.say("circle.no_tries")))


def _found(network: Network, way: str, k: int) -> SeedResult:
    if way == "threshold":
        return networks.seeds_by_threshold(network, k, THETA)
    return networks.seeds_by_spread(network, k)


def _shown(visitor: Visitor, network: Network, seed_result: SeedResult, key: str) -> None:
    name = labels(network)
    language = visitor.language
    words, picture = st.columns([1, 1], gap="medium")
    with words:
        st.subheader(visitor.say("movers.heading.named"), anchor=False)
        st.markdown(bullets(map(escape, nominated_sentences(seed_result, language, name))))
        st.subheader(visitor.say("movers.heading.model"), anchor=False)
        st.markdown(escape(model_in_words(seed_result, language)))
        st.markdown(bullets(map(escape, reasons(seed_result, network, language, name))))
        drawing = seeds_strip(seed_result, language)
        st.image(drawing, width=int(size_of(drawing)[0]), alt=seeds_strip_text(seed_result, language))
        st.markdown(escape(verdict(seed_result, language)))
    with picture:
        drawn = seeds_map(network, seed_result)
        names = visitor.say("network.reading.list_joiner").join(map(name, seed_result.seeds))
        description = seeds_map_text(seed_result, language, names)
        show_map(visitor, drawn, description, f"{key}.chart.{seed_result.by}.{len(seed_result.seeds)}")
        st.caption(visitor.say("movers.map_caption"))
        legend(visitor, drawn)
    st.markdown(bullets(map(escape, limits(seed_result, language))))
