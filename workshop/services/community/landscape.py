"""The landscape: the room's communities and the documented cases on one picture, by the stage they leave and the obstacle they
met, with the places nobody has passed.

A community stands at its stage and at the obstacle most of its people named, or at several named equally often; a case at
every obstacle it met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import Language
from workshop.learning.patterns.coverage import STAGES, CoverageTable
from workshop.model.camp import Camp, Community
from workshop.model.case import Case, Outcome
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.community.held import held_by
from workshop.services.community.lives.over_time import voiced_in
from workshop.services.learn import patterns, suggestions
from workshop.services.learn.case_base import cases_of
from workshop.services.position import results
from workshop.services.seats import seats


@dataclass(frozen=True)
class Standpoint:
    """Where one community stands. `stage` is None while too little is known, `obstacle` while nobody named one.

    `passed` are the cases that passed this obstacle on leaving this stage, `other_stage` those that passed it on leaving
    another or an unknown one.
    """

    letter: str
    community: str
    stage: str | None
    obstacle: str | None
    passed: tuple[str, ...]
    other_stage: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Whether nobody has passed where it stands."""
        return self.obstacle is not None and not self.passed


@dataclass(frozen=True)
class Landscape:
    """Everything on the picture."""

    coverage: CoverageTable
    standpoints: tuple[Standpoint, ...]

    def letters(self) -> dict[tuple[str, str | None], tuple[str, ...]]:
        """Cell -> the communities that stand there; a stage no case leaves is a place beside the cells."""
        found: dict[tuple[str, str | None], tuple[str, ...]] = {}
        for one in self.standpoints:
            if one.obstacle is not None:
                place = (one.obstacle, one.stage if one.stage in STAGES else None)
                found[place] = (*found.get(place, ()), one.letter)
        return found


def camp_landscape(context: AppContext, camp: Camp, language: Language) -> Landscape:
    """The landscape of a camp, with every case it may read."""
    cases = cases_of(context, camp, language)
    chosen = suggestions.stuck_at(context, camp)
    people = seats.of_camp(context, camp.id)
    places = camps.communities(context, camp.id)
    at_meetings = voiced_in(context, places, people, chosen)
    named = {
        place.id: held_by(
            [chosen[one.id] for one in people if one.community == place.id and one.id in chosen],
            at_meetings[place.id],
        )
        for place in places
    }
    first = {code: tuple(one.code for one in held.first) for code, held in named.items() if held}
    table = patterns.coverage_of(context, cases)
    return landscape(table, cases, places, results.camp_results(context, camp), first)


def landscape(
    coverage: CoverageTable,
    cases: Sequence[Case],
    places: Iterable[Community],
    assessed: Mapping[str, CommunityResult],
    obstacles: Mapping[str, Sequence[str]],
) -> Landscape:
    """The picture. `assessed` and `obstacles` go by community id; of obstacles named equally often each is a place."""
    standpoints = [
        _standpoint(letter_of(number), place, cases, assessed.get(place.id), obstacle)
        for number, place in enumerate(sorted(places, key=lambda one: one.name))
        for obstacle in (obstacles.get(place.id) or (None,))
    ]
    return Landscape(coverage, tuple(standpoints))


def _standpoint(
    letter: str,
    place: Community,
    cases: Sequence[Case],
    result: CommunityResult | None,
    obstacle: str | None,
) -> Standpoint:
    stage = result.stage if result else None
    passed = [case for case in cases if obstacle and _passed(case, obstacle)]
    return Standpoint(
        letter,
        place.name,
        stage,
        obstacle,
        tuple(case.title for case in passed if stage is not None and case.stage == stage),
        tuple(case.title for case in passed if stage is None or case.stage != stage),
    )


def _passed(case: Case, obstacle: str) -> bool:
    return (obstacle, Outcome.PASSED) in case.outcomes


def letter_of(number: int) -> str:
    """A, B … Z, AA, AB …

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    more, place = divmod(number, len(ascii_uppercase))
    return (letter_of(more - 1) if more else "") + ascii_uppercase[place]
