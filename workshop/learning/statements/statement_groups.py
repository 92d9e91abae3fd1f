"""Opinion groups by PCA and k-means, drawn only if they are stable under the bootstrap.

In rooms of forty the labels of people moved from resample to resample, while what all agree on hardly moved. So below
sixty voters there are no groups, above it only stable ones, and the result holds nothing by which a person could be
told "you belong to": counts, and positions without names.

The parts are here too: PCA of votes with missing answers, k-means with k-means++ starts, the silhouette, and the
adjusted Rand index of two clusterings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workshop.learning.statements.statements import Grid, Tally, Votes, group_consensus, tally
from workshop.model.privacy import MIN_GROUP

DIMENSIONS = 2
FLAT = 1e-9  # of the largest possible singular value: below this a component has no variance


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """`directions`: loadings of the statements, one row a component, unit length, the largest loading positive.
    `share`: explained variance ratio of each component. `means`: a statement's mean answer, imputed for missing ones.
    `places`: scores, people × components, stretched for those who answered few statements.
    """

    directions: Grid
    share: Grid
    means: Grid
    places: Grid

    @property
    def flat(self) -> bool:
        """Whether everybody answered alike, so that there is no component."""
        return not len(self.directions)


def principal_components(votes: Votes) -> PrincipalComponents:
    """PCA of the votes: along which directions do people's answers differ most?

    A missing answer is imputed by the mean answer to its statement (0 where nobody answered), the means are subtracted,
    and the first two right singular vectors are the directions; directions without variance are left out. A score is
    the centred row projected, times √(statements / answered), since imputation pulls to the middle. Nobody: nothing.
    Source: principal components by singular values, Jolliffe 2002, chapter 3; the stretching after Small and others
    2021.
    """
    grid = votes.grid
    people, statements = grid.shape
    known = ~np.isnan(grid)
    counts = known.sum(axis=0)
    means = np.where(known, grid, 0.0).sum(axis=0) / np.maximum(counts, 1)
    centred = np.where(known, grid, means) - means
    if not people or not statements:
        return PrincipalComponents(np.zeros((0, statements)), np.zeros(0), means, np.zeros((people, 0)))
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    kept = int((sizes[:DIMENSIONS] > FLAT * np.sqrt(people * statements)).sum())
    chosen = directions[:kept]
    signs = np.sign(chosen[np.arange(kept), np.abs(chosen).argmax(axis=1)]) if kept else np.zeros(0)
    chosen = chosen * signs[:, None]
    variance = sizes**2
    stretch = np.sqrt(statements / np.maximum(known.sum(axis=1), 1))
    places = centred @ chosen.T * stretch[:, None]
    share = variance[:kept] / variance.sum() if kept else np.zeros(0)
    return PrincipalComponents(chosen, share, means, places)


Labels = NDArray[np.int64]
STARTS, ROUNDS = 8, 60


@dataclass(frozen=True, eq=False)
class KMeans:
    """The cluster number of every point (`labels`), and the cluster centres (`middles`)."""

    labels: Labels
    middles: Grid


def kmeans(points: Grid, count: int, random: np.random.Generator) -> KMeans:
    """k-means clustering by Lloyd's algorithm: the best (least squares within) of eight k-means++ starts.

    Sources: Lloyd 1982; Arthur & Vassilvitskii 2007 (k-means++). ValueError with fewer points than clusters.
    """
    if len(points) < count:
        raise ValueError(f"{len(points)} points for {count} heaps")
    runs = [_settle(points, _spread(points, count, random)) for _ in range(STARTS)]
    return min(runs, key=lambda run: float(((points - run.middles[run.labels]) ** 2).sum()))


def nearest(points: Grid, middles: Grid) -> Labels:
    """The number of the nearest centre for every point; ties to the lower number."""
    labels: Labels = _squares(points, middles).argmin(axis=1)
    return labels


def silhouette(points: Grid, labels: Labels) -> float:
    """Mean silhouette width: how clearly are the clusters separated? Mean over points of (b − a) / max(a, b), −1 … 1.

    a is the mean distance to the others of the own cluster, b that to the nearest other cluster; a point alone counts
    0. One cluster gives 0. Source: Rousseeuw 1987.
    """
    clusters = np.unique(labels)
    if len(clusters) < 2:
        return 0.0
    far = np.sqrt(np.maximum(_squares(points, points), 0.0))
    sizes = np.array([(labels == cluster).sum() for cluster in clusters])
    sums = np.stack([far[:, labels == cluster].sum(axis=1) for cluster in clusters], axis=1)
    own = np.searchsorted(clusters, labels)
    rows = np.arange(len(points))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / sizes
    others[rows, own] = np.inf
    outside = others.min(axis=1)
    widest = np.maximum(inside, outside)
    value = np.where(
        (sizes[own] > 1) & (widest > 0), (outside - inside) / np.where(widest > 0, widest, 1), 0.0
    )
    return float(value.mean())


def adjusted_rand(left: Labels, right: Labels) -> float:
    """Adjusted Rand index: how far do two clusterings of the same points agree? 1 the same, 0 as by chance.

    Two clusterings that both put everything into one cluster, or every point apart, agree: 1. Source: Hubert & Arabie
    1985.
    """
    _, first = np.unique(left, return_inverse=True)
    _, second = np.unique(right, return_inverse=True)
    table = np.zeros((first.max(initial=0) + 1, second.max(initial=0) + 1), dtype=np.int64)
    np.add.at(table, (first, second), 1)
    both = float(_pairs(table).sum())
    rows, columns = float(_pairs(table.sum(axis=1)).sum()), float(_pairs(table.sum(axis=0)).sum())
    every = len(left) * (len(left) - 1) / 2
    by_chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == by_chance else (both - by_chance) / (most - by_chance)


def _pairs(counts: Labels) -> Grid:
    return counts * (counts - 1) / 2


def _squares(points: Grid, middles: Grid) -> Grid:
    grid: Grid = ((points[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
    return grid


def _spread(points: Grid, count: int, random: np.random.Generator) -> Grid:
    """k-means++ starts: each next one is drawn with probability proportional to the squared distance to the nearest so
    far."""
    chosen = [int(random.integers(len(points)))]
    while len(chosen) < count:
        far = _squares(points, points[chosen]).min(axis=1)
        total = float(far.sum())
        weights = far / total if total > 0 else np.full(len(points), 1 / len(points))
        chosen.append(int(random.choice(len(points), p=weights)))
    return points[chosen].copy()


def _settle(points: Grid, middles: Grid) -> KMeans:
    labels = nearest(points, middles)
    for _ in range(ROUNDS):
        middles = np.stack(
            [
                points[labels == cluster].mean(axis=0) if (labels == cluster).any() else middles[cluster]
                for cluster in range(len(middles))
            ]
        )
        again = nearest(points, middles)
        if (again == labels).all():
            break
        labels = again
    return KMeans(labels, middles)


LEAST_VOTERS = 60
LEAST_AGREEMENT = 0.7  # mean adjusted Rand index between the groups and those of the resamples
ENOUGH_ANSWERS = 7  # statements a voter must have answered, or all of them if they are fewer
MOST_GROUPS = 5
DRAWS = 50


class WhyNot(StrEnum):
    """Why no groups are drawn."""

    TOO_FEW_STATEMENTS = "too_few_statements"
    TOO_FEW_VOTERS = "too_few_voters"
    ALL_ALIKE = "all_alike"
    SMALL_GROUP = "small_group"
    UNSTABLE = "unstable"


@dataclass(frozen=True)
class OpinionGroup:
    """One group: its number of people, their positions (sorted, nobody's in particular), and its answers."""

    people: int
    places: tuple[tuple[float, float], ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Opinions:
    """The groups, the largest first, or why there are none. `voters` answered enough statements to be placed.

    `agreement` is the mean adjusted Rand index over resamples, None if it was not computed; `consensus` is group-aware,
    one value a statement in the order asked, empty without groups; `share` is the variance the two components explain.
    """

    voters: int
    people: int
    groups: tuple[OpinionGroup, ...]
    why_not: WhyNot | None
    agreement: float | None
    consensus: tuple[float, ...]
    share: float


def opinion_groups(votes: Votes, draws: int = DRAWS, seed: int = 5) -> Opinions:
    """Cluster stability by bootstrap: does the room fall into groups that come back when people are resampled?

    Voters who answered at least seven statements (or all) are placed by two components (`principal_components`) and
    clustered into 2 … 5 groups, the number with the largest silhouette. Then, `draws` times, as many voters are drawn
    with replacement, components and clusters made anew in the same way, and every voter assigned to the nearest
    cluster; the mean adjusted Rand index with the first clustering must reach 0.7. Sources: Efron 1979 (bootstrap);
    Hennig 2007.
    """
    enough = min(ENOUGH_ANSWERS, len(votes.statements))
    chosen = votes.grid[(~np.isnan(votes.grid)).sum(axis=1) >= max(enough, 1)]
    voters = Votes(votes.statements, chosen)

    def without(reason: WhyNot, agreement: float | None = None, share: float = 0.0) -> Opinions:
        return Opinions(voters.people, votes.people, (), reason, agreement, (), share)

    if len(votes.statements) < 2:
        return without(WhyNot.TOO_FEW_STATEMENTS)
    if voters.people < LEAST_VOTERS:
        return without(WhyNot.TOO_FEW_VOTERS)
    components = principal_components(voters)
    if components.flat or len(np.unique(components.places.round(9), axis=0)) < 2:
        return without(WhyNot.ALL_ALIKE)
    random = np.random.default_rng(seed)
    clustering = _clearest(components, random)
    agreement = _agreement(voters, clustering, draws, random)
    share = float(components.share.sum())
    if agreement < LEAST_AGREEMENT:
        return without(WhyNot.UNSTABLE, agreement, share)
    sizes = np.bincount(clustering.labels)
    if sizes[sizes > 0].min() < MIN_GROUP:
        return without(WhyNot.SMALL_GROUP, agreement, share)
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], label))
    return Opinions(
        voters.people,
        votes.people,
        tuple(_group(voters, components, clustering, label) for label in order),
        None,
        agreement,
        group_consensus(voters, [int(label) for label in clustering.labels]),
        share,
    )


def _clearest(components: PrincipalComponents, random: np.random.Generator) -> KMeans:
    different = len(np.unique(components.places.round(9), axis=0))
    clusterings = [
        kmeans(components.places, count, random) for count in range(2, min(MOST_GROUPS, different) + 1)
    ]
    return max(clusterings, key=lambda clustering: silhouette(components.places, clustering.labels))


def _agreement(voters: Votes, clustering: KMeans, draws: int, random: np.random.Generator) -> float:
    values = []
    for _ in range(draws):
        drawn = Votes(voters.statements, voters.grid[random.integers(voters.people, size=voters.people)])
        components = principal_components(drawn)
        if components.flat or len(np.unique(components.places.round(9), axis=0)) < 2:
            values.append(0.0)
            continue
        again = _clearest(components, random)
        values.append(adjusted_rand(clustering.labels, nearest(_placed(voters, components), again.middles)))
    return float(np.mean(values))


def _placed(voters: Votes, components: PrincipalComponents) -> np.typing.NDArray[np.float64]:
    """Voters projected on the components of a resample."""
    known = ~np.isnan(voters.grid)
    centred = np.where(known, voters.grid - components.means, 0.0)
    stretch = np.sqrt(len(voters.statements) / known.sum(axis=1))
    places: np.typing.NDArray[np.float64] = centred @ components.directions.T * stretch[:, None]
    return places


def _group(voters: Votes, components: PrincipalComponents, clustering: KMeans, label: int) -> OpinionGroup:
    inside = clustering.labels == label
    places = components.places[inside]
    flat = np.column_stack([places, np.zeros((len(places), 2 - places.shape[1]))])
    return OpinionGroup(
        int(inside.sum()),
        tuple(sorted((float(x), float(y)) for x, y in flat)),
        tally(Votes(voters.statements, voters.grid[inside])),
    )
