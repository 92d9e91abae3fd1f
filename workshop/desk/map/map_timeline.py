"""Then and now: two versions of a community's map on one paper, and what happened between them in sentences."""

from __future__ import annotations

import streamlit as st

from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.change.change import Between
from workshop.network.change.change_chart import Three, joined
from workshop.network.change.change_text import between_sentences, relation_sentences
from workshop.network.graph.wording import labels
from workshop.network.measures.chance_text import waves_sentences
from workshop.services.map import networks
from workshop.store.networks import Version

VIEWS = ("then", "changes", "now")


def waves_view(here: Visitor, community: Community, key: str) -> None:
    """Choose two versions; see who and what came and went, and read it."""
    versions = {one.number: one for one in networks.versions(the_house(), community.id)}
    chosen = networks.two_waves(tuple(versions.values()))
    if chosen is None:
        st.info(here.say("waves.one_version"))
        return
    numbers = list(versions)
    left, right = st.columns(2)
    with left:
        first = _choose(here, versions, numbers.index(chosen[0].number), "first", key)
    with right:
        second = _choose(here, versions, numbers.index(chosen[1].number), "second", key)
    if first == second:
        st.info(here.say("waves.choose_two"))
        return
    # Whichever was chosen where, the older one is "then".
    earlier, later = (
        networks.at_version(the_house(), community.id, number).network for number in sorted((first, second))
    )
    with st.spinner(here.say("desk.map.computing")):
        found, pictures = networks.changed(earlier, later)
    drawn, told = st.columns([3, 2], gap="medium")
    with drawn:
        _drawn(here, community, found, pictures, f"{key}.{min(first, second)}.{max(first, second)}")
    with told:
        _told(here, found, joined(earlier, later))
        with st.expander(here.say("chance.title")):
            if st.toggle(here.say("chance.ask"), key=f"{key}.{first}.{second}.chance"):
                alike = networks.alike_over_time(earlier, later)
                st.markdown(bullets(map(plain, waves_sentences(alike, here.language))))


def _choose(here: Visitor, versions: dict[int, Version], place: int, which: str, key: str) -> int:
    return st.selectbox(
        here.say(f"waves.{which}"),
        list(versions),
        index=place,
        format_func=lambda number: _named(here, versions[number]),
        # A new version starts from its own proposal.
        key=f"{key}.{which}.{max(versions)}",
    )


def _named(here: Visitor, version: Version) -> str:
    day = f"{on_their_clock(version.at):%Y-%m-%d}"
    if version.wave:
        return here.say("waves.version_named", wave=version.wave, number=version.number, day=day)
    return here.say("waves.version", number=version.number, day=day)


def _drawn(here: Visitor, community: Community, found: Between, pictures: Three, key: str) -> None:
    view = st.segmented_control(
        here.say("waves.view"),
        VIEWS,
        default="changes",
        format_func=lambda name: here.say(f"waves.view.{name}"),
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
    whole = found.ties[0]
    alt = here.say(
        "waves.alt",
        name=community.name,
        came=len(found.came),
        left=len(found.left),
        appeared=whole.appeared,
        vanished=whole.vanished,
        stayed=whole.stayed,
    )
    show_map(here, picture, alt, f"{key}.chart.{view}")
    legend(here, picture)
    st.caption(here.say("waves.place_kept"))


def _told(here: Visitor, found: Between, everybody: Network) -> None:
    st.markdown(bullets(map(plain, between_sentences(found, here.language, labels(everybody)))))
    more = relation_sentences(found, here.language)
    if more:
        with st.expander(here.say("waves.by_relation")):
            st.markdown(bullets(map(plain, more)))
