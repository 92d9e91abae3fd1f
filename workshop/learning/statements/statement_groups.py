"""Whether a room falls into groups of opinion: drawn only if the same groups come back when people are drawn anew.

In rooms of forty the labels of people moved from draw to draw, while what all agree on hardly moved. So below sixty
voters there are no groups, above it only stable ones, and the result holds nothing by which a person could be told
"you belong to": counts, and places without names.

The two directions in which a room's answers differ most, with gaps in the answers.

Sorting points into a few heaps, how clearly they lie apart, and how far two sortings agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workshop.learning.statements.statements import Grid, Tally, Votes, group_consensus, tally
from workshop.model.privacy import MIN_GROUP

DIMENSIONS = 2
FLAT = 1e-9  # of the largest possible: below this there is no difference to speak of


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """`directions`: statements' weights, one row a direction, unit length, the largest weight positive.
    `share`: of all variance, a figure a direction. `means`: a statement's mean answer, which stood in for gaps.
    `places`: people × directions, stretched for those who answered few statements."""

    directions: Grid
    share: Grid
    means: Grid
    places: Grid

    @property
    def flat(self) -> bool:
        """Whether everybody answered alike, so that there is no direction."""
        return not len(self.directions)


def principal_components(votes: Votes) -> PrincipalComponents:
    """Along which directions do people's answers differ most?

    A gap takes the mean answer to its statement (0 where nobody answered), the means are subtracted, and the first
    two right singular vectors are the directions; directions without variance are left out. A place is the centred
    row projected, times √(statements / answered), since a gap pulls to the middle. Nobody: nothing.
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
    """A heap's number for every point, and the heaps' middles."""

    labels: Labels
    middles: Grid


def kmeans(points: Grid, count: int, random: np.random.Generator) -> KMeans:
    """k-means: heaps whose points are nearest to their own middle; the best of eight spread-out starts.

    Sources: Lloyd 1982; Arthur & Vassilvitskii 2007 (starts). ValueError with fewer points than heaps.
    """
    if len(points) < count:
        raise ValueError(f"{len(points)} points for {count} heaps")
    found = [_settle(points, _spread(points, count, random)) for _ in range(STARTS)]
    return min(found, key=lambda one: float(((points - one.middles[one.labels]) ** 2).sum()))


def nearest(points: Grid, middles: Grid) -> Labels:
    """The number of the nearest middle for every point; ties to the lower number."""
    labels: Labels = _squares(points, middles).argmin(axis=1)
    return labels


def silhouette(points: Grid, labels: Labels) -> float:
    """How clearly do the heaps lie apart? Mean over points of (b − a) / max(a, b), −1 … 1.

    a is the mean distance to the others of the own heap, b that to the nearest other heap; a point alone counts 0.
    One heap gives 0. Source: Rousseeuw 1987.
    """
    heaps = np.unique(labels)
    if len(heaps) < 2:
        return 0.0
    far = np.sqrt(np.maximum(_squares(points, points), 0.0))
    sizes = np.array([(labels == heap).sum() for heap in heaps])
    sums = np.stack([far[:, labels == heap].sum(axis=1) for heap in heaps], axis=1)
    own = np.searchsorted(heaps, labels)
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
    """How far do two sortings of the same points agree? 1 the same, 0 as by lot.

    Two sortings that both put everything into one heap, or every point apart, agree: 1. Source: Hubert & Arabie 1985.
    """
    _, one = np.unique(left, return_inverse=True)
    _, other = np.unique(right, return_inverse=True)
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1), dtype=np.int64)
    np.add.at(table, (one, other), 1)
    both = float(_pairs(table).sum())
    rows, columns = float(_pairs(table.sum(axis=1)).sum()), float(_pairs(table.sum(axis=0)).sum())
    every = len(left) * (len(left) - 1) / 2
    by_lot = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == by_lot else (both - by_lot) / (most - by_lot)


def _pairs(counts: Labels) -> Grid:
    return counts * (counts - 1) / 2


def _squares(points: Grid, middles: Grid) -> Grid:
    grid: Grid = ((points[:, None, :] - middles[None, :, :]) ** 2).sum(axis=2)
    return grid


def _spread(points: Grid, count: int, random: np.random.Generator) -> Grid:
    """Starts far from one another: each next one by lot, the farther the likelier."""
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
                points[labels == heap].mean(axis=0) if (labels == heap).any() else middles[heap]
                for heap in range(len(middles))
            ]
        )
        again = nearest(points, middles)
        if (again == labels).all():
            break
        labels = again
    return KMeans(labels, middles)


LEAST_VOTERS = 60
LEAST_AGREEMENT = 0.7  # mean adjusted Rand between the groups and those of people drawn anew
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
    """One group: its number of people, their places (sorted, nobody's in particular), and its answers."""

    people: int
    places: tuple[tuple[float, float], ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Opinions:
    """The groups, the largest first, or why there are none. `voters` answered enough statements to be placed.

    `agreement` is the mean adjusted Rand over draws, None if it was not reached; `consensus` is group-aware, a figure
    a statement in the order asked, empty without groups; `share` is of all differences what the two directions hold.
    """

    voters: int
    people: int
    groups: tuple[OpinionGroup, ...]
    why_not: WhyNot | None
    agreement: float | None
    consensus: tuple[float, ...]
    share: float


def opinion_groups(votes: Votes, draws: int = DRAWS, seed: int = 5) -> Opinions:
    """Does the room fall into groups that come back when people are drawn anew?

    Voters who answered at least seven statements (or all) are placed by two directions (`principal_components`) and sorted into
    2 … 5 heaps, as many as lie apart most clearly (silhouette). Then, `draws` times, as many voters are drawn with
    replacement, directions and heaps made anew in the same way, and every voter put to the nearest heap; the mean
    adjusted Rand with the first sorting must reach 0.7. Sources: Efron 1979 (drawing anew); Hennig 2007.
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
    found = principal_components(voters)
    if found.flat or len(np.unique(found.places.round(9), axis=0)) < 2:
        return without(WhyNot.ALL_ALIKE)
    random = np.random.default_rng(seed)
    sorting = _clearest(found, random)
    agreement = _agreement(voters, sorting, draws, random)
    share = float(found.share.sum())
    if agreement < LEAST_AGREEMENT:
        return without(WhyNot.UNSTABLE, agreement, share)
    sizes = np.bincount(sorting.labels)
    if sizes[sizes > 0].min() < MIN_GROUP:
        return without(WhyNot.SMALL_GROUP, agreement, share)
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], label))
    return Opinions(
        voters.people,
        votes.people,
        tuple(_group(voters, found, sorting, label) for label in order),
        None,
        agreement,
        group_consensus(voters, [int(label) for label in sorting.labels]),
        share,
    )


def _clearest(found: PrincipalComponents, random: np.random.Generator) -> KMeans:
    different = len(np.unique(found.places.round(9), axis=0))
    sortings = [kmeans(found.places, count, random) for count in range(2, min(MOST_GROUPS, different) + 1)]
    return max(sortings, key=lambda one: silhouette(found.places, one.labels))


def _agreement(voters: Votes, sorting: KMeans, draws: int, random: np.random.Generator) -> float:
    values = []
    for _ in range(draws):
        drawn = Votes(voters.statements, voters.grid[random.integers(voters.people, size=voters.people)])
        found = principal_components(drawn)
        if found.flat or len(np.unique(found.places.round(9), axis=0)) < 2:
            values.append(0.0)
            continue
        again = _clearest(found, random)
        values.append(adjusted_rand(sorting.labels, nearest(_placed(voters, found), again.middles)))
    return float(np.mean(values))


def _placed(voters: Votes, found: PrincipalComponents) -> np.typing.NDArray[np.float64]:
    """The voters among the directions of other people."""
    known = ~np.isnan(voters.grid)
    centred = np.where(known, voters.grid - found.means, 0.0)
    stretch = np.sqrt(len(voters.statements) / known.sum(axis=1))
    places: np.typing.NDArray[np.float64] = centred @ found.directions.T * stretch[:, None]
    return places


def _group(voters: Votes, found: PrincipalComponents, sorting: KMeans, label: int) -> OpinionGroup:
    inside = sorting.labels == label
    places = found.places[inside]
    flat = np.column_stack([places, np.zeros((len(places), 2 - places.shape[1]))])
    return OpinionGroup(
        int(inside.sum()),
        tuple(sorted((float(x), float(y)) for x, y in flat)),
        tally(Votes(voters.statements, voters.grid[inside])),
    )
