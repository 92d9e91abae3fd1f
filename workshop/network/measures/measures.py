"""All figures of one network: whole-network indicators, coverage by building, trust ladder, group overlap.

Density, clustering, transitivity, mean path length, components, degree Gini, degeneracy and modularity, computed on
the undirected simple view (people and groups, every pair once, self loops left out). A figure that is undefined for a
network is None, never 0. The shortlists of people come from `bridges`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.sparse import csgraph

from workshop.model.network import Network, PersonKind
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.compiled import available, kernels
from workshop.network.graph.discord import counts, holding
from workshop.network.graph.graph import SUPPORT, Flags, Index, index
from workshop.network.graph.partition import modularity
from workshop.network.graph.paths import distance_counts
from workshop.network.measures.bridges import Bridge, Broker, bridges, brokers, homes, only_group
from workshop.network.measures.clustering import Overlap, clustering, degeneracy, group_overlap, transitivity
from workshop.network.measures.core import Core, continuous, discrete
from workshop.network.measures.mixing import Mixing, by_building, by_group
from workshop.network.measures.reach import RUNGS, reached_now, rungs_now
from workshop.network.measures.response import Response, response

SMALL = 10  # below this many nodes an indicator moves with every single tie
Z95 = 1.959963984540054
LOUVAIN_RUNS = 10


@dataclass(frozen=True)
class Indicators:
    """Eleven whole-network indicators; None where undefined.

    `mean_ties` is the mean degree, `path_length` the mean geodesic distance in the largest component, `degree_gini` the
    Gini coefficient of the degrees, `deepest_core` the degeneracy (largest k with a k-core).
    """

    mean_ties: float | None
    density: float | None
    clustering: float | None
    transitivity: float | None
    path_length: float | None
    components: int
    largest_share: float | None
    isolated_share: float | None
    degree_gini: float | None
    deepest_core: int | None
    modularity: float | None


@dataclass(frozen=True)
class BuildingCoverage:
    """Residents of one building who are reached: with a tie to a supporter, committee member or grid worker, or known to
    these at least as a familiar face (`reach`).

    `share`, `low`, `high` (Wilson 95 %) and `reached` are None where fewer than 5 residents live: `hidden`.
    """

    building: str
    people: int
    reached: int | None
    share: float | None
    low: float | None
    high: float | None
    hidden: bool


@dataclass(frozen=True)
class Rung:
    """How many people stand on one rung (0-4) of the trust ladder."""

    rung: int
    people: int


@dataclass(frozen=True)
class By:
    """The same figure for buildings and for groups."""

    building: Mixing | None
    group: Mixing | None


@dataclass(frozen=True)
class Brokers:
    """Brokerage shortlists between buildings and between groups, with how many people were looked at for each."""

    building: tuple[Broker, ...]
    group: tuple[Broker, ...]
    in_buildings: int
    in_groups: int


@dataclass(frozen=True)
class Cores:
    """Borgatti and Everett's two core models side by side; None where there is no core or too few answered."""

    discrete: Core | None
    continuous: Core | None


@dataclass(frozen=True)
class Measures:
    """All figures of one network. `n` counts the nodes the indicators are based on: people and groups.

    `ties` are the reports that hold people together, `discord` the others, which no figure counts. `response_rate` is that of `response`; None where it is not known who answered.
    """

    people: int
    groups: int
    ties: int
    discord: int
    n: int
    directed: bool
    response_rate: float | None
    response: Response
    measures: Indicators
    bridges: tuple[Bridge, ...]
    coverage: tuple[BuildingCoverage, ...]
    trust_ladder: tuple[Rung, ...]
    group_overlap: tuple[Overlap, ...]
    mixing: By
    brokers: Brokers
    core: Cores
    warnings: tuple[str, ...]


def measure(network: Network, seed: int = 1) -> Measures:
    """Every figure of `mengya network`. `seed` steers the resampling behind `kept_in_top` and the Louvain runs."""
    who_answered = response(network)
    count = counts(network)
    enough = who_answered.enough
    view = index(network)
    return Measures(
        people=count.people,
        groups=count.groups,
        ties=count.ties,
        discord=count.discord,
        n=count.people + count.groups,
        directed=network.directed,
        response_rate=who_answered.rate,
        response=who_answered,
        measures=indicators(network, seed),
        bridges=bridges(network, seed) if enough else (),
        coverage=coverage(network),
        trust_ladder=trust_ladder(network),
        group_overlap=group_overlap(network),
        mixing=By(by_building(network, seed), by_group(network, seed)),
        brokers=_brokers(network, seed, enough),
        core=Cores(discrete(view, seed), continuous(view)) if enough else Cores(None, None),
        warnings=warnings(network),
    )


def _brokers(network: Network, seed: int, enough: bool) -> Brokers:
    at_home, in_one = homes(network), only_group(network)
    return Brokers(
        brokers(network, at_home, seed) if enough else (),
        brokers(network, in_one, seed) if enough else (),
        len(at_home),
        len(in_one),
    )


def indicators(network: Network, seed: int = 1, runs: int = LOUVAIN_RUNS) -> Indicators:
    """The eleven indicators. Modularity is the best of `runs` Louvain partitions."""
    return figures(index(network), seed, runs)


def figures(view: Index, seed: int = 1, runs: int = LOUVAIN_RUNS) -> Indicators:
    """`indicators` of a simple view."""
    n, m = view.n, view.links.nnz // 2
    if n == 0:
        return Indicators(None, None, None, None, None, 0, None, None, None, None, None)
    parts, part = csgraph.connected_components(view.links, directed=False)
    sizes = np.bincount(part)
    degrees = np.diff(view.links.indptr).astype(float)
    return Indicators(
        mean_ties=2 * m / n,
        density=2 * m / (n * (n - 1)) if n > 1 else None,
        clustering=clustering(view),
        transitivity=transitivity(view),
        path_length=_path_length(view, part == sizes.argmax()),
        components=int(parts),
        largest_share=float(sizes.max() / n),
        isolated_share=float((degrees == 0).mean()),
        degree_gini=gini(degrees),
        deepest_core=degeneracy(view),
        modularity=modularity(view, seed, runs),
    )


def gini(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    """Gini coefficient of non-negative values: 0 when all are equal, towards 1 when one holds all; None where their sum is 0.

    G = Σ_i (2i − n − 1) x_(i) / (n Σ x) over the sorted values (Gini 1912).
    """
    total, n = values.sum(), len(values)
    if not total:
        return None
    ranks = np.arange(1, n + 1)
    return float(((2 * ranks - n - 1) * np.sort(values)).sum() / (n * total))


def coverage(network: Network) -> tuple[BuildingCoverage, ...]:
    """Coverage of each named building, in order of name: how many residents are reached (see `BuildingCoverage`)."""
    reached = reached_now(network)
    homes: dict[str, list[bool]] = {}
    for person in network.people:
        if person.building and person.kind is PersonKind.RESIDENT:
            homes.setdefault(person.building, []).append(person.id in reached)
    return tuple(_cover(building, homes[building]) for building in sorted(homes))


def _cover(building: str, reached: list[bool]) -> BuildingCoverage:
    n = len(reached)
    if n < MIN_GROUP:
        return BuildingCoverage(building, n, None, None, None, None, hidden=True)
    low, high = wilson(sum(reached), n)
    return BuildingCoverage(building, n, sum(reached), sum(reached) / n, low, high, hidden=False)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson score interval, 95 %, of a proportion (Wilson 1927).

    >>> tuple(round(end, 3) for end in wilson(8, 10))
    (0.49, 0.943)
    """
    share, spread = hits / n, Z95 * Z95 / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def trust_ladder(network: Network) -> tuple[Rung, ...]:
    """People on each rung 0-4 now; empty where no rung is known. People without a rung and the team are not counted."""
    known = list(rungs_now(network).values())
    return tuple(Rung(rung, known.count(rung)) for rung in RUNGS) if known else ()


def warnings(network: Network) -> tuple[str, ...]:
    """Codes of cautions; sentences under `network.caution.<code>`."""
    loops = any(tie.source == tie.target for tie in holding(network))
    checks = (
        ("network.small", len(network.people) + len(network.groups) < SMALL),
        ("network.no_ties", not holding(network)),
        ("network.self_loops", loops),
        (
            "network.no_support",
            bool(network.people) and not any(person.kind in SUPPORT for person in network.people),
        ),
    )
    return (*response(network).cautions, *(code for code, holds in checks if holds))


def _path_length(view: Index, part: Flags) -> float | None:
    """Average path length: mean geodesic distance between two nodes of the largest component."""
    inside = np.flatnonzero(part)
    n = len(inside)
    if n < 2:
        return None
    pairs = distance_counts(view.links[inside][:, inside])
    return float((pairs * np.arange(len(pairs))).sum() / (n * (n - 1)))


def load_loops() -> None:
    """Load the compiled loops, compiling them the first time, so that no request has to wait for it."""
    if available():
        kernels()
    measure(Network())
