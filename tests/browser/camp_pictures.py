"""Pictures of a half day as it runs: `python -m tests.browser.camp_pictures FOLDER`, in both languages.

The blocks are those of the shipped recipe, steered in a browser from the remote while phones on a bad network answer.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser, Page

from tests.app_context import Clock
from tests.browser.camp_host import LOCALES, projected, steering
from tests.browser.phones import PHONE, chromium
from tests.browser.screens import SIZES, keep
from tests.room_test import phone
from tests.room_test.stage import Room, make_camp, served
from tests.room_test.whole_camp import WholeCamp
from workshop.base.text import LANGUAGES, Language
from workshop.model.camp import CampStep

TITLES: dict[Language, str] = {"zh": "社区发展共创营", "en": "Community co-creation camp"}
# What people write, whatever they are asked: short enough for every question.
SAID: dict[Language, tuple[str, ...]] = {
    "zh": (
        "怕开了口没人来",
        "不知道找谁借活动室",
        "先请会修灯的老师傅试一次",
        "大家各忙各的，凑不到一起",
        "垫的钱不知道能不能报",
        "楼道里先贴一张报名表",
        "以前办过一次，后来没人接",
        "老人想来，没人接送",
    ),
    "en": (
        "Nobody may turn up if I ask",
        "Unclear whom to ask for the room",
        "Let the retired electrician try once",
        "Everybody is busy at other hours",
        "Who pays back what I lay out?",
        "A sign-up sheet in the stairwell",
        "It ran once, then nobody took over",
        "The elderly would come if fetched",
    ),
}
# Step and moment -> what is taken: name, where, and the path; a phone's path is of somebody who has answered.
REMOTE, PHONES, WALL = "remote", "phone", "wall"
TAKEN: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {
    ("place-on-map", "answered"): (("place", PHONES, "/s?step=place-on-map&question=where"),),
    ("place-on-map", "revealed"): (("place-wall", WALL, ""),),
    ("case-dialogue", "answered"): (
        ("dialogue", REMOTE, "/r/log/case-dialogue"),
        ("dialogue-read", PHONES, "/s/log?step=case-dialogue&question=turning"),
    ),
    ("case-dialogue", "revealed"): (("dialogue-wall", WALL, ""),),
    ("check-in", "waiting"): (("words", REMOTE, "/r"),),
    ("need-no-action", "answered"): (
        ("board", PHONES, "/s?step=need-no-action&question=sort"),
        ("tables", REMOTE, "/r/tables"),
    ),
    ("need-no-action", "revealed"): (("board-wall", WALL, ""),),
    ("speed-consult", "answered"): (("match", PHONES, "/s?step=speed-consult&question=trio"),),
    ("commit", "open"): (("promise", PHONES, "/s"),),
}


@dataclass(frozen=True)
class Photographer:
    """Takes what `TAKEN` names, and with `everything` every screen at every block, for looking through."""

    browser: Browser
    room: Room
    url: str
    language: Language
    folder: Path
    wall: Page
    remote: Page
    camp: list[WholeCamp]
    everything: bool

    def __call__(self, moment: str, step: CampStep) -> None:
        wanted = TAKEN.get((step.id, moment), ())
        if self.everything:
            everywhere = ((REMOTE, "/r"), (PHONES, "/s"), (WALL, ""))
            wanted = (*wanted, *((f"{step.id}-{moment}-{who}", who, path) for who, path in everywhere))
        for name, who, path in wanted:
            if who == WALL:
                self.wall.wait_for_timeout(1500)  # it follows within a second
                keep(self.wall, self.folder / f"camp-{name}-{self.language}.png")
            elif who == REMOTE:
                self._seen(self.remote, name, path, ("phone", "laptop") if self.everything else ("phone",))
                self.remote.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
            elif self.camp[0].people[2].begun:
                self._phone(name, path)

    def _seen(self, page: Page, name: str, path: str, sizes: tuple[str, ...]) -> None:
        for size in sizes:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.goto(self.url + path)
            page.wait_for_timeout(400)
            if name == "words":
                page.locator("[data-keep=cards]").evaluate("fold => fold.scrollIntoView()")
            keep(page, self.folder / f"camp-{name}-{size}-{self.language}.png")

    def _phone(self, name: str, path: str) -> None:
        context = self.browser.new_context(viewport=PHONE, locale=LOCALES[self.language], is_mobile=True)
        seat = self.camp[0].people[2].phone.client.cookies
        held = [(one.name, one.value) for one in seat.jar if one.value]
        context.add_cookies([{"name": key, "value": value, "url": self.url} for key, value in held])
        page = context.new_page()
        self._seen(page, name, path, ("phone",))
        context.close()


def take(browser: Browser, folder: Path, language: Language, *, everything: bool) -> None:
    clock = Clock()
    with (
        tempfile.TemporaryDirectory() as data,
        make_camp(Path(data), "camp-half", clock=clock, title=TITLES[language]) as room,
        served(room) as url,
    ):
        host = steering(browser, room, url, language)
        camp: list[WholeCamp] = []
        wall = projected(browser, room, url, language)
        moment = Photographer(
            browser, room, url, language, folder, wall, host.page, camp, everything=everything
        )
        camp.append(WholeCamp(room, host, clock, language, seed=7, moment=moment))
        with patch.object(phone, "WORDS", SAID[language]):
            camp[0].run()


def main(folder: Path, *everything: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for language in LANGUAGES:
            take(browser, folder, language, everything=bool(everything))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
