"""Would advances be repaid, and how long does it take? Days from a receipt handed in to the money, receipt by receipt.

Payments settle receipts in the order they were handed in (FIFO), up to what the project gives. A receipt is repaid on the
day on which the payments so far cover it and all before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workshop.model.grant import CURRENCY, Grant, MoneyKind, PlacedLine
from workshop.model.privacy import MIN_GROUP


@dataclass(frozen=True)
class SettledReceipt:
    """One receipt. `claim` is the part of it the project pays; `repaid` the day that was covered, None while it waits.

    `days` is how long somebody waited or has waited so far. `ahead`: the money was there before the receipt, so nobody
    waited. `due` is the day promised, but no day before the receipt came; None where none was promised.
    """

    id: str
    fen: int
    claim: int
    handed_in: date
    repaid: date | None
    days: int
    ahead: bool
    due: date | None
    late: int  # days past `due`, 0 where none


@dataclass(frozen=True)
class Account:
    """A grant's money today: laid out, claimed of it, repaid or given, still owed, given and not yet accounted for."""

    laid_out: int
    claim: int
    paid: int
    owed: int
    unspent: int
    receipts: tuple[SettledReceipt, ...]

    @property
    def overdue(self) -> tuple[SettledReceipt, ...]:
        """What should have been repaid by now."""
        return tuple(one for one in self.receipts if one.repaid is None and one.late)


@dataclass(frozen=True)
class CurrencySums:
    """Sums of one currency, over several grants. In `open` of them it is not settled what the project gives: they add
    nothing to `project`.
    """

    currency: str
    grants: int
    open: int
    need: int
    asked: int
    project: int
    sponsors: int
    own: int
    paid: int
    owed: int


@dataclass(frozen=True)
class RepaymentFigures:
    """Several grants together.

    `receipts` are those somebody waited or waits for. `median` is the Kaplan–Meier median of the days, in which receipts
    still waiting count as long as they have waited; None below MIN_GROUP receipts, and while half are not repaid.
    `fastest` and `slowest` are of the repaid ones. `on_time` of `promised` were repaid by the day promised.
    """

    grants: int
    receipts: int
    repaid: int
    median: int | None
    fastest: int | None
    slowest: int | None
    longest_wait: int | None
    promised: int
    on_time: int
    overdue: int
    groups_overdue: tuple[str, ...]
    sponsored: int
    sums: tuple[CurrencySums, ...]

    @property
    def waiting(self) -> int:
        return self.receipts - self.repaid

    @property
    def enough(self) -> bool:
        """Whether a typical number of days may be said at all."""
        return self.receipts >= MIN_GROUP


def account(grant: Grant, today: date) -> Account:
    """A grant's money as of `today`; what is dated later has not happened yet."""
    receipts = _sorted(grant.of(MoneyKind.RECEIPT), today)
    payments = _sorted(grant.of(MoneyKind.PAID), today)
    paid = sum(one.line.fen for one in payments)
    settled: list[SettledReceipt] = []
    laid_out = claimed = 0
    for receipt in receipts:
        laid_out += receipt.line.fen
        covered = laid_out if grant.terms.project is None else min(laid_out, grant.terms.project)
        settled.append(_settled(grant, receipt, covered - claimed, _covered_on(payments, covered), today))
        claimed = covered
    return Account(laid_out, claimed, paid, max(0, claimed - paid), max(0, paid - claimed), tuple(settled))


def _sorted(lines: Iterable[PlacedLine], today: date) -> list[PlacedLine]:
    return sorted((one for one in lines if one.line.day <= today), key=lambda one: one.line.day)


def _covered_on(payments: Sequence[PlacedLine], amount: int) -> date | None:
    """The day on which the payments so far reach the amount."""
    total = 0
    for one in payments:
        total += one.line.fen
        if total >= amount:
            return one.line.day
    return None


def _settled(
    grant: Grant, receipt: PlacedLine, claim: int, covered: date | None, today: date
) -> SettledReceipt:
    handed_in, promised = receipt.line.day, grant.terms.promised
    due = None if promised is None else max(promised, handed_in)
    repaid = covered if claim else None
    ahead = repaid is not None and repaid < handed_in
    end = today if repaid is None else max(repaid, handed_in)
    late = max(0, (end - due).days) if due is not None and claim else 0
    days = (end - handed_in).days if claim else 0
    return SettledReceipt(receipt.id, receipt.line.fen, claim, handed_in, repaid, days, ahead, due, late)


def figures(grants: Sequence[Grant], today: date) -> RepaymentFigures:
    """All figures about several grants: the one place they are counted."""
    accounts = [(grant, account(grant, today)) for grant in grants]
    waited = [one for _, each in accounts for one in each.receipts if one.claim and not one.ahead]
    repaid = [one for one in waited if one.repaid is not None]
    promised = [one for one in repaid if one.due is not None]
    return RepaymentFigures(
        grants=len(grants),
        receipts=len(waited),
        repaid=len(repaid),
        median=_median(waited) if len(waited) >= MIN_GROUP else None,
        fastest=min((one.days for one in repaid), default=None),
        slowest=max((one.days for one in repaid), default=None),
        longest_wait=max((one.days for one in waited if one.repaid is None), default=None),
        promised=len(promised),
        on_time=sum(not one.late for one in promised),
        overdue=sum(len(each.overdue) for _, each in accounts),
        groups_overdue=tuple(dict.fromkeys(grant.terms.group for grant, each in accounts if each.overdue)),
        sponsored=sum(bool(grant.of(MoneyKind.SPONSOR)) for grant in grants),
        sums=_sums(accounts),
    )


def _median(receipts: Sequence[SettledReceipt]) -> int | None:
    """Kaplan–Meier: the first day by which at most half still wait. None while more than half do.

    S(t) = ∏ (1 − repaid on day d / still waiting before d) over d ≤ t.
    """
    left = 1.0
    for day in sorted({one.days for one in receipts if one.repaid is not None}):
        at_risk = sum(one.days >= day for one in receipts)
        repaid = sum(one.days == day and one.repaid is not None for one in receipts)
        left *= 1 - repaid / at_risk
        if left <= 0.5 + 1e-12:
            return day
    return None


def _sums(accounts: Sequence[tuple[Grant, Account]]) -> tuple[CurrencySums, ...]:
    found = []
    # Yuan first, then as they come.
    order = dict.fromkeys([CURRENCY, *(grant.terms.currency for grant, _ in accounts)])
    for currency in order:
        mine = [(grant, each) for grant, each in accounts if grant.terms.currency == currency]
        if mine:
            found.append(
                CurrencySums(
                    currency,
                    len(mine),
                    sum(grant.terms.project is None for grant, _ in mine),
                    sum(grant.terms.need for grant, _ in mine),
                    sum(grant.terms.asked for grant, _ in mine),
                    sum(grant.terms.project or 0 for grant, _ in mine),
                    sum(grant.total(MoneyKind.SPONSOR) for grant, _ in mine),
                    sum(grant.terms.own for grant, _ in mine),
                    sum(each.paid for _, each in mine),
                    sum(each.owed for _, each in mine),
                )
            )
    return tuple(found)
