"""A community assessed twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.assessment.strategies import RUBRIC, community, rating
from workshop.assessment.change.reassessment import not_repeated, same_raters, shift
from workshop.assessment.scoring.scoring import assess
from workshop.model.rating import Rating


def test_a_dimension_moves_from_then_to_now_with_who_rated() -> None:
    then = [rating("D1", 1, "a"), rating("D1", 1, "b"), rating("D2", 2, "a")]
    now = [rating("D1", 2, "b"), rating("D1", 3, "c"), rating("D2", None, "b")]
    (found,) = shift(then, now, RUBRIC)
    first, second = found.dimensions[:2]
    assert (first.id, first.then, first.now, first.change) == ("D1", 1, 2, 1)
    assert (first.raters_then, first.raters_now, first.both) == (2, 2, 1)
    assert (second.then, second.now, second.change) == (2, None, None)
    assert (found.raters_then, found.raters_now, found.both) == (("a", "b"), ("b", "c"), ("b",))
    assert found.cautions == ("different_raters", "few_raters", "no_stage")
    assert (found.then, found.now) == (assess(then, RUBRIC)[0], assess(now, RUBRIC)[0])


def test_the_same_five_raters_need_no_caution() -> None:
    asked = [dimension.id for dimension in RUBRIC.on_axis("stage")][:5]
    then = [rating(dimension, 1, who) for who in "abcde" for dimension in asked]
    (found,) = shift(then, [replace(one, level=0) for one in then], RUBRIC)
    assert found.cautions == ()
    assert found.dimensions[0].change == -1


def test_a_time_without_a_stage_is_not_compared_by_stage() -> None:
    """Four dimensions known then, five now: there is a stage at one of the two times only."""
    asked = [dimension.id for dimension in RUBRIC.on_axis("stage")]
    then = [rating(dimension, 2, who) for who in "abcde" for dimension in asked[:4]]
    now = [rating(dimension, 2, who) for who in "abcde" for dimension in asked[:5]]
    (found,) = shift(then, now, RUBRIC)
    assert (found.then.stage, found.now.stage) == (None, "2.0")
    assert found.cautions == ("no_stage",)


def test_a_change_that_came_with_new_raters_goes_when_only_the_same_are_asked() -> None:
    then = [rating("D1", 1, who) for who in "abc"]
    now = [rating("D1", 1, "a"), *(rating("D1", 3, who) for who in "xyz")]
    assert shift(then, now, RUBRIC)[0].dimensions[0].change == 2
    (same,) = shift(*same_raters(then, now), RUBRIC)
    assert same.dimensions[0].change == 0
    assert (same.raters_then, same.raters_now) == (("a",), ("a",))


def test_who_knew_nothing_at_one_time_did_not_rate_then() -> None:
    then = [rating("D1", None, "a"), rating("D1", 1, "b")]
    now = [rating("D1", 2, "a"), rating("D1", 1, "b")]
    kept_then, kept_now = same_raters(then, now)
    assert {one.rater for one in (*kept_then, *kept_now)} == {"b"}


def test_a_rater_of_another_community_is_not_the_same_rater_here() -> None:
    then, now = [Rating("X", "a", "", "D1", 1)], [Rating("Y", "a", "", "D1", 1)]
    assert same_raters(then, now) == ((), ())
    assert shift(then, now, RUBRIC) == ()
    assert not_repeated(then, [*now, Rating("vignette:V1", "a", "", "D1", 1)]) == ("X", "Y")


@given(community())
def test_nothing_shifts_when_everybody_says_the_same_again(ratings: list[Rating]) -> None:
    for found in shift(ratings, ratings, RUBRIC):
        assert {one.change for one in found.dimensions} <= {0, None}
        assert "different_raters" not in found.cautions


@given(community(), community())
def test_looking_back_is_looking_forward_turned_round(then: list[Rating], now: list[Rating]) -> None:
    there, back = shift(then, now, RUBRIC), shift(now, then, RUBRIC)
    assert [
        [(one.now, one.then, None if one.change is None else -one.change) for one in found.dimensions]
        for found in back
    ] == [[(one.then, one.now, one.change) for one in found.dimensions] for found in there]
    kept_then, kept_now = same_raters(then, now)
    assert same_raters(kept_then, kept_now) == (kept_then, kept_now)
