"""When each block begins, by hand on the made morning of `agendas`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.room.agendas import A, B, Day, block
from workshop.exercises.agenda import clock_of
from workshop.model.camp import Action, BlockPlan, StepState
from workshop.services.room.timetable import timetable


def times(day: Day, minute: int) -> dict[str, str]:
    return {slot.step.id: clock_of(slot.begins) for slot in timetable(day.now(), day.at(minute)).slots}


def test_before_anything_is_open_the_plan_holds() -> None:
    assert times(Day(), -30) == {"A": "09:00", "talk": "09:10", "B": "09:30", "lunch": "10:00"}


def test_what_follows_counts_from_what_really_began_and_a_fixed_time_stays() -> None:
    late = Day().do(7, Action.OPEN, "A")
    assert times(late, 8) == {"A": "09:07", "talk": "09:17", "B": "09:37", "lunch": "10:00"}
    assert times(late, 25)["talk"] == "09:25"  # A should be over by now, and is not


def test_extending_skipping_and_closing_move_what_follows() -> None:
    day = Day().do(0, Action.OPEN, "A").do(2, Action.EXTEND, "A", 5)
    assert times(day, 3)["talk"] == "09:15"
    day.do(4, Action.SKIP, "talk")
    assert times(day, 5)["B"] == "09:15"
    day.do(6, Action.CLOSE, "A")
    assert times(day, 6)["B"] == "09:06"


def test_what_does_not_fit_before_lunch_is_said() -> None:
    day = Day().do(20, Action.OPEN, "A")
    stretch, window = timetable(day.now(), day.at(20)).stretches
    assert (stretch.over, stretch.slack, stretch.waits and stretch.waits.id) == (5, 0, "lunch")
    assert (window.over, window.slack, window.waits) == (0, 60, None)


@pytest.mark.parametrize("hour", [6, 13, 16])
def test_a_day_begun_hours_from_its_plan_says_what_the_clock_on_the_wall_says(hour: int) -> None:
    day = Day(hour=hour).do(0, Action.OPEN, "A")
    begins = {name: f"{hour + (name == 'lunch'):02d}:{minute}" for name, minute in MINUTES.items()}
    assert times(day, 4) == begins
    stretch, window = timetable(day.now(), day.at(4)).stretches
    assert (stretch.over, stretch.slack, clock_of(stretch.limit)) == (0, 15, f"{hour + 1:02d}:00")
    assert clock_of(window.limit) == f"{hour + 3:02d}:00"
    assert [slot.behind for slot in (*stretch.slots, *window.slots)] == [0, 0, 0, 0]


MINUTES = {"A": "00", "talk": "10", "B": "30", "lunch": "00"}


def test_a_fixed_time_the_room_has_passed_by_holds_nobody_up() -> None:
    """The talk was passed over; a time it was fixed at moves neither what runs nor what comes."""
    day = Day().do(0, Action.OPEN, "A").do(5, Action.OPEN, "B")
    before = timetable(day.now(), day.at(8))
    day.do(7, Action.PLAN, "talk", pin="11:00")
    after = timetable(day.now(), day.at(8))
    assert [slot.begins for slot in after.slots if not slot.passed] == [
        slot.begins for slot in before.slots if not slot.passed
    ]
    assert [stretch.over for stretch in after.stretches] == [0, 0]


def test_two_tracks_run_side_by_side_and_lunch_waits_for_both() -> None:
    day = Day(A, block("one", 30, track="甲"), block("two", 40, track="乙"), block("tea", 15))
    day.do(0, Action.OPEN, "A").do(10, Action.CLOSE, "A").do(10, Action.OPEN, "one")
    assert times(day, 12) == {"A": "09:00", "one": "09:10", "two": "09:12", "tea": "09:52"}
    day.do(15, Action.OPEN, "two")
    assert [one.state for one in day.now()][1:3] == [StepState.OPEN, StepState.OPEN]
    assert times(day, 16)["tea"] == "09:55"
    day.do(56, Action.OPEN, "tea")
    assert [one.state for one in day.now()] == [StepState.CLOSED] * 3 + [StepState.OPEN]


@pytest.mark.parametrize("action", [Action.OPEN, Action.CLOSE])
def test_a_block_passed_over_takes_no_time(action: Action) -> None:
    day = Day().do(0, Action.OPEN, "A").do(5, Action.OPEN, "B")
    if action is Action.CLOSE:
        day.do(6, action, "B")
    slots = {slot.step.id: slot for slot in timetable(day.now(), day.at(8)).slots}
    assert slots["talk"].passed
    assert slots[B.id].ends == 540 + (20 if action is Action.OPEN else 6)


def test_a_morning_that_is_over_is_not_late_because_it_is_evening() -> None:
    day = Day()
    for minute, step in ((0, "A"), (10, "talk"), (30, "B")):
        day.do(minute, Action.OPEN, step)
    day.do(45, Action.CLOSE, "B").do(60, Action.OPEN, "lunch")
    morning, lunch = timetable(day.now(), day.at(400)).stretches
    assert (morning.ends, morning.over, morning.slack) == (540 + 45, 0, 15)
    assert lunch.over == 400 - 180


def test_going_back_to_an_earlier_block_brings_the_rest_before_the_room_again() -> None:
    """B is opened too soon, closed again, and A goes on: the talk is still to come."""
    day = (
        Day().do(0, Action.OPEN, "A").do(2, Action.OPEN, "B").do(3, Action.CLOSE, "B").do(4, Action.OPEN, "A")
    )
    slots = {slot.step.id: slot for slot in timetable(day.now(), day.at(5)).slots}
    assert not slots["talk"].passed
    assert clock_of(slots["talk"].begins) == "09:14"


def test_camps_older_than_their_clock_times_begin_at_nine() -> None:
    old = [replace(one, block=BlockPlan(planned=one.minutes)) for one in (A, B)]
    assert times(Day(*old), 0) == {"A": "09:00", "B": "09:10"}
    assert [one.over for one in timetable(old, Day().at(0)).stretches] == [0]
