"""Reassessment: what changed in a community between two assessments, and who rated it each time.

A level that rose because other people rated is not a change in the community. So every shift says how many rated
then, now and both times, and the comparison can be restricted to those who rated both times. There is no significance
test: levels are few, raters fewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.assessment.rubric.rubric import Axis, Rubric
from workshop.assessment.scoring.agreement import VIGNETTE
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult, assess
from workshop.model.privacy import MIN_GROUP
from workshop.model.rating import Rating

DIFFERENT_RATERS = "different_raters"
FEW = "few_raters"
NO_STAGE = "no_stage"

Knowing = dict[
    tuple[str, str | None], set[str]
]  # (community, dimension or None for any) to raters who knew it


@dataclass(frozen=True)
class DimensionShift:
    """One dimension then and now: medians, and their difference where both are known.

    `raters_then`, `raters_now` knew it; `both` of them both times.
    """

    id: str
    axis: Axis
    then: int | None
    now: int | None
    change: int | None
    raters_then: int
    raters_now: int
    both: int


@dataclass(frozen=True)
class CommunityShift:
    """One community's results then and now, and who gave them (raters with at least one level).

    `cautions`: different_raters (not the same people both times), few_raters (fewer than five at either time),
    no_stage (at one of the times too little is known for a stage, so that stages are not compared).
    """

    community: str
    then: CommunityResult
    now: CommunityResult
    dimensions: tuple[DimensionShift, ...]
    raters_then: tuple[str, ...]
    raters_now: tuple[str, ...]
    both: tuple[str, ...]
    cautions: tuple[str, ...]


def shift(then: Sequence[Rating], now: Sequence[Rating], rubric: Rubric) -> tuple[CommunityShift, ...]:
    """Every community rated at both times, in order of name; `not_repeated` names the others.

    Both times must be on one rubric. Raises InputError as `assess` does.
    """
    before = {result.community: result for result in assess(then, rubric)}
    after = {result.community: result for result in assess(now, rubric)}
    knew, know = _knowing(then), _knowing(now)
    return tuple(
        _community(before[name], after[name], knew, know) for name in sorted(before.keys() & after.keys())
    )


def not_repeated(then: Iterable[Rating], now: Iterable[Rating]) -> tuple[str, ...]:
    """Communities rated at one of the two times only, in order of name."""
    before, after = (
        {rating.community for rating in ratings if not rating.community.startswith(VIGNETTE)}
        for ratings in (then, now)
    )
    return tuple(sorted(before ^ after))


def same_raters(
    then: Sequence[Rating], now: Sequence[Rating]
) -> tuple[tuple[Rating, ...], tuple[Rating, ...]]:
    """Both assessments restricted to raters (by id) who gave the community a level both times.

    Their "don't know" is kept. A community nobody rated twice is in neither.
    """
    knew, know = _knowing(then), _knowing(now)

    def stayed(rating: Rating) -> bool:
        place = (rating.community, None)
        return rating.rater in knew.get(place, ()) and rating.rater in know.get(place, ())

    return tuple(filter(stayed, then)), tuple(filter(stayed, now))


def _knowing(ratings: Iterable[Rating]) -> Knowing:
    knowing: Knowing = defaultdict(set)
    for rating in ratings:
        if rating.level is not None:
            knowing[rating.community, rating.dimension].add(rating.rater)
            knowing[rating.community, None].add(rating.rater)
    return dict(knowing)


def _community(
    before: CommunityResult, after: CommunityResult, knew: Knowing, know: Knowing
) -> CommunityShift:
    name = before.community
    then, now = knew.get((name, None), set()), know.get((name, None), set())
    cautions = {
        DIFFERENT_RATERS: then != now,
        FEW: min(len(then), len(now)) < MIN_GROUP,
        NO_STAGE: before.stage is None or after.stage is None,
    }
    return CommunityShift(
        community=name,
        then=before,
        now=after,
        dimensions=tuple(
            _dimension(
                before_dimension,
                after_dimension,
                knew.get((name, before_dimension.id), set()),
                know.get((name, before_dimension.id), set()),
            )
            for before_dimension, after_dimension in zip(before.dimensions, after.dimensions, strict=True)
        ),
        raters_then=tuple(sorted(then)),
        raters_now=tuple(sorted(now)),
        both=tuple(sorted(then & now)),
        cautions=tuple(code for code, holds in cautions.items() if holds),
    )


def _dimension(
    before: DimensionResult, after: DimensionResult, knew: set[str], know: set[str]
) -> DimensionShift:
    known = before.median is not None and after.median is not None
    return DimensionShift(
        id=before.id,
        axis=before.axis,
        then=before.median,
        now=after.median,
        change=(after.median or 0) - (before.median or 0) if known else None,
        raters_then=len(knew),
        raters_now=len(know),
        both=len(knew & know),
    )
