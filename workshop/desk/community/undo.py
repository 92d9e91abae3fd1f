"""Taking back and putting back what was recorded of a community, under the panel it was recorded in."""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.actions import attempt, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.ids import new_token
from workshop.services.community import changes
from workshop.store.community.records import RecordKind


def undo_buttons(visitor: Visitor, community: Community, kind: RecordKind, place: str) -> None:
    """One button each, where there is something to take back or to put back."""
    last, undone = changes.to_take_back(app_context(), kind, community)
    with st.container(horizontal=True):
        if last is not None:
            st.button(
                visitor.say("records.take_back"),
                key=f"{place}.take_back",
                on_click=_take_back,
                args=(visitor, community, kind, place, last.number),
            )
        if undone is not None:
            st.button(
                visitor.say("records.put_back"),
                key=f"{place}.put_back",
                on_click=_put_back,
                args=(visitor, community, kind, place),
            )


def _take_back(visitor: Visitor, community: Community, kind: RecordKind, place: str, number: int) -> None:
    if tapped_twice(visitor, place, f"{place}.take_back"):
        return
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.take_back(context, visitor.right, community, kind, new_token(context.chance), number),
        visitor.say("records.taken_back"),
    )


def _put_back(visitor: Visitor, community: Community, kind: RecordKind, place: str) -> None:
    if tapped_twice(visitor, place, f"{place}.put_back"):
        return
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.put_back(context, visitor.right, community, kind, new_token(context.chance)),
        visitor.say("records.back_again"),
    )
