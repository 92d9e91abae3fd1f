"""Mending a pairing by hand: keep a pair, undo one, keep two apart, say who is not there; and what was settled."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.pairing_buttons import PLACE
from workshop.desk.parts.pairing_look import Look
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.room.pairing_people import ABSENT, APART, LOCKED, VETOED, rule


def mending(here: Visitor, camp: Camp, look: Look) -> None:
    """Choose somebody, then say what shall hold for them."""
    with st.expander(here.say("pairing_desk.mend"), key=f"pairing.mend.{camp.id}"):
        st.caption(here.say("pairing_desk.mend_help"))
        who = _person(here, look, "pairing_desk.who", f"pairing.who.{camp.id}", ())
        if who is not None:
            _about(here, camp, look, who)
        _settled(here, camp, look)


def _person(here: Visitor, look: Look, label: str, key: str, but: tuple[str, ...]) -> str | None:
    people = sorted((one for one in look.seats if one not in but), key=look.name)
    return st.selectbox(
        here.say(label),
        people,
        index=None,
        format_func=look.name,
        placeholder=here.say("desk.choose"),
        key=key,
    )


def _about(here: Visitor, camp: Camp, look: Look, who: str) -> None:
    for line in look.lines:
        if who not in (line.asker, line.host):
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(look.name(line.asker))} → {plain(look.name(line.host))}")
            _rule(here, camp, look, LOCKED, line.asker, line.host, holds=not line.locked)
            _rule(here, camp, look, VETOED, line.asker, line.host, holds=True)
    away = who in look.away
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rule(here, camp, look, ABSENT, who, None, holds=not away)
    other = _person(here, look, "pairing_desk.apart_from", f"pairing.apart.{camp.id}", (who,))
    if other is not None:
        _rule(here, camp, look, APART, who, other, holds=True)
    st.caption(here.say("pairing_desk.then_again"))


def _settled(here: Visitor, camp: Camp, look: Look) -> None:
    held = [one for one in look.rules if one.seat in look.seats and (one.other or one.seat) in look.seats]
    if not held:
        return
    st.markdown(f"**{here.say('pairing_desk.settled')}**")
    for one in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            names = [plain(look.name(who)) for who in (one.seat, one.other) if who]
            st.markdown(here.say(f"pairing_desk.holds.{one.kind}", one=names[0], other=names[-1]))
            _rule(here, camp, look, one.kind, one.seat, one.other, holds=False)


def _rule(
    here: Visitor, camp: Camp, look: Look, kind: str, seat: str, other: str | None, *, holds: bool
) -> None:
    name = kind if holds else f"no_{kind}"
    st.button(
        here.say(f"pairing_desk.do.{name}"),
        key=f"pairing.{name}.{seat}.{other}.{look.moved}",
        on_click=_settle,
        args=(here, camp, kind, seat, other, holds),
    )


def _settle(here: Visitor, camp: Camp, kind: str, seat: str, other: str | None, holds: bool) -> None:
    attempt(here, PLACE, lambda: rule(the_house(), camp, kind, seat, other, here.by, holds=holds))
