"""Within-group agreement (r_wg) and average deviation of the raters of one community, from six raters on.

With three raters a third of all random answer patterns already look like agreement, so below six nothing is
computed; from six on the index stands beside the exact probability of reaching the usual threshold by chance. Where the
index is below zero the raters form two camps, and the camps are shown instead of a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from math import factorial

from workshop.model.rating import Rating

MIN_RATERS_FOR_AGREEMENT = 6
VIGNETTE = "vignette:"


def rwg(levels: Sequence[int], points: int = 4) -> float:
    """Within-group agreement index r_wg: 1 - s² / ((A² - 1) / 12), A the number of scale points, s² with n - 1.

    1 is full agreement, 0 what random answers give on average; below 0 the raters stand in two camps (it is
    not clipped). Needs two levels or more (ValueError). Source: O'Neill 2017, Frontiers in Psychology 8:777.

    >>> round(rwg([1, 2, 2, 1, 2]), 2)
    0.76
    """
    count = len(levels)
    if count < 2:
        raise ValueError("agreement needs two levels or more")
    mean = sum(levels) / count
    variance = sum((level - mean) ** 2 for level in levels) / (count - 1)
    return 1 - variance / ((points**2 - 1) / 12)


def average_deviation(levels: Sequence[int]) -> float:
    """Average deviation index (AD): the raters' mean distance from their mean, Σ|x - mean| / n, in levels.

    0 is full agreement; on four points 1.5 is the most. Needs two levels or more (ValueError). It says the same as
    rwg in the scale's own unit, so that it can be read without a rule. Source: O'Neill 2017, as above.

    >>> round(average_deviation([1, 2, 2, 1, 2]), 2)
    0.48
    """
    count = len(levels)
    if count < 2:
        raise ValueError("agreement needs two levels or more")
    mean = sum(levels) / count
    return sum(abs(level - mean) for level in levels) / count


Camps = tuple[tuple[int, ...], tuple[int, ...]]


def two_camps(levels: Sequence[int], points: int = 4) -> Camps | None:
    """Exact 2-means clustering in one dimension: the raters' two groups, each ascending; None unless rwg is below 0.

    Of all ways to cut the ordered levels in two, the one with the least squares within the two groups (exact: on a
    line the best two groups are always a cut). Equal levels are never separated; of two equally good cuts the
    lower one counts. Needs two levels or more (ValueError).

    >>> two_camps([3, 0, 0, 3, 1, 3])
    ((0, 0, 1), (3, 3, 3))
    >>> two_camps([1, 2, 2, 1, 2]) is None
    True
    """
    if rwg(levels, points) >= 0:
        return None
    ordered = sorted(levels)
    total, below, best, cut = sum(ordered), 0, Fraction(-1), 0
    for place in range(1, len(ordered)):
        below += ordered[place - 1]
        if ordered[place - 1] == ordered[place]:
            continue
        # Least squares within is most squares between; in integers, so that ties compare equal.
        between = Fraction(below * below, place) + Fraction((total - below) ** 2, len(ordered) - place)
        if between > best:
            best, cut = between, place
    return tuple(ordered[:cut]), tuple(ordered[cut:])


@cache
def chance_of_agreement(raters: int, points: int = 4) -> float:
    """Exact null probability that `raters` (two or more) answering at random reach rwg >= 0.70 on a scale of `points`.

    Every answer pattern is counted; patterns that differ only in who answered are counted together.

    >>> round(chance_of_agreement(3), 4)
    0.3438
    """
    if raters < 2:
        raise ValueError("agreement needs two raters or more")
    reached = 0
    for counts in _splits(raters, points):
        total = sum(level * count for level, count in enumerate(counts))
        squares = sum(level * level * count for level, count in enumerate(counts))
        # rwg >= 0.70 in integers, so that no pattern on the boundary is lost to rounding.
        if 40 * (raters * squares - total * total) <= (points**2 - 1) * raters * (raters - 1):
            ways = factorial(raters)
            for count in counts:
                ways //= factorial(count)
            reached += ways
    patterns: int = points**raters
    return reached / patterns


def is_connected(ratings: Iterable[Rating]) -> bool | None:
    """Whether the bipartite graph of raters and what they rated is connected; None when nobody gave a level.

    Only then can strict raters be told from communities that stand lower: a rater who has rated nothing in common with
    anybody else cannot be corrected for. Shared vignettes are what joins raters.
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    joined = {(rating.rater, rating.community) for rating in ratings if rating.level is not None}
    for rater, community in joined:
        parent[root(f"rater {rater}")] = root(f"target {community}")
    return len({root(node) for node in list(parent)}) == 1 if parent else None


def _splits(total: int, parts: int) -> Iterable[tuple[int, ...]]:
    """All compositions of `total` into `parts` terms, zeros allowed, order counting."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)
