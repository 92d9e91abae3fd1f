"""The offline map: asks nobody for anything, runs nothing that people typed, is quick with 200 nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.phones import chromium
from tests.network.draw.test_layout import neighbourhood
from tests.network.networks import community, of
from workshop.base.text import Language
from workshop.model.network import Network, Person, Tie
from workshop.network.draw.areas import areas, inside
from workshop.network.draw.picture import Picture, draw
from workshop.network.interactive.interactive import InteractiveSheet, _written, map_page
from workshop.network.interactive.timeline import removal_frames

POLICY = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:"
)
PAYLOADS = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "{{7*7}}${7*7}",
    "javascript:window.hit=1",
    "href=x",
)


def page(picture: Picture, *, title: str, language: Language, details: dict[str, str]) -> str:
    """One picture as a document, with plain text by person or group id."""
    return _written([InteractiveSheet("", picture, {})], title, language, details, (), ())


def _html(network: Network, title: str = "社区关系图", **details: str) -> str:
    return page(draw(network), title=title, language="zh", details=details)


def test_nothing_is_loaded_from_anywhere() -> None:
    html = _html(community())
    assert not re.findall(r"""<(?:script|link|img|iframe|source)[^>]*\b(?:src|href)\s*=""", html)
    assert not re.findall(r"@import|url\(\s*['\"]?https?:", html)
    assert "bootstrap" not in html.lower()
    html.encode("utf-8")


def test_codes_of_residents_do_not_leave_with_the_map() -> None:
    network = Network((Person("CANARY-17", "王阿姨"), Person("b")), ties=(Tie("CANARY-17", "b"),))
    assert "CANARY" not in _html(network)


def test_payloads_are_never_markup() -> None:
    people = tuple(Person(f"p{i}", text) for i, text in enumerate(PAYLOADS))
    html = page(
        draw(Network(people, ties=(Tie("p0", "p1", PAYLOADS[0]),))),
        title=PAYLOADS[0],
        language="en",
        details={"p0": PAYLOADS[0]},
    )
    assert html.count("<script>") == _html(of(("a", "b"))).count("<script>")
    assert "<img src=x" not in html


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _open(browser: Browser, html: str, width: int = 1366, height: int = 768) -> tuple[Page, list[str]]:
    """The page as the server sends it: under its policy, in a sandbox, everything else refused."""
    tab = browser.new_page(viewport={"width": width, "height": height})
    trouble: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url != "http://map.test/":
            trouble.append(route.request.url)
            route.abort()
            return
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=html, headers=headers)

    tab.route("**/*", answer)
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    tab.goto("http://map.test/")
    tab.wait_for_selector("html[data-ready]", timeout=20_000)
    return tab, trouble


@pytest.mark.browser
def test_the_map_runs_in_the_sandbox_without_a_request(browser: Browser) -> None:
    tab, trouble = _open(browser, _html(community(), r0="6 栋，退休教师"))
    assert tab.locator("canvas").count() == 1
    tab.fill("#find", "旗袍")
    tab.press("#find", "Enter")
    assert tab.inner_text("#name") == "旗袍队"
    assert tab.locator("#ties button").count() > 2
    tab.keyboard.press("Escape")
    assert tab.is_hidden("#panel")
    assert trouble == []
    tab.close()


@pytest.mark.browser
def test_the_map_can_be_walked_by_keyboard_and_read_on_a_phone(browser: Browser) -> None:
    tab, trouble = _open(browser, _html(community(), r0="6 栋，退休教师"), 390, 844)
    tab.focus("#map")
    tab.keyboard.press("n")
    assert tab.inner_text("#about") == "6 栋，退休教师"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.click("#close")
    assert tab.is_hidden("#panel")
    assert trouble == []
    tab.close()


@pytest.mark.browser
def test_a_tap_on_a_person_shows_them(browser: Browser) -> None:
    tab, _ = _open(browser, _html(of(("a", "b"))))
    box = tab.locator("#map").bounding_box()
    assert box
    # Two people: one at either end of the paper's width, at half its height.
    at = tab.evaluate("[...document.querySelectorAll('canvas')].length")
    assert at == 1
    for x in range(int(box["x"]) + 20, int(box["x"] + box["width"]), 12):
        tab.mouse.click(x, box["y"] + box["height"] / 2 - 6)
        if tab.is_visible("#panel"):
            break
    assert tab.inner_text("#name") in ("a", "b")
    tab.close()


@pytest.mark.browser
def test_nothing_people_typed_runs(browser: Browser) -> None:
    people = tuple(Person(f"p{i}", text) for i, text in enumerate(PAYLOADS))
    ties = tuple(Tie("p0", f"p{i}", text) for i, text in enumerate(PAYLOADS) if i)
    details = {f"p{i}": text for i, text in enumerate(PAYLOADS)}
    html = page(draw(Network(people, ties=ties)), title=PAYLOADS[1], language="en", details=details)
    tab, trouble = _open(browser, html)
    tab.focus("#map")
    for text in PAYLOADS:
        tab.keyboard.press("n")
        assert tab.text_content("#name") == text
    tab.fill("#find", "<")
    assert tab.evaluate("window.hit") is None
    assert trouble == []
    tab.close()


@pytest.mark.browser
def test_two_hundred_people_are_on_screen_quickly(browser: Browser) -> None:
    ring = [(f"p{i}", f"p{(i * step + 1) % 200}") for step in (1, 7, 31) for i in range(200)]
    network = Network(
        tuple(Person(f"p{i}", f"居民{i}") for i in range(200)),
        ties=tuple(Tie(*ends) for ends in ring if ends[0] != ends[1]),
    )
    tab, _ = _open(browser, _html(network))
    assert (
        int(tab.evaluate("document.documentElement.dataset.ready")) < 5000
    )  # about 700 ms on an idle machine
    tab.close()


def _dated() -> Network:
    network = community()
    people = tuple(replace(person, trust=turn % 5) for turn, person in enumerate(network.people))
    ties = tuple(
        replace(tie, strength=1 + turn % 3, when=date(2026, 1 + turn % 5, 3))
        for turn, tie in enumerate(network.ties)
    )
    return replace(network, people=people, ties=ties)


def _large(people: int = 5000) -> Network:
    network = neighbourhood(people)
    homes = tuple(replace(one, building=f"{turn // 60 + 1}栋") for turn, one in enumerate(network.people))
    return replace(network, people=homes)


def test_who_is_cut_off_drifts_and_who_was_never_tied_does_not() -> None:
    """a–b–c and a lonely d: without b the largest part is a alone, c is adrift, d as lonely as before."""
    first, after = removal_frames(of(("a", "b"), ("b", "c"), people="d"), ["b"])
    assert (first.gone, first.adrift, first.share) == ((), (), 0.75)
    assert (after.gone, after.adrift, after.share) == (("b",), ("c",), pytest.approx(1 / 3))


def test_everybody_of_a_large_map_is_in_one_area() -> None:
    network = _large(600)
    parts = areas(network)
    assert sorted(who for area in parts for who in area.people) == sorted(one.id for one in network.people)
    assert len(parts) == 10
    within = inside(network, parts[0])
    known = {one.id for one in within.people}
    assert known == set(parts[0].people)
    assert all({tie.source, tie.target} <= known for tie in within.ties)


def test_without_buildings_and_groups_areas_are_found_by_ties() -> None:
    parts = areas(neighbourhood(600))
    assert 3 < len(parts) < 60
    assert areas(neighbourhood(600)) == parts


@pytest.mark.browser
def test_the_filter_leaves_what_is_asked_for(browser: Browser) -> None:
    tab, trouble = _open(browser, map_page(_dated(), title="社区", language="zh"))
    tab.keyboard.press("f")
    shown = tab.inner_text("#shown")
    tab.uncheck("#relations input[value='认识']")
    fewer = tab.inner_text("#shown")
    assert fewer != shown
    tab.fill("#strength", "2")
    assert tab.inner_text("#strength-is") == "3"
    tab.fill("#until", "0")
    assert tab.inner_text("#until-is") == "2026-01-03"
    tab.uncheck("#rungs input[value='0']")
    assert int(re.findall(r"\d+", tab.inner_text("#shown"))[0]) < int(re.findall(r"\d+", fewer)[0])
    tab.click("#all")
    assert tab.inner_text("#shown") == shown
    assert trouble == []
    tab.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_map_goes_out_as_a_picture(browser: Browser, kind: str) -> None:
    tab, trouble = _open(browser, map_page(_dated(), title="社区", language="zh"))
    tab.click("#sift")
    with tab.expect_download() as taken:
        tab.click(f"#{kind}")
    data = taken.value.path().read_bytes()
    assert data.startswith(b"\x89PNG" if kind == "png" else b"<svg")
    assert trouble == []
    tab.close()


@pytest.mark.browser
def test_the_withdrawal_is_played_in_place(browser: Browser) -> None:
    tab, trouble = _open(browser, map_page(community(), title="社区", language="zh"))
    tab.click("#leave")
    assert "走了 3 个" in tab.inner_text("#told")
    tab.fill("#frame", "0")
    assert "都还在" in tab.inner_text("#told")
    assert trouble == []
    tab.close()


@pytest.mark.browser
def test_five_thousand_people_open_as_buildings(browser: Browser) -> None:
    """How long that takes is measured in docs/measurements/layout.md."""
    network = _large()
    html = map_page(network, title="五千人", language="zh")
    tab, trouble = _open(browser, html)
    tab.focus("#map")
    tab.keyboard.press("n")
    tab.click("#open")
    assert tab.is_visible("#back")
    tab.fill("#find", "居民4321")
    tab.press("#find", "Enter")
    assert tab.inner_text("#name") == "居民4321"
    tab.click("#back")
    assert tab.is_hidden("#back")
    assert trouble == []
    tab.close()
