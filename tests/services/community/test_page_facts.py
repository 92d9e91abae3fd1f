"""What the pages are made from: the answers that count, of the people of one community, of one person alone on their phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app_context import Clock, context_on
from workshop.model.camp import Action, Camp, Community, Seat
from workshop.model.direction import Condition
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.community.camp_page import camp_lines
from workshop.services.community.conditions import LackFrom
from workshop.services.community.front import camp_front
from workshop.services.community.one_page import LookFrom, StepFrom
from workshop.services.community.page_facts import page_of, page_of_seat, words_for
from workshop.services.community.principles import PrincipleCard
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
    assert (front.held.code, front.held.names, front.held.of) == ("O3", ("社区0", "社区1"), 3)
    assert list(pages) == ["社区0", "社区1", "社区2"]
    said = {line.part: line for line in camp_lines(front, words_for(context, camp, "zh"))}
    assert said["held"].text == "说得出难处的 3 个社区里，有 2 个先卡在“怕垫的钱拿不回来”。是社区0、社区1。"
    assert {part for part, line in said.items() if line.empty} == {
        "principles",
        "directions",
        "promised",
        "look",
    }


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
