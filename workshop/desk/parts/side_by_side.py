"""Communities side by side: maps at one scale, eight figures with n and response rate, differences in words.

In the order of the alphabet, never of a figure: nothing here ranks.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.map_chart import show_map
from workshop.desk.parts.map_legend import legend
from workshop.desk.parts.network_map import described, picture_of
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.strips_picture import strips_picture, strips_words
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Community
from workshop.network.compare import NAMES, Comparison
from workshop.network.reading import difference_sentences
from workshop.network.wording import percent
from workshop.room import compare, networks

A_ROW = 3  # maps beside one another
SHARES = frozenset({"clustering", "largest_share", "isolated_share"})


def side_by_side(here: Visitor, communities: tuple[Community, ...], names: dict[str, str]) -> None:
    """Maps, table, strips, sentences. `names` are what to call the communities, by id."""
    _maps(here, communities, names)
    with st.spinner(here.say("desk.map.computing")):
        found = compare.compared(the_house(), tuple(community.id for community in communities))
    st.subheader(here.say("desk.compare.figures"), anchor=False)
    st.caption(here.say("desk.compare.rate", percent=percent(found.common_response_rate), n=found.draws))
    _table(here, found, names)
    st.subheader(here.say("desk.compare.strips"), anchor=False)
    st.caption(here.say("desk.compare.strips_help"))
    st.image(
        strips_picture(found, names, here.language),
        width=760,
        alt=strips_words(found, names, here.language),
    )
    st.subheader(here.say("desk.compare.words"), anchor=False)
    st.markdown(bullets(map(plain, difference_sentences(found, here.language, names.__getitem__))))


def _maps(here: Visitor, communities: tuple[Community, ...], names: dict[str, str]) -> None:
    pictures = []
    across = min(A_ROW, len(communities))
    for start in range(0, len(communities), across):
        for column, community in zip(st.columns(across), communities[start : start + across], strict=False):
            saved = networks.current(the_house(), community.id)
            if saved is None:
                continue
            picture = picture_of(community, saved, None)
            pictures.append(picture)
            with column:
                st.markdown(f"**{plain(names[community.id])}**")
                alt = described(here, community, saved.network)
                show_map(here, picture, alt, f"compare.{saved.version.number}", height=300)
    if pictures:
        # One legend for all: the one of the map with the most signs.
        legend(here, max(pictures, key=lambda picture: len(picture.legend)))


def _table(here: Visitor, found: Comparison, names: dict[str, str]) -> None:
    columns = {here.say("desk.compare.measure"): [here.say(f"network.measure.{name}") for name in NAMES]}
    columns[here.say("desk.compare.measure")] += [
        here.say("desk.compare.n"),
        here.say("desk.compare.response"),
    ]
    for community in found.communities:
        values = [_value(name, getattr(community.indicators, name)) for name in NAMES]
        values += [str(community.people), f"{percent(community.response_rate)}%"]
        columns[plain(names[community.id])] = values
    st.table(
        pd.DataFrame(columns), border="horizontal", hide_index=True, alt=here.say("desk.compare.figures")
    )


def _value(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{percent(value)}%" if name in SHARES else f"{value:.2f}"
