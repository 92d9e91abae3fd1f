"""Small grants of a community: agreed, taken over from the budgets of the micro-grant exercise, and their money."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned, code
from workshop.exercises.columns import read_day
from workshop.exercises.form import rows_in
from workshop.model.camp import Camp, Community
from workshop.model.commitment import place_of
from workshop.model.grant import (
    CURRENCY,
    Grant,
    GrantTerms,
    Handing,
    MoneyKind,
    MoneyLine,
    PlacedLine,
)
from workshop.model.ids import new_token
from workshop.model.money import MOST, fen_of, yuan
from workshop.model.names import fold
from workshop.model.step import Answer, StepKind
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import exercise_of
from workshop.services.community.changes import actor, hold_to_years, record_in
from workshop.store import answers as answer_rows
from workshop.store import seats
from workshop.store.community import records as rows
from workshop.store.community.records import NewRecord, RecordKind

LONGEST = 120
LONGEST_CURRENCY = 8
THREE_LETTERS = re.compile(r"[a-z]{3}")
# What people write instead of a currency's three letters (ISO 4217).
CURRENCY_WORDS = {
    "CNY": ("元", "人民币", "人民币元", "块", "rmb", "yuan", "¥", "cn¥"),
    "USD": ("美元", "美金", "dollar", "dollars", "$", "us$"),
    "EUR": ("欧元", "euro", "euros", "€"),
    "HKD": ("港元", "港币", "hk$"),
    "GBP": ("英镑", "pound", "pounds", "£"),
}
MOST_LINES = 200
BUDGETS = "budgets"  # what a step that collects them says its answers go into
WHAT, SUM, WHO, BACK = "what", "yuan", "who", "back"  # the columns such a step has
# What is written where nobody has to lay money out.
NOBODY = frozenset(
    fold(one) for one in ("不垫", "不用垫", "无", "没有", "none", "nobody", "no one", "-", "–")
)

_TERMS = TypeAdapter(GrantTerms)
_LINES = TypeAdapter(MoneyLine)


@dataclass(frozen=True)
class BudgetRow:
    """One row of a budget that a table wrote in the exercise, as a grant; `taken` once it was taken over."""

    id: str
    terms: GrantTerms
    seat: str
    taken: bool


def grants(context: AppContext, communities: Sequence[Community]) -> tuple[Grant, ...]:
    """The grants of these communities as they stand, in the order they were agreed."""
    return context.store.read(lambda connection: grants_in(connection, communities))


def grants_in(connection: Connection, communities: Sequence[Community]) -> tuple[Grant, ...]:
    """As `grants`, inside a transaction."""
    found = rows.standing(rows.records(connection, RecordKind.GRANT, [one.id for one in communities]))
    made = []
    for head in found:
        if head.part:
            continue
        lines = [
            PlacedLine(one.part, _LINES.validate_python(one.content))
            for one in found
            if one.thing == head.thing and one.part
        ]
        lines.sort(key=lambda one: one.line.day)
        made.append(Grant(head.thing, head.community, _TERMS.validate_python(head.content), tuple(lines)))
    return tuple(made)


def agree(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    terms: GrantTerms,
    grant_id: str = "",
) -> str:
    """Note a grant, or with `grant_id` a newer version of its terms; returns its id.

    Raises InputError `grants.no_what`, `grants.sum_large`, `grants.currency`, `grants.currency_kept`, `grants.below_paid`,
    `records.years`; RoomError
    `records.unknown`.
    """
    by = actor(right, community)
    checked = _checked(terms)
    if checked.promised is not None:
        hold_to_years(checked.promised.year, local_day(context.now()))

    def use_case(connection: Connection) -> None:
        before = _one(connection, community, grant_id) if grant_id else None
        kept = (
            checked.currency if before and before.terms.currency == checked.currency else _currency(checked)
        )
        if before is not None:
            paid = before.total(MoneyKind.PAID)
            if paid and (checked.project is None or checked.project < paid):
                raise InputError("grants.below_paid", paid=yuan(paid))
            if before.lines and kept != before.terms.currency:
                raise InputError("grants.currency_kept", currency=before.terms.currency)
        content = _plain_terms(replace(checked, currency=kept))
        new = NewRecord(key, community.id, RecordKind.GRANT, grant_id or key, content=content)
        record_in(connection, context, new, by)

    context.store.write(use_case)
    return grant_id or key


def note_money(
    context: AppContext,
    right: Right | None,
    community: Community,
    key: str,
    grant_id: str,
    line: MoneyLine,
    line_id: str = "",
) -> None:
    """Note money that came or went, or with `line_id` a newer version of a line.

    No more is paid than the project gives. Raises InputError `grants.no_sum`, `grants.sum_large`, `grants.day_ahead`,
    `records.years`, `grants.paid_too_much`, `grants.many`; RoomError `records.unknown`.
    """
    by = actor(right, community)
    if not 0 < line.fen <= MOST:
        raise InputError("grants.no_sum")
    if line.day > local_day(context.now()):
        raise InputError("grants.day_ahead")
    hold_to_years(line.day.year, local_day(context.now()))
    checked = replace(line, who=code(line.who))

    def use_case(connection: Connection) -> None:
        if rows.is_known(connection, key):
            return
        grant = _one(connection, community, grant_id)
        others = [one.line for one in grant.lines if one.id != line_id]
        if line_id and len(others) == len(grant.lines):
            raise RoomError("records.unknown")
        if not line_id and len(others) >= MOST_LINES:
            raise InputError("grants.many", most=MOST_LINES)
        project = grant.terms.project
        if checked.kind is MoneyKind.PAID and project is not None:
            left = project - sum(one.fen for one in others if one.kind is MoneyKind.PAID)
            if checked.fen > left:
                raise InputError("grants.paid_too_much", left=yuan(max(0, left)))
        content = cast(dict[str, object], _LINES.dump_python(checked, mode="json"))
        new = NewRecord(key, community.id, RecordKind.GRANT, grant_id, line_id or key, content)
        record_in(connection, context, new, by)

    context.store.write(use_case)


def budget_rows(context: AppContext, camp: Camp, community: Community) -> tuple[BudgetRow, ...]:
    """What the community's people wrote as budgets in the camp's micro-grant exercise, newest version of each."""
    return context.store.read(lambda connection: _budgets(connection, context, camp, community))


def take_over(context: AppContext, right: Right | None, camp: Camp, community: Community) -> int:
    """Take over every budget row that was not taken over yet; returns how many. Pressing again takes over none twice."""
    by = actor(right, community)

    def use_case(connection: Connection) -> int:
        new = [one for one in _budgets(connection, context, camp, community) if not one.taken]
        for one in new:
            content = _plain_terms(one.terms)
            record = NewRecord(
                new_token(context.chance),
                community.id,
                RecordKind.GRANT,
                one.id,
                content=content,
                seat=one.seat,
            )
            record_in(connection, context, record, by)
        return len(new)

    return context.store.write(use_case)


def _budgets(
    connection: Connection, context: AppContext, camp: Camp, community: Community
) -> tuple[BudgetRow, ...]:
    collecting = {
        (step.id, part.id)
        for step in control.asking(control.steps_in(connection, camp.id))
        for part in exercise_of(context, step).steps
        if part.into == BUDGETS and part.kind is StepKind.ROWS
    }
    members = {one.id for one in seats.seats(connection, camp.id) if one.community == community.id}
    newest: dict[tuple[str, str, str], Answer] = {}
    for step_id in dict.fromkeys(step for step, _ in collecting):
        for answer in answer_rows.all_answers(connection, camp.id, step=step_id):
            if (answer.step, answer.question) in collecting and answer.seat in members:
                newest[answer.seat, answer.step, answer.question] = answer
    every = rows.records(connection, RecordKind.GRANT, [community.id])
    gone = rows.undone(every)
    # What was taken away by hand is not offered again; what was only taken back is.
    known = {one.thing for one in every if one.undoes is None and one.number not in gone}
    found = []
    for answer in newest.values():
        for number, cells in enumerate(rows_in(answer.payload)):
            place = place_of(answer.step, answer.question, number)
            made = hashlib.sha256(f"budget {answer.seat} {place}".encode()).hexdigest()[:32]
            terms = _terms_of(answer, cells)
            if terms is not None:
                found.append(BudgetRow(made, terms, answer.seat, made in known))
    return tuple(found)


def _terms_of(answer: Answer, cells: dict[str, str]) -> GrantTerms | None:
    """A budget row as terms; what cannot be read as a sum or a day is kept as typed. None for a row without anything."""
    typed = {name: " ".join(cells.get(name, "").split()) for name in (WHAT, SUM, WHO, BACK)}
    if not any(typed.values()):
        return None
    unread = []
    try:
        fen = fen_of(typed[SUM]) if typed[SUM] else 0
    except InputError:
        fen = 0
        unread.append(typed[SUM])
    promised = read_day(typed[BACK], local_day(answer.at) if answer.at else None) if typed[BACK] else None
    if typed[BACK] and promised is None:
        unread.append(typed[BACK])
    ahead = fold(typed[WHO]) in NOBODY
    return GrantTerms(
        group="",
        what=typed[WHAT],
        need=fen,
        asked=fen,
        project=None,
        own=0,
        handing=Handing.AHEAD if ahead else Handing.REIMBURSED,
        promised=promised,
        lays_out="" if ahead else typed[WHO],
        remark=" · ".join(unread),
    )


def _one(connection: Connection, community: Community, grant_id: str) -> Grant:
    found = next((one for one in grants_in(connection, [community]) if one.id == grant_id), None)
    if found is None:
        raise RoomError("records.unknown")
    return found


def _checked(terms: GrantTerms) -> GrantTerms:
    what = " ".join(cleaned(terms.what, LONGEST).split())
    if not what:
        raise InputError("grants.no_what")
    for fen in (terms.need, terms.asked, terms.project or 0, terms.own):
        if not 0 <= fen <= MOST:
            raise InputError("grants.sum_large", text=yuan(fen), most=yuan(MOST))
    return replace(
        terms,
        group=code(terms.group),
        what=what,
        lays_out=code(terms.lays_out),
        remark=cleaned(terms.remark, LONGEST),
        currency=code(terms.currency) or CURRENCY,
    )


def _currency(terms: GrantTerms) -> str:
    """The currency by its three letters. Raises InputError `grants.currency` for what is none."""
    written = fold(terms.currency)
    if known := next((letters for letters, words in CURRENCY_WORDS.items() if written in words), None):
        return known
    if not THREE_LETTERS.fullmatch(written):
        raise InputError("grants.currency")
    return written.upper()


def _plain_terms(terms: GrantTerms) -> dict[str, object]:
    return cast(dict[str, object], _TERMS.dump_python(terms, mode="json"))


def coded(grant: Grant) -> Grant:
    """The grant as it leaves the house: the group's account without who laid out or gave what."""
    lines = tuple(replace(one, line=replace(one.line, who="")) for one in grant.lines)
    return replace(grant, terms=replace(grant.terms, lays_out=""), lines=lines)
