"""The sign-flip test of paired differences."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.assessment.reliability import roles as module
from workshop.assessment.reliability.roles import DRAWS, sign_flip


def by_enumeration(differences: list[Fraction]) -> float:
    """All 2^n patterns of signs written out."""
    seen = abs(sum(differences))
    sums = [
        abs(sum(sign * one for sign, one in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    return sum(each >= seen for each in sums) / len(sums)


@pytest.mark.parametrize("pairs", [6, 7, 10])
def test_all_on_one_side_is_the_smallest_p_there_is(pairs: int) -> None:
    found = sign_flip([1] * pairs)
    assert found is not None
    assert (found.p, found.pairs, found.exact) == (2 / 2**pairs, pairs, True)


def test_below_six_pairs_there_is_no_p() -> None:
    """Five pairs all on one side would give 2 / 2^5 = 0.0625, never less."""
    assert sign_flip([3] * 5) is None


@given(st.lists(st.fractions(-3, 3, max_denominator=4), min_size=6, max_size=9))
def test_p_is_what_all_patterns_of_signs_give(differences: list[Fraction]) -> None:
    found = sign_flip(differences)
    assert found is not None
    assert found.p == pytest.approx(by_enumeration(differences), abs=1e-12)
    assert found.exact


def test_listing_the_patterns_gives_the_same_as_counting_sums() -> None:
    sizes = [3, 1, 4, 1, 5, 9, 2, 6]
    assert module._listed(sizes, 17) == pytest.approx(module._counted(sizes, 17), abs=1e-12)


def test_differences_that_cancel_are_no_evidence_and_zeros_take_no_side() -> None:
    cancelled, zeros = sign_flip([1, -1] * 3), sign_flip([0] * 6)
    assert cancelled is not None
    assert zeros is not None
    assert (cancelled.p, zeros.p) == (1, 1)
    one_sided = sign_flip([0, 1, 1, 1, 1, 1, 1])
    assert one_sided is not None
    assert one_sided.p == 2 / 64


def test_beyond_what_can_be_counted_draws_are_seeded_and_said_to_be_drawn() -> None:
    many = [
        Fraction(prime * 1_000_003 + place, 1_000_000_007)
        for place, prime in enumerate([2, -3, 5, -7, 11] * 5)
    ]
    found = sign_flip(many)
    assert found is not None
    assert not found.exact
    assert found == sign_flip(many)
    assert 1 / (DRAWS + 1) <= found.p <= 1


def test_the_pattern_seen_counts_beside_those_drawn() -> None:
    """Forty differences on one side: 2 of 2^40 patterns lie as far, so none is drawn; p is 1 / (9,999 + 1), never 0.

    Source: Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9, on p of nought.
    """
    found = sign_flip([100_000 + place for place in range(40)])
    assert found is not None
    assert (found.p, found.exact) == (1 / 10_000, False)


def test_drawing_comes_close_to_counting() -> None:
    sizes = [1] * 21
    assert module._drawn(sizes, 9) == pytest.approx(module._counted(sizes, 9), abs=0.015)
