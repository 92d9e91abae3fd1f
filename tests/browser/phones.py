"""A phone in a real Chromium, and what journeys on it share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import missing

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
PATIENCE = 15_000  # milliseconds; the machine may be busy with other tests


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed at the end."""
    if not CHROMIUM.exists():
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Door(Protocol):
    """What a phone must know of a room: the path that leads in."""

    @property
    def join(self) -> str: ...


# Draws each character with the page's own font; a missing one is the same box as a letter nobody has (U+E000).
GLYPHS = """async (text) => { await document.fonts.ready; const canvas = document.createElement("canvas");
    const draw = canvas.getContext("2d"); const font = getComputedStyle(document.body).fontFamily;
    return [..."\ue000" + text].map((c) => { draw.clearRect(0, 0, 60, 60); draw.font = "40px " + font;
    draw.fillText(c, 5, 45); return draw.getImageData(0, 0, 60, 60).data.join(""); }); }"""


def draws(page: Page, text: str) -> bool:
    """Whether the page's font has all these different characters."""
    return len(set(page.evaluate(GLYPHS, text))) == len(text) + 1


class Hand:
    """Somebody's hand on a phone."""

    def __init__(self, context: BrowserContext, room: Door, url: str) -> None:
        self.context = context
        self.room = room
        self.url = url
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if "Content Security" in message.text else None
            ),
        )
        return page

    @property
    def strangers(self) -> list[str]:
        """Addresses asked for that are not the room's own."""
        return [url for url in self.asked if not url.startswith(self.url)]

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def join(self, nickname: str = "小林", community: str = "桂花园社区") -> None:
        self.go(self.room.join)
        self.page.fill("[name=nickname]", nickname)
        known = self.page.locator("[name=community_new]").count()
        self.page.fill("[name=community_new]" if known else "[name=community]", community)
        self.tap("[name=role][value=resident]")
        self.tap("[name=consent]")
        self.page.click("form[method=post] button.go")
        self.page.wait_for_url("**/s")

    def tap(self, field: str) -> None:
        """Tap the row a box or circle stands in, as a thumb would; a long list is opened where it is folded first."""
        row = self.page.locator(f"label:has({field})").first
        row.wait_for(state="attached")
        if not row.is_visible():
            self.page.locator(f"details:has({field}) > summary").first.click()
        row.click()

    def write(self, words: str) -> None:
        """An example, unfolded first where it is not asked for at once."""
        folded = self.page.locator("details.evidence:not([open]) > summary")
        if folded.count():
            folded.click()
        self.page.fill("[name=evidence]", words)

    def level(self, value: int | str) -> None:
        self.tap(f"[name=level][value='{value}']")

    def key(self) -> str:
        return self.page.locator("[name=key]").first.get_attribute("value") or ""

    def question(self) -> str:
        return self.page.locator("[name=question]").first.get_attribute("value") or ""

    def send(self) -> None:
        """Send the form and wait for the next page."""
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.click("[data-submit]")

    def state(self, name: str) -> None:
        """Wait until the phone says so."""
        self.page.wait_for_selector(f"[data-state].{name}", timeout=PATIENCE)
