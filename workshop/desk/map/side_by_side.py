"""Comparing communities: maps at one scale, eight figures with n and response rate, strip plots, differences
in words.

The order is alphabetical, never by a figure: nothing here ranks.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.base.svg import INK, LINE, SOFT, dot, fitted, line, sheet, text
from workshop.base.text import Language, say
from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.map.network_map import described, picture_of
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent
from workshop.network.measures.compare import NAMES, AskedFor, NetworkComparison
from workshop.network.measures.response_text import rate_cell
from workshop.network.text.compare_text import difference_sentences, figure_rows
from workshop.services.map import networks

WIDTH = 760.0
LABEL = 200.0
ROW = 58.0
# Okabe and Ito (2008); shapes of letters carry the same difference.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#a8326e", "#56b4e9", "#8a6d00", "#1d2730", "#6b7680")


def strips_chart(network_comparison: NetworkComparison, names: dict[str, str], language: Language) -> str:
    """One strip plot per figure, one dot per community. Each strip runs from the lowest to the highest of
    this set; a letter over a dot names the community.
    """
    parts: list[str] = []
    y = 6.0
    for place, community in enumerate(network_comparison.communities):
        parts += [
            dot(12, y + 10, 7, COLOURS[place % len(COLOURS)]),
            text(26, y + 15, f"{_letter(place)}  {names[community.id]}", 15),
        ]
        y += 24
    y += 6
    for name in NAMES:
        parts += _strip(network_comparison, name, y, language)
        y += ROW
    return sheet(WIDTH, y + 4, parts)


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def _strip(network_comparison: NetworkComparison, name: str, y: float, language: Language) -> list[str]:
    label = say(language, f"network.measure.{name}")
    values = [
        getattr(community.thinned or community.indicators, name)
        for community in network_comparison.communities
    ]
    known = [value for value in values if value is not None]
    left, right, middle = LABEL, WIDTH - 70, y + 36
    parts = [
        text(0, middle + 5, label, fitted(label, 15, LABEL - 24)),
        line(left, middle, right, middle, LINE, 3),
    ]
    if not known:
        return parts
    low, high = min(known), max(known)
    parts += [
        text(left - 8, middle + 4, f"{low:.2f}", 11, text_anchor="end", fill=SOFT),
        text(right + 8, middle + 4, f"{high:.2f}", 11, fill=SOFT),
    ]
    taken: list[tuple[float, int]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        x = left + 10 + share * (right - left - 20)
        # Letters of overlapping dots are stacked.
        above = sum(abs(x - other) < 12 for other, _ in taken)
        taken.append((x, place))
        parts += [
            dot(x, middle, 7, COLOURS[place % len(COLOURS)], "#ffffff"),
            text(x, middle - 11 - 12 * above, _letter(place), 12, text_anchor="middle", fill=INK),
        ]
    return parts


def strips_text(network_comparison: NetworkComparison, names: dict[str, str], language: Language) -> str:
    """The strips in words."""
    lines = []
    for name in NAMES:
        values = [
            say(
                language,
                "exercises.summary.part",
                name=names[one.id],
                text=_number(getattr(one.thinned or one.indicators, name)),
            )
            for one in network_comparison.communities
        ]
        joined = say(language, "exercises.joiner").join(values)
        lines.append(
            say(
                language, "exercises.summary.part", name=say(language, f"network.measure.{name}"), text=joined
            )
        )
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


A_ROW = 3  # maps side by side


def side_by_side(visitor: Visitor, communities: tuple[Community, ...], names: dict[str, str]) -> None:
    """Maps, table, strips, sentences. `names` are the communities' names, by id."""
    _maps(visitor, communities, names)
    with st.spinner(visitor.say("desk.map.computing")):
        network_comparison = networks.compared(
            app_context(), tuple(community.id for community in communities), _asked(visitor, communities)
        )
    st.subheader(visitor.say("desk.compare.figures"), anchor=False)
    if network_comparison.common_response_rate is not None:
        st.caption(
            visitor.say(
                "desk.compare.rate",
                percent=percent(network_comparison.common_response_rate),
                n=network_comparison.draws,
            )
        )
    _table(visitor, network_comparison, names)
    if network_comparison.placed:
        st.subheader(visitor.say("desk.compare.strips"), anchor=False)
        st.caption(visitor.say("desk.compare.strips_help"))
        st.image(
            strips_chart(network_comparison, names, visitor.language),
            width=760,
            alt=strips_text(network_comparison, names, visitor.language),
        )
    st.subheader(visitor.say("desk.compare.words"), anchor=False)
    st.markdown(
        bullets(map(escape, difference_sentences(network_comparison, visitor.language, names.__getitem__)))
    )


def _maps(visitor: Visitor, communities: tuple[Community, ...], names: dict[str, str]) -> None:
    pictures = []
    across = min(A_ROW, len(communities))
    for start in range(0, len(communities), across):
        for column, community in zip(st.columns(across), communities[start : start + across], strict=False):
            saved = networks.current(app_context(), community.id)
            if saved is None:
                continue
            picture = picture_of(community, saved, None)
            pictures.append(picture)
            with column:
                st.markdown(f"**{escape(names[community.id])}**")
                alt = described(visitor, community, saved.network)
                show_map(visitor, picture, alt, f"compare.{saved.version.number}", height=300)
    if pictures:
        # One legend for all: that of the map with the most symbols.
        legend(visitor, max(pictures, key=lambda picture: len(picture.legend)))


def _asked(visitor: Visitor, communities: tuple[Community, ...]) -> AskedFor:
    """The relations and waves chosen by name; offered only where the maps hold several."""
    found = networks.compared(app_context(), tuple(community.id for community in communities))
    chosen: list[tuple[str, ...]] = []
    for what, names in (("relations", found.relations), ("waves", found.waves)):
        picked = (
            st.multiselect(
                visitor.say(f"desk.compare.{what}"),
                names,
                format_func=lambda one: relation_name(one, visitor.language),
                key=f"compare.{what}",
            )
            if f"compare.{what}_differ" in found.warnings
            else []
        )
        chosen.append(tuple(picked))
    return AskedFor(*chosen)


def _table(visitor: Visitor, network_comparison: NetworkComparison, names: dict[str, str]) -> None:
    figure = visitor.say("desk.compare.measure")
    columns = {figure: [visitor.say(f"network.measure.{name}") for name in NAMES]}
    columns[figure] += [visitor.say("desk.compare.n"), visitor.say("desk.compare.response")]
    about = {
        one.id: [str(one.people), rate_cell(one.response, visitor.language)]
        for one in network_comparison.communities
    }
    for row in figure_rows(network_comparison, visitor.language):
        head = f"{escape(names[row.community])} · {escape(row.how)}"
        columns[head] = [*row.cells, *about[row.community]]
    st.table(
        pd.DataFrame(columns), border="horizontal", hide_index=True, alt=visitor.say("desk.compare.figures")
    )
