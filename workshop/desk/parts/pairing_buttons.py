"""The big buttons of the pairing screen: pair, show, hide, pair again, take back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.pairing_look import Look
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.room import pairing

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
