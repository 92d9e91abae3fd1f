"""What the forms of a community's records share: who may enter, a form's key, what is typed in its fields."""

from __future__ import annotations

from datetime import date

import streamlit as st

from workshop.base.errors import InputError
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor, steered_camps
from workshop.model.camp import Community
from workshop.model.community.groups import read_month
from workshop.model.ids import new_token
from workshop.services.community import changes


def may_enter(visitor: Visitor, community: Community) -> bool:
    """Whether the visitor steers the camp the community belongs to."""
    return visitor.right is not None and visitor.right.covers(community.camp)


def same_places(visitor: Visitor, community: Community) -> tuple[Community, ...]:
    """The community in every camp the visitor steers, this one first."""
    return changes.everywhere(app_context(), steered_camps(visitor), community)


def form_key(place: str) -> str:
    """The key of the form at a place: the same until it was stored, so that a press that comes twice is one entry."""
    held = f"{place}.form"
    if held not in st.session_state:
        st.session_state[held] = new_token(app_context().chance)
    return str(st.session_state[held])


def stored(place: str, *fields: str) -> None:
    """After a form was stored: the next one has another key, and these fields begin anew."""
    st.session_state.pop(f"{place}.form", None)
    for field in fields:
        st.session_state.pop(f"{place}.{field}", None)


def typed(place: str, field: str) -> str:
    """What stands in a field of the form."""
    return str(st.session_state.get(f"{place}.{field}") or "")


def month_typed(place: str, field: str) -> date | None:
    """The month in a field; None where it is empty. Raises InputError `groups.month`."""
    text = typed(place, field)
    month = read_month(text)
    if month is None and text.strip():
        raise InputError("groups.month", text=text.strip()[:40])
    return month
