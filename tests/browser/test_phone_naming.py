"""Naming people in a real browser: sixty on a list, with and without script, in bad conditions, in large type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import PHONE, Hand, chromium
from tests.phone.test_naming import sixty
from tests.room_test.stage import NET_MAP, Room, make_room, served
from workshop.model.step import Payload
from workshop.services.camp import answers, camps
from workshop.services.seats import seats
from workshop.store import networks

pytestmark = pytest.mark.browser
NewHand = Callable[..., Hand]
COMMUNITY = "桂花园社区"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path) as made:
        made.open(NET_MAP)
        yield made


@pytest.fixture
def new_hand(browser: Browser, room: Room) -> Iterator[NewHand]:
    """Phones seated in a community whose map has sixty people."""
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
            hand.join(community=COMMUNITY)
            place = next(
                one for one in camps.communities(room.context, room.camp.id) if one.name == COMMUNITY
            )
            room.context.store.write(
                lambda connection: networks.add_network(
                    connection, place.id, sixty(), "主持", "", room.context.now()
                )
            )
            hand.go("/s")
            return hand

        yield make


def given(room: Room, hand: Hand) -> dict[str, Payload]:
    """What counts of this phone's seat, by question."""
    other = hand.context.new_page()
    other.goto(hand.url + "/s/mine")
    code = other.locator(".big-code").inner_text()
    other.close()
    seat = seats.by_token(room.context, seats.recover(room.context, code).token)
    assert seat is not None
    return {one.question: one.payload for one in answers.given_by(room.context, seat)}


def codes(payload: Payload) -> list[str]:
    people = payload["people"]
    assert isinstance(people, list)
    return [one["code"] for one in people]


def unfold(hand: Hand, code: str) -> None:
    hand.page.locator(f"details:has([value='{code}'])").locator("summary").click()


def test_somebody_is_found_while_typing_and_what_is_looked_for_is_no_answer(
    room: Room, new_hand: NewHand
) -> None:
    hand = new_hand()
    hand.page.fill("[data-find] input", "3栋丙")
    expect(hand.page.locator("[data-person]:visible")).to_have_count(1)
    hand.tap("[value=R22]")
    hand.page.fill("[data-find] input", "社工")
    hand.tap("[value=S1]")
    hand.page.fill("[data-find] input", "没有这个人")
    expect(hand.page.locator("[data-lost]")).to_be_visible()
    hand.page.keyboard.press("Enter")
    hand.page.fill("[data-find] input", "")
    expect(hand.page.locator("[data-lost]")).to_be_hidden()
    hand.page.fill("[name=add]", "门卫")
    # The ones chosen stand on top and can be put back there.
    expect(hand.page.locator("[data-count]")).to_have_text("3")
    hand.page.locator("[data-names] button", has_text="3 栋丙").click()
    expect(hand.page.locator("[data-count]")).to_have_text("2")
    hand.tap("[value=R20]")
    hand.send()
    assert codes(given(room, hand)["who"]) == ["R20", "S1", "门卫"]
    assert (hand.strangers, hand.complaints) == ([], [])


def test_codes_are_written_one_after_the_other_with_enter(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.page.locator("[name=add]").first.click()
    for word in ("甲", "乙", "丙"):
        hand.page.keyboard.type(word)
        hand.page.keyboard.press("Enter")
    expect(hand.page.locator("[name=add]")).to_have_count(4)
    hand.send()
    assert codes(given(room, hand)["who"]) == ["甲", "乙", "丙"]


def test_rows_added_without_a_network_come_back_after_the_page_is_lost(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.context.route("**/s/draft", lambda route: route.abort())
    for word in ("甲", "乙", "丙"):
        hand.page.locator("[name=add]").last.fill(word)
        hand.page.click("[data-more]")
    unfold(hand, "R0")
    hand.tap("[value=R0]")
    hand.state("waiting")
    hand.page.reload()
    expect(hand.page.locator("[data-count]")).to_have_text("4")
    hand.context.unroute("**/s/draft")
    hand.send()
    assert codes(given(room, hand)["who"]) == ["R0", "甲", "乙", "丙"]
    # The same for rows of ties: the fourth is one the page did not have at first.
    hand.go(f"/s?step={NET_MAP}&question=ties")
    hand.context.route("**/s/draft", lambda route: route.abort())
    hand.page.click("[data-more]")
    hand.page.select_option("[name='pair.3.source']", "甲")
    hand.page.select_option("[name='pair.3.target']", "R0")
    hand.tap("[name='pair.3.relation'][value=informs]")
    hand.state("waiting")
    hand.page.reload()
    hand.state("waiting")
    expect(hand.page.locator("[name='pair.3.target']")).to_have_value("R0")
    hand.context.unroute("**/s/draft")
    hand.send()
    assert given(room, hand)["ties"] == {"ties": [{"source": "甲", "target": "R0", "relation": "informs"}]}
    assert hand.complaints == []


def test_who_i_am_is_one_of_the_list_or_written(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.go(f"/s?step={NET_MAP}&question=me")
    unfold(hand, "R0")
    hand.tap("[value=R0]")
    hand.page.fill("[name=add]", "新来的")
    hand.send()
    assert codes(given(room, hand)["me"]) == ["新来的"]


def test_the_whole_map_is_drawn_without_a_script(room: Room, new_hand: NewHand) -> None:
    hand = new_hand(script=False)
    unfold(hand, "R12")
    hand.tap("[value=R12]")
    hand.page.fill("[name=add]", "门卫")
    hand.page.click(".more")
    hand.page.locator("[name=add]").last.fill("舞蹈队")
    hand.send()
    hand.send()  # who I am may be left out
    hand.page.select_option("[name='pair.0.source']", "门卫")
    hand.page.select_option("[name='pair.0.target']", "R12")
    hand.page.click(".more")  # nothing chosen is lost on the way
    hand.tap("[name='pair.0.relation'][value=trusts]")
    hand.send()
    hand.tap("[name='mark.R12.influence'][value='4']")
    hand.send()
    for _ in ("follow", "spread"):
        hand.tap("[name=pick][value=门卫]")
        hand.send()
    hand.page.fill("[name=text]", "门卫谁都认识")
    hand.send()
    said = given(room, hand)
    assert said["ties"] == {"ties": [{"source": "门卫", "target": "R12", "relation": "trusts"}]}
    assert said["towers"] == {"people": [{"code": "R12", "marks": {"influence": "4"}}]}
    assert [codes(said[one]) for one in ("who", "me", "follow", "spread")] == [
        ["R12", "G1", "门卫"],  # the group is on the map under a code
        [],
        ["门卫"],
        ["门卫"],
    ]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("type_", ["standard", "large"])
def test_nothing_is_wider_than_the_phone_or_smaller_than_a_thumb(
    new_hand: NewHand, width: int, type_: str
) -> None:
    hand = new_hand(width=width)
    hand.go(f"/s?type={type_}")
    for _ in ("who", "me", "ties", "towers", "follow"):
        if hand.question() == "who":
            for word in ("3 栋甲", "老年太极和广场健身互助队", "门口修鞋的"):
                hand.page.locator("[name=add]").last.fill(word)
                hand.page.click("[data-more]")
            unfold(hand, "R0")
        page = hand.page
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        )
        small = page.evaluate(
            "[...document.querySelectorAll('form label.pick, form .chip, form summary, form button, form select')]"
            ".filter((one) => one.offsetParent).map((one) => [one.textContent.slice(0, 12), "
            "one.getBoundingClientRect().height]).filter(([, height]) => height < 44)"
        )
        assert small == []
        if hand.question() != "follow":
            if hand.question() == "towers":
                hand.page.locator(".chip").first.click()
            hand.send()
    assert hand.complaints == []
