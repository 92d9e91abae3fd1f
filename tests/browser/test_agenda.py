"""The agenda in a real Chromium: a block is dragged by finger and mouse, and a form of several buttons presses the right
one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app_context import Clock
from tests.browser.phones import chromium
from tests.browser.test_remote import remote
from tests.live.test_remote_agenda import BLOCKS
from tests.room_test.stage import Room, make_room, served
from workshop.services.camp import control


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), blocks=BLOCKS) as made:
        yield made


def order(room: Room) -> list[str]:
    return [step.id for step in control.steps(room.context, room.camp.id)]


def drag(page: Page, block: str, onto: str) -> None:
    """Take a block by its dots and let it go on the lower half of another."""
    grip = page.locator(f"[data-block={block}] [data-grip]").bounding_box()
    place = page.locator(f"[data-block={onto}]").bounding_box()
    assert grip is not None
    assert place is not None
    page.mouse.move(grip["x"] + 8, grip["y"] + 12)
    page.mouse.down()
    page.mouse.move(place["x"] + 60, place["y"] + place["height"] * 0.6, steps=6)
    page.mouse.move(place["x"] + 60, place["y"] + place["height"] * 0.9, steps=3)
    page.mouse.up()


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_a_block_is_dragged_to_another_place(browser: Browser, room: Room, size: str) -> None:
    with served(room) as url:
        page = remote(browser, room, url, size=size)
        page.goto(f"{url}/r/agenda")
        assert page.locator("[data-block=block_2] [data-grip]").count() == 0  # its time is fixed
        drag(page, "check-in", "need-no-action")
        expect(page.locator(".told.done")).to_be_visible()
        assert order(room) == ["block_1", "need-no-action", "check-in", "block_2", "commit"]
        page.locator(".undo button").click()
        expect(page.locator(".told.done")).to_contain_text("撤回")
        assert order(room)[0] == "check-in"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_each_button_of_one_form_is_its_own_press(browser: Browser, room: Room) -> None:
    with served(room) as url:
        page = remote(browser, room, url)
        page.locator("details[data-keep=agenda] > summary").click()
        page.locator("details[data-keep=at-block_1] > summary").click()
        page.locator("details[data-keep=at-block_1] [data-press=later]").click()
        expect(page.locator(".told.done")).to_contain_text("推后")
        page.wait_for_timeout(900)  # a second tap of the same finger is held back
        page.locator("details[data-keep=at-block_1] [data-press='extend:5']").click()
        expect(page.locator(".told.done")).to_contain_text("时间改好了")
        assert order(room)[1:3] == ["need-no-action", "block_1"]
        assert control.steps(room.context, room.camp.id)[2].minutes == 45
