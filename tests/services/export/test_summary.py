"""What leaves a camp: everything, under codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import make_context
from tests.sample_camp import sampled
from workshop.model.camp import Action
from workshop.model.ids import seat_codes
from workshop.model.privacy import MIN_GROUP
from workshop.sample.sample import PROMISES, SampleCamp
from workshop.services import erase, workers
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.progress import answers_received
from workshop.services.export.summary import CampSummary, camp_summary
from workshop.services.seats import seats


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppContext, SampleCamp, CampSummary]]:
    with sampled(tmp_path_factory.mktemp("summary")) as (context, sample):
        yield context, sample, camp_summary(context, sample.camp, "zh")
    workers.close()


Made = tuple[AppContext, SampleCamp, CampSummary]


def test_no_answer_is_missing(made: Made) -> None:
    context, sample, summary = made
    # Cards without a name leave one by one: two of each answer here.
    cards = sum((row.step, row.question) == ("need-no-action", "why") for row in summary.answers)
    assert len(summary.answers) - cards // 2 == sum(answers_received(context, sample.camp.id).values())


def test_names_and_tokens_stay_inside(made: Made) -> None:
    _, sample, summary = made
    told = repr((summary.seats, summary.answers, [one.commitments for one in summary.communities]))
    for one in sample.seats:
        for secret in (one.seat.id, one.seat.recovery, one.token):
            assert secret not in told
    codes = {one.code for one in summary.seats}
    assert len(codes) == 40
    assert all(code.startswith("P") for code in codes)


def test_an_anonymous_answer_tells_neither_who_nor_when(made: Made) -> None:
    _, _, summary = made
    sealed = [row for row in summary.answers if (row.step, row.question) == ("check-in", "energy")]
    assert len(sealed) == 39  # the late one answered the first question only
    assert {(row.seat, row.community, row.role) for row in sealed} == {("", "", "")}
    assert {row.at for row in sealed} == {None}
    shown = [row.payload["level"] for row in sealed]
    assert shown == sorted(shown)


def test_a_late_answer_is_there_and_does_not_count(made: Made) -> None:
    _, _, summary = made
    late = [row for row in summary.answers if row.late]
    assert [(row.step, row.counts) for row in late] == [("check-in", False), ("stage-check", False)]


def test_obstacles_most_people_chose_come_first(made: Made) -> None:
    _, _, summary = made
    for community in summary.communities:
        weights = [one.people + one.first for one in community.obstacles]
        assert weights == sorted(weights, reverse=True)
        assert (community.suggestion is None) == (not community.obstacles)


def test_a_commitment_leaves_without_the_name_of_its_witness(made: Made) -> None:
    _, _, summary = made
    assert len(summary.commitments) == PROMISES
    labels = {name for one in summary.commitments for name, _ in one.parts}
    assert len(labels) == 4
    assert not any("见证" in name for name in labels)


def test_codes_stay_when_somebody_withdraws(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        for number in range(6):
            arrival = seats.Arrival(f"key {number}", f"n{number}", "社区", "resident", consent=True)
            seats.join(context, camp.code, arrival)
        taken = seats.of_camp(context, camp.id)
        before = seat_codes(taken)
        erase.erase_participant(context, taken[0].id, "test")
        after = seat_codes(seats.of_camp(context, camp.id))
        assert after == {seat: code for seat, code in before.items() if seat != taken[0].id}


def test_two_seats_never_share_a_code(made: Made) -> None:
    context, sample, _ = made
    seat = seats.of_camp(context, sample.camp.id)[0]
    many = [replace(seat, id=f"{number:032x}") for number in range(3000)]  # enough for four letters to meet
    codes = seat_codes(many)
    assert len(set(codes.values())) == 3000
    assert max(len(code) for code in codes.values()) > 5


def test_an_empty_camp_has_a_summary_too(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        summary = camp_summary(context, camp, "en")
    assert (summary.seats, summary.communities, summary.answers) == ((), (), ())
    assert [one.received for one in summary.steps] == [0] * 9


def test_levels_of_an_anonymous_question_are_in_no_table_of_ratings(tmp_path: Path) -> None:
    """No shipped exercise asks for levels without a name; one that did would still not tie them to a seat."""
    with make_context(tmp_path) as plain:
        shipped = plain.content.exercises["stage-check"]
        steps = tuple(replace(step, anonymous=step.id == "rate") for step in shipped.steps)
        exercises = {**plain.content.exercises, shipped.id: replace(shipped, steps=steps)}
        context = replace(plain, content=replace(plain.content, exercises=exercises))
        camp = camps.new_camp(context, "试营", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, shipped.id, "A")
        for number in range(MIN_GROUP):
            arrival = seats.Arrival(f"k{number}", "n", "甲", "resident", consent=True)
            seat = seats.join(context, camp.code, arrival).seat
            answers.submit(context, seat, f"a{number}", shipped.id, "rate.D1", {"level": 2})
        summary = camp_summary(context, camp, "zh")
    assert [(row.seat, row.payload["level"]) for row in summary.answers] == [("", 2)] * MIN_GROUP
    assert summary.ratings == ()
