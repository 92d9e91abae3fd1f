"""Statements: what a room agrees on is counted with its n, and consensus over given groups is its formula."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made_votes import NAN, votes
from workshop.base.text import LANGUAGES, Language
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import (
    Stance,
    StatementVerdict,
    Tally,
    agreed,
    group_consensus,
    read_stances,
    tally,
)

ROWS = st.integers(1, 5).flatmap(
    lambda wide: st.lists(
        st.lists(st.sampled_from([1.0, 0.0, -1.0, NAN]), min_size=wide, max_size=wide),
        min_size=1,
        max_size=12,
    )
)


def consensus_by_hand(rows: list[list[float]], groups: list[int]) -> list[Fraction]:
    """(agree + 1) / (answers + 2), multiplied over groups, in exact fractions and plain loops."""
    found = []
    for column in range(len(rows[0])):
        product = Fraction(1)
        for group in set(groups):
            inside = [row[column] for row, label in zip(rows, groups, strict=True) if label == group]
            given_answers = [value for value in inside if value == value]
            product *= Fraction(given_answers.count(1.0) + 1, len(given_answers) + 2)
        found.append(product)
    return found


@given(ROWS, st.data())
def test_consensus_over_given_groups_is_the_formula(rows: list[list[float]], data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))
    found = group_consensus(votes(rows), groups)
    by_hand = [float(one) for one in consensus_by_hand(rows, groups)]
    assert found == pytest.approx(by_hand, abs=1e-9)


def test_consensus_needs_every_group_and_not_only_the_larger_one() -> None:
    # 8 of 8 and 1 of 2 agree with the first, 5 of 8 and 2 of 2 with the second: 9/10·2/4 and 6/10·3/4.
    rows = [[1.0, 1.0]] * 5 + [[1.0, -1.0]] * 3 + [[1.0, 1.0], [-1.0, 1.0]]
    assert group_consensus(votes(rows), [0] * 8 + [1] * 2) == pytest.approx((0.45, 0.45))
    with pytest.raises(ValueError, match="groups for"):
        group_consensus(votes(rows), [0])


@given(ROWS)
def test_every_person_is_counted_once_a_statement(rows: list[list[float]]) -> None:
    for one in tally(votes(rows)):
        assert one.agree + one.disagree + one.passed + one.missing == len(rows)


def test_stored_answers_become_votes_and_later_ones_replace_earlier_ones() -> None:
    found = read_stances(
        [
            Stance("p1", "a", {"stance": "agree"}),
            Stance("p1", "a", {"stance": "disagree"}),
            Stance("p1", "b", {"stance": "pass"}),
            Stance("p2", "a", {"stance": "agree"}),
            Stance("p2", "b", {}),
            Stance("p2", "elsewhere", {"stance": "agree"}),
            Stance("p3", "a", {"stance": "maybe"}),
            Stance("p4", "b", {"stance": None}),
        ],
        ["a", "b"],
    )
    assert found.people == 2  # p3 and p4 said nothing that is an answer
    assert tally(found) == (Tally("a", 1, 1, 0, 0), Tally("b", 0, 0, 1, 1))


def test_the_order_of_answers_cannot_be_told_from_the_votes() -> None:
    answers = [
        Stance(f"p{n}", "a", {"stance": stance}) for n, stance in enumerate(("agree", "pass", "disagree"))
    ]
    one, other = read_stances(answers, ["a"]), read_stances(answers[::-1], ["a"])
    assert np.array_equal(one.grid, other.grid)


@pytest.mark.parametrize(
    ("agree", "disagree", "passed", "verdict"),
    [
        (4, 0, 0, StatementVerdict.TOO_FEW),
        (4, 2, 0, StatementVerdict.AGREED),  # exactly two in three
        (7, 2, 2, StatementVerdict.OPEN),
        (4, 1, 2, StatementVerdict.OPEN),  # a pass is an answer: 4 of 7
        (1, 5, 0, StatementVerdict.REJECTED),
        (5, 5, 2, StatementVerdict.SPLIT),
        (0, 0, 9, StatementVerdict.UNSURE),
    ],
)
def test_what_counts_say(agree: int, disagree: int, passed: int, verdict: StatementVerdict) -> None:
    assert Tally("s", agree, disagree, passed, 3).verdict is verdict


def test_what_the_room_agrees_on_stands_by_support() -> None:
    found = agreed([Tally("few", 5, 0, 0, 20), Tally("many", 24, 1, 0, 0), Tally("not", 5, 20, 0, 0)])
    assert [one.statement for one in found] == ["many", "few"]  # 25/27 before 6/7


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_room_of_three_is_not_counted(language: Language) -> None:
    found = votes([[1.0, 1.0], [1.0, 0.0], [-1.0, 1.0]])
    said = room_sentences(tally(found), found.people, {"s0": "First", "s1": "Second"}, language)
    assert len(said) == 1
    assert "3" in said[0]
    assert "First" not in said[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_and_all_passing_are_said_plainly(language: Language) -> None:
    assert len(room_sentences((), 0, {}, language)) == 1
    passing = votes([[0.0, 0.0]] * 8)
    said = room_sentences(tally(passing), passing.people, {}, language)
    assert said[-1].startswith({"zh": "没有一句", "en": "There is no statement"}[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_agreement_is_told_with_its_n(language: Language) -> None:
    found = votes([[1.0]] * 6 + [[0.0]] + [[NAN]])
    said = room_sentences(tally(found), found.people, {"s0": "First"}, language)
    assert "First" in said[-1]
    assert all(figure in said[-1] for figure in ("7", "6", "1"))
