"""Where the room has placed its communities: medians worked out by hand, nobody out of too few, shifts of the same people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.room_test.stage import Room, make_room
from workshop.exercises.placing import Point, Range
from workshop.model.camp import Action, CampStep, Seat
from workshop.model.ids import new_token
from workshop.services.camp import answers, control
from workshop.services.camp.places import PlacedRoom, by_community, earlier_point, placed_in_room
from workshop.services.erase import erase_participant
from workshop.services.seats import seats

AGAIN = "place-on-map-2"
MEMBERS = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B", "b3": "B"}
NAMES = {"A": "甲社区", "B": "乙社区"}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=("place-on-map", "check-in", "place-on-map")) as made:
        yield made


@pytest.fixture
def new_seat(room: Room) -> Callable[[str, str], Seat]:
    def make(nickname: str, community: str) -> Seat:
        arrival = seats.Arrival(new_token(room.context.chance), nickname, community, "resident", consent=True)
        return seats.join(room.context, room.camp.code, arrival).seat

    return make


def place(room: Room, seat: Seat, step: str, x: int | None, y: int | None) -> None:
    payload = {"x": x, "y": y, "confidence": None}
    answers.submit(room.context, seat, new_token(room.context.chance), step, "where", payload)


def placed(room: Room, step: str) -> PlacedRoom:
    found = placed_in_room(room.context, room.camp, camp_step(room, step), "zh")
    assert found is not None
    return found


def camp_step(room: Room, step: str) -> CampStep:
    return next(one for one in control.steps(room.context, room.camp.id) if one.id == step)


def test_a_community_is_the_median_of_its_own_people(
    room: Room, new_seat: Callable[[str, str], Seat]
) -> None:
    room.open("place-on-map")
    for number, (x, y) in enumerate(((1, 2), (2, 2), (6, 7))):
        place(room, new_seat(f"甲{number}", "甲社区"), "place-on-map", x, y)
    for number in range(2):
        place(room, new_seat(f"乙{number}", "乙社区"), "place-on-map", 4, 4)
    place(room, new_seat("甲9", "甲社区"), "place-on-map", None, None)
    found = placed(room, "place-on-map")
    assert [(one.now.n, one.now.x, one.now.y) for one in found.placed] == [
        (3, Range(1.5, 2, 4), Range(2, 2, 4.5))  # by hand
    ]
    assert (found.people, found.unknown, found.few) == (5, 1, 1)
    assert not found.named  # it stays among the people of a community


def test_a_changed_point_counts_once_and_as_it_stands_now(
    room: Room, new_seat: Callable[[str, str], Seat]
) -> None:
    room.open("place-on-map")
    everybody = [new_seat(f"甲{number}", "甲社区") for number in range(3)]
    for seat in everybody:
        place(room, seat, "place-on-map", 1, 1)
        place(room, seat, "place-on-map", 5, 6)
    (one,) = placed(room, "place-on-map").placed
    assert (one.now.n, one.now.x.middle, one.now.y.middle) == (3, 5, 6)


def test_ones_own_earlier_point_is_shown_the_second_time(
    room: Room, new_seat: Callable[[str, str], Seat]
) -> None:
    room.open("place-on-map")
    first, other = new_seat("甲1", "甲社区"), new_seat("甲2", "甲社区")
    place(room, first, "place-on-map", 2, 3)
    assert earlier_point(room.context, first, camp_step(room, "place-on-map"), "where") is None
    assert earlier_point(room.context, first, camp_step(room, AGAIN), "where") == Point(2, 3)
    assert earlier_point(room.context, other, camp_step(room, AGAIN), "where") is None


def test_arrows_begin_with_the_fifth_who_placed_twice(
    room: Room, new_seat: Callable[[str, str], Seat]
) -> None:
    room.open("place-on-map")
    everybody = [new_seat(f"甲{number}", "甲社区") for number in range(6)]
    for seat in everybody:
        place(room, seat, "place-on-map", 2, 2)
    room.act(Action.FREEZE, "place-on-map")
    room.open(AGAIN)
    for seat in everybody[:4]:
        place(room, seat, AGAIN, 4, 5)
    assert [one.before for one in placed(room, AGAIN).placed] == [None]
    place(room, everybody[4], AGAIN, 4, 5)
    (one,) = placed(room, AGAIN).placed
    assert one.before is not None
    assert (one.before.n, one.before.x.middle, one.now.n, one.now.x.middle) == (5, 2, 5, 4)


def test_who_placed_only_now_does_not_move_the_others() -> None:
    """By hand: three of A and two of B placed twice; the sixth, who came late, is not part of A's shift."""
    before = {who: Point(1, 1) for who in ("a1", "a2", "a3", "b1", "b2")}
    now = {who: Point(3, 1) for who in before} | {"b3": Point(7, 7)}
    found = {one.name: one for one in by_community(now, before, MEMBERS, NAMES)}
    assert found["甲社区"].before is not None
    assert (found["甲社区"].before.x.middle, found["甲社区"].now.x.middle) == (1, 3)
    # Two of B placed twice: too few for an arrow, enough for a mark.
    assert (found["乙社区"].before, found["乙社区"].now.n) == (None, 3)


def test_a_point_goes_with_the_person_who_withdraws(room: Room, new_seat: Callable[[str, str], Seat]) -> None:
    room.open("place-on-map")
    everybody = [new_seat(f"甲{number}", "甲社区") for number in range(3)]
    for seat in everybody:
        place(room, seat, "place-on-map", 2, 2)
    assert len(placed(room, "place-on-map").placed) == 1
    erase_participant(room.context, everybody[0].id, "self")
    found = placed(room, "place-on-map")
    assert (found.placed, found.people, found.few) == ((), 2, 1)
