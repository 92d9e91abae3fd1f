"""Placing a point from the form alone, without a script: kept, asked again, and one's earlier point shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phone.test_answers import given, shown
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.text import say
from workshop.model.camp import Action

FIRST, AGAIN = "place-on-map", "place-on-map-2"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=(FIRST, FIRST)) as made:
        made.open(FIRST)
        yield made


@pytest.fixture
def phone(room: Room) -> Handset:
    made = Handset(room.client(), room.camp.code)
    made.join("小林", "甲社区", "resident")
    return made


def test_two_rows_of_numbers_are_enough(room: Room, phone: Handset) -> None:
    form = shown(phone)
    assert form.offers["x"] == form.offers["y"] == [str(step) for step in range(1, 8)]
    phone.follow(phone.send(form, {"x": ["6"], "y": ["2"], "confidence": ["sure"]}))
    assert given(room, phone) == {"where": {"x": 6, "y": 2, "confidence": "sure"}}


def test_half_a_point_comes_back_with_what_is_missing(room: Room, phone: Handset) -> None:
    phone.send(shown(phone), {"x": ["6"]})
    assert phone.status == 422
    assert say("zh", "phone.missing.place") in phone.page
    assert phone.form is not None
    assert phone.form.value("x") == "6"
    assert given(room, phone) == {}


def test_dont_know_is_an_answer(room: Room, phone: Handset) -> None:
    phone.follow(phone.send(shown(phone), {"unknown": ["1"]}))
    assert given(room, phone)["where"] == {"x": None, "y": None, "confidence": None}


def test_the_second_time_ones_earlier_point_is_a_ring(room: Room, phone: Handset) -> None:
    assert 'class="before"' not in phone.get("/s").text
    phone.follow(phone.send(shown(phone), {"x": ["2"], "y": ["7"]}))
    room.act(Action.CLOSE, FIRST)
    room.open(AGAIN)
    page = phone.get("/s").text
    # Column 2 of 7 from the left, the top row: the middle of their cell.
    assert '<circle class="before" cx="150" cy="50"' in page
    assert say("zh", "exercises.place.before") in page
    # The earlier point is shown, not filled in.
    assert phone.form is not None
    assert (phone.form.value("x"), phone.form.value("y")) == ("", "")
