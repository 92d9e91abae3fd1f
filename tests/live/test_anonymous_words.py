"""Anonymous cards on the remote and the wall: approved one by one or all at once, in no order of arrival."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.model.camp import Action
from workshop.services.room.wall_address import wall_token

CARDS = "need-no-action"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), exercises=(CARDS,)) as made:
        yield made


def writes(room: Room, number: int) -> Handset:
    phone = Handset(room.client(), room.camp.code)
    phone.join(f"n{number}", "甲", "resident")
    sends(phone, f"卡{number}")
    return phone


def sends(phone: Handset, text: str) -> None:
    phone.get(f"/s?step={CARDS}&question=why")
    assert phone.form is not None
    phone.follow(phone.send(phone.form, {"card": [text, f"{text}的第二张"]}))


def on_the_wall(room: Room) -> str:
    return html.unescape(room.client().get(f"/w/{wall_token(room.context, room.camp.id)}").text)


def test_all_that_was_on_the_page_is_approved_and_nothing_that_came_after_it(
    room: Room, new_remote: Callable[[], Remote]
) -> None:
    room.open(CARDS)
    phones = [writes(room, number) for number in range(6)]
    remote = new_remote()
    looked_at = remote.form("approve_all", CARDS)
    writes(room, 6)
    sends(phones[0], "改过的卡0")
    assert remote.press(looked_at) == "done"
    room.act(Action.FREEZE, CARDS)
    room.act(Action.REVEAL, CARDS)
    wall = on_the_wall(room)
    assert [f"卡{number}" in wall.replace("改过的卡0", "") for number in range(7)] == [
        False,
        *[True] * 5,
        False,
    ]
    assert "改过的卡0" not in wall


def test_one_is_approved_another_hidden(room: Room, new_remote: Callable[[], Remote]) -> None:
    room.open(CARDS)
    for number in range(6):
        writes(room, number)
    remote = new_remote()
    cards = [one for one in remote.forms() if one["act"] == "approve"]
    assert len(cards) == 12
    assert remote.press(cards[0]) == "done"
    assert remote.press(next(one for one in remote.forms() if one["act"] == "hide")) == "done"
    assert len([one for one in remote.forms() if one["act"] == "approve"]) in (10, 11)
