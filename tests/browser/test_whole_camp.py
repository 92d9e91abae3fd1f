"""A one-day camp in English: the remote in Chromium on a phone, the wall beside it, twenty phones on a bad network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.app_context import Clock
from tests.browser.camp_host import projected, steering
from tests.browser.phones import PATIENCE, chromium
from tests.room_test.stage import make_camp, served
from tests.room_test.whole_camp import WholeCamp
from workshop.model.camp import CampStep
from workshop.model.step import StepKind
from workshop.services import workers
from workshop.services.camp import control, progress
from workshop.services.camp.questions import structures_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEAST = 28  # pixels of a letter on the smallest projector
# Heights of the letters on the wall as they stand on its screen.
LETTERS = """() => [...document.querySelectorAll('main svg text')].filter(t => t.textContent.trim() && t.getBoundingClientRect().height)
    .map(t => [t.textContent.trim(), parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a])"""


class Looker:
    """Somebody at the back of the hall, who reads the wall at every block."""

    def __init__(self, camp: list[WholeCamp], wall: Page) -> None:
        self.camp = camp
        self.wall = wall
        self.small: set[str] = set()
        self.seen: list[str] = []

    def __call__(self, moment: str, step: CampStep) -> None:
        room = self.camp[0].room
        # While a dialogue is on, the wall shows who speaks and not how many have answered.
        spoken = any(one.kind is StepKind.LOG for one in structures_of(room.context, room.camp, step))
        if moment == "answered" and not spoken:
            done = progress.progress(room.context, room.camp, step.id).done
            expect(self.wall.locator("main > svg")).to_contain_text(f"{done}", timeout=PATIENCE)
        if moment == "revealed":
            self.wall.wait_for_timeout(1200)  # it follows within a second
        letters = self.wall.evaluate(LETTERS)
        self.small |= {
            f"{step.id} {moment} {size:.1f} {text}" for text, size in letters if size < LEAST - 0.5
        }
        self.seen.append(step.id)


def test_a_whole_day_with_the_wall_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    clock = Clock()
    with (
        make_camp(tmp_path, "camp-1d", clock=clock, title="A day together") as room,
        served(room) as url,
        chromium() as browser,
    ):
        host = steering(browser, room, url, "en")
        wall = projected(browser, room, url, "en")
        faults: list[str] = []
        for page in (host.page, wall):
            page.on("pageerror", lambda error: faults.append(str(error)))
        camps: list[WholeCamp] = []
        looker = Looker(camps, wall)
        camps.append(WholeCamp(room, host, clock, "en", seed=11, moment=looker))
        camps[0].run()
        camps[0].assert_kept()
        camps[0].assert_taken_home()
        asked = {one.id for one in control.steps(room.context, room.camp.id) if one.screen}
        assert set(looker.seen) == asked
        assert looker.small == set()
        assert faults == []
