"""No answer is ever lost: doubles, repeats, late ones, drafts, and what counts."""

from __future__ import annotations

import threading

import pytest

from tests.app_context import Clock, house_on
from workshop.base.errors import RoomError
from workshop.model.camp import Action, Camp, Seat
from workshop.model.step import Payload
from workshop.services.app.context import House
from workshop.services.camp import answers, camps, control
from workshop.services.camp.answers import Outcome
from workshop.services.camp.participant_view import place_of
from workshop.services.position import results
from workshop.services.seats import seats
from workshop.store.engine import Store

STEP = "stage-check"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(store: Store, clock: Clock) -> House:
    return house_on(store, clock=clock)


@pytest.fixture
def camp(house: House) -> Camp:
    made = camps.new_camp(house, "试营", "camp-half").camp
    control.act(house, made.id, Action.OPEN, STEP, "A")
    return made


@pytest.fixture
def seat(house: House, camp: Camp) -> Seat:
    return sit(house, camp, "小林")


def sit(house: House, camp: Camp, nickname: str, community: str = "甲社区", role: str = "resident") -> Seat:
    arrival = seats.Arrival(f"join-{nickname}", nickname, community, role, consent=True)
    return seats.join(house, camp.code, arrival).seat


def level(value: int | None) -> Payload:
    return {"level": value, "confidence": "sure", "when": "上周", "evidence": ""}


def counted(house: House, seat: Seat) -> dict[str, object]:
    return {one.question: one.payload["level"] for one in answers.given_by(house, seat)}


def test_a_double_tap_is_one_answer(house: House, seat: Seat) -> None:
    first = answers.submit(house, seat, "k", STEP, "rate.D1", level(1))
    second = answers.submit(house, seat, "k", STEP, "rate.D1", level(1))
    assert (first.outcome, second.outcome) == (Outcome.STORED, Outcome.ALREADY)
    assert first.answer == second.answer
    assert len(answers.everything_by(house, seat)) == 1


def test_five_taps_at_once_are_one_answer(house: House, seat: Seat) -> None:
    outcomes: list[Outcome] = []

    def tap() -> None:
        outcomes.append(answers.submit(house, seat, "k", STEP, "rate.D1", level(2)).outcome)

    threads = [threading.Thread(target=tap) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.ALREADY] * 4 + [Outcome.STORED]
    assert len(answers.everything_by(house, seat)) == 1


def test_a_second_tab_replaces_and_both_answers_are_kept(house: House, seat: Seat) -> None:
    answers.submit(house, seat, "tab1", STEP, "rate.D1", level(1))
    receipt = answers.submit(house, seat, "tab2", STEP, "rate.D1", level(3))
    assert receipt.outcome is Outcome.REPLACED
    assert counted(house, seat) == {"rate.D1": 3}
    assert [one.payload["level"] for one in answers.everything_by(house, seat)] == [1, 3]


def test_a_late_answer_is_kept_and_does_not_overwrite(house: House, camp: Camp, seat: Seat) -> None:
    answers.submit(house, seat, "k1", STEP, "rate.D1", level(1))
    control.act(house, camp.id, Action.FREEZE, STEP, "A")
    receipt = answers.submit(house, seat, "k2", STEP, "rate.D1", level(3))
    assert receipt.outcome is Outcome.LATE
    assert counted(house, seat) == {"rate.D1": 1}
    assert len(answers.everything_by(house, seat)) == 2


def test_late_answers_count_once_accepted_and_no_longer_when_that_is_undone(
    house: House, camp: Camp, seat: Seat
) -> None:
    control.act(house, camp.id, Action.FREEZE, STEP, "A")
    answers.submit(house, seat, "k", STEP, "rate.D1", level(2))
    before = counted(house, seat)
    control.act(house, camp.id, Action.ACCEPT_LATE, STEP, "A")
    accepted = counted(house, seat)
    control.undo(house, camp.id, "A")
    assert (before, accepted, counted(house, seat)) == ({}, {"rate.D1": 2}, {})


def test_undoing_a_mistaken_freeze_makes_what_came_meanwhile_count(
    house: House, camp: Camp, seat: Seat
) -> None:
    control.act(house, camp.id, Action.FREEZE, STEP, "A")
    answers.submit(house, seat, "k", STEP, "rate.D1", level(2))
    control.undo(house, camp.id, "A")
    assert counted(house, seat) == {"rate.D1": 2}


def test_a_later_accept_is_needed_for_later_answers(house: House, camp: Camp, seat: Seat) -> None:
    control.act(house, camp.id, Action.FREEZE, STEP, "A")
    control.act(house, camp.id, Action.ACCEPT_LATE, STEP, "A")
    answers.submit(house, seat, "k", STEP, "rate.D1", level(2))
    assert counted(house, seat) == {}


def test_dont_know_is_stored_as_unknown_not_as_zero(house: House, camp: Camp, seat: Seat) -> None:
    answers.submit(house, seat, "k", STEP, "rate.D1", level(None))
    result = results.own_result(house, camp, seat)
    assert result is not None
    first = next(one for one in result.dimensions if one.id == "D1")
    assert (first.median, first.unknown) == (None, 1)


def test_a_question_this_camp_never_asked_is_refused(house: House, seat: Seat) -> None:
    with pytest.raises(RoomError) as caught:
        answers.submit(house, seat, "k", STEP, "rate.D99", level(1))
    assert caught.value.code == "answer.no_question"


def test_somebody_elses_form_does_not_count_as_mine(house: House, camp: Camp, seat: Seat) -> None:
    other = sit(house, camp, "老王")
    answers.submit(house, seat, "k", STEP, "rate.D1", level(1))
    with pytest.raises(RoomError) as caught:
        answers.submit(house, other, "k", STEP, "rate.D1", level(3))
    assert caught.value.code == "answer.foreign_key"
    assert counted(house, seat) == {"rate.D1": 1}


def test_a_draft_comes_back_with_its_key_and_goes_when_submitted(house: House, seat: Seat) -> None:
    shown = place_of(house, seat, "zh").showing
    assert shown is not None
    assert answers.save_draft(house, seat, shown.key, STEP, shown.question.id, level(1))
    again = place_of(house, seat, "zh").showing
    assert again is not None
    assert again.draft is not None
    assert (again.key, again.draft.payload) == (shown.key, level(1))
    answers.submit(house, seat, again.key, STEP, again.question.id, level(1))
    assert place_of(house, seat, "zh", step=STEP, question=shown.question.id).showing.draft is None  # type: ignore[union-attr]


def test_a_draft_that_arrives_after_its_answer_is_not_kept(house: House, seat: Seat) -> None:
    answers.submit(house, seat, "k", STEP, "rate.D1", level(1))
    assert not answers.save_draft(house, seat, "k", STEP, "rate.D1", level(0))


def test_the_next_question_is_the_first_without_an_answer(house: House, seat: Seat) -> None:
    answers.submit(house, seat, "k1", STEP, "rate.D1", level(1))
    answers.submit(house, seat, "k3", STEP, "rate.D3", level(1))
    showing = place_of(house, seat, "zh").showing
    assert showing is not None
    assert showing.question.id == "rate.D2"


def test_nothing_is_shown_before_the_facilitator_opens_a_step(house: House) -> None:
    made = camps.new_camp(house, "没开", "camp-half").camp
    assert place_of(house, sit(house, made, "早到"), "zh").showing is None


def test_the_commitment_opens_by_itself_after_the_self_check(house: House, camp: Camp, seat: Seat) -> None:
    while (showing := place_of(house, seat, "zh").showing) is not None and showing.place.step.id == STEP:
        payload: Payload = {"chosen": ["O1"]} if showing.question.kind == "choice" else level(1)
        answers.submit(house, seat, showing.key, STEP, showing.question.id, payload)
    assert showing is not None
    assert showing.place.step.exercise == "commit"


def test_the_wall_shows_counts_only_from_five_people_on(house: House, camp: Camp) -> None:
    for number in range(4):
        answers.submit(house, sit(house, camp, f"人{number}"), f"k{number}", STEP, "rate.D1", level(1))
    hidden = results.wall(house, camp, revealed=True)
    answers.submit(house, sit(house, camp, "人4"), "k4", STEP, "rate.D1", level(None))
    shown = results.wall(house, camp, revealed=False)
    assert (hidden.people, hidden.dots, hidden.stages) == (4, (), ())
    assert (shown.dots[0].levels, shown.dots[0].unknown, shown.stages) == ((0, 4, 0, 0), 1, ())
