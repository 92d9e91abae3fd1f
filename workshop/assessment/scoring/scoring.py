"""From raters' levels to where a community stands, and what it lacks for the next stage.

The rule: for each dimension the median of those who know (the lower one on ties); a stage is reached when its
gates hold and enough of the answered stage dimensions stand at it. "Don't know" is never 0. A position is
something to discuss: no means, no ranking, and every result keeps the raters' own levels.

A share of hardly anything is not a share: while fewer than two thirds of an axis are known (five of seven stage
dimensions, two of three of vitality), there is no place on it. That is told in words, with what is missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from workshop.assessment.rubric.rubric import STAGES, Axis, Rubric, Stage
from workshop.assessment.scoring.agreement import (
    MIN_RATERS_FOR_AGREEMENT,
    VIGNETTE,
    Camps,
    average_deviation,
    chance_of_agreement,
    rwg,
    two_camps,
)
from workshop.base.errors import InputError
from workshop.model.privacy import MIN_GROUP
from workshop.model.rating import Rating

DISCUSS_FROM = 2  # levels apart
SOME_RATERS = 3  # from this many raters on dots, a median and a range are meaningful
KNOWN, OF = 2, 3  # the part of an axis that must be known before anything is said of the whole: five of seven

Shown = Literal["views", "dots", "agreement"]


@dataclass(frozen=True)
class DimensionResult:
    """One dimension of one community. `levels` are the known answers in ascending order.

    `rwg`, `rwg_chance`, `average_deviation` and `camps` are None below six known answers; `camps` also while rwg is
    not below 0.
    """

    id: str
    axis: Axis
    median: int | None
    levels: tuple[int, ...]
    unknown: int
    range: int | None
    discuss: bool
    rwg: float | None
    rwg_chance: float | None
    average_deviation: float | None
    camps: Camps | None
    by_role: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class NextAnchor:
    """A level to read next: reaching it would be a step towards the next stage."""

    dimension: str
    level: int


@dataclass(frozen=True)
class RoleGap:
    """Two roles see one dimension differently: something to talk about, not an error.

    A role's level is the mean of its raters' (`role_level`), so a gap has the sign and size of that community's part in
    `reliability.roles.role_differences`.
    """

    dimension: str
    high: str
    low: str
    high_level: float
    low_level: float
    gap: float


@dataclass(frozen=True)
class CommunityResult:
    """A community's stage by its raters' answers, with everything it was computed from.

    `raters` are all who answered, be it "don't know". `stage` is None while too few stage dimensions are known
    (`enough_known`); then there is no `between`, no share and nothing to read next, and `missing` says what is not
    known. `between` is the next stage when its gates hold and its share does not. `shares` is the part of the answered
    stage dimensions at or above each stage; `share_at_stage` that of `stage`. `cautions` are codes: few_raters (fewer
    than five knew anything), nothing_known, too_few_known (something, but too little for a stage), gate_unknown,
    hypothesis.
    """

    community: str
    raters: int
    roles: tuple[tuple[str, int], ...]  # how many of each role knew anything
    stage: Stage | None
    between: Stage | None
    share_at_stage: float | None
    shares: tuple[tuple[Stage, float | None], ...]
    gates: tuple[tuple[Stage, bool], ...]
    dimensions: tuple[DimensionResult, ...]
    next_stage: Stage | None
    next_anchors: tuple[NextAnchor, ...]
    missing: tuple[str, ...]  # stage dimensions nobody knows, in the rubric's order
    role_gaps: tuple[RoleGap, ...]
    cautions: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many dimensions the stage rests on when all are known."""
        return sum(result.axis == "stage" for result in self.dimensions)

    @property
    def vitality(self) -> tuple[DimensionResult, ...]:
        """The vitality dimensions; they decide no stage."""
        return tuple(result for result in self.dimensions if result.axis == "vitality")

    @property
    def shown_as(self) -> Shown:
        """The detail the number of raters allows: each view; from three on dots; from six on agreement.

        What counts is how many knew the same dimension: a "don't know" does not add detail.
        """
        known = max((len(result.levels) for result in self.dimensions), default=0)
        if known >= MIN_RATERS_FOR_AGREEMENT:
            return "agreement"
        return "dots" if known >= SOME_RATERS else "views"

    @property
    def hypothesis(self) -> bool:
        """Whether this result names a stage that is a working hypothesis."""
        return "hypothesis" in self.cautions


def assess(ratings: Sequence[Rating], rubric: Rubric) -> tuple[CommunityResult, ...]:
    """Every community in the ratings, in order of name; shared vignettes are not communities.

    Raises InputError `assessment.dimension_unknown` or `assessment.level_unknown` for a rating that does not
    belong to the rubric. A rating is one rater's current answer: hand in only one a rater and dimension.
    """
    known = {dimension.id for dimension in rubric.dimensions}
    by_community: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        if rating.dimension not in known:
            raise InputError("assessment.dimension_unknown", dimension=rating.dimension, rubric=rubric.key)
        if rating.level is not None and rating.level not in range(4):
            raise InputError("assessment.level_unknown", level=rating.level)
        if not rating.community.startswith(VIGNETTE):
            by_community[rating.community].append(rating)
    return tuple(_community(name, by_community[name], rubric) for name in sorted(by_community))


def fewest_known(of: int) -> int:
    """How many of `of` dimensions must be known before a share or a middle of them is formed: two thirds, rounded up.

    >>> fewest_known(7), fewest_known(3), fewest_known(1)
    (5, 2, 1)
    """
    return -(-KNOWN * of // OF)


def enough_known(dimensions: Iterable[DimensionResult]) -> bool:
    """Whether enough of these dimensions (those of one axis) are known for a place on it; not without dimensions."""
    known = [each.median is not None for each in dimensions]
    return bool(known) and sum(known) >= fewest_known(len(known))


def role_level(levels: Sequence[int]) -> Fraction:
    """How one role sees a dimension: the exact mean of its raters' levels, of which there must be one.

    Not the lower median that makes a community's position: a role has one to three raters there, and the lower of two
    would pull down whichever role happens to have two (0 and 3 would read as 0).
    """
    return Fraction(sum(levels), len(levels))


def lower_median(levels: Sequence[int]) -> int | None:
    """Low median: the middle level, the lower of the two middle ones when they differ; None without levels.

    >>> lower_median([1, 2]), lower_median([3, 1, 2]), lower_median([])
    (1, 2, None)
    """
    return sorted(levels)[(len(levels) - 1) // 2] if levels else None


def _community(name: str, ratings: Sequence[Rating], rubric: Rubric) -> CommunityResult:
    by_dimension: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_dimension[rating.dimension].append(rating)
    dimensions = tuple(
        _dimension(dimension.id, dimension.axis, by_dimension[dimension.id])
        for dimension in rubric.dimensions
    )
    medians = {result.id: result.median for result in dimensions}
    asked = [result for result in dimensions if result.axis == "stage"]
    shares = {stage: _share(asked, level) for level, stage in enumerate(STAGES)}
    gates = {stage: _gate_holds(rubric.gates.get(stage, {}), medians) for stage in STAGES}
    stage = _stage(shares, gates, rubric.share) if enough_known(asked) else None
    following = STAGES[STAGES.index(stage) + 1] if stage and stage != STAGES[-1] else None
    between = following if following and gates[following] else None
    raters = len({rating.rater for rating in ratings})
    knowing = len({rating.rater for rating in ratings if rating.level is not None})
    knew = Counter(
        role for _, role in {(each.rater, each.role) for each in ratings if each.level is not None}
    )
    return CommunityResult(
        community=name,
        raters=raters,
        roles=tuple(sorted(knew.items())),
        stage=stage,
        between=between,
        share_at_stage=shares[stage] if stage else None,
        shares=tuple(shares.items()),
        gates=tuple((each, gates[each]) for each in STAGES[1:]),
        dimensions=dimensions,
        next_stage=following,
        next_anchors=_next_anchors(following, dimensions, rubric) if following else (),
        missing=tuple(result.id for result in asked if result.median is None),
        role_gaps=_role_gaps(dimensions),
        cautions=_cautions(knowing, stage, between, following, dimensions, rubric),
    )


def _dimension(id: str, axis: Axis, ratings: Sequence[Rating]) -> DimensionResult:
    levels = tuple(sorted(rating.level for rating in ratings if rating.level is not None))
    by_role: dict[str, list[int]] = defaultdict(list)
    for rating in ratings:
        if rating.level is not None:
            by_role[rating.role].append(rating.level)
    spread = levels[-1] - levels[0] if levels else None
    enough = len(levels) >= MIN_RATERS_FOR_AGREEMENT
    return DimensionResult(
        id=id,
        axis=axis,
        median=lower_median(levels),
        levels=levels,
        unknown=len(ratings) - len(levels),
        range=spread,
        discuss=spread is not None and spread >= DISCUSS_FROM,
        rwg=rwg(levels) if enough else None,
        rwg_chance=chance_of_agreement(len(levels)) if enough else None,
        average_deviation=average_deviation(levels) if enough else None,
        camps=two_camps(levels) if enough else None,
        by_role=tuple((role, tuple(sorted(by_role[role]))) for role in sorted(by_role)),
    )


def _share(dimensions: Sequence[DimensionResult], level: int) -> float | None:
    """The part of the known dimensions at or above a level; None while too few are known."""
    if not enough_known(dimensions):
        return None
    answered = [each.median for each in dimensions if each.median is not None]
    return sum(median >= level for median in answered) / len(answered)


def _gate_holds(gate: Mapping[str, int], medians: Mapping[str, int | None]) -> bool:
    """Whether every gate dimension reaches its level; an unknown one does not."""
    for dimension, level in gate.items():
        median = medians[dimension]
        if median is None or median < level:
            return False
    return True


def _stage(shares: Mapping[Stage, float | None], gates: Mapping[Stage, bool], needed: float) -> Stage:
    for stage in reversed(STAGES[1:]):
        share = shares[stage]
        if gates[stage] and share is not None and share >= needed:
            return stage
    return STAGES[0]


def _next_anchors(
    following: Stage, dimensions: Sequence[DimensionResult], rubric: Rubric
) -> tuple[NextAnchor, ...]:
    """What is missing for the next stage: gates first, then stage dimensions below it, the weakest first.

    One rung at a time: the level is the one above where the dimension stands, 1 where nobody knows.
    """
    gate = rubric.gates.get(following, {})
    target = STAGES.index(following)
    lacking: list[tuple[bool, int, NextAnchor]] = []
    for result in dimensions:
        in_gate = result.id in gate
        if result.median is None and not in_gate:
            continue
        stands = result.median or 0
        wanted = gate.get(result.id, target if result.axis == "stage" else 0)
        if stands < wanted:
            lacking.append((not in_gate, stands, NextAnchor(result.id, stands + 1)))
    # Sorting is stable: dimensions that stand equally keep the rubric's order.
    return tuple(anchor for *_, anchor in sorted(lacking, key=lambda each: each[:2]))


def _role_gaps(dimensions: Iterable[DimensionResult]) -> tuple[RoleGap, ...]:
    """Where two roles' levels differ, widest first; raters without a role are in none."""
    gaps: list[RoleGap] = []
    for result in dimensions:
        seen = [(role_level(levels), role) for role, levels in result.by_role if role and levels]
        if len(seen) < 2:
            continue
        high, low = max(seen, key=lambda each: each[0]), min(seen, key=lambda each: each[0])
        if high[0] > low[0]:
            apart = float(high[0] - low[0])
            gaps.append(RoleGap(result.id, high[1], low[1], float(high[0]), float(low[0]), apart))
    return tuple(sorted(gaps, key=lambda gap: -gap.gap))


def _cautions(
    knowing: int,
    stage: Stage | None,
    between: Stage | None,
    following: Stage | None,
    dimensions: Sequence[DimensionResult],
    rubric: Rubric,
) -> tuple[str, ...]:
    medians = {result.id: result.median for result in dimensions}
    gate = rubric.gates.get(following, {}) if following else {}
    nothing = all(median is None for median in medians.values())
    cautions = {
        "few_raters": knowing < MIN_GROUP,
        "nothing_known": nothing,
        "too_few_known": stage is None and not nothing,
        "gate_unknown": any(medians[dimension] is None for dimension in gate),
        "hypothesis": bool({stage, between} & set(rubric.hypothesis_stages)),
    }
    return tuple(code for code, holds in cautions.items() if holds)
