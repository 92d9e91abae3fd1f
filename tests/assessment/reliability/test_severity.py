"""Strict and generous raters, told from stories everybody rated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.assessment.reliability.severity import adjusted_communities, severity
from workshop.model.rating import Rating

SIX = ("a", "b", "c", "d", "e", "f")


def room(places: int = 2, items: int = 4, strict: str = "a") -> list[Rating]:
    """Six raters of one story; `strict` says 1 where the others say 2, on a story and on their own community."""
    ratings = []
    for number, rater in enumerate(SIX):
        level = 1 if rater == strict else 2
        ratings += [
            Rating("vignette:V1", rater, "resident", f"D{item}", level) for item in range(1, items + 1)
        ]
        ratings += [Rating(f"c{number % places}", rater, "resident", f"D{item}", level) for item in (1, 2)]
    return ratings


def test_a_strict_rater_stands_below_the_room_and_the_rest_above() -> None:
    """By hand: the room's mean is 11/6, so a is 5/6 below it and the others 1/6 above; each is sure of it."""
    found = severity(room())
    assert (found.off, found.items, found.vignettes, found.connected) == (None, 4, ("V1",), True)
    assert found.reliability == pytest.approx(1)
    assert found.by_rater() == pytest.approx({"a": -5 / 6, **dict.fromkeys(SIX[1:], 1 / 6)})


def test_severity_is_shrunk_by_its_reliability() -> None:
    """Deviations by hand. Two items; raters a, b say 0 2, c, d say 1 2, e, f say 2 2: room 1 and 2.

    Deviations -1 0 | -1 0 | 0 0 | 0 0 | 1 0 | 1 0, means -.5 -.5 0 0 .5 .5. MSB = 2 · 4 · .25 / 5 = .4,
    MSW = 8 · .25 / 6 = 1/3, reliability 1 - (1/3) / .4 = 1/6.
    """
    levels = {"a": (0, 2), "b": (0, 2), "c": (1, 2), "d": (1, 2), "e": (2, 2), "f": (2, 2)}
    ratings = [
        Rating("vignette:V1", rater, "", dimension, level)
        for rater, both in levels.items()
        for dimension, level in zip(("D1", "D2"), both, strict=True)
    ]
    found = severity(ratings)
    assert found.reliability == pytest.approx(1 / 6)
    assert [one.deviation for one in found.raters] == pytest.approx([-0.5, -0.5, 0, 0, 0.5, 0.5])
    assert [one.severity for one in found.raters] == pytest.approx([-1 / 12, -1 / 12, 0, 0, 1 / 12, 1 / 12])


def test_a_question_one_rater_alone_answered_says_nothing_about_them() -> None:
    """By hand: alone a would be level with themselves, 0, which would draw -5/6 over four items to -2/3 over five."""
    alone = Rating("vignette:V1", "a", "resident", "D9", 3)
    found = severity([*room(), alone])
    assert found.items == 4
    assert found.by_rater()["a"] == pytest.approx(-5 / 6)


def test_a_rater_of_fewer_items_is_shrunk_further() -> None:
    ratings = [
        one
        for one in room()
        if not (one.rater == "b" and one.community == "vignette:V1" and one.dimension > "D2")
    ]
    ratings[-1] = Rating("vignette:V1", "f", "resident", "D4", 3)
    found = {one.rater: one for one in severity([*ratings, Rating("c1", "f", "", "D1", 2)]).raters}
    assert found["b"].items == 2
    assert found["b"].reliability < found["c"].reliability


def test_with_one_item_strictness_cannot_be_told_from_chance() -> None:
    found = severity(room(items=1))
    assert (found.off, found.reliability) == (None, 0)
    assert set(found.by_rater().values()) == {0}


def test_raw_and_adjusted_stand_side_by_side() -> None:
    """By hand: c0 holds a, c, e: raw (1 + 2 + 2) / 3, severity (-5/6 + 2/6) / 3 = -1/6. c1 raw 2, severity 1/6."""
    ratings = room()
    first, second = adjusted_communities(ratings, severity(ratings))
    assert (first.community, first.raters, first.unrated) == ("c0", 3, 0)
    assert (first.raw, first.adjusted) == (pytest.approx(5 / 3), pytest.approx(5 / 3 + 1 / 6))
    assert (second.raw, second.adjusted) == (2, pytest.approx(2 - 1 / 6))


@pytest.mark.parametrize(
    ("ratings", "off"),
    [
        ([one for one in room() if not one.community.startswith("vignette:")], "no_vignettes"),
        ([one for one in room() if one.rater != "f"], "too_few_raters"),
        ([*room(), Rating("Z", "stranger", "", "D1", 2)], "not_connected"),
    ],
)
def test_where_severity_cannot_be_told_nothing_is_adjusted_and_the_reason_given(
    ratings: list[Rating], off: str
) -> None:
    found = severity(ratings)
    assert (found.off, found.raters, found.reliability) == (off, (), None)
    assert {one.adjusted for one in adjusted_communities(ratings, found)} == {None}


def test_two_groups_with_stories_of_their_own_are_not_connected_through_a_community() -> None:
    """Both groups rate X, but each room's mean is its own: strict against another room is not known."""
    ratings = [Rating("X", rater, "", "D1", 2) for rater in SIX]
    ratings += [Rating("vignette:V1", rater, "", "D1", 1) for rater in SIX[:3]]
    ratings += [Rating("vignette:V2", rater, "", "D1", 2) for rater in SIX[3:]]
    assert severity(ratings).connected is True
    assert severity(ratings).off == "not_connected"


def test_who_rated_no_story_is_named_and_left_as_rated() -> None:
    ratings = [*room(), Rating("c0", "late", "", "D1", 3)]
    found = severity(ratings)
    assert (found.unrated, found.cautions) == (("late",), ("raters_without_vignettes",))
    assert adjusted_communities(ratings, found)[0].unrated == 1


def test_a_story_nobody_rated_is_a_caution() -> None:
    found = severity([*room(), Rating("vignette:V2", "a", "", "D1", None)])
    assert (found.vignettes_unrated, found.cautions) == (("V2",), ("vignette_unrated",))


# King, Murray, Salomon and Tandon 2004, APSR 98: 1 if y < z1, 2 if y = z1, 3 between ... ; the intervals are those
# of King and Wand 2007, Political Analysis 15, table 1.


answers = st.dictionaries(
    st.tuples(
        st.sampled_from(("vignette:V1", "vignette:V2", "X", "Y")),
        st.sampled_from("abcdefgh"),
        st.sampled_from(("D1", "D2")),
    ),
    st.one_of(st.none(), st.integers(0, 3)),
    max_size=64,
)


@given(answers)
def test_severity_is_never_larger_than_the_deviation_it_comes_from(
    said: dict[tuple[str, str, str], int | None],
) -> None:
    ratings = [Rating(place, who, "", dimension, level) for (place, who, dimension), level in said.items()]
    found = severity(ratings)
    for one in found.raters:
        assert 0 <= one.reliability <= 1
        assert abs(one.severity) <= abs(one.deviation) + 1e-12
    assert bool(found.raters) == (found.off is None)


@given(answers, st.sampled_from("abcdefgh"))
def test_a_dont_know_changes_no_severity(said: dict[tuple[str, str, str], int | None], rater: str) -> None:
    ratings = [Rating(place, who, "", dimension, level) for (place, who, dimension), level in said.items()]
    more = [*ratings, Rating("vignette:V1", rater, "", "D3", None)]
    assert severity(more).raters == severity(ratings).raters
