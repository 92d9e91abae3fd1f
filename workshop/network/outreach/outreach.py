"""Outreach coverage by building, with Wilson intervals and a Gini coefficient: how many are reached, and how far.

A resident is reached who has a tie with the team (worker, committee, grid worker) or is reported on rung 1 or
higher. The base is the households of the building; where those are not counted, the residents on the map, which says
less, because people on a map have mostly been met. Each row says which.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from workshop.model.network import Network, PersonKind
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.discord import holding
from workshop.network.graph.graph import SUPPORT
from workshop.network.measures.measures import gini, wilson
from workshop.network.measures.reach import reached_at, reached_now, reports, rungs_now
from workshop.network.outreach.trust import months

COLDEST = 3
HALF = 0.5
TRUSTING = 2  # first trust
Of = Literal["households", "people"]


@dataclass(frozen=True)
class BuildingReach:
    """One building: `reached` of `n` households or people (`of`), with the Wilson 95 % interval; none below five.

    `people` residents are on the map; `depth` is the mean, over `depth_n` residents, of the highest rung ever reported.
    All None where nothing is known, and where `hidden`.
    """

    building: str
    people: int
    n: int
    of: Of
    reached: int | None
    share: float | None
    low: float | None
    high: float | None
    depth: float | None
    depth_n: int
    hidden: bool = False


@dataclass(frozen=True)
class Cold:
    """One of the least reached buildings and what is missing there: codes, sentences under `outreach.missing.<code>`."""

    building: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Outreach:
    """All buildings, least reached first. `uneven` is the Gini coefficient of the shares, None below two buildings.

    `unplaced` residents have no building. `undated` of the reached have neither tie nor rung with a date, so they appear in
    no month.
    """

    rows: tuple[BuildingReach, ...]
    uneven: float | None
    cold: tuple[Cold, ...]
    reached: int
    residents: int
    unplaced: int
    undated: int


@dataclass(frozen=True)
class Strip:
    """Coverage at the end of each month, one row a building in the order of the rows of `Outreach`.

    `cold` are the least reached buildings of each month.
    """

    months: tuple[date, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    cold: tuple[tuple[str, ...], ...]


def outreach(network: Network) -> Outreach:
    """Coverage and depth as of now."""
    reached = reached_now(network)
    rows = _rows(network, reached)
    residents = [person for person in network.people if person.kind is PersonKind.RESIDENT]
    shares = np.array(
        [row.share for row in rows if row.share is not None and row.low is not None], dtype=float
    )
    dated = reached_at(network, date.max)
    return Outreach(
        rows=rows,
        uneven=gini(shares) if len(shares) > 1 else None,
        cold=tuple(Cold(row.building, _missing(network, row)) for row in coldest(rows)),
        reached=len(reached),
        residents=len(residents),
        unplaced=sum(not person.building for person in residents),
        undated=len(reached - dated),
    )


def _rows(network: Network, reached: frozenset[str]) -> tuple[BuildingReach, ...]:
    """One row a building that is listed or has residents, least reached first, unknown ones last."""
    households = {building.id: building.households for building in network.buildings}
    homes: dict[str, list[str]] = {building.id: [] for building in network.buildings}
    for person in network.people:
        if person.kind is PersonKind.RESIDENT and person.building:
            homes.setdefault(person.building, []).append(person.id)
    highest = _highest(network)
    rows = [
        _row(building, who, households.get(building), reached, highest) for building, who in homes.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.share is None, row.share or 0.0, row.building)))


def _row(
    building: str, who: list[str], households: int | None, reached: frozenset[str], highest: dict[str, int]
) -> BuildingReach:
    counted: Of = "households" if households else "people"
    n = households or len(who)
    # Two reached people may share a household, which the map does not know: cap at the number of households.
    hits = min(sum(one in reached for one in who), n)
    rungs = [highest[one] for one in who if one in highest]
    depth = sum(rungs) / len(rungs) if rungs else None
    if not n:
        return BuildingReach(building, len(who), 0, counted, None, None, None, None, depth, len(rungs))
    # An interval from a handful of households says more than is known; the counts say what is.
    low, high = wilson(hits, n) if n >= MIN_GROUP else (None, None)
    return BuildingReach(building, len(who), n, counted, hits, hits / n, low, high, depth, len(rungs))


def _highest(network: Network) -> dict[str, int]:
    """Person → the highest rung ever reported."""
    rungs = dict(rungs_now(network))
    for report in reports(network):
        rungs[report.person] = max(report.rung, rungs.get(report.person, report.rung))
    return rungs


def coldest(rows: tuple[BuildingReach, ...]) -> tuple[BuildingReach, ...]:
    """At most three buildings whose share is below the overall share, least first.

    Empty where all are reached alike.
    """
    known = [row for row in rows if row.share is not None and row.reached is not None]
    if not known:
        return ()
    overall = sum(row.reached or 0 for row in known) / sum(row.n for row in known)
    below = [row for row in known if (row.share or 0.0) < overall - 1e-12 or not row.reached]
    return tuple(below[:COLDEST])


def _missing(network: Network, row: BuildingReach) -> tuple[str, ...]:
    residents = {person.id for person in network.people if person.building == row.building}
    leading = any(rung >= TRUSTING for who, rung in rungs_now(network).items() if who in residents)
    checks = (
        ("roster", row.people == 0),
        ("nobody", row.people > 0 and not row.reached),
        ("few", bool(row.reached) and (row.share or 0.0) < HALF),
        ("rung", bool(row.reached) and row.depth_n == 0),
        ("trust", row.depth_n > 0 and not leading),
        ("households", row.of == "people"),
    )
    return tuple(code for code, holds in checks if holds)


def strip(network: Network) -> Strip:
    """Coverage month by month, by dated ties and rungs; no months where nothing has a date."""
    ends = months(_days(network))
    by_month = [_rows(network, reached_at(network, end)) for end in ends]
    order = [row.building for row in outreach(network).rows]
    shares = [{row.building: None if row.low is None else row.share for row in rows} for rows in by_month]
    return Strip(
        months=ends,
        rows=tuple((building, tuple(month[building] for month in shares)) for building in order),
        cold=tuple(tuple(row.building for row in coldest(rows)) for rows in by_month),
    )


def _days(network: Network) -> list[date]:
    """Days on which a resident was reached or a rung was reported."""
    kinds = {person.id: person.kind for person in network.people}
    reported = [report.when for report in reports(network) if report.when is not None]
    contacts = []
    for tie in holding(network):
        ends = {kinds.get(tie.source), kinds.get(tie.target)}
        if tie.when is not None and PersonKind.RESIDENT in ends and ends & SUPPORT:
            contacts.append(tie.when)
    return reported + contacts


def beyond_the_team(outreach_now: Outreach) -> Outreach:
    """The figures for walls and reports: small cells (fewer than five people or households) suppressed."""
    rows = tuple(
        replace(row, reached=None, share=None, low=None, high=None, depth=None, depth_n=0, hidden=True)
        if min(row.n, row.people) < MIN_GROUP
        else replace(row, depth=None, depth_n=0)
        if row.depth_n < MIN_GROUP
        else row
        for row in outreach_now.rows
    )
    visible = {row.building for row in rows if not row.hidden}
    return replace(
        outreach_now, rows=rows, cold=tuple(one for one in outreach_now.cold if one.building in visible)
    )
