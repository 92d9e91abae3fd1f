"""Outreach and trust at the desk: how deep in each building, who stands on which rung since when, who is held
back by what.

The team's own view: it names people and shows small buildings. The picture to hang up leaves both out.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from workshop.base.svg import size_of
from workshop.desk.map.map_chart import legend, show_map
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.network.draw.areas import is_large
from workshop.network.graph.wording import labels
from workshop.network.measures.reach import RUNGS, climbers, rungs_at, rungs_now
from workshop.network.outreach.blocked_residents import Obstacle
from workshop.network.outreach.outreach import beyond_the_team
from workshop.network.outreach.outreach_chart import buildings_chart, buildings_text, strip_chart, strip_text
from workshop.network.outreach.outreach_text import (
    blocked_sentences,
    building_sentence,
    cold_sentences,
    move_sentence,
    outreach_sentences,
    strip_sentences,
    trust_sentences,
)
from workshop.network.outreach.trust_chart import funnel_chart, funnel_text, rung_map, rungs_chart, rungs_text
from workshop.services.map import outreach
from workshop.services.map.networks import Saved
from workshop.services.map.outreach import OutreachWalk

PARTS = ("buildings", "ladder", "map", "blocked")
LATEST = 12  # moves listed
_WALKS = Kept(60)


def outreach_view(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    """A form to record a move; then one of four views of the map."""
    key = f"{place}.seeping"
    st.caption(visitor.say("seeping.help"))
    with st.expander(visitor.say("seeping.write")):
        _form(visitor, community, saved, place)
    with st.spinner(visitor.say("desk.map.computing")):
        outreach_walk: OutreachWalk = _WALKS.get(
            community.camp, saved.version.number, lambda: outreach.walked(saved.network)
        )
    part = st.segmented_control(
        visitor.say("seeping.parts"),
        PARTS,
        default=PARTS[0],
        format_func=lambda name: visitor.say(f"seeping.part.{name}"),
        key=f"{key}.part",
        label_visibility="collapsed",
    )
    match part:
        case "ladder":
            _ladder(visitor, saved.network, outreach_walk)
        case "map":
            _map(visitor, community, saved, outreach_walk, key)
        case "blocked":
            _blocked(visitor, saved.network, outreach_walk)
        case _:
            _buildings(visitor, saved.network, outreach_walk, key)


def _form(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    """ "Today X reached rung …, said by …"; saved as a version of the map, which History can take back."""
    name = labels(saved.network)
    people = sorted((one.id for one in climbers(saved.network)), key=name)
    with st.form(f"{place}.move.{saved.version.number}", border=False):
        left, right = st.columns(2)
        person = left.selectbox(
            visitor.say("seeping.form.who"),
            people,
            index=None,
            format_func=lambda code: code if name(code) == code else f"{name(code)} ({code})",
            placeholder=visitor.say("desk.choose"),
            key=f"{place}.move.who",
        )
        rung = right.selectbox(
            visitor.say("seeping.form.rung"),
            RUNGS,
            index=None,
            format_func=lambda one: visitor.say(f"network.rung.{one}"),
            placeholder=visitor.say("desk.choose"),
            key=f"{place}.move.rung",
        )
        day = left.date_input(visitor.say("seeping.form.day"), format="YYYY-MM-DD", key=f"{place}.move.day")
        said_by = right.text_input(
            visitor.say("seeping.form.by"), max_chars=outreach.LONGEST, key=f"{place}.move.by"
        )
        sent = st.form_submit_button(visitor.say("seeping.form.save"), type="primary")
    if not sent:
        return
    if person is None or rung is None:
        st.warning(visitor.say("seeping.form.missing"))
        return
    note = visitor.say("seeping.form.note", who=name(person), rung=visitor.say(f"network.rung.{rung}"))
    attempt(
        visitor,
        place,
        lambda: outreach.add_move(app_context(), community.id, person, rung, said_by, day, visitor.by, note),
        visitor.say("seeping.form.saved"),
    )
    st.rerun()


def _picture(drawing: str, alt: str) -> None:
    st.image(drawing, width=int(size_of(drawing)[0]), alt=alt)


def _building_names(network: Network) -> Callable[[str], str]:
    called = {building.id: building.label for building in network.buildings}
    return lambda code: called.get(code) or code


def _buildings(visitor: Visitor, network: Network, outreach_walk: OutreachWalk, key: str) -> None:
    if not outreach_walk.seeping.rows:
        st.info(visitor.say("seeping.no_buildings"))
        return
    name, language = _building_names(network), visitor.language
    left, right = st.columns(2, gap="medium")
    with left:
        _picture(
            buildings_chart(outreach_walk.seeping, language, name),
            buildings_text(outreach_walk.seeping, language, name),
        )
        st.caption(visitor.say("seeping.picture.reading"))
    with right:
        st.markdown(bullets(map(escape, outreach_sentences(outreach_walk.seeping, language, name))))
        cold = cold_sentences(outreach_walk.seeping, language, name)
        if cold:
            st.subheader(visitor.say("seeping.cold.title"), anchor=False)
            st.markdown(bullets(map(escape, cold)))
    with st.expander(visitor.say("seeping.each")):
        st.markdown(
            bullets(escape(building_sentence(row, language, name)) for row in outreach_walk.seeping.rows)
        )
    st.subheader(visitor.say("seeping.months.title"), anchor=False)
    left, right = st.columns(2, gap="medium")
    if outreach_walk.strip.months:
        with left:
            _picture(
                strip_chart(outreach_walk.strip, language, name),
                strip_text(outreach_walk.strip, language, name),
            )
    with right:
        sentences = strip_sentences(outreach_walk.strip, outreach_walk.seeping.undated, language, name)
        st.markdown(bullets(map(escape, sentences)))
    st.download_button(
        visitor.say("seeping.hang_up"),
        buildings_chart(beyond_the_team(outreach_walk.seeping), language, name),
        "buildings.svg",
        "image/svg+xml",
        key=f"{key}.svg",
        help=visitor.say("seeping.hang_up_help"),
    )


def _ladder(visitor: Visitor, network: Network, outreach_walk: OutreachWalk) -> None:
    language, name = visitor.language, labels(network)
    sentences = trust_sentences(outreach_walk.trust, outreach_walk.moves, outreach_walk.stays, language)
    left, right = st.columns(2, gap="medium")
    with left:
        if outreach_walk.trust.known:
            _picture(funnel_chart(outreach_walk.trust, language), funnel_text(outreach_walk.trust, language))
            st.caption(visitor.say("trust.funnel.reading"))
        if outreach_walk.trust.months:
            _picture(rungs_chart(outreach_walk.trust, language), rungs_text(outreach_walk.trust, language))
        else:
            st.info(visitor.say("trust.months.none"))
    with right:
        st.markdown(bullets(map(escape, sentences)))
        if outreach_walk.moves:
            st.subheader(visitor.say("trust.moves.title"), anchor=False)
            latest = reversed(outreach_walk.moves[-LATEST:])
            st.markdown(bullets(escape(move_sentence(move, language, name)) for move in latest))


def _map(visitor: Visitor, community: Community, saved: Saved, outreach_walk: OutreachWalk, key: str) -> None:
    if is_large(saved.network):
        st.info(visitor.say("seeping.map.large"))
        return
    ends = [month.end for month in outreach_walk.trust.months]
    options = [f"{end:%Y-%m}" for end in ends]
    now = visitor.say("seeping.map.now")
    chosen = now
    if options:
        chosen = st.select_slider(
            visitor.say("seeping.map.month"),
            [*options, now],
            value=now,
            key=f"{key}.month.{saved.version.number}",
        )
    else:
        st.info(visitor.say("trust.months.none"))
    rungs = (
        rungs_at(saved.network, ends[options.index(chosen)])
        if chosen in options
        else rungs_now(saved.network)
    )
    picture = rung_map(saved.network, rungs)
    counts = visitor.say("network.reading.list_joiner").join(
        visitor.say(
            "trust.months.rung",
            rung=visitor.say(f"network.rung.{rung}"),
            count=list(rungs.values()).count(rung),
        )
        for rung in RUNGS
    )
    caption = visitor.say(
        "seeping.map.told",
        month=chosen,
        rungs=counts,
        unsaid=outreach_walk.trust.n - len(rungs),
        n=outreach_walk.trust.n,
    )
    st.markdown(escape(caption))
    # One chart for all months: the layout stays, only shade and size change.
    show_map(visitor, picture, f"{community.name}: {caption}", f"{key}.chart.{saved.version.number}.{chosen}")
    legend(visitor, picture)
    st.caption(visitor.say("seeping.map.reading"))


def _blocked(visitor: Visitor, network: Network, outreach_walk: OutreachWalk) -> None:
    obstacles = app_context().content.vocabularies.obstacles

    def called(code: str) -> str:
        if not code:
            return visitor.say("blocked.unsaid")
        return obstacles.name(code, visitor.language) if code in obstacles.codes else code

    st.markdown(bullets(map(escape, blocked_sentences(outreach_walk.blocked, visitor.language, called))))
    name = labels(network)
    for obstacle in outreach_walk.blocked.obstacles:
        title = visitor.say(
            "blocked.group",
            obstacle=called(obstacle.code),
            n=len(obstacle.people),
            reach=f"{obstacle.reach:.0f}",
        )
        st.markdown(f"**{escape(title)}**")
        st.dataframe(_held(visitor, obstacle, name), hide_index=True, width="stretch")
    if outreach_walk.blocked.obstacles:
        st.caption(visitor.say("blocked.team_only"))


def _held(visitor: Visitor, obstacle: Obstacle, name: Callable[[str], str]) -> pd.DataFrame:
    unknown = visitor.say("blocked.ability_unknown")
    return pd.DataFrame(
        [
            {
                visitor.say("blocked.column.who"): name(one.person),
                visitor.say("blocked.column.will"): str(one.will),
                visitor.say("blocked.column.ability"): unknown if one.ability is None else str(one.ability),
                visitor.say("blocked.column.reach"): f"{one.reach:.1f}",
            }
            for one in obstacle.people
        ]
    )
