"""A dialogue followed live in a real Chromium: what one phone types is on the other's page, and a star needs no new page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app_context import Clock
from tests.browser.phones import PATIENCE, PHONE, chromium
from tests.room_test.handset import Handset
from tests.room_test.stage import USUAL, Room, make_room, served
from workshop.base.text import say
from workshop.model.camp import Action

CASE = "case-dialogue"
HERE = f"/s/log?step={CASE}&question=asked"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), exercises=(*USUAL, CASE)) as made:
        made.open(CASE)
        yield made


@pytest.fixture
def url(room: Room) -> Iterator[str]:
    with served(room) as address:
        yield address


def phone(browser: Browser, room: Room, url: str, nickname: str) -> Page:
    """A phone that has taken its seat, with the dialogue open."""
    handset = Handset(room.client(), room.camp.code)
    handset.join(nickname, "甲社区", "resident")
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": url} for one in handset.client.cookies.jar]
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url + HERE)
    return page


def typed(page: Page, text: str) -> None:
    page.check("[name=speaker][value=teller]")
    page.fill("[name=text]", text)
    page.get_by_text(say("zh", "dialogue.add"), exact=True).click()
    expect(page.locator(".turn .words").first).to_have_text(text)


def test_what_one_phone_types_the_other_follows_and_stars(browser: Browser, room: Room, url: str) -> None:
    recorder, listener = phone(browser, room, url, "小林"), phone(browser, room, url, "老王")
    faults: list[str] = []
    for page in (recorder, listener):
        page.on("pageerror", lambda error: faults.append(str(error)))
    loads: list[str] = []
    listener.on("load", lambda page: loads.append(page.url))
    recorder.click("button[value=record]")
    typed(recorder, "我先去敲了二十家的门")
    turns = listener.locator(".turn .words")
    expect(turns.first).to_have_text("我先去敲了二十家的门")
    listener.locator(".turn .star").first.click()
    expect(listener.locator(".turn .star.on b")).to_have_text("1")
    expect(recorder.locator(".turn .star b")).to_have_text("1")
    typed(recorder, "头一个月没人理我")
    expect(turns.first).to_have_text("头一个月没人理我")
    # All that without the page being loaded again.
    assert loads == []
    assert faults == []


def test_what_is_half_typed_stays_while_others_type(browser: Browser, room: Room, url: str) -> None:
    one, other = phone(browser, room, url, "小林"), phone(browser, room, url, "老王")
    for page in (one, other):
        page.click("button[value=record]")
    one.fill("[name=text]", "正在写的一段，还没写完")
    typed(other, "另一部手机记的")
    expect(one.locator(".turn .words").first).to_have_text("另一部手机记的")
    expect(one.locator("[name=text]")).to_have_value("正在写的一段，还没写完")
    expect(one.locator("[data-state]")).to_have_text(say("zh", "phone.state.saved"))
    # The facilitator freezes: the writer is told, and what is typed is there after a reload.
    room.act(Action.FREEZE, CASE)
    one.reload()
    expect(one.locator("[name=text]")).to_have_value("正在写的一段，还没写完")


def test_without_the_network_nothing_is_lost_and_one_tap_is_one_star(
    browser: Browser, room: Room, url: str
) -> None:
    recorder, listener = phone(browser, room, url, "小林"), phone(browser, room, url, "老王")
    recorder.click("button[value=record]")
    typed(recorder, "先说的")
    expect(listener.locator(".turn .words").first).to_have_text("先说的")
    listener.context.set_offline(True)
    listener.locator(".turn .star").first.click()
    typed(recorder, "断网时说的")
    listener.context.set_offline(False)
    expect(listener.locator(".turn .words").first).to_have_text("断网时说的")
    expect(listener.locator(".turn .star.on b")).to_have_text("1")
