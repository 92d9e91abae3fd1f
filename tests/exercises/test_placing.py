"""A point on two axes: from the form and back, and what many points say together."""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.files import SHIPPED, small
from workshop.base.errors import ContentError, InputError
from workshop.base.text import LANGUAGES, explain
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.placing import SIZE, Point, Range, axes_of, point_in, spread
from workshop.exercises.steps import Item, questions
from workshop.exercises.summary import summary
from workshop.model.step import Option, Question, StepKind

WHERE = Question(
    "where",
    StepKind.PLACE,
    "在哪一格？",
    options=(
        Option("x", "谁在做", choices=(Option("low", "社工"), Option("high", "居民"))),
        Option("y", "连到多远", choices=(Option("low", "熟人"), Option("high", "全社区"))),
    ),
)
coordinate = st.integers(1, SIZE)
points = st.builds(Point, coordinate, coordinate)


def test_a_point_is_two_numbers_and_how_sure() -> None:
    payload = read_form(WHERE, {"x": ["6"], "y": ["2"], "confidence": ["unsure"]})
    assert payload == {"x": 6, "y": 2, "confidence": "unsure"}
    assert is_complete(WHERE, payload)
    assert (
        summary(WHERE, payload, "zh")
        == "谁在做：第 6 格（共 7 格）；连到多远：第 2 格（共 7 格）；不太有把握"
    )


def test_dont_know_is_an_answer_and_no_point() -> None:
    payload = read_form(WHERE, {"unknown": ["1"], "x": ["3"], "y": ["3"]})
    assert payload == {"x": None, "y": None, "confidence": None}
    assert is_complete(WHERE, payload)
    assert point_in(payload) is None
    assert summary(WHERE, payload, "zh") == "不知道"


@pytest.mark.parametrize("form", [{}, {"x": ["3"]}, {"y": ["1"]}, {"confidence": ["sure"]}])
def test_half_a_point_is_kept_and_is_not_enough(form: dict[str, list[str]]) -> None:
    payload = read_draft(WHERE, form)
    assert not is_complete(WHERE, payload)
    assert form_values(WHERE, payload) == form


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"x": ["0"]}, "off_grid"),
        ({"y": [str(SIZE + 1)]}, "off_grid"),
        ({"x": ["３"]}, "off_grid"),
        ({"x": ["-1"]}, "off_grid"),
        ({"x": ["2.5"]}, "off_grid"),
        ({"confidence": ["very"]}, "option_unknown"),
    ],
)
def test_what_is_not_on_the_grid_is_refused(form: dict[str, list[str]], code: str) -> None:
    with pytest.raises(InputError) as error:
        read_form(WHERE, form)
    assert error.value.code == f"exercises.{code}"
    assert all(explain(language, error.value) for language in LANGUAGES)


@given(points, st.sampled_from([None, "sure", "unsure"]))
def test_reading_the_restored_form_gives_the_same_point(point: Point, confidence: str | None) -> None:
    payload = {"x": point.x, "y": point.y, "confidence": confidence}
    assert read_form(WHERE, form_values(WHERE, payload)) == payload
    assert point_in(payload) == point


@pytest.mark.parametrize(
    "payload",
    [{}, {"x": 3}, {"x": "3", "y": 3}, {"x": 0, "y": 3}, {"x": 3, "y": SIZE + 1}, {"x": None, "y": 3}],
)
def test_what_is_no_point_in_the_store_reads_as_none(payload: dict[str, object]) -> None:
    assert point_in(payload) is None


def test_the_middle_half_by_hand() -> None:
    # By hand, type 7: of 1 2 4 7, the quartiles lie at places 0.75, 1.5 and 2.25 → 1.75, 3, 4.75.
    found = spread([Point(1, 7), Point(7, 7), Point(2, 7), Point(4, 7)])
    assert (found.n, found.x, found.y) == (4, Range(1.75, 3.0, 4.75), Range(7.0, 7.0, 7.0))


@given(st.lists(points, min_size=2, max_size=60))
def test_the_spread_is_that_of_the_standard_library(many: list[Point]) -> None:
    """Oracle: `statistics.quantiles(method="inclusive")`."""
    found = spread(many)
    for along, values in ((found.x, [one.x for one in many]), (found.y, [one.y for one in many])):
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
        assert (along.low, along.middle, along.high) == pytest.approx((low, middle, high))


def test_one_point_is_its_own_spread() -> None:
    assert spread([Point(2, 5)]).x == Range(2, 2, 2)


@pytest.mark.parametrize(
    "options",
    [
        "",
        'options = [{ code = "x", label = "甲" }, { code = "y", label = "乙" }]',
        'options = [{ code = "x", label = "甲", choices = [{ code = "low", label = "低" }, '
        '{ code = "high", label = "高" }] }]',
    ],
)
def test_a_picture_without_two_whole_axes_is_refused(tmp_path: Path, options: str) -> None:
    with pytest.raises(ContentError) as error:
        small(tmp_path, 'kind = "text"', f'kind = "place"\n{options}')
    assert error.value.code == "exercises.axes"
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_a_case_is_placed_on_the_axes_of_its_step() -> None:
    exercise = SHIPPED["place-on-map"]
    step = replace(exercise.steps[0], items="cases:one")

    asked = questions(
        replace(exercise, steps=(step,)),
        "zh",
        items={"cases:one": (Item("one", "先混脸熟", "从3支到31支"),)},
        options={},
    )
    assert [(one.id, one.prompt, one.help) for one in asked] == [("where.one", "先混脸熟", "从3支到31支")]
    assert [axis.code for axis in axes_of(asked[0])] == ["x", "y"]
