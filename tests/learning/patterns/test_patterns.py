"""The table of obstacles and moves: it counts, it names, and it does not mistake chance for a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from tests.learning.made import CASES, WORDS, bases, case
from tests.properties import examples
from workshop.base.text import LANGUAGES
from workshop.learning.cases.casebase import cases
from workshop.learning.patterns.pattern_text import table_sentences
from workshop.learning.patterns.patterns import (
    LEAST_TO_COMPARE,
    PatternRow,
    count_patterns,
    jeffreys,
    tried_against,
)
from workshop.model.case import Case, Move, Outcome

SHIPPED = cases(CASES, "zh", WORDS)
MOVES = ("seep", "hub", "announce", "fixed_day", "own_fund", "open_books")


def one(id: str, outcome: Outcome, *moves: str, obstacle: str = "O3") -> Case:
    used = tuple(Move(code, "m", against=(obstacle,), lead=not n) for n, code in enumerate(moves))
    return case(id, obstacles=(obstacle,), outcomes=((obstacle, outcome),), moves=used)


def row(rows: Sequence[PatternRow], move: str) -> PatternRow:
    return next(found for found in rows if found.move == move)


def made_at_random(n: int, seed: int, share: float = 0.5) -> list[Case]:
    """n cases of one obstacle, each using two of six moves, outcomes by lot."""
    random = np.random.default_rng(seed)
    return [
        one(
            f"case-{number:03}",
            Outcome.PASSED if random.random() < share else Outcome.NOT,
            *random.choice(MOVES, size=2, replace=False),
        )
        for number in range(n)
    ]


def with_outcomes_shuffled(base: Sequence[Case], random: np.random.Generator) -> list[Case]:
    """Outcomes change places among the cases of each obstacle."""
    shuffled = {told.id: dict(told.outcomes) for told in base}
    for obstacle in sorted({code for told in base for code in told.obstacles}):
        having = [told.id for told in base if obstacle in dict(told.outcomes)]
        order = random.permutation(len(having))
        found = [dict(told.outcomes)[obstacle] for told in base if told.id in having]
        for place, name in enumerate(having):
            shuffled[name][obstacle] = found[order[place]]
    return [replace(told, outcomes=tuple(shuffled[told.id].items())) for told in base]


def test_a_row_counts_who_tried_and_what_became_of_it() -> None:
    base = [
        one("a", Outcome.PASSED, "seep"),
        one("b", Outcome.PARTLY, "seep", "hub"),
        one("c", Outcome.NOT, "seep"),
        one("d", Outcome.TOO_EARLY, "seep"),
        one("e", Outcome.PASSED, "hub"),
        one("f", Outcome.PASSED, "hub", obstacle="O7"),
    ]
    found = row(count_patterns(base).rows, "seep")
    assert (found.obstacle, found.n, found.tried.all, found.tried.known) == ("O3", 5, 4, 3)
    assert (found.tried.passed, found.tried.partly, found.tried.failed, found.tried.open) == (
        ("a",),
        ("b",),
        ("c",),
        ("d",),
    )
    assert (found.without.passed, found.without.all) == (("e",), 1)
    assert found.interval90 is None  # of three an interval says nothing
    assert found.comparison is None


def test_an_interval_needs_five_known_outcomes() -> None:
    base = [one(name, Outcome.PASSED if name in "abc" else Outcome.NOT, "seep") for name in "abcde"]
    assert row(count_patterns(base[:4]).rows, "seep").interval90 is None
    assert row(count_patterns(base).rows, "seep").interval90 == jeffreys(3, 5)


def test_a_move_counts_only_against_what_it_was_meant_for() -> None:
    told = case(
        "a",
        obstacles=("O3", "O7"),
        outcomes=(("O3", Outcome.PASSED), ("O7", Outcome.NOT)),
        moves=(Move("seep", "m", against=("O3",), lead=True), Move("hub", "m")),
    )
    assert tried_against(told, "O3") == {"seep", "hub"}
    assert tried_against(told, "O7") == {"hub"}  # a move that names no obstacle was for all of them
    assert tried_against(told, "O1") == frozenset()


def test_under_forty_cases_of_an_obstacle_nothing_is_compared() -> None:
    base = made_at_random(LEAST_TO_COMPARE - 1, 1)
    table = count_patterns(base)
    assert table.compared == ()
    assert all(found.comparison is None and not found.beyond_chance for found in table.rows)
    assert count_patterns([*base, one("more", Outcome.TOO_EARLY, "seep")]).compared == ()
    assert count_patterns([*base, one("more", Outcome.NOT, "seep")]).compared == ("O3",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_under_forty_cases_the_text_has_counts_and_names_and_no_share(language: str) -> None:
    base = [one("a", Outcome.PASSED, "seep"), one("b", Outcome.NOT, "seep")]
    told = "\n".join(
        table_sentences(count_patterns(base), {"a": "Alpha", "b": "Beta"}, WORDS, language)  # type: ignore[arg-type]
    )
    assert "Alpha" in told
    assert "Beta" in told
    assert "%" not in told


def test_a_move_that_truly_helps_beats_chance() -> None:
    base = [one(f"with-{n}", Outcome.PASSED if n % 10 else Outcome.NOT, "seep") for n in range(30)] + [
        one(f"without-{n}", Outcome.NOT if n % 10 else Outcome.PASSED, "hub") for n in range(30)
    ]
    table = count_patterns(base)
    helping, other = row(table.rows, "seep"), row(table.rows, "hub")
    assert helping.beyond_chance
    assert helping.comparison is not None
    assert helping.comparison.difference == pytest.approx(0.8)  # 27 of 30 less 3 of 30
    assert helping.comparison.luck == 1 / 201
    assert not other.beyond_chance


@pytest.mark.slow
def test_outcomes_by_lot_are_hardly_ever_more_than_chance() -> None:
    claims = sum(
        any(found.beyond_chance for found in count_patterns(made_at_random(60, seed), seed=seed).rows)
        for seed in range(200)
    )
    assert claims <= 10  # 5 % of 200


@pytest.mark.slow
def test_the_shipped_cases_with_outcomes_shuffled_are_hardly_ever_more_than_chance() -> None:
    """The gate: at most 5 % of 200 shuffles. `least=1` so that even a small base is compared at all."""
    random = np.random.default_rng(11)
    claims = sum(
        any(
            found.beyond_chance
            for found in count_patterns(with_outcomes_shuffled(SHIPPED, random), least=1, seed=seed).rows
        )
        for seed in range(200)
    )
    assert claims <= 10


@pytest.mark.slow
def test_six_shipped_bases_told_over_are_no_more_than_chance_when_shuffled() -> None:
    """The same gate where obstacles have enough cases: the shipped base, six times over under other names."""
    many = [replace(told, id=f"{told.id}-{copy}") for told in SHIPPED for copy in range(6)]
    random = np.random.default_rng(12)
    claims = sum(
        any(
            found.beyond_chance
            for found in count_patterns(with_outcomes_shuffled(many, random), least=6, seed=seed).rows
        )
        for seed in range(200)
    )
    assert claims <= 10


def test_shuffling_says_how_many_rows_would_look_strong_by_luck() -> None:
    table = count_patterns(made_at_random(60, 5))
    assert table.null.shuffles == 200
    assert table.null.mean_rows > 0
    # Where everybody passed nothing can be better than usual, and where nobody did nothing is strong.
    for share in (0.0, 1.0):
        assert count_patterns(made_at_random(60, 5, share)).null.mean_rows == 0


def test_the_same_cases_in_any_order_give_the_same_table() -> None:
    base = made_at_random(50, 2)
    assert count_patterns(base) == count_patterns(base[::-1])


@examples(30)
@given(bases())
def test_the_counts_of_a_row_always_add_up(base: tuple[Case, ...]) -> None:
    table = count_patterns(base, least=1, shuffles=19)
    for found in table.rows:
        assert found.n == found.tried.all + found.without.all
        assert found.tried.all >= 1
        assert found.n == sum(found.obstacle in told.obstacles for told in base)


def test_no_cases_are_no_rows() -> None:
    table = count_patterns([])
    assert (table.cases, table.rows, table.null.mean_rows) == (0, (), 0.0)


def test_rows_stand_by_obstacle_and_never_by_success() -> None:
    found = [(one.obstacle, one.move) for one in count_patterns(SHIPPED).rows]
    assert found == sorted(found, key=lambda pair: (len(pair[0]), pair))
