"""Then and now: which assessments of a community belong together, and who is the same rater."""

from __future__ import annotations

import pytest

from tests.app_context import Clock, context_on
from workshop.model.camp import Action, Camp, Seat
from workshop.model.names import fold
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.position.assessment_history import histories
from workshop.services.seats import seats
from workshop.store.engine import Store

STEP = "stage-check"
RUBRIC = "self-organisation@2"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


def new_camp(context: AppContext, title: str) -> Camp:
    made = camps.new_camp(context, title, "camp-half").camp
    control.act(context, made.id, Action.OPEN, STEP, "A")
    return made


def sit(
    context: AppContext, camp: Camp, nickname: str, community: str = "柳荫院", role: str = "resident"
) -> Seat:
    number = len(seats.of_camp(context, camp.id))
    arrival = seats.Arrival(f"join-{camp.code}-{number}", nickname, community, role, consent=True)
    return seats.join(context, camp.code, arrival).seat


def rate(context: AppContext, seat: Seat, level: int | None, dimension: str = "D1") -> None:
    key = f"{seat.id[:20]}{dimension}{level}"
    answers.submit(context, seat, key, STEP, f"rate.{dimension}", {"level": level, "confidence": None})


def test_two_camps_of_one_community_are_two_occasions_in_order(context: AppContext, clock: Clock) -> None:
    first = new_camp(context, "春")
    rate(context, sit(context, first, "小林"), 1)
    clock.forward(days=180)
    second = new_camp(context, "秋")
    rate(context, sit(context, second, "小 林", " 柳荫院"), 2)
    history = histories(context, camps.camps(context), RUBRIC)[fold("柳荫院")]
    assert [one.camp.id for one in history.occasions] == [first.id, second.id]
    assert [one.ratings[0].level for one in history.occasions] == [1, 2]
    assert history.occasions[0].ratings[0].rater == history.occasions[1].ratings[0].rater
    assert {one.ratings[0].community for one in history.occasions} == {fold("柳荫院")}


def test_the_same_nickname_in_another_role_is_somebody_else(context: AppContext) -> None:
    first, second = new_camp(context, "春"), new_camp(context, "秋")
    rate(context, sit(context, first, "小林", role="resident"), 1)
    rate(context, sit(context, second, "小林", role="committee"), 1)
    one, two = histories(context, camps.camps(context), RUBRIC)[fold("柳荫院")].occasions
    assert one.ratings[0].rater != two.ratings[0].rater


def test_two_people_who_share_a_nickname_are_never_matched(context: AppContext) -> None:
    first, second = new_camp(context, "春"), new_camp(context, "秋")
    for camp in (first, second):
        rate(context, sit(context, camp, "阿姨"), 1)
    rate(context, sit(context, second, "阿姨"), 3)
    one, two = histories(context, camps.camps(context), RUBRIC)[fold("柳荫院")].occasions
    assert two.raters == 2
    assert not {each.rater for each in one.ratings} & {each.rater for each in two.ratings}


def test_dont_know_is_part_of_an_occasion(context: AppContext) -> None:
    camp = new_camp(context, "春")
    rate(context, sit(context, camp, "小林"), None)
    (occasion,) = histories(context, camps.camps(context), RUBRIC)[fold("柳荫院")].occasions
    assert (occasion.raters, occasion.ratings[0].level) == (1, None)


def test_an_occasion_on_another_rubric_is_counted_and_not_compared(context: AppContext) -> None:
    camp = new_camp(context, "春")
    rate(context, sit(context, camp, "小林"), 1)
    history = histories(context, camps.camps(context), "other@2")[fold("柳荫院")]
    assert (history.occasions, history.other_rubric) == ((), 1)


def test_a_community_without_answers_has_no_occasion(context: AppContext) -> None:
    camp = new_camp(context, "春")
    sit(context, camp, "小林")
    assert histories(context, camps.camps(context), RUBRIC) == {}


def test_answers_on_version_1_are_never_laid_beside_those_on_version_2(
    context: AppContext, clock: Clock
) -> None:
    older = camps.new_camp(context, "春", "camp-half", rubric="self-organisation@1").camp
    control.act(context, older.id, Action.OPEN, STEP, "A")
    rate(context, sit(context, older, "小林"), 1)
    clock.forward(days=180)
    newer = new_camp(context, "秋")
    rate(context, sit(context, newer, "小林"), 3)
    for camp in (older, newer):
        history = histories(context, camps.camps(context), camp.rubric)[fold("柳荫院")]
        assert [one.camp.id for one in history.occasions] == [camp.id]
        # That there is another is counted, so that the screen can say so.
        assert history.other_rubric == 1
