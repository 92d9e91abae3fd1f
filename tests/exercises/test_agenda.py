"""Timetables from recipes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercises.files import SHIPPED
from workshop.base.content import Words, home
from workshop.base.errors import ContentError, InputError
from workshop.base.text import LANGUAGES, explain
from workshop.exercises.agenda import (
    AgendaBlock,
    Day,
    Recipe,
    Window,
    camp_steps,
    load_recipe,
    recipes,
    schedule,
    starts,
)
from workshop.model.camp import BlockPlan

RECIPES = recipes(home() / "data" / "recipes")
TALK = Words(zh="谈", en="talk")


def recipe(
    *blocks: AgendaBlock, start: str = "09:00", end: str = "11:00", compress: tuple[str, ...] = ()
) -> Recipe:
    window = Window(start=start, end=end, blocks=blocks)
    return Recipe(
        id="r",
        version=1,
        title=TALK,
        purpose=TALK,
        done=TALK,
        note=TALK,
        rubric="self-organisation@1",
        compress=compress,
        days=(Day(windows=(window,)),),
    )


def talk(minutes: int, pin: str | None = None) -> AgendaBlock:
    return AgendaBlock(title=TALK, minutes=minutes, pin=pin)


def codes(made: Recipe) -> list[str]:
    problems = schedule(made, SHIPPED).problems
    assert all(explain(language, problem) for problem in problems for language in LANGUAGES)
    return [problem.code for problem in problems]


@pytest.mark.parametrize("id", ["camp-1d", "camp-4d", "camp-half"])
def test_a_recipe_that_ships_fits_its_days(id: str) -> None:
    agenda = schedule(RECIPES[id], SHIPPED)
    assert agenda.problems == ()
    assert all(day.slack_minutes > 0 for day in agenda.days)
    assert len(agenda.days) == (4 if id == "camp-4d" else 1)


def test_starts_are_computed_one_after_the_other() -> None:
    slots = schedule(recipe(talk(30), AgendaBlock(exercise="check-in"), talk(20)), SHIPPED).days[0].blocks
    assert [(slot.start, slot.end, slot.minutes) for slot in slots] == [
        ("09:00", "09:30", 30),
        ("09:30", "09:45", 15),  # the exercise's planned time
        ("09:45", "10:05", 20),
    ]


def test_a_pin_stays_and_the_room_before_it_is_slack() -> None:
    day = schedule(recipe(talk(30), talk(45, pin="10:00"), talk(5)), SHIPPED).days[0]
    assert [(slot.start, slot.pinned, slot.slack_minutes) for slot in day.blocks] == [
        ("09:00", False, 30),
        ("10:00", True, 10),
        ("10:45", False, 10),
    ]
    assert day.slack_minutes == 40


def test_running_into_a_pin_is_a_problem_with_its_minutes() -> None:
    made = recipe(talk(70), talk(10, pin="10:00"))
    problem = schedule(made, SHIPPED).problems[0]
    assert (problem.code, problem.values) == ("exercises.agenda_pin", {"limit": "10:00", "over": 10})


def test_free_time_after_a_pin_does_not_hide_what_runs_into_it() -> None:
    """70 minutes before 10:00, from 09:00: 10 too many, though 110 are free afterwards."""
    day = schedule(recipe(talk(70), talk(10, pin="10:00")), SHIPPED).days[0]
    assert day.slack_minutes == -10


def test_a_window_too_full_is_a_problem() -> None:
    assert codes(recipe(talk(130))) == ["exercises.agenda_over"]
    assert codes(recipe(talk(117))) == ["exercises.agenda_full"]  # 3 of 120 minutes left: under 5 %
    assert codes(recipe(talk(114))) == []


def test_another_start_moves_the_windows_and_not_the_pins() -> None:
    made = recipe(talk(30), talk(10, pin="10:00"))
    slots = schedule(made, SHIPPED, "09:20").days[0].blocks
    assert [slot.start for slot in slots] == ["09:20", "10:00"]


@pytest.mark.parametrize("start", ["9", "25:00", "09:60", "9:00 Uhr", ""])
def test_a_start_that_is_no_time_is_refused(start: str) -> None:
    with pytest.raises(InputError) as error:
        schedule(recipe(talk(5)), SHIPPED, start)
    assert error.value.code == "exercises.clock"


def test_nothing_is_shortened_unless_asked_and_then_what_the_recipe_says_first() -> None:
    made = recipe(
        AgendaBlock(exercise="check-in", minutes=40),
        AgendaBlock(exercise="stage-check"),
        talk(60),
        compress=("stage-check", "check-in"),
    )
    plain = schedule(made, SHIPPED).days[0].blocks
    shorter = schedule(made, SHIPPED, compress=True).days[0].blocks
    assert [slot.minutes for slot in plain] == [40, 25, 60]
    # 5 minutes over; the self-check may fall from 25 to 20.
    assert [(slot.minutes, slot.planned) for slot in shorter] == [(40, 40), (20, 25), (60, 60)]


def test_nothing_falls_below_its_shortest_time_and_what_is_left_is_a_problem() -> None:
    """An hour and a half of talk leaves 10 of 100 minutes for a self-check that takes 25, or shortened 20."""
    least = SHIPPED["stage-check"].minutes.min
    made = recipe(AgendaBlock(exercise="stage-check"), talk(90), end="10:40", compress=("stage-check",))
    shorter = schedule(made, SHIPPED, compress=True)
    assert [slot.minutes for slot in shorter.days[0].blocks] == [least, 90]
    (problem,) = shorter.problems
    assert (problem.code, problem.values["over"]) == ("exercises.agenda_over", least - 10)


def test_what_an_exercise_builds_on_must_come_before_it() -> None:
    assert codes(recipe(AgendaBlock(exercise="commit"))) == ["exercises.agenda_requires"]
    assert codes(recipe(AgendaBlock(exercise="stage-check"), AgendaBlock(exercise="commit"))) == []


def test_unknown_exercises_and_odd_times_are_named() -> None:
    assert codes(recipe(AgendaBlock(exercise="dance"))) == ["exercises.agenda_exercise"]
    assert codes(recipe(AgendaBlock(exercise="stage-check", minutes=5))) == ["exercises.agenda_minutes"]


def test_a_block_is_an_exercise_or_has_a_title_and_time(tmp_path: Path) -> None:
    text = (home() / "data" / "recipes" / "camp-half.toml").read_text(encoding="utf-8")
    path = tmp_path / "camp-half.toml"
    path.write_text(text.replace('exercise = "check-in"\n', "", 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_recipe(path)
    row = error.value.where.row or 0
    assert error.value.code == "content.value"
    assert path.read_text(encoding="utf-8").splitlines()[row - 1] == "[[days.windows.blocks]]"


def test_a_camps_steps_have_ids_of_their_own() -> None:
    check_in = AgendaBlock(exercise="check-in")
    steps = camp_steps(recipe(check_in, talk(5), AgendaBlock(exercise="check-in", minutes=9)), SHIPPED)
    assert [(step.id, step.position, step.exercise, step.minutes) for step in steps] == [
        ("check-in", 0, "check-in", 15),
        ("block_1", 1, "", 5),
        ("check-in-2", 2, "check-in", 9),
    ]
    assert steps[1].block == BlockPlan(begins="09:00", ends="11:00", title=TALK, planned=5)
    with pytest.raises(ContentError):
        camp_steps(recipe(AgendaBlock(exercise="dance")), SHIPPED)


def test_tracks_run_side_by_side_and_what_follows_waits_for_all() -> None:
    """By hand: 9:00 A 20 then 10, 9:00 B 15, and lunch when the longer one, A, is done at 9:30."""
    begins, end = starts([("A", 20), ("B", 15), ("A", 10), ("", 45)], 540)
    assert (begins, end) == ([540, 540, 560, 570], 615)


def test_a_recipe_with_tracks_is_as_long_as_its_longest() -> None:
    blocks = [
        AgendaBlock(title=TALK, minutes=40, track="甲组"),
        AgendaBlock(title=TALK, minutes=60, track="乙组"),
        talk(30),
    ]
    day = schedule(recipe(*blocks), SHIPPED).days[0]
    assert [(slot.start, slot.end) for slot in day.blocks] == [
        ("09:00", "09:40"),
        ("09:00", "10:00"),
        ("10:00", "10:30"),
    ]
    assert day.slack_minutes == 30


def test_a_block_on_a_track_has_no_fixed_time() -> None:
    with pytest.raises(ValueError, match="track"):
        AgendaBlock(title=TALK, minutes=40, track="甲组", pin="10:00")
