"""A facilitator with the remote in Chromium, and the wall beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PATIENCE, PHONE
from tests.room_test.stage import Room
from tests.room_test.whole_camp import typing
from workshop.base.text import Language
from workshop.services.room.wall_address import wall_token

LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class BrowserHost:
    """Presses the remote's buttons with a thumb."""

    page: Page
    url: str

    def look(self) -> str:
        self.page.goto(f"{self.url}/r")
        return self.page.content()

    def press(self, act: str, subject: str) -> str:
        form = self.page.locator(
            f'form[action="/r/act"]:has(input[name=act][value="{act}"]):has(input[name=subject][value="{subject}"])'
        ).first
        with self.page.expect_response(lambda reply: "/r?" in reply.url and "told=" in reply.url) as reply:
            form.locator("button").click()
        expect(self.page.locator("[data-told]")).not_to_be_empty()
        return re.split("[=&]", reply.value.url.split("told")[1])[1]

    def write(self, path: str, said: tuple[tuple[str, str], ...]) -> None:
        for kind, text in said:
            self.page.goto(self.url + path)
            form = typing(self.page.content())
            if form is None:
                return
            speaker = form.offers["speaker"][0]
            self.page.locator(f"label:has([name=speaker][value='{speaker}'])").click()
            self.page.locator(f"label:has([name=kind][value='{kind}'])").click()
            self.page.fill("form.say [name=text]", text)
            with self.page.expect_navigation():
                self.page.click("form.say button.go")


def steering(browser: Browser, room: Room, url: str, language: Language) -> BrowserHost:
    """Somebody signed in at the door, with the remote on a phone."""
    context = browser.new_context(viewport=PHONE, locale=LOCALES[language])
    context.add_cookies([{"name": "lang", "value": language, "url": url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{url}/login?next=/r")
    page.fill("[name=code]", room.camp.code)
    page.fill("[name=password]", room.password)
    page.click("form[action='/login'] button")
    page.wait_for_url("**/r")
    return BrowserHost(page, url)


def projected(browser: Browser, room: Room, url: str, language: Language) -> Page:
    """The wall on a projector's machine of modest size."""
    wall = browser.new_context(viewport={"width": 1280, "height": 720}, locale=LOCALES[language]).new_page()
    wall.set_default_timeout(PATIENCE)
    wall.goto(f"{url}/w/{wall_token(room.context, room.camp.id)}?lang={language}")
    return wall
