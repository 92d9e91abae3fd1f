"""Earlier questions of a camp that a step builds on, one seat at a time (`into` and `from` in an exercise’s file)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.model.camp import CampStep
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of


@dataclass(frozen=True)
class Source:
    """A question whose answers belong to a dataset. `sealed`: nobody but their author may see them."""

    step: str
    question: str
    kind: StepKind
    sealed: bool


def sources_of(
    context: AppContext, steps: Sequence[CampStep], step: CampStep, question: str
) -> tuple[Source, ...]:
    """The questions before this one that fill the dataset it builds on, oldest first; none where it builds on nothing.

    A question about one item (`where.taomi`) builds on the same item's.
    """
    part, dot, item = question.partition(".")
    asking = next((one for one in exercise_of(context, step).steps if one.id == part), None)
    if asking is None or asking.from_ is None:
        return ()
    found: list[Source] = []
    for camp_step in steps:
        if camp_step.position > step.position:
            continue
        exercise = exercise_of(context, camp_step)
        for one in exercise.steps:
            if camp_step.id == step.id and one.id == part:
                break
            if one.into == asking.from_:
                sealed = one.anonymous or exercise.privacy.level == "sealed"
                found.append(Source(camp_step.id, f"{one.id}{dot}{item}", one.kind, sealed))
    return tuple(found)
