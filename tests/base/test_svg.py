"""Text in drawings: which font draws the marks that Chinese and English share."""

from __future__ import annotations

import doctest
import re

import pytest
from defusedxml import ElementTree

from workshop.base import svg
from workshop.base.svg import CHINESE_FONTS, LATIN_FONTS, sheet, text


def families(words: str) -> tuple[str, str]:
    """Of the sheet, and of the text itself."""
    tags = re.findall(r"<(?:svg|text)[^>]*>", sheet(100, 50, [text(1, 2, words, 12)]))
    of_sheet, own = (re.findall(r'font-family="([^"]*)"', tag) for tag in tags)
    return of_sheet[0], "".join(own)


@pytest.mark.parametrize("words", ["They said “later” — and went", "It’s open…", "“水管” was said twice"])
def test_marks_in_an_english_sentence_are_drawn_by_a_latin_font(words: str) -> None:
    """Fonts for Chinese give “ and ” a whole square, which tears a hole into an English line."""
    _, own = families(words)
    assert own.startswith(LATIN_FONTS)
    assert CHINESE_FONTS in own  # a Chinese name in it still finds its font


@pytest.mark.parametrize(
    "words", ["他们说“再看看”——就走了", "Five people", "12 / 20", "“小林”在 WeChat 上说"]
)
def test_everything_else_is_drawn_as_the_sheet_says(words: str) -> None:
    sheets, own = families(words)
    assert (sheets.startswith(CHINESE_FONTS), own) == (True, "")


@pytest.mark.parametrize("unfit", ["\ufffe", "\uffff", "\x00", "\x0b", "\x1f", "\ud83d"])
def test_a_drawing_of_older_data_stays_xml(unfit: str) -> None:
    """The characters that XML 1.0 (section 2.2) cannot hold are left out; otherwise no parser reads the drawing."""
    drawn = sheet(100, 50, [text(1, 2, f"小{unfit}林", 12, aria_label=f"甲{unfit}")])
    assert "".join(ElementTree.fromstring(drawn).itertext()) == "小林"


def test_its_examples_hold() -> None:
    assert doctest.testmod(svg).failed == 0
