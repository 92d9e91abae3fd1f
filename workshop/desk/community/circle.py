"""Sharing meetings of a community at the desk: what was voiced and answered, what is open, and the meetings one by one."""

from __future__ import annotations

import streamlit as st

from workshop.desk.community.circle_forms import begin_form, meeting_forms
from workshop.desk.community.entering import form_key, may_enter, same_places, stored, typed
from workshop.desk.community.undo import undo_buttons
from workshop.desk.ui.actions import attempt, leave_note, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp, Community
from workshop.model.community.circle import CircleLine
from workshop.services.community import changes
from workshop.services.community.lives import circles, obstacles
from workshop.services.community.lives.circle_text import (
    doubt_text,
    obstacles_text,
    open_lines,
    planned_text,
    summary_sentences,
    try_lines,
)
from workshop.services.learn.suggestions import chosen_obstacles
from workshop.store.community.records import RecordKind


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """What the meetings said, what the next begins with, who wants to try; then the forms."""
    place = f"circle.{community.id}"
    st.subheader(visitor.say("circle.title"), anchor=False)
    show_note(place)
    places = same_places(visitor, community)
    lines = circles.circles(app_context(), places)
    st.markdown(bullets(map(escape, summary_sentences(lines, visitor.language))))
    _obstacles(visitor, community, lines)
    if any(line.circle.held for line in lines):
        st.markdown(f"**{visitor.say('circle.next')}**")
        st.markdown(bullets(map(escape, open_lines(lines) or (visitor.say("circle.no_open"),))))
    wants = try_lines(lines, visitor.language)
    if wants:
        st.markdown(f"**{visitor.say('circle.tries')}**")
        st.markdown(bullets(map(escape, wants)))
    if not may_enter(visitor, community):
        return
    _from_camp(visitor, camp, community, place)
    chosen = _which(visitor, lines, place)
    if chosen is None:
        begin_form(visitor, places, place)
    else:
        _one(visitor, chosen)
        home = next(where for where in places if where.id == chosen.community)
        meeting_forms(visitor, home, chosen, place)
    undo_buttons(visitor, community, RecordKind.CIRCLE, place)
    with st.expander(visitor.say("circle.erase")):
        _erase(visitor, community, place)


def _obstacles(visitor: Visitor, community: Community, lines: tuple[CircleLine, ...]) -> None:
    context = app_context()
    found = obstacles.voiced(lines, chosen_obstacles(context, community))
    known = context.content.vocabularies.obstacles
    told = obstacles_text(found, visitor.language, lambda code: known.name(code, visitor.language))
    if told:
        st.markdown(escape(told))


def _which(visitor: Visitor, lines: tuple[CircleLine, ...], place: str) -> CircleLine | None:
    """The meeting chosen, the newest unless told; None for another one."""
    known = {line.id: line for line in reversed(lines)}
    chosen = st.selectbox(
        visitor.say("circle.which"),
        [*known, ""],
        format_func=lambda meeting: _name(visitor, known[meeting]) if meeting else visitor.say("circle.new"),
        key=f"{place}.which",
        width=420,
    )
    return known.get(chosen)


def _name(visitor: Visitor, line: CircleLine) -> str:
    state = "held" if line.circle.held else "planned"
    return visitor.say(f"circle.name.{state}", day=line.circle.day.isoformat())


def _one(visitor: Visitor, line: CircleLine) -> None:
    """What the meeting's minutes say, with the names: for those who hold the meeting."""
    circle = line.circle
    if not circle.held:
        st.markdown(escape(planned_text(circle, visitor.language, named=True)))
    if circle.story:
        st.markdown(escape(visitor.say("circle.line.story", name=circle.teller, text=circle.story)))
    if circle.doubts:
        st.markdown(
            bullets(escape(doubt_text(doubt, visitor.language, named=True)) for doubt in circle.doubts)
        )


def _from_camp(visitor: Visitor, camp: Camp, community: Community, place: str) -> None:
    """Meetings the camp held with its phones, taken over with one press each."""
    offers = circles.from_camp(app_context(), camp, community)
    for offer in offers:
        here = f"{place}.from.{offer.source}"

        def take(here: str = here, source: str = offer.source) -> None:
            found = circles.from_camp(app_context(), camp, community)
            for one in found:
                if one.source == source:
                    circles.begin(app_context(), visitor.right, community, form_key(here), one)
            stored(here)

        st.button(
            visitor.say(
                "circle.from_camp",
                day=offer.day.isoformat(),
                doubts=len(offer.doubts),
                tries=len(offer.tries),
            ),
            key=here,
            on_click=attempt,
            args=(visitor, place, take, visitor.say("circle.saved")),
        )
    if offers:
        st.caption(escape(visitor.say("circle.from_camp_help")))


def _erase(visitor: Visitor, community: Community, place: str) -> None:
    st.caption(escape(visitor.say("circle.erase_help")))
    st.text_input(visitor.say("circle.erase_name"), key=f"{place}.erase_name")

    def erase() -> None:
        name = typed(place, "erase_name").strip()
        if name:
            left = changes.erase_person(app_context(), visitor.right, community, name)
            told = visitor.say("circle.erased")
            if left:
                told += visitor.say("circle.erased_but", n=left)
            leave_note(place, "good", told)
        stored(place, "erase_name")

    st.button(
        visitor.say("circle.erase_do"),
        key=f"{place}.erase",
        on_click=attempt,
        args=(visitor, place, erase),
    )
