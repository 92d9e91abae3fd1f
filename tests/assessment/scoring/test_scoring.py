"""From levels to a stage. Known answers: the worked example of the rubric's method note."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import IDS, NEWER, RUBRIC, community, rating
from workshop.assessment.reliability.reliability_summary import reliability_summary
from workshop.assessment.rubric.rubric import STAGES, Rubric
from workshop.assessment.scoring.position import positions
from workshop.assessment.scoring.scoring import (
    CommunityResult,
    NextAnchor,
    RoleGap,
    assess,
    fewest_known,
    lower_median,
)
from workshop.base.errors import InputError
from workshop.model.rating import Rating

STAGE_DIMENSIONS = ("D1", "D2", "D3", "D5", "D7", "D8", "D9")
EXAMPLE = (2, 2, 2, 2, 1, 2, 1)


def example(**changes: int | None) -> list[Rating]:
    """One rater's answers: the worked example of the method note, some of them changed."""
    answers: dict[str, int | None] = {**dict(zip(STAGE_DIMENSIONS, EXAMPLE, strict=True)), **changes}
    return [rating(dimension, level) for dimension, level in answers.items()]


@given(community())
def test_equal_levels_are_the_same_position_on_both_versions(ratings: list[Rating]) -> None:
    assert assess(ratings, NEWER) == assess(ratings, RUBRIC)
    assert positions(ratings, NEWER) == positions(ratings, RUBRIC)


@pytest.mark.parametrize("rubric", [RUBRIC, NEWER], ids=lambda one: one.key)
def test_the_known_answers_hold_on_both_versions(rubric: Rubric) -> None:
    """theory §5.1."""
    stood = [
        (one.stage, one.between)
        for one in (
            assess(example(), rubric)[0],
            assess(example(D8=1), rubric)[0],
            assess(example(D5=1), rubric)[0],
        )
    ]
    assert stood == [("2.0", None), ("1.0", "2.0"), ("1.0", None)]


def test_five_of_seven_and_both_gates_are_2_0() -> None:
    result = assess(example(), RUBRIC)[0]
    assert (result.stage, result.between, result.share_at_stage) == ("2.0", None, 5 / 7)
    assert dict(result.gates) == {"1.0": True, "2.0": True, "3.0": False}
    assert result.hypothesis


def test_gates_without_the_share_are_between_two_stages() -> None:
    result = assess(example(D8=1), RUBRIC)[0]
    assert (result.stage, result.between) == ("1.0", "2.0")
    assert dict(result.shares)["2.0"] == 4 / 7
    assert result.hypothesis  # 2.0 is named, so the badge is due


def test_a_gate_that_fails_holds_the_stage_back() -> None:
    result = assess(example(D5=1), RUBRIC)[0]
    assert (result.stage, result.between) == ("1.0", None)
    assert not result.hypothesis


def test_the_articles_community_is_budding_with_its_rules_unknown() -> None:
    """What the article states of Qingbaijiang at the project's end; of rules (D9) it says nothing."""
    said = dict.fromkeys(("D1", "D2", "D3", "D5", "D7", "D8"), 1) | {"D10": 3}
    ratings = [rating(dimension, level) for dimension, level in said.items()] + [rating("D9", None)]
    result = assess(ratings, RUBRIC)[0]
    assert (result.stage, result.between, result.share_at_stage) == ("1.0", None, 1.0)
    by_id = {dimension.id: dimension for dimension in result.dimensions}
    assert (by_id["D9"].median, by_id["D9"].unknown) == (None, 1)
    assert by_id["D10"].median == 3
    assert [dimension.id for dimension in result.vitality] == ["D4", "D6", "D10"]


def test_vitality_decides_no_stage() -> None:
    lively = [rating(dimension, 3) for dimension in ("D4", "D6", "D10")]
    assert assess([*example(D5=1), *lively], RUBRIC)[0].stage == "1.0"
    # Four of seven are not enough; with vitality they would be seven of ten.
    assert assess([*example(D8=1), *lively], RUBRIC)[0].stage == "1.0"


def test_all_threes_are_the_last_stage_with_nothing_next() -> None:
    result = assess([rating(dimension, 3) for dimension in IDS], RUBRIC)[0]
    assert (result.stage, result.next_stage, result.next_anchors) == ("3.0", None, ())


def test_an_unknown_gate_is_not_passed_and_is_the_first_thing_to_find_out() -> None:
    result = assess(example(D3=None), RUBRIC)[0]
    assert (result.stage, result.next_stage) == ("0", "1.0")
    assert result.next_anchors == (NextAnchor("D3", 1),)
    assert "gate_unknown" in result.cautions


def test_what_lacks_is_said_gates_first_then_the_weakest_one_rung_at_a_time() -> None:
    result = assess(example(D3=1, D5=1, D7=0, D8=1), RUBRIC)[0]
    assert result.next_stage == "2.0"
    assert [(anchor.dimension, anchor.level) for anchor in result.next_anchors] == [
        ("D3", 2),
        ("D5", 2),
        ("D7", 1),
        ("D8", 2),
        ("D9", 2),
    ]


def test_nothing_known_is_said_to_be_so() -> None:
    result = assess([rating(dimension, None) for dimension in IDS], RUBRIC)[0]
    assert (result.stage, result.between, result.share_at_stage) == (None, None, None)
    assert "nothing_known" in result.cautions
    assert "too_few_known" not in result.cautions  # one sentence is enough


@pytest.mark.parametrize(
    ("known", "stage"),
    [
        (("D3", "D5"), None),  # both gates of 2.0: read as "2.0, 100 % reached"
        (("D3", "D5", "D9"), None),  # all gates of 3.0: read as the highest stage
        (("D3", "D5", "D9", "D1"), None),
        (("D3", "D5", "D9", "D1", "D2"), "3.0"),
        (("D4", "D6", "D10", "D3", "D5"), None),  # vitality adds nothing
        (("D4", "D6", "D10"), None),
    ],
)
def test_a_stage_needs_five_of_its_seven_dimensions(known: tuple[str, ...], stage: str | None) -> None:
    result = assess([rating(dimension, 3) for dimension in known], RUBRIC)[0]
    missing = tuple(name for name in STAGE_DIMENSIONS if name not in known)
    assert (result.stage, result.missing) == (stage, missing)
    assert ("too_few_known" in result.cautions) == (stage is None)
    if stage is None:
        assert (result.between, result.share_at_stage, result.next_stage) == (None, None, None)
        assert (result.next_anchors, set(dict(result.shares).values())) == ((), {None})


@pytest.mark.parametrize(("of", "fewest"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (10, 7)])
def test_two_thirds_of_an_axis_must_be_known(of: int, fewest: int) -> None:
    """By hand: the smallest whole number that is at least two thirds of `of`."""
    assert fewest_known(of) == fewest


@pytest.mark.parametrize(("known", "step"), [(("D4",), None), (("D4", "D10"), 4), (("D4", "D6", "D10"), 4)])
def test_vitality_needs_two_of_its_three_dimensions(known: tuple[str, ...], step: int | None) -> None:
    place = positions([rating(dimension, 2) for dimension in known], RUBRIC)[0]
    assert (place.vitality, place.vitalities) == (step, None if step is None else (step, step))


@pytest.mark.parametrize(
    ("levels", "median"), [([1, 2], 1), ([3, 0, 2], 2), ([0, 0, 3, 3], 0), ([2], 2), ([], None)]
)
def test_the_lower_of_two_middle_levels_counts(levels: list[int], median: int | None) -> None:
    assert lower_median(levels) == median


@pytest.mark.parametrize(("low", "discuss"), [(1, True), (2, False)])
def test_two_levels_apart_is_worth_discussing(low: int, discuss: bool) -> None:
    result = assess([rating("D1", low, "a"), rating("D1", 3, "b")], RUBRIC)[0].dimensions[0]
    assert (result.levels, result.range, result.discuss) == ((low, 3), 3 - low, discuss)


def test_agreement_is_silent_below_six_raters() -> None:
    five = assess([rating("D1", 2, str(number)) for number in range(5)], RUBRIC)[0].dimensions[0]
    six = assess([rating("D1", 2, str(number)) for number in range(6)], RUBRIC)[0].dimensions[0]
    assert (five.rwg, five.rwg_chance) == (None, None)
    assert six.rwg == 1
    assert six.rwg_chance is not None


def test_roles_that_see_it_differently_are_a_finding() -> None:
    ratings = [
        rating("D3", 3, "secretary", "committee"),
        rating("D3", 1, "b", "resident"),
        rating("D3", 2, "c", "resident"),
        rating("D1", 1, "secretary", "committee"),
        rating("D1", 1, "b", "resident"),
    ]
    assert assess(ratings, RUBRIC)[0].role_gaps == (RoleGap("D3", "committee", "resident", 3, 1.5, 1.5),)


def test_a_role_of_two_is_not_pulled_down_to_its_lower_one() -> None:
    """Two committee members say 0 and 3, the leader 1. By the lower of two the leader would stand above them."""
    ratings = [
        rating("D7", 0, "a", "committee"),
        rating("D7", 3, "b", "committee"),
        rating("D7", 1, "c", "resident_leader"),
    ]
    gap = RoleGap("D7", "committee", "resident_leader", 1.5, 1, 0.5)
    assert assess(ratings, RUBRIC)[0].role_gaps == (gap,)


def test_a_rater_without_a_role_stands_on_no_side_of_a_gap() -> None:
    ratings = [rating("D3", 3, "secretary", "committee"), rating("D3", 0, "b", "")]
    assert assess(ratings, RUBRIC)[0].role_gaps == ()


def test_a_shared_vignette_is_no_community() -> None:
    ratings = [rating("D1", 2), Rating("vignette:dance", "a", "resident", "D1", 1)]
    assert [result.community for result in assess(ratings, RUBRIC)] == ["X"]


def test_a_rating_from_another_rubric_is_refused() -> None:
    with pytest.raises(InputError) as error:
        assess([rating("D77", 1)], RUBRIC)
    assert error.value.code == "assessment.dimension_unknown"


def test_raters_are_connected_only_through_something_rated_in_common() -> None:
    apart = [Rating("X", "a", "", "D1", 1), Rating("Y", "b", "", "D1", 1)]
    vignette = [Rating("vignette:dance", rater, "", "D1", 1) for rater in "ab"]
    assert reliability_summary(apart, RUBRIC).connected is False
    assert reliability_summary([*apart, *vignette], RUBRIC).connected is True
    assert reliability_summary([Rating("X", "a", "", "D1", None)], RUBRIC).connected is None


@given(community(), st.sampled_from(IDS), st.sampled_from(("there", "one more")))
def test_adding_a_dont_know_never_changes_a_level_a_stage_or_a_share(
    ratings: list[Rating], dimension: str, rater: str
) -> None:
    there = [*ratings, rating("D1", None, "there")]
    before = assess(there, RUBRIC)[0]
    after = assess([*there, rating(dimension, None, rater)], RUBRIC)[0]
    assert [replace(each, unknown=0) for each in after.dimensions] == [
        replace(each, unknown=0) for each in before.dimensions
    ]
    assert replace(after, dimensions=(), raters=0) == replace(before, dimensions=(), raters=0)
    assert after.shown_as == before.shown_as


@given(community().flatmap(lambda ratings: st.tuples(st.just(ratings), st.permutations(ratings))))
def test_the_order_of_raters_changes_nothing(pair: tuple[list[Rating], list[Rating]]) -> None:
    ratings, shuffled = pair
    assert assess(shuffled, RUBRIC) == assess(ratings, RUBRIC)


@given(community(), st.data())
def test_raising_one_answer_never_lowers_a_stage(ratings: list[Rating], data: st.DataObject) -> None:
    can_rise = [index for index, each in enumerate(ratings) if each.level is not None and each.level < 3]
    if not can_rise:
        return
    index = data.draw(st.sampled_from(can_rise))
    level = ratings[index].level
    assert level is not None
    raised = [*ratings]
    raised[index] = replace(ratings[index], level=data.draw(st.integers(level + 1, 3)))
    before, after = assess(ratings, RUBRIC)[0], assess(raised, RUBRIC)[0]
    assert (after.stage is None) == (before.stage is None)
    if before.stage is None or after.stage is None:
        return
    assert STAGES.index(after.stage) >= STAGES.index(before.stage)
    # "Between" is half a step: it is never lost without the step being taken.
    assert height(after) >= height(before)
    for low, high in zip(before.dimensions, after.dimensions, strict=True):
        assert low.median is None or (high.median is not None and high.median >= low.median)


def height(result: CommunityResult) -> float:
    """Stages as whole steps, "between" as half a one."""
    return STAGES.index(result.stage or "0") + (0.5 if result.between else 0)


@given(community())
def test_a_stage_needs_its_gates_and_its_share_and_the_highest_such_counts(ratings: list[Rating]) -> None:
    """The rule written out once more, from the raters' levels alone."""
    known = {
        name: sorted(each.level for each in ratings if each.dimension == name and each.level is not None)
        for name in IDS
    }
    medians = {name: levels[(len(levels) - 1) // 2] for name, levels in known.items() if levels}
    answered = [medians[name] for name in STAGE_DIMENSIONS if name in medians]
    gates = {1: {"D3": 1, "D5": 1}, 2: {"D3": 2, "D5": 2}, 3: {"D3": 3, "D5": 3, "D9": 3}}
    holds = {
        level: all(medians.get(name, -1) >= need for name, need in gate.items())
        for level, gate in gates.items()
    }
    reached = [
        level
        for level in gates
        if holds[level] and 10 * sum(one >= level for one in answered) >= 7 * len(answered)
    ]
    stage = max(reached, default=0)
    for result in assess(ratings, RUBRIC):
        if len(answered) < 5:
            assert (result.stage, result.between) == (None, None)
            continue
        assert result.stage == STAGES[stage]
        assert (result.between is not None) == (stage < 3 and holds[stage + 1])


def test_a_rater_who_knows_nothing_makes_no_result_out_of_views() -> None:
    """Four who know and one who does not are four views: the caution stays."""
    ratings = [rating("D1", 1, who) for who in "abcd"]
    more = assess([*ratings, rating("D1", None, "e")], RUBRIC)[0]
    assert (more.raters, more.shown_as) == (5, "dots")
    assert "few_raters" in more.cautions
    assert "few_raters" not in assess([*ratings, rating("D1", 1, "e")], RUBRIC)[0].cautions


@pytest.mark.parametrize(
    ("raters", "shown"),
    [(1, "views"), (2, "views"), (3, "dots"), (5, "dots"), (6, "agreement"), (9, "agreement")],
)
def test_more_raters_are_shown_more_of(raters: int, shown: str) -> None:
    assert assess([rating("D1", 1, str(number)) for number in range(raters)], RUBRIC)[0].shown_as == shown


def test_six_raters_in_two_camps_are_shown_as_such_and_five_are_not() -> None:
    six = [rating("D1", level, str(number)) for number, level in enumerate((0, 0, 0, 3, 3, 3))]
    split = assess(six, RUBRIC)[0].dimensions[0]
    assert (split.camps, split.average_deviation) == (((0, 0, 0), (3, 3, 3)), 1.5)
    assert split.rwg == pytest.approx(1 - 2.7 / 1.25)
    five = assess(six[:5], RUBRIC)[0].dimensions[0]
    assert (five.camps, five.average_deviation, five.rwg) == (None, None, None)
