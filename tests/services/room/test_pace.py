"""Ahead or behind and what it costs, by hand on the made morning: 15 minutes are to spare before lunch at ten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app_context import content
from tests.services.room.agendas import MORNING, B, Day, block
from workshop.exercises.exercise import Minutes
from workshop.model.camp import Action, CampStep
from workshop.services.room.pace import Pace, Proposal, pace_of, proposal
from workshop.services.room.timetable import timetable

COMMIT = replace(content().exercises["commit"], minutes=Minutes(min=10, plan=15, max=20))


def pace(day: Day, minute: int) -> Pace | None:
    return pace_of(timetable(day.now(), day.at(minute)), day.now())


def figures(day: Day, minute: int) -> tuple[int, int, int, str]:
    found = pace(day, minute)
    assert found is not None
    return found.minutes, found.slack, found.over, found.lost.id if found.lost else ""


def test_nothing_to_say_before_anything_is_open() -> None:
    assert pace(Day(), 10) is None


def test_on_time_while_the_block_has_minutes_left() -> None:
    assert figures(Day().do(0, Action.OPEN, "A"), 4) == (0, 15, 0, "")


def test_minutes_over_are_minutes_behind_and_the_spare_time_pays_first() -> None:
    assert figures(Day().do(0, Action.OPEN, "A"), 22) == (12, 3, 0, "")


def test_what_the_spare_time_does_not_cover_is_lost_by_the_next_block() -> None:
    assert figures(Day().do(0, Action.OPEN, "A"), 30) == (20, 0, 5, "talk")


def test_a_day_that_begins_late_is_behind_by_that() -> None:
    assert figures(Day().do(12, Action.OPEN, "A"), 13) == (12, 3, 0, "")


def test_a_talk_is_ahead_or_behind_like_any_other_block() -> None:
    day = Day().do(0, Action.OPEN, "A").do(5, Action.CLOSE, "A").do(5, Action.OPEN, "talk")
    assert figures(day, 6) == (-5, 20, 0, "")
    assert figures(day, 35) == (5, 10, 0, "")


def test_reopening_the_first_step_does_not_move_the_days_begin() -> None:
    day = Day().do(0, Action.OPEN, "A").do(9, Action.CLOSE, "A").do(40, Action.OPEN, "A")
    assert figures(day, 41)[0] == 40


def test_while_nothing_runs_the_next_block_is_behind_once_it_is_due() -> None:
    day = Day().do(0, Action.OPEN, "A").do(8, Action.CLOSE, "A")
    assert figures(day, 10)[0] == 0
    assert figures(day, 25)[0] == 15


def proposed(day: Day, minute: int) -> Proposal:
    stretch = timetable(day.now(), day.at(minute)).stretches[0]
    return proposal(day.now(), day.at(minute), {"commit": COMMIT}, stretch)


def cuts(found: Proposal) -> dict[str, int]:
    return {cut.step.id: cut.less for cut in found.cuts}


def test_nothing_is_cut_while_it_fits() -> None:
    assert proposed(Day().do(0, Action.OPEN, "A"), 5) == Proposal(
        proposed(Day().do(0, Action.OPEN, "A"), 5).stretch, (), 0
    )


def first(*ids: str) -> tuple[CampStep, ...]:
    """The morning in which these are to be shortened first."""
    return tuple(
        replace(one, block=replace(one.block, priority=ids.index(one.id) + 1 if one.id in ids else 0))
        for one in MORNING
    )


def test_priorities_say_who_gives_first_and_nobody_falls_below_the_shortest_time() -> None:
    """9 minutes too much; the commitment takes ten at least, a talk with a plan B half of its own."""
    late = 24
    assert cuts(proposed(Day(*first("talk")).do(late, Action.OPEN, "A"), late)) == {"talk": 9}
    assert cuts(proposed(Day(*first("B")).do(late, Action.OPEN, "A"), late)) == {"B": 5, "talk": 4}


def test_what_cannot_be_made_up_is_said() -> None:
    found = proposed(Day().do(40, Action.OPEN, "A"), 40)
    assert (cuts(found), found.missing) == ({"talk": 10, "B": 5}, 10)


def test_a_meal_is_never_cut() -> None:
    day = Day(block("A", 10, "check-in"), block("tea", 30), replace(B, block=replace(B.block, pin="09:30")))
    found = proposed(day.do(0, Action.OPEN, "A"), 5)
    assert (cuts(found), found.missing) == ({}, 10)


@pytest.mark.parametrize("track", ["甲", "乙"])
def test_on_two_tracks_only_the_longer_one_is_cut(track: str) -> None:
    plan_b = MORNING[1].block.plan_b
    talks = [block("甲", 30, track="甲", plan_b=plan_b), block("乙", 30, track="乙", plan_b=plan_b)]
    talks = [replace(one, minutes=40) if one.id == track else one for one in talks]
    day = Day(block("A", 10, "check-in"), *talks, block("lunch", 60, pin="09:40"))
    assert cuts(proposed(day.do(0, Action.OPEN, "A"), 1)) == {track: 10}


def side_by_side(first: int, second: int) -> Day:
    plan_b = MORNING[1].block.plan_b
    talks = [
        block("甲", first, track="甲", plan_b=plan_b),
        block("乙", second, track="乙", plan_b=plan_b),
    ]
    return Day(block("A", 10, "check-in"), *talks, block("lunch", 60, pin="09:40"))


def test_two_tracks_as_long_as_each_other_are_cut_together() -> None:
    found = proposed(side_by_side(40, 40).do(0, Action.OPEN, "A"), 1)
    assert (cuts(found), found.missing) == ({"甲": 10, "乙": 10}, 0)


def test_no_track_gives_more_than_helps() -> None:
    """Thirty minutes are left for each; what does not help is not taken."""
    found = proposed(side_by_side(50, 40).do(0, Action.OPEN, "A"), 1)
    assert (cuts(found), found.missing) == ({"甲": 20, "乙": 10}, 0)
    late = proposed(side_by_side(60, 60).do(12, Action.OPEN, "A"), 13)
    assert (cuts(late), late.missing) == ({"甲": 30, "乙": 30}, 12)
