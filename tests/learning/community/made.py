"""Grants made for tests: days count from one date, sums are in fen."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from workshop.model.grant import Grant, GrantTerms, Handing, MoneyKind, MoneyLine, PlacedLine

START = date(2026, 5, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def grant(
    *lines: tuple[str, int, int],
    project: int | None = 100_000,
    promised: int | None = None,
    need: int = 100_000,
    own: int = 0,
    group: str = "旗袍队",
    currency: str = "CNY",
    id: str = "g",
) -> Grant:
    """A grant with lines of kind, fen, day."""
    terms = GrantTerms(
        group,
        "布料",
        need,
        need,
        project,
        own,
        Handing.REIMBURSED,
        None if promised is None else day(promised),
        currency=currency,
    )
    placed = [
        PlacedLine(f"{id}{number}", MoneyLine(MoneyKind(kind), fen, day(at)))
        for number, (kind, fen, at) in enumerate(lines)
    ]
    return Grant(id, "c", terms, tuple(sorted(placed, key=lambda one: one.line.day)))


MONEY = st.lists(
    st.tuples(st.sampled_from(["receipt", "paid", "sponsor"]), st.integers(1, 60_000), st.integers(0, 60)),
    max_size=14,
)
