"""Editing an exercise: every edit survives being written to a file, codes stay, English follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.content import home
from workshop.exercises.editing import (
    ExerciseText,
    from_files,
    names_in,
    text_at,
    to_files,
    value_at,
    with_entry,
    with_moved,
    with_option,
    with_step,
    with_step_again,
    with_text,
    with_value,
    without,
)
from workshop.exercises.exercise import HEADINGS
from workshop.exercises.library import load_exercise, read_exercise
from workshop.model.step import StepKind

FOLDER = home() / "exercises"
TITLE = ("title",)


def text_of(id: str) -> ExerciseText:
    path = FOLDER / f"{id}.zh.md"
    english = path.with_name(f"{id}.en.md")
    return from_files(path.read_text("utf-8"), english.read_text("utf-8"), path)


SHIPPED = sorted(path.name.removesuffix(".zh.md") for path in FOLDER.glob("*.zh.md"))


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_exercise_written_out_again_is_the_same(id: str) -> None:
    files = to_files(text_of(id))
    assert from_files(*files, Path(f"{id}.zh.md")) == text_of(id)
    read, shipped = read_exercise(*files, Path(f"{id}.zh.md")), load_exercise(FOLDER / f"{id}.zh.md")
    assert replace(read, file="") == replace(shipped, file="")


words = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["+++", "a\n+++\nb", '"""', "## 为什么\n假的", "# 大", "\\u002b", "[[steps]]", "“”", "'''\\"]
)
KINDS = st.sampled_from([kind.value for kind in StepKind if kind is not StepKind.REVIEW])


@st.composite
def edits(draw: st.DrawFn) -> ExerciseText:
    """A shipped exercise after some edits as the screen makes them."""
    text = text_of(draw(st.sampled_from(SHIPPED)))
    for _ in range(draw(st.integers(1, 8))):
        steps = names_in(text, ("steps",))
        step = draw(st.sampled_from(steps)) if steps else ""
        options = ("steps", step, "options")
        codes = names_in(text, options)
        match draw(st.integers(0, 7)):
            case 0:
                place = draw(
                    st.sampled_from([TITLE, ("roles",), ("steps", step, "prompt"), ("steps", step, "help")])
                )
                text = with_text(text, place, draw(st.sampled_from(["zh", "en"])), draw(words))
            case 1:
                key = draw(st.sampled_from([key for key, _, _ in HEADINGS]))
                text = with_text(text, ("body", key), draw(st.sampled_from(["zh", "en"])), draw(words))
            case 2:
                text = with_step(text, draw(KINDS))
            case 3 if len(steps) > 1:
                text = without(text, ("steps",), step)
            case 4 if step:
                text = with_step_again(text, step)
            case 5 if step:
                text = with_moved(text, ("steps",), step, draw(st.sampled_from([-1, 1])))
            case 6 if step:
                text = with_option(text, options)
            case 7 if codes:
                code = draw(st.sampled_from(codes))
                text = with_text(
                    text, (*options, code, "label"), draw(st.sampled_from(["zh", "en"])), draw(words)
                )
            case _:
                pass
    return text


@examples(80)
@given(edits())
def test_whatever_was_edited_is_the_same_after_it_was_written_to_a_file(text: ExerciseText) -> None:
    assert from_files(*to_files(text), Path(f"{text.id}.zh.md")) == text


def test_codes_stay_when_options_move_and_a_code_is_not_given_twice() -> None:
    options = ("steps", "ties", "options")
    text = with_moved(text_of("net-map"), options, "funds", -1)
    assert names_in(text, options) == ("trusts", "funds", "cooperates", "informs")
    assert text_at(text, (*options, "funds", "label"), "en") == "gives money or goods"
    text = with_option(with_option(text, options), options)
    text = with_option(without(text, options, "o1"), options)
    assert names_in(text, options)[-2:] == ("o2", "o3")


def test_what_goes_takes_its_english_along() -> None:
    text = without(text_of("net-map"), ("steps", "ties", "options"), "funds")
    text = without(text, ("steps",), "who")
    steps = text.english["steps"]
    assert isinstance(steps, dict)
    assert "who" not in steps
    assert "funds" not in str(text.english)


def test_an_edit_of_what_somebody_else_took_away_changes_nothing() -> None:
    text = without(text_of("net-map"), ("steps",), "spread")
    assert with_value(text, ("steps", "spread", "minutes"), 9) == text
    assert value_at(text, ("steps", "spread")) is None
    assert with_entry(text, ("steps", "spread", "options"), {"code": "a"}) == text
