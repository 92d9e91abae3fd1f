"""Intervals and luck: published figures, and the rules they must keep."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.learning.patterns.patterns import hypergeometric_tail, jeffreys


# The reference's own figures: three successes prove little.
@pytest.mark.parametrize(
    ("passed", "n", "low", "high"),
    [(3, 3, 0.56, 1.0), (5, 6, 0.51, 0.97), (9, 12, 0.52, 0.90)],
)
def test_few_successes_prove_little(passed: int, n: int, low: float, high: float) -> None:
    found = jeffreys(passed, n)
    assert found is not None
    assert tuple(round(end, 2) for end in found) == (low, high)


def test_from_nothing_nothing_is_known() -> None:
    assert jeffreys(0, 0) is None


@pytest.mark.parametrize(("passed", "n"), [(4, 3), (-1, 3)])
def test_more_cannot_pass_than_tried(passed: int, n: int) -> None:
    with pytest.raises(ValueError, match=" of "):
        jeffreys(passed, n)


@given(st.integers(1, 60), st.data())
def test_an_interval_holds_the_share_and_mirrors_failure(n: int, data: st.DataObject) -> None:
    passed = data.draw(st.integers(0, n))
    found, mirrored = jeffreys(passed, n), jeffreys(n - passed, n)
    assert found is not None
    assert mirrored is not None
    assert 0 <= found[0] <= passed / n <= found[1] <= 1
    assert found == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-9)


@given(st.integers(1, 14), st.data())
def test_luck_is_the_share_of_arrangements_that_do_as_well(n: int, data: st.DataObject) -> None:
    passed, tried = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    both = data.draw(st.integers(max(0, passed + tried - n), min(passed, tried)))
    as_well = sum(comb(passed, x) * comb(n - passed, tried - x) for x in range(both, tried + 1))
    found = hypergeometric_tail(np.array(both), np.array(tried), np.array(passed), np.array(n))
    assert float(found) == pytest.approx(as_well / comb(n, tried), abs=1e-12)


# Section 7.3: a true .8 with the move against .4 without, tried by 35 %, one-sided p < .05.
@pytest.mark.parametrize(("n", "power"), [(12, 0.15), (24, 0.44), (40, 0.71), (80, 0.95)])
def test_how_many_cases_it_takes_to_see_a_true_difference(n: int, power: float) -> None:
    random = np.random.default_rng(3)
    tried = random.binomial(n, 0.35, 40_000)
    with_it = random.binomial(tried, 0.8)
    without = random.binomial(n - tried, 0.4)
    found = hypergeometric_tail(with_it, tried, with_it + without, np.array(n))
    assert float((found < 0.05).mean()) == pytest.approx(power, abs=0.02)
