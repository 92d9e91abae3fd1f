"""Local similarities. Expected numbers are worked by hand from the formula in each docstring."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made import ASSETS, OBSTACLES
from workshop.learning.cases import words
from workshop.learning.suggest import local_similarity
from workshop.learning.suggest.local_similarity import (
    STAGES,
    AssetCoverage,
    LogSize,
    ObstacleCoverage,
    Ordinal,
    SettingTable,
    StageLadder,
)


@pytest.mark.parametrize("module", [local_similarity, words])
def test_the_examples_in_the_docstrings_run(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("mine", "theirs", "likeness"),
    [("1.0", "1.0", 1.0), ("1.0", "0", 0.5), ("1.0", "2.0", 0.3), ("0", "2.0", 0.0), ("3.0", "0", 0.0)],
)
def test_a_case_one_stage_below_is_nearer_than_one_above(mine: str, theirs: str, likeness: float) -> None:
    assert StageLadder(one_below=0.5, one_above=0.3)(mine, theirs) == likeness


def test_obstacles_are_seen_from_the_asker() -> None:
    cover = ObstacleCoverage(later=0.5)
    # What else the case had does not count against it …
    assert cover(("O3",), ("O3", "O1", "O2")) == 1
    # … but what the asker has and the case had not does: 1 of the weights 1 + 0.5.
    assert cover(("O3", "O1"), ("O3",)) == pytest.approx(2 / 3)
    # The asker's first obstacle in a later place of the case counts the smaller weight.
    assert cover(("O3",), ("O1", "O3")) == 0.5
    assert cover(("O3",), ("O1",)) == 0


def test_ten_homes_are_to_a_hundred_as_a_hundred_to_a_thousand() -> None:
    size = LogSize(span=100)
    assert size(9, 99) == pytest.approx(size(99, 999))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_sizes_compare_the_same_both_ways(one: int, two: int) -> None:
    size = LogSize(span=30)
    assert size(one, two) == pytest.approx(size(two, one))
    assert 0 <= size(one, two) <= 1
    assert size(one, one) == 1


@given(st.sampled_from(STAGES), st.sampled_from(STAGES), st.integers(0, 3), st.integers(0, 3))
def test_every_likeness_is_between_nothing_and_one(
    mine: str, theirs: str, level: int, other_level: int
) -> None:
    table = SettingTable((("village", "mixed", 0.4),), other=0.2)
    found = [
        StageLadder(0.5, 0.3)(mine, theirs),
        Ordinal()(level, other_level),
        table("village", "commercial"),
    ]
    assert all(0 <= likeness <= 1 for likeness in found)


@given(OBSTACLES, OBSTACLES, ASSETS, ASSETS.filter(bool))
def test_being_stuck_at_the_same_is_full_likeness(
    obstacles: tuple[str, ...], others: tuple[str, ...], assets: frozenset[str], needed: frozenset[str]
) -> None:
    cover = ObstacleCoverage(later=0.5)
    assert cover(obstacles, obstacles) == 1
    assert 0 <= cover(obstacles, others) <= 1
    assert AssetCoverage()(needed | assets, needed) == 1
    assert 0 <= AssetCoverage()(assets, needed) <= 1
