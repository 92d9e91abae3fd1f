"""Older cases and askers in the words of now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made import CASES, WORDS, case, cases_made
from workshop.base.errors import ContentError
from workshop.learning.cases.casebase import cases, joined, migrated_case
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary
from workshop.model.case import Case, CaseStep, Move, Outcome


def with_successors(lists: Vocabularies, successors: dict[str, str], version: int) -> Vocabularies:
    """The lists with these obstacles and assets given up for others."""

    def of(vocabulary: Vocabulary) -> Vocabulary:
        entries = tuple(
            entry.model_copy(update={"replaced_by": successors.get(entry.code, entry.replaced_by)})
            for entry in vocabulary.entries
        )
        return vocabulary.model_copy(update={"entries": entries, "version": version})

    return replace(
        lists, **{name: of(getattr(lists, name)) for name in ("obstacles", "assets", "moves", "settings")}
    )


@st.composite
def lists_of_two_versions(draw: st.DrawFn) -> tuple[Vocabularies, Vocabularies]:
    """Words are only ever given up for one later in the list, so that no circle can come about."""
    codes = [entry.code for entry in WORDS.obstacles.entries]
    assets = [entry.code for entry in WORDS.assets.entries]
    found: list[Vocabularies] = []
    given_up: dict[str, str] = {}
    for version in (2, 3):
        for names in (codes, assets):
            for code in draw(st.lists(st.sampled_from(names[:-1]), max_size=6, unique=True)):
                given_up.setdefault(code, draw(st.sampled_from(names[names.index(code) + 1 :])))
        found.append(with_successors(WORDS, given_up, version))
    return found[0], found[1]


@given(cases_made("made"), lists_of_two_versions())
def test_going_through_every_version_ends_where_going_at_once_does(
    told: Case, lists: tuple[Vocabularies, Vocabularies]
) -> None:
    second, third = lists
    assert migrated_case(migrated_case(told, second), third) == migrated_case(told, third)


@given(cases_made("made"), lists_of_two_versions())
def test_a_migrated_case_holds_only_words_in_use_and_stays_as_it_is_afterwards(
    told: Case, lists: tuple[Vocabularies, Vocabularies]
) -> None:
    _, words = lists
    now = migrated_case(told, words)
    assert migrated_case(now, words) == now
    assert now.vocabulary == words.version
    assert set(now.obstacles) <= {entry.code for entry in words.obstacles.current}
    assert now.assets <= {entry.code for entry in words.assets.current}
    assert {code for code, _ in now.outcomes} <= set(now.obstacles)
    assert all(set(move.against) <= set(now.obstacles) for move in now.moves)
    assert all(move.needs <= now.assets for move in now.moves)
    assert all(step.against in now.obstacles and step.done <= now.assets for step in now.first_steps)
    assert len(now.obstacles) == len(set(now.obstacles))


def test_the_first_obstacle_stays_first_when_two_become_one() -> None:
    words = with_successors(WORDS, {"O1": "O10"}, 2)
    told = case(
        "a",
        obstacles=("O1", "O3", "O10"),
        outcomes=(("O1", Outcome.PASSED), ("O10", Outcome.NOT)),
        moves=(Move("seep", "m", against=("O1", "O10"), lead=True),),
        first_steps=(CaseStep("O1", "seep", "f"),),
    )
    now = migrated_case(told, words)
    assert now.obstacles == ("O10", "O3")
    assert now.outcomes == (("O10", Outcome.PARTLY),)
    assert now.moves[0].against == ("O10",)
    # A step stays with the obstacle it was written for, under its new code, or no card would ever find it.
    assert now.first_steps == (CaseStep("O10", "seep", "f"),)


@pytest.mark.parametrize(
    ("outcomes", "together"),
    [
        (["passed", "passed"], "passed"),
        (["not", "not"], "not"),
        (["passed", "not"], "partly"),
        (["passed", "too_early"], "partly"),
        (["not", "too_early"], "not"),
    ],
)
def test_nothing_is_claimed_of_a_joined_obstacle_that_was_not_said_of_both(
    outcomes: list[str], together: str
) -> None:
    assert joined(map(Outcome, outcomes)).value == together


def test_a_word_nobody_knows_is_refused_with_the_nearest() -> None:
    for wrong in (case("a", obstacles=("O99",), outcomes=()), case("a", setting="vilage")):
        with pytest.raises(ContentError) as caught:
            migrated_case(wrong, WORDS)
        assert caught.value.code == "vocabulary.unknown_code"
        assert caught.value.values["nearest"] in {"O9", "village"}


def test_shipped_cases_are_in_the_words_of_now() -> None:
    for told in cases(CASES, "zh", WORDS):
        assert migrated_case(told, WORDS) == told
