"""Pictures of every page for `docs/screens`: phone and laptop, Chinese and English. `make screens` takes them.

The pages are the real ones, served with the sample camp; each picture is looked at before it is kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.phones import chromium
from workshop.base.text import LANGUAGES, Language

SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}
# A phone says so, and some pictures are drawn for it.
PHONE = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36"
NEVER = {"phone": "laptop", "wall": "phone"}  # kind of picture -> the size nobody sees it in
COLOURS = 128  # enough for flat pages, a quarter of the bytes


@dataclass(frozen=True)
class Shot:
    """One page as somebody sees it. `act` is what they do before the picture is taken."""

    name: str
    path: str
    who: str = ""  # a cookie of the server's table: facilitator, organiser, new, answered
    act: Callable[[Page], None] | None = None
    plain: bool = False  # a plain page: whole, without waiting for the desk


def press(index: int) -> Callable[[Page], None]:
    """Choose the nth part of a screen's segmented control."""

    def act(page: Page) -> None:
        page.locator("[data-testid=stButtonGroup] button").nth(index).click()
        page.wait_for_timeout(2500)

    return act


def tap(key: str) -> Callable[[Page], None]:
    """Press the button whose key begins so, if it is there: the next size finds it pressed."""

    def act(page: Page) -> None:
        button = page.locator(f"[class*=st-key-{key}] button")
        if button.count() and button.first.is_visible():
            button.first.click()
            page.wait_for_timeout(5000)

    return act


def view_of_map(part: int, view: int) -> Callable[[Page], None]:
    """Choose what one comes to a map for, and the nth thing in it."""

    def act(page: Page) -> None:
        press(part)(page)
        press(4 + view)(page)

    return act


def unfold(name: str) -> Callable[[Page], None]:
    """Open a fold of a plain page and bring it into sight."""

    def act(page: Page) -> None:
        page.locator(f"{name} > summary").click()
        page.locator(name).scroll_into_view_if_needed()
        page.wait_for_timeout(300)

    return act


def revealed(wall: str) -> Callable[[Page], None]:
    """Reveal what runs, and look at the wall."""

    def act(page: Page) -> None:
        door = page.url.split("/r")[0]
        for name in ("freeze", "reveal"):
            page.locator(f".steer button[data-press={name}]").first.click()
            page.wait_for_timeout(1500)
        page.goto(f"{door}/w/{wall}")
        page.wait_for_timeout(1000)

    return act


def pattern(what: str) -> Callable[[Page], None]:
    """Open the first pattern: its versions, or the editor."""

    def act(page: Page) -> None:
        page.locator("[class*=st-key-pattern-open] button").first.click()
        page.wait_for_timeout(2500)
        if what == "versions":
            fold = page.locator("[data-testid=stExpander] summary").last
            fold.click()
            fold.scroll_into_view_if_needed()
        else:
            page.locator("[class*=st-key-pattern-revise] button").first.click()
        page.wait_for_timeout(2500)

    return act


def beside(page: Page) -> None:
    """Put a second case next to the one that is open."""
    page.locator(".st-key-cases-other input").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    page.wait_for_timeout(2500)


def shots(table: dict[str, str]) -> list[Shot]:
    """Every page worth a picture."""
    return [
        Shot("phone-code", "/j", plain=True),
        Shot("phone-join", f"/j/{table['camp']}", plain=True),
        Shot("phone-question", "/s", "new", plain=True),
        Shot("phone-result", "/s/result", "answered", plain=True),
        Shot("phone-cards", "/s/cards", "answered", plain=True),
        Shot("phone-cards-asked", "/s/cards", "answered", unfold("#asking"), plain=True),
        Shot("phone-mine", "/s/mine", "answered", plain=True),
        Shot("phone-waiting", "/s", "done", plain=True),
        Shot("phone-recover", "/s/recover", plain=True),
        Shot("login", "/login", plain=True),
        Shot("start", "/start", plain=True),
        Shot("camps", "/camps", "organiser"),
        Shot("remote", "/r", "facilitator", plain=True),
        Shot("wall", f"/w/{table['wall']}", plain=True),
        Shot("room", "/room", "facilitator"),
        Shot("pairing", "/pairing", "facilitator", tap("pairing-pair")),
        Shot("rounds", "/rounds", "facilitator", tap("tables-make")),
        Shot("told", "/told", "facilitator"),
        Shot("trials", "/trials", "facilitator"),
        Shot("phone-partner", "/s/partner", "answered", plain=True),
        Shot("phone-tell", "/s/tell", "answered", plain=True),
        Shot("agenda", "/agenda", "facilitator"),
        Shot("agenda-change", f"/r/agenda?camp={table['camp']}", "facilitator", plain=True),
        Shot("paper", "/paper", "facilitator"),
        Shot("rubrics", "/rubrics", "organiser"),
        Shot("positions", "/positions", "facilitator"),
        Shot("positions-room", "/positions", "facilitator", press(1)),
        Shot("positions-stories", "/positions", "facilitator", press(2)),
        Shot("positions-roles", "/positions", "facilitator", press(3)),
        Shot("positions-time", "/positions", "organiser", press(4)),
        Shot("one-community", "/one_community", "facilitator"),
        Shot("one-camp", "/one_community", "facilitator", press(1)),
        Shot("communities", "/communities", "facilitator"),
        Shot("communities-figures", "/communities", "facilitator", view_of_map(0, 1)),
        Shot("communities-withdrawal", "/communities", "facilitator", view_of_map(1, 0)),
        Shot("communities-movers", "/communities", "facilitator", view_of_map(1, 1)),
        Shot("communities-seeping", "/communities", "facilitator", view_of_map(1, 2)),
        Shot("communities-waves", "/communities", "facilitator", view_of_map(1, 3)),
        Shot("communities-table", "/communities", "facilitator", view_of_map(2, 0)),
        Shot("communities-import", "/communities", "facilitator", view_of_map(2, 1)),
        Shot("communities-room", "/communities", "facilitator", view_of_map(2, 3)),
        Shot("communities-leaving", "/communities", "facilitator", view_of_map(3, 0)),
        Shot("communities-names", "/communities", "facilitator", view_of_map(3, 1)),
        Shot("compare", "/compare", "facilitator"),
        Shot("cases", "/cases", "facilitator"),
        Shot("cases-beside", "/cases", "facilitator", beside),
        Shot("patterns", "/patterns", "facilitator"),
        Shot("patterns-table", "/patterns", "facilitator", press(1)),
        Shot("patterns-gaps", "/patterns", "facilitator", press(2)),
        Shot("patterns-versions", "/patterns", "facilitator", pattern("versions")),
        Shot("patterns-editor", "/patterns", "facilitator", pattern("editor")),
        Shot("statements", "/statements", "statements"),
        Shot("my-community-question", "/my_community", "new"),
        Shot("my-community-page", "/my_community", "answered", press(1)),
        Shot("my-community-position", "/my_community", "answered", press(2)),
        Shot("my-community-map", "/my_community", "answered", press(3)),
        Shot("my-community-suggestions", "/my_community", "answered", press(4)),
        Shot("map", f"/map/{table['map']}", "facilitator", plain=True),
        # Last: the room is another one afterwards.
        Shot("wall-stages", "/r", "facilitator", revealed(table["wall"]), plain=True),
    ]


def take(
    browser: Browser,
    base: str,
    table: dict[str, str],
    folder: Path,
    language: Language,
    wanted: tuple[str, ...],
) -> None:
    for size, (width, height) in SIZES.items():
        for shot in shots(table):
            if (wanted and shot.name not in wanted) or size == NEVER.get(shot.name.partition("-")[0]):
                continue
            context = browser.new_context(
                viewport={"width": width, "height": height},
                locale=LOCALES[language],
                user_agent=PHONE if size == "phone" else None,
            )
            context.add_cookies([{"name": "lang", "value": language, "url": base}])
            if shot.who:
                name = "desk" if shot.who in {"facilitator", "organiser", "statements"} else "seat"
                context.add_cookies([{"name": name, "value": table[shot.who], "url": base}])
            page = context.new_page()
            page.goto(base + shot.path)
            page.wait_for_timeout(1500)
            if not shot.plain:
                page.wait_for_selector("[data-testid=stMain] [data-testid=stVerticalBlock]")
                page.wait_for_timeout(2000)
            if shot.act is not None:
                shot.act(page)
            keep(page, folder / f"{shot.name}-{size}-{language}.png")
            context.close()


def keep(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main(folder: Path, wanted: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, language in enumerate(LANGUAGES):
        with tempfile.TemporaryDirectory() as data:
            port = str(8795 + number)
            command = [sys.executable, "-m", "tests.browser.desk_server", data, port, language]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
                try:
                    assert server.stdout is not None
                    table = json.loads(server.stdout.readline())
                    base = f"http://127.0.0.1:{port}"
                    _ready(base)
                    with chromium() as browser:
                        take(browser, base, table, folder, language, wanted)
                finally:
                    server.terminate()


def _ready(base: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]))
