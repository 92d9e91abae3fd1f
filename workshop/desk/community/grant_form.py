"""The fields of a small grant and of its money; what was typed stays until it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.local_time import local_day
from workshop.desk.ui.actions import attempt, fold, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.grant import CURRENCY, Grant, GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.model.ids import new_token
from workshop.model.money import fen_of, yuan
from workshop.services.community import changes, grants
from workshop.store.community.records import RecordKind

SUMS = ("need", "asked", "project", "own")
FIELDS = ("group", "what", *SUMS, "handing", "promised", "lays_out", "currency")
MONEY_FIELDS = ("kind", "fen", "day", "who")


def note_grant(visitor: Visitor, community: Community, place: str) -> None:
    """A further grant."""
    name = f"{place}.new"
    with fold(visitor.say("grants.add"), name):
        _terms_fields(visitor, name)
        st.button(
            visitor.say("grants.keep"),
            key=f"{name}.keep",
            type="primary",
            on_click=_keep_terms,
            args=(visitor, community, place, name, None),
        )


def change_terms(visitor: Visitor, community: Community, grant: Grant, place: str) -> None:
    """What was agreed, to be corrected, and the grant put away."""
    name = f"{place}.terms.{grant.id}"
    with fold(visitor.say("grants.terms"), name):
        _filled(name, grant.terms)
        _terms_fields(visitor, name)
        with st.container(horizontal=True):
            st.button(
                visitor.say("grants.keep_terms"),
                key=f"{name}.keep",
                type="primary",
                on_click=_keep_terms,
                args=(visitor, community, place, name, grant),
            )
            st.button(
                visitor.say("grants.take_grant"),
                key=f"{name}.away",
                on_click=_away,
                args=(visitor, community, grant, place),
            )


def note_money(visitor: Visitor, community: Community, grant: Grant, place: str) -> None:
    """A receipt handed in, a payment, a sponsor."""
    name = f"{place}.money.{grant.id}"
    with fold(visitor.say("grants.money_add"), name):
        st.radio(
            visitor.say("grants.money_kind"),
            list(MoneyKind),
            format_func=lambda one: visitor.say(f"grants.money.{one.value}"),
            key=f"{name}.kind",
            horizontal=True,
        )
        first, second, third = st.columns(3)
        first.text_input(visitor.say("grants.money_sum"), key=f"{name}.fen", max_chars=20)
        second.date_input(
            visitor.say("grants.money_day"),
            value=local_day(app_context().now()),
            format="YYYY-MM-DD",
            key=f"{name}.day",
        )
        third.text_input(visitor.say("grants.money_who"), key=f"{name}.who", max_chars=40)
        st.button(
            visitor.say("grants.money_keep"),
            key=f"{name}.keep",
            type="primary",
            on_click=_keep_money,
            args=(visitor, community, grant, place, name),
        )


def _terms_fields(visitor: Visitor, name: str) -> None:
    left, right = st.columns(2)
    left.text_input(
        visitor.say("grants.group"),
        help=visitor.say("grants.group_help"),
        key=f"{name}.group",
        max_chars=40,
    )
    right.text_input(visitor.say("grants.what"), key=f"{name}.what", max_chars=grants.LONGEST)
    for column, field in zip(st.columns(len(SUMS)), SUMS, strict=True):
        column.text_input(visitor.say(f"grants.{field}"), key=f"{name}.{field}", max_chars=20)
    left, middle, right, last = st.columns(4)
    left.selectbox(
        visitor.say("grants.handing_field"),
        list(Handing),
        format_func=lambda one: visitor.say(f"grants.handing.{one.value}"),
        key=f"{name}.handing",
    )
    middle.date_input(visitor.say("grants.promised"), value=None, format="YYYY-MM-DD", key=f"{name}.promised")
    right.text_input(visitor.say("grants.lays_out"), key=f"{name}.lays_out", max_chars=40)
    last.text_input(
        visitor.say("grants.currency_field"),
        placeholder=visitor.say(f"grants.currency.{CURRENCY}"),
        key=f"{name}.currency",
        max_chars=grants.LONGEST_CURRENCY,
    )


def _filled(name: str, terms: GrantTerms) -> None:
    """Put what is stored into fields that are not there yet; what somebody types into them stays."""
    if f"{name}.what" in st.session_state:
        return
    values: dict[str, object] = {field: getattr(terms, field) for field in FIELDS}
    values |= {field: _written(getattr(terms, field)) for field in SUMS}
    values["currency"] = "" if terms.currency == CURRENCY else terms.currency
    for field, value in values.items():
        st.session_state[f"{name}.{field}"] = value


def _written(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)


def _sum(typed: str) -> int:
    """A sum field; nothing typed is nothing."""
    return fen_of(typed) if typed.strip() else 0


def _typed_terms(visitor: Visitor, name: str, remark: str) -> GrantTerms:
    typed = st.session_state

    def text(field: str) -> str:
        return str(typed.get(f"{name}.{field}") or "")

    currency = text("currency").strip()
    if currency == visitor.say(f"grants.currency.{CURRENCY}"):
        currency = CURRENCY
    asked = text("asked")
    return GrantTerms(
        group=text("group"),
        what=text("what"),
        need=_sum(text("need")),
        asked=_sum(asked),
        project=fen_of(text("project")) if text("project").strip() else None,
        own=_sum(text("own")),
        handing=typed.get(f"{name}.handing") or Handing.REIMBURSED,
        promised=typed.get(f"{name}.promised"),
        lays_out=text("lays_out"),
        remark=remark,
        currency=currency or CURRENCY,
    )


def _emptied(name: str, fields: tuple[str, ...]) -> None:
    for field in fields:
        st.session_state.pop(f"{name}.{field}", None)


def _kept(visitor: Visitor, place: str, name: str, keep: Callable[[], object]) -> None:
    if not tapped_twice(visitor, place, f"{name}.keep"):
        attempt(visitor, place, keep, visitor.say("grants.kept"), name)


def _keep_terms(visitor: Visitor, community: Community, place: str, name: str, grant: Grant | None) -> None:
    context = app_context()

    def keep() -> None:
        terms = _typed_terms(visitor, name, grant.terms.remark if grant else "")
        key = new_token(context.chance)
        made = grants.agree(context, visitor.right, community, key, terms, grant.id if grant else "")
        if grant is None:
            st.session_state[f"{place}.which"] = made
        _emptied(name, FIELDS)

    _kept(visitor, place, name, keep)


def _keep_money(visitor: Visitor, community: Community, grant: Grant, place: str, name: str) -> None:
    context, typed = app_context(), st.session_state

    def keep() -> None:
        day = typed.get(f"{name}.day")
        if not isinstance(day, date):
            raise InputError("grants.no_day")
        kind = typed.get(f"{name}.kind") or MoneyKind.RECEIPT
        fen = _sum(str(typed.get(f"{name}.fen") or ""))
        line = MoneyLine(kind, fen, day, str(typed.get(f"{name}.who") or ""))
        key = new_token(context.chance)
        grants.note_money(context, visitor.right, community, key, grant.id, line)
        _emptied(name, MONEY_FIELDS)

    _kept(visitor, place, name, keep)


def _away(visitor: Visitor, community: Community, grant: Grant, place: str) -> None:
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.take_away(
            context, visitor.right, community, RecordKind.GRANT, new_token(context.chance), grant.id
        ),
        visitor.say("grants.taken"),
        f"{place}.terms.{grant.id}",
    )
