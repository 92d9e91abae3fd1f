"""Swapping until it is better: chairs between tables to have fewer repeats, people between chairs to keep a house apart.

The second kind never makes a repeat: two people trade whole ways through the rounds, and whoever meets whom stays as
the seating has it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workshop.learning.constructions import Paths

Taken = NDArray[np.bool_]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]

SEED = 20240501  # ties are broken by lot; the same room gets the same tables
WORK = 100_000_000  # cells looked at before a search for fewer repeats gives up, a second or two
FEWEST_STEPS, MOST_STEPS = 10, 4_000
REST = 8  # steps a moved chair stays where it is
PLACING_WORK = 2_000_000_000  # cells multiplied before people stop trading chairs, about a second
NOTHING = 1e-9


def meetings(paths: Paths, taken: Taken) -> Whole:
    """How often the people of every two taken chairs sit together (chairs × chairs, 0 on the diagonal)."""
    met: Whole = np.zeros((paths.shape[1], paths.shape[1]), dtype=np.int64)
    for seated in paths:
        met += seated[:, None] == seated[None, :]
    np.fill_diagonal(met, 0)
    return met * np.outer(taken, taken)


def fewer_repeats(paths: Paths, taken: Taken) -> Paths:
    """The seating with as few repeats as a tabu search finds from `paths`, the sizes of tables kept.

    It minimises Σ m(m − 1)/2 over pairs that sit together m times. Two people at different tables change places in one
    round, always the best change that was not just made; empty chairs stay. It ends when counting alone allows no
    fewer, or when `WORK` is used up: what it leaves may not be the least.
    """
    rounds, chairs = paths.shape
    least = _least(paths, taken)
    now, best = paths.copy(), paths.copy()
    met = meetings(now, taken)
    cost = best_cost = _cost(met)
    rest = np.zeros((rounds, chairs), dtype=np.int64)
    lot = np.random.default_rng(SEED)
    for step in range(int(np.clip(WORK // (rounds * chairs * chairs), FEWEST_STEPS, MOST_STEPS))):
        if best_cost <= least:
            break
        gain = _changes(now, met, taken)
        resting = rest > step
        held = (resting[:, :, None] | resting[:, None, :]) & (cost + gain >= best_cost)
        gain = np.where(held, np.inf, gain)
        top = np.flatnonzero(gain == gain.min())
        seated, one, other = np.unravel_index(int(top[lot.integers(len(top))]), gain.shape)
        if not np.isfinite(gain[seated, one, other]):
            continue
        now[seated, [one, other]] = now[seated, [other, one]]
        rest[seated, [one, other]] = step + REST + int(lot.integers(REST))
        met = meetings(now, taken)
        cost = _cost(met)
        if cost < best_cost:
            best, best_cost = now.copy(), cost
    return best


def placed(met: Whole, weights: Real, start: Whole) -> Whole:
    """Who takes which chair: `start` with people traded between chairs until Σ meetings × weight is low.

    `met` is chairs × chairs, `weights` people × people (both symmetric, 0 on the diagonal), `start` and the result say
    for each chair the number of its person. Best trade first; when none gains, the least bad one that was not just
    made, until `PLACING_WORK` is used up; the lowest found is returned.
    """
    chairs = len(start)
    now, best = start.copy(), start.copy()
    shares = met.astype(float)
    rest = np.zeros(chairs, dtype=np.int64)
    cost = best_cost = _placing_cost(shares, weights, now)
    lot = np.random.default_rng(SEED)
    for step in range(int(np.clip(PLACING_WORK // chairs**3, FEWEST_STEPS, MOST_STEPS))):
        here = weights[np.ix_(now, now)]
        moved = shares @ here
        alone = np.diagonal(moved)
        gain = moved + moved.T - alone[:, None] - alone[None, :] + 2 * shares * here
        np.fill_diagonal(gain, np.inf)
        held = (rest > step)[:, None] | (rest > step)[None, :]
        gain[held & (cost + gain >= best_cost - NOTHING)] = np.inf
        top = np.flatnonzero(gain <= gain.min() + NOTHING)
        one, other = np.unravel_index(int(top[lot.integers(len(top))]), gain.shape)
        change = float(gain[one, other])
        # Nothing to trade, or a place where every trade is as good as none: nothing better is near.
        if not np.isfinite(change) or (change >= -NOTHING and best_cost <= NOTHING and weights.min() >= 0):
            break
        now[[one, other]] = now[[other, one]]
        rest[[one, other]] = step + REST + int(lot.integers(REST))
        cost += change
        if cost < best_cost - NOTHING:
            best, best_cost = now.copy(), cost
    return best


def _changes(paths: Paths, met: Whole, taken: Taken) -> Real:
    """By how much the cost changes if two chairs trade tables in one round (rounds × chairs × chairs)."""
    found = np.full((*paths.shape, paths.shape[1]), np.inf)
    both = np.outer(taken, taken)
    for number, seated in enumerate(paths):
        together = (seated[:, None] == seated[None, :]) & both
        before = (met - together).astype(float)  # whole numbers would be multiplied one by one
        np.fill_diagonal(before, 0)
        tables = np.zeros((len(seated), int(seated.max()) + 1))
        tables[np.arange(len(seated)), seated] = taken
        joins = (before @ tables)[:, seated]  # joins[a, b]: earlier meetings of a with the table of b
        own = np.diagonal(joins)
        change = joins + joins.T - 2 * before - own[:, None] - own[None, :]
        allowed = both & (seated[:, None] != seated[None, :])
        found[number] = np.where(allowed, change, np.inf)
    return found


def _cost(met: Whole) -> int:
    return int((met * (met - 1) // 2).sum()) // 2


def _least(paths: Paths, taken: Taken) -> int:
    """The cost counting alone demands: all meetings spread evenly over all pairs."""
    people = int(taken.sum())
    pairs = people * (people - 1) // 2
    if not pairs:
        return 0
    often, over = divmod(int(meetings(paths, taken).sum()) // 2, pairs)
    return over * (often * (often + 1) // 2) + (pairs - over) * (often * (often - 1) // 2)


def _placing_cost(shares: Real, weights: Real, people: Whole) -> float:
    return float((shares * weights[np.ix_(people, people)]).sum()) / 2
