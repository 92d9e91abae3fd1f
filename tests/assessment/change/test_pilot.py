"""The pilot: the same again two weeks later, and an interview beside it."""

from __future__ import annotations

import pytest

from tests.assessment.strategies import RUBRIC, rating
from workshop.assessment.change.pilot import CAUTIONS, InterviewAgreement, Retest, pilot
from workshop.assessment.reliability.coefficients import shrout_fleiss
from workshop.model.rating import Rating

FIRST = (0, 1, 1, 2, 2, 3)
AGAIN = (0, 1, 2, 2, 0, 3)


def twice(
    first: tuple[int | None, ...] = FIRST, again: tuple[int | None, ...] = AGAIN
) -> dict[str, list[Rating]]:
    """One rater a level, asked D1 twice."""
    return {
        occasion: [rating("D1", level, str(number)) for number, level in enumerate(levels)]
        for occasion, levels in (("test", first), ("retest", again))
    }


def test_the_same_again_is_counted_by_hand() -> None:
    """Four of six equal, one a level apart, one two: mean change (1 - 2) / 6."""
    found = pilot(twice(), RUBRIC)
    assert found.retest[0] == Retest(
        dimension="D1",
        n=6,
        lost=0,
        exact=4 / 6,
        within_one=5 / 6,
        mean_change=-1 / 6,
        icc=shrout_fleiss(list(zip(FIRST, AGAIN, strict=True))).icc2,
    )
    assert found.retest[1] == Retest("D2", 0, 0, None, None, None, None)
    assert (found.raters, found.communities, found.cautions) == (6, 1, ("no_interview",))


def test_five_pairs_have_no_coefficient() -> None:
    found = pilot(twice(FIRST[:5], AGAIN[:5]), RUBRIC)
    assert (found.retest[0].n, found.retest[0].icc) == (5, None)
    assert "few_pairs" in found.cautions


def test_many_pairs_of_a_few_raters_have_no_coefficient() -> None:
    """Three people who rated six communities each are three people."""
    both = {
        occasion: [
            Rating(f"c{place}", f"r{who}", "", "D1", (place + who) % 4)
            for place in range(6)
            for who in range(3)
        ]
        for occasion in ("test", "retest")
    }
    found = pilot(both, RUBRIC)
    assert (found.retest[0].n, found.retest[0].icc) == (18, None)


def test_a_dont_know_at_one_time_is_a_lost_pair_and_never_a_zero() -> None:
    found = pilot(twice((None, 2), (0, 2)), RUBRIC)
    assert (found.retest[0].n, found.retest[0].lost, found.retest[0].exact) == (1, 1, 1.0)


def asked(communities: int, own: int, other: int) -> dict[str, list[Rating]]:
    return {
        "test": [
            Rating(f"c{number}", f"{number}{who}", "", "D1", own)
            for number in range(communities)
            for who in "ab"
        ],
        "interview": [Rating(f"c{number}", "second", "", "D1", other) for number in range(communities)],
    }


def test_self_ratings_above_the_interview_in_every_community() -> None:
    found = pilot(asked(6, 2, 1), RUBRIC)
    assert found.interview[0] == InterviewAgreement(None, 6, 1.0, 0.0, 2 / 2**6)
    assert found.interview[1] == InterviewAgreement("D1", 6, 1.0, 0.0, 2 / 2**6)
    assert found.interview[2] == InterviewAgreement("D2", 0, None, None, None)
    assert (found.interviewed, found.cautions) == (6, ("no_retest",))


def test_interviews_of_five_communities_have_no_p() -> None:
    found = pilot(asked(5, 2, 2), RUBRIC)
    assert found.interview[1] == InterviewAgreement("D1", 5, 0.0, 1.0, None)
    assert "few_communities" in found.cautions


def test_an_interview_is_set_against_the_mean_of_the_community() -> None:
    occasions = asked(1, 2, 1)
    occasions["test"][0] = Rating("c0", "0a", "", "D1", 3)
    found = pilot(occasions, RUBRIC)
    assert found.interview[1].mean_difference == pytest.approx(1.5)


def test_stories_are_no_community_of_the_pilot() -> None:
    occasions = {
        occasion: [Rating("vignette:V1", "a", "", "D1", 1)] for occasion in ("test", "retest", "interview")
    }
    found = pilot(occasions, RUBRIC)
    assert (found.raters, found.communities, found.interviewed, found.retest[0].n) == (0, 0, 0, 0)


def test_an_empty_pilot_says_what_is_missing() -> None:
    found = pilot({}, RUBRIC)
    assert found.cautions == ("no_retest", "no_interview")
    assert set(found.cautions) <= set(CAUTIONS)
