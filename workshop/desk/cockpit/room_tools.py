"""A facilitator's occasional tools: the ways in, join card, community names, recovery codes, downloads."""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.ui.actions import attempt, leave_note, show_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import CAMP, Visitor
from workshop.model.camp import Camp
from workshop.model.ids import spaced
from workshop.services.app import links
from workshop.services.camp import camps
from workshop.services.room.wall_address import wall_token
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.roster import read_roster


def ways_in(visitor: Visitor, camp: Camp) -> None:
    """The remote, the wall, and the screens that are needed while people wait."""
    st.link_button(visitor.say("desk.room.remote"), f"/r?camp={camp.code}", type="primary", width="stretch")
    st.caption(visitor.say("desk.room.remote_help"))
    wall = wall_token(app_context(), camp.id)
    st.link_button(visitor.say("desk.room.wall"), f"/w/{wall}?lang={visitor.language}", width="stretch")
    st.page_link("screens/pairing.py", label=visitor.say("pairing_desk.open_screen"), width="stretch")
    st.page_link("screens/rounds.py", label=visitor.say("seating_desk.open_screen"), width="stretch")


EXPORTS = ("report.docx", "camp.xlsx", "answers.csv", "ratings.csv", "networks.zip", "camp.json", "all.zip")
# These files hold the maps, person by person.
WITH_PEOPLE = frozenset({"networks.zip", "all.zip"})
PLACE = "room_tools"
SURE = "code.sure"


def room_tools(visitor: Visitor, camp: Camp) -> None:
    """Every tool behind one tap."""
    show_note(PLACE)
    with st.expander(visitor.say("desk.tools.door")):
        _door(visitor, camp)
    with st.expander(visitor.say("desk.tools.communities")):
        _communities(visitor, camp)
    with st.expander(visitor.say("desk.tools.roster")):
        _roster(visitor, camp)
    with st.expander(visitor.say("desk.tools.recovery")):
        _recovery(visitor, camp)
    with st.expander(visitor.say("desk.tools.paper")):
        st.caption(visitor.say("desk.paper.tools_help"))
        st.page_link("screens/paper.py", label=visitor.say("desk.paper.go"))
    with st.expander(visitor.say("desk.tools.files")):
        _files(visitor, camp)


def _door(visitor: Visitor, camp: Camp) -> None:
    st.caption(visitor.say("desk.door.help"))
    st.button(
        visitor.say("desk.door.unlock") if camp.locked else visitor.say("desk.door.lock"),
        key="door.lock",
        on_click=_lock,
        args=(visitor, camp),
    )
    st.caption(visitor.say("desk.door.code_help"))
    st.checkbox(visitor.say("desk.door.sure"), key=SURE)
    st.button(
        visitor.say("desk.door.new_code"),
        key="code.new",
        on_click=_new_code,
        args=(visitor, camp),
    )


def _lock(visitor: Visitor, camp: Camp) -> None:
    if tapped_twice(visitor, PLACE, "door.lock"):
        return
    attempt(
        visitor,
        PLACE,
        lambda: camps.lock(app_context(), camp.id, not camp.locked),
        visitor.say("desk.door.done"),
    )


def _new_code(visitor: Visitor, camp: Camp) -> None:
    if not st.session_state.get(SURE):
        leave_note(PLACE, "note", visitor.say("desk.door.not_sure"))
        return
    st.session_state[SURE] = False  # one yes is for one new code
    attempt(visitor, PLACE, lambda: _change_code(camp), visitor.say("desk.door.code_changed"))


def _change_code(camp: Camp) -> None:
    st.session_state[CAMP] = camps.change_code(app_context(), camp.id)
    st.query_params.pop(CAMP, None)


def _communities(visitor: Visitor, camp: Camp) -> None:
    names = [community.name for community in camps.communities(app_context(), camp.id)]
    st.caption(visitor.say("desk.names.help"))
    st.markdown(" · ".join(escape(name) for name in names) or visitor.say("desk.names.none"))
    with st.form("names", enter_to_submit=False, border=False, clear_on_submit=True):
        st.text_area(visitor.say("desk.names.new"), key="names.new", height=120)
        st.form_submit_button(visitor.say("desk.names.add"), on_click=_add_names, args=(visitor, camp))


def _add_names(visitor: Visitor, camp: Camp) -> None:
    names = [line.strip() for line in st.session_state["names.new"].splitlines() if line.strip()]

    def add() -> None:
        for name in names:
            camps.add_community(app_context(), camp.id, name)

    if names:
        attempt(visitor, PLACE, add, visitor.say("desk.names.added", n=len(names)))


def _roster(visitor: Visitor, camp: Camp) -> None:
    st.caption(visitor.say("desk.roster.help"))
    file = st.file_uploader(visitor.say("desk.roster.file"), type=["csv", "xlsx", "txt", "tsv"], key="roster")
    st.button(
        visitor.say("desk.roster.take"),
        key="roster.take",
        disabled=file is None,
        on_click=_take_roster,
        args=(visitor, camp, file.name, file.getvalue()) if file is not None else None,
    )
    cards = seat_cards.of_camp(app_context(), camp.id)
    if cards:
        used = sum(one.claimed_at is not None for one in cards)
        st.markdown(visitor.say("live.cards_seat.counts", n=len(cards), used=used))
        token = links.sign(app_context(), "seat_cards", camp.id, "seat_cards", visitor.language)
        st.link_button(visitor.say("live.cards_seat.print"), f"/paper/cards/{token}")
    st.link_button(visitor.say("live.people"), f"/r/people?camp={camp.code}")


def _take_roster(visitor: Visitor, camp: Camp, name: str, data: bytes) -> None:
    context = app_context()
    try:
        people = read_roster(data, name, context.content.vocabularies.roles)
        prepared = seat_cards.prepare(context, camp, people, visitor.by)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    leave_note(
        PLACE, "good", visitor.say("desk.roster.taken", n=len(prepared.made), already=prepared.already)
    )


def _recovery(visitor: Visitor, camp: Camp) -> None:
    every_seat = seats.of_camp(app_context(), camp.id)
    if not every_seat:
        st.info(visitor.say("desk.progress.nobody"))
        return
    names = {one.id: one.name for one in camps.communities(app_context(), camp.id)}
    st.caption(visitor.say("desk.recovery.help"))
    people = {one.id: one for one in sorted(every_seat, key=lambda one: one.nickname)}
    chosen = st.selectbox(
        visitor.say("desk.recovery.who"),
        list(people),
        index=None,
        format_func=lambda code: f"{people[code].nickname} · {names[people[code].community]}",
        placeholder=visitor.say("desk.choose"),
        key="recovery.seat",
    )
    if chosen:
        st.code(spaced(people[chosen].recovery), language=None)


def _files(visitor: Visitor, camp: Camp) -> None:
    st.caption(visitor.say("desk.files.help"))
    # Ties can identify people even under codes, so the download needs confirmation.
    ticked = st.checkbox(visitor.say("disclosure.tick_all"), key=f"{PLACE}.nodes.{camp.id}")
    with st.container(horizontal=True):
        for what in EXPORTS:
            if what in WITH_PEOPLE and not ticked:
                continue
            token = links.sign(app_context(), "export", camp.id, what, visitor.language)
            st.link_button(visitor.say(f"desk.files.{what}"), f"/export/{token}")
