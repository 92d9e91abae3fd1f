"""Small grants: agreed, corrected, taken over from the exercise without typing twice; no more is paid than is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.community.recorded import ORGANISER, TERMS, Recorded, recorded
from workshop.base.errors import InputError, RoomError
from workshop.model.grant import Grant, GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.services import erase
from workshop.services.community import changes, grants
from workshop.store.community.records import RecordKind
from workshop.store.engine import Store

CLOTH = {"what": "布料", "yuan": "300", "who": "周姐", "back": "2026-03-20"}
TEA = {"what": "茶叶点心", "yuan": "大概两三百", "who": "不垫", "back": "月底"}


@pytest.fixture
def made(store: Store) -> Recorded:
    return recorded(store)


def standing(made: Recorded) -> tuple[Grant, ...]:
    return grants.grants(made.context, [made.community])


def test_a_grant_is_noted_with_its_money_by_day(made: Recorded) -> None:
    one = made.agree()
    made.money(one, "receipt", 8650)
    made.money(one, "sponsor", 20_000, who="川菜馆")
    (grant,) = standing(made)
    assert grant.terms == TERMS
    assert [line.line.kind for line in grant.lines] == [MoneyKind.RECEIPT, MoneyKind.SPONSOR]
    assert grant.gap == 120_000 - 100_000 - 20_000


def test_no_more_is_paid_than_the_project_gives(made: Recorded) -> None:
    one = made.agree()
    first = made.money(one, "paid", 60_000)
    with pytest.raises(InputError, match=r"grants\.paid_too_much"):
        made.money(one, "paid", 40_001)
    made.money(one, "paid", 40_000)
    # A correction is measured without the line it corrects.
    made.money(one, "paid", 50_000, id=first)
    with pytest.raises(InputError, match=r"grants\.below_paid"):
        made.agree(replace(TERMS, project=89_999), one)
    made.agree(replace(TERMS, project=90_000), one)


def test_while_it_is_open_what_the_project_gives_nothing_is_too_much(made: Recorded) -> None:
    one = made.agree(replace(TERMS, project=None))
    made.money(one, "paid", 500_000)
    assert standing(made)[0].total(MoneyKind.PAID) == 500_000


def test_money_moves_on_a_day_that_has_come(made: Recorded) -> None:
    one = made.agree()
    tomorrow = made.context.now().date() + timedelta(days=2)
    with pytest.raises(InputError, match=r"grants\.day_ahead"):
        grants.note_money(
            made.context,
            ORGANISER,
            made.community,
            made.key,
            one,
            MoneyLine(MoneyKind.PAID, 100, tomorrow),
        )
    with pytest.raises(InputError, match=r"grants\.no_sum"):
        made.money(one, "paid", 0)


def test_a_payment_taken_away_frees_what_it_took_and_an_undo_brings_it_back(made: Recorded) -> None:
    one = made.agree()
    paid = made.money(one, "paid", 100_000)
    changes.take_away(made.context, ORGANISER, made.community, RecordKind.GRANT, made.key, one, paid)
    assert standing(made)[0].total(MoneyKind.PAID) == 0
    change, _ = changes.to_take_back(made.context, RecordKind.GRANT, made.community)
    assert change is not None
    changes.take_back(made.context, ORGANISER, made.community, RecordKind.GRANT, made.key, change.number)
    assert standing(made)[0].total(MoneyKind.PAID) == 100_000


def test_budgets_of_the_exercise_are_taken_over_with_one_press_and_once(made: Recorded) -> None:
    recorder = made.sit("记录人")
    made.budget(recorder, CLOTH, TEA)
    assert [one.taken for one in grants.budget_rows(made.context, made.camp, made.community)] == [
        False,
        False,
    ]
    assert grants.take_over(made.context, ORGANISER, made.camp, made.community) == 2
    assert grants.take_over(made.context, ORGANISER, made.camp, made.community) == 0
    cloth, tea = standing(made)
    assert (cloth.terms.what, cloth.terms.need, cloth.terms.asked) == ("布料", 30_000, 30_000)
    assert (cloth.terms.promised, cloth.terms.lays_out) == (date(2026, 3, 20), "周姐")
    assert cloth.terms.project is None
    # Nothing typed is lost: what is no sum and no day stays as it was written.
    assert (tea.terms.need, tea.terms.promised, tea.terms.remark) == (0, None, "大概两三百 · 月底")
    assert (tea.terms.handing, tea.terms.lays_out) == (Handing.AHEAD, "")


def test_a_budget_taken_away_is_not_offered_again_and_one_taken_back_is(made: Recorded) -> None:
    made.budget(made.sit("记录人"), CLOTH)
    grants.take_over(made.context, ORGANISER, made.camp, made.community)
    change, _ = changes.to_take_back(made.context, RecordKind.GRANT, made.community)
    assert change is not None
    changes.take_back(made.context, ORGANISER, made.community, RecordKind.GRANT, made.key, change.number)
    assert grants.take_over(made.context, ORGANISER, made.camp, made.community) == 1
    (one,) = standing(made)
    changes.take_away(made.context, ORGANISER, made.community, RecordKind.GRANT, made.key, one.id)
    assert grants.take_over(made.context, ORGANISER, made.camp, made.community) == 0
    assert standing(made) == ()


def test_who_withdraws_takes_their_budget_with_them_until_money_has_moved(made: Recorded) -> None:
    recorder, other = made.sit("周姐"), made.sit("记录人")
    made.budget(recorder, CLOTH, {**CLOTH, "what": "音响"})
    made.budget(other, {**CLOTH, "what": "茶叶"})
    grants.take_over(made.context, ORGANISER, made.camp, made.community)
    moved = next(one for one in standing(made) if one.terms.what == "音响")
    made.money(moved.id, "receipt", 10_000, who="周姐")
    erase.erase_participant(made.context, recorder.id, "self")
    left = {one.terms.what: one for one in standing(made)}
    # The group's account stays, without the name; the other's budget stays, without the one who would lay it out.
    assert set(left) == {"音响", "茶叶"}
    assert [one.terms.lays_out for one in left.values()] == ["", ""]
    assert left["音响"].lines[0].line.who == ""
    assert left["音响"].total(MoneyKind.RECEIPT) == 10_000


def test_a_line_of_another_grant_is_not_corrected(made: Recorded) -> None:
    first, second = made.agree(), made.agree()
    line = made.money(first, "receipt", 100)
    with pytest.raises(RoomError, match=r"records\.unknown"):
        made.money(second, "receipt", 200, id=line)
    with pytest.raises(RoomError, match=r"records\.unknown"):
        made.agree(TERMS, "nothing")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (replace(TERMS, what=" "), "grants.no_what"),
        (replace(TERMS, need=-1), "grants.sum_large"),
        (replace(TERMS, own=10**12), "grants.sum_large"),
        (replace(TERMS, currency="一种非常非常长的钱"), "grants.currency"),
        (replace(TERMS, currency="C1"), "grants.currency"),
        (replace(TERMS, currency="<b>"), "grants.currency"),
        (replace(TERMS, promised=date(1026, 5, 1)), "records.years"),
        (replace(TERMS, promised=date(3026, 5, 1)), "records.years"),
    ],
)
def test_terms_that_cannot_be_are_refused(made: Recorded, terms: GrantTerms, code: str) -> None:
    with pytest.raises(InputError, match=code):
        made.agree(terms)


@pytest.mark.parametrize(("typed", "kept"), [("usd", "USD"), ("元", "CNY"), ("ＥＵＲ", "EUR"), ("", "CNY")])
def test_a_currency_is_kept_by_its_three_letters(made: Recorded, typed: str, kept: str) -> None:
    """ISO 4217."""
    made.agree(replace(TERMS, currency=typed))
    (grant,) = grants.grants(made.context, [made.community])
    assert grant.terms.currency == kept


def test_once_money_moved_its_currency_stays_and_what_was_paid_is_given(made: Recorded) -> None:
    mine = made.agree()
    made.agree(replace(TERMS, currency="USD"), mine)
    made.agree(TERMS, mine)
    made.money(mine, "paid", 100)
    with pytest.raises(InputError, match=r"grants\.currency_kept"):
        made.agree(replace(TERMS, currency="USD"), mine)
    with pytest.raises(InputError, match=r"grants\.below_paid"):
        made.agree(replace(TERMS, project=None), mine)
