"""What a facilitator needs now and then: the door, community names, a lost recovery code, files to take away.

Who has answered, seat by seat, the stuck ones first. It shows how far somebody is, never what they said.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workshop.desk.ui.actions import attempt, told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import CAMP, Visitor
from workshop.model.camp import Camp
from workshop.model.ids import spaced
from workshop.services.app import links
from workshop.services.camp import camps
from workshop.services.camp.progress import SeatProgress, StepProgress
from workshop.services.seats import seats

HEIGHT = 430


def answered(here: Visitor, progress: StepProgress) -> None:
    """n of N, as a figure and a bar."""
    total = len(progress.seats)
    st.progress(
        progress.done / total if total else 0.0,
        text=here.say("desk.progress.done", done=progress.done, total=total, started=progress.started),
    )


def seat_table(here: Visitor, progress: StepProgress) -> None:
    """One line a seat."""
    if not progress.seats:
        st.info(here.say("desk.progress.nobody"))
        return
    names = ("who", "community", "how_far", "state")
    columns = [here.say(f"desk.seats.{name}") for name in names]
    rows = [
        (plain(seat.nickname), plain(seat.community), f"{seat.answered}/{seat.total}", _state(here, seat))
        for seat in progress.seats
    ]
    st.table(
        pd.DataFrame(rows, columns=columns),
        border="horizontal",
        height=HEIGHT if len(rows) > 8 else "content",
        hide_index=True,
        alt=here.say("desk.seats.alt"),
    )


def _state(here: Visitor, seat: SeatProgress) -> str:
    if seat.done:
        words = f":green[{here.say('desk.seats.done')}]"
    elif seat.stuck:
        words = f":red[{here.say('desk.seats.stuck')}]"
    elif seat.drafting:
        words = here.say("desk.seats.drafting")
    elif seat.answered:
        words = here.say("desk.seats.under_way")
    else:
        words = f":gray[{here.say('desk.seats.not_started')}]"
    return f"{words} · {here.say('desk.seats.late', n=seat.late)}" if seat.late else words


EXPORTS = ("report.docx", "camp.xlsx", "answers.csv", "ratings.csv", "networks.zip", "camp.json", "all.zip")
# These hold the maps, person by person.
WITH_PEOPLE = frozenset({"networks.zip", "all.zip"})
PLACE = "room_tools"


def room_tools(here: Visitor, camp: Camp) -> None:
    """Everything behind one tap each."""
    told(PLACE)
    with st.expander(here.say("desk.tools.door")):
        _door(here, camp)
    with st.expander(here.say("desk.tools.communities")):
        _communities(here, camp)
    with st.expander(here.say("desk.tools.recovery")):
        _recovery(here, camp)
    with st.expander(here.say("desk.tools.paper")):
        st.caption(here.say("desk.paper.tools_help"))
        st.page_link("screens/paper.py", label=here.say("desk.paper.go"))
    with st.expander(here.say("desk.tools.files")):
        _files(here, camp)


def _door(here: Visitor, camp: Camp) -> None:
    st.caption(here.say("desk.door.help"))
    st.button(
        here.say("desk.door.unlock") if camp.locked else here.say("desk.door.lock"),
        key=f"lock.{camp.locked}",
        on_click=_lock,
        args=(here, camp),
    )
    st.caption(here.say("desk.door.code_help"))
    sure = st.checkbox(here.say("desk.door.sure"), key=f"code.sure.{camp.code}")
    st.button(
        here.say("desk.door.new_code"),
        key=f"code.new.{camp.code}",
        disabled=not sure,
        on_click=_new_code,
        args=(here, camp),
    )


def _lock(here: Visitor, camp: Camp) -> None:
    attempt(
        here, PLACE, lambda: camps.lock(the_house(), camp.id, not camp.locked), here.say("desk.door.done")
    )


def _new_code(here: Visitor, camp: Camp) -> None:
    attempt(here, PLACE, lambda: _change_code(camp), here.say("desk.door.code_changed"))


def _change_code(camp: Camp) -> None:
    st.session_state[CAMP] = camps.change_code(the_house(), camp.id)
    st.query_params.pop(CAMP, None)


def _communities(here: Visitor, camp: Camp) -> None:
    names = [community.name for community in camps.communities(the_house(), camp.id)]
    st.caption(here.say("desk.names.help"))
    st.markdown(" · ".join(plain(name) for name in names) or here.say("desk.names.none"))
    with st.form("names", enter_to_submit=False, border=False, clear_on_submit=True):
        st.text_area(here.say("desk.names.new"), key="names.new", height=120)
        st.form_submit_button(here.say("desk.names.add"), on_click=_add_names, args=(here, camp))


def _add_names(here: Visitor, camp: Camp) -> None:
    names = [line.strip() for line in st.session_state["names.new"].splitlines() if line.strip()]

    def add() -> None:
        for name in names:
            camps.add_community(the_house(), camp.id, name)

    if names:
        attempt(here, PLACE, add, here.say("desk.names.added", n=len(names)))


def _recovery(here: Visitor, camp: Camp) -> None:
    found = seats.of_camp(the_house(), camp.id)
    if not found:
        st.info(here.say("desk.progress.nobody"))
        return
    names = {one.id: one.name for one in camps.communities(the_house(), camp.id)}
    st.caption(here.say("desk.recovery.help"))
    people = {one.id: one for one in sorted(found, key=lambda one: one.nickname)}
    chosen = st.selectbox(
        here.say("desk.recovery.who"),
        list(people),
        index=None,
        format_func=lambda code: f"{people[code].nickname} · {names[people[code].community]}",
        placeholder=here.say("desk.choose"),
        key="recovery.seat",
    )
    if chosen:
        st.code(spaced(people[chosen].recovery), language=None)


def _files(here: Visitor, camp: Camp) -> None:
    st.caption(here.say("desk.files.help"))
    # Who is tied to whom can be found again even by code: taken home only by who has said so.
    ticked = st.checkbox(here.say("disclosure.tick_all"), key=f"{PLACE}.nodes.{camp.id}")
    with st.container(horizontal=True):
        for what in EXPORTS:
            if what in WITH_PEOPLE and not ticked:
                continue
            token = links.sign(the_house(), "export", camp.id, what, here.language)
            st.link_button(here.say(f"desk.files.{what}"), f"/export/{token}")
