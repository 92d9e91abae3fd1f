"""Groups are drawn only in large rooms and only if they come back; nobody is labelled."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from defusedxml import ElementTree

from tests.learning.made_votes import NAN, by_lot, two_camps, votes
from workshop.base.text import LANGUAGES, Language
from workshop.learning.statements.statement_chart import (
    NARROW,
    WIDE,
    StatementLook,
    agreement_chart,
    agreement_text,
    by_support,
    groups_chart,
    groups_text,
)
from workshop.learning.statements.statement_groups import (
    LEAST_VOTERS,
    OpinionGroup,
    Opinions,
    WhyNot,
    opinion_groups,
)
from workshop.learning.statements.statement_text import opinion_sentences
from workshop.learning.statements.statements import Tally, Votes, group_consensus, tally

TEXTS = {f"s{n}": f"Statement {n}" for n in range(20)}


def answered(room: Votes, enough: int = 7) -> int:
    return int(((~np.isnan(room.grid)).sum(axis=1) >= enough).sum())


def test_two_camps_in_a_large_room_are_found() -> None:
    room = two_camps(90)
    found = opinion_groups(room)
    assert found.why_not is None
    assert found.voters == answered(room)
    assert [group.people for group in found.groups] == sorted(
        (group.people for group in found.groups), reverse=True
    )
    assert sum(group.people for group in found.groups) == found.voters
    assert found.agreement is not None
    assert found.agreement > 0.9
    # Both camps agree with the first two statements; the others split them.
    assert set(np.argsort(found.consensus)[-2:]) == {0, 1}


def test_the_consensus_shown_is_that_of_the_groups_shown() -> None:
    found = opinion_groups(two_camps(90))
    for column, value in enumerate(found.consensus):
        by_hand = 1.0
        for group in found.groups:
            one = group.tallies[column]
            by_hand *= (one.agree + 1) / (one.agree + one.disagree + one.passed + 2)
        assert value == pytest.approx(by_hand, abs=1e-9)


def test_under_sixty_voters_there_are_no_groups_however_clear() -> None:
    full = np.where(np.isnan(two_camps(LEAST_VOTERS).grid), 0.0, two_camps(LEAST_VOTERS).grid)
    assert opinion_groups(votes(full)).why_not is None
    assert opinion_groups(votes(full[:-1])).why_not is WhyNot.TOO_FEW_VOTERS


def test_who_answered_few_statements_is_no_voter() -> None:
    room = two_camps(90)
    grid = room.grid.copy()
    grid[:, 6:] = NAN  # six of twelve are too few, for everybody
    found = opinion_groups(votes(grid))
    assert (found.voters, found.people, found.why_not) == (0, 90, WhyNot.TOO_FEW_VOTERS)


@pytest.mark.parametrize("seed", range(8))
def test_a_room_that_answers_by_lot_has_no_groups(seed: int) -> None:
    found = opinion_groups(by_lot(100, seed=seed), draws=25)
    assert found.why_not is WhyNot.UNSTABLE
    assert found.agreement is not None
    assert found.agreement < 0.7


@pytest.mark.parametrize(
    ("room", "why_not"),
    [
        (votes([[1.0, 1.0], [1.0, -1.0], [0.0, 1.0]]), WhyNot.TOO_FEW_VOTERS),  # a room of three
        (votes([[0.0] * 8] * 80), WhyNot.ALL_ALIKE),  # all pass
        (votes([[1.0, -1.0, 1.0]] * 80), WhyNot.ALL_ALIKE),  # all the same
        (votes([[1.0]] * 40 + [[-1.0]] * 40), WhyNot.TOO_FEW_STATEMENTS),
        (votes([[1.0] * 8] * 77 + [[-1.0] * 8] * 3), WhyNot.SMALL_GROUP),
        (Votes((), np.zeros((0, 0))), WhyNot.TOO_FEW_STATEMENTS),
    ],
    ids=["three", "all-pass", "all-same", "one-statement", "three-apart", "nothing"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_groups_are_drawn_it_is_said_why(room: Votes, why_not: WhyNot, language: Language) -> None:
    found = opinion_groups(room, draws=10)
    assert found.why_not is why_not
    assert (found.groups, found.consensus) == ((), ())
    assert groups_chart(found, language) is None
    assert len(groups_text(found, TEXTS, language)) == 1


def test_nothing_in_the_result_says_who_is_where() -> None:
    """No field holds a label a person, and places stand sorted, not in the order of people."""
    assert {one.name for one in fields(OpinionGroup)} == {"people", "places", "tallies"}
    assert "labels" not in {one.name for one in fields(Opinions)}
    for group in opinion_groups(two_camps(90)).groups:
        assert list(group.places) == sorted(group.places)


@pytest.mark.slow
def test_people_in_another_order_give_the_same_consensus() -> None:
    room = two_camps(90)
    one, other = opinion_groups(room), opinion_groups(Votes(room.statements, room.grid[::-1]))
    assert one.consensus == pytest.approx(other.consensus, abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [WIDE, NARROW])
def test_the_bars_show_every_count(language: Language, look: StatementLook) -> None:
    tallies = (Tally("s0", 31, 7, 2, 0), Tally("s1", 3, 0, 0, 37), Tally("s2", 12, 13, 11, 4))
    said = [
        node.text
        for node in ElementTree.fromstring(agreement_chart(tallies, TEXTS, language, look)).iter()
        if node.text
    ]
    assert {"31", "7", "2", "12", "13", "11"} <= set(said)
    assert "3" not in said  # too few answered the second: no count of it is drawn
    assert [line.count("Statement") for line in agreement_text(tallies, TEXTS, language)] == [1, 1, 1]
    assert [one.statement for one in by_support(tallies)] == ["s0", "s2", "s1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_groups_has_a_mark_for_everybody_and_words_beside_it(language: Language) -> None:
    found = opinion_groups(two_camps(90))
    drawn = groups_chart(found, language)
    assert drawn is not None
    first, second = found.groups[0].people, found.groups[1].people
    assert drawn.count("<circle") == first + 1  # and one in the legend
    assert drawn.count("<polygon") == second + 1
    words = "\n".join(groups_text(found, TEXTS, language))
    assert str(first) in words
    assert str(second) in words
    assert {"zh": "不给任何人贴标签", "en": "labels nobody"}[language] in words


def test_plain_agreement_is_consensus_with_everybody_in_one_group() -> None:
    room = two_camps(40)
    support = [one.support for one in tally(room)]
    assert group_consensus(room, [0] * room.people) == pytest.approx(support, abs=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_of_a_statement_fewer_than_five_of_a_group_answered(language: Language) -> None:
    """Four of the first group answered statements 0 and 2: all agree, where of the second group few, and all, do."""
    first = (Tally("s0", 4, 0, 0, 16), Tally("s1", 18, 1, 1, 0), Tally("s2", 4, 0, 0, 16))
    second = (Tally("s0", 2, 18, 0, 0), Tally("s1", 19, 1, 0, 0), Tally("s2", 20, 0, 0, 0))
    groups = tuple(OpinionGroup(20, ((0.0, 0.0),) * 20, tallies) for tallies in (first, second))
    told = "\n".join(
        opinion_sentences(Opinions(40, 40, groups, None, 0.9, (0.1, 0.8, 0.9), 0.5), TEXTS, language)
    )
    assert "Statement 1" in told
    assert "Statement 0" not in told
    assert "Statement 2" not in told
