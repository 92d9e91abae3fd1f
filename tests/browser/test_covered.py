"""Nothing to be answered lies under a bar that sticks to the screen's edge, of whatever kind the question is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.phones import PHONE, Hand, chromium
from tests.browser.screens import LOCALES
from tests.room_test.stage import CHECK, COMMIT, EVERY_KIND, NET_MAP, Room, make_room, served
from workshop.base.text import LANGUAGES, Language
from workshop.phone.language import LARGE, STANDARD, TYPE
from workshop.phone.request import FRESH_COOKIE
from workshop.services.camp import control
from workshop.services.camp.questions import structures_of

pytestmark = pytest.mark.browser
# One exercise or more for every kind of step a phone shows.
STEPS = (
    EVERY_KIND,
    CHECK,
    COMMIT,
    NET_MAP,
    "place-on-map",
    "need-no-action",
    "case-dialogue",
    "landscape-wall",
    "speed-consult",
    "opinion-sort",
)
# Brings each field and button into sight the shortest way, as a browser does for the keyboard, and names what a finger
# that aims at its middle would not meet.
COVERED = """() => {
  const found = [];
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const all = "input:not([type=hidden]), textarea, select, button, a[href], summary, [tabindex='0']";
  for (const one of document.querySelectorAll(all)) {
    const part = one.closest("label") && one.matches("[type=radio], [type=checkbox]") ? one.closest("label") : one;
    if (part.closest("[hidden], .bar") || !part.getClientRects().length || part.disabled) continue;
    for (const from of [0, document.documentElement.scrollHeight]) {
      scrollTo(0, from);
      part.scrollIntoView({ block: "nearest" });
      const box = part.getBoundingClientRect();
      const high = Math.min(box.height, 60);
      const edge = from ? box.top + high / 2 : box.bottom - high / 2;
      const x = box.left + Math.min(box.width / 2, 40), met = document.elementFromPoint(x, edge);
      const sticks = met && !part.contains(met) && met.closest(".bar, .placed, .picked, .for-whom");
      if (sticks) found.push(`${part.tagName}.${part.className} ${(part.innerText || one.name).slice(0, 20)} under .${sticks.className}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder: Path = tmp_path_factory.mktemp("covered")
    with make_room(folder, exercises=STEPS) as made:
        for step in STEPS:
            made.open(step)
        yield made


@pytest.fixture(scope="module")
def address(room: Room) -> Iterator[str]:
    with served(room) as url:
        yield url


def questions(room: Room) -> list[str]:
    """The address of every question."""
    return [
        f"/s?step={step.id}&question={one.id}"
        for step in control.steps(room.context, room.camp.id)
        for one in structures_of(room.context, room.camp, step)
    ]


@pytest.fixture(params=[(language, size) for language in LANGUAGES for size in (STANDARD, LARGE)])
def hand(request: pytest.FixtureRequest, browser: Browser, room: Room, address: str) -> Iterator[Hand]:
    language: Language = request.param[0]
    with ExitStack() as stack:
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale=LOCALES[language],
            has_touch=True,
            is_mobile=True,
        )
        stack.callback(context.close)
        context.add_cookies([{"name": TYPE, "value": request.param[1], "url": address}])
        made = Hand(context, room, address)
        made.join()
        yield made


def test_what_is_brought_into_sight_lies_under_no_bar(room: Room, hand: Hand) -> None:
    covered = {}
    for path in questions(room):
        hand.go(path)
        if found := hand.page.evaluate(COVERED):
            covered[path] = found
    assert covered == {}


ENDS = """() => { const bar = document.querySelector(".bar").getBoundingClientRect().top;
  const ends = [...document.querySelectorAll(".plane .end")].map((one) => one.getBoundingClientRect());
  return [Math.min(...ends.map((one) => one.top)), bar - Math.max(...ends.map((one) => one.bottom))]; }"""


def test_the_words_at_all_four_ends_of_a_picture_to_place_on_are_seen_with_it(hand: Hand) -> None:
    """In the usual size without scrolling, in large type after the picture was brought into sight."""
    hand.context.clear_cookies(name=FRESH_COOKIE)
    hand.go("/s?step=place-on-map&question=where")
    if hand.page.locator("html.large").count():
        hand.page.evaluate("document.querySelector('.plane').scrollIntoView({block: 'end'})")
    above, below = hand.page.evaluate(ENDS)
    assert (above >= 0, below >= 0) == (True, True), (above, below)
