"""A room and a phone in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[Room]:
    with make_room(tmp_path, clock=clock) as made:
        yield made


@pytest.fixture
def new_phone(room: Room) -> Callable[[], Handset]:
    """Phones that have not joined."""
    return lambda: Handset(room.client(), room.camp.code)


@pytest.fixture
def phone(new_phone: Callable[[], Handset]) -> Handset:
    """A phone whose owner has taken a seat."""
    made = new_phone()
    made.join("小林", "甲社区", "resident")
    return made
