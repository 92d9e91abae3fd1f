"""From a draft on a phone to the case base of a camp, and out of it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import Clock, context_on, make_context
from tests.services.learn.made_submissions import TELLING, put_told
from workshop.base.errors import InputError, RoomError
from workshop.learning.cases.near_duplicates import Reason
from workshop.model.camp import Camp, Seat
from workshop.model.case import StoryDraft, Submission, SubmissionEvent, SubmissionState, Visibility
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import case_review, submissions
from workshop.services.learn.case_base import cases_of, submissions_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import camps as rows
from workshop.store.engine import Store

BY = "facilitator"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "春营", "camp-1d", 40, invented=False).camp


@pytest.fixture
def seat(context: AppContext, camp: Camp) -> Seat:
    return seats.join(context, camp.code, Arrival("k1", "小林", "甲社区", "resident", consent=True)).seat


@pytest.fixture
def handed_in(context: AppContext, seat: Seat) -> Submission:
    told = submissions.begin(context, seat, "key", "zh")
    submissions.write(context, seat, "key", lambda _: TELLING)
    return submissions.hand_in(context, seat, told.id, consent=True, contact=False)


def state(context: AppContext, seat: Seat, id: str = "key") -> SubmissionState:
    return submissions.one_of(context, seat, id).state


def shown(context: AppContext, camp: Camp) -> set[str]:
    return {case.id for case in submissions_of(context, camp, "zh")}


def test_beginning_twice_with_one_key_is_one_draft(context: AppContext, seat: Seat) -> None:
    submissions.begin(context, seat, "key", "zh")
    submissions.write(context, seat, "key", lambda telling: replace(telling, stuck="没人来"))
    assert submissions.begin(context, seat, "key", "zh").telling.stuck == "没人来"
    assert len(submissions.mine(context, seat)) == 1


def test_what_the_community_is_known_for_is_filled_in(context: AppContext, camp: Camp, seat: Seat) -> None:
    (community,) = camps.communities(context, camp.id)
    facts = replace(community, setting="old_unit", households=640)
    context.store.write(lambda connection: rows.set_community_facts(connection, facts))
    told = submissions.begin(context, seat, "key", "zh")
    assert (told.telling.setting, told.telling.households, told.telling.groups) == ("old_unit", 640, None)


def test_nobody_reads_or_writes_somebody_elses_draft(context: AppContext, camp: Camp, seat: Seat) -> None:
    submissions.begin(context, seat, "key", "zh")
    other = seats.join(context, camp.code, Arrival("k2", "阿玲", "甲社区", "resident", consent=True)).seat
    with pytest.raises(RoomError, match=r"told\.foreign"):
        submissions.one_of(context, other, "key")
    with pytest.raises(RoomError, match=r"told\.foreign"):
        submissions.begin(context, other, "key", "zh")
    assert case_review.waiting(context, camp) == ()
    with pytest.raises(RoomError, match=r"told\.unknown"):
        case_review.review(context, camp, "key", "zh")


def test_without_consent_or_with_something_untold_nothing_is_handed_in(
    context: AppContext, seat: Seat
) -> None:
    submissions.begin(context, seat, "key", "zh")
    with pytest.raises(InputError, match=r"told\.lacking"):
        submissions.hand_in(context, seat, "key", consent=True, contact=False)
    submissions.write(context, seat, "key", lambda _: TELLING)
    with pytest.raises(InputError, match=r"told\.consent"):
        submissions.hand_in(context, seat, "key", consent=False, contact=True)
    assert state(context, seat) is SubmissionState.DRAFT


def test_a_double_tap_hands_in_once_and_then_nothing_is_written(
    context: AppContext, seat: Seat, handed_in: Submission
) -> None:
    submissions.hand_in(context, seat, "key", consent=True, contact=True)
    told = submissions.one_of(context, seat, "key")
    assert [line.what for line in submissions.lines(context, told)] == [
        SubmissionEvent.STARTED,
        SubmissionEvent.SUBMITTED,
    ]
    assert not told.contact_ok
    with pytest.raises(RoomError, match=r"told\.closed"):
        submissions.write(context, seat, "key", lambda _: StoryDraft())


def test_nothing_is_published_without_limits(context: AppContext, camp: Camp, seat: Seat) -> None:
    put_told(context, seat, "a", telling=replace(TELLING, limits=" "), state=SubmissionState.SUBMITTED)
    with pytest.raises(InputError, match=r"told\.not_ready"):
        case_review.publish(context, camp, "a", BY)
    assert case_review.review(context, camp, "a", "zh").lacking == ("limits",)
    case_review.describe(
        context, camp, "a", BY, title="坐出来的", period="", stage=None, why="", limits="社工天天在。"
    )
    case_review.publish(context, camp, "a", BY)
    assert shown(context, camp) == {"told-a"}


def test_a_published_case_is_shown_at_once_and_undoing_hides_it(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    case_review.publish(context, camp, "key", BY)
    assert shown(context, camp) == {"told-key"}
    case_review.undo(context, camp, "key", BY)
    assert shown(context, camp) == set()
    assert state(context, seat) is SubmissionState.SUBMITTED
    with pytest.raises(RoomError, match=r"told\.nothing_to_undo"):
        case_review.undo(context, camp, "key", BY)


def test_one_question_goes_back_and_is_answered(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    with pytest.raises(InputError, match=r"told\.no_question"):
        case_review.ask(context, camp, "key", "  ", BY)
    case_review.ask(context, camp, "key", "七个人里有几个是新来的？", BY)
    assert state(context, seat) is SubmissionState.NEEDS_INFO
    submissions.write(context, seat, "key", lambda telling: replace(telling, result="七个人，五个是新来的"))
    submissions.hand_in(context, seat, "key", consent=True, contact=False)
    assert state(context, seat) is SubmissionState.SUBMITTED
    assert case_review.review(context, camp, "key", "zh").lines[-1].what is SubmissionEvent.ANSWERED


def test_rejecting_says_why_and_merging_says_into_what(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    with pytest.raises(InputError, match=r"told\.no_reason"):
        case_review.reject(context, camp, "key", "", BY)
    case_review.reject(context, camp, "key", "讲的是别处的事", BY)
    assert state(context, seat) is SubmissionState.REJECTED
    case_review.undo(context, camp, "key", BY)
    with pytest.raises(InputError, match=r"told\.no_such_case"):
        case_review.merge(context, camp, "key", "nowhere", BY)
    with pytest.raises(InputError, match=r"told\.no_such_case"):
        case_review.merge(context, camp, "key", "told-key", BY)
    case_review.merge(context, camp, "key", "qingbaijiang", BY)
    assert state(context, seat) is SubmissionState.MERGED
    with pytest.raises(RoomError, match=r"told\.not_waiting"):
        case_review.publish(context, camp, "key", BY)


def test_the_same_told_twice_is_pointed_at(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    put_told(context, seat, "b")
    near, case = case_review.review(context, camp, "key", "zh").near[0]
    assert (case.id, near.reasons) == ("told-b", (Reason.WORDS, Reason.PLACE))


def test_another_camps_facilitator_finds_nothing(context: AppContext, handed_in: Submission) -> None:
    other = camps.new_camp(context, "秋营", "camp-1d", 40, invented=False).camp
    assert case_review.waiting(context, other) == ()
    with pytest.raises(RoomError, match=r"told\.unknown"):
        case_review.publish(context, other, "key", BY)


def test_more_people_read_it_only_after_the_teller_said_so_again(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    other = camps.new_camp(context, "秋营", "camp-1d", 40, invented=False).camp
    case_review.publish(context, camp, "key", BY)
    with pytest.raises(RoomError, match=r"told\.not_asked"):
        submissions.answer_wider(context, seat, "key", allow=True)
    case_review.ask_wider(context, camp, "key", BY)
    assert shown(context, other) == set()
    submissions.answer_wider(context, seat, "key", allow=False)
    assert shown(context, other) == set()
    for wide in (Visibility.CAMP, Visibility.PUBLIC):
        case_review.ask_wider(context, camp, "key", BY)
        told = submissions.answer_wider(context, seat, "key", allow=True)
        assert (told.visibility, told.consent) == (wide, f"{wide.value} {submissions.CONSENT}")
    assert shown(context, other) == {"told-key"}
    submissions.only_this_room(context, seat, "key")
    assert shown(context, other) == set()
    assert shown(context, camp) == {"told-key"}


def test_confirmed_it_stands_two_years_more(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission, clock: Clock
) -> None:
    case_review.publish(context, camp, "key", BY)
    clock.forward(days=700)
    submissions.still_so(context, seat, "key")
    clock.forward(days=700)
    assert shown(context, camp) == {"told-key"}
    clock.forward(days=40)
    assert shown(context, camp) == set()
    case_review.retire(context, camp, "key", BY)
    assert state(context, seat) is SubmissionState.RETIRED


def test_taken_back_it_is_gone_from_the_base_at_once(
    context: AppContext, camp: Camp, seat: Seat, handed_in: Submission
) -> None:
    case_review.publish(context, camp, "key", BY)
    submissions.take_back(context, seat, "key")
    submissions.take_back(context, seat, "key")
    assert submissions.mine(context, seat) == ()
    assert not any(TELLING.stuck in case.stuck for case in cases_of(context, camp, "zh"))


def test_taken_back_it_leaves_the_database_file_too(tmp_path: Path) -> None:
    """The words are searched for as bytes in the database and its log, as for somebody who withdraws."""
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "春营", "camp-1d").camp
        seat = seats.join(context, camp.code, Arrival("k1", "小林", "甲社区", "resident", consent=True)).seat
        submissions.begin(context, seat, "key", "zh")
        submissions.write(context, seat, "key", lambda _: replace(TELLING, stuck="CANARYWORDS"))
        before = _bytes(tmp_path)
        submissions.take_back(context, seat, "key")
        after = _bytes(tmp_path)
    assert (b"CANARYWORDS" in before, b"CANARYWORDS" in after) == (True, False)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("mengya.sqlite3*"))
