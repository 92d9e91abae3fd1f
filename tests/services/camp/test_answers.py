"""No answer is ever lost: doubles, repeats, late ones, drafts, and what counts."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.app_context import Clock, context_on
from workshop.base.errors import RoomError
from workshop.model.camp import Action, Camp, Seat
from workshop.model.step import Draft, Payload
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.answers import SubmissionOutcome
from workshop.services.camp.participant_view import participant_view
from workshop.services.position import results
from workshop.services.seats import seats
from workshop.store import answers as rows
from workshop.store.engine import Store

STEP = "stage-check"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    made = camps.new_camp(context, "试营", "camp-half").camp
    control.act(context, made.id, Action.OPEN, STEP, "A")
    return made


@pytest.fixture
def seat(context: AppContext, camp: Camp) -> Seat:
    return sit(context, camp, "小林")


def sit(
    context: AppContext, camp: Camp, nickname: str, community: str = "甲社区", role: str = "resident"
) -> Seat:
    arrival = seats.Arrival(f"join-{nickname}", nickname, community, role, consent=True)
    return seats.join(context, camp.code, arrival).seat


def level(value: int | None) -> Payload:
    return {"level": value, "confidence": "sure", "when": "上周", "evidence": ""}


def counted(context: AppContext, seat: Seat) -> dict[str, object]:
    return {one.question: one.payload["level"] for one in answers.given_by(context, seat)}


def test_a_double_tap_is_one_answer(context: AppContext, seat: Seat) -> None:
    first = answers.submit(context, seat, "k", STEP, "rate.D1", level(1))
    second = answers.submit(context, seat, "k", STEP, "rate.D1", level(1))
    assert (first.outcome, second.outcome) == (SubmissionOutcome.STORED, SubmissionOutcome.ALREADY)
    assert first.answer == second.answer
    assert len(answers.everything_by(context, seat)) == 1


def test_five_taps_at_once_are_one_answer(context: AppContext, seat: Seat) -> None:
    outcomes: list[SubmissionOutcome] = []

    def tap() -> None:
        outcomes.append(answers.submit(context, seat, "k", STEP, "rate.D1", level(2)).outcome)

    threads = [threading.Thread(target=tap) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [SubmissionOutcome.ALREADY] * 4 + [SubmissionOutcome.STORED]
    assert len(answers.everything_by(context, seat)) == 1


def test_a_second_tab_replaces_and_both_answers_are_kept(context: AppContext, seat: Seat) -> None:
    answers.submit(context, seat, "tab1", STEP, "rate.D1", level(1))
    receipt = answers.submit(context, seat, "tab2", STEP, "rate.D1", level(3))
    assert receipt.outcome is SubmissionOutcome.REPLACED
    assert counted(context, seat) == {"rate.D1": 3}
    assert [one.payload["level"] for one in answers.everything_by(context, seat)] == [1, 3]


def test_a_late_answer_is_kept_and_does_not_overwrite(context: AppContext, camp: Camp, seat: Seat) -> None:
    answers.submit(context, seat, "k1", STEP, "rate.D1", level(1))
    control.act(context, camp.id, Action.FREEZE, STEP, "A")
    receipt = answers.submit(context, seat, "k2", STEP, "rate.D1", level(3))
    assert receipt.outcome is SubmissionOutcome.LATE
    assert counted(context, seat) == {"rate.D1": 1}
    assert len(answers.everything_by(context, seat)) == 2


def test_late_answers_count_once_accepted_and_no_longer_when_that_is_undone(
    context: AppContext, camp: Camp, seat: Seat
) -> None:
    control.act(context, camp.id, Action.FREEZE, STEP, "A")
    answers.submit(context, seat, "k", STEP, "rate.D1", level(2))
    before = counted(context, seat)
    control.act(context, camp.id, Action.ACCEPT_LATE, STEP, "A")
    accepted = counted(context, seat)
    control.undo(context, camp.id, "A")
    assert (before, accepted, counted(context, seat)) == ({}, {"rate.D1": 2}, {})


def test_undoing_a_mistaken_freeze_makes_what_came_meanwhile_count(
    context: AppContext, camp: Camp, seat: Seat
) -> None:
    control.act(context, camp.id, Action.FREEZE, STEP, "A")
    answers.submit(context, seat, "k", STEP, "rate.D1", level(2))
    control.undo(context, camp.id, "A")
    assert counted(context, seat) == {"rate.D1": 2}


def test_a_later_accept_is_needed_for_later_answers(context: AppContext, camp: Camp, seat: Seat) -> None:
    control.act(context, camp.id, Action.FREEZE, STEP, "A")
    control.act(context, camp.id, Action.ACCEPT_LATE, STEP, "A")
    answers.submit(context, seat, "k", STEP, "rate.D1", level(2))
    assert counted(context, seat) == {}


def test_dont_know_is_stored_as_unknown_not_as_zero(context: AppContext, camp: Camp, seat: Seat) -> None:
    answers.submit(context, seat, "k", STEP, "rate.D1", level(None))
    result = results.own_result(context, camp, seat)
    assert result is not None
    first = next(one for one in result.dimensions if one.id == "D1")
    assert (first.median, first.unknown) == (None, 1)


def test_a_question_this_camp_never_asked_is_refused(context: AppContext, seat: Seat) -> None:
    with pytest.raises(RoomError) as caught:
        answers.submit(context, seat, "k", STEP, "rate.D99", level(1))
    assert caught.value.code == "answer.no_question"


def test_somebody_elses_form_does_not_count_as_mine(context: AppContext, camp: Camp, seat: Seat) -> None:
    other = sit(context, camp, "老王")
    answers.submit(context, seat, "k", STEP, "rate.D1", level(1))
    with pytest.raises(RoomError) as caught:
        answers.submit(context, other, "k", STEP, "rate.D1", level(3))
    assert caught.value.code == "answer.foreign_key"
    assert counted(context, seat) == {"rate.D1": 1}


def test_a_key_of_ones_own_sent_with_another_question_is_an_answer_to_that_one(
    context: AppContext, seat: Seat
) -> None:
    """A stale page's second question was told `already`, and its words were gone from view."""
    answers.submit(context, seat, "k", STEP, "rate.D1", level(1))
    assert answers.save_draft(context, seat, "k", STEP, "rate.D2", level(2))
    outcomes = [answers.submit(context, seat, "k", STEP, "rate.D2", level(2)).outcome for _ in range(2)]
    assert outcomes == [SubmissionOutcome.STORED, SubmissionOutcome.ALREADY]
    assert answers.submit(context, seat, "k", STEP, "rate.D1", level(1)).outcome is SubmissionOutcome.ALREADY
    assert counted(context, seat) == {"rate.D1": 1, "rate.D2": 2}


def test_a_draft_comes_back_with_its_key_and_goes_when_submitted(context: AppContext, seat: Seat) -> None:
    shown = participant_view(context, seat, "zh").current
    assert shown is not None
    assert answers.save_draft(context, seat, shown.key, STEP, shown.question.id, level(1))
    again = participant_view(context, seat, "zh").current
    assert again is not None
    assert again.draft is not None
    assert (again.key, again.draft.payload) == (shown.key, level(1))
    answers.submit(context, seat, again.key, STEP, again.question.id, level(1))
    assert participant_view(context, seat, "zh", step=STEP, question=shown.question.id).current.draft is None  # type: ignore[union-attr]


def test_drafts_of_other_questions_steps_and_people_stay(context: AppContext, camp: Camp, seat: Seat) -> None:
    """A draft belongs to one seat, step and question: saving or sending one touches no other."""
    other = sit(context, camp, "老王")
    answers.save_draft(context, seat, "k1", STEP, "rate.D1", level(1))
    answers.save_draft(context, seat, "k2", STEP, "rate.D2", level(2))
    answers.save_draft(context, seat, "k3", "check-in", "hope", {"text": "有人来"})
    answers.save_draft(context, other, "k4", STEP, "rate.D1", level(3))
    answers.save_draft(context, seat, "k1", STEP, "rate.D1", level(0))
    answers.submit(context, seat, "k1", STEP, "rate.D1", level(0))

    def drafted(whose: Seat) -> set[tuple[str, str]]:
        kept = context.store.read(lambda connection: rows.drafts(connection, whose.id))
        return {(one.step, one.question) for one in kept}

    assert drafted(seat) == {(STEP, "rate.D2"), ("check-in", "hope")}
    assert drafted(other) == {(STEP, "rate.D1")}


def test_drafts_of_one_name_in_two_steps_stay_apart(context: AppContext, camp: Camp, seat: Seat) -> None:
    """The same exercise run twice asks the same questions under the same ids."""
    draft = Draft(seat.id, STEP, "rate.D1", "k1", level(1), context.now())
    again = replace(draft, step=f"{STEP}-2", key="k2")

    def keep(connection: Connection) -> list[str]:
        for one in (draft, again, draft):
            rows.save_draft(connection, one)
        return sorted(one.step for one in rows.drafts(connection, seat.id))

    assert context.store.write(keep) == [STEP, f"{STEP}-2"]


def test_a_draft_that_arrives_after_its_answer_is_not_kept(context: AppContext, seat: Seat) -> None:
    answers.submit(context, seat, "k", STEP, "rate.D1", level(1))
    assert not answers.save_draft(context, seat, "k", STEP, "rate.D1", level(0))


def test_the_next_question_is_the_first_without_an_answer(context: AppContext, seat: Seat) -> None:
    answers.submit(context, seat, "k1", STEP, "rate.D1", level(1))
    answers.submit(context, seat, "k3", STEP, "rate.D3", level(1))
    current = participant_view(context, seat, "zh").current
    assert current is not None
    assert current.question.id == "rate.D2"


def test_nothing_is_shown_before_the_facilitator_opens_a_step(context: AppContext) -> None:
    made = camps.new_camp(context, "没开", "camp-half").camp
    assert participant_view(context, sit(context, made, "早到"), "zh").current is None


def test_the_wall_shows_counts_only_from_five_people_on(context: AppContext, camp: Camp) -> None:
    for number in range(4):
        answers.submit(context, sit(context, camp, f"人{number}"), f"k{number}", STEP, "rate.D1", level(1))
    hidden = results.wall(context, camp, revealed=True)
    answers.submit(context, sit(context, camp, "人4"), "k4", STEP, "rate.D1", level(None))
    shown = results.wall(context, camp, revealed=False)
    assert (hidden.people, hidden.dots, hidden.stages) == (4, (), ())
    assert (shown.dots[0].levels, shown.dots[0].unknown, shown.stages) == ((0, 4, 0, 0), 1, ())
