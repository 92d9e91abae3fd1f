"""A story told on a phone in a real browser: typed in bad conditions, tapped twice, in large type, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Hand, chromium
from tests.room_test.stage import Room, make_room, served
from workshop.model.case import Submission, SubmissionState
from workshop.services.learn import case_review
from workshop.store import submissions as rows

pytestmark = pytest.mark.browser
NewHand = Callable[..., Hand]
STUCK = "通知贴了一个月，没有一个人来"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path) as made:
        yield made


@pytest.fixture
def new_hand(browser: Browser, room: Room) -> Iterator[NewHand]:
    """Phones whose owner has begun a story."""
    with ExitStack() as stack:
        url = stack.enter_context(served(room))

        def make(*, width: int = PHONE["width"], script: bool = True) -> Hand:
            context = browser.new_context(
                viewport={"width": width, "height": PHONE["height"]},
                java_script_enabled=script,
                locale="zh-CN",
                has_touch=True,
                is_mobile=True,
            )
            stack.callback(context.close)
            hand = Hand(context, room, url)
            hand.join()
            hand.go("/s/tell")
            hand.page.dblclick("main button.go")
            # The second press ends the first one's way; a wait for one navigation would end with it.
            expect(hand.page).to_have_url(re.compile(r"/s/tell\?case="))
            return hand

        yield make


def stories(room: Room) -> tuple[Submission, ...]:
    return room.context.store.read(lambda connection: rows.submissions_in(connection, room.camp.id))


def told(room: Room) -> Submission:
    (one,) = stories(room)
    return one


def press(hand: Hand, go: str) -> None:
    with hand.page.expect_navigation():
        hand.page.click(f"button[name=go][value={go}]")


def tell(hand: Hand) -> None:
    """All eight questions. What came of each obstacle is asked once they are chosen and kept."""
    page = hand.page
    page.fill("[name=stuck]", STUCK)
    for code in ("O3", "O5"):
        hand.tap(f"[name=chosen][value={code}]")
    hand.tap("[name=first][value=O3]")
    page.select_option("[name='move.0.code']", "seep")
    page.fill("[name='move.0.text']", "天天傍晚去院坝坐")
    press(hand, "keep")
    page.select_option("[name='outcome.O3']", "passed")
    page.select_option("[name='outcome.O5']", "not")
    page.fill("[name=first_step]", "要是不下雨，就去坐半个钟头")
    page.fill("[name=question]", "头一个是怎么碰上的？")


def test_a_story_is_told_handed_in_once_asked_about_and_taken_back(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    tell(hand)
    press(hand, "hand_in")
    # Nothing was ticked for anybody: it says so, and keeps every word.
    expect(hand.page.get_by_role("alert")).to_be_visible()
    expect(hand.page.locator("[name=question]")).to_have_value("头一个是怎么碰上的？")
    hand.tap("[name=consent]")
    with hand.page.expect_navigation():
        hand.page.dblclick("button[value=hand_in]")
    expect(hand.page.locator("form[data-keep]")).to_have_count(0)
    assert told(room).state is SubmissionState.SUBMITTED
    case_review.ask(room.context, room.camp, told(room).id, "几个是新来的？", "facilitator")
    hand.page.reload()
    expect(hand.page.get_by_text("几个是新来的？")).to_be_visible()
    hand.page.fill("[name=result]", "五个是新来的")
    expect(hand.page.locator("[name=consent]")).to_be_checked()
    press(hand, "hand_in")
    assert told(room).telling.result == "五个是新来的"
    hand.page.click("details.leave summary")
    press(hand, "back")
    assert stories(room) == ()
    assert (hand.strangers, hand.complaints) == ([], [])


def test_what_is_typed_is_kept_without_a_tap(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.page.fill("[name=stuck]", STUCK)
    hand.state("saved")
    hand.page.reload()
    expect(hand.page.locator("[name=stuck]")).to_have_value(STUCK)
    assert told(room).telling.stuck == STUCK


def test_what_is_typed_without_a_network_is_there_after_the_page_is_lost(
    room: Room, new_hand: NewHand
) -> None:
    hand = new_hand()
    # What a page sends while it goes cannot be held up from outside, so here nothing is sent at all.
    hand.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no way there')); }")
    hand.page.fill("[name=stuck]", STUCK)
    hand.tap("[name=chosen][value=O5]")
    hand.state("waiting")
    hand.page.reload()
    expect(hand.page.locator("[name=stuck]")).to_have_value(STUCK)
    expect(hand.page.locator("[name=chosen][value=O5]")).to_be_checked()
    hand.state("saved")
    assert (told(room).telling.stuck, told(room).telling.obstacles) == (STUCK, ("O5",))
    # Once the server has it, the phone keeps nothing.
    assert hand.page.evaluate("Object.keys(localStorage).filter((name) => name.includes('.keep.'))") == []


def test_handed_in_on_another_page_the_open_one_shows_it(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    tell(hand)
    hand.state("saved")
    other = hand.new_page()
    other.goto(hand.page.url)
    other.locator("label:has([name=consent])").click()
    with other.expect_navigation():
        other.click("button[value=hand_in]")
    hand.page.fill("[name=result]", "后来的话")
    expect(hand.page.locator("form[data-keep]")).to_have_count(0)
    assert told(room).telling.result == ""


def test_it_is_told_and_handed_in_without_a_script(room: Room, new_hand: NewHand) -> None:
    hand = new_hand(script=False)
    tell(hand)
    hand.tap("[name=consent]")
    press(hand, "hand_in")
    assert told(room).state is SubmissionState.SUBMITTED


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("type_", ["standard", "large"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_the_phone_or_smaller_than_a_thumb(
    new_hand: NewHand, width: int, type_: str, language: str
) -> None:
    hand = new_hand(width=width)
    page = hand.page
    page.fill("[name=result]", "王阿姨打了13812345678，住3栋2单元501")
    tell(hand)
    case = page.url.split("case=")[1].split("&")[0]
    hand.go(f"/s/tell?case={case}&lang={language}&type={type_}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    small = page.evaluate(
        "[...document.querySelectorAll('main label.pick, main .chip, main summary, main button, main select')]"
        ".filter((one) => one.offsetParent).map((one) => [one.textContent.slice(0, 12), "
        "one.getBoundingClientRect().height]).filter(([, height]) => height < 44)"
    )
    assert small == []
