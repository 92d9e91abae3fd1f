"""The case base of a camp: shipped cases that may be trusted, and what people told and agreed to show."""

from __future__ import annotations

import pytest

from tests.app_context import Clock, context_on
from tests.services.learn.made_submissions import TELLING, put_told
from workshop.learning.cases.casebase import trusted
from workshop.learning.cases.retain import case_id, case_of
from workshop.learning.suggest.retrieval import suggest
from workshop.model.camp import Camp, Seat
from workshop.model.case import Asker, Evidence, Origin, SubmissionState, Visibility
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import suggestions
from workshop.services.learn.case_base import cases_of, submissions_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


def camp_of(context: AppContext, title: str = "春营") -> Camp:
    return camps.new_camp(context, title, "camp-1d", 40, invented=False).camp


def seat_in(context: AppContext, camp: Camp, name: str = "小林") -> Seat:
    arrival = Arrival(name * 8, name, "甲社区", "social_worker", consent=True)
    return seats.join(context, camp.code, arrival).seat


def ids(context: AppContext, camp: Camp) -> set[str]:
    return {case.id for case in submissions_of(context, camp, "zh")}


def test_a_camp_where_nobody_told_anything_has_the_shipped_cases_that_may_be_trusted(
    context: AppContext,
) -> None:
    assert cases_of(context, camp_of(context), "zh") == trusted(context.content.cases["zh"])


def test_a_published_case_is_suggested_in_its_camp_as_one_persons_word(context: AppContext) -> None:
    camp = camp_of(context)
    put_told(context, seat_in(context, camp), "a")
    (told,) = submissions_of(context, camp, "zh")
    assert (told.origin, told.evidence, told.limits) == (Origin.PARTICIPANT, Evidence.A, TELLING.limits)
    found = suggest(
        Asker(obstacles=("O3",), stage="0", households=640, words=TELLING.stuck),
        cases_of(context, camp, "zh"),
        context.content.vocabularies,
    )
    assert found.cards[0].case == case_id("a")


def test_a_case_goes_as_far_as_its_teller_allowed(context: AppContext) -> None:
    here, there = camp_of(context), camp_of(context, "秋营")
    seat = seat_in(context, here)
    for visibility in Visibility:
        put_told(context, seat, visibility.value, visibility=visibility)
    assert ids(context, here) == {"told-room", "told-camp", "told-public"}
    assert ids(context, there) == {"told-camp", "told-public"}


@pytest.mark.parametrize("state", [one for one in SubmissionState if one is not SubmissionState.PUBLISHED])
def test_only_a_published_case_is_shown(context: AppContext, state: SubmissionState) -> None:
    camp = camp_of(context)
    put_told(context, seat_in(context, camp), "a", state=state)
    assert ids(context, camp) == set()


def test_without_consent_nothing_is_shown(context: AppContext) -> None:
    camp = camp_of(context)
    put_told(context, seat_in(context, camp), "a", consent="")
    assert ids(context, camp) == set()


def test_after_two_years_a_case_nobody_confirmed_is_no_longer_shown(
    context: AppContext, clock: Clock
) -> None:
    camp = camp_of(context)
    put_told(context, seat_in(context, camp), "a")
    clock.forward(days=729)
    assert ids(context, camp) == {"told-a"}
    clock.forward(days=2)
    assert ids(context, camp) == set()


def test_whoever_leaves_takes_the_case_along_at_once(context: AppContext) -> None:
    camp = camp_of(context)
    seat = seat_in(context, camp)
    put_told(context, seat, "a")
    erase.erase_participant(context, seat.id, "self")
    assert ids(context, camp) == set()


def test_the_community_is_named_only_by_the_tellers_leave(context: AppContext) -> None:
    camp = camp_of(context)
    seat = seat_in(context, camp)
    put_told(context, seat, "a")
    put_told(context, seat, "b", contact_ok=True)
    silent, named = submissions_of(context, camp, "zh")
    assert (silent.place, named.place) == ("一个社区（没有留名）", "甲社区")


def test_what_somebody_told_is_suggested_to_others_and_never_back_to_them(context: AppContext) -> None:
    camp = camp_of(context)
    teller, other = seat_in(context, camp), seat_in(context, camp, "阿玲")
    put_told(context, teller, "a")
    back = suggestions.for_obstacles(context, camp, teller, ("O3",), "zh")
    assert case_id("a") not in {card.case for card in back.cards}
    found = suggestions.for_obstacles(context, camp, other, ("O3", "O5"), "zh")
    assert case_id("a") in {card.case for card in found.cards}


QUERIES = (
    "敲门",
    "没人",
    "垫钱",
    "跳舞",
    "报销",
    "通知",
    "老人",
    "队伍",
    "物业",
    "议事",
    "一个",
    "社区",
    "不敢",
    "空间",
    "自己",
)


@pytest.mark.slow
@pytest.mark.parametrize("words", QUERIES)
def test_every_database_gives_the_same_cards(context: AppContext, words: str) -> None:
    """As a case base that never was in a database: a told case comes back from it word for word."""
    camp = camp_of(context)
    told = put_told(context, seat_in(context, camp), "a")
    in_memory = [case_of(told, "", "zh"), *trusted(context.content.cases["zh"])]
    asker = Asker(stage="1.0", obstacles=("O3",), households=640, words=words)
    found = suggest(asker, cases_of(context, camp, "zh"), context.content.vocabularies)
    assert found == suggest(asker, in_memory, context.content.vocabularies)
