"""Two cases beside one another."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.learning.made import CASES, WORDS, case, cases_made
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.weights import ATTRIBUTES
from workshop.learning.suggest.case_comparison import compare_cases
from workshop.learning.suggest.similarity import AttributeVerdict
from workshop.model.case import Case, Move

SHIPPED = {told.id: told for told in cases(CASES, "zh", WORDS)}


def test_two_shipped_cases_at_the_same_obstacle_are_told_apart() -> None:
    pair = compare_cases(SHIPPED["yicang"], SHIPPED["pingzhi"])
    assert pair.obstacles.both == ("O10",)
    assert pair.with_verdict(AttributeVerdict.SAME) == ("obstacles",)
    assert pair.with_verdict(AttributeVerdict.DIFFERENT) == ("stage", "setting", "assets")
    assert pair.with_verdict(AttributeVerdict.UNKNOWN) == ("support", "familiarity", "households", "groups")
    # Both played together; only one of them began with a spoon of rice.
    assert [(row.code, len(row.left), len(row.right)) for row in pair.moves] == [
        ("mixed_play", 1, 2),
        ("tiny_request", 1, 0),
    ]


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [(100, 200, "same"), (100, 201, "different"), (0, 0, "same"), (0, 1, "different"), (None, 5, "unknown")],
)
def test_sizes_are_the_same_up_to_twice(left: int | None, right: int | None, verdict: str) -> None:
    pair = compare_cases(case("a", groups=left), case("b", groups=right))
    assert dict(pair.verdicts)["groups"] == verdict


def test_assets_nobody_told_of_are_unknown_not_different() -> None:
    pair = compare_cases(case("a"), case("b", assets=frozenset({"room"})))
    assert dict(pair.verdicts)["assets"] is AttributeVerdict.UNKNOWN


def test_moves_of_both_come_first() -> None:
    left = case("a", moves=(Move("seep", "1", lead=True), Move("hub", "2")))
    right = case("b", moves=(Move("hub", "3", lead=True),))
    assert [row.code for row in compare_cases(left, right).moves] == ["hub", "seep"]


@given(cases_made("a"), cases_made("b"))
def test_swapping_two_cases_changes_no_verdict_and_loses_no_move(left: Case, right: Case) -> None:
    pair, back = compare_cases(left, right), compare_cases(right, left)
    assert pair.verdicts == back.verdicts
    assert [attribute for attribute, _ in pair.verdicts] == list(ATTRIBUTES)
    assert {row.code: (row.right, row.left) for row in pair.moves} == {
        row.code: (row.left, row.right) for row in back.moves
    }
    assert sum(len(row.left) for row in pair.moves) == len(left.moves)
    assert (pair.obstacles.left, pair.obstacles.right) == (back.obstacles.right, back.obstacles.left)


@given(cases_made("a"))
def test_a_case_beside_itself_differs_in_nothing(told: Case) -> None:
    pair = compare_cases(told, told)
    assert pair.with_verdict(AttributeVerdict.DIFFERENT) == ()
    assert pair.obstacles.left == pair.obstacles.right == ()
    assert all(row.left == row.right for row in pair.moves)
