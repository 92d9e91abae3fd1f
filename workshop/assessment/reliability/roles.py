"""Role differences, tested by sign-flip permutation, and community levels adjusted for roles by least squares.

Do people in different roles see the same communities differently? A secretary and a resident who differ are a finding
to talk about. That one role rates higher everywhere is another: it is subtracted before two communities whose raters
hold different roles are compared.

The sign-flip test asks whether paired differences this far on one side could be chance. If two roles saw things alike,
each community's difference could as well have had the other sign; all signs are tried. No distribution of the
differences is assumed, but few pairs can never show much: the smallest two-sided p is 2 / 2^n, which for five pairs is
0.0625. Below six pairs there is therefore no p.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm

import numpy as np

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.agreement import MIN_RATERS_FOR_AGREEMENT, VIGNETTE
from workshop.model.rating import Rating

FEWEST_PAIRS = 6
MOST_STEPS = 20_000_000  # pairs times reachable sums
MOST_SIGNS = 20  # pairs whose 2^n patterns are listed
DRAWS = 9_999
SEED = 20230219


@dataclass(frozen=True)
class SignFlip:
    """`p` is two-sided; `exact` when every sign pattern was counted, else it is a Monte Carlo estimate with a fixed
    seed."""

    p: float
    pairs: int
    exact: bool


def sign_flip(differences: Sequence[int | Fraction]) -> SignFlip | None:
    """Sign-flip permutation test: the share of all 2^n sign patterns whose sum is at least as far from 0 as observed.

    Exact by counting reachable sums (differences of levels have few), by listing up to 2^20 patterns otherwise;
    beyond both from 9,999 seeded draws, the observed pattern counted as one more. None with fewer than six differences.
    A difference of 0 counts as a pair and takes no side. Source: Fisher 1935, The Design of Experiments, section 21.

    >>> sign_flip([1] * 6).p, sign_flip([1] * 5)
    (0.03125, None)
    """
    pairs = len(differences)
    if pairs < FEWEST_PAIRS:
        return None
    integers = _integers(differences)
    seen, sizes = abs(sum(integers)), [abs(size) for size in integers if size]
    if not seen:
        return SignFlip(1.0, pairs, True)
    if len(sizes) * sum(sizes) <= MOST_STEPS:
        return SignFlip(_counted(sizes, seen), pairs, True)
    if len(sizes) <= MOST_SIGNS:
        return SignFlip(_listed(sizes, seen), pairs, True)
    return SignFlip(_drawn(sizes, seen), pairs, False)


def _integers(differences: Sequence[int | Fraction]) -> list[int]:
    """The differences as integers in their smallest common unit, so that equal sums compare equal."""
    unit = lcm(*(one.denominator for one in differences))
    integers = [int(one * unit) for one in differences]
    divisor = gcd(*integers) or 1
    return [one // divisor for one in integers]


def _counted(sizes: Sequence[int], seen: int) -> float:
    """Exact p by dynamic programming over the sums of the positive differences; the distribution is symmetric."""
    total = sum(sizes)
    chance = np.zeros(total + 1)
    chance[0] = 1.0
    reached = 0
    for size in sizes:
        chance[: reached + size + 1] *= 0.5
        chance[size : reached + size + 1] += chance[: reached + 1].copy()
        reached += size
    # If the positive differences sum to s, all of them sum to 2 s - total.
    sums = 2 * np.arange(total + 1) - total
    return float(min(1.0, chance[np.abs(sums) >= seen].sum()))


def _listed(sizes: Sequence[int], seen: int) -> float:
    sums = [0]
    for size in sizes:
        sums = [*(total + size for total in sums), *(total - size for total in sums)]
    return sum(abs(total) >= seen for total in sums) / len(sums)


def _drawn(sizes: Sequence[int], seen: int) -> float:
    chance = np.random.default_rng(SEED)
    lengths = np.array([size / seen for size in sizes])
    bits = np.frombuffer(chance.bytes(DRAWS * len(sizes) // 8 + 1), dtype=np.uint8)
    positive = np.unpackbits(bits)[: DRAWS * len(sizes)].reshape(DRAWS, len(sizes))
    # A sum equal to the observed one must count in spite of rounding.
    hits = int((np.abs(2 * (positive @ lengths) - lengths.sum()) >= 1 - 1e-9).sum())
    return (hits + 1) / (DRAWS + 1)


TOO_FEW_COMMUNITIES = "too_few_communities"
TOO_FEW_RATERS = "too_few_raters"

Cells = dict[tuple[str, str], dict[str, tuple[int, int]]]  # (community, dimension) to role to sum and count
Gaps = dict[tuple[str, str, str | None], dict[str, int]]  # (one, other, dimension) to community to difference


@dataclass(frozen=True)
class RoleDifference:
    """How much higher role `one` sees a dimension than role `other`, over the communities that have both.

    `dimension` None: the stage dimensions together. `mean` in levels, over `n` communities; `by_community` the
    differences it is the mean of. `p` of the sign-flip test, or None and `why` (too_few_communities, too_few_raters).
    `exact` is False when p was drawn. Many such tests stand side by side: one in twenty is below 0.05 by chance.
    """

    dimension: str | None
    one: str
    other: str
    mean: float
    n: int
    by_community: tuple[tuple[str, float], ...]
    raters_one: int
    raters_other: int
    p: float | None
    exact: bool
    why: str | None


@dataclass(frozen=True)
class RoleAdjusted:
    """Community levels adjusted for the average effect of the raters' roles; role effects sum to 0."""

    communities: tuple[tuple[str, float], ...]
    roles: tuple[tuple[str, float], ...]


def role_differences(ratings: Iterable[Rating], rubric: Rubric) -> tuple[RoleDifference, ...]:
    """Every pair of roles, first over the stage dimensions together, then dimension by dimension.

    In one community a role's level of a dimension is the *mean* of its raters' levels, as in that community's own role
    gaps (`scoring.role_level` says why). Together: the mean of the differences over the stage dimensions both roles know. Pairs no community
    has in common, raters without a role and shared vignettes are left out. p only from six communities and six
    raters on.
    """
    cells, raters = _cells(ratings)
    unit = lcm(*(count for roles in cells.values() for _, count in roles.values())) if cells else 1
    stage = [dimension.id for dimension in rubric.on_axis("stage")]
    dimensions_unit = lcm(*range(1, len(stage) + 1))
    gaps = _gaps(cells, unit * dimensions_unit)
    for (one, other), together in _together(gaps, stage).items():
        gaps[one, other, None] = together
    order: list[str | None] = [None, *(dimension.id for dimension in rubric.dimensions)]
    differences: list[RoleDifference] = []
    for one, other in combinations(sorted(raters), 2):
        for dimension in order:
            gap = gaps.get((one, other, dimension))
            if gap:
                differences.append(_difference(dimension, one, other, gap, unit * dimensions_unit, raters))
    return tuple(differences)


def role_adjusted(values: Sequence[tuple[str, str, float]]) -> RoleAdjusted | None:
    """Least squares of the additive model value = community + role (two-way, no interaction), role effects centred on
    0.

    `values` are (community, role, value). The result says where a community would stand if every role were asked there.
    None where that is not identified: no values, or communities and roles do not form a connected graph. Solved by the
    within transformation: with the community means removed, only the few role effects remain.

    >>> role_adjusted([("A", "x", 2.5), ("A", "y", 1.5), ("B", "x", 3.0), ("C", "y", 1.0)]).communities
    (('A', 2.0), ('B', 2.5), ('C', 1.5))
    """
    communities = sorted({community for community, _, _ in values})
    roles = sorted({role for _, role, _ in values})
    if not values:
        return None
    place = {role: index for index, role in enumerate(roles)}
    row = {community: index for index, community in enumerate(communities)}
    counts = np.zeros((len(communities), len(roles)))
    sums = np.zeros_like(counts)
    for community, role, value in values:
        counts[row[community], place[role]] += 1
        sums[row[community], place[role]] += value
    size = counts.sum(axis=1, keepdims=True)
    mean = sums.sum(axis=1, keepdims=True) / size
    normal = np.diag(counts.sum(axis=0)) - counts.T @ (counts / size)
    # The rank is one less than the number of roles exactly when the graph of communities and roles is connected.
    if np.linalg.matrix_rank(normal) < len(roles) - 1:
        return None
    effects = np.linalg.pinv(normal, hermitian=True) @ (sums - counts * mean).sum(axis=0)
    effects -= effects.mean()
    levels = ((sums - counts * effects).sum(axis=1) / size[:, 0]).round(12)
    return RoleAdjusted(
        tuple(zip(communities, levels.tolist(), strict=True)),
        tuple(zip(roles, effects.round(12).tolist(), strict=True)),
    )


def roles_taken_out(ratings: Iterable[Rating]) -> RoleAdjusted | None:
    """`role_adjusted` of raters' own means: where communities would stand if every role were asked in each.

    A rater's value is their mean over the dimensions they know. Vignettes and raters without a role are left out. None
    as in `role_adjusted`, with a single role or community, and below six raters, where an effect is mostly chance.
    """
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for rating in ratings:
        if rating.level is not None and rating.role and not rating.community.startswith(VIGNETTE):
            key = (rating.community, rating.role, rating.rater)
            total, count = sums.get(key, (0, 0))
            sums[key] = (total + rating.level, count + 1)
    values = [(community, role, total / count) for (community, role, _), (total, count) in sums.items()]
    raters = {rater for _, _, rater in sums}
    several = min(len({value[0] for value in values}), len({value[1] for value in values})) > 1
    return role_adjusted(values) if several and len(raters) >= MIN_RATERS_FOR_AGREEMENT else None


def _cells(ratings: Iterable[Rating]) -> tuple[Cells, dict[str, set[str]]]:
    """Sums and counts of known levels, and who holds which role."""
    cells: Cells = defaultdict(dict)
    raters: dict[str, set[str]] = defaultdict(set)
    for rating in ratings:
        if rating.level is None or not rating.role or rating.community.startswith(VIGNETTE):
            continue
        roles = cells[rating.community, rating.dimension]
        total, count = roles.get(rating.role, (0, 0))
        roles[rating.role] = (total + rating.level, count + 1)
        raters[rating.role].add(rating.rater)
    return cells, raters


def _gaps(cells: Cells, unit: int) -> Gaps:
    """Differences of role means in integer `unit`ths of a level: exact, so that the test sees equal sums as equal."""
    gaps: Gaps = defaultdict(dict)
    for (community, dimension), roles in cells.items():
        means = {role: unit * total // count for role, (total, count) in roles.items()}
        for one, other in combinations(sorted(means), 2):
            gaps[one, other, dimension][community] = means[one] - means[other]
    return gaps


def _together(gaps: Gaps, stage: Sequence[str]) -> dict[tuple[str, str], dict[str, int]]:
    """The mean difference over the stage dimensions a community's two roles both know."""
    known: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (one, other, dimension), by_community in gaps.items():
        if dimension in stage:
            for community, difference in by_community.items():
                known[one, other][community].append(difference)
    return {
        pair: {community: sum(each) // len(each) for community, each in by_community.items()}
        for pair, by_community in known.items()
    }


def _difference(
    dimension: str | None,
    one: str,
    other: str,
    gap: dict[str, int],
    unit: int,
    raters: dict[str, set[str]],
) -> RoleDifference:
    enough = len(raters[one] | raters[other]) >= MIN_RATERS_FOR_AGREEMENT
    tested = sign_flip(list(gap.values())) if enough else None
    why = None if tested else TOO_FEW_RATERS
    if len(gap) < FEWEST_PAIRS:
        why = TOO_FEW_COMMUNITIES
    return RoleDifference(
        dimension=dimension,
        one=one,
        other=other,
        mean=sum(gap.values()) / unit / len(gap),
        n=len(gap),
        by_community=tuple(_levels(gap, unit)),
        raters_one=len(raters[one]),
        raters_other=len(raters[other]),
        p=tested.p if tested else None,
        exact=tested is None or tested.exact,
        why=why,
    )


def _levels(gap: dict[str, int], unit: int) -> Iterator[tuple[str, float]]:
    for community in sorted(gap):
        yield community, gap[community] / unit
