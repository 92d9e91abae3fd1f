"""Sheets through a real browser's printer, and a sheet typed in by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.app_context import content, make_context
from tests.browser.phones import chromium
from workshop.base.text import LANGUAGES, Language
from workshop.paper.field import SIZES, STANDARD
from workshop.paper.page import laid_out, printed
from workshop.paper.sheet import BlankSheet, blank_sheet
from workshop.services.app.context import AppContext

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paper")]

EXERCISES = sorted(content().exercises)
# Anything wider than its side, or that sticks out below it, would be cut off or printed over something else.
OUTSIDE = """() => [...document.querySelectorAll(".side")].flatMap((side) => {
    const edge = side.getBoundingClientRect();
    return [...side.querySelectorAll("*")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 1
            || one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
    }).map((one) => one.className + ": " + one.textContent.slice(0, 40)); })"""
# Blocks one under another, none over the next.
OVERLAPS = """() => [...document.querySelectorAll(".side")].flatMap((side) => {
    const boxes = [...side.querySelectorAll(".head, .blocks > *, .foot")].map((one) => one.getBoundingClientRect());
    return boxes.slice(1).filter((box, n) => box.top < boxes[n].bottom - 0.5).length ? [side.textContent] : []; })"""


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    with make_context(tmp_path_factory.mktemp("paper")) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def sheet(context: AppContext, exercise: str, language: Language) -> BlankSheet:
    rubric = max(key for key in context.content.rubrics if key.startswith("self-organisation@"))
    blank = blank_sheet(context, exercise, rubric, language)
    title = {"zh": "二〇二六年春季社区发展共创营", "en": "Community co-creation camp, spring 2026"}[language]
    return replace(blank, camp=title, code="K7QM2XWP", invented=True)


def pages(file: Path) -> int:
    """How many pages a PDF of Chromium's has, all A4; it writes its page list in plain text."""
    written = file.read_bytes()
    sizes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", written)
    (counted,) = re.findall(rb"/Count\s+(\d+)", written)
    assert int(counted) == len(re.findall(rb"/Type\s*/Page\b", written)) == len(sizes)
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
    return int(counted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_exercise_prints_on_as_many_sides_as_it_says_with_nothing_cut_off(
    context: AppContext, browser: Browser, tmp_path: Path, exercise: str, size: str, language: Language
) -> None:
    asked = sheet(context, exercise, language)
    page = browser.new_page()
    page.set_content(printed(asked, SIZES[size]))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 800, "height": 1200})
    outside, overlaps = page.evaluate(OUTSIDE), page.evaluate(OVERLAPS)
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    page.close()
    assert (outside, overlaps) == ([], [])
    assert pages(tmp_path / "sheet.pdf") == len(laid_out(asked, SIZES[size]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_self_assessment_is_one_sheet_of_two_sides(
    context: AppContext, browser: Browser, tmp_path: Path, language: Language
) -> None:
    page = browser.new_page()
    page.set_content(printed(sheet(context, "stage-check", language), STANDARD))
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    page.close()
    assert pages(tmp_path / "sheet.pdf") == 2


def test_a_line_to_write_on_is_high_enough_for_a_pen(context: AppContext, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(printed(sheet(context, "stage-check", "en"), STANDARD))
    page.emulate_media(media="print")
    heights = page.evaluate(
        """() => [...document.querySelectorAll(".writing .line")]
            .map((one) => one.getBoundingClientRect().height / 96 * 25.4)"""
    )
    page.close()
    assert min(heights) >= 6.3
