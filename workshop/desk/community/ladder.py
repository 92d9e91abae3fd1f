"""The panel of demonstration ladders: drawn, told in words, what could come next, and how a rung is noted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.desk.community.rung_form import correct_rung, note_rung
from workshop.desk.community.undo import undo_buttons
from workshop.desk.ui.actions import attempt, fold, show_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone, steered_camps
from workshop.learning.community.ladder_chart import NARROW, WIDE, ladder_chart
from workshop.learning.community.ladder_text import ladder_text, next_lines
from workshop.model.camp import Camp, Community
from workshop.model.ids import new_token
from workshop.model.ladder import Climber, ClimberName, Ladder
from workshop.services.community import changes, ladders
from workshop.services.seats import seats
from workshop.store.community.records import RecordKind

LONGEST_NAME = 40


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """Every ladder of the community, one at a time."""
    place = f"ladder.{community.id}"
    context = app_context()
    places = {one.id: one for one in changes.everywhere(context, steered_camps(visitor), community)}
    found = ladders.ladders(context, tuple(places.values()))
    st.subheader(visitor.say("ladder.title"), anchor=False)
    show_note(place)
    if not found:
        st.info(visitor.say("ladder.none"))
    else:
        st.caption(visitor.say("ladder.lead"))
        chosen = _chosen(visitor, found, place)
        _drawn(visitor, chosen)
        _next(visitor, chosen)
        note_rung(visitor, places[chosen.community], chosen, place)
        correct_rung(visitor, places[chosen.community], chosen, place)
        _away(visitor, places[chosen.community], chosen, place)
    _begin(visitor, camp, community, place)
    undo_buttons(visitor, community, RecordKind.LADDER, place)


def _chosen(visitor: Visitor, found: Sequence[Ladder], place: str) -> Ladder:
    if len(found) == 1:
        return found[0]
    by_id = {one.id: one for one in found}
    which: str = st.selectbox(
        visitor.say("ladder.which"),
        list(by_id),
        format_func=lambda one: by_id[one].who.name if one in by_id else "",
        key=f"{place}.which",
        width=420,
    )
    return by_id[which]


def _drawn(visitor: Visitor, ladder: Ladder) -> None:
    look = NARROW if on_a_phone() else WIDE
    words = ladder_text(ladder, ladder.who.name, visitor.language)
    st.markdown(f"**{escape(ladder.who.name)}**")
    drawing = ladder_chart(ladder, visitor.language, look)
    st.image(drawing, width=int(look.width), alt="\n".join(words))
    with st.expander(visitor.say("ladder.words")):
        st.markdown(bullets(escape(one) for one in words))


def _next(visitor: Visitor, ladder: Ladder) -> None:
    if ladder.top is None:
        return
    content = app_context().content
    titles = {one.id: one.title for one in content.cases[visitor.language]}
    found = ladders.could_follow(app_context(), ladder)
    lines = next_lines(found, ladder.top.kind, content.ladders, titles, visitor.language)
    if not lines:
        return
    st.markdown(f"**{visitor.say('ladder.next.title')}**")
    st.markdown(bullets(escape(one) for one in lines))
    if found:
        st.caption(visitor.say("ladder.next.note"))


def _begin(visitor: Visitor, camp: Camp, community: Community, place: str) -> None:
    people = {
        one.id: one.nickname for one in seats.of_camp(app_context(), camp.id) if one.community == community.id
    }
    with fold(visitor.say("ladder.begin"), f"{place}.begin"):
        climber = st.radio(
            visitor.say("ladder.whose"),
            list(Climber),
            format_func=lambda one: visitor.say(f"ladder.climber.{one.value}"),
            key=f"{place}.climber",
            horizontal=True,
        )
        seated = ""
        if climber is Climber.PERSON and people:
            seated = st.selectbox(
                visitor.say("ladder.seated"),
                ["", *people],
                format_func=lambda one: people.get(one) or visitor.say("ladder.not_seated"),
                key=f"{place}.seat",
                width=420,
            )
        if not seated:
            st.text_input(
                visitor.say("ladder.name"),
                help=visitor.say("ladder.name_help"),
                key=f"{place}.name",
                max_chars=LONGEST_NAME,
                width=420,
            )
        if climber is Climber.PERSON:
            st.checkbox(visitor.say("ladder.agreed"), key=f"{place}.agreed")
        st.button(
            visitor.say("ladder.start"),
            key=f"{place}.start",
            type="primary",
            on_click=_started,
            args=(visitor, community, place),
        )


def _started(visitor: Visitor, community: Community, place: str) -> None:
    if tapped_twice(visitor, place, f"{place}.start"):
        return
    typed, context = st.session_state, app_context()
    climber = typed.get(f"{place}.climber") or Climber.PERSON
    seat = (typed.get(f"{place}.seat") or None) if climber is Climber.PERSON else None
    who = ClimberName(climber, typed.get(f"{place}.name") or "", bool(typed.get(f"{place}.agreed")))

    def begin() -> None:
        key = new_token(context.chance)
        made = ladders.begin(context, visitor.right, community, key, who, seat)
        typed[f"{place}.which"] = made
        for name in ("name", "agreed", "seat"):
            typed.pop(f"{place}.{name}", None)

    attempt(visitor, place, begin, visitor.say("ladder.begun"), f"{place}.begin")


def _away(visitor: Visitor, community: Community, ladder: Ladder, place: str) -> None:
    with fold(visitor.say("ladder.erase_title"), f"{place}.gone.{ladder.id}"):
        st.button(
            visitor.say("ladder.take_ladder"),
            key=f"{place}.away.{ladder.id}",
            on_click=_taken,
            args=(visitor, community, ladder, place),
        )
        st.caption(visitor.say("ladder.erase_help"))
        sure = st.checkbox(visitor.say("ladder.erase_sure"), key=f"{place}.sure.{ladder.id}")
        st.button(
            visitor.say("ladder.erase"),
            key=f"{place}.erase.{ladder.id}",
            disabled=not sure,
            on_click=_erased,
            args=(visitor, community, ladder, place),
        )


def _taken(visitor: Visitor, community: Community, ladder: Ladder, place: str) -> None:
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.take_away(
            context,
            visitor.right,
            community,
            RecordKind.LADDER,
            new_token(context.chance),
            ladder.id,
        ),
        visitor.say("ladder.taken"),
        f"{place}.gone.{ladder.id}",
    )


def _erased(visitor: Visitor, community: Community, ladder: Ladder, place: str) -> None:
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.erase(context, visitor.right, community, ladder.id),
        visitor.say("ladder.erased"),
        f"{place}.gone.{ladder.id}",
    )
