"""Pairing a room and seating it in rounds: how long it takes, and what worst-first costs beside the best total.

    .venv/bin/python -m tests.benchmarks.matching [people …]

Made-up rooms (tests/learning/rooms.py, seeded). Nothing is asserted. Figures are kept in docs/measurements/matching.md.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import numpy as np

from tests.learning.rooms import skewed, skewed_fits
from workshop.learning.matching.matching import match
from workshop.learning.matching.pairing import Task, best_total, worst_first
from workshop.learning.seating.rounds import seat
from workshop.model.matching import Peer

SEEDS = range(1, 6)
HOSTS, CAPACITY, SEATS, ROUNDS = 2, 4, 4, 6
Result = TypeVar("Result")

# People, tables, rounds: easy and hard ones.
SEATINGS = (
    (40, 10, 5),
    (40, 10, 8),
    (40, 10, 13),
    (37, 10, 12),
    (32, 8, 9),
    (32, 8, 10),
    (24, 6, 7),
    (60, 15, 10),
    (120, 30, 14),
    (200, 50, 6),
    (200, 20, 12),
)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def sums(task: Task, pairs: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    of = np.zeros(len(task.fit))
    for row, column in pairs:
        of[row] += task.fit[row, column]
    return float(of.sum()), float(of.min())


def pairing(n: int) -> None:
    """Worst first beside the best total and beside everybody's own two favourites."""
    shares, ratios, seconds, busiest = [], [], [], []
    for seed in SEEDS:
        task = Task(skewed_fits(n, seed), np.zeros(n, dtype=int), np.full(n, HOSTS), np.full(n, CAPACITY))
        took, found = timed(lambda task=task: worst_first(task))
        total, worst = sums(task, found.pairs)
        best, its_worst = sums(task, best_total(task, 0.0, (n, HOSTS * n)))
        shares.append(total / best)
        ratios.append(worst / its_worst)
        seconds.append(took)
        favourites = np.argsort(-task.fit, axis=1)[:, :HOSTS]
        busiest.append(max(Counter(favourites.ravel().tolist()).values()))
    print(
        f"  {n:4} people: {median(seconds):.2f} s; total {min(shares):.3f} to {max(shares):.3f} of the best; worst asker "
        f"{min(ratios):.2f} to {max(ratios):.2f} times; free choice would send up to {max(busiest)} to one"
    )


def whole(n: int) -> None:
    """What a room waits for: pairs from codes, then six rounds with organisations apart."""
    people = skewed(n, 1)
    pairs, found = timed(lambda: match(people))
    tables, seated = timed(lambda: seat(people, n // SEATS, ROUNDS))
    print(
        f"  {n:4} people: pairs {pairs:.2f} s, {ROUNDS} rounds {tables:.2f} s; {len(found.short)} short, busiest host "
        f"{max(found.host_load.values())}, repeats {seated.counts.repeats}, same organisation {seated.counts.same_organisation}",
        flush=True,
    )


def seating(people: int, tables: int, rounds: int) -> None:
    took, found = timed(lambda: seat([Peer(str(number)) for number in range(people)], tables, rounds))
    print(
        f"  {people:4} people, {tables} tables, {rounds} rounds: {took:.2f} s, {found.plan.method.value}, repeats "
        f"{found.counts.repeats}, counting demands {found.fewest_repeats}",
        flush=True,
    )


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]] or [40, 120, 200, 400]
    for size in sizes:
        pairing(size)
    for size in sizes:
        whole(size)
    for room in SEATINGS:
        seating(*room)
