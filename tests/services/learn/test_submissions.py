"""From a draft on a phone to the case base of a camp, and out of it again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app_context import Clock, house_on
from tests.services.learn.made_submissions import TELLING, put_told
from workshop.base.errors import InputError, RoomError
from workshop.learning.cases.near_duplicates import Reason
from workshop.model.camp import Camp, Seat
from workshop.model.case import CaseEvent, CaseState, Telling, ToldCase, Visibility
from workshop.services.app.context import House
from workshop.services.camp import camps
from workshop.services.learn import case_review, submissions
from workshop.services.learn.case_base import cases_of, told_cases_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import camps as rows
from workshop.store.engine import Store

BY = "facilitator"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(store: Store, clock: Clock) -> House:
    return house_on(store, clock=clock)


@pytest.fixture
def camp(house: House) -> Camp:
    return camps.new_camp(house, "春营", "camp-1d", 40, invented=False).camp


@pytest.fixture
def seat(house: House, camp: Camp) -> Seat:
    return seats.join(house, camp.code, Arrival("k1", "小林", "甲社区", "resident", consent=True)).seat


@pytest.fixture
def handed_in(house: House, seat: Seat) -> ToldCase:
    told = submissions.begin(house, seat, "key", "zh")
    submissions.write(house, seat, "key", lambda _: TELLING)
    return submissions.hand_in(house, seat, told.id, consent=True, contact=False)


def state(house: House, seat: Seat, id: str = "key") -> CaseState:
    return submissions.one_of(house, seat, id).state


def shown(house: House, camp: Camp) -> set[str]:
    return {case.id for case in told_cases_of(house, camp, "zh")}


def test_beginning_twice_with_one_key_is_one_draft(house: House, seat: Seat) -> None:
    submissions.begin(house, seat, "key", "zh")
    submissions.write(house, seat, "key", lambda telling: replace(telling, stuck="没人来"))
    assert submissions.begin(house, seat, "key", "zh").telling.stuck == "没人来"
    assert len(submissions.mine(house, seat)) == 1


def test_what_the_community_is_known_for_is_filled_in(house: House, camp: Camp, seat: Seat) -> None:
    (community,) = camps.communities(house, camp.id)
    facts = replace(community, setting="old_unit", households=640)
    house.store.write(lambda connection: rows.set_community_facts(connection, facts))
    told = submissions.begin(house, seat, "key", "zh")
    assert (told.telling.setting, told.telling.households, told.telling.groups) == ("old_unit", 640, None)


def test_nobody_reads_or_writes_somebody_elses_draft(house: House, camp: Camp, seat: Seat) -> None:
    submissions.begin(house, seat, "key", "zh")
    other = seats.join(house, camp.code, Arrival("k2", "阿玲", "甲社区", "resident", consent=True)).seat
    with pytest.raises(RoomError, match=r"told\.foreign"):
        submissions.one_of(house, other, "key")
    with pytest.raises(RoomError, match=r"told\.foreign"):
        submissions.begin(house, other, "key", "zh")
    assert case_review.waiting(house, camp) == ()
    with pytest.raises(RoomError, match=r"told\.unknown"):
        case_review.review(house, camp, "key", "zh")


def test_without_consent_or_with_something_untold_nothing_is_handed_in(house: House, seat: Seat) -> None:
    submissions.begin(house, seat, "key", "zh")
    with pytest.raises(InputError, match=r"told\.lacking"):
        submissions.hand_in(house, seat, "key", consent=True, contact=False)
    submissions.write(house, seat, "key", lambda _: TELLING)
    with pytest.raises(InputError, match=r"told\.consent"):
        submissions.hand_in(house, seat, "key", consent=False, contact=True)
    assert state(house, seat) is CaseState.DRAFT


def test_a_double_tap_hands_in_once_and_then_nothing_is_written(
    house: House, seat: Seat, handed_in: ToldCase
) -> None:
    submissions.hand_in(house, seat, "key", consent=True, contact=True)
    told = submissions.one_of(house, seat, "key")
    assert [line.what for line in submissions.lines(house, told)] == [CaseEvent.STARTED, CaseEvent.SUBMITTED]
    assert not told.contact_ok
    with pytest.raises(RoomError, match=r"told\.closed"):
        submissions.write(house, seat, "key", lambda _: Telling())


def test_nothing_is_published_without_limits(house: House, camp: Camp, seat: Seat) -> None:
    put_told(house, seat, "a", telling=replace(TELLING, limits=" "), state=CaseState.SUBMITTED)
    with pytest.raises(InputError, match=r"told\.not_ready"):
        case_review.publish(house, camp, "a", BY)
    assert case_review.review(house, camp, "a", "zh").lacking == ("limits",)
    case_review.describe(
        house, camp, "a", BY, title="坐出来的", period="", stage=None, why="", limits="社工天天在。"
    )
    case_review.publish(house, camp, "a", BY)
    assert shown(house, camp) == {"told-a"}


def test_a_published_case_is_shown_at_once_and_undoing_hides_it(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase
) -> None:
    case_review.publish(house, camp, "key", BY)
    assert shown(house, camp) == {"told-key"}
    case_review.undo(house, camp, "key", BY)
    assert shown(house, camp) == set()
    assert state(house, seat) is CaseState.SUBMITTED
    with pytest.raises(RoomError, match=r"told\.nothing_to_undo"):
        case_review.undo(house, camp, "key", BY)


def test_one_question_goes_back_and_is_answered(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase
) -> None:
    with pytest.raises(InputError, match=r"told\.no_question"):
        case_review.ask(house, camp, "key", "  ", BY)
    case_review.ask(house, camp, "key", "七个人里有几个是新来的？", BY)
    assert state(house, seat) is CaseState.NEEDS_INFO
    submissions.write(house, seat, "key", lambda telling: replace(telling, result="七个人，五个是新来的"))
    submissions.hand_in(house, seat, "key", consent=True, contact=False)
    assert state(house, seat) is CaseState.SUBMITTED
    assert case_review.review(house, camp, "key", "zh").lines[-1].what is CaseEvent.ANSWERED


def test_rejecting_says_why_and_merging_says_into_what(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase
) -> None:
    with pytest.raises(InputError, match=r"told\.no_reason"):
        case_review.reject(house, camp, "key", "", BY)
    case_review.reject(house, camp, "key", "讲的是别处的事", BY)
    assert state(house, seat) is CaseState.REJECTED
    case_review.undo(house, camp, "key", BY)
    with pytest.raises(InputError, match=r"told\.no_such_case"):
        case_review.merge(house, camp, "key", "nowhere", BY)
    with pytest.raises(InputError, match=r"told\.no_such_case"):
        case_review.merge(house, camp, "key", "told-key", BY)
    case_review.merge(house, camp, "key", "qingbaijiang", BY)
    assert state(house, seat) is CaseState.MERGED
    with pytest.raises(RoomError, match=r"told\.not_waiting"):
        case_review.publish(house, camp, "key", BY)


def test_the_same_told_twice_is_pointed_at(house: House, camp: Camp, seat: Seat, handed_in: ToldCase) -> None:
    put_told(house, seat, "b")
    near, case = case_review.review(house, camp, "key", "zh").near[0]
    assert (case.id, near.reasons) == ("told-b", (Reason.WORDS, Reason.PLACE))


def test_another_camps_facilitator_finds_nothing(house: House, handed_in: ToldCase) -> None:
    other = camps.new_camp(house, "秋营", "camp-1d", 40, invented=False).camp
    assert case_review.waiting(house, other) == ()
    with pytest.raises(RoomError, match=r"told\.unknown"):
        case_review.publish(house, other, "key", BY)


def test_more_people_read_it_only_after_the_teller_said_so_again(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase
) -> None:
    other = camps.new_camp(house, "秋营", "camp-1d", 40, invented=False).camp
    case_review.publish(house, camp, "key", BY)
    with pytest.raises(RoomError, match=r"told\.not_asked"):
        submissions.answer_wider(house, seat, "key", allow=True)
    case_review.ask_wider(house, camp, "key", BY)
    assert shown(house, other) == set()
    submissions.answer_wider(house, seat, "key", allow=False)
    assert shown(house, other) == set()
    for wide in (Visibility.CAMP, Visibility.PUBLIC):
        case_review.ask_wider(house, camp, "key", BY)
        told = submissions.answer_wider(house, seat, "key", allow=True)
        assert (told.visibility, told.consent) == (wide, f"{wide.value} {submissions.CONSENT}")
    assert shown(house, other) == {"told-key"}
    submissions.only_this_room(house, seat, "key")
    assert shown(house, other) == set()
    assert shown(house, camp) == {"told-key"}


def test_confirmed_it_stands_two_years_more(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase, clock: Clock
) -> None:
    case_review.publish(house, camp, "key", BY)
    clock.forward(days=700)
    submissions.still_so(house, seat, "key")
    clock.forward(days=700)
    assert shown(house, camp) == {"told-key"}
    clock.forward(days=40)
    assert shown(house, camp) == set()
    case_review.retire(house, camp, "key", BY)
    assert state(house, seat) is CaseState.RETIRED


def test_taken_back_it_is_gone_from_the_base_at_once(
    house: House, camp: Camp, seat: Seat, handed_in: ToldCase
) -> None:
    case_review.publish(house, camp, "key", BY)
    submissions.take_back(house, seat, "key")
    submissions.take_back(house, seat, "key")
    assert submissions.mine(house, seat) == ()
    assert not any(TELLING.stuck in case.stuck for case in cases_of(house, camp, "zh"))
