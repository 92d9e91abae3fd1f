"""The working time groups take, at the desk: what it says beside the withdrawal test, a small form, the entries."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.assessment.lives.lives_text import measured, month_text, needed_sentences
from workshop.base.errors import InputError
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
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp, Community
from workshop.model.community.work_time import Spender, TimeUnit, WorkLine, WorkTime
from workshop.services.community import changes
from workshop.services.community.lives import needed, work_time
from workshop.store.community.records import RecordKind

MONTH, AMOUNT = "month", "amount"


def show(visitor: Visitor, _camp: Camp, community: Community) -> None:
    """Whether they need us less and less, in sentences; then the form for whoever steers the camp."""
    place = f"work_time.{community.id}"
    st.subheader(visitor.say("work_time.title"), anchor=False)
    show_note(place)
    places = same_places(visitor, community)
    found = needed.of_places(app_context(), places)
    names = {line.id: line.record.name for line in found.lives.lines}
    told = needed_sentences(found, visitor.language, lambda group: names.get(group, group))
    st.markdown(bullets(map(escape, told)))
    if found.series:
        st.caption(escape(visitor.say("work_time.rule")))
    if not may_enter(visitor, community):
        return
    entries = work_time.times(app_context(), places)
    own = {line.id: line.record.name for line in found.lives.lines if line.community == community.id}
    with fold(visitor.say("work_time.desk.write"), f"{place}.write", expanded=not entries):
        st.caption(escape(visitor.say("work_time.help")))
        _form(visitor, community, own, place)
    if entries:
        with st.expander(visitor.say("work_time.desk.entries")):
            _entries(visitor, places, entries, names, place)
    undo_buttons(visitor, community, RecordKind.WORK_TIME, place)


def _form(visitor: Visitor, community: Community, names: dict[str, str], place: str) -> None:
    with st.form(place, border=False):
        left, right = st.columns(2)
        left.text_input(visitor.say("work_time.desk.month"), key=f"{place}.{MONTH}")
        right.radio(
            visitor.say("work_time.desk.spender"),
            list(Spender),
            format_func=lambda one: visitor.say(f"work_time.spender.{one.value}"),
            key=f"{place}.spender",
            horizontal=True,
        )
        left.number_input(
            visitor.say("work_time.desk.amount"),
            value=None,
            min_value=0.0,
            step=1.0,
            format="%g",
            key=f"{place}.{AMOUNT}",
        )
        right.selectbox(
            visitor.say("work_time.desk.unit"),
            list(TimeUnit),
            index=list(TimeUnit).index(TimeUnit.HOURS),
            format_func=lambda one: visitor.say(f"work_time.unit.{one.value}"),
            key=f"{place}.unit",
        )
        left.selectbox(
            visitor.say("work_time.desk.group"),
            ["", *names],
            format_func=lambda group: names[group] if group else visitor.say("work_time.for_all"),
            key=f"{place}.group",
        )

        def keep() -> None:
            month = month_typed(place, MONTH)
            amount = st.session_state.get(f"{place}.{AMOUNT}")
            unit = TimeUnit(typed(place, "unit"))
            if month is None:
                raise InputError("work_time.month")
            if amount is None:
                raise InputError("work_time.amount", most=work_time.MOST[unit])
            entry = WorkTime(
                month, Spender(typed(place, "spender")), float(amount), unit, typed(place, "group")
            )
            work_time.save(app_context(), visitor.right, community, form_key(place), entry)
            # Unit, person and group stay: the next month is entered alike.
            stored(place, MONTH, AMOUNT)

        st.form_submit_button(
            visitor.say("work_time.desk.save"),
            key=f"{place}.save",
            type="primary",
            on_click=attempt,
            args=(visitor, place, keep, visitor.say("work_time.desk.saved"), f"{place}.write"),
        )


def _entries(
    visitor: Visitor,
    places: Sequence[Community],
    entries: Sequence[WorkLine],
    names: dict[str, str],
    place: str,
) -> None:
    told = {line.id: _line(visitor, line.entry, names) for line in entries}
    home = {line.id: where for line in entries for where in places if where.id == line.community}
    st.markdown(bullets(map(escape, told.values())))
    chosen = st.selectbox(
        visitor.say("work_time.desk.remove"),
        list(told),
        index=None,
        format_func=lambda one: told.get(one, ""),
        placeholder=visitor.say("desk.choose"),
        key=f"{place}.off_which",
    )
    if chosen is None:
        return

    def remove() -> None:
        key = form_key(f"{place}.off")
        changes.take_away(app_context(), visitor.right, home[chosen], RecordKind.WORK_TIME, key, chosen)
        stored(f"{place}.off")

    st.button(
        visitor.say("work_time.desk.remove_do"),
        key=f"{place}.off",
        on_click=attempt,
        args=(visitor, place, remove, visitor.say("work_time.desk.removed")),
    )


def _line(visitor: Visitor, entry: WorkTime, names: dict[str, str]) -> str:
    return visitor.say(
        "work_time.line",
        month=month_text(entry.month),
        who=visitor.say(f"work_time.spender.{entry.spender.value}"),
        whom=names.get(entry.group, entry.group) if entry.group else visitor.say("work_time.for_all"),
        amount=measured(entry.value, entry.measure, visitor.language),
    )
