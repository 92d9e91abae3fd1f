"""Somebody is dragged to another table in a real Chromium, on a phone and on a laptop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.app_context import Clock
from tests.browser.phones import chromium
from tests.browser.test_remote import remote
from tests.room_test.stage import Room, make_room, served
from workshop.services.camp.tables import tables_now
from workshop.services.matching import seating
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        for number in range(6):
            arrival = Arrival(f"{number:032d}", f"伙伴{number}", "甲社区", "resident", consent=True)
            seats.join(made.context, made.camp.code, arrival)
        seating.seat_room(made.context, made.camp, 2, 1, "facilitator")
        seating.show(made.context, made.camp, "facilitator")
        yield made


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_somebody_is_dragged_to_another_table(browser: Browser, room: Room, size: str) -> None:
    with served(room) as url:
        page = remote(browser, room, url, size=size)
        page.goto(f"{url}/r/tables")
        row = page.locator("[data-table='1'] [data-seat]").first
        who = row.get_attribute("data-seat")
        grip = row.locator("[data-grip]").bounding_box()
        place = page.locator("[data-table='2']").bounding_box()
        assert who is not None
        assert grip is not None
        assert place is not None
        page.mouse.move(grip["x"] + 10, grip["y"] + 12)
        page.mouse.down()
        page.mouse.move(place["x"] + 80, place["y"] + 20, steps=8)
        page.mouse.up()
        expect(page.locator(".told.done")).to_contain_text("换桌")
        assert room.context.store.read(lambda connection: tables_now(connection, room.camp.id))[who] == 2
        expect(page.locator(f"[data-table='2'] [data-seat='{who}']")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
