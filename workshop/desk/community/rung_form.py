"""The fields of a rung, for noting one and for correcting one; what was typed stays until it is kept."""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.actions import attempt, fold, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.ids import new_token
from workshop.model.ladder import Giver, Ladder, LadderRung, Need, Support, ToldWhere
from workshop.services.community import changes, ladders
from workshop.store.community.records import RecordKind

FIELDS = ("what", "kind", "when", "needs", "told", "told_when", "wish")


def note_rung(visitor: Visitor, community: Community, ladder: Ladder, place: str) -> None:
    """A further rung; open while there is none."""
    name = f"{place}.new.{ladder.id}"
    with fold(visitor.say("ladder.add"), name, expanded=not ladder.rungs):
        _fields(visitor, name)
        st.button(
            visitor.say("ladder.keep"),
            key=f"{name}.keep",
            type="primary",
            on_click=_keep,
            args=(visitor, community, ladder, place, name, ""),
        )


def correct_rung(visitor: Visitor, community: Community, ladder: Ladder, place: str) -> None:
    """A rung that is there, with what it holds in the fields."""
    if not ladder.rungs:
        return
    by_id = {one.id: one.rung for one in ladder.rungs}
    with fold(visitor.say("ladder.correct"), _correction(ladder, place)):
        which: str = st.selectbox(
            visitor.say("ladder.which_rung"),
            list(by_id),
            format_func=lambda one: f"{by_id[one].when} {by_id[one].what}" if one in by_id else "",
            key=f"{place}.correct.{ladder.id}",
        )
        name = f"{place}.rung.{which}"
        _filled(name, by_id[which])
        _fields(visitor, name)
        with st.container(horizontal=True):
            st.button(
                visitor.say("ladder.keep_correction"),
                key=f"{name}.keep",
                type="primary",
                on_click=_keep,
                args=(visitor, community, ladder, place, name, which),
            )
            st.button(
                visitor.say("ladder.take_rung"),
                key=f"{name}.away",
                on_click=_away,
                args=(visitor, community, ladder, place, name, which),
            )


def _correction(ladder: Ladder, place: str) -> str:
    """The form that corrects a ladder's rungs, whichever is chosen in it."""
    return f"{place}.correction.{ladder.id}"


def _fields(visitor: Visitor, name: str) -> None:
    kinds = {one.code: one.name.of(visitor.language) for one in app_context().content.ladders.kinds}
    st.text_input(visitor.say("ladder.what"), key=f"{name}.what", max_chars=ladders.LONGEST)
    left, right = st.columns(2)
    left.selectbox(
        visitor.say("ladder.kind"),
        list(kinds),
        index=None,
        format_func=lambda code: kinds.get(code, code),
        placeholder=visitor.say("desk.choose"),
        key=f"{name}.kind",
    )
    right.text_input(
        visitor.say("ladder.when"),
        help=visitor.say("ladder.when_help"),
        placeholder="2026-05",
        key=f"{name}.when",
        max_chars=20,
    )
    needs = st.multiselect(
        visitor.say("ladder.needs"),
        list(Need),
        format_func=lambda one: visitor.say(f"ladder.need.{one.value}"),
        placeholder=visitor.say("desk.choose"),
        key=f"{name}.needs",
    )
    for need in needs:
        st.selectbox(
            visitor.say("ladder.who_gave", need=visitor.say(f"ladder.need.{need.value}")),
            list(Giver),
            format_func=lambda one: visitor.say(f"ladder.giver.{one.value}"),
            key=f"{name}.giver.{need.value}",
            width=420,
        )
    left, right = st.columns(2)
    left.selectbox(
        visitor.say("ladder.told"),
        list(ToldWhere),
        index=list(ToldWhere).index(ToldWhere.NOT_YET),
        format_func=lambda one: visitor.say(f"ladder.told.{one.value}"),
        key=f"{name}.told",
    )
    right.text_input(visitor.say("ladder.told_on"), key=f"{name}.told_when", max_chars=20)
    st.text_input(visitor.say("ladder.wish_field"), key=f"{name}.wish", max_chars=ladders.LONGEST)


def _filled(name: str, rung: LadderRung) -> None:
    """Put what is stored into fields that are not there yet; what somebody types into them stays."""
    if f"{name}.what" in st.session_state:
        return
    values: dict[str, object] = {field: getattr(rung, field) for field in FIELDS}
    values["needs"] = [one.need for one in rung.needs]
    values |= {f"giver.{one.need.value}": one.giver for one in rung.needs}
    for field, value in values.items():
        st.session_state[f"{name}.{field}"] = value


def _typed(name: str) -> LadderRung:
    typed = st.session_state
    return LadderRung(
        what=typed.get(f"{name}.what") or "",
        kind=typed.get(f"{name}.kind") or "",
        when=typed.get(f"{name}.when") or "",
        needs=tuple(
            Support(need, typed.get(f"{name}.giver.{need.value}") or Giver.THEMSELVES)
            for need in typed.get(f"{name}.needs") or ()
        ),
        told=typed.get(f"{name}.told") or ToldWhere.NOT_YET,
        told_when=typed.get(f"{name}.told_when") or "",
        wish=typed.get(f"{name}.wish") or "",
    )


def _emptied(name: str) -> None:
    for field in [*FIELDS, *(f"giver.{need.value}" for need in Need)]:
        st.session_state.pop(f"{name}.{field}", None)


def _keep(
    visitor: Visitor, community: Community, ladder: Ladder, place: str, name: str, rung_id: str
) -> None:
    if tapped_twice(visitor, place, f"{name}.keep"):
        return
    context = app_context()
    form = _correction(ladder, place) if rung_id else name

    def keep() -> None:
        key = new_token(context.chance)
        ladders.note_rung(context, visitor.right, community, key, ladder.id, _typed(name), rung_id)
        _emptied(name)

    attempt(visitor, place, keep, escape(visitor.say("ladder.kept")), form)


def _away(
    visitor: Visitor, community: Community, ladder: Ladder, place: str, name: str, rung_id: str
) -> None:
    context = app_context()

    def away() -> None:
        key = new_token(context.chance)
        changes.take_away(context, visitor.right, community, RecordKind.LADDER, key, ladder.id, rung_id)
        _emptied(name)

    attempt(visitor, place, away, visitor.say("ladder.taken"), _correction(ladder, place))
