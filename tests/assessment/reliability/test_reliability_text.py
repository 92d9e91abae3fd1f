"""Figures in sentences: as much as the number of people allows, and never a bare coefficient."""

from __future__ import annotations

import re

import pytest

from tests.assessment.strategies import RUBRIC
from workshop.assessment.reliability.reliability_summary import CAUTIONS, READINGS, reliability_summary
from workshop.assessment.reliability.reliability_text import (
    dimension_figures,
    dimension_words,
    reliability_figures,
    reliability_sentences,
    reliability_words,
    role_sentence,
)
from workshop.assessment.scoring.scoring import CommunityResult, assess
from workshop.base.text import LANGUAGES, Language, has, say
from workshop.model.rating import Rating

ROLES = ("committee", "resident", "social_worker")


def rated(communities: int, raters: int, dimension: str = "D1") -> list[Rating]:
    """Raters whose levels depend on the community and a little on who they are."""
    return [
        Rating(f"C{place}", f"C{place} {who}", ROLES[who % 3], dimension, (place + who // 3) % 4)
        for place in range(communities)
        for who in range(raters)
    ]


def sentence(levels: list[int | None], language: Language = "en") -> str:
    return dimension_words(of_one(levels), RUBRIC, language)[0]


def of_one(levels: list[int | None]) -> CommunityResult:
    return assess([Rating("X", str(n), "resident", "D1", level) for n, level in enumerate(levels)], RUBRIC)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_and_caution_has_words(language: Language) -> None:
    codes = [*READINGS, *(f"caution.{code}" for code in CAUTIONS)]
    assert [code for code in codes if not has(language, f"agreement.{code}")] == []


@pytest.mark.parametrize(
    ("levels", "middle", "coefficient"),
    [([1, 2], False, False), ([1, 2, 2], True, False), ([1, 2, 2, 2, 2, 3], True, True)],
)
def test_more_is_said_as_more_people_rate(levels: list[int], middle: bool, coefficient: bool) -> None:
    said, figures = sentence(list(levels)), dimension_figures(of_one(list(levels)), RUBRIC, "en")
    assert ("middle" in said, bool(figures)) == (middle, coefficient)


def test_agreement_stands_beside_its_chance() -> None:
    """r_wg .68, average deviation .33: by hand, as docs/position.md works it out; chance .0464 of theory's table."""
    (said,) = dimension_figures(of_one([3, 2, 2, 2, 1, 2]), RUBRIC, "en")
    assert "r_wg = 0.68" in said
    assert "0.33" in said
    assert "4.6 %" in said


def test_two_camps_are_named_and_not_averaged_away() -> None:
    assert "two camps: 0 1 1 and 3 3 3" in sentence([3, 3, 3, 1, 0, 1])


def test_dont_know_is_said_apart() -> None:
    assert "1 do not know" in sentence([None, 2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_coefficient_from_fewer_than_six_people(language: Language) -> None:
    said = " ".join(reliability_sentences(reliability_summary(rated(2, 2), RUBRIC), language))
    assert "ICC" not in said
    assert "α" not in said


def test_every_coefficient_comes_with_what_it_means_and_how_many() -> None:
    said = reliability_sentences(reliability_summary(rated(4, 6), RUBRIC), "en")
    assert said[0] == "Raters: 24. Communities rated: 4."
    for line in said:
        if re.match(r"ICC|Ordinal", line):
            assert len(line.split(": ", 1)[1]) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_first_holds_no_coefficient(language: Language) -> None:
    """What they mean is there all the same, and the coefficients are under "more", each once."""
    found = reliability_summary(rated(8, 6), RUBRIC)
    assert {"icc1", "icck", "alpha_ordinal"} <= set(found.readings)
    words, figures = reliability_words(found, language), reliability_figures(found, language)
    assert not any(re.search(r"ICC|α|r_wg|\d\.\d", line) for line in words)
    for code in found.readings.values():
        assert any(say(language, f"agreement.{code}") in line for line in words)
    assert len(figures) == len(found.readings)
    assert set(figures) <= set(reliability_sentences(found, language))
    each = dimension_words(of_one([3, 2, 2, 2, 1, 2]), RUBRIC, language)
    assert not any("r_wg" in line for line in each)


def test_a_role_difference_has_a_p_only_from_six_communities() -> None:
    few, many = (reliability_summary(rated(n, 3), RUBRIC).role_differences[0] for n in (5, 6))
    few_said, many_said = (role_sentence(one, RUBRIC, "en", str) for one in (few, many))
    assert "Fewer than six communities" in few_said
    four = reliability_summary(rated(4, 3), RUBRIC).role_differences[0]
    four_said = role_sentence(four, RUBRIC, "en", str)
    assert "Communities with both: 4." in four_said
    assert not re.search(r"\d\.\d", four_said)  # no mean of fewer than five communities
    assert "probability" in many_said
