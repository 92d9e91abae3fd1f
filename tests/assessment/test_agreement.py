"""Agreement of several raters."""

from __future__ import annotations

import pytest

from workshop.assessment.agreement import chance_of_agreement, rwg

# Worked by hand from 1 - s² / ((A² - 1) / 12): O'Neill 2017, Frontiers in Psychology 8:777.
BY_HAND = [
    (5, [4, 4, 5, 4, 4], 0.90),
    (4, [1, 2, 2, 1, 2], 0.76),
    (4, [1, 2, 3], 0.20),
    (4, [0, 0, 3], -1.40),
]
# Every answer pattern of k raters on 4 points enumerated; k = 2 to 5 are exact fractions.
CHANCE = {2: 4 / 16, 3: 22 / 64, 4: 46 / 256, 5: 94 / 1024, 6: 0.0464, 7: 0.0284}


@pytest.mark.parametrize(("points", "levels", "expected"), BY_HAND)
def test_rwg_is_what_the_formula_gives_by_hand(points: int, levels: list[int], expected: float) -> None:
    assert rwg(levels, points) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("raters", "expected"), CHANCE.items())
def test_the_chance_of_agreeing_by_luck_is_exact(raters: int, expected: float) -> None:
    assert chance_of_agreement(raters) == pytest.approx(expected, abs=5e-5)


def test_one_answer_is_no_agreement() -> None:
    with pytest.raises(ValueError, match="two"):
        rwg([1])
    with pytest.raises(ValueError, match="two"):
        chance_of_agreement(1)
