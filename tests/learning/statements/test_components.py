"""The two directions of a room's answers, held to a plain version in loops."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from tests.learning.made_votes import NAN, two_camps, votes
from workshop.learning.statements.statement_groups import principal_components
from workshop.learning.statements.statements import Votes

Rows = list[list[float]]


def centred_by_hand(found: Votes) -> Rows:
    """Gaps filled with the statement's mean, means taken away."""
    rows: Rows = [list(map(float, row)) for row in found.grid]
    for column in range(len(rows[0])):
        known = [row[column] for row in rows if row[column] == row[column]]
        mean = sum(known) / len(known) if known else 0.0
        for row in rows:
            row[column] = row[column] - mean if row[column] == row[column] else 0.0
    return rows


def directions_by_hand(found: Votes, count: int) -> Rows:
    """Power iteration on the cross products, each direction taken out before the next; no linear algebra library."""
    rows = centred_by_hand(found)
    wide = len(rows[0])
    products = [[sum(row[a] * row[b] for row in rows) for b in range(wide)] for a in range(wide)]
    chosen: Rows = []
    for _ in range(count):
        vector = [1.0 + column / 10 for column in range(wide)]
        for _ in range(3000):
            vector = [sum(products[a][b] * vector[b] for b in range(wide)) for a in range(wide)]
            length = sqrt(sum(value * value for value in vector))
            vector = [value / length for value in vector]
        size = sum(vector[a] * sum(products[a][b] * vector[b] for b in range(wide)) for a in range(wide))
        for a in range(wide):
            for b in range(wide):
                products[a][b] -= size * vector[a] * vector[b]
        largest = max(vector, key=abs)
        chosen.append([value if largest > 0 else -value for value in vector])
    return chosen


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_directions_and_places_are_those_of_a_plain_version(seed: int) -> None:
    room = two_camps(25, 6, seed)
    found = principal_components(room)
    by_hand = directions_by_hand(room, 2)
    assert found.directions == pytest.approx(np.array(by_hand), abs=1e-9)
    for place, row, answers in zip(found.places, centred_by_hand(room), room.grid, strict=True):
        stretch = sqrt(6 / sum(value == value for value in answers))
        for axis in range(2):
            expected = stretch * sum(a * b for a, b in zip(row, by_hand[axis], strict=True))
            assert place[axis] == pytest.approx(expected, abs=1e-9)


def test_a_case_worked_by_hand() -> None:
    # Two statements, answers (1,1) twice and (−1,−1) twice: one direction, (1,1)/√2, holding everything.
    found = principal_components(votes([[1, 1], [1, 1], [-1, -1], [-1, -1]]))
    assert found.directions == pytest.approx(np.array([[1, 1]]) / sqrt(2))
    assert found.share == pytest.approx([1.0])
    assert found.places[:, 0] == pytest.approx([sqrt(2), sqrt(2), -sqrt(2), -sqrt(2)])


@pytest.mark.parametrize(
    "rows",
    [
        [[1.0, -1.0, 0.0]] * 5,  # all the same
        [[0.0, 0.0]] * 4,  # all pass
        [[1.0, NAN], [1.0, NAN], [NAN, -1.0]],  # a gap is no difference
        [[1.0]],
    ],
)
def test_where_nobody_differs_there_is_no_direction(rows: list[list[float]]) -> None:
    found = principal_components(votes(rows))
    assert found.flat
    assert found.places.shape == (len(rows), 0)


def test_nobody_is_no_error() -> None:
    assert principal_components(Votes(("a", "b"), np.zeros((0, 2)))).flat
