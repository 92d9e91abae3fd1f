"""Likeness of words by overlapping character pairs."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.learning.made import CASES, TEXTS, WORDS
from workshop.base.text import LANGUAGES
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.words import terms, text_similarity

STUCK = {"door": "陌生人去敲门，没有人开", "money": "怕垫的钱报不回来", "dance": "我们不敢跳舞"}


@pytest.mark.parametrize(("words", "nearest"), [("敲门", "door"), ("报不", "money"), ("跳舞", "dance")])
def test_words_of_two_characters_are_found(words: str, nearest: str) -> None:
    likeness = text_similarity(words, STUCK)
    assert max(likeness, key=lambda one: likeness[one]) == nearest
    assert likeness[nearest] > 0


def test_a_term_in_every_text_still_counts_for_something() -> None:
    """Rarity by ln((N − n + ½)/(n + ½)) would be negative here."""
    likeness = text_similarity("居民", {"one": "居民不来", "two": "居民不信"})
    assert all(value > 0 for value in likeness.values())


def test_english_words_that_say_nothing_are_left_out() -> None:
    assert terms("we do not know") == {"know": 1}


@pytest.mark.parametrize("words", ["", "  ", "？！", "天气"])
def test_nothing_said_or_nothing_in_common_is_nothing(words: str) -> None:
    assert text_similarity(words, STUCK) == {"door": 0, "money": 0, "dance": 0}


@given(TEXTS, TEXTS)
def test_likeness_of_words_is_between_nothing_and_one(mine: str, theirs: str) -> None:
    assert 0 <= text_similarity(mine, {"it": theirs})["it"] <= 1


def test_every_shipped_case_is_found_by_its_own_words() -> None:
    for language in LANGUAGES:
        stuck = {case.id: case.stuck for case in cases(CASES, language, WORDS)}
        for name, text in stuck.items():
            likeness = text_similarity(text, stuck)
            assert likeness[name] == pytest.approx(1)
            assert max(likeness, key=lambda one: likeness[one]) == name
