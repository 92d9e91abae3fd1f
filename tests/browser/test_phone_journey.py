"""Phones in a real browser: the whole way from the door to a commitment, with and without script, in bad conditions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.phones import PATIENCE, PHONE, Hand, chromium, draws
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room, served
from workshop.base.text import say
from workshop.model.camp import Action
from workshop.services.camp import answers, progress
from workshop.services.seats.seats import recover

pytestmark = pytest.mark.browser
NewHand = Callable[..., Hand]
REVIEW = "rate.review"


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
    """Phones on the room's own socket; `width`, `script` and `locale` as told."""
    with ExitStack() as stack:
        url = stack.enter_context(served(room))

        def make(*, width: int = PHONE["width"], script: bool = True, locale: str = "zh-CN") -> Hand:
            context = browser.new_context(
                viewport={"width": width, "height": PHONE["height"]},
                java_script_enabled=script,
                locale=locale,
                has_touch=True,
                is_mobile=True,
            )
            stack.callback(context.close)
            return Hand(context, room, url)

        yield make


def given(room: Room, hand: Hand) -> dict[str, dict[str, object]]:
    """What counts of this phone's seat, by question."""
    other = hand.context.new_page()
    other.goto(hand.url + "/s/mine")
    code = other.locator(".big-code").inner_text()
    other.close()
    seat = recover(room.context, code).seat
    return {one.question: one.payload for one in answers.given_by(room.context, seat)}


def answer_all(hand: Hand) -> None:
    """Level 1 everywhere, looked over, then two obstacles of which the first tapped weighs most."""
    while hand.question().startswith("rate."):
        if hand.question() != REVIEW:
            hand.level(1)
        hand.send()
    hand.tap("[name=chosen][value=O3]")
    hand.tap("[name=chosen][value=O1]")
    hand.send()


def promise(hand: Hand) -> None:
    hand.page.locator("textarea").nth(0).fill("在院子里办一次小摄影展")
    day = datetime.date.today() + datetime.timedelta(days=5)
    hand.page.locator("input[type=date]").first.fill(day.isoformat())
    hand.send()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_door_to_a_commitment(room: Room, new_hand: NewHand, script: bool) -> None:
    room.open(CHECK)
    hand = new_hand(script=script)
    hand.join()
    expect(hand.page.locator(".big-code")).to_be_visible()
    answer_all(hand)
    hand.go("/s/result")
    expect(hand.page.locator(".stage .name")).to_contain_text("萌生")
    expect(hand.page.locator(".profile tbody tr")).to_have_count(10)
    hand.page.click("a.go[href='/s/cards']")
    expect(hand.page.locator("article.card").first).to_be_visible()
    hand.page.click("a.go[href='/s']")
    promise(hand)
    expect(hand.page.locator("h1")).to_have_text(say("zh", "phone.done.title"))
    expect(hand.page.locator(".promise")).to_contain_text("摄影展")
    chosen = given(room, hand)["obstacles"]["chosen"]
    # With script the first one tapped leads; without it the order is the list's unless one is marked.
    assert chosen == (["O3", "O1"] if script else ["O1", "O3"])
    assert hand.strangers == []
    assert hand.complaints == []


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    ("width", "size"), [(390, "standard"), (320, "standard"), (390, "large"), (360, "large"), (320, "large")]
)
def test_no_page_is_wider_than_the_phone_and_all_targets_are_large(
    room: Room, new_hand: NewHand, width: int, locale: str, size: str
) -> None:
    room.open(CHECK)
    hand = new_hand(width=width, locale=locale)
    hand.go(f"/j?type={size}")
    assert_fits(hand)
    hand.go(room.join)
    assert_fits(hand)
    hand.join()
    assert_fits(hand)
    answer_all(hand)
    promise(hand)
    room.open(EVERY_KIND)
    questions = (f"{CHECK}&question=rate.D1", f"{CHECK}&question={REVIEW}", f"{CHECK}&question=obstacles")
    stories = (f"{EVERY_KIND}&question=vignette.V1.D3", f"{EVERY_KIND}&question=vignette.V1.D5")
    asked = [f"/s?step={one}" for one in (*questions, *stories)]
    for path in (
        "/s",
        "/s/result",
        "/s/cards",
        "/s/mine",
        "/s/partner",
        "/s/table",
        "/s/trial",
        "/s/tell",
        *asked,
        "/login",
    ):
        hand.go(path)
        assert_fits(hand)


def assert_fits(hand: Hand) -> None:
    """Nothing runs out of the screen; what is tapped is at least 44 px high; text is at least 14 px."""
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert hand.page.evaluate(too_wide) <= 0, hand.page.url
    small = hand.page.evaluate(
        """[...document.querySelectorAll("a, button, summary, select, label.pick, input:not([type=hidden])")]
        .filter((e) => e.offsetParent && !e.closest("label.pick, label.first, .skip") || e.matches("label"))
        .filter((e) => !e.matches(".skip") && e.getBoundingClientRect().height < 43.5)
        .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == [], hand.page.url
    tiny = hand.page.evaluate(
        """[...document.querySelectorAll("main *")].filter((e) => e.childElementCount === 0 && e.textContent.trim()
        && parseFloat(getComputedStyle(e).fontSize) < 13.5).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert tiny == [], hand.page.url


def test_a_reload_keeps_what_was_typed(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(2)
    hand.write("写到一半")
    hand.state("saved")
    hand.page.reload()
    expect(hand.page.locator("[name=evidence]")).to_have_value("写到一半")
    expect(hand.page.locator("[name=level][value='2']")).to_be_checked()
    hand.state("saved")


def test_offline_says_waiting_and_sends_by_itself_once(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(1)
    hand.state("saved")
    hand.context.set_offline(True)
    hand.write("断网时写的")
    hand.state("waiting")
    hand.page.click("[data-submit]")
    hand.state("waiting")
    assert progress.answers_received(room.context, room.camp.id) == {}
    with hand.page.expect_navigation(timeout=PATIENCE):
        hand.context.set_offline(False)
    assert hand.question() == "rate.D2"
    assert given(room, hand)["rate.D1"]["evidence"] == "断网时写的"
    assert progress.answers_received(room.context, room.camp.id) == {CHECK: 1}


def test_a_reply_lost_on_the_way_is_still_one_answer(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(1)
    hand.state("saved")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())  # the server has it
            route.abort()
        else:
            route.continue_()

    hand.page.route("**/s", lose)
    hand.send()
    assert hand.question() == "rate.D2"
    assert len(lost) == 1
    assert progress.answers_received(room.context, room.camp.id) == {CHECK: 1}


def test_an_answer_still_waiting_when_the_page_goes_is_sent_by_the_next_page(
    room: Room, new_hand: NewHand
) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(1)
    hand.state("saved")
    hand.context.set_offline(True)
    hand.page.click("[data-submit]")
    hand.state("waiting")
    hand.page.close()
    hand.context.set_offline(False)
    hand.page = hand.new_page()
    hand.go("/s")
    hand.page.wait_for_selector("[name=question][value='rate.D2']", state="attached")
    assert progress.answers_received(room.context, room.camp.id) == {CHECK: 1}


def test_words_typed_offline_survive_the_page(room: Room, new_hand: NewHand) -> None:
    """The browser's own store bridges until the server can be reached, and is empty afterwards."""
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.page.route("**/s/draft", lambda route: route.abort())
    hand.write("没存上的话")
    hand.state("waiting")
    hand.page.reload()
    expect(hand.page.locator("[name=evidence]")).to_have_value("没存上的话")
    hand.page.unroute("**/s/draft")
    hand.write("没存上的话。")
    hand.state("saved")
    assert hand.page.evaluate("Object.keys(localStorage).length") == 0


def test_a_double_tap_is_one_answer(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(1)
    with hand.page.expect_navigation():
        hand.page.dblclick("[data-submit]", no_wait_after=True)
    assert progress.answers_received(room.context, room.camp.id) == {CHECK: 1}


def test_an_unfinished_answer_is_told_on_the_spot_and_stays_told(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.write("只写了证据")
    hand.page.click("[data-submit]")
    message = hand.page.locator("[data-message]")
    expect(message).to_have_text(say("zh", "phone.missing.scale"))
    hand.page.wait_for_timeout(1200)  # longer than the autosave waits
    expect(message).to_be_visible()
    expect(hand.page.locator("[name=evidence]")).to_have_value("只写了证据")
    hand.level(1)
    hand.state("saved")
    expect(message).to_be_hidden()


def test_a_lost_cookie_asks_for_the_code_and_takes_the_answer_along(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    code = hand.page.locator(".big-code").inner_text()
    hand.level(2)
    hand.state("saved")
    hand.context.clear_cookies()
    hand.page.click("[data-submit]")
    hand.page.wait_for_selector("[name=recovery]")
    hand.page.fill("[name=recovery]", code)
    hand.page.click("form button.go")
    hand.page.wait_for_url("**/s?told=stored")
    assert given(room, hand)["rate.D1"]["level"] == 2


def test_a_waiting_phone_moves_on_by_itself(room: Room, new_hand: NewHand) -> None:
    hand = new_hand()
    hand.join()
    expect(hand.page.locator("h1")).to_contain_text("小林")
    room.open(CHECK)
    hand.page.wait_for_selector("[data-submit]", timeout=PATIENCE)


def test_somebody_who_is_typing_is_told_instead_of_moved(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.write("正在写")
    hand.state("saved")
    room.act(Action.CLOSE, CHECK)
    room.open(EVERY_KIND)
    hand.page.wait_for_selector("[data-moved]:not([hidden])", timeout=PATIENCE)
    expect(hand.page.locator("[name=evidence]")).to_have_value("正在写")
    hand.page.click("[data-moved] a")
    expect(hand.page.locator(".unsent")).to_be_visible()
    hand.page.click(".unsent a")
    expect(hand.page.locator("[name=evidence]")).to_have_value("正在写")
    hand.level(1)
    hand.send()
    expect(hand.page.locator(".told").first).to_have_text(say("zh", "phone.told.late"))


def test_whoever_reads_goes_along_and_whoever_may_be_writing_is_told(room: Room, new_hand: NewHand) -> None:
    """A page with nothing to fill in goes along; one with a form stays, keeps what is typed, and leads there."""
    hand = new_hand()
    hand.join()
    reading = hand.new_page()
    reading.goto(hand.url + "/s/result")
    writing = hand.new_page()
    writing.goto(hand.url + "/s/tell")
    writing.click("button.go")
    writing.wait_for_url("**/s/tell?case=*")
    writing.locator("textarea").first.fill("写到一半的故事")
    for page in (reading, writing):
        page.bring_to_front()
    expect(writing.locator("[data-moved]")).to_be_hidden()
    room.open(CHECK)
    reading.bring_to_front()
    reading.wait_for_url("**/s", timeout=PATIENCE)
    expect(reading.locator("[data-submit]")).to_be_visible()
    writing.bring_to_front()
    expect(writing.locator("[data-moved]")).to_be_visible(timeout=PATIENCE)
    expect(writing.locator("textarea").first).to_have_value("写到一半的故事")
    room.act(Action.REVEAL, CHECK)
    room.act(Action.CLOSE, CHECK)
    expect(writing.locator("[data-moved]")).to_be_hidden(timeout=PATIENCE)
    room.act(Action.OPEN, CHECK)
    expect(writing.locator("[data-moved]")).to_be_visible(timeout=PATIENCE)
    writing.click("[data-moved] a")
    expect(writing.locator("[data-submit]")).to_be_visible()
    assert hand.complaints == []


def test_going_back_with_unsaved_words_loses_none(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.level(1)
    hand.send()
    hand.write("第二题写了一点")
    with hand.page.expect_navigation():
        hand.page.click("button.back")
    assert hand.question() == "rate.D1"
    hand.go("/s")
    expect(hand.page.locator("[name=evidence]")).to_have_value("第二题写了一点")


def test_withdrawing_takes_two_taps_and_empties_the_phone(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.go("/s/mine")
    hand.page.evaluate("localStorage.setItem('mengya.old', '1')")
    hand.page.click(".leave summary")
    hand.page.click(".leave button")
    hand.page.wait_for_url("**/s/gone")
    assert hand.page.evaluate("Object.keys(localStorage).length") == 0
    assert progress.seats_taken(room.context, room.camp.id) == 0


def test_chinese_is_drawn_with_a_font_that_has_it(room: Room, new_hand: NewHand) -> None:
    """A missing glyph is the same box for every character; real ones differ."""
    hand = new_hand()
    hand.go(room.join)
    assert draws(hand.page, "萌芽社区居民")
    assert hand.strangers == []


@pytest.mark.parametrize("style", ["font-size: 112%", "font-size: 160%", "letter-spacing: 0.1em"])
def test_no_role_is_broken_inside_a_word(room: Room, new_hand: NewHand, style: str) -> None:
    """Also for whoever has set a larger type, or has a font with wider letters."""
    hand = new_hand(locale="en-GB")
    hand.go(room.join)
    broken = hand.page.evaluate(
        """(style) => { document.documentElement.style.cssText = style; const found = [];
        for (const label of document.querySelectorAll(".pick > span")) {
          const text = label.firstChild; const words = /\\S+/g; let match;
          while ((match = words.exec(text.data))) { const range = document.createRange();
            range.setStart(text, match.index); range.setEnd(text, match.index + match[0].length);
            if (range.getClientRects().length > 1) found.push(match[0]); } }
        return found; }""",
        style,
    )
    assert broken == []
    assert hand.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_english_quotes_are_as_narrow_as_english_letters(room: Room, new_hand: NewHand) -> None:
    """A Chinese font draws a curly quote as wide as a character."""
    hand = new_hand(locale="en-GB")
    hand.go(room.join)
    quote, character = hand.page.evaluate(
        """() => { const draw = document.createElement("canvas").getContext("2d");
        draw.font = "40px " + getComputedStyle(document.body).fontFamily;
        return ["\\u201c", "\\u840c"].map((c) => draw.measureText(c).width); }"""
    )
    assert quote < character * 0.7


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_rung_says_that_all_below_it_is_true_and_the_next_one_waits(
    room: Room, new_hand: NewHand, script: bool
) -> None:
    room.open(CHECK)
    hand = new_hand(script=script)
    hand.join()
    # The first question's lowest rung is ticked part by part; the second's is one sentence.
    hand.level(0)
    hand.send()
    rungs = hand.page.locator(".up .pick")
    also = hand.page.locator(".also")
    colour = "e => getComputedStyle(e).borderStyle"
    # Nothing chosen: 1 is to be read, 2 and 3 wait – and can be chosen all the same.
    assert [rungs.nth(n).evaluate(colour) for n in range(3)] == ["solid", "dotted", "dotted"]
    hand.level(1)
    assert [rungs.nth(n).evaluate(colour) for n in range(3)] == ["solid", "solid", "dotted"]
    hand.level(3)
    assert [rungs.nth(n).evaluate(colour) for n in range(3)] == ["solid"] * 3
    assert [also.nth(n).is_visible() for n in range(3)] == [True, True, False]
    hand.level(0)
    assert [also.nth(n).is_visible() for n in range(3)] == [False] * 3
    hand.send()
    assert given(room, hand)["rate.D2"]["level"] == 0


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_who_does_not_know_is_asked_for_no_example_and_loses_none(
    room: Room, new_hand: NewHand, script: bool
) -> None:
    room.open(CHECK)
    hand = new_hand(script=script)
    hand.join()
    hand.write("先写了一句")
    hand.level("unknown")
    expect(hand.page.locator(".evidence")).to_be_hidden()
    expect(hand.page.locator(".spared")).to_be_visible()
    hand.level(1)
    expect(hand.page.locator("[name=evidence]")).to_have_value("先写了一句")
    hand.level("unknown")
    hand.send()
    kept = given(room, hand)["rate.D1"]
    assert (kept["level"], kept["evidence"]) == (None, "先写了一句")


def test_a_mark_explains_itself_and_a_rung_is_chosen_wherever_it_is_touched(
    room: Room, new_hand: NewHand
) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    note = hand.page.locator("#hypothesis")
    assert note.get_attribute("open") is None
    hand.page.locator(".up a.why").first.click()
    expect(note.locator("p")).to_be_in_viewport()
    expect(hand.page.locator("[name=level]:checked")).to_have_count(0)
    for value in (1, 2, 3):
        label = hand.page.locator(f"label:has([name=level][value='{value}'])")
        box = label.bounding_box()
        assert box is not None
        for x, y in ((20, 12), (box["width"] / 2, box["height"] / 2), (box["width"] - 12, 24)):
            hand.page.evaluate("document.forms[0].reset()")
            label.click(position={"x": x, "y": y})
            expect(hand.page.locator(f"[name=level][value='{value}']")).to_be_checked()


def test_ones_place_is_kept_when_the_page_is_closed_half_way(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    for _ in range(3):
        hand.level(1)
        hand.send()
    hand.level(2)
    hand.write("电话来了")
    hand.tap("[name=started][value=residents]")
    hand.page.locator(".quick button").first.click()
    hand.state("saved")
    hand.page.close()
    hand.page = hand.new_page()
    hand.go("/s")
    assert hand.question() == "rate.D4"
    expect(hand.page.locator("[name=level][value='2']")).to_be_checked()
    expect(hand.page.locator("[name=started][value=residents]")).to_be_checked()
    expect(hand.page.locator("[name=evidence]")).to_have_value("电话来了")
    expect(hand.page.locator("[name=when]")).to_have_value(say("zh", "exercises.when.this_month"))
    expect(hand.page.locator(".count")).to_contain_text(say("zh", "phone.question.done", n=3))
    hand.page.locator(".pause summary").click()
    expect(hand.page.locator(".code-line")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_answer_is_changed_from_the_review_and_back(room: Room, new_hand: NewHand, script: bool) -> None:
    room.open(CHECK)
    hand = new_hand(script=script)
    hand.join()
    while hand.question() != REVIEW:
        hand.level(1)
        hand.send()
    expect(hand.page.locator(".line")).to_have_count(10)
    hand.page.locator(".line").nth(2).locator("a.small").click()
    assert hand.question() == "rate.D3"
    hand.level(2)
    hand.send()
    assert hand.question() == REVIEW
    expect(hand.page.locator(".line").nth(2).locator(".rung")).to_have_text("2")
    hand.send()
    assert hand.question() == "obstacles"
    assert (given(room, hand)["rate.D3"]["level"], given(room, hand)[REVIEW]) == (2, {})


def test_a_story_stays_at_hand_and_asks_for_no_example(room: Room, new_hand: NewHand) -> None:
    room.open(EVERY_KIND)
    hand = new_hand(script=False)
    hand.join()
    hand.go(f"/s?step={EVERY_KIND}&question=vignette.V1.D3")
    expect(hand.page.locator(".story p").first).to_be_visible()
    expect(hand.page.locator(".evidence")).to_have_count(0)
    hand.level(2)
    hand.go(f"/s?step={EVERY_KIND}&question=vignette.V1.D5")
    expect(hand.page.locator(".story p").first).to_be_hidden()
    hand.page.locator(".story summary").click()
    expect(hand.page.locator(".story p").first).to_be_visible()


def test_large_type_is_a_quarter_larger_and_so_are_its_controls(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand(width=360)
    hand.join()
    measure = """() => { const size = (name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize);
        const high = (name) => document.querySelector(name).getBoundingClientRect().height;
        return [size(".level"), size("h1"), size(".foot a"), high("[data-submit]"), high("[name=when]"),
                high(".rung"), high(".foot a"), document.querySelector("[name=level]").offsetWidth]; }"""
    before = hand.page.evaluate(measure)
    hand.page.click("a.type")
    hand.page.wait_for_selector("html.large")
    after = hand.page.evaluate(measure)
    for small, large in zip(before, after, strict=True):
        assert 1.18 <= large / small <= 1.27
    assert hand.question() == "rate.D1"


VOICES = """(local) => { const heard = window.heard = [];
    class Words { constructor(text) { this.text = text; } }
    const speech = { getVoices: () => [{ lang: "zh-CN", localService: local }],
        speak: (words) => heard.push(words.text), cancel: () => heard.push(null), addEventListener() {} };
    Object.defineProperty(window, "speechSynthesis", { value: speech, configurable: true });
    window.SpeechSynthesisUtterance = Words; }"""


@pytest.mark.parametrize("local", [True, False], ids=["own voice", "voice on a server"])
def test_reading_aloud_is_offered_only_with_a_voice_of_the_phones_own(
    room: Room, new_hand: NewHand, local: bool
) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.context.add_init_script(f"({VOICES})({str(local).lower()})")
    hand.join()
    button = hand.page.locator("[data-read]")
    if not local:
        expect(button).to_be_hidden()
        return
    button.click()
    heard = [one for one in hand.page.evaluate("heard") if one]
    dimension = room.context.content.rubric(room.camp.rubric).dimensions[0]
    # A level that says several things is read part by part.
    ground, *rungs = (anchor.parts or (anchor.text,) for anchor in dimension.anchors)
    expected = [part.zh for level in (*rungs, ground) for part in level]
    assert heard[:2] == [dimension.name.zh, dimension.question.zh]
    assert [one for one in heard if one in expected] == expected
    expect(button).to_have_text(say("zh", "phone.read.stop"))
    hand.page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert hand.page.evaluate("heard.at(-1)") is None
    expect(button).to_have_text(say("zh", "phone.read.start"))


def test_a_question_is_answered_with_the_keyboard_alone(room: Room, new_hand: NewHand) -> None:
    room.open(CHECK)
    hand = new_hand()
    hand.join()
    hand.page.focus("[name=level]")
    hand.page.keyboard.press("Space")
    hand.page.keyboard.press("ArrowDown")
    expect(hand.page.locator("[name=level][value='2']")).to_be_checked()
    for _ in range(40):
        hand.page.keyboard.press("Tab")
        if hand.page.evaluate("document.activeElement.hasAttribute('data-submit')"):
            break
    with hand.page.expect_navigation(timeout=PATIENCE):
        hand.page.keyboard.press("Enter")
    assert given(room, hand)["rate.D1"]["level"] == 2
