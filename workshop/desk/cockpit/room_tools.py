"""A facilitator's occasional tools: join card, community names, recovery codes, downloads; and progress per
seat.

Progress shows how far a person is, never their answers; stuck ones come first.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.ui.actions import attempt, leave_note, show_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import CAMP, Visitor
from workshop.model.camp import Camp
from workshop.model.ids import spaced
from workshop.services.app import links
from workshop.services.camp import camps
from workshop.services.camp.progress import SeatProgress, StepProgress
from workshop.services.seats import seats

HEIGHT = 430


def answered(visitor: Visitor, progress: StepProgress) -> None:
    """n of N, as a figure and a bar."""
    total = len(progress.seats)
    st.progress(
        progress.done / total if total else 0.0,
        text=visitor.say("desk.progress.done", done=progress.done, total=total, started=progress.started),
    )


def seat_table(visitor: Visitor, progress: StepProgress) -> None:
    """One line per seat."""
    if not progress.seats:
        st.info(visitor.say("desk.progress.nobody"))
        return
    names = ("who", "community", "how_far", "state")
    columns = [visitor.say(f"desk.seats.{name}") for name in names]
    rows = [
        (
            escape(seat.nickname),
            escape(seat.community),
            f"{seat.answered}/{seat.total}",
            _state(visitor, seat),
        )
        for seat in progress.seats
    ]
    st.table(
        pd.DataFrame(rows, columns=columns),
        border="horizontal",
        height=HEIGHT if len(rows) > 8 else "content",
        hide_index=True,
        alt=visitor.say("desk.seats.alt"),
    )


def _state(visitor: Visitor, seat: SeatProgress) -> str:
    if seat.done:
        words = f":green[{visitor.say('desk.seats.done')}]"
    elif seat.stuck:
        words = f":red[{visitor.say('desk.seats.stuck')}]"
    elif seat.drafting:
        words = visitor.say("desk.seats.drafting")
    elif seat.answered:
        words = visitor.say("desk.seats.under_way")
    else:
        words = f":gray[{visitor.say('desk.seats.not_started')}]"
    return f"{words} · {visitor.say('desk.seats.late', n=seat.late)}" if seat.late else words


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
