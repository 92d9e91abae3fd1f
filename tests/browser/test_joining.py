"""Joining with few taps, long lists with a search field, a helper's phone and half-written words, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Hand, chromium
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room, served
from workshop.base.text import say
from workshop.model.camp import Role
from workshop.services.camp import camps
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.roster import Expected

pytestmark = pytest.mark.browser
NewHand = Callable[..., Hand]
WIDER = """(width) => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML.slice(0, 90))"""
QUESTIONS = ("energy", "vignette.V1.D3", "several", "vote", "circle", "known", "among")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path) as made:
        yield made


@pytest.fixture
def new_hand(browser: Browser, room: Room) -> Iterator[NewHand]:
    with served(room) as url:
        contexts = []

        def make(*, script: bool = True, locale: str = "zh-CN") -> Hand:
            context = browser.new_context(
                viewport={"width": PHONE["width"], "height": PHONE["height"]},
                java_script_enabled=script,
                locale=locale,
                has_touch=True,
                is_mobile=True,
            )
            contexts.append(context)
            return Hand(context, room, url)

        yield make
        for context in contexts:
            context.close()


def tap(hand: Hand, places: list[str]) -> int:
    """Tap these places one after another; how many taps that were."""
    for place in places:
        target = hand.page.locator(place).first
        target.scroll_into_view_if_needed()
        target.tap()
    hand.page.wait_for_url("**/s")
    return len(places)


def names(room: Room) -> list[str]:
    return [one.nickname for one in seats.of_camp(room.context, room.camp.id)]


GO = "form:visible button.go"
CONSENT = "label:has([name=consent]):visible"


def expected(room: Room, communities: int, each: int) -> None:
    people = [
        Expected(f"第{place:02}·{number}号", f"第{place:02}社区", Role.RESIDENT)
        for place in range(communities)
        for number in range(each)
    ]
    seat_cards.prepare(room.context, room.camp, people, "t")


@pytest.mark.parametrize("script", [True, False])
def test_a_card_takes_two_taps_and_no_typing(room: Room, new_hand: NewHand, script: bool) -> None:
    expected(room, 1, 2)
    card = seat_cards.of_camp(room.context, room.camp.id)[0]
    hand = new_hand(script=script)
    hand.go(f"{room.join}?card={card.code}")
    assert tap(hand, [CONSENT, GO]) <= 4
    assert names(room) == [card.nickname]
    assert hand.complaints == []


@pytest.mark.parametrize("script", [True, False])
def test_a_name_on_a_long_roster_takes_four(room: Room, new_hand: NewHand, script: bool) -> None:
    expected(room, 12, 10)
    hand = new_hand(script=script)
    hand.go(room.join)
    place = "details.place:has-text('第07社区')"
    assert tap(hand, [f"{place} > summary", f"{place} label:has-text('第07·3号')", CONSENT, GO]) <= 4
    assert names(room) == ["第07·3号"]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("roster", [True, False])
def test_free_choice_among_twenty_four_communities_takes_six(
    room: Room, new_hand: NewHand, script: bool, roster: bool
) -> None:
    for number in range(24):
        camps.add_community(room.context, room.camp.id, f"第{number:02}社区")
    if roster:
        expected(room, 2, 3)
    hand = new_hand(script=script)
    hand.go(room.join)
    free = f"summary:has-text('{say('zh', 'phone.roster_join.not_listed')}')"
    form = "form:has([name=community])"
    place = f"{form} details.place:has([value='第20社区'])"
    taps = tap(
        hand,
        [
            *([free] if roster else []),
            f"{place} > summary",
            f"{place} label:has([value='第20社区'])",
            f"{form} label:has([name=role][value=resident])",
            f"{form} label:has([name=consent])",
            f"{form} button.go",
        ],
    )
    assert taps <= 6
    (seat,) = seats.of_camp(room.context, room.camp.id)
    assert camps.community(room.context, seat.community).name == "第20社区"
    assert seat.nickname


def test_a_tables_link_takes_three(room: Room, new_hand: NewHand) -> None:
    for number in range(24):
        place = camps.add_community(room.context, room.camp.id, f"第{number:02}社区")
    hand = new_hand()
    hand.go(f"{room.join}?community={place.id}")
    assert tap(hand, ["label:has([name=role][value=resident])", CONSENT, GO]) == 3
    (seat,) = seats.of_camp(room.context, room.camp.id)
    assert seat.community == place.id


def test_a_long_list_is_searched_and_what_is_looked_for_is_no_answer(room: Room, new_hand: NewHand) -> None:
    for number in range(24):
        camps.add_community(room.context, room.camp.id, f"第{number:02}社区")
    hand = new_hand()
    hand.go(room.join)
    hand.page.fill("[data-find] input", "20")
    rows = hand.page.locator("[data-person]:visible")
    expect(rows).to_have_count(1)
    rows.first.tap()
    hand.page.fill("[data-find] input", "没有这个")
    expect(hand.page.locator("[data-lost]")).to_be_visible()
    hand.page.fill("[data-find] input", "")
    expect(hand.page.locator("details.place:has([value='第20社区']) [data-here]")).to_be_visible()
    taken = tap(hand, ["label:has([name=role][value=resident])", CONSENT, GO])
    assert taken == 3
    (seat,) = seats.of_camp(room.context, room.camp.id)
    assert camps.community(room.context, seat.community).name == "第20社区"


def test_half_written_offers_are_found_again_after_following_the_room(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.join()
    hand.go("/s/partner")
    hand.page.locator("details.place > summary").first.tap()
    hand.page.locator("label:has([name=offer])").first.tap()
    room.open(CHECK)
    bar = hand.page.locator("[data-moved]")
    expect(bar).to_be_visible(timeout=15_000)
    assert hand.page.url.endswith("/s/partner")
    bar.locator("a").tap()
    hand.page.wait_for_url("**/s")
    hand.go("/s/partner")
    expect(hand.page.locator("[name=offer]").first).to_be_checked()
    hand.page.locator("form[action='/s/offer'] button.go").tap()
    hand.page.wait_for_url("**told=kept")
    assert hand.page.evaluate("Object.keys(localStorage).filter((n) => n.includes('.note.'))") == []


@pytest.mark.parametrize("script", [True, False])
def test_a_helper_adds_two_and_changes_between_them(room: Room, new_hand: NewHand, script: bool) -> None:
    hand = new_hand(script=script)
    hand.join("小林", "甲社区")
    for number, nickname in enumerate(("王阿姨", "李伯")):
        hand.go("/s/helper")
        if number:
            hand.page.locator(f"summary:has-text('{say('zh', 'phone.helper.add')}')").tap()
        form = hand.page.locator("form[action='/s/helper/add']")
        form.locator("[name=nickname]").fill(nickname)
        form.locator("label:has([name=role][value=resident])").tap()
        form.locator("label:has([name=consent])").tap()
        form.locator("button.go").tap()
        expect(hand.page.locator(".for-whom b")).to_have_text(nickname)
    room.open(EVERY_KIND)
    hand.go("/s/helper")
    hand.page.get_by_role("button", name=re.compile("王阿姨")).first.tap()
    hand.page.wait_for_url("**/s")
    expect(hand.page.locator(".for-whom b")).to_have_text("王阿姨")
    assert hand.complaints == []
    assert sorted(names(room)) == sorted(["小林", "王阿姨", "李伯"])


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_with_the_largest_system_font_no_page_is_wider_than_the_phone(
    room: Room, new_hand: NewHand, locale: str
) -> None:
    """Text at 200 %: WCAG 2.2, success criterion 1.4.4."""
    expected(room, 4, 5)
    card = seat_cards.of_camp(room.context, room.camp.id)[0]
    hand = new_hand(locale=locale)
    wide: dict[str, int] = {}

    def look(path: str) -> None:
        hand.go(path)
        hand.page.evaluate("document.documentElement.style.fontSize = '225%'")  # twice the usual 112.5 %
        hand.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        width = hand.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width

    for path in (room.join, f"{room.join}?card={card.code}", "/j", "/s/recover", "/login"):
        look(path)
    hand.go(f"{room.join}?card={card.code}")
    tap(hand, [CONSENT, GO])
    room.open(EVERY_KIND)
    for path in ("/s", "/s/helper", "/s/mine", "/s/partner", "/s/cards", "/s/result", "/s/tell", "/s/table"):
        look(path)
    assert wide == {}


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_with_the_largest_font_no_question_is_wider_than_a_small_phone(
    room: Room, new_hand: NewHand, locale: str, width: int
) -> None:
    """Also where a name has no place to break: 24 letters are the longest a seat may have."""
    hand = new_hand(locale=locale)
    hand.page.set_viewport_size({"width": width, "height": 844})
    hand.go(room.join)
    hand.page.locator("input[name=nickname]").fill("W" * 24)
    hand.page.locator("input[name=community]").first.fill("甲社区")
    tap(hand, ["input[name=role]", CONSENT, GO])
    room.open(CHECK)
    room.open(EVERY_KIND)
    asked = [f"/s?step={CHECK}", *(f"/s?step={EVERY_KIND}&question={one}" for one in QUESTIONS)]
    wide: dict[str, object] = {}
    for path in (*asked, "/s/mine", "/s/helper"):
        hand.go(path)
        hand.page.evaluate("document.documentElement.style.fontSize = '225%'")
        hand.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if hand.page.evaluate("document.documentElement.scrollWidth") > width:
            wide[path] = hand.page.evaluate(WIDER, width)
    assert wide == {}


@pytest.mark.parametrize("script", [True, False])
def test_another_language_keeps_the_form_and_enter_still_joins(
    room: Room, new_hand: NewHand, script: bool
) -> None:
    hand = new_hand(script=script)
    hand.go(room.join)
    hand.page.fill("[name=nickname]", "阿旧")
    hand.page.locator("header button.switch:not(.type)").tap()
    expect(hand.page.locator("html")).to_have_attribute("lang", "en")
    expect(hand.page.locator("[name=nickname]")).to_have_value("阿旧")
    hand.page.fill("[name=community]", "甲社区")
    hand.page.locator("label:has([value=resident])").tap()
    hand.page.locator(CONSENT).tap()
    hand.page.press("[name=nickname]", "Enter")
    hand.page.wait_for_url("**/s")
    assert names(room) == ["阿旧"]
    assert hand.complaints == []
