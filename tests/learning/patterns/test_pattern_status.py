"""The status of a pattern is counted: from cases, places, contradictions and later trials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.learning.made import case
from workshop.base.text import LANGUAGES
from workshop.learning.patterns.pattern_status import Lack, Rate, Status, standing
from workshop.learning.patterns.pattern_text import standing_sentences
from workshop.learning.patterns.patterns import jeffreys
from workshop.model.case import Case, Outcome
from workshop.model.pattern import Bearing, CaseEvidence, FirstStep, Limits, Pattern, Trial

SHOWN, LATER = date(2026, 3, 1), date(2026, 4, 1)


def pattern(supports: int, contradicts: int = 0, partial: int = 0) -> Pattern:
    roles = [Bearing.SUPPORTS] * supports + [Bearing.CONTRADICTS] * contradicts + [Bearing.PARTIAL] * partial
    return Pattern(
        id="p",
        name="P",
        obstacle="O3",
        moves=("seep",),
        stages=("0",),
        conditions="c",
        offered="o",
        changed="c",
        evidence=tuple(CaseEvidence(f"case-{n}", role) for n, role in enumerate(roles)),
        limits=Limits("p", "a", "s", "h"),
        first_step=FirstStep("w", "t", 30, "who"),
        ask_them="?",
        author="somebody",
        version=1,
    )


def base(n: int, places: int = 99) -> list[Case]:
    return [case(f"case-{number}", place=f"place {number % places}") for number in range(n)]


def trials(n: int, passed: int, **changes: object) -> list[Trial]:
    return [
        replace(
            Trial(
                f"elsewhere {number}", SHOWN, LATER, True, Outcome.PASSED if number < passed else Outcome.NOT
            ),
            **changes,  # type: ignore[arg-type]
        )
        for number in range(n)
    ]


@pytest.mark.parametrize(
    ("supports", "contradicts", "places", "tried", "status"),
    [
        (1, 0, 99, 0, Status.STORY),
        (2, 0, 99, 0, Status.HINT),
        (4, 1, 99, 20, Status.HINT),  # too few cases, however many trials
        (5, 1, 2, 0, Status.HINT),  # five cases from two places
        (5, 0, 99, 0, Status.HINT),  # nobody has found where it fails
        (5, 1, 99, 0, Status.PATTERN),
        (5, 1, 99, 9, Status.PATTERN),
        (5, 1, 99, 10, Status.TESTED),
    ],
)
def test_the_status_is_counted(
    supports: int, contradicts: int, places: int, tried: int, status: Status
) -> None:
    found = standing(
        pattern(supports, contradicts), base(supports + contradicts, places), trials(tried, tried)
    )
    assert found.status is status
    assert (found.rate is not None) == (status is Status.TESTED)


def test_cases_that_are_not_at_hand_do_not_count() -> None:
    assert standing(pattern(5, 1), []).status is Status.UNSUPPORTED
    assert standing(pattern(5, 1), base(1)).status is Status.STORY


def test_a_case_that_passed_in_part_makes_a_story_and_no_more() -> None:
    assert standing(pattern(0, 0, 3), base(3)).status is Status.STORY


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "place 0"},  # an origin story
        {"tried": False, "outcome": None},
        {"outcome": None},
        {"outcome": Outcome.TOO_EARLY},
        {"told": SHOWN},  # told before anything could have happened
    ],
)
def test_what_is_no_later_trial_is_not_counted(changes: dict[str, object]) -> None:
    found = standing(pattern(5, 1), base(6), trials(12, 12, **changes))
    assert (found.tried, found.status) == (0, Status.PATTERN)


def test_only_a_tested_pattern_tells_a_rate_and_it_is_of_later_trials() -> None:
    found = standing(pattern(5, 1), base(6), trials(12, 9))
    low, high = jeffreys(9, 12) or (0.0, 0.0)
    assert found.rate == Rate(9, 12, low, high)
    for language in LANGUAGES:
        assert "52" in "".join(standing_sentences(found, "P", language))  # 9 of 12: .52 to .90
        young = standing(pattern(5, 1), base(6), trials(9, 9))
        assert "%" not in "".join(standing_sentences(young, "P", language))


def test_what_is_missing_for_the_next_status_is_said() -> None:
    assert standing(pattern(1), base(1)).lacking == (Lack.CASES,)
    assert standing(pattern(5), base(5, 2)).lacking == (Lack.ORGANISATIONS, Lack.CONTRADICTION)
    assert standing(pattern(5, 1), base(6)).lacking == (Lack.TRIALS,)
    assert standing(pattern(5, 1), base(6), trials(10, 1)).lacking == ()
