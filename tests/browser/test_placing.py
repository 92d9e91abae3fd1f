"""Placing a point in a real browser: by a finger, by arrow keys, again after the page was left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Hand, chromium
from tests.room_test.stage import Room, make_room, served
from workshop.services.camp import answers
from workshop.services.seats import seats

pytestmark = pytest.mark.browser
STEP = "place-on-map"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=(STEP,)) as made:
        made.open(STEP)
        yield made


@pytest.fixture
def hand(browser: Browser, room: Room) -> Iterator[Hand]:
    with ExitStack() as stack:
        url = stack.enter_context(served(room))
        context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)  # type: ignore[arg-type]
        stack.callback(context.close)
        made = Hand(context, room, url)
        made.join()
        made.go("/s")
        yield made


def tap(hand: Hand, column: int, row: int) -> None:
    """Tap the middle of a square, both counted from 1, the row from below."""
    board = hand.page.locator("[data-board]")
    box = board.bounding_box()
    assert box is not None
    assert box["width"] / 7 >= 44  # a finger's width
    where = {"x": box["width"] * (column - 0.5) / 7, "y": box["height"] * (7.5 - row) / 7}
    board.tap(position=where)  # type: ignore[arg-type]


def stored(room: Room) -> dict[str, object]:
    (seat,) = seats.of_camp(room.context, room.camp.id)
    return {one.question: one.payload for one in answers.given_by(room.context, seat)}


def test_a_tap_places_the_point_and_another_moves_it(room: Room, hand: Hand) -> None:
    tap(hand, 2, 6)
    tap(hand, 6, 3)
    expect(hand.page.locator("[name=x]:checked")).to_have_value("6")
    expect(hand.page.locator("[name=y]:checked")).to_have_value("3")
    hand.state("saved")
    hand.page.reload()
    expect(hand.page.locator("[data-point]")).to_have_attribute("cx", "550")
    hand.tap("[name=confidence][value=sure]")
    hand.send()
    assert stored(room) == {"where": {"x": 6, "y": 3, "confidence": "sure"}}
    assert (hand.strangers, hand.complaints) == ([], [])


def test_arrow_keys_move_it_from_the_middle_and_stop_at_the_edge(room: Room, hand: Hand) -> None:
    hand.page.locator("[data-board]").focus()
    for key in ("ArrowUp", "ArrowUp", *("ArrowLeft",) * 9):
        hand.page.keyboard.press(key)
    expect(hand.page.locator("[name=x]:checked")).to_have_value("1")
    expect(hand.page.locator("[name=y]:checked")).to_have_value("5")


def test_dont_know_takes_the_point_away_and_a_tap_takes_dont_know_away(room: Room, hand: Hand) -> None:
    tap(hand, 4, 4)
    hand.tap("[name=unknown]")
    expect(hand.page.locator("[data-point]")).to_have_attribute("visibility", "hidden")
    expect(hand.page.locator("[name=x]:checked")).to_have_count(0)
    tap(hand, 1, 7)
    expect(hand.page.locator("[name=unknown]")).not_to_be_checked()
    hand.send()
    assert stored(room)["where"] == {"x": 1, "y": 7, "confidence": None}
