"""The panel of small grants: figures of all, one grant at a time with its account, its sheet, and money as it moves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workshop.base.local_time import local_day
from workshop.base.text import LANGUAGES
from workshop.desk.community.grant_form import change_terms, note_grant, note_money
from workshop.desk.community.undo import undo_buttons
from workshop.desk.ui.actions import attempt, show_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone, steered_camps
from workshop.learning.community.grant_text import (
    account_text,
    figures_text,
    line_text,
    matching_text,
    overdue_text,
    sum_text,
    title_text,
)
from workshop.learning.community.repayment import account, figures
from workshop.model.camp import Camp, Community
from workshop.model.grant import Grant
from workshop.model.ids import new_token
from workshop.services.app import links
from workshop.services.camp import camps
from workshop.services.community import changes, grants
from workshop.store.community.records import RecordKind


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """Every grant of the community."""
    place = f"grants.{community.id}"
    context = app_context()
    places = {one.id: one for one in changes.everywhere(context, steered_camps(visitor), community)}
    found = grants.grants(context, tuple(places.values()))
    st.subheader(visitor.say("grants.title"), anchor=False)
    show_note(place)
    if not found:
        st.info(visitor.say("grants.none"))
    _take_over(visitor, camp, community, place)
    if found:
        st.caption(visitor.say("grants.lead"))
        today = local_day(context.now())
        # What is overdue is seen first; the others stay in the order they were agreed.
        found = tuple(sorted(found, key=lambda one: not account(one, today).overdue))
        all_together = figures(found, today)
        st.markdown(bullets(escape(one) for one in figures_text(all_together, visitor.language)))
        chosen = _chosen(visitor, found, place)
        _one(visitor, places[chosen.community], chosen, place)
    note_grant(visitor, community, place)
    undo_buttons(visitor, community, RecordKind.GRANT, place)


def show_overdue(visitor: Visitor, _camp: Camp, community: Community) -> None:
    """Money that should have come by now, above the other panels."""
    _overdue(visitor, changes.everywhere(app_context(), steered_camps(visitor), community))


def camp_overdue(visitor: Visitor, communities: Sequence[Community]) -> None:
    """The same for all communities of a camp."""
    _overdue(visitor, communities)


def _overdue(visitor: Visitor, communities: Sequence[Community]) -> None:
    context = app_context()
    together = figures(grants.grants(context, communities), local_day(context.now()))
    for line in overdue_text(together, visitor.language):
        st.warning(escape(line))


def camp_overview(visitor: Visitor, communities: Sequence[Community]) -> None:
    """All grants of a camp in sentences, what is overdue among them; nothing where there is none."""
    _overview(visitor, communities, visitor.say("grants.camp_title"))


def grants_overview(visitor: Visitor) -> None:
    """All grants of the installation in sentences, for the organiser; invented camps are left out."""
    context = app_context()
    real = [one for one in camps.camps(context) if not one.invented]
    communities = [one for camp in real for one in camps.communities(context, camp.id)]
    _overview(visitor, communities, visitor.say("grants.all_title"))


def _overview(visitor: Visitor, communities: Sequence[Community], title: str) -> None:
    context = app_context()
    found = grants.grants(context, communities)
    if not found:
        return
    st.subheader(title, anchor=False)
    together = figures(found, local_day(context.now()))
    st.markdown(bullets(escape(one) for one in figures_text(together, visitor.language)))


def _take_over(visitor: Visitor, camp: Camp, community: Community, place: str) -> None:
    waiting = [one for one in grants.budget_rows(app_context(), camp, community) if not one.taken]
    if waiting:
        st.button(
            visitor.say("grants.take_over", n=len(waiting)),
            key=f"{place}.take_over",
            type="primary",
            on_click=_taken_over,
            args=(visitor, camp, community, place, len(waiting)),
        )


def _taken_over(visitor: Visitor, camp: Camp, community: Community, place: str, count: int) -> None:
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: grants.take_over(context, visitor.right, camp, community),
        visitor.say("grants.taken_over", n=count),
    )


def _chosen(visitor: Visitor, found: Sequence[Grant], place: str) -> Grant:
    if len(found) == 1:
        return found[0]
    by_id = {one.id: one for one in found}
    which: str = st.selectbox(
        visitor.say("grants.which"),
        list(by_id),
        format_func=lambda one: title_text(by_id[one], visitor.language) if one in by_id else "",
        key=f"{place}.which",
        width=620,
    )
    return by_id[which]


def _one(visitor: Visitor, community: Community, grant: Grant, place: str) -> None:
    language, terms = visitor.language, grant.terms
    st.markdown(f"**{escape(title_text(grant, language))}**")
    stands = account(grant, local_day(app_context().now()))
    lines = [matching_text(grant, language), *account_text(grant, stands, language)]
    if terms.promised is not None:
        lines.append(visitor.say("grants.sheet.promise", day=terms.promised.isoformat()))
    if terms.remark:
        lines.append(visitor.say("grants.remark", text=terms.remark))
    st.markdown(bullets(escape(one) for one in lines))
    if terms.promised is None:
        st.warning(visitor.say("grants.promise_missing"))
    with st.container(horizontal=True):
        for tongue in LANGUAGES:
            token = links.sign(app_context(), "grant", community.id, grant.id, tongue)
            st.link_button(visitor.say(f"grants.print.{tongue}"), f"/paper/grant/{token}")
    note_money(visitor, community, grant, place)
    _lines(visitor, community, grant, place)
    change_terms(visitor, community, grant, place)


def _lines(visitor: Visitor, community: Community, grant: Grant, place: str) -> None:
    if not grant.lines:
        return
    language = visitor.language
    with st.expander(visitor.say("grants.money_lines")):
        if not on_a_phone():
            _table(visitor, grant)
        for one in grant.lines:
            with st.container(horizontal=True, vertical_alignment="center"):
                if on_a_phone():
                    st.markdown(escape(line_text(one.line, grant, language)))
                st.button(
                    f"{visitor.say('grants.money_take')} {line_text(one.line, grant, language)}",
                    key=f"{place}.away.{one.id}",
                    type="tertiary",
                    on_click=_away,
                    args=(visitor, community, grant, place, one.id),
                )


def _table(visitor: Visitor, grant: Grant) -> None:
    stands = {one.id: one for one in account(grant, local_day(app_context().now())).receipts}
    columns = ("day", "entry", "sum", "who")
    rows = [
        (
            one.line.day.isoformat(),
            visitor.say(f"grants.money.{one.line.kind.value}"),
            escape(sum_text(one.line.fen, grant.terms.currency, visitor.language)),
            escape(one.line.who),
            str(stands[one.id].days) if one.id in stands and stands[one.id].claim else "",
        )
        for one in grant.lines
    ]
    names = [visitor.say(f"grants.sheet.{name}") for name in columns]
    st.table(
        pd.DataFrame(rows, columns=[*names, visitor.say("report.column.waited")]),
        border="horizontal",
        hide_index=True,
        alt=visitor.say("grants.money_lines"),
    )


def _away(visitor: Visitor, community: Community, grant: Grant, place: str, line: str) -> None:
    if tapped_twice(visitor, place, f"{place}.away"):
        return
    context = app_context()
    attempt(
        visitor,
        place,
        lambda: changes.take_away(
            context,
            visitor.right,
            community,
            RecordKind.GRANT,
            new_token(context.chance),
            grant.id,
            line,
        ),
        visitor.say("grants.taken"),
    )
