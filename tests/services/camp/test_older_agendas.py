"""Camps made before blocks without a screen were steps get their meals and talks, and lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.app_context import make_context
from workshop.model.camp import Action, BlockPlan, Camp, CampStep
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.older_agendas import complete, merged
from workshop.store.schema import camp, camp_step


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


def aged(context: AppContext, made: Camp) -> None:
    """The camp as version 0009 stored it: its exercises, numbered one after the other, and nothing else."""
    steps = control.asking(control.steps(context, made.id))

    def use_case(connection) -> None:  # type: ignore[no-untyped-def]
        connection.execute(delete(camp_step).where(camp_step.c.exercise == ""))
        bare = {"begins": "", "ends": "", "pin": "", "day": 0, "priority": 0, "title": None, "plan_b": None}
        connection.execute(update(camp_step).values(bare))
        for place, step in enumerate(steps):
            connection.execute(update(camp_step).where(camp_step.c.id == step.id).values(position=place))

    context.store.write(use_case)


@pytest.mark.parametrize("recipe", ["camp-half", "camp-1d", "camp-4d"])
def test_an_older_camp_is_completed_once_and_keeps_what_happened(context: AppContext, recipe: str) -> None:
    made = camps.new_camp(context, "试营", recipe).camp
    whole = control.steps(context, made.id)
    aged(context, made)
    control.act(context, made.id, Action.OPEN, "check-in", "facilitator")
    opened = control.steps(context, made.id)[0]
    assert complete(context) == 1
    after = control.steps(context, made.id)
    assert after[0] == replace(opened, block=whole[0].block)
    assert after[1:] == whole[1:]
    assert complete(context) == 0


def test_a_camp_whose_recipe_is_gone_stays_steerable(context: AppContext) -> None:
    made = camps.new_camp(context, "试营", "camp-half").camp
    aged(context, made)
    context.store.write(lambda c: c.execute(update(camp).values(recipe="gone")))
    assert complete(context) == 0
    control.act(context, made.id, Action.OPEN, "check-in", "facilitator")
    assert [one.id for one in control.steps(context, made.id)][:2] == ["check-in", "shared-vignettes"]


def test_a_recipe_that_has_changed_keeps_the_camps_own_order() -> None:
    def step(id: str, exercise: str) -> CampStep:
        return CampStep(id, 0, exercise, 1, 10, block=BlockPlan(begins="09:00" if not exercise else ""))

    def planned(id: str, exercise: str) -> CampStep:
        return CampStep(id, 0, exercise, 1, 10, block=BlockPlan(begins="09:00", ends="12:00"))

    known = [step("a", "a"), step("x", "x"), step("b", "b"), step("z", "z")]
    recipe = [planned("a", "a"), planned("block_1", ""), planned("new", "new"), planned("b", "b")]
    whole = merged(known, recipe)
    assert [one.id for one in whole] == ["a", "block_1", "x", "b", "z"]
    assert {one.block.begins for one in whole} == {"09:00"}
