"""Krippendorff's alpha."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.assessment.reliability.coefficients import METRICS, Metric, alpha

GAP = None
# The "C" data: 4 observers, 12 units. Krippendorff 2011, Computing Krippendorff's alpha-reliability; the same
# data are the example of KrippAlpha in the R package DescTools, which lists the four values.
OBSERVERS: tuple[tuple[float | None, ...], ...] = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, GAP),
    (GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP),
)
UNITS = tuple(zip(*OBSERVERS, strict=True))
PUBLISHED: dict[Metric, float] = {
    "nominal": 0.743421,
    "ordinal": 0.815388,
    "interval": 0.849107,
    "ratio": 0.797403,
}

tables = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=3, max_size=5), max_size=8)


@pytest.mark.parametrize(("metric", "expected"), PUBLISHED.items())
def test_alpha_is_the_published_value_to_six_decimals(metric: Metric, expected: float) -> None:
    found = alpha(UNITS, metric)
    assert found is not None
    assert round(found, 6) == expected


@pytest.mark.parametrize("metric", METRICS)
def test_a_unit_with_one_value_has_nothing_to_compare(metric: Metric) -> None:
    assert alpha([*UNITS, (5, GAP, GAP, GAP)], metric) == alpha(UNITS, metric)


def test_full_agreement_is_one_and_every_raters_other_side_is_below_zero() -> None:
    assert [alpha([(0, 0), (3, 3), (1, 1)], metric) for metric in METRICS] == [1, 1, 1, 1]
    opposed = alpha([(0, 3), (3, 0)], "ordinal")
    assert opposed is not None
    assert opposed < 0


@pytest.mark.parametrize(
    "table",
    [[], [[1, GAP], [GAP, 2]], [[2, 2], [2, 2]], [[2, 2], [3, GAP]]],
    ids=["none", "alone", "same", "one"],
)
def test_what_has_no_variation_to_tell_apart_has_no_alpha(table: list[list[float | None]]) -> None:
    assert [alpha(table, metric) for metric in METRICS] == [None] * 4


def test_a_ratio_scale_has_no_values_below_zero() -> None:
    table = [[-1, -1], [1, 2]]
    assert alpha(table, "ratio") is None
    assert alpha(table, "interval") is not None


def by_pairs(table: list[list[int | None]], metric: Metric) -> float | None:
    """An independent reading of the definition: every ordered pair written out, no coincidences counted."""
    units = [[value for value in unit if value is not None] for unit in table]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]

    def squared(one: int, two: int) -> float:
        if metric == "nominal":
            return float(one != two)
        if metric == "interval":
            return float((one - two) ** 2)
        if metric == "ratio":
            return ((one - two) / (one + two)) ** 2 if one != two else 0.0
        low, high = sorted((one, two))
        between = sum(values.count(value) for value in range(low, high + 1))
        return (between - (values.count(low) + values.count(high)) / 2) ** 2

    if len(values) < 2:
        return None
    observed = sum(
        sum(squared(one, two) for one, two in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    ) / len(values)
    expected = sum(squared(one, two) for one, two in permutations(values, 2)) / (
        len(values) * (len(values) - 1)
    )
    return 1 - observed / expected if expected else None


@given(tables, st.sampled_from(METRICS))
def test_alpha_is_what_every_pair_written_out_gives(table: list[list[int | None]], metric: Metric) -> None:
    assert alpha(table, metric) == pytest.approx(by_pairs(table, metric), abs=1e-9)


@given(tables, st.sampled_from(METRICS))
def test_the_order_of_raters_and_units_changes_nothing(table: list[list[int | None]], metric: Metric) -> None:
    shuffled = [sorted(unit, key=str) for unit in reversed(table)]
    assert alpha(shuffled, metric) == pytest.approx(alpha(table, metric), abs=1e-12)
