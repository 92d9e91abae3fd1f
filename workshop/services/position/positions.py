"""Positions of a whole camp: every community's, how the shared vignettes were rated, and how reliable the
ratings are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.assessment.reliability.reliability_summary import ReliabilitySummary, reliability_summary
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.agreement import VIGNETTE
from workshop.assessment.scoring.position import Position, positions
from workshop.assessment.scoring.scoring import CommunityResult, assess
from workshop.assessment.scoring.vignettes import Meant, Vignette
from workshop.model.camp import Camp
from workshop.model.rating import Rating
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.questions import VIGNETTES as STORIES
from workshop.services.camp.questions import exercise_of
from workshop.services.camp.ratings import ratings_of, story_ratings_of
from workshop.services.camp.rubrics import rubric_of, vignettes_of


@dataclass(frozen=True)
class StoryReading:
    """Ratings of one dimension of a vignette: how many chose each level, and what the authors meant."""

    dimension: str
    levels: tuple[int, int, int, int]
    unknown: int
    meant: Meant


@dataclass(frozen=True)
class StoryRead:
    """One shared vignette and its ratings. `told`: its step was revealed, so the authors' levels may be
    shown.
    """

    vignette: Vignette
    readings: tuple[StoryReading, ...]
    raters: int
    told: bool


@dataclass(frozen=True)
class CampPositions:
    """The complete assessment of a camp. `names` are the communities' names by id."""

    rubric: Rubric
    names: Mapping[str, str]
    results: tuple[CommunityResult, ...]
    places: tuple[Position, ...]
    stories: tuple[StoryRead, ...]
    across: ReliabilitySummary

    @property
    def raters(self) -> int:
        """How many people rated their community."""
        return sum(result.raters for result in self.results)


def camp_positions(context: AppContext, camp: Camp) -> CampPositions:
    """The camp's positions from its current answers."""
    rubric = rubric_of(context, camp.rubric)
    ratings, stories = ratings_of(context, camp), story_ratings_of(context, camp)
    return CampPositions(
        rubric=rubric,
        names={one.id: one.name for one in camps.communities(context, camp.id)},
        results=assess(ratings, rubric),
        places=positions(ratings, rubric),
        stories=_stories(context, camp, stories),
        across=reliability_summary((*ratings, *stories), rubric),
    )


def _stories(context: AppContext, camp: Camp, ratings: tuple[Rating, ...]) -> tuple[StoryRead, ...]:
    vignette_set = vignettes_of(context, camp.rubric)
    if vignette_set is None or not ratings:
        return ()
    revealed = any(
        step.revealed
        for step in control.steps(context, camp.id)
        if any(part.items == STORIES for part in exercise_of(context, step).steps)
    )
    return tuple(_story(one, ratings, revealed) for one in vignette_set.asked)


def _story(vignette: Vignette, ratings: tuple[Rating, ...], revealed: bool) -> StoryRead:
    story_ratings = [one for one in ratings if one.community == f"{VIGNETTE}{vignette.id}"]
    readings = []
    for dimension, meant in vignette.meant.items():
        counts = Counter(one.level for one in story_ratings if one.dimension == dimension)
        levels = (counts[0], counts[1], counts[2], counts[3])
        readings.append(StoryReading(dimension, levels, counts[None], meant))
    return StoryRead(vignette, tuple(readings), len({one.rater for one in story_ratings}), revealed)
