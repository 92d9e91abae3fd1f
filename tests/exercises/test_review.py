"""A look back over the answers: what was said stands there, and gently what one may want to look at again."""

from __future__ import annotations

from workshop.exercises.review import review_lines
from workshop.model.step import Option, Payload, Question, StepKind

LEVELS = tuple(Option(str(level), f"level {level}") for level in range(4))
FIVE = tuple(
    Question(
        f"rate.D{number}",
        StepKind.SCALE,
        f"方面 {number}",
        options=LEVELS,
        evidence=True,
        event=True,
        hypothesis=frozenset({"2", "3"}),
    )
    for number in range(1, 6)
)
GIVEN: dict[str, Payload] = {
    "rate.D1": {
        "level": 2,
        "confidence": "sure",
        "when": "十月",
        "started": "residents",
        "evidence": "坝坝宴",
    },
    "rate.D2": {"level": 0, "confidence": "unsure", "when": "", "started": None, "evidence": ""},
    "rate.D3": {"level": None, "confidence": None, "when": "", "started": None, "evidence": ""},
    "rate.D5": {"level": 1, "confidence": None, "when": "", "started": None, "evidence": ""},
}


def test_every_dimension_has_a_line_with_what_was_said() -> None:
    lines = review_lines(FIVE, GIVEN, frozenset({"rate.D5"}), "zh")
    assert [(one.answered, one.level, one.anchor, one.hypothesis) for one in lines] == [
        (True, 2, "level 2", True),
        (True, 0, "level 0", False),
        (True, None, "", False),
        (False, None, "", False),
        (True, 1, "level 1", False),
    ]
    assert [one.example for one in lines] == [("十月", "居民", "坝坝宴"), (), (), (), ()]
    assert [one.changing for one in lines] == [False, False, False, False, True]


def test_dont_know_unsure_and_missing_examples_are_marked_and_no_more() -> None:
    lines = review_lines(FIVE, GIVEN, frozenset(), "zh")
    assert [one.doubts for one in lines] == [
        (),
        ("unsure",),  # where nothing happened there is nothing to tell of
        ("unknown",),  # who does not know needs no example
        ("unanswered",),
        ("no_example",),
    ]


def test_an_answer_without_a_level_counts_as_not_given() -> None:
    (line, *_) = review_lines(FIVE[:1], {"rate.D1": {"evidence": "只写了例子"}}, frozenset(), "en")
    assert (line.answered, line.doubts, line.example) == (False, ("unanswered",), ())
