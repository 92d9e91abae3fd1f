"""Results of the answers: one person's position, a community's, and the whole room's for the wall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, assess
from workshop.model.camp import Camp, Community, Seat
from workshop.model.privacy import MIN_GROUP, MIN_RATERS_ON_WALL
from workshop.model.rating import Rating
from workshop.services.app.context import AppContext
from workshop.services.camp.ratings import ratings_of
from workshop.services.camp.rubrics import rubric_of
from workshop.store import camps, seats

# Fewer people than this behind an aggregate on the wall could be recognised.


def own_result(context: AppContext, camp: Camp, seat: Seat) -> CommunityResult | None:
    """The community's position by one person's answers; None before the first level."""
    return _first(assess(ratings_of(context, camp, seat), rubric_of(context, camp.rubric)))


def own_parts(context: AppContext, camp: Camp, seat: Seat) -> dict[str, frozenset[str]]:
    """Dimension -> the parts of higher levels this person has ticked."""
    return {one.dimension: frozenset(one.parts) for one in ratings_of(context, camp, seat) if one.parts}


def community_result(context: AppContext, camp: Camp, community: Community) -> CommunityResult | None:
    """The community's position by all its raters; None before the first level."""
    ratings = [one for one in ratings_of(context, camp) if one.community == community.id]
    return _first(assess(ratings, rubric_of(context, camp.rubric)))


def camp_results(context: AppContext, camp: Camp) -> dict[str, CommunityResult]:
    """Community id -> result, for rated communities."""
    return {
        result.community: result
        for result in assess(ratings_of(context, camp), rubric_of(context, camp.rubric))
    }


def _first(results: tuple[CommunityResult, ...]) -> CommunityResult | None:
    return results[0] if results else None


@dataclass(frozen=True)
class DimensionDots:
    """How many people of the room chose each level of one dimension."""

    dimension: str
    levels: tuple[int, int, int, int]
    unknown: int

    @property
    def known(self) -> int:
        return sum(self.levels)


@dataclass(frozen=True)
class WallResult:
    """The projector's view of an assessment: counts for the whole room, never a name.

    `dots` is empty below five people. `stages` counts communities per stage, only after the step is revealed; of
    `untold` the stage cannot be told yet. `communities` are those rated by enough people to stand on the wall without a
    name, `few` the others.
    """

    people: int
    seats: int
    dots: tuple[DimensionDots, ...]
    stages: tuple[tuple[str, int], ...]
    communities: int
    untold: int
    few: int
    rubric: Rubric


def wall(context: AppContext, camp: Camp, *, revealed: bool) -> WallResult:
    """The room's levels and, once revealed, how many communities stand at each stage."""
    rubric = rubric_of(context, camp.rubric)
    ratings = ratings_of(context, camp)
    people = {rating.rater for rating in ratings}
    results = assess(ratings, rubric)
    enough = len(people) >= MIN_GROUP
    shown = [result for result in results if result.raters >= MIN_RATERS_ON_WALL]
    stages = Counter(result.stage for result in shown)
    return WallResult(
        people=len(people),
        seats=context.store.read(lambda connection: seats.count_seats(connection, camp.id)),
        dots=tuple(_dots(dimension.id, ratings) for dimension in rubric.dimensions) if enough else (),
        stages=tuple((stage, stages[stage]) for stage in rubric.stages) if revealed and enough else (),
        communities=len(shown),
        untold=stages[None],
        few=len(results) - len(shown),
        rubric=rubric,
    )


def _dots(dimension: str, ratings: tuple[Rating, ...]) -> DimensionDots:
    levels = [rating.level for rating in ratings if rating.dimension == dimension]
    counts = Counter(levels)
    return DimensionDots(dimension, (counts[0], counts[1], counts[2], counts[3]), counts[None])


def community_of(context: AppContext, seat: Seat) -> Community | None:
    """The community of a seat."""
    return context.store.read(lambda connection: camps.community_by_id(connection, seat.community))
