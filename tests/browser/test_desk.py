"""The desk in a real browser, through the real server."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk_server import OUTSIDE
from tests.browser.phones import chromium
from workshop.base.text import say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

LAPTOP, PHONE = (1280, 800), (390, 844)
SLOW = 30_000  # a shared machine starts a chart in seconds
Opener = Callable[..., Page]


def settled(page: Page) -> None:
    """Wait until the screen has been drawn to its end; an image that is none has failed by then."""
    expect(page.get_by_role("heading").first).to_be_visible(timeout=SLOW)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SLOW)
    page.wait_for_timeout(300)


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[dict[str, str]]:
    """The server's cookies by role."""
    folder = tmp_path_factory.mktemp("desk")
    command = [sys.executable, "-m", "tests.browser.desk_server", str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as server:
        assert server.stdout is not None
        found: dict[str, str] = json.loads(server.stdout.readline())
        for _ in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
                break
            except OSError:
                time.sleep(0.3)
        yield found
        server.terminate()
    outside = folder / OUTSIDE
    assert not outside.exists() or outside.read_text() == ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, people: dict[str, str], port: int) -> Iterator[Opener]:
    """Open a page as somebody; at the end no request may have left for another host."""
    hosts: set[str] = set()
    contexts = []

    def open_page(
        address: str, who: str = "", size: tuple[int, int] = LAPTOP, language: str = "zh-CN", **more: object
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            **more,  # type: ignore[arg-type]
        )
        contexts.append(context)
        base = f"http://127.0.0.1:{port}"
        if who:
            name = "desk" if who in ("facilitator", "organiser") else "seat"
            context.add_cookies([{"name": name, "value": people[who], "url": base}])
        page = context.new_page()
        page.on(
            "request", lambda request: hosts.add(request.url.split("/")[2]) if "//" in request.url else None
        )
        page.goto(f"{base}/{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert hosts <= {f"127.0.0.1:{port}"}


def test_whoever_comes_to_the_door_is_led_to_their_screen(opened: Opener) -> None:
    page = opened("", "facilitator")
    expect(page.get_by_role("heading", name="主持台")).to_be_visible(timeout=SLOW)
    assert page.url.endswith("/room")


def test_a_draft_survives_a_reload_and_two_clicks_are_one_answer(opened: Opener) -> None:
    page = opened("my_community", "new")
    page.get_by_text("1 级", exact=True).click(timeout=SLOW)
    page.get_by_text(say("zh", "exercises.scale.event_optional")).click()
    page.get_by_label("举一件真事").fill("坝坝宴三十桌")
    page.get_by_label("举一件真事").blur()
    expect(page.get_by_text("草稿已存在服务器上")).to_be_visible(timeout=SLOW)
    page.reload()
    expect(page.get_by_label("举一件真事")).to_have_value("坝坝宴三十桌", timeout=SLOW)
    page.get_by_role("button", name="提交，下一题").dblclick()
    expect(page.get_by_text("第 2 / 10 题")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)
    expect(page.get_by_text("第 2 / 10 题")).to_be_visible()


def test_a_click_on_the_map_shows_who_it_is(opened: Opener, people: dict[str, str]) -> None:
    page = opened("communities", "facilitator", (1280, 1200))
    chart = page.locator("[data-testid=stEChartsChart] canvas").first
    expect(chart).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1500)
    box = chart.bounding_box()
    assert box is not None
    label, x, y = people["biggest"]
    # The paper, 960 by 680, is fitted into the frame within its margins.
    wide, high = box["width"] - 32, box["height"] - 20
    scale = min(wide / 960, high / 680)
    left = box["x"] + 16 + (wide - 960 * scale) / 2
    top = box["y"] + 10 + (high - 680 * scale) / 2
    spot = (left + float(x) * 960 * scale, top + float(y) * 680 * scale)
    page.mouse.move(*spot)
    page.wait_for_timeout(300)
    page.mouse.click(*spot)
    expect(page.get_by_role("heading", level=3, name=label)).to_be_visible(timeout=SLOW)


def test_nothing_that_was_typed_acts(opened: Opener) -> None:
    for address, who in (
        ("room", "facilitator"),
        ("communities", "facilitator"),
        ("my_community", "nasty"),
    ):
        page = opened(address, who)
        settled(page)
        assert page.evaluate("window.hit") is None
        assert page.locator("img[src*=evil], img[src=x]").count() == 0
    expect(page.get_by_role("heading", level=1)).to_contain_text("**b** :")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("start", "facilitator"),
        ("camps", "organiser"),
        ("room", "facilitator"),
        ("agenda", "facilitator"),
        ("paper", "facilitator"),
        ("positions", "facilitator"),
        ("rubrics", "organiser"),
        ("one_community", "facilitator"),
        ("communities", "facilitator"),
        ("cases", "facilitator"),
        ("pairing", "facilitator"),
        ("rounds", "facilitator"),
        ("told", "facilitator"),
        ("trials", "facilitator"),
        ("my_community", "new"),
    ],
)
def test_no_screen_is_wider_than_a_phone(opened: Opener, address: str, who: str, language: str) -> None:
    page = opened(address, who, PHONE, language)
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_a_stranger_at_any_address_of_the_desk_finds_the_ways_in(opened: Opener, language: str) -> None:
    for address in ("", "room"):
        page = opened(address, "", PHONE, language)
        for way in ("/j", "/login"):
            expect(page.locator(f"main a.go[href='{way}']")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert page.locator("[data-testid=stApp]").count() == 0


def test_a_room_is_paired_from_the_room_in_three_taps_and_the_phones_follow(opened: Opener) -> None:
    phone = opened("s/partner", "done", PHONE)
    expect(phone.locator("main")).to_contain_text(say("zh", "partner.not_yet"))
    desk = opened("room", "facilitator")
    desk.get_by_role("link", name=say("zh", "pairing_desk.open_screen")).click(timeout=SLOW)
    desk.get_by_role("button", name=say("zh", "pairing_desk.pair"), exact=True).click(timeout=SLOW)
    desk.get_by_role("button", name=say("zh", "pairing_desk.show"), exact=True).click(timeout=SLOW)
    # The phone was told nothing but to look again.
    yes = phone.locator("button[value=yes]")
    expect(yes.first).to_be_visible(timeout=SLOW)
    yes.first.click()
    expect(phone.locator("main")).to_contain_text(say("zh", "partner.yes_said"))
    expect(desk.get_by_test_id("stMain")).to_contain_text("说好了 1 对", timeout=SLOW)
