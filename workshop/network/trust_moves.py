"""Moves on the trust ladder: who went up or down and when, and how long people stay on a rung.

A move is a change between two days with reports. The first report of somebody is no move: nobody knows how long they
had stood there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from workshop.model.network import Network
from workshop.network.measures import RUNGS
from workshop.network.trust import Report, reports, rungs_at

FEW_STAYS, FEW_ENDED = 10, 5  # below either, one person decides the median


@dataclass(frozen=True)
class Move:
    """A person stood on `before` and from `when` on `after`; `reporters` said so."""

    person: str
    before: int
    after: int
    when: date
    reporters: tuple[str, ...]

    @property
    def up(self) -> bool:
        """Whether it went up."""
        return self.after > self.before


@dataclass(frozen=True)
class Left:
    """One step of the Kaplan–Meier curve: after `time`, `share` are still there; `at_risk` were just before."""

    time: int
    at_risk: int
    ended: int
    share: float


@dataclass(frozen=True)
class Stay:
    """How long people stay on one rung.

    `n` stays, `ended` of them seen to end (up or down), the others still going on at the last report of the map.
    `median` days, None where fewer than half have left or where n is too small to say: `few`.
    """

    rung: int
    n: int
    ended: int
    median: int | None
    few: bool


def moves(network: Network) -> tuple[Move, ...]:
    """Every change of rung, oldest first; the rung of a day is that of `rungs_at`."""
    by_person: dict[str, dict[date, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for report in reports(network):
        if report.when is not None:
            by_person[report.person][report.when].append(report)
    at_day = {day: rungs_at(network, day) for day in {day for days in by_person.values() for day in days}}
    found = []
    for person, days in by_person.items():
        in_order = sorted(days)
        for earlier, later in pairwise(in_order):
            before, after = at_day[earlier][person], at_day[later][person]
            if before != after:
                reporters = tuple(dict.fromkeys(one.reporter for one in days[later] if one.reporter))
                found.append(Move(person, before, after, later, reporters))
    return tuple(sorted(found, key=lambda move: (move.when, move.person)))


def stays(network: Network) -> tuple[Stay, ...]:
    """For rungs 0-3, how long people stay, in days from the first report of a rung to the move away from it.

    Whoever has not moved is counted up to the last report of the map and no further (censored), so that a short
    watch does not make stays look short. Nobody leaves the top rung upwards; it is left out. People may have stood
    on a rung before anybody reported it: the true time is rather longer.
    """
    times: dict[int, list[int]] = {rung: [] for rung in RUNGS}
    seen: dict[int, list[bool]] = {rung: [] for rung in RUNGS}
    said = [(report, report.when) for report in reports(network) if report.when is not None]
    if not said:
        return ()
    last = max(day for _, day in said)
    first: dict[str, date] = {}
    for report, day in said:
        first[report.person] = min(day, first.get(report.person, day))
    gone: dict[str, list[Move]] = defaultdict(list)
    for move in moves(network):
        gone[move.person].append(move)
    now = rungs_at(network, last)
    for person, begun in first.items():
        for move in gone[person]:
            times[move.before].append((move.when - begun).days)
            seen[move.before].append(True)
            begun = move.when
        times[now[person]].append((last - begun).days)
        seen[now[person]].append(False)
    return tuple(_stay(rung, times[rung], seen[rung]) for rung in RUNGS[:-1])


def _stay(rung: int, times: list[int], seen: list[bool]) -> Stay:
    few = len(times) < FEW_STAYS or sum(seen) < FEW_ENDED
    return Stay(rung, len(times), sum(seen), None if few else median_time(kaplan_meier(times, seen)), few)


def kaplan_meier(times: Sequence[int], seen: Sequence[bool]) -> tuple[Left, ...]:
    """Share still there after each time at which somebody left; `seen` is False where the watch ended first.

    S(t) = Π_{t_i ≤ t} (1 − d_i / n_i), d_i leaving at t_i of the n_i still there; who leaves the watch at t_i is
    counted as there. Source: Kaplan and Meier 1958.

    >>> [(step.time, step.at_risk, round(step.share, 3)) for step in kaplan_meier((2, 3, 3), (True, False, True))]
    [(2, 3, 0.667), (3, 2, 0.333)]
    """
    share, steps = 1.0, []
    for time in sorted({time for time, ended in zip(times, seen, strict=True) if ended}):
        at_risk = sum(one >= time for one in times)
        ended = sum(one == time and left for one, left in zip(times, seen, strict=True))
        share *= 1 - ended / at_risk
        steps.append(Left(time, at_risk, ended, share))
    return tuple(steps)


def median_time(steps: Sequence[Left]) -> int | None:
    """The first time after which at most half are still there; None where more than half stay to the end."""
    return next((step.time for step in steps if step.share <= 0.5 + 1e-12), None)
