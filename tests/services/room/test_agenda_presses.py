"""Changes of the agenda: whatever is pressed, blocks are neither lost nor doubled, and nothing begun moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import Clock
from tests.properties import examples
from tests.room_test.stage import Room, make_room
from tests.services.room.agendas import MORNING, Day, block
from workshop.base.content import Words
from workshop.exercises.agenda import AgendaBlock, clock_of
from workshop.model.camp import Action, CampStep
from workshop.services.camp import agenda_changes, control
from workshop.services.camp.agenda_changes import Wanted
from workshop.services.room.steering import Press, Pressed, PressOutcome, press, steering
from workshop.services.room.timetable import local_minutes, timetable
from workshop.store import camps, rooms

TALK = Words(zh="谈", en="talk")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    blocks = (
        AgendaBlock(exercise="check-in"),
        AgendaBlock(title=TALK, minutes=20),
        AgendaBlock(exercise="commit"),
    )
    with make_room(tmp_path, clock=Clock(), blocks=blocks) as made:
        yield made


def do(room: Room, act: str, subject: str = "", minutes: int = 0, number: int = 0, **detail: str) -> Pressed:
    events = room.context.store.read(lambda c: rooms.events(c, room.camp.id))
    done = len(room.context.store.read(lambda c: camps.events(c, room.camp.id)))
    wanted = Press(f"key-{done}-{act}-{subject}-{minutes}", steering(events).epoch, act, subject)
    wanted = Press(wanted.key, wanted.epoch, act, subject, minutes, number or None, detail=detail)
    return press(room.context, room.camp, "a", "facilitator", wanted)


def steps(room: Room) -> tuple[CampStep, ...]:
    return control.steps(room.context, room.camp.id)


def order(room: Room) -> list[str]:
    return [step.id for step in steps(room)]


def undo(room: Room) -> Pressed:
    events = room.context.store.read(lambda c: camps.events(c, room.camp.id))
    return do(room, "undo", number=control.effective(events)[-1].seq)


def test_a_break_is_put_in_and_taken_out_again(room: Room) -> None:
    assert do(room, "add", minutes=15, after="block_1", title="  茶歇 ").outcome is PressOutcome.DONE
    assert order(room) == ["check-in", "block_1", "block_2", "commit"]
    tea = steps(room)[2]
    assert (tea.minutes, tea.block.title, tea.screen) == (15, Words(zh="茶歇", en="茶歇"), False)
    assert tea.block.window == steps(room)[1].block.window
    assert do(room, "remove", "block_2").outcome is PressOutcome.DONE
    assert order(room) == ["check-in", "block_1", "commit"]
    undo(room)
    undo(room)
    assert order(room) == ["check-in", "block_1", "commit"]
    # An id is not used again: what was said of the one would be said of the other.
    do(room, "add", minutes=5, after="commit", title="合影")
    assert order(room)[-1] == "block_3"


@pytest.mark.parametrize(
    ("why", "minutes", "detail"),
    [
        ("title", 15, {"after": "commit", "title": " "}),
        ("title", 15, {"after": "commit", "title": "长" * 61}),
        ("minutes", 0, {"after": "commit", "title": "茶歇"}),
        ("minutes", 481, {"after": "commit", "title": "茶歇"}),
        ("no_step", 15, {"after": "nowhere", "title": "茶歇"}),
    ],
)
def test_what_cannot_be_added_says_why(room: Room, why: str, minutes: int, detail: dict[str, str]) -> None:
    done = do(room, "add", minutes=minutes, **detail)
    assert (done.outcome, done.why) == (PressOutcome.NOTHING, why)
    assert len(steps(room)) == 3


def test_an_exercise_takes_the_place_of_another(room: Room) -> None:
    assert do(room, "swap", "commit", exercise="need-no-action").outcome is PressOutcome.DONE
    swapped = steps(room)[2]
    assert (swapped.id, swapped.exercise, swapped.minutes) == ("need-no-action", "need-no-action", 45)
    assert do(room, "swap", "block_1", exercise="check-in").outcome is PressOutcome.DONE
    assert order(room) == ["check-in", "check-in-2", "need-no-action"]
    undo(room)
    undo(room)
    assert order(room) == ["check-in", "block_1", "commit"]
    assert do(room, "swap", "commit", exercise="commit").why == "same_plan"
    assert do(room, "swap", "commit", exercise="dance").why == "no_step"


def test_minutes_and_a_fixed_time_are_planned_before_a_block_begins(room: Room) -> None:
    assert do(room, "plan", "block_1", 35, pin="10:15").outcome is PressOutcome.DONE
    planned = steps(room)[1]
    assert (planned.minutes, planned.block.planned, planned.block.pin) == (35, 35, "10:15")
    assert do(room, "later", "block_1").why == "pinned"
    assert do(room, "plan", "block_1", pin="").outcome is PressOutcome.DONE
    assert steps(room)[1].block.pin == ""
    for pin in ("25:00", "10:15:00", "early"):
        assert do(room, "plan", "block_1", pin=pin).why == "pin"
    assert do(room, "plan", "block_1", -5).why == "minutes"


def test_what_has_begun_is_neither_moved_nor_planned_nor_swapped_nor_removed(room: Room) -> None:
    do(room, "open", "block_1")
    before = steps(room)
    for act, detail in (
        ("earlier", {}),
        ("later", {}),
        ("move", {"after": "commit", "like": "commit"}),
        ("plan", {"pin": "11:00"}),
        ("swap", {"exercise": "commit"}),
        ("remove", {}),
    ):
        done = do(room, act, "block_1", **detail)
        assert (act, done.outcome, done.why) == (act, PressOutcome.NOTHING, "begun")
    assert do(room, "move", "commit", after="", like="check-in").why == "before_begun"
    assert do(room, "add", minutes=5, after="check-in", title="茶歇").why == "before_begun"
    assert steps(room) == before


def test_a_block_leaves_its_window_before_it_passes_the_next(room: Room) -> None:
    made = (*MORNING[:2], *(block(f"p{place}", 30) for place in range(2)))
    afternoon = [replace(one, block=replace(one.block, begins="13:00")) for one in made[2:]]
    day = [*made[:2], *afternoon]
    wanted = agenda_changes.one_later(day, "talk")
    assert (wanted.change["after"], wanted.change["begins"]) == ("A", "13:00")
    assert agenda_changes.one_earlier(day, "p0").change["begins"] == "09:00"


ids = st.sampled_from([step.id for step in MORNING] + ["nowhere"])
MOVES = st.tuples(
    st.sampled_from(["earlier", "later", "move", "open", "close", "cut", "plan"]),
    ids,
    ids,
    st.integers(1, 30),
)


def wanted(steps: tuple[CampStep, ...], act: str, one: str, other: str, n: int) -> tuple[Action, Wanted]:
    if act == "earlier":
        return Action.MOVE, agenda_changes.one_earlier(steps, one)
    if act == "later":
        return Action.MOVE, agenda_changes.one_later(steps, one)
    if act == "move":
        return Action.MOVE, agenda_changes.moved(steps, one, other, other)
    if act == "cut":
        return Action.CUT, agenda_changes.cut(steps, {one: n})
    return Action.PLAN, agenda_changes.planned(steps, one, n, None)


@given(st.lists(MOVES, max_size=25))
@examples(120)
def test_the_order_is_a_permutation_and_nothing_begun_moves(made: list[tuple[str, str, str, int]]) -> None:
    day = Day()
    for minute, (act, one, other, n) in enumerate(made):
        before = day.now()
        known = {step.id for step in before}
        if act in ("open", "close"):
            step = next((step for step in before if step.id == one), None)
            if step is not None and control.allowed(Action(act), step):
                day.do(minute, Action(act), one)
            continue
        action, change = wanted(before, act, one, other, n)
        if change.why:
            assert not change.change
            continue
        day.do(minute, action, one, **change.change)
        after = day.now()
        assert sorted(step.id for step in after) == sorted(known)
        assert [step.position for step in after] == list(range(len(after)))
        assert [step.id for step in after if step.begun_at] == [step.id for step in before if step.begun_at]
        held = {step.id: (step.minutes, step.block) for step in before if step.begun_at}
        assert {step.id: (step.minutes, step.block) for step in after if step.begun_at} == held
        assert all(step.minutes >= 1 for step in after)
        total = sum(step.minutes for step in before) - sum(step.minutes for step in after)
        assert total == (
            sum(int(less) for less in change.change.values()) if action is Action.CUT else 0
        ) or (action is Action.PLAN)
    # And the clock: on one track each block begins when the one before it ends, or at its fixed time.
    slots = [slot for slot in timetable(day.now(), day.at(len(made))).slots if slot.step.begun_at is None]
    for earlier, later in pairwise(slots):
        if not (earlier.passed or later.passed or later.step.block.pin):
            assert later.begins >= earlier.ends


def clock_now(room: Room, minutes: int) -> str:
    """So many minutes from now, on this machine's clock."""
    return clock_of(local_minutes(room.context.now()) + minutes)


def test_a_block_passed_over_is_given_no_fixed_time(room: Room) -> None:
    do(room, "open", "commit")
    said = do(room, "plan", "block_1", pin=clock_now(room, 60))
    assert (said.outcome, said.why) == (PressOutcome.NOTHING, "pin_passed")
    assert do(room, "skip", "block_1").outcome is PressOutcome.DONE


def test_a_fixed_time_that_is_past_is_refused_and_one_to_come_is_on_the_clock_of_the_day(room: Room) -> None:
    do(room, "open", "check-in")
    said = do(room, "plan", "commit", pin=clock_now(room, -3))
    assert (said.outcome, said.why) == (PressOutcome.NOTHING, "pin_past")
    wanted = clock_now(room, 45)
    assert do(room, "plan", "commit", pin=wanted).outcome is PressOutcome.DONE
    slot = timetable(steps(room), room.context.now()).slots[-1]
    assert (slot.step.id, clock_of(slot.begins)) == ("commit", wanted)


def test_a_day_that_has_not_begun_is_given_another_start(room: Room) -> None:
    first = steps(room)[0]
    assert do(room, "plan", first.id, starts="14:00").outcome is PressOutcome.DONE
    # 14:00, then after the check-in's own minutes the talk of 20.
    begins = [slot.begins for slot in timetable(steps(room), room.context.now()).slots]
    assert begins[:3] == [840, 840 + first.minutes, 840 + first.minutes + 20]
    assert do(room, "plan", first.id, starts="23:50").why == "past_midnight"
    undo(room)
    assert steps(room)[0].block == first.block
    do(room, "open", first.id)
    assert do(room, "plan", first.id, starts="14:00").why == "day_begun"
