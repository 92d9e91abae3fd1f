"""Seating in rounds (social golfer problem) at the desk: make, show, turn rounds, let latecomers in, undo,
print.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workshop.base.text import LANGUAGES
from workshop.desk.matching.live_press import ScreenPress, act_on_seen
from workshop.desk.ui.actions import attempt, leave_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.learning.seating.seating_text import seating_sentences
from workshop.model.camp import Camp, Seat
from workshop.model.matching import Peer
from workshop.services.app import links
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.matching import pairing, seating
from workshop.services.matching.seating import MOST_ROUNDS, ROUNDS, Seated, proposals
from workshop.services.seats import seats


@dataclass(frozen=True)
class SeatingLook:
    """Everything at one moment."""

    moved: int
    seats: dict[str, Seat]
    communities: dict[str, str]
    people: tuple[Peer, ...]
    found: Seated | None

    @property
    def shown(self) -> bool:
        return self.found is not None and self.found.kept.shown

    @property
    def present(self) -> int:
        """How many are in the room."""
        return sum(one.present for one in self.people)

    def name(self, seat: str) -> str:
        """Nickname and community."""
        one = self.seats[seat]
        return f"{one.nickname} · {self.communities[one.community]}"


def look_at_tables(context: AppContext, camp: Camp, moved: int) -> SeatingLook:
    """The seating of a camp, at event `moved`."""
    return SeatingLook(
        moved=moved,
        seats={one.id: one for one in (*seats.of_camp(context, camp.id), *seats.aside(context, camp.id))},
        communities={one.id: one.name for one in camps.communities(context, camp.id)},
        people=seating.people_here(context, camp),
        found=seating.current(context, camp.id),
    )


COLUMNS = 4


def tables_view(visitor: Visitor, look: SeatingLook) -> None:
    """The tables of one round, at first the current one; and the sheets to print in case the Wi-Fi fails."""
    seated = look.found
    if seated is None:
        return
    rounds = len(seated.plan.paths)
    now = max(1, seated.now)
    # It goes along with the room; its key stays, so that a tap meanwhile is not lost.
    if st.session_state.get("tables.followed") != (seated.kept.number, now):
        st.session_state["tables.followed"] = (seated.kept.number, now)
        st.session_state["tables.round"] = now
    chosen = st.segmented_control(
        visitor.say("seating_desk.which_round"),
        range(1, rounds + 1),
        format_func=lambda number: visitor.say("rounds.column.round", number=number),
        key="tables.round",
    )
    tables = seated.plan.rounds[(chosen or now) - 1]
    for start in range(0, len(tables), COLUMNS):
        columns = st.columns(COLUMNS)
        for place, column in enumerate(columns, start):
            if place < len(tables):
                with column, st.container(border=True):
                    st.markdown(f"**{visitor.say('seating_desk.table', number=place + 1)}**")
                    st.markdown(
                        bullets(escape(look.name(who)) for who in sorted(tables[place], key=look.name))
                    )


def meeting_links(visitor: Visitor, camp: Camp, what: str) -> None:
    """The lists to print, in both languages. `what`: pairs or rounds."""
    st.caption(visitor.say("seating_desk.print_help"))
    with st.container(horizontal=True):
        for language in LANGUAGES:
            token = links.sign(app_context(), "meeting", camp.id, what, language)
            st.link_button(visitor.say(f"seating_desk.print.{language}"), f"/paper/meeting/{token}")


PLACE = "seating"
USUAL_ROUNDS = 3


def make(visitor: Visitor, camp: Camp, look: SeatingLook) -> None:
    """Choose the number of tables and rounds, and the button."""
    again = look.found is not None
    with st.expander(visitor.say("seating_desk.make"), expanded=not again):
        st.caption(visitor.say("seating_desk.room", n=look.present))
        offered = proposals(look.present)
        left, right = st.columns(2)
        tables = left.number_input(
            visitor.say("seating_desk.tables"),
            min_value=1,
            max_value=max(1, look.present // 2),
            value=min(offered[0], max(1, look.present // 2)),
            key=f"seating.tables.{camp.id}",
            help=visitor.say("seating_desk.tables_help", numbers=", ".join(map(str, offered))),
        )
        rounds = right.number_input(
            visitor.say("seating_desk.rounds"),
            min_value=1,
            max_value=MOST_ROUNDS,
            value=USUAL_ROUNDS,
            key=f"seating.rounds.{camp.id}",
        )
        st.button(
            visitor.say("seating_desk.again" if again else "seating_desk.seat"),
            key="tables.make",
            type="secondary" if again else "primary",
            width="stretch",
            help=visitor.say("seating_desk.again_help") if again else None,
            on_click=_make,
            args=(visitor, camp, look.moved, int(tables), int(rounds)),
        )


def steering(visitor: Visitor, camp: Camp, look: SeatingLook) -> None:
    """How good the plan is, whether it is on the phones, and the current round."""
    seated = look.found
    if seated is None:
        return
    # The first line is the rule to follow without this screen.
    lines = [escape(line) for line in seating_sentences(seated.judged, visitor.language)[1:]]
    st.markdown(bullets(lines))
    rounds = len(seated.plan.paths)
    is_on = visitor.say("seating_desk.now", number=seated.now, rounds=rounds) if seated.now else ""
    badge = f":green-badge[{visitor.say('pairing_desk.on_phones')}]" if look.shown else ""
    if is_on or badge:
        st.markdown(f"**{is_on}** {badge}" if is_on else badge)
    row = st.container(horizontal=True)
    name = "hide" if look.shown else "show"
    row.button(
        visitor.say(f"pairing_desk.{name}"),
        key="tables.toggle",
        type="secondary" if look.shown else "primary",
        width="stretch",
        on_click=_hide if look.shown else _show,
        args=(visitor, camp, look.moved),
    )
    for step, word in ((1, "next"), (-1, "back")):
        number = seated.now + step
        row.button(
            visitor.say(f"seating_desk.{word}" if number > 0 else "seating_desk.to_start", number=number),
            key=f"tables.{word}",
            type="primary" if look.shown and step == 1 else "secondary",
            width="stretch",
            on_click=_turn,
            args=(visitor, camp, look.moved, word, number if 0 <= number <= rounds else None),
        )
    st.button(
        visitor.say("seating_desk.undo"),
        key="tables.undo",
        type="tertiary",
        on_click=_undo,
        args=(visitor, camp, look.moved),
    )


def late_ones(visitor: Visitor, camp: Camp, look: SeatingLook) -> None:
    """Latecomers without a chair, and the button that gives them one."""
    if look.found is None or not look.found.late:
        return
    names = visitor.say("matching.joiner").join(look.seats[who].nickname for who in look.found.late)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(visitor.say("seating_desk.late", n=len(look.found.late), names=escape(names)))
        st.button(
            visitor.say("seating_desk.let_in"),
            key="tables.let_in",
            on_click=_let_in,
            args=(visitor, camp),
        )


def _make(visitor: Visitor, camp: Camp, seen: int, tables: int, rounds: int) -> None:
    def act() -> None:
        seating.seat_room(app_context(), camp, tables, rounds, visitor.by)

    act_on_seen(visitor, camp, ScreenPress(PLACE, "tables.make", seen), act)


def _show(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        seating.show(app_context(), camp, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "tables.toggle", seen), act, visitor.say("pairing_desk.done.show")
    )


def _hide(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        seating.hide(app_context(), camp, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "tables.toggle", seen), act, visitor.say("pairing_desk.done.hide")
    )


def _turn(visitor: Visitor, camp: Camp, seen: int, word: str, number: int | None) -> None:
    if number is None:
        leave_note(PLACE, "note", visitor.say("seating_desk.no_round"))
        return
    act_on_seen(
        visitor,
        camp,
        ScreenPress(PLACE, f"tables.{word}", seen),
        lambda: seating.turn_to(app_context(), camp, number, visitor.by),
    )


def _let_in(visitor: Visitor, camp: Camp) -> None:
    attempt(
        visitor,
        PLACE,
        lambda: seating.let_in(app_context(), camp, visitor.by),
        visitor.say("seating_desk.done.let_in"),
    )


def _undo(visitor: Visitor, camp: Camp, seen: int) -> None:
    def act() -> None:
        pairing.undo(app_context(), camp, ROUNDS, visitor.by)

    act_on_seen(
        visitor, camp, ScreenPress(PLACE, "tables.undo", seen), act, visitor.say("seating_desk.done.undo")
    )
