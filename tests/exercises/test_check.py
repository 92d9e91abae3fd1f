"""What `mengya check` says of an exercise that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercises.files import BODY, ENGLISH, FRONT, SHIPPED, small, write
from workshop.base.text import LANGUAGES, explain
from workshop.exercises.check import problems
from workshop.exercises.library import load_exercise

SEALED = 'privacy = { level = "sealed"'
ALWAYS = {"exercises.untranslated", "exercises.headings"}  # the small exercise has little English


@pytest.mark.parametrize("id", sorted(SHIPPED))
def test_what_ships_has_no_problem(id: str) -> None:
    assert problems(SHIPPED[id]) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('heart = "一句话"', f'heart = "{"心" * 31}"', "text_long"),
        ('prompt = "说一个词"', f'prompt = "{"词" * 61}"', "text_long"),
        ("plan = 6", "plan = 12", "minutes_order"),
        ("minutes = 3", "minutes = 30", "minutes_sum"),
        ("people = { min = 1", "people = { min = 12", "people_order"),
        ('options = [{ code = "a", label = "甲" }, { code = "b", label = "乙" }]', "", "nothing_to_choose"),
        ('id = "pick"', 'id = "pick"\nmin_items = 3', "items_order"),
        ('id = "pick"', 'id = "pick"\nopens = "after:later"', "follows_unknown"),
        ('privacy = { level = "open"', f'wall = {{ view = "cards" }}\n{SEALED}', "sealed_wall"),
        ('kind = "text"', 'kind = "log"', "no_speakers"),
        (
            'kind = "text"',
            'kind = "log"\nanonymous = true\noptions = [{ code = "teller", label = "主讲人" }]',
            "log_sealed",
        ),
    ],
)
def test_a_problem_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    english = None if "options" in old + new else ENGLISH
    assert old in FRONT
    found = problems(load_exercise(write(tmp_path, FRONT.replace(old, new, 1), english)))
    assert {problem.code for problem in found} - ALWAYS == {f"exercises.{code}"}
    for problem in found:
        assert all(explain(language, problem) for language in LANGUAGES)


def test_sealed_answers_may_be_counted_on_the_wall(tmp_path: Path) -> None:
    exercise = small(tmp_path, 'privacy = { level = "open"', f'wall = {{ view = "count" }}\n{SEALED}')
    assert {problem.code for problem in problems(exercise)} <= ALWAYS


def test_a_heading_left_out_is_named(tmp_path: Path) -> None:
    exercise = load_exercise(write(tmp_path, body=BODY.replace("## 看什么", "## 看哪里")))
    lacking = [
        problem.values["lacking"] for problem in problems(exercise) if problem.code.endswith("headings")
    ]
    assert lacking[0] == "看什么"


def test_missing_english_is_named_by_its_key(tmp_path: Path) -> None:
    keys = [
        problem.where.key for problem in problems(small(tmp_path)) if problem.code.endswith("untranslated")
    ]
    assert "steps.pick.options.a.label" in keys
