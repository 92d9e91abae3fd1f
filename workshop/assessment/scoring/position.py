"""A community's position on the two ordinal axes, and how far apart its raters' own positions lie.

Both axes are ordered places, not lengths: a community is never at "1.63".

- Across, the stage by the rubric's own rule; "between 1.0 and 2.0" is a place of its own, halfway.
- Upwards, the lower median of the median levels of the vitality dimensions, from two of three on.
- A rater's own position is the same two values computed from that rater's answers alone. The span from the lowest to
  the highest of them is the uncertainty; it need not contain the community's position, since medians are taken
  dimension by dimension.

Where too little is known on an axis there is no position on it, which is not 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.assessment.rubric.rubric import STAGES, Rubric
from workshop.assessment.scoring.scoring import CommunityResult, assess, enough_known, lower_median
from workshop.model.rating import Rating

Span = tuple[int, int]
HALVES = 2  # a stage is two steps, so that "between" is an integer too


@dataclass(frozen=True)
class Position:
    """A community's stage and vitality. Steps count halves: 0 is stage 0 or level 0, 1 between, 2 is stage 1.0 or level
    1.

    The spans run from the lowest to the highest of the raters' own positions; None where nobody knows enough for one.
    """

    community: str
    raters: int
    stage: int | None
    vitality: int | None
    stages: Span | None
    vitalities: Span | None


def positions(ratings: Sequence[Rating], rubric: Rubric) -> tuple[Position, ...]:
    """Every community of the ratings, in order of name. Raises what `assess` raises."""
    by_rater: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_rater[rating.community, rating.rater].append(rating)
    own: dict[str, list[CommunityResult]] = defaultdict(list)
    for (community, _), given in by_rater.items():
        own[community] += assess(given, rubric)
    return tuple(
        Position(
            each.community,
            each.raters,
            stage_step(each),
            vitality_step(each),
            _span(stage_step(result) for result in own[each.community]),
            _span(vitality_step(result) for result in own[each.community]),
        )
        for each in assess(ratings, rubric)
    )


def stage_step(result: CommunityResult) -> int | None:
    """The stage in halves, one more when the next stage's gates hold already; None while it cannot be told."""
    if result.stage is None:
        return None
    return HALVES * STAGES.index(result.stage) + (result.between is not None)


def vitality_step(result: CommunityResult) -> int | None:
    """The lower median of the vitality dimensions' medians, in halves; None while too few are known."""
    if not enough_known(result.vitality):
        return None
    level = lower_median([each.median for each in result.vitality if each.median is not None])
    return None if level is None else HALVES * level


def _span(steps: Iterable[int | None]) -> Span | None:
    known = [step for step in steps if step is not None]
    return (min(known), max(known)) if known else None
