"""Contingency table of obstacles and moves, with a permutation test: what the cases together show, and what chance
does.

A dozen stories prove little, and stories are told because they went well. So the table counts, names the cases that
did not pass as plainly as those that did, and makes no comparison until one obstacle has forty cases. People name a
pattern and write its mechanism and limits; nothing here does.

Two statistics for small counts come with it: the Jeffreys interval for a share, and Fisher's exact (hypergeometric)
test. SciPy's distributions take a second to import, so they are loaded on first use, not by a caller that only checks
files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from workshop.base.lazy_import import lazy_import
from workshop.model.case import Case, Outcome
from workshop.model.privacy import MIN_GROUP

Counts = NDArray[np.int64]
Shares = NDArray[np.float64]

COVERAGE = 0.90


def jeffreys(passed: int, n: int, coverage: float = COVERAGE) -> tuple[float, float] | None:
    """Jeffreys interval for a binomial proportion: where does the true share lie, when `passed` of `n` passed?

    Formula: the middle `coverage` of Beta(passed + ½, n − passed + ½); an end is 0 where none passed and 1 where all
    did. n = 0 gives None. ValueError if `passed` is not within 0 … n.
    Source: Brown, Cai & DasGupta 2001, Statistical Science 16(2), section 3.1.3.

    >>> low, high = jeffreys(3, 3)
    >>> f"{low:.2f} {high:.2f}"
    '0.56 1.00'
    """
    if not 0 <= passed <= n:
        raise ValueError(f"{passed} of {n}")
    if n == 0:
        return None
    tail = (1 - coverage) / 2
    spread = lazy_import("scipy.stats:beta")(passed + 0.5, n - passed + 0.5)
    return (
        0.0 if passed == 0 else float(spread.ppf(tail)),
        1.0 if passed == n else float(spread.ppf(1 - tail)),
    )


def hypergeometric_tail(passed_with: Counts, n_with: Counts, passed: Counts, n: Counts) -> Shares:
    """Hypergeometric test (one-sided Fisher exact): how often does chance alone give at least `passed_with`?

    Of `n` cases `passed` passed and `n_with` tried; `passed_with` did both. P(X ≥ passed_with) for X hypergeometric;
    arrays broadcast. If no case tried, or all did, it is 1.
    Source: Fisher 1935, The Design of Experiments.

    >>> four = np.array(4)
    >>> round(1 / float(hypergeometric_tail(four, four, four, np.array(8))))
    70
    """
    hypergeom = lazy_import("scipy.stats:hypergeom")
    shares: Shares = np.asarray(hypergeom.sf(passed_with - 1, n, passed, n_with), dtype=np.float64)
    return shares


LEAST_TO_COMPARE = 40  # cases of one obstacle whose outcome is known
SHUFFLES = 200
TOP = 0.95  # of the shuffled maximum a row must lie above
# What a hurried reader takes for a rule: this many passed, this share of those who tried, this many times the base rate.
STRONG_PASSED, STRONG_SHARE, STRONG_LIFT = 3, 0.7, 1.3

Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Outcomes:
    """The cases (ids) by outcome for the obstacle; `open` is too early or not reported."""

    passed: tuple[str, ...]
    partly: tuple[str, ...]
    failed: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def all(self) -> int:
        """How many cases there are."""
        return self.known + len(self.open)

    @property
    def known(self) -> int:
        """How many have an outcome; partly counts as one, but not as passed."""
        return len(self.passed) + len(self.partly) + len(self.failed)

    @property
    def share(self) -> float | None:
        """Passed of known; None where none is known."""
        return len(self.passed) / self.known if self.known else None


@dataclass(frozen=True)
class RowContrast:
    """A row compared with the cases of the same obstacle without the move. `luck` is its permutation p-value: the share
    of shuffles (the real table counted as one of them) whose strongest row is at least as strong as this one.
    """

    difference: float
    luck: float
    beyond_chance: bool


@dataclass(frozen=True)
class PatternRow:
    """One obstacle and one move used against it.

    `n` cases had the obstacle; `tried` are those of them that used the move against it, `without` the others.
    `interval90` is for passed of known among `tried`, None below five. `comparison` is None below forty cases of the obstacle.
    """

    obstacle: str
    move: str
    n: int
    tried: Outcomes
    without: Outcomes
    interval90: tuple[float, float] | None
    comparison: RowContrast | None

    @property
    def beyond_chance(self) -> bool:
        """Whether the row was compared and beats chance."""
        return self.comparison is not None and self.comparison.beyond_chance


@dataclass(frozen=True)
class Null:
    """The null model: the same table with outcomes shuffled among the cases of each obstacle.

    `rows` counts rows of the real table that would impress a hurried reader (three passed, seven in ten, 1.3 times the
    base rate); `mean_rows` is the mean number of such rows when outcomes are shuffled.
    """

    shuffles: int
    rows: int
    mean_rows: float


@dataclass(frozen=True)
class PatternTable:
    """The whole table; rows by obstacle and move, never by success. `compared` are the obstacles with enough cases."""

    cases: int
    rows: tuple[PatternRow, ...]
    null: Null
    compared: tuple[str, ...]


def count_patterns(
    cases: Sequence[Case], least: int = LEAST_TO_COMPARE, shuffles: int = SHUFFLES, seed: int = 7
) -> PatternTable:
    """Max-statistic permutation test (Westfall–Young): which moves were tried against which obstacles, with what
    outcome?

    A case tried a move against an obstacle if the move says so (`against`), or if the move names no obstacle and the
    case has it. The null shuffles the known outcomes among the cases of each obstacle, `shuffles` times, and keeps who
    tried what. The strength of a row is −ln of its one-sided Fisher p; a row is beyond chance only if it is stronger
    than the 95th percentile of the strongest row of each shuffle, which corrects for looking at many rows (family-wise
    error). If fewer than `least` cases of an obstacle have a known outcome, none of its rows is compared. No cases: no
    rows. Source: Westfall & Young 1993 (the shuffled maximum); counts and limits as in `docs/patterns.md`.
    """
    grids = [_grid(obstacle, cases) for obstacle in _obstacles(cases)]
    random = np.random.default_rng(seed)
    shuffled = [_Shuffled.of(grid, random, shuffles) for grid in grids]
    compared = [
        null_sample for null_sample in shuffled if null_sample.grid.rows and null_sample.grid.known >= least
    ]
    strongest = (
        np.max([null_sample.strength.max(axis=0) for null_sample in compared], axis=0)
        if compared
        else np.empty(0)
    )
    comparisons = {
        (null_sample.grid.obstacle, move): comparison
        for null_sample in compared
        for move, comparison in _compare(null_sample.grid, strongest)
    }
    rows = tuple(
        PatternRow(
            grid.obstacle,
            move,
            grid.n,
            tried,
            without,
            jeffreys(len(tried.passed), tried.known) if tried.known >= MIN_GROUP else None,
            comparisons.get((grid.obstacle, move)),
        )
        for grid in grids
        for move, tried, without in grid.rows
    )
    null = Null(
        shuffles,
        sum(int(_strong(grid, grid.passed_with).sum()) for grid in grids),
        sum(float(null_sample.strong.sum()) for null_sample in shuffled) / shuffles if shuffles else 0.0,
    )
    return PatternTable(len(cases), rows, null, tuple(null_sample.grid.obstacle for null_sample in compared))


def tried_against(case: Case, obstacle: str) -> frozenset[str]:
    """The moves a case used against an obstacle it had; a move that names no obstacle counts for all of them."""
    if obstacle not in case.obstacles:
        return frozenset()
    return frozenset(move.code for move in case.moves if not move.against or obstacle in move.against)


def by_code(code: str) -> tuple[int, str]:
    """Sort key that puts O2 before O10."""
    return len(code), code


def outcomes_of(cases: Iterable[Case], obstacle: str) -> Outcomes:
    """The cases grouped by their outcome for one obstacle, each by id."""
    by_outcome: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for case in sorted(cases, key=lambda one: one.id):
        by_outcome[dict(case.outcomes).get(obstacle, Outcome.TOO_EARLY)].append(case.id)
    return Outcomes(
        tuple(by_outcome[Outcome.PASSED]),
        tuple(by_outcome[Outcome.PARTLY]),
        tuple(by_outcome[Outcome.NOT]),
        tuple(by_outcome[Outcome.TOO_EARLY]),
    )


@dataclass(frozen=True)
class _Grid:
    """One obstacle: its rows, and for cases with a known outcome which passed and which (column) tried what (row)."""

    obstacle: str
    n: int
    rows: tuple[tuple[str, Outcomes, Outcomes], ...]
    passed: Truth
    used: Counts

    @property
    def known(self) -> int:
        return len(self.passed)

    @property
    def passed_with(self) -> Counts:
        return self.used @ self.passed.astype(np.int64)

    def strength(self, passed_with: Counts) -> Shares:
        """−ln of the hypergeometric p of rows (first axis) in which so many passed."""
        tried = self.used.sum(axis=1).reshape(-1, *[1] * (passed_with.ndim - 1))
        chance = hypergeometric_tail(
            passed_with, tried, np.asarray(self.passed.sum()), np.asarray(self.known)
        )
        return -np.log(np.maximum(chance, np.finfo(float).tiny))


def _grid(obstacle: str, cases: Sequence[Case]) -> _Grid:
    having = sorted((case for case in cases if obstacle in case.obstacles), key=lambda case: case.id)
    used = {case.id: tried_against(case, obstacle) for case in having}
    moves = sorted({move for found in used.values() for move in found})
    outcomes = outcomes_of(having, obstacle)
    known = [case.id for case in having if case.id not in outcomes.open]
    return _Grid(
        obstacle,
        len(having),
        tuple(
            (
                move,
                outcomes_of((case for case in having if move in used[case.id]), obstacle),
                outcomes_of((case for case in having if move not in used[case.id]), obstacle),
            )
            for move in moves
        ),
        np.array([one in outcomes.passed for one in known], dtype=bool),
        np.array([[move in used[one] for one in known] for move in moves], dtype=np.int64).reshape(
            len(moves), len(known)
        ),
    )


@dataclass(frozen=True)
class _Shuffled:
    """One obstacle under the null: rows × shuffles."""

    grid: _Grid
    strength: Shares
    strong: Truth

    @classmethod
    def of(cls, grid: _Grid, random: np.random.Generator, shuffles: int) -> _Shuffled:
        outcomes = random.permuted(np.tile(grid.passed, (shuffles, 1)), axis=1)
        passed_with: Counts = grid.used @ outcomes.T.astype(np.int64)
        return cls(grid, grid.strength(passed_with), _strong(grid, passed_with))


def _strong(grid: _Grid, passed_with: Counts) -> Truth:
    if not grid.known:
        return np.zeros(passed_with.shape, dtype=bool)
    tried = grid.used.sum(axis=1).reshape(-1, *[1] * (passed_with.ndim - 1))
    share = passed_with / np.maximum(tried, 1)
    usual = grid.passed.mean()
    return np.asarray(
        (passed_with >= STRONG_PASSED) & (share >= STRONG_SHARE) & (share >= STRONG_LIFT * usual)
    )


def _compare(grid: _Grid, strongest: Shares) -> Iterable[tuple[str, RowContrast]]:
    strengths = grid.strength(grid.passed_with)
    ordered = np.sort(strongest)
    # The real table is one of the arrangements: with 200 shuffles a row must beat the 191st of them.
    place = ceil(TOP * (len(ordered) + 1)) - 1
    bar = ordered[place] if place < len(ordered) else np.inf
    for (move, tried, without), strength in zip(grid.rows, strengths, strict=True):
        if tried.share is None or without.share is None:
            continue
        yield (
            move,
            RowContrast(
                tried.share - without.share,
                float((1 + (strongest >= strength).sum()) / (1 + len(strongest))),
                bool(strength > bar),
            ),
        )


def _obstacles(cases: Iterable[Case]) -> list[str]:
    return sorted({code for case in cases for code in case.obstacles}, key=by_code)
