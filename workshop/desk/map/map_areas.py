"""A large map at the desk (drill-down): its buildings or groups first, then the people of the chosen one."""

from __future__ import annotations

import streamlit as st

from workshop.desk.map.map_chart import details, legend, show_map
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.picture import Picture
from workshop.network.draw.areas import Area, area_of, areas, inside, overview
from workshop.network.draw.picture import draw
from workshop.network.graph.discord import counts
from workshop.services.map.networks import Saved

_PARTS = Kept(20)
_PICTURES = Kept(60)


def large_map(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    """The areas and the ties between them; a click or a choice opens an area, a click on a person shows who
    they are.
    """
    number = saved.version.number
    parts = _PARTS.get(community.camp, number, lambda: areas(saved.network))
    key = f"{place}.area.{number}"
    st.caption(visitor.say("withdrawal.areas.help", people=len(saved.network.people)))
    chosen = st.selectbox(
        visitor.say("withdrawal.areas.choose"),
        [area.id for area in parts],
        index=None,
        format_func=lambda code: _label(visitor, area_of(parts, code)),
        placeholder=visitor.say("withdrawal.areas.whole"),
        key=key,
    )
    if chosen is None:
        _whole(visitor, community, saved, parts, key)
    else:
        _opened(visitor, community, saved, area_of(parts, chosen), key)


def _whole(visitor: Visitor, community: Community, saved: Saved, parts: tuple[Area, ...], key: str) -> None:
    def open_area(id: str | None) -> None:
        st.session_state[key] = id

    picture: Picture = _PICTURES.get(
        community.camp, (saved.version.number, ""), lambda: overview(saved.network, parts)
    )
    alt = visitor.say("withdrawal.areas.alt_whole", areas=len(parts), people=len(saved.network.people))
    show_map(visitor, picture, f"{community.name}: {alt}", f"{key}.whole", open_area)
    legend(visitor, picture)


def _opened(visitor: Visitor, community: Community, saved: Saved, area: Area, key: str) -> None:
    network = inside(saved.network, area)
    picture: Picture = _PICTURES.get(community.camp, (saved.version.number, area.id), lambda: draw(network))
    found = counts(network)
    alt = visitor.say(
        "withdrawal.areas.alt",
        area=_label(visitor, area),
        people=found.people,
        groups=found.groups,
        ties=found.ties,
    )
    seen = f"{key}.{area.id}.who"

    def look_at(id: str | None) -> None:
        st.session_state[seen] = id

    show_map(visitor, picture, alt, f"{key}.{area.id}", look_at)
    legend(visitor, picture)
    who = st.session_state.get(seen)
    if isinstance(who, str):
        details(visitor, saved.network, who)


def _label(visitor: Visitor, area: Area) -> str:
    return f"{escape(area.label) or visitor.say('withdrawal.areas.unnamed')} · {len(area.people)}"
