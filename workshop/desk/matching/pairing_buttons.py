"""The big buttons of the pairing screen: pair, show, hide, pair again, take back.

Mending a pairing by hand: keep a pair, undo one, keep two apart, say who is not there; and what was settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import streamlit as st

from workshop.desk.matching.pairing_look import Look
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.services.matching import pairing
from workshop.services.matching.pairing_people import ABSENT, APART, LOCKED, VETOED, rule


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


PLACE = "pairing"


def first(here: Visitor, camp: Camp, look: Look) -> None:
    """Before there is a pairing: what is known of the room, and the one button."""
    present = [one for one in look.people.values() if one.peer.present]
    asking = sum(bool(one.peer.asks) for one in present)
    offering = sum(bool(one.peer.offers) for one in present)
    st.markdown(here.say("pairing_desk.what_it_does"))
    st.caption(here.say("pairing_desk.room", n=len(present), asking=asking, offering=offering))
    st.button(
        here.say("pairing_desk.pair"),
        key=_key("pair", look),
        type="primary",
        width="stretch",
        on_click=_pair,
        args=(here, camp),
    )
    st.caption(here.say("pairing_desk.before_showing"))


def steering(here: Visitor, camp: Camp, look: Look) -> None:
    """How it stands in one line, and what can be done with it."""
    _standing(here, look)
    rows = [st.container(horizontal=True), st.container(horizontal=True)]
    shown = "hide" if look.shown else "show"
    rows[0].button(
        here.say(f"pairing_desk.{shown}"),
        key=_key(shown, look),
        type="secondary" if look.shown else "primary",
        width="stretch",
        on_click=_hide if look.shown else _show,
        args=(here, camp),
    )
    rows[0].button(
        here.say("pairing_desk.again"),
        key=_key("again", look),
        help=here.say("pairing_desk.again_help"),
        width="stretch",
        on_click=_pair,
        args=(here, camp),
    )
    quiet: tuple[tuple[str, Callable[[Visitor, Camp], None]], ...] = (("anew", _anew), ("undo", _undo))
    for name, action in quiet:
        rows[1].button(
            here.say(f"pairing_desk.{name}"),
            key=_key(name, look),
            help=here.say(f"pairing_desk.{name}_help"),
            type="tertiary",
            on_click=action,
            args=(here, camp),
        )
    if look.late:
        names = plain(here.say("matching.joiner").join(look.seats[one].nickname for one in look.late))
        st.info(here.say("pairing_desk.late", n=len(look.late), names=names))


def _key(name: str, look: Look) -> str:
    """A new name after everything that happens: a second tap on the old button reaches nothing."""
    return f"pairing.{name}.{look.moved}"


def _standing(here: Visitor, look: Look) -> None:
    askers = {line.asker for line in look.lines}
    busiest = max(Counter(line.host for line in look.lines).values(), default=0)
    summary = here.say("pairing_desk.summary", n=len(askers), pairs=len(look.lines), busiest=busiest)
    if not look.shown or look.found is None:
        st.markdown(summary)
        return
    st.markdown(f"{summary} :green-badge[{here.say('pairing_desk.on_phones')}]")
    said = Counter(one.decision for one in look.found.pairs)
    st.caption(
        here.say(
            "pairing_desk.said",
            yes=said[pairing.ACCEPTED],
            no=said[pairing.DECLINED],
            open=sum(line.decision == pairing.OPEN for line in look.lines),
        )
    )


def _pair(here: Visitor, camp: Camp) -> None:
    attempt(here, PLACE, lambda: pairing.pair_room(the_house(), camp, here.by))


def _anew(here: Visitor, camp: Camp) -> None:
    attempt(here, PLACE, lambda: pairing.pair_room(the_house(), camp, here.by, anew=True))


def _show(here: Visitor, camp: Camp) -> None:
    attempt(here, PLACE, lambda: pairing.show(the_house(), camp, here.by), here.say("pairing_desk.done.show"))


def _hide(here: Visitor, camp: Camp) -> None:
    attempt(here, PLACE, lambda: pairing.hide(the_house(), camp, here.by), here.say("pairing_desk.done.hide"))


def _undo(here: Visitor, camp: Camp) -> None:
    attempt(
        here,
        PLACE,
        lambda: pairing.undo(the_house(), camp, pairing.PAIRS, here.by),
        here.say("pairing_desk.done.undo"),
    )
