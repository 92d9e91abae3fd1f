"""What a step works with has been collected before: the check names the step and what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app_context import content
from workshop.base.errors import ContentError
from workshop.exercises.check import problems
from workshop.exercises.exercise import Exercise, ExerciseStep
from workshop.model.step import ColumnKind


def with_step(step: str, **changes: object) -> Exercise:
    exercise = content().exercises["need-no-action"]
    steps = tuple(replace(one, **changes) if one.id == step else one for one in exercise.steps)  # type: ignore[arg-type]
    return replace(exercise, steps=steps)


def codes(exercise: Exercise) -> list[tuple[str, str]]:
    return [(one.code, str(one.where.key)) for one in problems(exercise) if isinstance(one, ContentError)]


def test_the_shipped_exercises_lack_nothing() -> None:
    assert [codes(one) for one in content().exercises.values() if problems(one)] == []


@pytest.mark.parametrize(
    ("step", "changes", "code"),
    [
        ("sort", {"from_": "nobody_made_this"}, ("exercises.from_unknown", "steps.sort.from")),
        ("sort", {"from_": "counter_moves"}, ("exercises.from_unknown", "steps.sort.from")),  # comes later
        ("sort", {"from_": None}, ("exercises.nothing_to_group", "steps.sort.from")),
        ("sort", {"who": "solo"}, ("exercises.group_alone", "steps.sort.who")),
        ("key", {"from_": "needles"}, ("exercises.from_unknown", "steps.key.from")),
    ],
)
def test_a_step_without_its_dataset_is_named(
    step: str, changes: dict[str, object], code: tuple[str, str]
) -> None:
    assert codes(with_step(step, **changes)) == [code]


def test_what_an_exercise_requires_may_come_from_another() -> None:
    exercise = with_step("key", from_="quotes")
    assert codes(replace(exercise, requires=("quotes",))) == []


def test_a_step_may_work_with_its_own_options_instead() -> None:
    exercise = with_step("key", from_=None)
    assert codes(exercise) == [("exercises.nothing_to_choose", "steps.key")]
    first: ExerciseStep = content().exercises["commit"].steps[0]
    plain = tuple(  # days, which alone are asked for within a time, and people are for rows
        replace(one, column=ColumnKind.TEXT, within=None, after=None) for one in first.options
    )
    assert codes(with_step("key", from_=None, options=plain)) == []
