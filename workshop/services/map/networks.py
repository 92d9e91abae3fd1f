"""A community's relationship network: versioned, imported from files, measured in the worker process.

Measures, tests and layouts run in another process and are cached there, so that phones never wait. Several
communities can be compared on the same indicators, without a ranking.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError
from workshop.model.network import Network, PersonKind
from workshop.network.change.change import NetworkChange, network_change
from workshop.network.change.change_chart import ChangeMaps, change_maps
from workshop.network.draw.layout import place
from workshop.network.io.codes import MOST_HOUSEHOLDS, MOST_STRENGTH, TRUST, fits, scale_of
from workshop.network.io.duplicates import with_merged
from workshop.network.io.imported import AS_IT_IS, Choices, Imported
from workshop.network.io.read_child import in_child
from workshop.network.measures.chance import (
    Closing,
    QapResult,
    closing_beside_chance,
    relations_alike,
    waves_alike,
)
from workshop.network.measures.compare import ANY, AskedFor, NetworkComparison, compare
from workshop.network.measures.measures import Measures, load_loops, measure
from workshop.network.privacy.disclosure import Disclosure, disclosure
from workshop.network.resilience.removal_curve import RemovalCurves, removal_curves
from workshop.network.resilience.withdrawal import Withdrawal, withdraw
from workshop.network.seeding.seeding import SeedResult, by_simple_spread, by_threshold
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.store import networks as rows
from workshop.store.networks import Version

# The people who would leave when a project ends.
SUPPORTERS = (PersonKind.SUPPORTER,)
LARGEST = 5_000  # people and groups a desk may save; larger ones are for the command line


@dataclass(frozen=True)
class Saved:
    """A community's current network, and when and by whom it was saved."""

    network: Network
    version: Version


def current(context: AppContext, community: str) -> Saved | None:
    """The current network; None before the first."""

    def use_case(connection: Connection) -> Saved | None:
        version = rows.newest(connection, community)
        return None if version is None else Saved(rows.network_of(connection, version.number), version)

    return context.store.read(use_case)


def save(context: AppContext, community: str, network: Network, by: str, note: str = "") -> Version:
    """Store a new version; people who were on the previous one keep their coordinates.

    Raises InputError as `check` does.
    """
    check(network)
    before = current(context, community)
    return _kept(context, community, placed(network, before.network.spots if before else ()), by, note)


def lay_out_anew(context: AppContext, community: str, by: str, note: str) -> Version | None:
    """A version with a fresh layout, for a map that has grown bit by bit; None without a map."""
    saved = current(context, community)
    return None if saved is None else _kept(context, community, placed(saved.network, ()), by, note)


def placed(network: Network, before: tuple[tuple[str, float, float], ...]) -> Network:
    """The network with everybody's coordinates, computed in the worker process."""
    coordinates = workers.run(None, place, network, {who: (x, y) for who, x, y in before})
    return replace(network, spots=tuple((who, x, y) for who, (x, y) in coordinates.items()))


def _kept(context: AppContext, community: str, network: Network, by: str, note: str) -> Version:
    def use_case(connection: Connection) -> Version:
        number = rows.add_network(connection, community, network, by, note, context.now())
        return Version(number, community, context.now(), by, note, network.wave)

    return context.store.write(use_case)


def check(network: Network) -> None:
    """Validate what no file reader has checked: tables typed at the desk, answers from phones.

    Raises InputError `network.too_large`, `network.twice`, `network.unknown_end`, `network.strength`, `network.trust`,
    `network.double_building`, `network.households`, `network.remark_of`, `network.value`,
    `network.unknown_group`.
    """
    ids = [person.id for person in network.people] + [group.id for group in network.groups]
    if len(ids) > LARGEST:
        raise InputError("network.too_large", most=LARGEST, found=len(ids))
    seen: set[str] = set()
    for node in ids:
        if node in seen:
            raise InputError("network.twice", id=node)
        seen.add(node)
    for tie in network.ties:
        for end in (tie.source, tie.target):
            if end not in seen:
                raise InputError("network.unknown_end", id=end)
        if not math.isfinite(tie.strength) or abs(tie.strength) > MOST_STRENGTH:
            raise InputError("network.strength", value=f"{tie.strength:g}", most=MOST_STRENGTH)
    for rung in (*(one.trust for one in network.people), *(one.trust for one in network.ties)):
        if rung is not None and rung not in TRUST:
            raise InputError("network.trust", value=rung)
    _check_buildings(network)
    _check_remarks(network, seen)


def _check_buildings(network: Network) -> None:
    building_ids: set[str] = set()
    for building in network.buildings:
        if building.id in building_ids:
            raise InputError("network.double_building", id=building.id)
        if building.households is not None and not 0 <= building.households <= MOST_HOUSEHOLDS:
            raise InputError("network.households", value=building.households, most=MOST_HOUSEHOLDS)
        building_ids.add(building.id)


def _check_remarks(network: Network, known: set[str]) -> None:
    for remark in network.remarks:
        if remark.of not in known:
            raise InputError("network.remark_of", id=remark.of)
        if not fits(remark.about, remark.value):
            low, high = scale_of(remark.about) or (0, 0)
            raise InputError("network.value", value=remark.value, low=low, high=high)
    groups = {group.id for group in network.groups}
    for change in network.changes:
        if change.group not in groups:
            raise InputError("network.unknown_group", id=change.group)


def versions(context: AppContext, community: str) -> tuple[Version, ...]:
    """All versions that are not undone, newest first."""
    return context.store.read(lambda connection: rows.versions(connection, community))


def at_version(context: AppContext, community: str, number: int) -> Saved:
    """One saved version. Raises InputError `network.no_version` for another community's or an undone one."""

    def use_case(connection: Connection) -> Saved:
        version = next((one for one in rows.versions(connection, community) if one.number == number), None)
        if version is None:
            raise InputError("network.no_version", number=number)
        return Saved(rows.network_of(connection, number), version)

    return context.store.read(use_case)


def two_waves(versions: Sequence[Version]) -> tuple[Version, Version] | None:
    """The default comparison: the newest version and the newest of another wave, or else the oldest version.

    None with fewer than two. `versions` are newest first.
    """
    if len(versions) < 2:
        return None
    now = versions[0]
    return next((one for one in versions if one.wave != now.wave), versions[-1]), now


def earlier_waves(context: AppContext, community: str) -> tuple[Network, ...]:
    """The newest map of each wave before the current one's, oldest first; several saves in a wave count once."""

    def use_case(connection: Connection) -> tuple[Network, ...]:
        saved = rows.versions(connection, community)
        last: dict[str, int] = {}
        for version in saved:
            last.setdefault(version.wave, version.number)
        now = saved[0].wave if saved else ""
        numbers = sorted(number for wave, number in last.items() if wave != now)
        return tuple(rows.network_of(connection, number) for number in numbers)

    return context.store.read(use_case)


def undo(context: AppContext, community: str) -> bool:
    """Take back the newest version; False when there is none."""
    return context.store.write(lambda connection: rows.undo_newest(connection, community))


def read_upload(files: Mapping[str, bytes], choices: Choices = AS_IT_IS) -> Imported:
    """Uploaded files as a network or as problems, parsed in a child process with limits."""
    return in_child(files, choices)


def one_of_two(network: Network, pairs: Iterable[tuple[str, str]]) -> Network:
    """The network with each pair merged into one person or group; see `duplicates.with_merged`."""
    return with_merged(network, pairs)


def all_current(context: AppContext, communities: tuple[str, ...]) -> dict[str, Network]:
    """Community -> its network, for those that have one."""

    def use_case(connection: Connection) -> dict[str, Network]:
        return {
            community: rows.network_of(connection, number)
            for community, number in rows.mapped(connection, communities).items()
        }

    return context.store.read(use_case)


def measured(network: Network) -> Measures:
    """The measures of a network; computed in the worker process and cached."""
    return workers.run(("measure", network), measure, network)


def withdrawn(network: Network, remove: tuple[str, ...]) -> Withdrawal:
    """The withdrawal test (node removal); computed in the worker process and cached."""
    return workers.run(("withdraw", network, remove), withdraw, network, remove)


def shrinking(network: Network, remove: tuple[str, ...]) -> RemovalCurves:
    """Percolation curve: the largest component as people leave one by one, beside a random baseline. Cached."""
    return workers.run(("shrinking", network, remove), removal_curves, network, remove)


def closing(network: Network) -> Closing | None:
    """Transitivity (do friends of friends meet), beside degree-preserving rewiring. Cached."""
    return workers.run(("closing", network), closing_beside_chance, network)


def alike(network: Network, one: str, other: str) -> QapResult | None:
    """QAP test of two relations: do they hold the same pairs more often than chance? Cached."""
    return workers.run(("alike", network, one, other), relations_alike, network, one, other)


def alike_over_time(earlier: Network, later: Network) -> QapResult | None:
    """QAP test of two waves: do they hold the same pairs more often than chance? Cached."""
    return workers.run(("alike in time", earlier, later), waves_alike, earlier, later)


def changed(earlier: Network, later: Network) -> tuple[NetworkChange, ChangeMaps]:
    """Changes between two maps, and both drawn on one layout. Cached."""
    return workers.run(("changed", earlier, later), _changed, earlier, later)


def _changed(earlier: Network, later: Network) -> tuple[NetworkChange, ChangeMaps]:
    return network_change(earlier, later), change_maps(earlier, later)


def disclosed(network: Network) -> Disclosure:
    """Re-identification risk: how easily people are recognised in this map by their ties. Cached."""
    return workers.run(("disclose", network), disclosure, network)


def seeds_by_spread(network: Network, k: int) -> SeedResult:
    """Seed selection by simple spreading (independent cascade). Cached."""
    return workers.run(("telling", network, k), by_simple_spread, network, k)


def seeds_by_threshold(network: Network, k: int, theta: int) -> SeedResult:
    """Seed selection by a threshold model (complex contagion). Cached."""
    return workers.run(("joining", network, k, theta), by_threshold, network, k, theta)


def side_by_side(named: tuple[tuple[str, Network], ...], asked: AskedFor = ANY) -> NetworkComparison:
    """The comparison of several networks. Cached."""
    return workers.run(("compare", named, asked), _compared, named, asked)


def _compared(named: tuple[tuple[str, Network], ...], asked: AskedFor) -> NetworkComparison:
    return compare(named, asked=asked)


def supporters(network: Network) -> tuple[str, ...]:
    """Ids of the people who would leave with the project."""
    return tuple(person.id for person in network.people if person.kind in SUPPORTERS)


def start() -> None:
    """Start the worker process without waiting for it, and import what the first maps need."""
    workers.start(place, Network(), {})


def warm() -> None:
    """Warm up the worker process before the first visitor: load its compiled loops, or compile them the first
    time.
    """
    workers.run(None, load_loops)


def close() -> None:
    """Stop the worker process."""
    workers.close()


FEWEST = 2


def compared(context: AppContext, communities: tuple[str, ...], asked: AskedFor = ANY) -> NetworkComparison:
    """The comparison of communities that have a network. Raises InputError `compare.too_few` and as `compare`."""
    current_networks = all_current(context, communities)
    if len(current_networks) < FEWEST:
        raise InputError("compare.too_few", found=len(current_networks))
    named = tuple(
        (community, current_networks[community]) for community in communities if community in current_networks
    )
    return side_by_side(named, asked)
