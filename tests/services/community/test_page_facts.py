"""What the pages are made from: the answers that count, of the people of one community, of one person alone on their phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.app_context import Clock, context_on
from workshop.base.local_time import local_day
from workshop.base.text import LANGUAGES
from workshop.exercises.columns import day_text
from workshop.model.camp import Action, Camp, Community, Seat
from workshop.model.community.circle import Circle, CircleDoubt, CircleTry
from workshop.model.direction import Condition, Direction
from workshop.model.grant import GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.model.ids import new_token
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.community import directions, grants
from workshop.services.community.camp_page import camp_lines
from workshop.services.community.conditions import LackFrom
from workshop.services.community.front import camp_front
from workshop.services.community.landscape import camp_landscape
from workshop.services.community.lives import circles
from workshop.services.community.one_page import LookFrom, StepFrom
from workshop.services.community.one_page_text import page_lines
from workshop.services.community.page_facts import page_of, page_of_seat, words_for
from workshop.services.community.principles import PrincipleCard
from workshop.services.follow.due import BecameCounts, became_text
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store

SOIL = "soil-check"


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store, clock=Clock())


@pytest.fixture
def camp(context: AppContext) -> Camp:
    made = camps.new_camp(context, "试营", "camp-4d").camp
    for step in (SOIL, "stage-check", "commit"):
        control.act(context, made.id, Action.OPEN, step, "facilitator")
    return made


def sit(context: AppContext, camp: Camp, number: int, community: str = "桂园") -> Seat:
    arrival = Arrival(f"k{number}", f"人{number}", community, "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def give(context: AppContext, seat: Seat, step: str, question: str, payload: dict[str, object]) -> None:
    answers.submit(context, seat, f"{seat.id[:12]}{step[:4]}{question}", step, question, payload)


def looked_at(context: AppContext, seat: Seat, *levels: int) -> None:
    """The four conditions now; half a year on everything is to be there, which the page must not take for now."""
    for name, level in zip(("reach", "trust", "support", "own"), levels, strict=True):
        give(context, seat, SOIL, f"{name}-now", {"level": level})
        give(context, seat, SOIL, f"{name}-later", {"level": 3})


def place_of(context: AppContext, camp: Camp, name: str) -> Community:
    return next(one for one in camps.communities(context, camp.id) if one.name == name)


def test_a_community_is_read_off_its_own_peoples_answers(context: AppContext, camp: Camp) -> None:
    one, two, other = sit(context, camp, 1), sit(context, camp, 2), sit(context, camp, 3, "柳巷")
    looked_at(context, one, 2, 1, 2, 2)
    looked_at(context, two, 2, 0, 2, 2)
    looked_at(context, other, 0, 2, 2, 2)
    give(context, one, SOIL, "first", {"text": "去三号院坐一个下午"})
    for seat in (one, two):
        give(context, seat, "stage-check", "obstacles", {"chosen": ["O3"]})
    made = page_of(context, camp, place_of(context, camp, "桂园"), "zh")
    assert made.lack is not None
    assert (made.lack.read_off, made.lack.condition, made.lack.people) == (
        LackFrom.CONDITIONS,
        Condition.TRUST,
        2,
    )
    assert "站在一旁看" in made.lack.says  # the sentence of level 0 in the exercise itself
    assert made.held is not None
    assert ([each.code for each in made.held.first], made.held.people) == (["O3"], 2)
    assert made.step is not None
    assert (made.step.found, made.step.text) == (StepFrom.SMALL, "去三号院坐一个下午")


def test_a_promise_takes_the_place_of_a_small_thing_and_brings_a_day(context: AppContext, camp: Camp) -> None:
    one = sit(context, camp, 1)
    give(context, one, SOIL, "first", {"text": "坐一个下午"})
    row = {"what": "认识十位居民", "first": "从三号院开始", "day": "2026-03-05"}
    give(context, one, "commit", "promise", {"rows": [row]})
    made = page_of(context, camp, place_of(context, camp, "桂园"), "zh")
    assert made.step is not None
    assert made.look is not None
    assert (made.step.found, made.step.text) == (StepFrom.PROMISE, "从三号院开始")
    # The camp's last day is 2 March: the first question comes on 9 March.
    assert (made.look.state, str(made.look.first), str(made.look.on)) == (
        LookFrom.AHEAD,
        "2026-03-05",
        "2026-03-09",
    )


def test_without_a_promise_the_first_card_for_the_first_obstacle_gives_the_step(
    context: AppContext, camp: Camp
) -> None:
    one = sit(context, camp, 1)
    give(context, one, "stage-check", "obstacles", {"chosen": ["O3"]})
    made = page_of(context, camp, place_of(context, camp, "桂园"), "zh")
    assert made.step is not None
    assert (made.step.found, made.step.role) == (StepFrom.PROPOSAL, None)


def test_on_a_persons_own_page_nobody_elses_answer_is_seen(context: AppContext, camp: Camp) -> None:
    one, two = sit(context, camp, 1), sit(context, camp, 2)
    give(context, one, "stage-check", "obstacles", {"chosen": ["O9"]})
    give(context, two, "stage-check", "obstacles", {"chosen": ["O3"]})
    give(context, two, "commit", "promise", {"rows": [{"what": "别人的事"}]})
    place = place_of(context, camp, "桂园")
    made = page_of_seat(context, camp, one, place, "zh")
    assert made.held is not None
    assert ([each.code for each in made.held.first], made.held.people) == (["O9"], 1)
    assert made.look is None
    assert page_of_seat(context, camp, two, place, "zh").look is not None


def test_the_camps_page_says_what_most_communities_are_held_by(context: AppContext, camp: Camp) -> None:
    for number, code in enumerate(("O3", "O3", "O9")):
        seat = sit(context, camp, number, f"社区{number}")
        give(context, seat, "stage-check", "obstacles", {"chosen": [code]})
    front, pages = camp_front(context, camp, "zh")
    assert front.held is not None
    assert (front.held.codes, front.held.names, front.held.of) == (("O3",), ("社区0", "社区1"), 3)
    assert list(pages) == ["社区0", "社区1", "社区2"]
    said = {line.part: line for line in camp_lines(front, words_for(context, camp, "zh"))}
    assert said["held"].text == "说得出难处的 3 个社区里，有 2 个先卡在“怕垫的钱拿不回来”。是社区0、社区1。"
    assert {part for part, line in said.items() if line.empty} == {
        "principles",
        "directions",
        "promised",
        "grants",
        "trying",
        "look",
    }


def meeting(context: AppContext, place: Community, *wanting: str) -> None:
    doubt = CircleDoubt("垫的钱能不能报", "O3", "门口的人")
    tries = tuple(CircleTry(who, "约三户包一次饺子") for who in wanting)
    minutes = Circle(date(2022, 3, 5), "老张", "坝坝宴怎么办成的", (doubt,), tries, held=True)
    circles.begin(context, Right(None), place, new_token(context.chance), minutes)


def test_the_camps_page_says_what_grants_led_to_and_how_many_want_to_try(
    context: AppContext, camp: Camp
) -> None:
    """One receipt of 300 yuan, repaid after ten days; four who want to try, then a namesake in another community."""
    there, other = (camps.add_community(context, camp.id, name) for name in ("桂园", "柳园"))
    key = new_token(context.chance)
    terms = GrantTerms("旗袍队", "布料", 30_000, 30_000, 30_000, 0, Handing.REIMBURSED, None, "小周")
    grant = grants.agree(context, Right(None), there, key, terms)
    for kind, day in ((MoneyKind.RECEIPT, 1), (MoneyKind.PAID, 11)):
        line = MoneyLine(kind, 30_000, date(2022, 3, day))
        grants.note_money(context, Right(None), there, new_token(context.chance), grant, line)
    meeting(context, there, "甲", "乙", "丙", "丁")

    def said() -> dict[str, str]:
        front, _ = camp_front(context, camp, "zh")
        return {line.part: line.text for line in camp_lines(front, words_for(context, camp, "zh"))}

    assert said()["grants"].startswith(
        "给了 1 笔小额资助，一共付出 300元。垫的钱报得回来吗？交来的 1 张票据里，1 张已经报回。"
    )
    assert said()["trying"] == "自组织生活会上说想试一试的，还不到五个人。"
    meeting(context, other, "甲")
    assert said()["trying"] == "自组织生活会上说想试一试的，有 5 人。"


def test_a_doubt_of_a_meeting_holds_a_community_where_nobody_chose(context: AppContext, camp: Camp) -> None:
    place = camps.add_community(context, camp.id, "桂园")
    meeting(context, place)
    held = page_of(context, camp, place, "zh").held
    assert held is not None
    assert ([one.code for one in held.first], held.people) == (["O3"], 0)
    (standpoint,) = camp_landscape(context, camp, "zh").standpoints
    assert standpoint.obstacle == "O3"  # the landscape counts as the page does


@pytest.mark.parametrize(
    ("obstacles", "heading", "text"),
    [
        # By hand: two of two each; no two alike; two of five, which are not most.
        (
            ("O9", "O3", "O9", "O3"),
            "各社区卡在哪",
            "说得出难处的 4 个社区，卡的地方不一样：“怕垫的钱拿不回来”、“{O9}”，各有 2 个社区先卡在这里。",
        ),
        (("O9", "O3", "O1"), "各社区卡在哪", "说得出难处的 3 个社区，卡的地方各不相同。"),
        (
            ("O3", "O3", "O9", "O1", "O2"),
            "各社区卡在哪",
            "说得出难处的 5 个社区里，有 2 个先卡在“怕垫的钱拿不回来”。是社区0、社区1。",
        ),
        (
            ("O3", "O3", "O3", "O1"),
            "多数社区卡在哪",
            "说得出难处的 4 个社区里，有 3 个先卡在“怕垫的钱拿不回来”。是社区0、社区1、社区2。",
        ),
    ],
)
def test_every_tie_is_named_and_most_is_more_than_half(
    context: AppContext, camp: Camp, obstacles: tuple[str, ...], heading: str, text: str
) -> None:
    for number, code in enumerate(obstacles):
        seat = sit(context, camp, number, f"社区{number}")
        give(context, seat, "stage-check", "obstacles", {"chosen": [code]})
    front, _ = camp_front(context, camp, "zh")
    said = {line.part: line for line in camp_lines(front, words_for(context, camp, "zh"))}
    names = {"O9": context.content.vocabularies.obstacles.name("O9", "zh")}
    assert (said["held"].heading, said["held"].text) == (heading, text.format(**names))


def test_the_sign_of_a_direction_stands_beside_its_last_day(context: AppContext, camp: Camp) -> None:
    """By hand: of 270 days the half is 135."""
    place = camps.add_community(context, camp.id, "桂园")
    last = local_day(context.now()) + timedelta(days=270)
    said = Direction(Condition.TRUST, "", "", "", last, "有人来看")
    directions.write(context, camp, "d1", place.id, said, "facilitator")
    made = page_of(context, camp, place, "zh")
    text = {line.part: line.text for line in page_lines(made, words_for(context, camp, "zh"))}["direction"]
    half = day_text("zh", local_day(context.now()) + timedelta(days=135), year=False)
    assert f"走到一半（{half}）先看一次。{day_text('zh', last, year=False)}看走成没有：有人来看。" in text


def test_a_principle_is_read_with_its_condition_and_the_words_it_rests_on(
    context: AppContext, camp: Camp
) -> None:
    """The practice and the condition are sentences of their own; the quote stands behind them, once."""
    card = PrincipleCard("p", "先报一笔", (("做法", "先报一笔。"), ("条件", "手上有钱")), ("当天就还上了。",))
    front, _ = camp_front(context, camp, "zh")
    made = replace(front, principles=(card, replace(card, quotes=())))
    said = {line.part: line.text for line in camp_lines(made, words_for(context, camp, "zh"))}
    plain = "先报一笔。条件是：手上有钱。"
    assert said["principles"] == f"{plain}原话：“当天就还上了。”\n{plain}"


def test_a_list_ends_as_the_language_ends_one(context: AppContext, camp: Camp) -> None:
    names = ("A", "B", "C")
    said = {language: words_for(context, camp, language).listed(names) for language in LANGUAGES}
    assert said == {"zh": "A、B、C", "en": "A, B and C"}
    assert [words_for(context, camp, "en").listed(names[:n]) for n in range(3)] == ["", "A", "A and B"]


def test_of_promises_only_what_became_of_some_is_said() -> None:
    counts = BecameCounts(commitments=3, kept=1, changed=0, dropped=0, not_yet=0, silent=2)
    assert became_text(counts, "zh") == "3 个承诺，后来：做了 1 个，还没有回音 2 个。"
    assert became_text(counts, "en") == "3 commitments; since then: 1 kept, 2 without word so far."
