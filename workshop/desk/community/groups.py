"""The groups of a community at the desk: their lives in one picture with the working time, and where they are entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from workshop.assessment.lives.lives_chart import NARROW, WIDE, needed_chart
from workshop.assessment.lives.lives_text import (
    about_text,
    life_text,
    lives_sentences,
    month_text,
    picture_text,
)
from workshop.assessment.lives.needed import Needed
from workshop.base.errors import InputError
from workshop.base.svg import size_of
from workshop.desk.community.entering import (
    form_key,
    may_enter,
    month_typed,
    same_places,
    stored,
    typed,
)
from workshop.desk.community.undo import undo_buttons
from workshop.desk.ui.actions import attempt, fold, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.camp import Camp, Community
from workshop.model.community.groups import Benefit, GroupEnd, GroupKind, GroupLine, GroupRecord, SaidBy
from workshop.model.step import Started
from workshop.services.community import changes
from workshop.services.community.lives import groups, needed
from workshop.store.community.records import RecordKind

Code = TypeVar("Code", GroupKind, Benefit, GroupEnd, SaidBy, Started)

FIELDS = (
    "name",
    "kind",
    "benefit",
    "born",
    "started",
    "starter",
    "seen",
    "seen_by",
    "registered",
    "ended",
    "end",
    "into",
    "reason",
)


def show(visitor: Visitor, _camp: Camp, community: Community) -> None:
    """The picture, what it says, each life in a line, and the forms for whoever steers the camp."""
    place = f"groups.{community.id}"
    st.subheader(visitor.say("groups.title"), anchor=False)
    show_note(place)
    places = same_places(visitor, community)
    found = needed.of_places(app_context(), places)
    lines = found.lives.lines
    st.markdown(bullets(map(escape, lives_sentences(found.lives, visitor.language))))
    if found.anything:
        _picture(visitor, found)
    if found.lives.survival is not None and found.lives.survival.steps:
        st.caption(escape(visitor.say("groups.method")))
    if lines:
        with st.expander(visitor.say("groups.desk.each")):
            st.markdown(bullets(_each(visitor, line.record) for line in lines))
    if not may_enter(visitor, community):
        st.caption(visitor.say("groups.desk.only_steering"))
        return
    _offer(visitor, places, place)
    living = [line for line in lines if line.record.ended is None]
    if living:
        with fold(visitor.say("groups.desk.still"), f"{place}.still"):
            _still_alive(visitor, places, living, f"{place}.still")
    with fold(visitor.say("groups.desk.write"), f"{place}.write", expanded=not lines):
        st.caption(escape(visitor.say("groups.help")))
        _write(visitor, places, lines, place)
    undo_buttons(visitor, community, RecordKind.GROUP, place)


def _picture(visitor: Visitor, found: Needed) -> None:
    drawing = needed_chart(found, visitor.language, NARROW if on_a_phone() else WIDE)
    st.image(drawing, width=int(size_of(drawing)[0]), alt=picture_text(found, visitor.language))


def _each(visitor: Visitor, record: GroupRecord) -> str:
    """A group in one line. Whoever enters it may see who started it."""
    about = about_text(record, visitor.language)
    parts = [f"**{escape(record.name)}**", *([escape(about)] if about else [])]
    parts.append(escape(life_text(record, visitor.language)))
    if record.starter:
        parts.append(escape(record.starter))
    return "  \n".join(parts)


def _offer(visitor: Visitor, places: Sequence[Community], place: str) -> None:
    """Groups on the map that are not here yet, taken over with one press."""
    offers = groups.offered(app_context(), places)
    if not offers:
        return
    names = visitor.say("groups.list").join(offer.record.name for offer in offers)
    st.caption(escape(visitor.say("groups.desk.take_over_help", names=names)))

    def take_over() -> None:
        groups.take_over(app_context(), visitor.right, places, form_key(f"{place}.map"))
        stored(f"{place}.map")

    st.button(
        visitor.say("groups.desk.take_over", n=len(offers)),
        key=f"{place}.map",
        on_click=attempt,
        args=(visitor, place, take_over, visitor.say("groups.desk.taken_over")),
    )


def _still_alive(
    visitor: Visitor, places: Sequence[Community], living: Sequence[GroupLine], place: str
) -> None:
    names = {line.id: line.record.name for line in living}
    with st.form(place, border=False):
        st.multiselect(
            visitor.say("groups.desk.still_which"),
            list(names),
            format_func=lambda group: names[group],
            placeholder=visitor.say("desk.choose"),
            key=f"{place}.which",
        )
        left, right = st.columns(2)
        left.text_input(visitor.say("groups.desk.still_month"), key=f"{place}.month")
        right.radio(
            visitor.say("groups.desk.still_who"),
            list(SaidBy),
            index=None,
            format_func=lambda one: visitor.say(f"groups.seen_by.{one.value}"),
            key=f"{place}.who",
            horizontal=True,
        )

        def note() -> None:
            month = month_typed(place, "month")
            who = typed(place, "who")
            if month is None or not who:
                raise InputError("groups.month_and_who")
            chosen = frozenset(st.session_state[f"{place}.which"])
            # A community that came to several camps has groups in each.
            for number, where in enumerate(places):
                mine = chosen & {line.id for line in living if line.community == where.id}
                if mine or (not chosen and where == places[0]):
                    key = f"{form_key(place)}{number or ''}"
                    groups.note_alive(app_context(), visitor.right, where, key, mine, month, SaidBy(who))
            stored(place, "which", "month", "who")

        st.form_submit_button(
            visitor.say("groups.desk.still_save"),
            key=f"{place}.save",
            on_click=attempt,
            args=(visitor, f"groups.{places[0].id}", note, visitor.say("groups.desk.still_saved"), place),
        )


def _write(visitor: Visitor, places: Sequence[Community], lines: Sequence[GroupLine], place: str) -> None:
    known = {line.id: line.record for line in lines}
    home = {line.id: where for line in lines for where in places if where.id == line.community}
    chosen = st.selectbox(
        visitor.say("groups.desk.which"),
        ["", *known],
        format_func=lambda group: known[group].name if group else visitor.say("groups.desk.new"),
        key=f"{place}.which",
    )
    record = known.get(chosen, GroupRecord(""))
    community = home.get(chosen, places[0])
    here = f"{place}.{chosen or 'new'}"
    with st.form(here, border=False):
        _fields(visitor, record, here)

        def keep() -> None:
            entered = _entered(here)
            groups.save(app_context(), visitor.right, community, form_key(here), entered, chosen)
            stored(here, *FIELDS)

        st.form_submit_button(
            visitor.say("groups.desk.save"),
            key=f"{here}.save",
            type="primary",
            on_click=attempt,
            args=(visitor, place, keep, visitor.say("groups.desk.saved"), f"{place}.write"),
        )
    if chosen:

        def remove() -> None:
            key = form_key(f"{here}.off")
            changes.take_away(app_context(), visitor.right, community, RecordKind.GROUP, key, chosen)
            stored(f"{here}.off")

        st.button(
            visitor.say("groups.desk.remove"),
            key=f"{here}.off",
            type="tertiary",
            on_click=attempt,
            args=(visitor, place, remove, visitor.say("groups.desk.removed"), f"{place}.write"),
        )


def _fields(visitor: Visitor, record: GroupRecord, here: str) -> None:
    def words(column: st.delta_generator.DeltaGenerator, field: str, value: str, most: int) -> None:
        column.text_input(
            visitor.say(f"groups.desk.{field}"), value=value, max_chars=most, key=f"{here}.{field}"
        )

    def code(
        column: st.delta_generator.DeltaGenerator,
        field: str,
        codes: type[Code],
        value: Code | None,
        says: str,
    ) -> None:
        options = list(codes)
        column.selectbox(
            visitor.say(f"groups.desk.{field}"),
            options,
            index=None if value is None else options.index(value),
            format_func=lambda one: visitor.say(f"groups.{says}.{one.value}"),
            placeholder=visitor.say("desk.choose"),
            key=f"{here}.{field}",
        )

    left, right = st.columns(2)
    words(left, "name", record.name, groups.LONGEST_NAME)
    words(right, "born", month_text(record.born) if record.born else "", groups.LONGEST_NAME)
    code(left, "kind", GroupKind, record.kind, "kind")
    code(right, "benefit", Benefit, record.benefit, "benefit")
    code(left, "started", Started, record.started, "started")
    words(right, "starter", record.starter, groups.LONGEST_NAME)
    words(left, "seen", month_text(record.seen) if record.seen else "", groups.LONGEST_NAME)
    code(right, "seen_by", SaidBy, record.seen_by, "seen_by")
    words(left, "registered", month_text(record.registered) if record.registered else "", groups.LONGEST_NAME)
    words(right, "ended", month_text(record.ended) if record.ended else "", groups.LONGEST_NAME)
    code(left, "end", GroupEnd, record.end, "end")
    words(right, "into", record.into, groups.LONGEST_NAME)
    st.text_input(
        visitor.say("groups.desk.reason"),
        value=record.reason,
        max_chars=groups.LONGEST_WORDS,
        key=f"{here}.reason",
    )


def _entered(here: str) -> GroupRecord:
    """What the form holds. Raises InputError `groups.month`."""

    def code(field: str, codes: type[Code]) -> Code | None:
        value = typed(here, field)
        return codes(value) if value else None

    return GroupRecord(
        typed(here, "name"),
        code("kind", GroupKind),
        code("benefit", Benefit),
        month_typed(here, "born"),
        code("started", Started),
        typed(here, "starter"),
        month_typed(here, "seen"),
        code("seen_by", SaidBy),
        month_typed(here, "registered"),
        month_typed(here, "ended"),
        code("end", GroupEnd),
        typed(here, "into"),
        typed(here, "reason"),
    )
