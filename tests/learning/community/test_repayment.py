"""Would advances be repaid, and after how many days: payments settle receipts in order, up to what the project gives."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.learning.community.made import MONEY, day, grant
from tests.properties import examples
from workshop.base.text import LANGUAGES, Language
from workshop.learning.community.grant_text import account_text, days_text, figures_text, matching_text
from workshop.learning.community.repayment import account, figures
from workshop.model.grant import Grant, MoneyKind
from workshop.model.privacy import MIN_GROUP


def test_a_receipt_is_repaid_on_the_day_that_payments_cover_it_and_all_before() -> None:
    """By hand: 300 + 200 laid out on days 0 and 4; 250 paid on day 3, 250 on day 10."""
    made = grant(("receipt", 30_000, 0), ("receipt", 20_000, 4), ("paid", 25_000, 3), ("paid", 25_000, 10))
    half_way = account(made, day(5))
    assert [(one.repaid, one.days) for one in half_way.receipts] == [(None, 5), (None, 1)]
    assert (half_way.laid_out, half_way.paid, half_way.owed) == (50_000, 25_000, 25_000)
    done = account(made, day(30))
    assert [(one.repaid, one.days) for one in done.receipts] == [(day(10), 10), (day(10), 6)]
    assert done.owed == 0


def test_what_the_project_does_not_give_is_not_owed() -> None:
    """By hand: the project gives 400 of 500 laid out; of the second receipt it pays 100."""
    made = grant(("receipt", 30_000, 0), ("receipt", 20_000, 2), project=40_000)
    found = account(made, day(9))
    assert [one.claim for one in found.receipts] == [30_000, 10_000]
    assert found.owed == 40_000


def test_money_given_ahead_makes_nobody_wait() -> None:
    made = grant(("paid", 50_000, 0), ("receipt", 30_000, 6))
    found = account(made, day(20))
    assert [(one.ahead, one.days) for one in found.receipts] == [(True, 0)]
    assert found.unspent == 20_000
    assert figures([made], day(20)).receipts == 0


def test_a_receipt_that_comes_after_the_day_promised_is_not_late_at_once() -> None:
    made = grant(("receipt", 10_000, 12), promised=7)
    assert account(made, day(12)).overdue == ()
    assert [one.late for one in account(made, day(15)).overdue] == [3]


def test_late_is_past_the_promise_and_not_on_it() -> None:
    made = grant(("receipt", 10_000, 0), promised=7)
    assert account(made, day(7)).overdue == ()
    assert [one.late for one in account(made, day(8)).overdue] == [1]


@examples(150)
@given(MONEY, st.one_of(st.none(), st.integers(0, 100_000)), st.integers(0, 90))
def test_the_account_adds_up_to_the_fen(
    lines: list[tuple[str, int, int]], project: int | None, today: int
) -> None:
    found = account(grant(*lines, project=project, promised=20), day(today))
    assert sum(one.claim for one in found.receipts) == found.claim <= found.laid_out
    assert project is None or found.claim <= project
    # What is paid is either for receipts or not accounted for yet; nothing is owed and unspent at once.
    assert found.paid + found.owed == found.claim + found.unspent
    assert not (found.owed and found.unspent)
    assert all(one.days >= 0 and one.late >= 0 for one in found.receipts)
    waiting = sum(one.claim for one in found.receipts if one.repaid is None)
    assert waiting >= found.owed  # a receipt repaid in part still waits
    assert (waiting == 0) == (found.owed == 0)


@examples(80)
@given(MONEY, st.integers(0, 60), st.integers(1, 30_000))
def test_a_further_payment_lets_nobody_wait_longer(
    lines: list[tuple[str, int, int]], at: int, fen: int
) -> None:
    before = account(grant(*lines), day(90))
    after = account(grant(*lines, ("paid", fen, at)), day(90))
    assert after.owed <= before.owed
    for one, other in zip(before.receipts, after.receipts, strict=True):
        assert other.days <= one.days


@examples(60)
@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=MIN_GROUP, max_size=25))
def test_the_median_is_that_of_scipys_kaplan_meier(waits: list[tuple[int, bool]]) -> None:
    """Oracle: scipy.stats.ecdf of right-censored data."""
    today = 40
    grants = [
        grant(
            ("receipt", 100, today - days),
            *([("paid", 100, today)] if repaid else []),
            id=f"g{number}",
        )
        for number, (days, repaid) in enumerate(waits)
    ]
    repaid = [days for days, done in waits if done]
    waiting = [days for days, done in waits if not done]
    curve = stats.ecdf(stats.CensoredData(uncensored=repaid, right=waiting)).sf
    below = np.flatnonzero(curve.probabilities <= 0.5 + 1e-12)
    expected = None
    if len(below) and repaid:
        first = curve.quantiles[below[0]]
        expected = int(first)
    assert figures(grants, day(today)).median == expected


def test_below_five_receipts_no_typical_number_of_days_is_said() -> None:
    four = [grant(("receipt", 100, 0), ("paid", 100, 6), id=f"g{n}") for n in range(MIN_GROUP - 1)]
    assert figures(four, day(30)).median is None
    five = [*four, grant(("receipt", 100, 0), ("paid", 100, 9), id="last")]
    found = figures(five, day(30))
    assert (found.median, found.fastest, found.slowest, found.receipts) == (6, 6, 9, 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_still_waits_is_told_with_the_median(language: Language) -> None:
    paid = [grant(("receipt", 100, 0), ("paid", 100, 6), id=f"g{n}") for n in range(5)]
    late = grant(("receipt", 100, 0), promised=10, id="late", group="舞蹈队")
    found = figures([*paid, late], day(31))
    words = " ".join(days_text(found, language))
    assert re.findall(r"\d+", words) == ["6", "5", "1", "31", "6", "6", "6", "6"]
    assert "舞蹈队" in " ".join(figures_text(found, language))
    assert account_text(late, account(late, day(31)), language)[-1].count("21") == 1


def test_currencies_are_never_added() -> None:
    found = figures([grant(need=100), grant(need=200, currency="HKD", id="h")], day(1))
    assert [(one.currency, one.need) for one in found.sums] == [("CNY", 100), ("HKD", 200)]


@pytest.mark.parametrize(
    ("project", "own", "sponsor", "gap"),
    [(60_000, 10_000, 30_000, 0), (60_000, 0, 0, 40_000), (None, 0, 120_000, -20_000)],
)
def test_the_gap_is_what_nobody_covers_yet(project: int | None, own: int, sponsor: int, gap: int) -> None:
    made = grant(*([("sponsor", sponsor, 0)] if sponsor else []), project=project, own=own)
    assert made.gap == gap
    assert sum(made.total(kind) for kind in MoneyKind) == sponsor
    said = matching_text(made, "en")
    assert ("not covered" in said, "more than it takes" in said) == (gap > 0, gap < 0)


def test_a_grant_that_was_never_named_has_no_gap_to_tell() -> None:
    made: Grant = grant(need=0, project=0)
    assert "covered" not in matching_text(replace(made), "en")


@pytest.mark.parametrize(
    ("need", "asked", "project", "doubted"),
    [
        (100, 100, 100, ""),
        (100, 200, 100, "申请的比总共要用的还多，请再核一核。"),
        (300, 200, 201, "项目给的比申请的还多，请再核一核。"),
        (0, 200, None, ""),  # what it takes was not written
        (300, 0, 200, ""),  # what was asked for was not written
    ],
)
def test_sums_that_look_like_a_slip_are_asked_about(
    need: int, asked: int, project: int | None, doubted: str
) -> None:
    made = grant(need=need, project=project)
    said = matching_text(replace(made, terms=replace(made.terms, asked=asked)), "zh")
    assert ("请再核一核" in said, said.endswith(doubted)) == (bool(doubted), True)


def test_what_is_not_settled_is_not_added_as_nothing() -> None:
    """By hand: 300 yuan settled, one grant open."""
    settled, still_open = grant(project=30_000), grant(project=None, id="o")
    said = " ".join(figures_text(figures([settled, still_open], day(1)), "zh"))
    assert "项目给 300元" in said
    assert "项目给多少，还有 1 笔没定，没算在里面。" in said
    alone = " ".join(figures_text(figures([still_open], day(1)), "zh"))
    assert "项目给多少还没定" in alone
    assert "项目给 0" not in alone
    assert "没定" not in " ".join(figures_text(figures([settled], day(1)), "zh")).replace("还没定", "")
