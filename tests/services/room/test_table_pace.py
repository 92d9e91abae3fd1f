"""One table goes at its own pace: what is opened or stopped there holds for its people alone, until the room moves on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room
from workshop.model.camp import Action, Seat, StepState
from workshop.model.ids import new_token
from workshop.services.camp import control
from workshop.services.camp.answers import submit
from workshop.services.camp.tables import tables_now
from workshop.services.matching import seating
from workshop.services.room.steering import Press, Pressed, PressOutcome, press
from workshop.services.room.table_pace import TablePace, table_paces
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        for number in range(8):
            arrival = Arrival(f"{number:032d}", f"伙伴{number}", "甲社区", "resident", consent=True)
            seats.join(made.context, made.camp.code, arrival)
        seating.seat_room(made.context, made.camp, 2, 1, "facilitator")
        seating.show(made.context, made.camp, "facilitator")
        yield made


def people(room: Room, table: int) -> list[Seat]:
    sitting = room.context.store.read(lambda connection: tables_now(connection, room.camp.id))
    return [one for one in seats.of_camp(room.context, room.camp.id) if sitting[one.id] == table]


def do(room: Room, act: str, table: int, step: str = CHECK, minutes: int = 0) -> Pressed:
    key = new_token(room.context.chance)
    return press(
        room.context, room.camp, "d", "facilitator", Press(key, 0, act, step, minutes=minutes, table=table)
    )


def state_for(room: Room, seat: Seat, step: str = CHECK) -> StepState:
    steps = room.context.store.read(lambda connection: control.steps_for(connection, seat))
    return next(one.state for one in steps if one.id == step)


def states(room: Room) -> tuple[StepState, StepState]:
    return state_for(room, people(room, 1)[0]), state_for(room, people(room, 2)[0])


def test_a_step_opened_at_one_table_is_open_there_alone(room: Room) -> None:
    assert do(room, "open", 1).outcome is PressOutcome.DONE
    assert states(room) == (StepState.OPEN, StepState.DRAFT)
    assert all(step.state is StepState.DRAFT for step in control.steps(room.context, room.camp.id))
    assert do(room, "open", 1).why == "open"


def test_an_answer_is_late_only_at_the_table_that_was_stopped(room: Room) -> None:
    room.open(CHECK)
    do(room, "freeze", 1)
    payload: dict[str, object] = {"level": 1}
    late = {
        table: submit(
            room.context, people(room, table)[0], new_token(room.context.chance), CHECK, "rate.D1", payload
        ).answer.late
        for table in (1, 2)
    }
    assert late == {1: True, 2: False}


def test_the_room_takes_every_table_along(room: Room) -> None:
    do(room, "open", 1)
    room.open(CHECK)
    assert states(room) == (StepState.OPEN, StepState.OPEN)
    do(room, "freeze", 2)
    room.act(Action.CLOSE)
    assert states(room) == (StepState.CLOSED, StepState.CLOSED)


def test_an_undo_takes_back_what_was_done_at_the_table(room: Room) -> None:
    room.open(CHECK)
    do(room, "freeze", 2)
    event = control.last_standing(room.context, room.camp.id)
    assert event is not None
    assert event.table == 2
    press(
        room.context, room.camp, "d", "facilitator", Press("u" * 32, 0, "undo", event.step, number=event.seq)
    )
    assert states(room) == (StepState.OPEN, StepState.OPEN)


@pytest.mark.parametrize(
    ("act", "table"), [("open", 3), ("open", -1), ("close", 1), ("reveal", 1), ("skip", 1)]
)
def test_no_other_table_and_no_other_act(room: Room, act: str, table: int) -> None:
    before = control.last_seq(room.context, room.camp.id)
    assert do(room, act, table).outcome is PressOutcome.REFUSED
    assert control.last_seq(room.context, room.camp.id) == before
    assert states(room) == (StepState.DRAFT, StepState.DRAFT)


def test_minutes_of_one_table_leave_the_others_alone(room: Room) -> None:
    room.open(CHECK)
    before = {pace.number: pace.step.minutes for pace in _paces(room)}
    assert do(room, "extend", 2, minutes=5).outcome is PressOutcome.DONE
    after = {pace.number: pace.step.minutes for pace in _paces(room)}
    assert after == {1: before[1], 2: before[2] + 5}
    assert [pace.alone for pace in _paces(room)] == [False, True]


def test_everybody_is_at_one_table_or_among_those_without(room: Room) -> None:
    latecomer = Arrival("l" * 32, "晚到的", "乙社区", "resident", consent=True)
    seats.join(room.context, room.camp.code, latecomer)
    found = _paces(room)
    assert [pace.number for pace in found] == [1, 2, 0]
    assert sorted(len(pace.seats) for pace in found) == [1, 4, 4]


def test_without_tables_there_is_nothing_to_steer_alone(tmp_path: Path) -> None:
    with make_room(tmp_path, clock=Clock()) as bare:
        assert table_paces(bare.context, bare.camp, EVERY_KIND) == ()
        assert do(bare, "open", 1).outcome is PressOutcome.REFUSED


def _paces(room: Room) -> tuple[TablePace, ...]:
    return table_paces(room.context, room.camp, CHECK)


def test_somebody_moves_to_another_table_for_this_round_alone(room: Room) -> None:
    seating.seat_room(room.context, room.camp, 2, 3, "facilitator")
    seating.show(room.context, room.camp, "facilitator")
    seating.turn_to(room.context, room.camp, 2, "facilitator")
    one = people(room, 1)[0]
    before = seating.on_phones(room.context, room.camp.id)
    assert do(room, "reseat", 2, one.id).outcome is PressOutcome.DONE
    assert one in people(room, 2)
    assert do(room, "reseat", 2, one.id).why == "same_table"
    after = seating.on_phones(room.context, room.camp.id)
    assert before is not None
    assert after is not None
    assert [place.table for place in seating.places_of(after, one)][::2] == [
        place.table for place in seating.places_of(before, one)
    ][::2]


def test_a_latecomer_is_put_at_a_table(room: Room) -> None:
    arrival = Arrival("l" * 32, "晚到的", "乙社区", "resident", consent=True)
    late = seats.join(room.context, room.camp.code, arrival).seat
    assert do(room, "reseat", 2, late.id).outcome is PressOutcome.DONE
    assert late in people(room, 2)


@pytest.mark.parametrize(("who", "table"), [("nobody", 1), ("", 1), ("0", 3), ("0", 0)])
def test_nobody_is_moved_where_there_is_no_table(room: Room, who: str, table: int) -> None:
    person = people(room, 1)[0].id if who == "0" else who
    assert do(room, "reseat", table, person).why == "no_table"
