"""Intraclass correlations and the reliability of a mean."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workshop.assessment.reliability.coefficients import one_way, raters_needed, shrout_fleiss, spearman_brown

# Shrout and Fleiss 1979, Psychological Bulletin 86, table 2: 6 targets, 4 judges. They print .17 .29 .71 .44 .62 .91;
# the further digits were worked out twice, by hand formula and by an independent package.
TABLE = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
PUBLISHED = {
    "msb": 11.241667,
    "msw": 6.263889,
    "msj": 32.486111,
    "mse": 1.019444,
    "icc1": 0.165742,
    "icc2": 0.289764,
    "icc3": 0.714841,
    "icc1k": 0.442797,
    "icc2k": 0.620051,
    "icc3k": 0.909316,
}

levels = st.integers(0, 3)


@pytest.mark.parametrize(("name", "expected"), PUBLISHED.items())
def test_the_six_coefficients_are_the_published_ones(name: str, expected: float) -> None:
    assert round(getattr(shrout_fleiss(TABLE), name), 6) == expected


def test_a_stricter_judge_lowers_agreement_and_leaves_consistency() -> None:
    found = shrout_fleiss([(2, 1), (3, 2), (1, 0)])
    assert found.icc3 == pytest.approx(1)
    assert found.icc2 == pytest.approx(2 / 3)  # MSB 2, MSE 0, MSJ 1.5: 2 / (2 + 2 * 1.5 / 3)


@pytest.mark.parametrize("rows", [[], [(1, 2)], [(1,), (2,)]], ids=["nothing", "one target", "one judge"])
def test_one_target_or_judge_has_no_coefficient(rows: list[tuple[int, ...]]) -> None:
    found = shrout_fleiss(rows)
    assert (found.icc1, found.icc2, found.icc3, found.icc1k, found.msb) == (None,) * 5
    assert found.targets == len(rows)


def test_where_nothing_varies_nothing_is_said() -> None:
    found = shrout_fleiss([(0.1, 0.1), (0.1, 0.1), (0.1, 0.1)])
    assert {found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k} == {None}


def test_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="every target"):
        shrout_fleiss([(1, 2), (1,)])


@given(st.integers(2, 4).flatmap(lambda wide: st.lists(st.tuples(*[levels] * wide), min_size=2, max_size=8)))
def test_equal_groups_give_the_one_way_coefficients_of_the_full_table(rows: list[tuple[int, ...]]) -> None:
    full, found = shrout_fleiss(rows), one_way(rows)
    if found is None:
        assert full.icc1 is None
        return
    assert found.k0 == pytest.approx(len(rows[0]))
    assert (found.icc1, found.icck) == (pytest.approx(full.icc1), pytest.approx(full.icc1k))


def test_unequal_groups_by_hand() -> None:
    """Groups 1 2 | 3 4 5: means 1.5 and 4, grand mean 3; N = 5, k0 = 5 - 13/5 = 2.4.

    SSB = 2 · 2.25 + 3 · 1 = 7.5, SSW = 0.5 + 2 = 2.5; MSB 7.5, MSW 2.5/3; ICC(1) = 6.6667 / (7.5 + 1.4 · 0.8333).
    """
    found = one_way([[1, 2], [3, 4, 5], []])
    assert found is not None
    assert (found.groups, found.raters, found.k0) == (2, 5, pytest.approx(2.4))
    assert (found.msb, found.msw) == (pytest.approx(7.5), pytest.approx(2.5 / 3))
    assert found.icc1 == pytest.approx((7.5 - 2.5 / 3) / (7.5 + 1.4 * 2.5 / 3))
    assert found.icck == pytest.approx(1 - 2.5 / 3 / 7.5)


def test_groups_with_equal_means_have_no_reliable_mean() -> None:
    found = one_way([[1, 3], [1, 3]])
    assert found is not None
    assert (found.icc1, found.icck) == (-1, None)


@pytest.mark.parametrize("groups", [[], [[1, 2]], [[1], [2]], [[1, 1], [1, 1]]])
def test_too_little_for_a_one_way_coefficient(groups: list[list[float]]) -> None:
    assert one_way(groups) is None


# Worked by hand from k r / (1 + (k - 1) r).
@pytest.mark.parametrize(("raters", "expected"), [(3, 0.43), (5, 0.56), (10, 0.71)])
def test_spearman_brown_by_hand(raters: int, expected: float) -> None:
    assert round(spearman_brown(0.2, raters), 2) == expected


@pytest.mark.parametrize(
    ("r", "raters"), [(0.1, 21), (0.2, 10), (0.3, 6), (0.4, 4), (0.5, 3), (0.0, None), (-0.1, None)]
)
def test_raters_needed_for_070_by_hand(r: float, raters: int | None) -> None:
    assert raters_needed(r) == raters


@given(st.floats(0.01, 0.99), st.floats(0.05, 0.95))
def test_so_many_raters_are_enough_and_one_fewer_is_not(r: float, wanted: float) -> None:
    raters = raters_needed(r, wanted)
    assert raters is not None
    assume(raters < 10_000)
    assert spearman_brown(r, raters) >= wanted - 1e-9
    assert raters == 1 or spearman_brown(r, raters - 1) < wanted


@given(st.lists(st.lists(levels, max_size=5), max_size=6))
def test_the_mean_of_k0_raters_is_spearman_browns(groups: list[list[int]]) -> None:
    found = one_way(groups)
    if found is not None and found.icck is not None and found.icc1 > 0:
        assert found.icck == pytest.approx(spearman_brown(found.icc1, found.k0))


def test_impossible_reliabilities_are_refused() -> None:
    with pytest.raises(ValueError, match="no reliability"):
        spearman_brown(-0.5, 5)
    with pytest.raises(ValueError, match="between"):
        raters_needed(0.5, 1.0)
