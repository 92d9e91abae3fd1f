"""Controls of the pairing screen: pair, show, hide, pair again, undo; and constraints set by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import streamlit as st

from workshop.desk.matching.live_press import ScreenPress, act_on_seen
from workshop.desk.matching.pairing_look import PairingSnapshot
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.services.matching import pairing
from workshop.services.matching.pairing_people import ABSENT, APART, LOCKED, VETOED, rule


def mending(visitor: Visitor, camp: Camp, look: PairingSnapshot) -> None:
    """Choose a person, then a constraint: keep a pair, veto one, keep two apart, mark somebody absent."""
    with st.expander(visitor.say("pairing_desk.mend"), key=f"pairing.mend.{camp.id}"):
        st.caption(visitor.say("pairing_desk.mend_help"))
        who = _person(visitor, look, "pairing_desk.who", f"pairing.who.{camp.id}", ())
        if who is not None:
            _about(visitor, camp, look, who)
        _settled(visitor, camp, look)


def _person(
    visitor: Visitor, look: PairingSnapshot, label: str, key: str, but: tuple[str, ...]
) -> str | None:
    people = sorted((one for one in look.seats if one not in but), key=look.name)
    return st.selectbox(
        visitor.say(label),
        people,
        index=None,
        format_func=look.name,
        placeholder=visitor.say("desk.choose"),
        key=key,
    )


def _about(visitor: Visitor, camp: Camp, look: PairingSnapshot, who: str) -> None:
    for line in look.lines:
        if who not in (line.asker, line.host):
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{escape(look.name(line.asker))} → {escape(look.name(line.host))}")
            _rule(visitor, camp, "", LOCKED, line.asker, line.host, holds=not line.locked)
            _rule(visitor, camp, "", VETOED, line.asker, line.host, holds=True)
    away = who in look.away
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _rule(visitor, camp, "", ABSENT, who, None, holds=not away)
    other = _person(visitor, look, "pairing_desk.apart_from", f"pairing.apart.{camp.id}", (who,))
    if other is not None:
        _rule(visitor, camp, "", APART, who, other, holds=True)
    st.caption(visitor.say("pairing_desk.then_again"))


def _settled(visitor: Visitor, camp: Camp, look: PairingSnapshot) -> None:
    held = [one for one in look.rules if one.seat in look.seats and (one.other or one.seat) in look.seats]
    if not held:
        return
    st.markdown(f"**{visitor.say('pairing_desk.settled')}**")
    for one in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            names = [escape(look.name(who)) for who in (one.seat, one.other) if who]
            st.markdown(visitor.say(f"pairing_desk.holds.{one.kind}", one=names[0], other=names[-1]))
            _rule(visitor, camp, "held.", one.kind, one.seat, one.other, holds=False)


def _rule(
    visitor: Visitor,
    camp: Camp,
    where: str,
    kind: str,
    seat: str,
    other: str | None,
    *,
    holds: bool,
) -> None:
    """`where` tells two buttons for the same rule apart: the one about a person, and the one in the list."""
    name = kind if holds else f"no_{kind}"
    st.button(
        visitor.say(f"pairing_desk.do.{name}"),
        key=f"pairing.{where}{name}.{seat}.{other}",
        on_click=_settle,
        args=(visitor, camp, kind, seat, other, holds),
    )


def _settle(visitor: Visitor, camp: Camp, kind: str, seat: str, other: str | None, holds: bool) -> None:
    attempt(visitor, PLACE, lambda: rule(app_context(), camp, kind, seat, other, visitor.by, holds=holds))


PLACE = "pairing"


def first(visitor: Visitor, camp: Camp, look: PairingSnapshot) -> None:
    """Before there is a pairing: what is known of the room, and the one button."""
    present = [one for one in look.people.values() if one.peer.present]
    asking = sum(bool(one.peer.asks) for one in present)
    offering = sum(bool(one.peer.offers) for one in present)
    st.markdown(visitor.say("pairing_desk.what_it_does"))
    st.caption(visitor.say("pairing_desk.room", n=len(present), asking=asking, offering=offering))
    st.button(
        visitor.say("pairing_desk.pair"),
        key="pairing.pair",
        type="primary",
        width="stretch",
        on_click=_pair,
        args=(visitor, camp, look.moved),
    )
    st.caption(visitor.say("pairing_desk.before_showing"))


def steering(visitor: Visitor, camp: Camp, look: PairingSnapshot) -> None:
    """The pairing's status in one line, and the available actions."""
    _standing(visitor, look)
    rows = [st.container(horizontal=True), st.container(horizontal=True)]
    toggle = "hide" if look.shown else "show"
    rows[0].button(
        visitor.say(f"pairing_desk.{toggle}"),
        key="pairing.toggle",
        type="secondary" if look.shown else "primary",
        width="stretch",
        on_click=_hide if look.shown else _show,
        args=(visitor, camp, look.moved),
    )
    rows[0].button(
        visitor.say("pairing_desk.again"),
        key="pairing.pair",
        help=visitor.say("pairing_desk.again_help"),
        width="stretch",
        on_click=_pair,
        args=(visitor, camp, look.moved),
    )
    quiet: tuple[tuple[str, Callable[[Visitor, Camp, int], None]], ...] = (("anew", _anew), ("undo", _undo))
    for name, action in quiet:
        rows[1].button(
            visitor.say(f"pairing_desk.{name}"),
            key=f"pairing.{name}",
            help=visitor.say(f"pairing_desk.{name}_help"),
            type="tertiary",
            on_click=action,
            args=(visitor, camp, look.moved),
        )
    if look.late:
        names = escape(visitor.say("matching.joiner").join(look.seats[one].nickname for one in look.late))
        st.info(visitor.say("pairing_desk.late", n=len(look.late), names=names))


def _standing(visitor: Visitor, look: PairingSnapshot) -> None:
    askers = {line.asker for line in look.lines}
    busiest = max(Counter(line.host for line in look.lines).values(), default=0)
    summary = visitor.say("pairing_desk.summary", n=len(askers), pairs=len(look.lines), busiest=busiest)
    if not look.shown or look.found is None:
        st.markdown(summary)
        return
    st.markdown(f"{summary} :green-badge[{visitor.say('pairing_desk.on_phones')}]")
    decisions = Counter(one.decision for one in look.found.pairs)
    st.caption(
        visitor.say(
            "pairing_desk.said",
            yes=decisions[pairing.ACCEPTED],
            no=decisions[pairing.DECLINED],
            open=sum(line.decision == pairing.OPEN for line in look.lines),
        )
    )


def _pair(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.pair_room(app_context(), camp, visitor.by)

    act_on_seen(visitor, camp, ScreenPress(PLACE, "pairing.pair", seen), act)


def _anew(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.pair_room(app_context(), camp, visitor.by, anew=True)

    act_on_seen(visitor, camp, ScreenPress(PLACE, "pairing.anew", seen), act)


def _show(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.show(app_context(), camp, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "pairing.toggle", seen), act, visitor.say("pairing_desk.done.show")
    )


def _hide(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.hide(app_context(), camp, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "pairing.toggle", seen), act, visitor.say("pairing_desk.done.hide")
    )


def _undo(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.undo(app_context(), camp, pairing.PAIRS, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "pairing.undo", seen), act, visitor.say("pairing_desk.done.undo")
    )
