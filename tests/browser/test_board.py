"""A table's board in a real Chromium: a card is dragged, by mouse and by finger, and the other phone sees it come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app_context import Clock
from tests.browser.phones import PATIENCE, PHONE, chromium
from tests.room_test.handset import Handset
from tests.room_test.stage import EVERY_KIND, Room, make_room, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


def board(browser: Browser, room: Room, url: str, name: str, cards: list[str]) -> Page:
    """Somebody who has written cards, before the board."""
    hand = Handset(room.client(), room.camp.code)
    hand.join(name, "柳树巷", "resident")
    hand.get(f"/s?step={EVERY_KIND}&question=doubts")
    assert hand.form is not None
    hand.send(hand.form, {"card": cards})
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    context.add_cookies([{"name": "seat", "value": hand.client.cookies["seat"], "url": url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}/s?step={EVERY_KIND}&question=sort")
    return page


def test_a_card_is_dragged_into_a_pile_and_the_other_phone_follows(browser: Browser, room: Room) -> None:
    room.open(EVERY_KIND)
    with served(room) as url:
        one = board(browser, room, url, "小荷", ["怕垫钱", "没人来"])
        other = board(browser, room, url, "老秦", ["没人管"])
        # Ticked and tapped: the first pile.
        one.reload()
        one.locator(".slip", has_text="没人来").click()
        one.locator("[name=new]").fill("没有人")
        one.locator("button[value=new]").click()
        pile = one.locator("section.pile:not(.loose)")
        expect(pile.locator(".slip")).to_have_text(["没人来"])
        # Dragged by its grip: the second card comes to it.
        grip = one.locator(".slip", has_text="没人管").locator("[data-grip]").bounding_box()
        target = pile.bounding_box()
        assert grip is not None
        assert target is not None
        one.mouse.move(grip["x"] + 10, grip["y"] + 10)
        one.mouse.down()
        one.mouse.move(target["x"] + 40, target["y"] + 40, steps=8)
        one.mouse.up()
        expect(pile.locator(".slip")).to_have_count(2)
        # The other phone, on which nobody touched anything, has it too, with the name.
        theirs = other.locator("section.pile:not(.loose)")
        expect(theirs.locator(".slip")).to_have_count(2)
        expect(theirs.locator("input[name^='name.']")).to_have_value("没有人")
        expect(other.locator(".loose .slip")).to_have_count(1)
