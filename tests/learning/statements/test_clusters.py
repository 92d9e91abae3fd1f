"""Heaps, how clearly they lie apart, and how far two sortings agree, held to plain versions."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.learning.statements.statement_groups import adjusted_rand, kmeans, nearest, silhouette

LABELS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 3), min_size=n, max_size=n) for _ in range(2)))
)


@given(LABELS)
def test_agreement_is_counted_over_all_pairs(pair: tuple[list[int], list[int]]) -> None:
    left, right = pair
    pairs = list(combinations(range(len(left)), 2))
    together = [(left[a] == left[b], right[a] == right[b]) for a, b in pairs]
    both = sum(one and other for one, other in together)
    rows, columns = sum(one for one, _ in together), sum(other for _, other in together)
    by_lot, most = rows * columns / len(pairs), (rows + columns) / 2
    expected = 1.0 if most == by_lot else (both - by_lot) / (most - by_lot)
    found = adjusted_rand(np.array(left), np.array(right))
    assert found == pytest.approx(expected, abs=1e-12)
    assert found == adjusted_rand(np.array(right), np.array(left))


def test_other_names_for_the_same_heaps_agree_fully() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([5, 5, 3, 1])) == 1.0
    # Hubert & Arabie's measure goes below zero where two sortings agree less than by lot.
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


@given(st.integers(0, 1000))
def test_clearness_is_rousseeuws_formula(seed: int) -> None:
    random = np.random.default_rng(seed)
    points, labels = random.normal(size=(11, 2)), random.integers(0, 3, 11)
    if len(set(labels)) < 2:
        return
    values = []
    for at in range(11):

        def mean_to(heap: int, at: int = at) -> float:
            others = [n for n in range(11) if labels[n] == heap and n != at]
            return float(np.mean([np.linalg.norm(points[at] - points[n]) for n in others]))

        if sum(labels == labels[at]) == 1:
            values.append(0.0)
            continue
        inside = mean_to(labels[at])
        outside = min(mean_to(heap) for heap in set(labels) - {labels[at]})
        values.append((outside - inside) / max(inside, outside))
    assert silhouette(points, labels) == pytest.approx(float(np.mean(values)), abs=1e-9)


def test_heaps_far_apart_are_found() -> None:
    random = np.random.default_rng(4)
    truth = np.repeat([0, 1, 2], 20)
    points = random.normal(size=(60, 2)) * 0.3 + np.array([[0, 0], [6, 0], [0, 6]])[truth]
    found = kmeans(points, 3, random)
    assert adjusted_rand(found.labels, truth) == 1.0
    assert (nearest(points, found.middles) == found.labels).all()
    assert silhouette(points, found.labels) > 0.8
    assert silhouette(points, np.zeros(60, dtype=np.int64)) == 0.0


def test_more_heaps_than_points_are_refused() -> None:
    with pytest.raises(ValueError, match="heaps"):
        kmeans(np.zeros((1, 2)), 2, np.random.default_rng(0))
