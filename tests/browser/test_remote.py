"""The remote and the wall in a real Chromium: no press is lost, the wall follows, nothing is asked of another host."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app_context import Clock
from tests.browser.phones import PATIENCE, PHONE, chromium
from tests.room_test.handset import Handset
from tests.room_test.stage import EVERY_KIND, Room, make_room, served
from workshop.services.camp import control
from workshop.store import camps, rooms

SIZES = {"phone": PHONE, "laptop": {"width": 1366, "height": 768}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


@pytest.fixture
def url(room: Room) -> Iterator[str]:
    with served(room) as address:
        yield address


def remote(browser: Browser, room: Room, url: str, *, script: bool = True, size: str = "phone") -> Page:
    """A device with the remote open, by the sign-in anybody would use."""
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN", java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}/login?next=/r")
    page.fill("[name=code]", room.camp.code)
    page.fill("[name=password]", room.password)
    page.click("form[action='/login'] button")
    page.wait_for_url("**/r")
    return page


def events(room: Room) -> int:
    return room.context.store.read(
        lambda c: len(camps.events(c, room.camp.id)) + len(rooms.events(c, room.camp.id))
    )


def test_a_hundred_presses_are_each_an_event_or_a_reason(browser: Browser, room: Room, url: str) -> None:
    """Any button, by a hurried thumb, while the page keeps itself up to date and phones join."""
    page, chance = remote(browser, room, url), random.Random(7)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    answered = 0
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    for number in range(100):
        if number % 10 == 5:
            Handset(room.client(), room.camp.code).join(f"人{number}", "甲社区", "resident")
        buttons = page.locator(".steer button:visible, .chip button:visible")
        before = events(room)
        with page.expect_response(lambda reply: "/r?" in reply.url and "told=" in reply.url) as reply:
            buttons.nth(chance.randrange(buttons.count())).click()
        told = reply.value.url.split("told=")[1].split("&")[0]
        assert told in {"done", "nothing", "already"}
        answered += 1
        assert events(room) - before == (told == "done")
        expect(page.locator("[data-told]")).not_to_be_empty()
        page.wait_for_timeout(chance.choice((0, 0, 50, 300)))
    assert answered == len(posts) == 100
    assert faults == []


def test_a_press_in_a_dead_spot_arrives_once_the_network_is_back(
    browser: Browser, room: Room, url: str
) -> None:
    page = remote(browser, room, url)
    page.context.set_offline(True)
    page.locator(".big button").click()
    expect(page.locator("[data-offline]")).to_be_visible()
    assert events(room) == 0
    page.context.set_offline(False)
    expect(page.locator(".told.done")).to_be_visible(timeout=PATIENCE)
    assert events(room) == 1


@pytest.mark.parametrize("gap", [100, 250, 400, 600])
def test_a_double_tap_presses_one_button(browser: Browser, room: Room, url: str, gap: int) -> None:
    """The second tap must not meet the button that has taken the first one's place."""
    page = remote(browser, room, url)
    page.locator(".big button").click()
    expect(page.locator(".big button[data-press=freeze]")).to_be_enabled()
    before, box = events(room), page.locator(".big button").bounding_box()
    assert box is not None
    for _ in range(2):
        page.mouse.click(box["x"] + 50, box["y"] + 30)
        page.wait_for_timeout(gap)
    page.wait_for_timeout(1200)
    assert events(room) - before == 1


def test_it_works_without_a_script(browser: Browser, room: Room, url: str) -> None:
    page = remote(browser, room, url, script=False)
    for act in ("open", "freeze", "reveal", "close"):
        page.locator(f".big button[data-press={act}]").click()
        expect(page.locator(".told.done")).to_be_visible()
    assert control.last_seq(room.context, room.camp.id) == 4


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_matters_is_on_the_first_screen(
    browser: Browser, room: Room, url: str, size: str, language: str
) -> None:
    """Now, the big button, undo, the counts and the wall's choice need no scrolling; nothing is cut off sideways."""
    page = remote(browser, room, url, size=size)
    page.locator(".big button").click()
    expect(page.locator(".undo button")).to_be_visible()
    page.goto(f"{url}/r?lang={language}")
    height = SIZES[size]["height"]
    for part in (".now h1", ".big button", ".undo button", ".counts", ".wall .chip button"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, part
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('button, summary')].filter(b => b.offsetParent && b.offsetHeight < 40).length"
    )
    assert small == 0


def test_the_wall_follows_within_a_second_and_asks_nobody_else(
    browser: Browser, room: Room, url: str
) -> None:
    page = remote(browser, room, url, size="laptop")
    address = page.locator(".wall h2 a").get_attribute("href")
    assert address is not None
    wall = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN").new_page()
    asked: list[str] = []
    wall.on("request", lambda request: asked.append(request.url))
    wall.goto(f"{url}/w/{address.rsplit('/', 1)[1].split('?')[0]}")
    expect(wall.locator("main")).to_contain_text(room.camp.code[:4])
    page.locator(".big button").click()
    expect(wall.locator("main > svg")).to_contain_text("每种题都有一道", timeout=3000)
    page.locator(".chip button[data-press=show]", has_text="黑屏").click()
    expect(wall.locator(".dark")).to_be_visible(timeout=3000)
    assert {one.split("/")[2] for one in asked} == {url.split("/")[2]}
    assert {one["name"] for one in wall.context.cookies()} == set()


def test_the_wall_keeps_its_picture_when_the_server_is_away(browser: Browser, room: Room, url: str) -> None:
    page = remote(browser, room, url)
    page.locator(".big button").click()
    address = page.locator(".wall h2 a").get_attribute("href")
    assert address is not None
    wall = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN").new_page()
    wall.goto(f"{url}/w/{address.rsplit('/', 1)[1].split('?')[0]}")
    wall.context.set_offline(True)
    expect(wall.locator(".note")).to_contain_text("暂时连不上", timeout=PATIENCE)
    expect(wall.locator("main > svg")).to_be_visible()
    wall.context.set_offline(False)
    expect(wall.locator(".note")).to_be_hidden(timeout=PATIENCE)


def test_the_device_taken_over_learns_it_by_itself(browser: Browser, room: Room, url: str) -> None:
    old, new = remote(browser, room, url), remote(browser, room, url)
    new.locator("summary", has_text="签到与大屏").click()
    new.locator("button[data-press=take]").click()
    expect(old.locator(".hands")).to_be_visible(timeout=PATIENCE)
    assert old.locator(".big button[data-press=open]").count() == 0
    old.locator("button[data-press=take]").click()
    expect(new.locator(".hands")).to_be_visible(timeout=PATIENCE)
    assert EVERY_KIND in {step.id for step in control.steps(room.context, room.camp.id)}


def test_a_long_word_pushes_no_button_off_the_phone(browser: Browser, room: Room, url: str) -> None:
    room.open(EVERY_KIND)
    page = remote(browser, room, url)
    page.locator("[data-keep=park] > summary").click()
    page.fill("[data-typed=park]", "https://example.org/" + "segment" * 20)
    page.locator("button[data-press=park]").click()
    page.locator("[data-keep=park] .card button").first.wait_for(state="attached")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    box = page.locator("[data-keep=park] .card button").first.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
