"""What opens by itself, and what waits for the facilitator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import make_context
from workshop.base.content import Words
from workshop.exercises.agenda import AgendaBlock, Day, Window, schedule
from workshop.model.camp import Action, Camp, Seat
from workshop.model.step import Payload
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.participant_view import participant_view
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

CHECK, COMMIT, SOIL = "stage-check", "commit", "soil-check"
TALK = AgendaBlock(title=Words(zh="讲", en="talk"), minutes=10)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


def sit(context: AppContext, camp: Camp, nickname: str) -> Seat:
    arrival = Arrival(f"join-{nickname}", nickname, "甲社区", "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def with_recipe(context: AppContext, *blocks: str, follows: str = f"after:{CHECK}") -> AppContext:
    """The installation with one recipe of these exercises, in which the commitment follows `follows`."""
    content = context.content
    window = Window(start="09:00", end="12:00", blocks=tuple(AgendaBlock(exercise=name) for name in blocks))
    recipe = content.recipes["camp-half"].model_copy(
        update={"id": "own", "compress": (), "days": (Day(windows=(window,)),)}
    )
    changed = replace(content.exercises[COMMIT], opens=follows)
    exercises = {**content.exercises, COMMIT: changed}
    return replace(context, content=replace(content, exercises=exercises, recipes={"own": recipe}))


def finish(context: AppContext, seat: Seat, step: str) -> None:
    """Answer whatever is asked until the step asks nothing more."""
    for _ in range(60):
        current = participant_view(context, seat, "zh").current
        if current is None or current.step_view.step.id != step:
            return
        payload: Payload = {"level": 1}
        if current.question.kind.value == "choice":
            payload = {"chosen": [current.question.options[0].code]}
        answers.submit(context, seat, current.key, step, current.question.id, payload)


def asked(context: AppContext, seat: Seat) -> str | None:
    """The step whose question stands on the phone."""
    current = participant_view(context, seat, "zh").current
    return current.step_view.step.id if current else None


def press(context: AppContext, camp: Camp, action: Action, step: str) -> None:
    control.act(context, camp.id, action, step, "facilitator")


@pytest.mark.parametrize("recipe", ["camp-half", "camp-1d", "camp-4d"])
def test_the_commitment_waits_for_the_facilitator(context: AppContext, recipe: str) -> None:
    """In each recipe that ships, between the self-check and the commitment lies more than half of the time."""
    camp = camps.new_camp(context, "试营", recipe).camp
    seat = sit(context, camp, "小林")
    press(context, camp, Action.OPEN, CHECK)
    finish(context, seat, CHECK)
    assert asked(context, seat) is None
    press(context, camp, Action.CLOSE, CHECK)
    assert asked(context, seat) is None
    press(context, camp, Action.OPEN, COMMIT)
    assert asked(context, seat) == COMMIT


def test_what_follows_directly_opens_for_whoever_is_done(context: AppContext) -> None:
    context = with_recipe(context, CHECK, COMMIT)
    camp = camps.new_camp(context, "试营", "own").camp
    done, slow = sit(context, camp, "小林"), sit(context, camp, "小周")
    press(context, camp, Action.OPEN, CHECK)
    finish(context, done, CHECK)
    assert (asked(context, done), asked(context, slow)) == (COMMIT, CHECK)


def test_nobody_is_led_past_a_step_the_facilitator_has_not_opened(context: AppContext) -> None:
    context = with_recipe(context, CHECK, SOIL, COMMIT)
    camp = camps.new_camp(context, "试营", "own").camp
    seat = sit(context, camp, "小林")
    press(context, camp, Action.OPEN, CHECK)
    finish(context, seat, CHECK)
    assert asked(context, seat) is None
    press(context, camp, Action.OPEN, SOIL)
    assert asked(context, seat) == SOIL


def test_freezing_the_step_holds_what_runs_ahead_of_it(context: AppContext) -> None:
    context = with_recipe(context, CHECK, COMMIT)
    camp = camps.new_camp(context, "试营", "own").camp
    seat = sit(context, camp, "小林")
    press(context, camp, Action.OPEN, CHECK)
    finish(context, seat, CHECK)
    press(context, camp, Action.FREEZE, CHECK)
    assert asked(context, seat) is None
    receipt = answers.submit(context, seat, "k", COMMIT, "promise", {"rows": [{"what": "摄影展"}]})
    assert receipt.outcome is answers.SubmissionOutcome.LATE


def test_a_recipe_in_which_it_cannot_open_by_itself_is_told(context: AppContext) -> None:
    def codes(*blocks: AgendaBlock) -> list[str]:
        window = Window(start="09:00", end="12:00", blocks=blocks)
        recipe = context.content.recipes["camp-half"].model_copy(
            update={"compress": (), "days": (Day(windows=(window,)),)}
        )
        exercises = with_recipe(context, CHECK, COMMIT).content.exercises
        return [problem.code for problem in schedule(recipe, exercises).problems]

    check, commit = AgendaBlock(exercise=CHECK), AgendaBlock(exercise=COMMIT)
    assert codes(check, commit) == []
    assert codes(check, TALK, commit) == ["exercises.agenda_follows"]
    assert codes(check, AgendaBlock(exercise=SOIL), commit) == ["exercises.agenda_follows"]


def with_days(context: AppContext, *days: Day) -> AppContext:
    """As `with_recipe`, over the windows of these days."""
    context = with_recipe(context, CHECK, COMMIT)
    recipe = context.content.recipes["own"].model_copy(update={"days": days})
    return replace(context, content=replace(context.content, recipes={"own": recipe}))


CHECKED, PROMISED = AgendaBlock(exercise=CHECK), AgendaBlock(exercise=COMMIT)
MORNING = Window(start="09:00", end="12:00", blocks=(CHECKED,))
AFTERNOON = Window(start="13:00", end="17:00", blocks=(PROMISED,))


@pytest.mark.parametrize(
    "days",
    [
        [Day(windows=(Window(start="09:00", end="12:00", blocks=(CHECKED, TALK, PROMISED)),))],
        [Day(windows=(MORNING, AFTERNOON))],
        [
            Day(windows=(MORNING,)),
            Day(windows=(Window(start="09:00", end="12:00", blocks=(PROMISED,)),)),
        ],
        [
            Day(
                windows=(
                    Window(
                        start="09:00",
                        end="12:00",
                        blocks=tuple(
                            one.model_copy(update={"track": track})
                            for one, track in ((CHECKED, "甲"), (PROMISED, "乙"))
                        ),
                    ),
                )
            )
        ],
    ],
    ids=["a talk", "a meal", "a night", "another track"],
)
def test_nobody_is_led_across_a_talk_a_meal_a_night_or_a_track(context: AppContext, days: list[Day]) -> None:
    context = with_days(context, *days)
    camp = camps.new_camp(context, "试营", "own").camp
    seat = sit(context, camp, "小林")
    press(context, camp, Action.OPEN, CHECK)
    finish(context, seat, CHECK)
    assert asked(context, seat) is None


def test_nobody_is_led_into_what_is_left_out(context: AppContext) -> None:
    context = with_recipe(context, CHECK, COMMIT)
    camp = camps.new_camp(context, "试营", "own").camp
    seat = sit(context, camp, "小林")
    press(context, camp, Action.SKIP, COMMIT)
    press(context, camp, Action.OPEN, CHECK)
    finish(context, seat, CHECK)
    assert asked(context, seat) is None
    press(context, camp, Action.OPEN, COMMIT)
    assert asked(context, seat) == COMMIT
