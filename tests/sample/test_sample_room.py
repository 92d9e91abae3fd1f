"""The sample's morning: points placed twice, a dialogue that became principles, piles with dots, notes, tables.

Expected numbers are those of `data/demo/room.toml`, counted there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_context import make_context
from tests.sample_camp import sampled
from workshop.exercises.form import rests_on, rows_in
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action, CampStep, RoomAction, StepState
from workshop.model.dialogue import Turn
from workshop.model.privacy import MIN_GROUP
from workshop.sample.sample import SampleCamp, fill
from workshop.sample.sample_room import CASE, NEEDS, PLACES, PLACES_AGAIN, PRINCIPLES
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, control, progress
from workshop.services.camp.places import placed_in_room
from workshop.services.matching import seating
from workshop.services.room.boards import boards_of_room
from workshop.services.room.dialogue import Hand, dialogue_for
from workshop.services.room.notes import notes_of
from workshop.services.room.steering import Press, press
from workshop.services.room.timetable import timetable
from workshop.services.room.wall_groups import wall_dots, wall_piles
from workshop.services.room.wall_words import Approval, cards_of

MORNING = (PLACES, CASE, PRINCIPLES, PLACES_AGAIN, NEEDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppContext, SampleCamp]]:
    with sampled(tmp_path_factory.mktemp("sample")) as found:
        yield found


def step_of(made: tuple[AppContext, SampleCamp], id: str) -> CampStep:
    context, sample = made
    return next(one for one in control.steps(context, sample.camp.id) if one.id == id)


def turns_of(made: tuple[AppContext, SampleCamp]) -> list[Turn]:
    context, sample = made
    return [
        turn
        for part in ("asked", "turning")
        for turn in dialogue_for(context, Hand("facilitator"), sample.camp.id, CASE, part).dialogue.turns
    ]


def test_the_morning_is_behind_and_the_assessment_runs_in_the_order_of_the_agenda(
    made: tuple[AppContext, SampleCamp],
) -> None:
    context, sample = made
    steps = control.steps(context, sample.camp.id)
    begun = [one for one in steps if one.begun_at is not None and one.id != "commit"]
    assert begun == sorted(begun, key=lambda one: (one.begun_at is None, one.begun_at))
    assert [one.id for one in begun][2:] == [*MORNING, "stage-check"]
    assert all(step_of(made, name).state is StepState.CLOSED for name in MORNING)
    assert all(step_of(made, name).revealed for name in MORNING)
    # About as late as a camp is by noon: a quarter of an hour.
    now = timetable(steps, context.now())
    assert all(abs(slot.behind) <= 15 for slot in now.slots if slot.step.id == "stage-check")


def test_points_were_placed_before_and_after_the_case(made: tuple[AppContext, SampleCamp]) -> None:
    context, sample = made
    before = placed_in_room(context, sample.camp, step_of(made, PLACES), "zh")
    after = placed_in_room(context, sample.camp, step_of(made, PLACES_AGAIN), "zh")
    assert before is not None
    assert after is not None
    assert min(before.people, after.people) >= MIN_GROUP
    assert all(one.before is None for one in before.placed)
    moved = [one for one in after.placed if one.before]
    shifts = [one.now.x.middle - one.before.x.middle for one in moved if one.before]
    assert min(shifts) < max(shifts)  # they did not all change their mind the same way


def test_principles_rest_on_starred_words(made: tuple[AppContext, SampleCamp]) -> None:
    context, sample = made
    turns = turns_of(made)
    assert len(turns) == 10
    starred = {turn.id for turn in turns if turn.stars}
    assert len(starred) == 5
    written = [
        row
        for one in sample.seats
        for answer in answers.given_by(context, one.seat)
        if answer.step == PRINCIPLES
        for row in rows_in(answer.payload)
    ]
    assert len(written) == 3
    assert all(row[field] for row in written for field in ("move", "condition", "why", "limit"))
    assert all(rests_on(row) and set(rests_on(row)) <= starred for row in written)


def test_every_table_has_its_piles_with_dots_and_one_still_wants_a_name(
    made: tuple[AppContext, SampleCamp],
) -> None:
    context, sample = made
    seated = seating.on_phones(context, sample.camp.id)
    assert seated is not None
    assert (seated.plan.tables, seated.late) == (8, ())
    boards = boards_of_room(context, sample.camp, NEEDS, "sort", "zh")
    assert [board.table for board in boards] == list(range(1, 9))
    piles = [pile for board in boards for pile in board.piles]
    assert not any(board.loose for board in boards)
    assert sum(len(pile.cards) for pile in piles) == 80  # two by each of forty
    assert sum(not pile.name for pile in piles) == 1
    given = [
        answer.payload
        for one in sample.seats
        for answer in answers.given_by(context, one.seat)
        if (answer.step, answer.question) == (NEEDS, "key")
    ]
    dots = [one["dots"] for one in given]
    assert len(dots) == 40
    assert all(isinstance(one, dict) and sum(one.values()) == 3 for one in dots)


def test_something_is_parked_something_settled_and_something_decided(
    made: tuple[AppContext, SampleCamp],
) -> None:
    notes = notes_of(made[0], made[1].camp)
    assert [(one.kind, one.settled) for one in notes] == [
        (RoomAction.PARK, True),
        (RoomAction.PARK, False),
        (RoomAction.DECIDE, False),
    ]


def test_no_word_of_the_morning_waits_to_be_looked_at(made: tuple[AppContext, SampleCamp]) -> None:
    context, sample = made
    for name in MORNING:
        cards = cards_of(context, sample.camp, step_of(made, name))
        assert all(card.standing is not Approval.WAITING for card in cards), name


def test_the_wall_shows_each_result_again_when_it_is_opened_once_more(tmp_path: Path) -> None:
    with sampled(tmp_path) as (context, sample):
        for name in (PLACES_AGAIN, NEEDS):
            control.act(context, sample.camp.id, Action.OPEN, name, "facilitator")
            control.act(context, sample.camp.id, Action.REVEAL, name, "facilitator")
            view = {PLACES_AGAIN: "place", NEEDS: "clusters"}[name]
            press(context, sample.camp, "a", "facilitator", Press(name.rjust(32, "0"), 0, "show", view))
            shown = picture(context, sample.camp, "zh", "http://192.0.2.7:8501")
            words = re.sub("<[^>]+>", " ", shown.drawing)
            assert ("怕惹麻烦" in words) is (name == NEEDS)
            assert ("居民自己在做" in words) is (name == PLACES_AGAIN)


@pytest.mark.slow
def test_the_morning_is_the_same_in_another_house(
    made: tuple[AppContext, SampleCamp], tmp_path: Path
) -> None:
    """Piles and points; what is said without a name lies in another order, which nobody may retrace."""
    with make_context(tmp_path, seed=99) as other_house:
        other = fill(other_house)
        mine, theirs = (
            [
                (board.table, [(pile.name, sorted(card.text for card in pile.cards)) for pile in board.piles])
                for board in boards_of_room(house, camp.camp, NEEDS, "sort", "zh")
            ]
            for house, camp in (made, (other_house, other))
        )
        assert json.dumps(mine) == json.dumps(theirs)
        assert [one.words for one in turns_of(made)] == [one.words for one in turns_of((other_house, other))]
        count = [
            progress.progress(*house, NEEDS).done
            for house in ((made[0], made[1].camp), (other_house, other.camp))
        ]
        assert count[0] == count[1]


def test_piles_that_tables_named_alike_are_one_on_the_wall_and_in_dots(
    made: tuple[AppContext, SampleCamp],
) -> None:
    """Eight tables wrote the same four names; the wall showed twenty-nine piles and eight lines of the same words."""
    context, sample = made
    step = step_of(made, NEEDS)
    piles, dots = (
        wall_piles(context, sample.camp, step, "zh"),
        wall_dots(context, sample.camp, step, "zh"),
    )
    assert piles is not None
    assert dots is not None
    names = [one.name for one in piles.piles if one.name]
    assert len(names) == len(set(names)) == 4
    assert sum(len(one.cards) for one in piles.piles) == 80
    assert len({one.text for one in dots.counts}) == len(dots.counts)
    # One dot lies on the pile that has no name yet.
    assert (dots.dots, sum(one.dots for one in dots.counts)) == (120, 119)
