"""Trust and seeping at the desk: how deep in each building, who stands on which rung and when, who is held back by what.

It is the team's own view: it names people and shows small buildings. The picture to hang up leaves both out.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from workshop.base.svg import size_of
from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.draw.areas import is_large
from workshop.network.graph.wording import labels
from workshop.network.measures.measures import RUNGS
from workshop.network.outreach.blocked_residents import Obstacle
from workshop.network.outreach.outreach import beyond_the_team
from workshop.network.outreach.outreach_chart import (
    buildings_in_words,
    buildings_picture,
    strip_in_words,
    strip_picture,
)
from workshop.network.outreach.outreach_text import (
    blocked_sentences,
    building_sentence,
    cold_sentences,
    move_sentence,
    seeping_sentences,
    strip_sentences,
    trust_sentences,
)
from workshop.network.outreach.trust import climbers, rungs_at, rungs_now
from workshop.network.outreach.trust_chart import (
    funnel_in_words,
    funnel_picture,
    rung_map,
    rungs_in_words,
    rungs_picture,
)
from workshop.services.map import outreach
from workshop.services.map.networks import Saved
from workshop.services.map.outreach import Walk

PARTS = ("buildings", "ladder", "map", "blocked")
LATEST = 12  # moves listed
_WALKS = Kept(60)


def seeping_view(here: Visitor, community: Community, saved: Saved, place: str) -> None:
    """Write down a move; then one of four looks at the map."""
    key = f"{place}.seeping"
    st.caption(here.say("seeping.help"))
    with st.expander(here.say("seeping.write")):
        _form(here, community, saved, place)
    with st.spinner(here.say("desk.map.computing")):
        found: Walk = _WALKS.get(community.camp, saved.version.number, lambda: outreach.walked(saved.network))
    part = st.segmented_control(
        here.say("seeping.parts"),
        PARTS,
        default=PARTS[0],
        format_func=lambda name: here.say(f"seeping.part.{name}"),
        key=f"{key}.part",
        label_visibility="collapsed",
    )
    match part:
        case "ladder":
            _ladder(here, saved.network, found)
        case "map":
            _map(here, community, saved, found, key)
        case "blocked":
            _blocked(here, saved.network, found)
        case _:
            _buildings(here, saved.network, found, key)


def _form(here: Visitor, community: Community, saved: Saved, place: str) -> None:
    """Today X came to rung …, said by …; saved as a version of the map, which History takes back."""
    name = labels(saved.network)
    people = sorted((one.id for one in climbers(saved.network)), key=name)
    with st.form(f"{place}.move.{saved.version.number}", border=False):
        left, right = st.columns(2)
        person = left.selectbox(
            here.say("seeping.form.who"),
            people,
            index=None,
            format_func=lambda code: code if name(code) == code else f"{name(code)} ({code})",
            placeholder=here.say("desk.choose"),
            key=f"{place}.move.who",
        )
        rung = right.selectbox(
            here.say("seeping.form.rung"),
            RUNGS,
            index=None,
            format_func=lambda one: here.say(f"network.rung.{one}"),
            placeholder=here.say("desk.choose"),
            key=f"{place}.move.rung",
        )
        day = left.date_input(here.say("seeping.form.day"), format="YYYY-MM-DD", key=f"{place}.move.day")
        said_by = right.text_input(
            here.say("seeping.form.by"), max_chars=outreach.LONGEST, key=f"{place}.move.by"
        )
        sent = st.form_submit_button(here.say("seeping.form.save"), type="primary")
    if not sent:
        return
    if person is None or rung is None:
        st.warning(here.say("seeping.form.missing"))
        return
    note = here.say("seeping.form.note", who=name(person), rung=here.say(f"network.rung.{rung}"))
    attempt(
        here,
        place,
        lambda: outreach.add_move(the_house(), community.id, person, rung, said_by, day, here.by, note),
        here.say("seeping.form.saved"),
    )
    st.rerun()


def _picture(drawing: str, alt: str) -> None:
    st.image(drawing, width=int(size_of(drawing)[0]), alt=alt)


def _building_names(network: Network) -> Callable[[str], str]:
    called = {building.id: building.label for building in network.buildings}
    return lambda code: called.get(code) or code


def _buildings(here: Visitor, network: Network, found: Walk, key: str) -> None:
    if not found.seeping.rows:
        st.info(here.say("seeping.no_buildings"))
        return
    name, language = _building_names(network), here.language
    left, right = st.columns(2, gap="medium")
    with left:
        _picture(
            buildings_picture(found.seeping, language, name),
            buildings_in_words(found.seeping, language, name),
        )
        st.caption(here.say("seeping.picture.reading"))
    with right:
        st.markdown(bullets(map(plain, seeping_sentences(found.seeping, language, name))))
        cold = cold_sentences(found.seeping, language, name)
        if cold:
            st.subheader(here.say("seeping.cold.title"), anchor=False)
            st.markdown(bullets(map(plain, cold)))
    with st.expander(here.say("seeping.each")):
        st.markdown(bullets(plain(building_sentence(row, language, name)) for row in found.seeping.rows))
    st.subheader(here.say("seeping.months.title"), anchor=False)
    left, right = st.columns(2, gap="medium")
    if found.strip.months:
        with left:
            _picture(strip_picture(found.strip, language, name), strip_in_words(found.strip, language, name))
    with right:
        told = strip_sentences(found.strip, found.seeping.undated, language, name)
        st.markdown(bullets(map(plain, told)))
    st.download_button(
        here.say("seeping.hang_up"),
        buildings_picture(beyond_the_team(found.seeping), language, name),
        "buildings.svg",
        "image/svg+xml",
        key=f"{key}.svg",
        help=here.say("seeping.hang_up_help"),
    )


def _ladder(here: Visitor, network: Network, found: Walk) -> None:
    language, name = here.language, labels(network)
    told = trust_sentences(found.trust, found.moves, found.stays, language)
    left, right = st.columns(2, gap="medium")
    with left:
        if found.trust.known:
            _picture(funnel_picture(found.trust, language), funnel_in_words(found.trust, language))
            st.caption(here.say("trust.funnel.reading"))
        if found.trust.months:
            _picture(rungs_picture(found.trust, language), rungs_in_words(found.trust, language))
        else:
            st.info(here.say("trust.months.none"))
    with right:
        st.markdown(bullets(map(plain, told)))
        if found.moves:
            st.subheader(here.say("trust.moves.title"), anchor=False)
            latest = reversed(found.moves[-LATEST:])
            st.markdown(bullets(plain(move_sentence(move, language, name)) for move in latest))


def _map(here: Visitor, community: Community, saved: Saved, found: Walk, key: str) -> None:
    if is_large(saved.network):
        st.info(here.say("seeping.map.large"))
        return
    ends = [month.end for month in found.trust.months]
    options = [f"{end:%Y-%m}" for end in ends]
    now = here.say("seeping.map.now")
    chosen = now
    if options:
        chosen = st.select_slider(
            here.say("seeping.map.month"),
            [*options, now],
            value=now,
            key=f"{key}.month.{saved.version.number}",
        )
    else:
        st.info(here.say("trust.months.none"))
    rungs = (
        rungs_at(saved.network, ends[options.index(chosen)])
        if chosen in options
        else rungs_now(saved.network)
    )
    picture = rung_map(saved.network, rungs)
    counts = here.say("network.reading.list_joiner").join(
        here.say(
            "trust.months.rung",
            rung=here.say(f"network.rung.{rung}"),
            count=list(rungs.values()).count(rung),
        )
        for rung in RUNGS
    )
    told = here.say(
        "seeping.map.told",
        month=chosen,
        rungs=counts,
        unsaid=found.trust.n - len(rungs),
        n=found.trust.n,
    )
    st.markdown(plain(told))
    # One chart for all months: the same places, only shade and size change.
    show_map(here, picture, f"{community.name}: {told}", f"{key}.chart.{saved.version.number}.{chosen}")
    legend(here, picture)
    st.caption(here.say("seeping.map.reading"))


def _blocked(here: Visitor, network: Network, found: Walk) -> None:
    obstacles = the_house().content.vocabularies.obstacles

    def called(code: str) -> str:
        if not code:
            return here.say("blocked.unsaid")
        return obstacles.name(code, here.language) if code in obstacles.codes else code

    st.markdown(bullets(map(plain, blocked_sentences(found.blocked, here.language, called))))
    name = labels(network)
    for one in found.blocked.obstacles:
        title = here.say(
            "blocked.group", obstacle=called(one.code), n=len(one.people), reach=f"{one.reach:.0f}"
        )
        st.markdown(f"**{plain(title)}**")
        st.dataframe(_held(here, one, name), hide_index=True, width="stretch")
    if found.blocked.obstacles:
        st.caption(here.say("blocked.team_only"))


def _held(here: Visitor, obstacle: Obstacle, name: Callable[[str], str]) -> pd.DataFrame:
    unknown = here.say("blocked.ability_unknown")
    return pd.DataFrame(
        [
            {
                here.say("blocked.column.who"): name(one.person),
                here.say("blocked.column.will"): str(one.will),
                here.say("blocked.column.ability"): unknown if one.ability is None else str(one.ability),
                here.say("blocked.column.reach"): f"{one.reach:.1f}",
            }
            for one in obstacle.people
        ]
    )
