"""Levels climbed: parts ticked one by one make a level as its sentence says, and nothing ticked is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.base.errors import InputError
from workshop.exercises.climbing import (
    UNKNOWN,
    climbed,
    kept_at,
    part_code,
    part_words,
    read_scale,
    scale_fields,
)
from workshop.exercises.summary import summary
from workshop.model.step import Option, Question, StepKind

# Level 1 one sentence, level 2 of two parts, level 3 of three: as D8 of the rubric that ships.
LEVELS = (
    Option("0", "都等外面给"),
    Option("1", "心里有数", "最近一年"),
    Option("2", "自己筹、看账", "最近一年", choices=(Option("1", "自己筹"), Option("2", "看账"))),
    Option("3", "基金", "现在", choices=(Option("1", "基金"), Option("2", "规则"), Option("3", "公示"))),
)
SCALE = Question("rate.D8", StepKind.SCALE, "?", options=LEVELS, evidence=True, climb=True)
# The same with parts at level 1, too.
GROUND = Question(
    "rate.D1",
    StepKind.SCALE,
    "?",
    options=(
        Option("0", "没有"),
        Option("1", "甲、乙", choices=(Option("1", "甲"), Option("2", "乙"))),
        *LEVELS[2:],
    ),
    climb=True,
)
NOTHING_MORE = {"confidence": None, "when": "", "started": None, "evidence": ""}


def parts_of(question: Question) -> list[str]:
    return list(part_words(question.options, "zh"))


def by_hand(question: Question, chosen: int | None, ticked: set[str]) -> int | None:
    """The rule in the words of the page: a level is reached when all it says is true, and so is all below it."""
    claims = {
        level: {part_code(str(level), part.code) for part in question.options[level].choices} or {f"{level}"}
        for level in (1, 2, 3)
    }
    said = set(ticked)
    for level in range(1, (chosen or 0) + 1):
        said |= claims[level]
    if chosen is None and not (claims[1] & said):
        return None
    return next((level - 1 for level in (1, 2, 3) if not claims[level] <= said), 3)


@pytest.mark.parametrize("question", [SCALE, GROUND], ids=["sentence", "parts"])
@given(data=st.data())
def test_the_level_is_the_highest_of_which_and_below_which_all_is_true(
    question: Question, data: st.DataObject
) -> None:
    chosen = data.draw(st.none() | st.integers(0, 3))
    ticked = data.draw(st.sets(st.sampled_from(parts_of(question))))
    assert climbed(question, chosen, ticked) == by_hand(question, chosen, ticked)


@pytest.mark.parametrize("question", [SCALE, GROUND], ids=["sentence", "parts"])
@given(data=st.data())
def test_who_goes_down_a_level_stays_there(question: Question, data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, 3))
    ticked = data.draw(st.sets(st.sampled_from(parts_of(question))))
    kept = kept_at(question, chosen, ticked)
    assert climbed(question, chosen, kept) == chosen
    # What was not taken back by going down stays: every part but those of a level that is wholly ticked.
    for level in (1, 2, 3):
        parts = {one for one in parts_of(question) if one.startswith(f"{level}.")}
        taken = level > chosen and parts <= ticked
        assert parts & set(kept) == (set() if taken else parts & ticked)


@given(
    level=st.sampled_from(["", "0", "1", "2", "3", UNKNOWN]), ticked=st.sets(st.sampled_from(parts_of(SCALE)))
)
def test_what_is_stored_comes_back_into_the_form_as_the_same_answer(level: str, ticked: set[str]) -> None:
    payload = read_scale(SCALE, {"level": [level] if level else [], "part": sorted(ticked)})
    assert read_scale(SCALE, scale_fields(payload)) == payload
    # Nothing above the level is forgotten.
    if payload.get("level") is None:
        assert set(payload.get("parts", [])) == ticked  # type: ignore[call-overload]


def test_one_part_of_a_level_is_kept_and_is_not_the_level() -> None:
    assert read_scale(SCALE, {"level": ["1"], "part": ["2.2"]}) == {
        "level": 1,
        "parts": ["2.2"],
        **NOTHING_MORE,
    }


def test_all_parts_of_the_next_level_are_that_level() -> None:
    assert read_scale(SCALE, {"level": ["1"], "part": ["2.2", "2.1"]}) == {"level": 2, **NOTHING_MORE}


def test_parts_of_a_level_do_not_stand_for_the_one_below() -> None:
    assert "level" not in read_scale(SCALE, {"part": ["2.1", "2.2"]})


def test_some_of_level_1_is_level_0_and_all_of_it_is_level_1() -> None:
    assert read_scale(GROUND, {"part": ["1.1"]})["level"] == 0
    assert read_scale(GROUND, {"part": ["1.1", "1.2"]})["level"] == 1


def test_dont_know_stays_dont_know_whatever_is_ticked() -> None:
    assert read_scale(SCALE, {"level": [UNKNOWN], "part": ["2.1", "2.2"]})["level"] is None


def test_a_part_that_was_not_offered_is_refused() -> None:
    for part in ("2.9", "9.1", "<b>"):
        with pytest.raises(InputError) as refused:
            read_scale(SCALE, {"level": ["1"], "part": [part]})
        assert refused.value.code == "exercises.option_unknown"


def test_the_parts_are_told_in_the_summary() -> None:
    said = summary(SCALE, {"level": 1, "parts": ["2.2"]}, "zh")
    assert "看账" in said
    assert "自己筹" not in said.replace("自己筹、看账", "")
