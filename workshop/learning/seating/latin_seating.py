"""Swapping until it is better: chairs between tables to have fewer repeats, people between chairs to keep a house apart.

The second kind never makes a repeat: two people trade whole ways through the rounds, and whoever meets whom stays as
the seating has it.

Seatings known from combinatorics: who walks how many tables from round to round so that no two meet twice.

A seating is an array `paths` of rounds × chairs that says at which table a chair's person sits. Chair c·q + i is the
i-th of column c at q tables; columns have one chair at every table in every round.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

Paths = NDArray[np.int64]

LARGEST_FIELD = 64  # of those that are not prime; no room has more tables than that and needs their rounds
TRIES = 20_000  # steps one search for offsets may take; what is not found by then is left to other means


def walking(tables: int, seats: int, rounds: int) -> Paths:
    """The walking rule: in each round column c moves on by c tables, so person i of column c is at (i + c·r) mod q.

    >>> walking(3, 2, 2).tolist()  # column A stays, column B walks one table
    [[0, 1, 2, 0, 1, 2], [0, 1, 2, 1, 2, 0]]
    """
    steps = np.outer(np.arange(rounds), np.arange(seats))
    return by_offsets(tables, steps)


def repeat_free(tables: int, seats: int) -> int:
    """How many rounds the walking rule goes without any two meeting twice: min over k = 1 … g − 1 of q ÷ gcd(q, k).

    Two people of columns k apart meet again after q ÷ gcd(q, k) rounds. A single column never meets: no limit, here q.

    >>> [repeat_free(q, 4) for q in (8, 9, 10, 11, 12, 13)]
    [4, 3, 5, 11, 4, 13]
    """
    return min((tables // gcd(tables, k) for k in range(1, seats)), default=tables)


def by_offsets(tables: int, offsets: Paths) -> Paths:
    """Column c is shifted by offsets[r, c] tables in round r."""
    rounds, seats = offsets.shape
    place = np.arange(tables)
    return ((place[None, None, :] + offsets[:, :, None]) % tables).reshape(rounds, seats * tables)


def field_walking(tables: int, seats: int, rounds: int) -> Paths | None:
    """The walking rule with the sums and products of the field of q elements: q rounds for any prime power q ≥ g.

    None where q is no prime power, or more columns or rounds are wanted than the field has elements.
    """
    field = _field(tables)
    if field is None or max(seats, rounds) > tables:
        return None
    add, multiply = field
    place = np.arange(tables)
    shift = multiply[np.arange(rounds)[:, None], np.arange(seats)[None, :]]
    return add[place[None, None, :], shift[:, :, None]].reshape(rounds, seats * tables)


@cache
def searched_offsets(tables: int, seats: int, rounds: int) -> tuple[tuple[int, ...], ...] | None:
    """Offsets (see `by_offsets`) with which no two meet twice, where the walking rule has too few rounds.

    Any two columns must differ by another number of tables in every round. A search in fixed order, ended after
    `TRIES` steps: None means not found, not that there are none.
    """
    if rounds > tables or seats < 2:
        return None
    found: list[tuple[int, ...]] = [(0,) * seats]
    used = [[{0} for _ in range(seats)] for _ in range(seats)]
    return tuple(found) if _more_rounds(tables, seats, rounds, found, used, [TRIES]) else None


def with_columns_mixed(tables: int, seats: int, rounds: int) -> Paths | None:
    """More rounds than tables: after q rounds of `field_walking` each column, whose people have not met, is seated by
    itself at q ÷ g tables, and so on down. Five rounds at 4 tables of 4, thirteen at 9 tables of 3.

    None where the numbers do not allow it. All chairs must be taken.
    """
    paths = field_walking(tables, seats, min(rounds, tables))
    if paths is None or rounds <= tables:
        return paths
    if tables % seats:
        return None
    part = tables // seats
    # One more round needs no plan: any split of a column will do.
    inside = (
        np.arange(tables)[None, :] % part
        if rounds == tables + 1
        else with_columns_mixed(part, seats, rounds - tables)
    )
    if inside is None:
        return None
    extra = np.concatenate([column * part + inside for column in range(seats)], axis=1)
    return np.concatenate([paths, extra])


def _more_rounds(
    tables: int,
    seats: int,
    rounds: int,
    found: list[tuple[int, ...]],
    used: list[list[set[int]]],
    left: list[int],
) -> bool:
    """Depth first, a round at a time; `left` counts down over the whole search."""
    if len(found) == rounds:
        return True
    for row in _rows(tables, seats, used, left):
        for one in range(seats):
            for other in range(one):
                used[one][other].add((row[one] - row[other]) % tables)
        found.append(row)
        if _more_rounds(tables, seats, rounds, found, used, left):
            return True
        found.pop()
        for one in range(seats):
            for other in range(one):
                used[one][other].remove((row[one] - row[other]) % tables)
        if left[0] <= 0:
            return False
    return False


def _rows(
    tables: int, seats: int, used: list[list[set[int]]], left: list[int], begun: tuple[int, ...] = (0,)
) -> Iterator[tuple[int, ...]]:
    """Offsets for one more round that differ from all rounds so far, between every two columns."""
    if len(begun) == seats:
        yield begun
        return
    column = len(begun)
    for offset in range(tables):
        left[0] -= 1
        if left[0] <= 0:
            return
        if all((offset - begun[other]) % tables not in used[column][other] for other in range(column)):
            yield from _rows(tables, seats, used, left, (*begun, offset))


@cache
def _field(size: int) -> tuple[Paths, Paths] | None:
    """Addition and multiplication tables of the field of `size` elements; None unless `size` is a prime power.

    An element is the number whose digits to base p are the coefficients of a polynomial. The modulus is the first
    polynomial with which every product of elements other than 0 is not 0.
    """
    if size < 2:
        return None
    prime = next(p for p in range(2, size + 1) if size % p == 0)
    degree = 0
    while prime**degree < size:
        degree += 1
    if prime**degree != size:
        return None
    numbers = np.arange(size)
    if degree == 1:
        return (numbers[:, None] + numbers) % size, (numbers[:, None] * numbers) % size
    if size > LARGEST_FIELD:
        return None
    digits = np.array([[number // prime**k % prime for k in range(degree)] for number in range(size)])
    worth = prime ** np.arange(degree)
    add = ((digits[:, None, :] + digits[None, :, :]) % prime) @ worth
    for modulus in digits:
        multiply = np.array(
            [[int(_product(one, other, modulus, prime) @ worth) for other in digits] for one in digits]
        )
        if multiply[1:, 1:].all():
            return add, multiply
    return None


def _product(paths: Paths, other: Paths, modulus: Paths, prime: int) -> Paths:
    """The product of two polynomials; x to the power of their degree is minus `modulus`."""
    degree = len(modulus)
    whole = np.zeros(2 * degree - 1, dtype=np.int64)
    for place, digit in enumerate(paths):
        whole[place : place + degree] += digit * other
    for power in range(2 * degree - 2, degree - 1, -1):
        whole[power - degree : power] -= whole[power] * modulus
    return whole[:degree] % prime


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
