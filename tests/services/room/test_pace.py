"""Ahead or behind, worked out by hand on a made agenda: 09:00 A 10, 09:10 talk 20, 09:30 B 15, to 10:00; 15 to spare."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.app_context import content
from tests.room_test.stage import replace_recipe
from workshop.base.content import Words
from workshop.exercises.agenda import AgendaBlock, Recipe
from workshop.model.camp import CampStep, StepState
from workshop.services.room.pace import between, day_blocks, pace_of

NINE = datetime(2026, 3, 2, 9, 0)
TALK = Words(zh="听故事", en="A story")


def recipe(end: str = "10:00") -> Recipe:
    blocks = (
        AgendaBlock(exercise="check-in", minutes=10),
        AgendaBlock(title=TALK, minutes=20),
        AgendaBlock(exercise="commit", minutes=15),
    )
    made = replace_recipe(next(iter(content().recipes.values())), blocks)
    day = made.days[0]
    window = day.windows[0].model_copy(update={"end": end})
    return made.model_copy(update={"days": (day.model_copy(update={"windows": (window,)}),)})


FIRST = CampStep("check-in", 0, "check-in", 1, 10, StepState.OPEN, opened_at=NINE, begun_at=NINE)
SECOND = CampStep("commit", 1, "commit", 1, 15)


def pace(now: int, *, first: CampStep = FIRST, second: CampStep = SECOND, end: str = "10:00") -> object:
    blocks = day_blocks(recipe(end), content().exercises, (first, second))
    return pace_of(blocks, (first, second), NINE + timedelta(minutes=now))


def test_nothing_to_say_before_anything_is_open() -> None:
    waiting = replace(FIRST, opened_at=None, begun_at=None, state=StepState.DRAFT)
    blocks = day_blocks(recipe(), content().exercises, (waiting, SECOND))
    assert pace_of(blocks, (waiting, SECOND), NINE) is None


def test_on_time_while_the_step_has_minutes_left() -> None:
    found = pace(4)
    assert found is not None
    assert (found.minutes, found.over, found.lost) == (0, 0, None)  # type: ignore[attr-defined]


def test_minutes_over_are_minutes_behind_and_the_spare_time_pays_first() -> None:
    found = pace(22)  # 12 over; 15 are kept free up to ten o'clock
    assert (found.minutes, found.slack, found.over) == (12, 15, 0)  # type: ignore[attr-defined]


def test_what_the_spare_time_does_not_cover_is_lost_by_the_next_block() -> None:
    found = pace(30)  # 20 over
    assert (found.minutes, found.over) == (20, 5)  # type: ignore[attr-defined]
    assert found.lost.block.title == TALK  # type: ignore[attr-defined]


def test_a_day_that_begins_late_is_not_behind_by_that() -> None:
    begun = NINE + timedelta(minutes=40)
    late = replace(FIRST, opened_at=begun, begun_at=begun)
    found = pace(44, first=late)
    assert found.minutes == 0  # type: ignore[attr-defined]


def test_opened_early_is_ahead() -> None:
    second = replace(SECOND, state=StepState.OPEN, opened_at=NINE + timedelta(minutes=20))
    found = pace(21, first=replace(FIRST, state=StepState.CLOSED), second=second)
    assert found.minutes == -10  # type: ignore[attr-defined]


def test_reopening_the_first_step_does_not_move_the_days_begin() -> None:
    again = replace(FIRST, opened_at=NINE + timedelta(minutes=50))
    found = pace(52, first=again)
    assert found.minutes == 50  # type: ignore[attr-defined]


def test_between_two_steps_the_room_is_behind_only_once_the_next_is_due() -> None:
    """The talk may take until half past nine."""
    closed = replace(FIRST, state=StepState.CLOSED)
    assert pace(20, first=closed).minutes == 0  # type: ignore[attr-defined]
    found = pace(50, first=closed)
    assert (found.minutes, found.over) == (20, 5)  # type: ignore[attr-defined]


def test_what_has_no_screen_stands_between_the_steps() -> None:
    closed = replace(FIRST, state=StepState.CLOSED)
    steps = (closed, SECOND)
    blocks = day_blocks(recipe(), content().exercises, steps)
    assert [one.block.title for one in between(blocks, steps)] == [TALK]
    second = replace(SECOND, state=StepState.OPEN, opened_at=NINE + timedelta(minutes=30))
    assert between(day_blocks(recipe(), content().exercises, (closed, second)), (closed, second)) == ()
