"""How deep the team has come into the buildings: how many are reached in each, how far, and where it is still cold.

Somebody is reached who has a tie with the team (worker, committee, grid worker) or is said to stand on rung 1 or
higher. Reached people are set beside the households of the building; where nobody has counted those, beside the
residents on the map, which says less: who is on a map has mostly been met. Each row says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from workshop.model.network import Network, PersonKind
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.graph import SUPPORT
from workshop.network.measures.measures import gini, wilson
from workshop.network.outreach.trust import months, reports, rungs_at, rungs_now

COLDEST = 3
HALF = 0.5
TRUSTING = 2  # first trust
Of = Literal["households", "people"]


@dataclass(frozen=True)
class BuildingReach:
    """One building: `reached` of `n` households or people (`of`), with Wilson's 95 % interval.

    `people` residents are on the map; `depth` is the mean of the highest rung anybody ever reported for each of
    `depth_n` residents. All None where nothing is known, and where `hidden`.
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
    """A building among the least reached and what is missing there: codes, sentences under `outreach.missing.<code>`."""

    building: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Outreach:
    """All buildings, least reached first. `uneven` is Gini's index of the shares, None below two buildings.

    `unplaced` residents have no building. `undated` of the reached have neither tie nor rung with a day, so no month
    can show them.
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
    """Coverage and depth as they are now."""
    reached = reached_now(network)
    rows = _rows(network, reached)
    residents = [person for person in network.people if person.kind is PersonKind.RESIDENT]
    shares = np.array([row.share for row in rows if row.share is not None], dtype=float)
    dated = _reached_at(network, date.max)
    return Outreach(
        rows=rows,
        uneven=gini(shares) if len(shares) > 1 else None,
        cold=tuple(Cold(row.building, _missing(network, row)) for row in coldest(rows)),
        reached=len(reached),
        residents=len(residents),
        unplaced=sum(not person.building for person in residents),
        undated=len(reached - dated),
    )


def reached_now(network: Network) -> frozenset[str]:
    """Residents with a tie to the team, dated or not, or on rung 1 or higher now."""
    return _reached(network, _tied(network), rungs_now(network))


def _reached_at(network: Network, day: date) -> frozenset[str]:
    """The same by what has a day up to then."""
    return _reached(network, _tied_by(network, day), rungs_at(network, day))


def _reached(network: Network, tied: frozenset[str], rungs: dict[str, int]) -> frozenset[str]:
    return frozenset(
        person.id
        for person in network.people
        if person.kind is PersonKind.RESIDENT and (person.id in tied or rungs.get(person.id, 0) >= 1)
    )


def _tied(network: Network) -> frozenset[str]:
    return _ends(network, ((tie.source, tie.target) for tie in network.ties))


def _tied_by(network: Network, day: date) -> frozenset[str]:
    return _ends(
        network,
        ((tie.source, tie.target) for tie in network.ties if tie.when is not None and tie.when <= day),
    )


def _ends(network: Network, pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Who stands at the other end of a tie with the team."""
    team = {person.id for person in network.people if person.kind in SUPPORT}
    return frozenset(
        end
        for source, target in pairs
        for end, other in ((source, target), (target, source))
        if other in team
    )


def _rows(network: Network, reached: frozenset[str]) -> tuple[BuildingReach, ...]:
    """One row a building that is listed or that somebody lives in, least reached first, unknown ones last."""
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
    # Two reached people may share a household, which the map does not say: at most all households are reached.
    hits = min(sum(one in reached for one in who), n)
    rungs = [highest[one] for one in who if one in highest]
    depth = sum(rungs) / len(rungs) if rungs else None
    if not n:
        return BuildingReach(building, len(who), 0, counted, None, None, None, None, depth, len(rungs))
    low, high = wilson(hits, n)
    return BuildingReach(building, len(who), n, counted, hits, hits / n, low, high, depth, len(rungs))


def _highest(network: Network) -> dict[str, int]:
    """Person → the highest rung that was ever reported."""
    found = dict(rungs_now(network))
    for report in reports(network):
        found[report.person] = max(report.rung, found.get(report.person, report.rung))
    return found


def coldest(rows: tuple[BuildingReach, ...]) -> tuple[BuildingReach, ...]:
    """At most three buildings reached less than the buildings together, least first.

    None where all are reached alike.
    """
    known = [row for row in rows if row.share is not None and row.reached is not None]
    if not known:
        return ()
    whole = sum(row.reached or 0 for row in known) / sum(row.n for row in known)
    below = [row for row in known if (row.share or 0.0) < whole - 1e-12 or not row.reached]
    return tuple(below[:COLDEST])


def _missing(network: Network, row: BuildingReach) -> tuple[str, ...]:
    here = {person.id for person in network.people if person.building == row.building}
    leading = any(rung >= TRUSTING for who, rung in rungs_now(network).items() if who in here)
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
    """Coverage month by month, by ties and rungs with a day; no months where nothing has a day."""
    ends = months(_days(network))
    by_month = [_rows(network, _reached_at(network, end)) for end in ends]
    order = [row.building for row in outreach(network).rows]
    shares = [{row.building: row.share for row in rows} for rows in by_month]
    return Strip(
        months=ends,
        rows=tuple((building, tuple(month[building] for month in shares)) for building in order),
        cold=tuple(tuple(row.building for row in coldest(rows)) for rows in by_month),
    )


def _days(network: Network) -> list[date]:
    """Days on which somebody was reached, or said to stand somewhere."""
    kinds = {person.id: person.kind for person in network.people}
    said = [report.when for report in reports(network) if report.when is not None]
    tied = []
    for tie in network.ties:
        ends = {kinds.get(tie.source), kinds.get(tie.target)}
        if tie.when is not None and PersonKind.RESIDENT in ends and ends & SUPPORT:
            tied.append(tie.when)
    return said + tied


def beyond_the_team(found: Outreach) -> Outreach:
    """The same without figures of places where fewer than five people or households are counted: for walls and reports."""
    rows = tuple(
        replace(row, reached=None, share=None, low=None, high=None, depth=None, depth_n=0, hidden=True)
        if min(row.n, row.people) < MIN_GROUP
        else replace(row, depth=None, depth_n=0)
        if row.depth_n < MIN_GROUP
        else row
        for row in found.rows
    )
    told = {row.building for row in rows if not row.hidden}
    return replace(found, rows=rows, cold=tuple(one for one in found.cold if one.building in told))
