"""Network change: two versions of a community's map on one layout, and what happened between them in
sentences.
"""

from __future__ import annotations

import streamlit as st

from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.change.change import NetworkChange
from workshop.network.change.change_chart import ChangeMaps, union_network
from workshop.network.change.change_text import change_sentences, relation_sentences
from workshop.network.graph.wording import labels
from workshop.network.measures.chance_text import timeline_sentences
from workshop.services.map import networks
from workshop.store.networks import Version

VIEWS = ("then", "changes", "now")


def timeline_view(visitor: Visitor, community: Community, key: str) -> None:
    """Choose two versions; see who and what came and went."""
    versions = {one.number: one for one in networks.versions(app_context(), community.id)}
    chosen = networks.two_waves(tuple(versions.values()))
    if chosen is None:
        st.info(visitor.say("waves.one_version"))
        return
    numbers = list(versions)
    left, right = st.columns(2)
    with left:
        first = _choose(visitor, versions, numbers.index(chosen[0].number), "first", key)
    with right:
        second = _choose(visitor, versions, numbers.index(chosen[1].number), "second", key)
    if first == second:
        st.info(visitor.say("waves.choose_two"))
        return
    # In either order of choice, the older one is "then".
    earlier, later = (
        networks.at_version(app_context(), community.id, number).network for number in sorted((first, second))
    )
    with st.spinner(visitor.say("desk.map.computing")):
        change, pictures = networks.changed(earlier, later)
    drawn, sentences = st.columns([3, 2], gap="medium")
    with drawn:
        _drawn(visitor, community, change, pictures, f"{key}.{min(first, second)}.{max(first, second)}")
    with sentences:
        _sentences(visitor, change, union_network(earlier, later))
        with st.expander(visitor.say("chance.title")):
            if st.toggle(visitor.say("chance.ask"), key=f"{key}.{first}.{second}.chance"):
                alike = networks.alike_over_time(earlier, later)
                st.markdown(bullets(map(escape, timeline_sentences(alike, visitor.language))))


def _choose(visitor: Visitor, versions: dict[int, Version], place: int, which: str, key: str) -> int:
    return st.selectbox(
        visitor.say(f"waves.{which}"),
        list(versions),
        index=place,
        format_func=lambda number: _named(visitor, versions[number]),
        # A new version starts from its own proposal.
        key=f"{key}.{which}.{max(versions)}",
    )


def _named(visitor: Visitor, version: Version) -> str:
    day = f"{on_their_clock(version.at):%Y-%m-%d}"
    if version.wave:
        return visitor.say("waves.version_named", wave=version.wave, number=version.number, day=day)
    return visitor.say("waves.version", number=version.number, day=day)


def _drawn(
    visitor: Visitor, community: Community, network_change: NetworkChange, pictures: ChangeMaps, key: str
) -> None:
    view = st.segmented_control(
        visitor.say("waves.view"),
        VIEWS,
        default="changes",
        format_func=lambda name: visitor.say(f"waves.view.{name}"),
        key=f"{key}.view",
        label_visibility="collapsed",
    )
    match view:
        case "then":
            picture = pictures.then
        case "now":
            picture = pictures.now
        case _:
            picture = pictures.changes
    whole = network_change.ties[0]
    alt = visitor.say(
        "waves.alt",
        name=community.name,
        came=len(network_change.came),
        left=len(network_change.left),
        appeared=whole.appeared,
        vanished=whole.vanished,
        stayed=whole.stayed,
    )
    show_map(visitor, picture, alt, f"{key}.chart.{view}")
    legend(visitor, picture)
    st.caption(visitor.say("waves.place_kept"))


def _sentences(visitor: Visitor, network_change: NetworkChange, everybody: Network) -> None:
    st.markdown(bullets(map(escape, change_sentences(network_change, visitor.language, labels(everybody)))))
    more = relation_sentences(network_change, visitor.language)
    if more:
        with st.expander(visitor.say("waves.by_relation")):
            st.markdown(bullets(map(escape, more)))
