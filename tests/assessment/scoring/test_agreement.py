"""Agreement of several raters."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.assessment.scoring.agreement import average_deviation, chance_of_agreement, rwg, two_camps

# Worked by hand from 1 - s² / ((A² - 1) / 12): O'Neill 2017, Frontiers in Psychology 8:777.
BY_HAND = [
    (5, [4, 4, 5, 4, 4], 0.90, 0.32),
    (4, [1, 2, 2, 1, 2], 0.76, 0.48),
    (4, [1, 2, 3], 0.20, 2 / 3),
    (4, [0, 0, 3], -1.40, 4 / 3),
]
several = st.lists(st.integers(0, 3), min_size=2, max_size=12)
# Every answer pattern of k raters on 4 points enumerated; k = 2 to 5 are exact fractions.
CHANCE = {2: 4 / 16, 3: 22 / 64, 4: 46 / 256, 5: 94 / 1024, 6: 0.0464, 7: 0.0284}


@pytest.mark.parametrize(("points", "levels", "expected", "deviation"), BY_HAND)
def test_rwg_and_average_deviation_are_what_the_formulas_give_by_hand(
    points: int, levels: list[int], expected: float, deviation: float
) -> None:
    assert rwg(levels, points) == pytest.approx(expected, abs=1e-9)
    assert average_deviation(levels) == pytest.approx(deviation, abs=1e-9)


@pytest.mark.parametrize(("raters", "expected"), CHANCE.items())
def test_the_chance_of_agreeing_by_luck_is_exact(raters: int, expected: float) -> None:
    assert chance_of_agreement(raters) == pytest.approx(expected, abs=5e-5)


def test_one_answer_is_no_agreement() -> None:
    with pytest.raises(ValueError, match="two"):
        rwg([1])
    with pytest.raises(ValueError, match="two"):
        chance_of_agreement(1)
    with pytest.raises(ValueError, match="two"):
        average_deviation([1])
    with pytest.raises(ValueError, match="two"):
        two_camps([])


def test_raters_at_both_ends_are_two_camps() -> None:
    assert two_camps([0, 3, 0, 3, 1, 3]) == ((0, 0, 1), (3, 3, 3))


def test_raters_who_merely_differ_are_no_camps() -> None:
    """0 1 1 2 2 3: s² = 1.1, so rwg = 1 - 1.1 / 1.25 = 0.12."""
    assert two_camps([0, 1, 1, 2, 2, 3]) is None


@given(several)
def test_camps_are_the_best_of_all_ways_to_part_the_raters(levels: list[int]) -> None:
    camps = two_camps(levels)
    assert (camps is None) == (rwg(levels) >= 0)
    if camps is None:
        return

    def within(group: list[int]) -> float:
        return sum((level - sum(group) / len(group)) ** 2 for level in group)

    low, high = camps
    assert sorted(levels) == [*low, *high]
    assert low[-1] < high[0]
    places = range(len(levels))
    best = min(
        within([levels[place] for place in chosen])
        + within([levels[place] for place in places if place not in chosen])
        for size in range(1, len(levels))
        for chosen in combinations(places, size)
    )
    assert within([*low]) + within([*high]) == pytest.approx(best)


@given(several)
def test_moving_all_levels_or_turning_the_scale_round_changes_no_agreement(levels: list[int]) -> None:
    turned = [3 - level for level in levels]
    assert rwg(turned) == pytest.approx(rwg(levels))
    assert average_deviation(turned) == pytest.approx(average_deviation(levels))
