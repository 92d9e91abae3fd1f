"""The panel of small grants: sums as people write them, an account in sentences, what is overdue where it is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.desk.community.test_ladder import emptied, opened
from tests.desk.conftest import Desk, words
from workshop.base.local_time import local_day
from workshop.base.text import say
from workshop.model.camp import Community
from workshop.model.grant import Grant, GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.model.ids import new_token
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.community import grants

TERMS = GrantTerms("旗袍队", "布料", 100_000, 100_000, 100_000, 0, Handing.REIMBURSED, None)


def standing(desk: Desk, community: Community) -> tuple[Grant, ...]:
    return grants.grants(desk.context, [community])


def overdue(desk: Desk, community: Community) -> None:
    """A receipt of ten days ago that was to be repaid within three."""
    today = local_day(desk.context.now())
    terms = replace(TERMS, promised=today - timedelta(days=7))
    key = new_token(desk.context.chance)
    made = grants.agree(desk.context, Right(None), community, key, terms)
    line = MoneyLine(MoneyKind.RECEIPT, 8650, today - timedelta(days=10))
    grants.note_money(desk.context, Right(None), community, new_token(desk.context.chance), made, line)


def test_a_grant_and_its_money_are_noted_and_told(desk: Desk) -> None:
    community = emptied(desk)
    page = opened(desk, community)
    name = f"grants.{community.id}.new"
    page.text_input(key=f"{name}.group").set_value("旗袍队")
    page.text_input(key=f"{name}.what").set_value("布料")
    page.text_input(key=f"{name}.need").set_value("1,200元")
    page.text_input(key=f"{name}.project").set_value("一千")
    page.run()
    page.button(key=f"{name}.keep").click().run()
    assert say("zh", "errors.grants.sum", text="一千") in words(page).replace("\\", "")
    assert page.text_input(key=f"{name}.need").value == "1,200元"
    page.text_input(key=f"{name}.project").set_value("1000").run()
    page.button(key=f"{name}.keep").click().run()
    (grant,) = standing(desk, community)
    assert (grant.terms.need, grant.terms.project, grant.terms.promised) == (120_000, 100_000, None)
    told = words(page).replace("\\", "")
    assert "还差 200元" in told
    assert say("zh", "grants.promise_missing") in told
    money = f"grants.{community.id}.money.{grant.id}"
    page.text_input(key=f"{money}.fen").set_value("86.5").run()
    page.button(key=f"{money}.keep").click().run()
    (grant,) = standing(desk, community)
    assert [one.line.fen for one in grant.lines] == [8650]
    assert "还该付 86.50元" in words(page).replace("\\", "")


def test_what_is_overdue_is_seen_on_the_communitys_page_and_among_who_is_due(desk: Desk) -> None:
    community = emptied(desk)
    overdue(desk, community)
    line = say("zh", "grants.figures.overdue_of", n=1, groups="旗袍队")
    assert line in words(opened(desk, community)).replace("\\", "")
    # The sample's own late receipt is told with it.
    told = words(desk.open("trials")).replace("\\", "")
    both = [
        say("zh", "grants.figures.overdue_of", n=2, groups=groups)
        for groups in ("旗袍队、太极队", "太极队、旗袍队")
    ]
    assert any(one in told for one in both)


def test_the_organiser_sees_what_is_overdue_in_every_real_camp(desk: Desk) -> None:
    """The sample camp is invented: its grants are not among the figures of the organisation."""
    desk.organise()
    title = say("zh", "grants.all_title")
    assert title not in words(desk.open("camps"))
    recipe = next(iter(desk.context.content.recipes))
    real = camps.new_camp(desk.context, "真的营", recipe).camp
    overdue(desk, camps.add_community(desk.context, real.id, "梧桐里"))
    told = words(desk.open("camps")).replace("\\", "")
    assert title in told
    assert say("zh", "grants.figures.count", n=1) in told
    assert say("zh", "grants.figures.overdue_of", n=1, groups="旗袍队") in told
