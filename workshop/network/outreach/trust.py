"""The trust ladder: rungs by day, funnel and conversion, moves, and Kaplan–Meier stays.

A rung is a report: a person said so, usually on a day. The rungs are 0 no contact yet, 1 a familiar face, 2 first
trust, 3 tries something, 4 takes the lead. The ladder leads from residents to the team, so the team itself (worker,
committee, grid worker) is not on it. Not reported is not rung 0.

A move is a change between two days with reports. A person's first report is no move: how long they had stood there
before is unknown. Stays on a rung are estimated with Kaplan–Meier, because the latest ones are censored.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from workshop.model.network import Network
from workshop.network.measures.reach import RUNGS, Report, climbers, last_words, reports, rungs_at, rungs_now

MOST_MONTHS = 24  # more columns are unreadable


@dataclass(frozen=True)
class FunnelRung:
    """One rung of the funnel.

    `here` stand on it, `reached` on it or higher; `conversion` = reached / reached of the rung below, None at the
    bottom and where nobody came to the rung below.
    """

    rung: int
    here: int
    reached: int
    conversion: float | None


@dataclass(frozen=True)
class Month:
    """The end of a month: people on each rung 0-4, and people not reported yet."""

    end: date
    here: tuple[int, ...]
    unsaid: int


@dataclass(frozen=True)
class Trust:
    """The trust ladder of one map. `n` people can stand on it.

    `known` have a rung now, `dated` of them by a report with a day; `differ` had conflicting reports on their last
    day. `months` run from the first dated report to the last, at most the newest 24.
    """

    n: int
    known: int
    dated: int
    differ: int
    funnel: tuple[FunnelRung, ...]
    months: tuple[Month, ...]


def trust(network: Network) -> Trust:
    """The funnel as of now and the rungs month by month.

    reached_k = Σ_{j ≥ k} here_j and conversion_k = reached_k / reached_{k−1}. A map without known rungs has an empty
    funnel; one without dates has no months.
    """
    people, now = climbers(network), rungs_now(network)
    days = sorted(report.when for report in reports(network) if report.when is not None)
    return Trust(
        n=len(people),
        known=len(now),
        dated=len(rungs_at(network, date.max)),
        differ=_differ(network),
        funnel=funnel(tuple(now.values())),
        months=tuple(_month(network, end, len(people)) for end in months(days)),
    )


def funnel(rungs: tuple[int, ...]) -> tuple[FunnelRung, ...]:
    """Conversion funnel from the bottom rung to the top; empty without rungs.

    >>> [(step.reached, step.conversion) for step in funnel((0, 1, 1, 2))]
    [(4, None), (3, 0.75), (1, 0.3333333333333333), (0, 0.0), (0, None)]
    """
    if not rungs:
        return ()
    steps: list[FunnelRung] = []
    for rung in RUNGS:
        reached = sum(one >= rung for one in rungs)
        below = steps[-1].reached if steps else 0
        steps.append(FunnelRung(rung, rungs.count(rung), reached, reached / below if below else None))
    return tuple(steps)


def months(days: Sequence[date]) -> tuple[date, ...]:
    """Last days of every month from the first of these days to the last, at most the newest 24.

    >>> [str(end) for end in months([date(2024, 1, 31), date(2024, 3, 1)])]
    ['2024-01-31', '2024-02-29', '2024-03-31']
    """
    if not days:
        return ()
    first, last = (day.year * 12 + day.month - 1 for day in (min(days), max(days)))
    return tuple(_end(number) for number in range(max(first, last - MOST_MONTHS + 1), last + 1))


def _end(number: int) -> date:
    year, month = number // 12, number % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _month(network: Network, end: date, n: int) -> Month:
    there = list(rungs_at(network, end).values())
    return Month(end, tuple(there.count(rung) for rung in RUNGS), n - len(there))


def _differ(network: Network) -> int:
    by_person: dict[str, list[tuple[date, Report]]] = defaultdict(list)
    for report in reports(network):
        if report.when is not None:
            by_person[report.person].append((report.when, report))
    return sum(len(set(last_words(said))) > 1 for said in by_person.values())


FEW_STAYS, FEW_ENDED = 10, 5  # below either, one person decides the median


@dataclass(frozen=True)
class TrustMove:
    """A person stood on `before` and from `when` on `after`, as reported by `reporters`."""

    person: str
    before: int
    after: int
    when: date
    reporters: tuple[str, ...]

    @property
    def up(self) -> bool:
        """Whether the move went up."""
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
    """How long people stay on one rung (Kaplan–Meier).

    `n` stays, `ended` of them observed to end (up or down), the others censored at the last report of the map.
    `median` in days, None where fewer than half have left or where n is too small to say: `few`.
    """

    rung: int
    n: int
    ended: int
    median: int | None
    few: bool


def moves(network: Network) -> tuple[TrustMove, ...]:
    """Every change of rung, oldest first; the rung of a day is that of `rungs_at`."""
    by_person: dict[str, dict[date, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for report in reports(network):
        if report.when is not None:
            by_person[report.person][report.when].append(report)
    at_day = {day: rungs_at(network, day) for day in {day for days in by_person.values() for day in days}}
    changes = []
    for person, days in by_person.items():
        in_order = sorted(days)
        for earlier, later in pairwise(in_order):
            before, after = at_day[earlier][person], at_day[later][person]
            if before != after:
                reporters = tuple(dict.fromkeys(one.reporter for one in days[later] if one.reporter))
                changes.append(TrustMove(person, before, after, later, reporters))
    return tuple(sorted(changes, key=lambda move: (move.when, move.person)))


def stays(network: Network) -> tuple[Stay, ...]:
    """Kaplan–Meier stays on rungs 0-3, in days from the first report of a rung to the move away from it.

    People who have not moved are right-censored at the last report of the map, so that a short observation does not make
    stays look short. Nobody moves up from the top rung, so it is left out. People may have stood on a rung before
    the first report: true stays are longer, if anything.
    """
    times: dict[int, list[int]] = {rung: [] for rung in RUNGS}
    seen: dict[int, list[bool]] = {rung: [] for rung in RUNGS}
    dated = [(report, report.when) for report in reports(network) if report.when is not None]
    if not dated:
        return ()
    last = max(day for _, day in dated)
    first: dict[str, date] = {}
    for report, day in dated:
        first[report.person] = min(day, first.get(report.person, day))
    gone: dict[str, list[TrustMove]] = defaultdict(list)
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
    """Kaplan–Meier estimate: the share still there after each time at which a person left.

    S(t) = Π_{t_i ≤ t} (1 − d_i / n_i), d_i leaving at t_i of the n_i still there. `seen` is False for a censored time; one
    censored at t_i counts as at risk there. Source: Kaplan and Meier 1958.

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
    """Median survival time: the first time after which at most half are still there; None if that is never reached."""
    return next((step.time for step in steps if step.share <= 0.5 + 1e-12), None)
