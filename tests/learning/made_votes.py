"""Made-up rooms that answered statements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workshop.learning.statements.statements import Grid, Votes

NAN = float("nan")


def votes(rows: Sequence[Sequence[float]] | Grid) -> Votes:
    grid = np.array(rows, dtype=float)
    return Votes(tuple(f"s{column}" for column in range(grid.shape[1])), grid)


def two_camps(people: int, statements: int = 12, seed: int = 1, share: float = 0.6) -> Votes:
    """Two camps that answer oppositely but for the first two statements, which nearly all agree with; one in ten
    answers turned over, three in twenty missing."""
    random = np.random.default_rng(seed)
    side = np.where(np.arange(people) < people * share, 1, -1)
    grid = side[:, None] * random.choice([-1.0, 1.0], statements)[None, :]
    grid[:, :2] = 1
    grid = np.where(random.random(grid.shape) < 0.1, -grid, grid)
    grid[random.random(grid.shape) < 0.15] = NAN
    return votes(grid)


def by_lot(people: int, statements: int = 12, seed: int = 1) -> Votes:
    """Everybody answers by lot."""
    random = np.random.default_rng(seed)
    grid = random.choice([-1.0, 0.0, 1.0], (people, statements))
    grid[random.random(grid.shape) < 0.15] = NAN
    return votes(grid)
