"""A draft holds what the cases say and not one sentence of why."""

from __future__ import annotations

from tests.learning.made import CASES, ROOT, WORDS, case
from workshop.base.content import Words
from workshop.learning.cases.casebase import cases
from workshop.learning.patterns.patternbase import draft_pattern, load_pattern, pattern_problems
from workshop.learning.patterns.patterns import count_patterns
from workshop.model.case import Outcome
from workshop.model.pattern import Bearing

BASE = [
    case("a"),
    case("b", stage="1.0", outcomes=(("O3", Outcome.PARTLY),)),
    case("c", outcomes=(("O3", Outcome.NOT),)),
    case("d", outcomes=(("O3", Outcome.TOO_EARLY),)),
]


def test_the_cases_are_filled_in_and_the_sentences_are_not() -> None:
    (row,) = count_patterns(BASE).rows
    found = draft_pattern("new", row, BASE)
    assert (found.obstacle, found.moves, found.stages) == ("O3", ("repay_in_public",), ("0", "1.0"))
    assert [(one.case, one.role) for one in found.evidence] == [
        ("a", Bearing.SUPPORTS),
        ("b", Bearing.PARTIAL),
        ("c", Bearing.CONTRADICTS),
    ]
    problems = pattern_problems(found, BASE, WORDS)
    assert {one.code for one in problems} == {"patterns.blank"}
    # Mechanism, limits, first step, name, conditions, question and author, each in two languages.
    assert len(problems) == 2 * (2 + 4 + 3 + 4)
    assert {"mechanism.offered.zh", "limits.handover.en", "author.zh"} <= {one.where.key for one in problems}


def test_a_draft_whose_sentences_are_written_is_a_pattern() -> None:
    shipped = cases(CASES, "zh", WORDS)
    whole = load_pattern(ROOT / "data" / "patterns" / "decide-by-lane.toml", shipped, WORDS)
    assert pattern_problems(whole, shipped, WORDS) == ()
    blank = whole.model_copy(update={"name": Words(zh="有名字", en=" ")})
    assert [(one.code, one.where.key) for one in pattern_problems(blank, shipped, WORDS)] == [
        ("patterns.blank", "name.en")
    ]


def test_a_row_nobody_has_an_outcome_for_makes_no_pattern() -> None:
    base = [case("d", stage=None, outcomes=(("O3", Outcome.TOO_EARLY),))]
    (row,) = count_patterns(base).rows
    found = draft_pattern("new", row, base)
    assert found.stages == ("0", "1.0", "2.0")
    assert pattern_problems(found, base, WORDS) != ()
