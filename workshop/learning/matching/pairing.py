"""Bottleneck assignment with capacities (lexicographic max–min b-matching): coverage first, then the worst pair, then
the sum.

Exact. Coverage and threshold come from maximum flows; the last step is a linear programme whose vertices are integral.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

WHOLE = 1e-6  # tolerance within which a share counts as 0 or 1


@dataclass(frozen=True)
class Task:
    """Askers in rows, hosts in columns. `fit` 0 means that the two cannot be paired.

    `had` is how many hosts each asker has already, `wishes` how many more they want, `capacity` how many more askers
    each host takes.
    """

    fit: Real
    had: Whole
    wishes: Whole
    capacity: Whole


@dataclass(frozen=True)
class FairAssignment:
    """The pairs (row, column) in order, and the smallest fit among them as a threshold; None where there are none."""

    pairs: tuple[tuple[int, int], ...]
    threshold: float | None


def worst_first(task: Task) -> FairAssignment:
    """Lexicographic bottleneck assignment: the pairs for `task`, decided in this order.

    1. As many askers as possible have a first host, of those solutions as many as possible a second, and so on.
    2. Bottleneck (max–min): the smallest fit among the pairs is as large as 1 allows; binary search over the fits.
    3. Maximum weight: the sum of fits is as large as 1 and 2 allow.

    Step 1 at a threshold is a maximum flow for each number of hosts: flows with each asker's demand cut at 1, 2, …
    extend each other, so one set of pairs reaches all of them. Step 3 keeps to the optimal face of a concave flow
    problem, whose vertices are integral (Frank and Murota 2022, decreasing minimisation); that is checked.
    """
    values = np.unique(task.fit[task.fit > 0])
    if not len(values):
        return FairAssignment((), None)
    wanted = levels(task, values[0])
    if not wanted or wanted[-1] == 0:
        return FairAssignment((), None)
    low, high = 0, len(values) - 1  # the lowest fit always reaches `wanted`, which was computed at it
    while low < high:
        middle = (low + high + 1) // 2
        if levels(task, values[middle]) == wanted:
            low = middle
        else:
            high = middle - 1
    return FairAssignment(best_total(task, float(values[low]), wanted), float(values[low]))


def levels(task: Task, least: float) -> tuple[int, ...]:
    """How many pairs of fit `least` or more are possible when nobody has more than 1, 2, … hosts in all."""
    most = int((task.had + task.wishes).max(initial=0))
    return tuple(
        _flow(task, least, np.clip(task.had + task.wishes, 0, level) - np.minimum(task.had, level))
        for level in range(1, most + 1)
    )


def best_total(task: Task, least: float, wanted: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Maximum-weight pairs: those of fit `least` or more with the largest sum of fits that reach `wanted` (see
    `levels`).

    Raises ArithmeticError if the programme is not solved or its solution is not integral, which would be a bug.
    """
    rows, columns = np.nonzero((task.fit >= least) & (task.fit > 0) & (task.wishes > 0)[:, None])
    askers, hosts = task.fit.shape
    pairs = len(rows)
    # A variable y for each host an asker still wants; earlier ones weigh more, so that first hosts come first.
    places = [
        (asker, place)
        for asker in range(askers)
        for place in range(task.had[asker], task.had[asker] + task.wishes[asker])
    ]
    owner = np.array([asker for asker, _ in places], dtype=np.int64)
    level = np.array([place for _, place in places], dtype=np.int64)
    worth = len(wanted) - level
    gains = np.diff(np.array([0, *wanted]))
    reached = float(np.dot(len(wanted) - np.arange(len(wanted)), gains))
    size = pairs + len(places)
    served = csr_array(
        (
            np.concatenate([np.ones(pairs), -np.ones(len(places))]),
            (np.concatenate([rows, owner]), np.arange(size)),
        ),
        shape=(askers, size),
    )
    face = csr_array(
        (worth.astype(float), (np.zeros(len(places), dtype=np.int64), pairs + np.arange(len(places)))),
        shape=(1, size),
    )
    load = csr_array((np.ones(pairs), (columns, np.arange(pairs))), shape=(hosts, size))
    # Without integrality constraints this is a linear programme; its vertices are integral anyway.
    solution = milp(
        np.concatenate([-task.fit[rows, columns], np.zeros(len(places))]),
        bounds=Bounds(0.0, 1.0),
        constraints=[
            LinearConstraint(load, -np.inf, task.capacity),
            LinearConstraint(served, 0.0, 0.0),
            LinearConstraint(face, reached, reached),
        ],
    )
    if solution.x is None:
        raise ArithmeticError(solution.message)
    shares = np.asarray(solution.x)[:pairs]
    if np.abs(shares - np.round(shares)).max(initial=0.0) > WHOLE:
        raise ArithmeticError("a pair came out as a part of one")
    chosen = shares > 0.5
    return tuple(sorted(zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True)))


def _flow(task: Task, least: float, demands: Whole) -> int:
    """Maximum flow from the askers' demands to the hosts' capacities: the most pairs possible."""
    askers, hosts = task.fit.shape
    rows, columns = np.nonzero((task.fit >= least) & (task.fit > 0))
    source, sink = askers + hosts, askers + hosts + 1
    begins = np.concatenate([np.full(askers, source), rows, askers + np.arange(hosts)])
    ends = np.concatenate([np.arange(askers), askers + columns, np.full(hosts, sink)])
    capacities = np.concatenate([demands, np.ones(len(rows), dtype=np.int64), task.capacity]).astype(np.int32)
    graph = csr_array((capacities, (begins, ends)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)
