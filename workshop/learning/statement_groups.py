"""Whether a room falls into groups of opinion: drawn only if the same groups come back when people are drawn anew.

In rooms of forty the labels of people moved from draw to draw, while what all agree on hardly moved. So below sixty
voters there are no groups, above it only stable ones, and the result holds nothing by which a person could be told
"you belong to": counts, and places without names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from workshop.learning.clusters import Sorting, adjusted_rand, nearest, silhouette, sort_into
from workshop.learning.components import Components, components
from workshop.learning.statements import Tally, Votes, group_consensus, tally
from workshop.model.privacy import MIN_GROUP

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
class Group:
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
    groups: tuple[Group, ...]
    why_not: WhyNot | None
    agreement: float | None
    consensus: tuple[float, ...]
    share: float


def opinion_groups(votes: Votes, draws: int = DRAWS, seed: int = 5) -> Opinions:
    """Does the room fall into groups that come back when people are drawn anew?

    Voters who answered at least seven statements (or all) are placed by two directions (`components`) and sorted into
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
    found = components(voters)
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


def _clearest(found: Components, random: np.random.Generator) -> Sorting:
    different = len(np.unique(found.places.round(9), axis=0))
    sortings = [sort_into(found.places, count, random) for count in range(2, min(MOST_GROUPS, different) + 1)]
    return max(sortings, key=lambda one: silhouette(found.places, one.labels))


def _agreement(voters: Votes, sorting: Sorting, draws: int, random: np.random.Generator) -> float:
    values = []
    for _ in range(draws):
        drawn = Votes(voters.statements, voters.grid[random.integers(voters.people, size=voters.people)])
        found = components(drawn)
        if found.flat or len(np.unique(found.places.round(9), axis=0)) < 2:
            values.append(0.0)
            continue
        again = _clearest(found, random)
        values.append(adjusted_rand(sorting.labels, nearest(_placed(voters, found), again.middles)))
    return float(np.mean(values))


def _placed(voters: Votes, found: Components) -> np.typing.NDArray[np.float64]:
    """The voters among the directions of other people."""
    known = ~np.isnan(voters.grid)
    centred = np.where(known, voters.grid - found.means, 0.0)
    stretch = np.sqrt(len(voters.statements) / known.sum(axis=1))
    places: np.typing.NDArray[np.float64] = centred @ found.directions.T * stretch[:, None]
    return places


def _group(voters: Votes, found: Components, sorting: Sorting, label: int) -> Group:
    inside = sorting.labels == label
    places = found.places[inside]
    flat = np.column_stack([places, np.zeros((len(places), 2 - places.shape[1]))])
    return Group(
        int(inside.sum()),
        tuple(sorted((float(x), float(y)) for x, y in flat)),
        tally(Votes(voters.statements, voters.grid[inside])),
    )
