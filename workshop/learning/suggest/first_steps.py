"""The first step a card gives: it belongs to an obstacle and a move against it, and is not one the asker has done.

A case may tell how several obstacles were met. A step taken for one of them says nothing to somebody stuck at another,
so it is looked up by the obstacle, in the asker's own order; without a fitting step a card gives none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from workshop.learning.suggest.backing import Backed, backing
from workshop.learning.suggest.similarity import lead_for
from workshop.model.case import Asker, Case, CaseStep


@dataclass(frozen=True)
class Answered:
    """What a card answers: the obstacle, the move against it, the first step in words ("" without one) and the written
    pattern it comes from, if it does."""

    obstacle: str
    move: str
    first_step: str = ""
    behind: Backed | None = None


def answered(asker: Asker, case: Case, patterns: Sequence[Backed], given: Collection[str] = ()) -> Answered:
    """The first of the asker's obstacles that the case was stuck at and has a step for; `given` are steps of other
    cards.

    A pattern that people wrote on the obstacle and the move goes before the case's own step. An asker without obstacles
    was found by words, so the case's own order counts.
    """
    shared = [code for code in asker.obstacles or case.obstacles if code in case.obstacles]
    for obstacle in shared:
        for found in _steps(asker, case, obstacle, patterns):
            if found.first_step not in given:
                return found
    obstacle = next(iter((*shared, *asker.obstacles)), "")
    return Answered(obstacle, lead_for(case, (obstacle,) if obstacle else ()))


def _steps(asker: Asker, case: Case, obstacle: str, patterns: Sequence[Backed]) -> Iterator[Answered]:
    lead = lead_for(case, (obstacle,))
    if behind := backing(case, obstacle, lead, patterns):
        yield Answered(obstacle, lead, behind.first_step, behind)
    own = [step for step in case.first_steps if step.against == obstacle and not is_done(step, asker)]
    for step in sorted(own, key=lambda step: step.move != lead):
        yield Answered(obstacle, step.move, step.text)


def is_done(step: CaseStep, asker: Asker) -> bool:
    """Whether the asker has already what the step is there to get; not asked is not known, hence not done."""
    return bool(step.done) and asker.assets is not None and step.done <= asker.assets
