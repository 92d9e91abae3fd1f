"""Finding cases by words: whatever two characters stand in a case find it, and nothing else does."""

from __future__ import annotations

import re

import pytest

from tests.learning.made import CASES, WORDS, case
from workshop.base.text import LANGUAGES, Language
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.words import find_cases

HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.slow
@pytest.mark.parametrize("length", [2, 4, 6])
def test_every_stretch_of_characters_finds_the_cases_it_stands_in(length: int) -> None:
    """Not twenty queries that are known to occur but all there are, in every shipped case."""
    base = cases(CASES, "zh", WORDS)
    asked = {
        run[start : start + length]
        for one in base
        for run in HAN.findall(one.stuck)
        for start in range(len(run) - length + 1)
    }
    assert len(asked) > 100
    for words in asked:
        found = {one.id for one in find_cases(base, words)}
        assert {one.id for one in base if words in one.stuck} <= found


def test_what_stands_in_no_case_finds_none() -> None:
    base = cases(CASES, "zh", WORDS)
    texts = " ".join(
        f"{one.stuck}{one.title}{one.place}{one.result}{''.join(m.text for m in one.moves)}" for one in base
    )
    for words in ("火箭", "鲸鱼", "量子", "？！", "🙂", "zebra"):
        assert words not in texts
        assert find_cases(base, words) == ()


def test_where_they_were_stuck_counts_before_what_they_did() -> None:
    base = [case("did", stuck="没人来", result="敲门以后好了"), case("stuck", stuck="敲门没人开")]
    assert [one.id for one in find_cases(base, "敲门")] == ["stuck", "did"]


def test_one_character_and_no_words_at_all() -> None:
    base = [case("a", stuck="怕垫钱"), case("b", stuck="没人来")]
    assert [one.id for one in find_cases(base, "钱")] == ["a"]
    assert find_cases(base, "  ") == tuple(base)


@pytest.mark.parametrize("words", ["敲门", "报销", "door", "advanced money", "钱", "Shanghai 上海"])
def test_the_screens_language_changes_nothing_that_is_found(words: str) -> None:
    zh, en = (cases(CASES, language, WORDS) for language in LANGUAGES)
    assert [one.id for one in find_cases(zh, words)] == [one.id for one in find_cases(en, words)] != []


@pytest.mark.parametrize(
    "words", ["居" * 10_000, "ＡＢＣ１２３", "\x00\ud83d", "自組織", "' OR 1=1 --", "%_*"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_typed_is_answered(words: str, language: Language) -> None:
    base = cases(CASES, language, WORDS)
    assert len(find_cases(base, words)) <= len(base)
