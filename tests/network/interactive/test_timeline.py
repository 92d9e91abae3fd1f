"""The map through its waves: the newest as it is drawn alone, the older ones beside it on the same paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phones import chromium
from tests.network.networks import of
from workshop.model.network import Network, Person, Tie
from workshop.network.draw.layout import place
from workshop.network.draw.picture import draw
from workshop.network.interactive.interactive import map_page
from workshop.network.interactive.timeline import all_waves

THEN = replace(of(("a", "b"), ("b", "c"), ("c", "d")), wave="2025")
NOW = replace(of(("a", "b"), ("b", "d"), ("d", "e")), wave="2026")


def with_spots(network: Network) -> Network:
    return replace(network, spots=tuple((who, x, y) for who, (x, y) in place(network).items()))


@pytest.mark.parametrize("now", [NOW, with_spots(NOW)], ids=["fresh", "saved"])
def test_the_newest_wave_looks_as_it_does_alone(now: Network) -> None:
    picture, waves = all_waves(now, (THEN,))
    alone = draw(now)
    assert picture.marks[: len(alone.marks)] == alone.marks
    assert picture.lines[: len(alone.lines)] == alone.lines
    assert waves[-1].marks == tuple(range(len(alone.marks)))
    assert waves[-1].lines == tuple(range(len(alone.lines)))


def test_each_wave_has_its_own_people_and_ties() -> None:
    picture, (then, now) = all_waves(NOW, (THEN,))
    assert (then.name, now.name) == ("2025", "2026")
    assert {picture.marks[turn].id for turn in then.marks} == {"a", "b", "c", "d"}
    assert {picture.marks[turn].id for turn in now.marks} == {"a", "b", "d", "e"}

    def ends(lines: tuple[int, ...]) -> set[frozenset[str]]:
        return {
            frozenset(
                {picture.marks[picture.lines[turn].source].id, picture.marks[picture.lines[turn].target].id}
            )
            for turn in lines
        }

    assert ends(then.lines) == {frozenset("ab"), frozenset("bc"), frozenset("cd")}
    assert ends(now.lines) == {frozenset("ab"), frozenset("bd"), frozenset("de")}


def test_what_both_say_is_told_apart_from_what_one_says() -> None:
    people = (Person("a"), Person("b"), Person("c"))
    ties = (
        Tie("a", "b", reporter="a"),
        Tie("a", "b", reporter="b"),
        Tie("b", "c", reporter="a"),
        Tie("a", "c"),
    )
    assert [line.both for line in draw(Network(people, ties=ties)).lines] == [True, False, False]
    way = Network(people, ties=(Tie("a", "b"), Tie("b", "a"), Tie("b", "c")), directed=True)
    assert [line.both for line in draw(way).lines] == [True, False]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.browser
def test_the_reader_goes_back_through_the_waves(browser: Browser) -> None:
    page: Page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_content(map_page(NOW, title="t", language="en", earlier=(THEN,)))
    page.wait_for_selector("html[data-ready]")
    page.click("#sift")
    assert "3" in page.inner_text("#shown")
    page.fill("#find", "c")
    page.wait_for_selector("#found button")
    page.evaluate(
        "() => { const s = document.getElementById('wave'); s.value = 0; s.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    assert page.inner_text("#wave-is") == "2025"
    page.click("#found button")
    assert {one.split()[0] for one in page.locator("#ties button").all_inner_texts()} == {"b", "d"}
    page.close()
