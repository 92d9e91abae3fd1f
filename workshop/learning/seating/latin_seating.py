"""Social golfer seatings: Latin-square constructions without repeated meetings, and tabu search where none is known.

A seating is an array `paths` of rounds × chairs that says at which table a chair's person sits. Chair c·q + i is the
i-th of column c at q tables; columns have one chair at every table in every round.

Constructions: cyclic shifts (`walking`), a finite field (`field_walking`), a searched difference matrix
(`searched_offsets`), and recursion within columns (`with_columns_mixed`).

Searches: `fewer_repeats` swaps chairs between tables to have fewer repeats; `placed` swaps people between chairs to
keep an organisation apart. The latter never adds a repeat: two people exchange their complete paths through the rounds,
and which chairs meet stays as the seating has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

Paths = NDArray[np.int64]

LARGEST_FIELD = (
    64  # limit for fields of non-prime order; no room has that many tables and needs so many rounds
)
TRIES = 20_000  # step limit of one search for offsets; past it other methods are used


def walking(tables: int, seats: int, rounds: int) -> Paths:
    """Cyclic construction: in each round column c moves on by c tables, so person i of column c is at (i + c·r) mod q.

    For c prime to q, (i, r) ↦ i + c·r mod q is a Latin square.

    >>> walking(3, 2, 2).tolist()  # column A stays, column B walks one table
    [[0, 1, 2, 0, 1, 2], [0, 1, 2, 1, 2, 0]]
    """
    steps = np.outer(np.arange(rounds), np.arange(seats))
    return by_offsets(tables, steps)


def repeat_free(tables: int, seats: int) -> int:
    """How many rounds the cyclic construction has without repeats: min over k = 1 … g − 1 of q ÷ gcd(q, k).

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
    """Finite-field construction (orthogonal Latin squares over GF(q)): q rounds without repeats for any prime power q ≥
    g.

    It is the cyclic construction with the sums and products of the field. None where q is no prime power, or more
    columns or rounds are wanted than the field has elements.
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
    """Rows of a cyclic difference matrix, found by backtracking: offsets (see `by_offsets`) without repeated meetings.

    For tables where the cyclic construction has too few rounds. Any two columns must differ by another number of tables
    in every round. The search goes in fixed order and ends after `TRIES` steps: None means not found, not that there is
    none.
    """
    if rounds > tables or seats < 2:
        return None
    offsets: list[tuple[int, ...]] = [(0,) * seats]
    used = [[{0} for _ in range(seats)] for _ in range(seats)]
    return tuple(offsets) if _more_rounds(tables, seats, rounds, offsets, used, [TRIES]) else None


def with_columns_mixed(tables: int, seats: int, rounds: int) -> Paths | None:
    """Recursive construction for more rounds than tables: after the q rounds of `field_walking`, each column is seated
    alone.

    People of one column have not met; they sit at q ÷ g tables, and so on recursively. Five rounds at 4 tables of 4,
    thirteen at 9 tables of 3. None where the numbers do not allow it. All chairs must be taken.
    """
    paths = field_walking(tables, seats, min(rounds, tables))
    if paths is None or rounds <= tables:
        return paths
    if tables % seats:
        return None
    part = tables // seats
    # A single extra round needs no construction: any split of a column will do.
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
    offsets: list[tuple[int, ...]],
    used: list[list[set[int]]],
    left: list[int],
) -> bool:
    """Backtracking (depth first), a round at a time; `left` is the step budget of the whole search."""
    if len(offsets) == rounds:
        return True
    for row in _rows(tables, seats, used, left):
        for column in range(seats):
            for other in range(column):
                used[column][other].add((row[column] - row[other]) % tables)
        offsets.append(row)
        if _more_rounds(tables, seats, rounds, offsets, used, left):
            return True
        offsets.pop()
        for column in range(seats):
            for other in range(column):
                used[column][other].remove((row[column] - row[other]) % tables)
        if left[0] <= 0:
            return False
    return False


def _rows(
    tables: int, seats: int, used: list[list[set[int]]], left: list[int], begun: tuple[int, ...] = (0,)
) -> Iterator[tuple[int, ...]]:
    """Offsets for one more round whose differences between every two columns are new."""
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
    """Addition and multiplication tables of the finite field GF(size); None unless `size` is a prime power.

    An element is the number whose digits to base p are the coefficients of a polynomial. The modulus is the first
    polynomial without zero divisors: no product of nonzero elements is 0.
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
    place_values = prime ** np.arange(degree)
    add = ((digits[:, None, :] + digits[None, :, :]) % prime) @ place_values
    for modulus in digits:
        multiply = np.array(
            [[int(_product(one, other, modulus, prime) @ place_values) for other in digits] for one in digits]
        )
        if multiply[1:, 1:].all():
            return add, multiply
    return None


def _product(paths: Paths, other: Paths, modulus: Paths, prime: int) -> Paths:
    """The product of two polynomials modulo x^degree + `modulus`."""
    degree = len(modulus)
    product = np.zeros(2 * degree - 1, dtype=np.int64)
    for position, digit in enumerate(paths):
        product[position : position + degree] += digit * other
    for power in range(2 * degree - 2, degree - 1, -1):
        product[power - degree : power] -= product[power] * modulus
    return product[:degree] % prime


Taken = NDArray[np.bool_]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]

SEED = 20240501  # ties are broken at random; with a fixed seed the same room gets the same tables
WORK = 100_000_000  # budget of a search for fewer repeats in cells examined, a second or two
FEWEST_STEPS, MOST_STEPS = 10, 4_000
REST = 8  # tabu tenure: steps a moved chair stays where it is
PLACING_WORK = 2_000_000_000  # budget of `placed` in cells multiplied, about a second
NOTHING = 1e-9


def meetings(paths: Paths, taken: Taken) -> Whole:
    """Concurrence matrix: how often the people of every two taken chairs sit together (chairs × chairs, diagonal 0)."""
    met: Whole = np.zeros((paths.shape[1], paths.shape[1]), dtype=np.int64)
    for seated in paths:
        met += seated[:, None] == seated[None, :]
    np.fill_diagonal(met, 0)
    return met * np.outer(taken, taken)


def fewer_repeats(paths: Paths, taken: Taken) -> Paths:
    """Tabu search for a seating with few repeats from `paths`; table sizes are kept.

    It minimises Σ m(m − 1)/2 over pairs that sit together m times. A move swaps two people at different tables in one
    round, always the best move that is not tabu; empty chairs stay. It ends at the lower bound (`_least`) or when
    `WORK` is used up: the result may not be optimal.
    """
    rounds, chairs = paths.shape
    least = _least(paths, taken)
    now, best = paths.copy(), paths.copy()
    met = meetings(now, taken)
    cost = best_cost = _cost(met)
    rest = np.zeros((rounds, chairs), dtype=np.int64)
    random = np.random.default_rng(SEED)
    for step in range(int(np.clip(WORK // (rounds * chairs * chairs), FEWEST_STEPS, MOST_STEPS))):
        if best_cost <= least:
            break
        gain = _changes(now, met, taken)
        resting = rest > step
        tabu = (resting[:, :, None] | resting[:, None, :]) & (cost + gain >= best_cost)
        gain = np.where(tabu, np.inf, gain)
        top = np.flatnonzero(gain == gain.min())
        seated, chair, other = np.unravel_index(int(top[random.integers(len(top))]), gain.shape)
        if not np.isfinite(gain[seated, chair, other]):
            continue
        now[seated, [chair, other]] = now[seated, [other, chair]]
        rest[seated, [chair, other]] = step + REST + int(random.integers(REST))
        met = meetings(now, taken)
        cost = _cost(met)
        if cost < best_cost:
            best, best_cost = now.copy(), cost
    return best


def placed(met: Whole, weights: Real, start: Whole) -> Whole:
    """Quadratic assignment of people to chairs by tabu search from `start`: Σ meetings × weight is made low.

    `met` is chairs × chairs, `weights` people × people (both symmetric, 0 on the diagonal), `start` and the result give
    the number of the person on each chair. Best swap first; when none gains, the least bad one that is not tabu, until
    `PLACING_WORK` is used up; the lowest found is returned.
    """
    chairs = len(start)
    now, best = start.copy(), start.copy()
    shares = met.astype(float)
    rest = np.zeros(chairs, dtype=np.int64)
    cost = best_cost = _placing_cost(shares, weights, now)
    random = np.random.default_rng(SEED)
    for step in range(int(np.clip(PLACING_WORK // chairs**3, FEWEST_STEPS, MOST_STEPS))):
        seated_weights = weights[np.ix_(now, now)]
        moved = shares @ seated_weights
        alone = np.diagonal(moved)
        gain = moved + moved.T - alone[:, None] - alone[None, :] + 2 * shares * seated_weights
        np.fill_diagonal(gain, np.inf)
        tabu = (rest > step)[:, None] | (rest > step)[None, :]
        gain[tabu & (cost + gain >= best_cost - NOTHING)] = np.inf
        top = np.flatnonzero(gain <= gain.min() + NOTHING)
        chair, other = np.unravel_index(int(top[random.integers(len(top))]), gain.shape)
        change = float(gain[chair, other])
        # Nothing to swap, or no swap changes anything at cost 0: nothing better is near.
        if not np.isfinite(change) or (change >= -NOTHING and best_cost <= NOTHING and weights.min() >= 0):
            break
        now[[chair, other]] = now[[other, chair]]
        rest[[chair, other]] = step + REST + int(random.integers(REST))
        cost += change
        if cost < best_cost - NOTHING:
            best, best_cost = now.copy(), cost
    return best


def _changes(paths: Paths, met: Whole, taken: Taken) -> Real:
    """The change in cost of every swap of two chairs in one round (rounds × chairs × chairs)."""
    changes = np.full((*paths.shape, paths.shape[1]), np.inf)
    both = np.outer(taken, taken)
    for number, seated in enumerate(paths):
        together = (seated[:, None] == seated[None, :]) & both
        before = (met - together).astype(float)  # float for a fast matrix product
        np.fill_diagonal(before, 0)
        tables = np.zeros((len(seated), int(seated.max()) + 1))
        tables[np.arange(len(seated)), seated] = taken
        joins = (before @ tables)[:, seated]  # joins[a, b]: earlier meetings of a with the table of b
        own = np.diagonal(joins)
        change = joins + joins.T - 2 * before - own[:, None] - own[None, :]
        allowed = both & (seated[:, None] != seated[None, :])
        changes[number] = np.where(allowed, change, np.inf)
    return changes


def _cost(met: Whole) -> int:
    return int((met * (met - 1) // 2).sum()) // 2


def _least(paths: Paths, taken: Taken) -> int:
    """Lower bound on the cost: all meetings spread evenly over all pairs."""
    people = int(taken.sum())
    pairs = people * (people - 1) // 2
    if not pairs:
        return 0
    often, over = divmod(int(meetings(paths, taken).sum()) // 2, pairs)
    return over * (often * (often + 1) // 2) + (pairs - over) * (often * (often - 1) // 2)


def _placing_cost(shares: Real, weights: Real, people: Whole) -> float:
    return float((shares * weights[np.ix_(people, people)]).sum()) / 2
