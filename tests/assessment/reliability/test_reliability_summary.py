"""All communities together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import IDS, ROLES, RUBRIC
from workshop.assessment.reliability.coefficients import alpha, one_way
from workshop.assessment.reliability.reliability_summary import (
    ALPHA_MARKS,
    CAUTIONS,
    ICC1_MARKS,
    ICCK_MARKS,
    READINGS,
    read,
    reliability_summary,
)
from workshop.assessment.reliability.reliability_text import reliability_sentences
from workshop.base.text import LANGUAGES, say
from workshop.model.rating import Rating


def camp(low: int = 1, high: int = 2, raters: int = 3, stories: bool = True) -> list[Rating]:
    """Two communities of `raters` each, the second higher; in each the last rater says one less on D2."""
    ratings = []
    for place, level in (("X", low), ("Y", high)):
        for number in range(raters):
            who = f"{place}{number}"
            last = number == raters - 1
            ratings += [Rating(place, who, "", "D1", level), Rating(place, who, "", "D2", level - last)]
            if stories:
                ratings += [Rating("vignette:V1", who, "", dimension, 1) for dimension in ("D1", "D2")]
    return ratings


def six(levels: dict[str, tuple[int, ...]]) -> list[Rating]:
    """A community a key, a rater of its own a level, each rating D1 and D2 alike."""
    return [
        Rating(place, f"{place}{number}", "", dimension, level)
        for place, given in levels.items()
        for number, level in enumerate(given)
        for dimension in ("D1", "D2")
    ]


APART = {"A": (0, 0, 1), "B": (0, 1, 0), "C": (1, 1, 2), "D": (2, 1, 2), "E": (3, 3, 2), "F": (3, 2, 3)}


def test_coefficients_are_those_of_raters_means_and_of_shared_units() -> None:
    found = reliability_summary(six(APART), RUBRIC)
    spread = one_way(list(APART.values()))
    assert spread is not None
    assert (found.icc1, found.icck, found.k0) == (spread.icc1, spread.icck, 3)
    assert found.alpha_ordinal == alpha([each for each in APART.values() for _ in range(2)], "ordinal")
    assert (found.alpha_units, found.raters, found.communities) == (12, 18, 6)
    assert found.readings["icc1"] == "icc1.clear"
    assert not set(found.cautions) & {"too_few_targets", "icc_below_zero", "no_spread_within"}


def test_an_icc_that_would_say_nothing_is_a_sentence() -> None:
    """Mean squares by hand. Opposite pairs: every community's mean is 1.5, MSB 0, so ICC(1) = -1 and ICC(k) has no
    value; nudged by one level, ICC(k) = 1 - MSW / MSB lies far below 0."""
    five = {place: APART[place] for place in "ABCDE"}
    opposite = dict.fromkeys("ABCDEF", (0, 3)) | {"F": (0, 2)}
    copied = {place: (level,) * 3 for place, level in zip("ABCDEF", (0, 1, 1, 2, 2, 3), strict=True)}
    single = {place: given[:1] for place, given in APART.items()} | {"F": (3, 2, 3)}
    for levels, why in (
        (five, "too_few_targets"),
        (single, "too_few_targets"),
        (opposite, "icc_below_zero"),
        (copied, "no_spread_within"),
    ):
        found = reliability_summary(six(levels), RUBRIC)
        assert why in found.cautions
        assert (found.icc1, found.icck, found.k0, found.raters_needed) == (None, None, None, None)
        assert not {"icc1", "icck"} & set(found.readings)
        for language in LANGUAGES:
            said = reliability_sentences(found, language)
            assert say(language, f"agreement.caution.{why}") in said
            assert not any("ICC(" in line and "=" in line for line in said)
    low = one_way(list(opposite.values()))
    assert low is not None
    assert low.icck is not None
    assert low.icck < -4


def test_alpha_below_zero_or_of_few_things_is_a_sentence() -> None:
    """Everybody says the contrary of the other, on twelve things and on four."""
    found = reliability_summary(six(dict.fromkeys("ABCDEF", (0, 3))), RUBRIC)
    assert found.alpha_ordinal is None
    assert "alpha_below_zero" in found.cautions
    few = reliability_summary(six({"A": (0, 0, 1), "B": (3, 2, 3)}), RUBRIC)
    assert (few.alpha_ordinal, few.alpha_units) == (None, 4)
    assert "few_units" in few.cautions


def test_that_one_rater_would_do_is_never_advice() -> None:
    """Clear differences give 1 or 2 by Spearman-Brown; theory §3.3 asks for five, in several roles."""
    found = reliability_summary(six(APART), RUBRIC)
    assert found.raters_needed in {1, 2}
    for language in LANGUAGES:
        said = reliability_sentences(found, language)
        assert say(language, "agreement.raters_needed_few", n=5) in said
        assert say(language, "agreement.raters_needed", n=found.raters_needed) not in said


def test_below_six_raters_in_all_there_is_no_coefficient() -> None:
    found = reliability_summary([one for one in camp() if one.rater != "Y2"], RUBRIC)
    assert (found.icc1, found.icck, found.alpha_ordinal, found.alpha_vignettes) == (None,) * 4
    assert (found.raters_needed, found.severity, found.readings) == (None, None, {})
    assert {"few_raters_in_all", "too_few_raters"} <= set(found.cautions)
    assert found.connected is True


def test_raters_who_share_nothing_are_said_to_be_apart() -> None:
    found = reliability_summary(camp(stories=False), RUBRIC)
    assert found.connected is False
    assert found.severity is None
    assert {"not_connected", "no_vignettes"} <= set(found.cautions)
    assert {one.adjusted for one in found.adjusted} == {None}


def test_stories_that_each_half_of_the_room_has_for_itself_join_nobody() -> None:
    ratings = [Rating("X", rater, "", "D1", 2) for rater in "abcdef"]
    ratings += [Rating("vignette:V1", rater, "", "D1", 1) for rater in "abc"]
    ratings += [Rating("vignette:V2", rater, "", "D1", 1) for rater in "def"]
    found = reliability_summary(ratings, RUBRIC)
    assert (found.connected, found.severity) == (True, None)
    assert "not_connected" in found.cautions


def test_stories_everybody_read_alike_leave_levels_as_they_were() -> None:
    found = reliability_summary(camp(), RUBRIC)
    assert dict(found.severity or ()) == dict.fromkeys(("X0", "X1", "X2", "Y0", "Y1", "Y2"), 0.0)
    assert [one.adjusted for one in found.adjusted] == [one.raw for one in found.adjusted]
    assert found.alpha_vignettes is None  # nobody differed: nothing to tell apart
    assert found.alpha_vignette_units == 2


def test_a_number_that_stands_for_people_of_two_communities_is_asked_about() -> None:
    ratings = [Rating(place, number, "", "D1", 1) for place in "XY" for number in "123"]
    assert "raters_in_several" in reliability_summary(ratings, RUBRIC).cautions
    assert "raters_in_several" not in reliability_summary(camp(), RUBRIC).cautions


def test_nobody_and_nothing() -> None:
    found = reliability_summary([], RUBRIC)
    assert (found.connected, found.raters, found.communities, found.icc1) == (None, 0, 0, None)
    assert set(found.cautions) == {"few_raters_in_all", "one_community", "no_overlap", "no_vignettes"}


# LeBreton and Senter 2008; Krippendorff 2004: conventions, see the module.
@pytest.mark.parametrize(
    ("value", "marks", "reading"),
    [
        (-0.2, ICC1_MARKS, "icc1.low"),
        (0.10, ICC1_MARKS, "icc1.some"),
        (0.25, ICC1_MARKS, "icc1.clear"),
        (0.69, ICCK_MARKS, "icck.low"),
        (0.70, ICCK_MARKS, "icck.usable"),
        (0.85, ICCK_MARKS, "icck.good"),
        (0.66, ALPHA_MARKS, "alpha.low"),
        (0.667, ALPHA_MARKS, "alpha.tentative"),
        (0.8, ALPHA_MARKS, "alpha.good"),
    ],
)
def test_a_coefficient_is_read_by_its_convention(
    value: float, marks: tuple[tuple[float, str], ...], reading: str
) -> None:
    assert read(value, marks) == reading
    assert reading in READINGS


ratings_of_a_camp = st.dictionaries(
    st.tuples(
        st.sampled_from(("X", "Y", "vignette:V1")), st.sampled_from("abcdefgh"), st.sampled_from(IDS[:4])
    ),
    st.one_of(st.none(), st.integers(0, 3)),
).map(
    lambda said: [
        Rating(place, who, ROLES[ord(who) % 3], dimension, level)
        for (place, who, dimension), level in said.items()
    ]
)


@given(ratings_of_a_camp)
def test_every_caution_and_reading_is_a_known_code(ratings: list[Rating]) -> None:
    found = reliability_summary(ratings, RUBRIC)
    assert set(found.cautions) <= set(CAUTIONS)
    assert set(found.readings.values()) <= set(READINGS)
    assert len(set(found.cautions)) == len(found.cautions)


@given(ratings_of_a_camp.flatmap(lambda ratings: st.tuples(st.just(ratings), st.permutations(ratings))))
def test_the_order_of_ratings_changes_nothing(pair: tuple[list[Rating], list[Rating]]) -> None:
    one, two = reliability_summary(pair[0], RUBRIC), reliability_summary(pair[1], RUBRIC)
    assert (one.cautions, one.role_differences, one.connected) == (
        two.cautions,
        two.role_differences,
        two.connected,
    )
    assert one.icc1 == pytest.approx(two.icc1)
    assert one.alpha_ordinal == pytest.approx(two.alpha_ordinal)
    assert dict(one.severity or ()) == pytest.approx(dict(two.severity or ()))


@given(ratings_of_a_camp)
def test_a_dont_know_more_changes_no_figure(ratings: list[Rating]) -> None:
    before = reliability_summary(ratings, RUBRIC)
    after = reliability_summary([*ratings, Rating("X", "one more", "resident", "D1", None)], RUBRIC)
    assert after == before
