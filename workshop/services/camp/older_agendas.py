"""Camps made before every block of a recipe was a step: their recipe's meals, talks and clock times are put in.

Done once, when an installation is opened. Steps keep their ids and their order, so nothing that happened to them is
lost; a camp whose recipe is gone stays as it is, and can be steered all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from workshop.base.errors import ContentError
from workshop.exercises.agenda import camp_steps
from workshop.model.camp import BlockPlan, CampStep
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import usable_exercises
from workshop.store import camps as rows


def complete(context: AppContext) -> int:
    """Complete every camp that needs it; how many were."""

    def use_case(connection: Connection) -> int:
        return sum(_complete(connection, context, camp_id) for camp_id in rows.without_clock(connection))

    # Looked at first without writing: nearly always there is nothing to do.
    return context.store.write(use_case) if context.store.read(rows.without_clock) else 0


def _complete(connection: Connection, context: AppContext, camp_id: str) -> bool:
    rows.hold_camp(connection, camp_id)
    camp = rows.camp_by_id(connection, camp_id)
    recipe = context.content.recipes.get(camp.recipe) if camp else None
    if recipe is None:
        return False
    try:
        planned = camp_steps(recipe, usable_exercises(context))
    except ContentError:  # it names an exercise that is not there
        return False
    whole = merged(rows.steps(connection, camp_id), planned)
    rows.set_steps(connection, camp_id, whole)
    return True


def merged(known: Sequence[CampStep], planned: Sequence[CampStep]) -> tuple[CampStep, ...]:
    """A camp's steps, in their order, with the meals and talks its recipe has between them.

    What the recipe did not have when the camp was made is not added; what it no longer has stays where it was.
    """
    whole: list[CampStep] = []
    left = list(known)
    for step in planned:
        if not step.screen:
            whole.append(step)
        elif any(one.exercise == step.exercise for one in left):
            while left[0].exercise != step.exercise:
                whole.append(_beside(left.pop(0), step.block))
            whole.append(replace(left.pop(0), block=step.block))
    whole += [_beside(one, planned[-1].block) for one in left]
    return tuple(replace(step, position=place) for place, step in enumerate(whole))


def _beside(step: CampStep, block: BlockPlan) -> CampStep:
    """The step in the window of a block."""
    return replace(step, block=BlockPlan(day=block.day, begins=block.begins, ends=block.ends))
