"""The whole likeness and its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.learning.made import ASKERS, WORDS, asker_of, bases, case
from workshop.learning.cases.words import text_similarity
from workshop.learning.suggest.similarity import AttributeVerdict, PreparedCases, lead_for, moves_for
from workshop.model.case import Asker, Case, Move

WEIGHTS = WORDS.weights
WITHOUT_WORDS: dict[str, float] = {}


def words_of(asker: Asker, base: tuple[Case, ...]) -> dict[str, float]:
    return text_similarity(asker.words, {one.id: one.stuck for one in base})


def test_the_total_is_the_weighted_mean_of_what_was_answered() -> None:
    # obstacles 1 × weight 4, stage one below .5 × weight 2 → 5 / 6 (weights.toml)
    asker = Asker(stage="1.0", obstacles=("O3",))
    found = PreparedCases([case("a", stage="0")], WEIGHTS).similarities(asker, WITHOUT_WORDS)["a"]
    assert found.total == pytest.approx(5 / 6)
    assert found.attributes == pytest.approx(5 / 6)
    assert found.words is None
    assert found.with_verdict(AttributeVerdict.SAME) == ("obstacles",)
    assert found.with_verdict(AttributeVerdict.DIFFERENT) == ("stage",)
    assert len(found.with_verdict(AttributeVerdict.UNKNOWN)) == 6
    assert found.reasons == ("obstacles",)


def test_words_weigh_three_tenths_and_are_scaled_to_the_best_of_the_base() -> None:
    asker = Asker(obstacles=("O3",), words="敲门没人开")
    base = (case("a", stuck="敲门没人开门"), case("b", stuck="没人"))
    found = PreparedCases(base, WEIGHTS).similarities(asker, words_of(asker, base))
    assert found["a"].words == 1
    assert found["a"].total == pytest.approx(0.7 * 1 + 0.3 * 1)
    assert found["b"].words is not None
    assert found["b"].total == pytest.approx(0.7 + 0.3 * found["b"].words)


def test_a_value_the_case_does_not_give_counts_as_expected_never_as_nothing() -> None:
    asker = Asker(obstacles=("O3",), committee_support=3)
    base = [case("strong", committee_support=3), case("none", committee_support=0), case("silent")]
    found = PreparedCases(base, WEIGHTS).similarities(asker, WITHOUT_WORDS)
    silent = found["silent"].part("support")
    # Mean of 1 and 0 with one imagined case of ½: (1 + 0 + .5) / 3.
    assert silent.likeness == pytest.approx(0.5)
    assert silent.expected
    assert silent.verdict is AttributeVerdict.UNKNOWN
    assert found["none"].total < found["silent"].total < found["strong"].total


def test_what_the_asker_did_not_say_does_not_count() -> None:
    base = [case("a", committee_support=0, households=9)]
    found = PreparedCases(base, WEIGHTS).similarities(Asker(obstacles=("O3",)), WITHOUT_WORDS)["a"]
    assert found.total == 1
    assert found.part("support").likeness is None


def test_moves_that_need_what_the_asker_lacks_lose_three_tenths() -> None:
    needy = case(
        "a", assets=frozenset({"room"}), moves=(Move("hub", "m", needs=frozenset({"room"}), lead=True),)
    )
    asker = Asker(obstacles=("O3",), assets=frozenset({"teacher"}))
    lacking = PreparedCases([needy], WEIGHTS).similarities(asker, WITHOUT_WORDS)["a"]
    assert lacking.kept == pytest.approx(0.7)
    assert lacking.needs_missing == ("room",)
    having = PreparedCases([needy], WEIGHTS).similarities(
        replace(asker, assets=frozenset({"room"})), WITHOUT_WORDS
    )["a"]
    assert (having.kept, having.needs_missing) == (1, ())


def test_assets_nobody_asked_about_are_not_missing() -> None:
    needy = case(
        "a", assets=frozenset({"room"}), moves=(Move("hub", "m", needs=frozenset({"room"}), lead=True),)
    )
    assert (
        PreparedCases([needy], WEIGHTS)
        .similarities(Asker(obstacles=("O3",)), WITHOUT_WORDS)["a"]
        .needs_missing
        == ()
    )
    none_at_all = Asker(obstacles=("O3",), assets=frozenset())
    assert PreparedCases([needy], WEIGHTS).similarities(none_at_all, WITHOUT_WORDS)["a"].needs_missing == (
        "room",
    )


def test_a_card_tells_the_moves_made_against_the_askers_obstacle() -> None:
    told = case(
        "a",
        obstacles=("O1", "O3", "O7"),
        moves=(
            Move("seep", "", against=("O1",), lead=True),
            Move("announce", "", against=("O7",)),
            Move("answer_privately", "", against=("O3",)),
            Move("peer_tells", "", against=("O3",)),
        ),
    )
    assert [move.code for move in moves_for(told, ("O3",))] == ["answer_privately", "peer_tells"]
    assert [move.code for move in moves_for(told, ("O7",))] == ["seep", "announce"]
    assert [move.code for move in moves_for(told, ())] == ["seep", "announce"]
    assert lead_for(told, ("O3",)) == "answer_privately"
    assert lead_for(told, ("O1",)) == "seep"
    assert lead_for(told, ()) == "seep"


@given(ASKERS, bases())
def test_every_total_is_between_nothing_and_one_and_is_made_of_its_parts(
    asker: Asker, base: tuple[Case, ...]
) -> None:
    for found in PreparedCases(base, WEIGHTS).similarities(asker, words_of(asker, base)).values():
        assert 0 <= found.total <= 1
        mixed = (1 - found.words_share) * (found.attributes or 0) + found.words_share * (found.words or 0)
        assert found.total == pytest.approx(mixed * found.kept)
        assert all(
            0 < part.likeness < 1 for part in found.parts if part.expected and part.likeness is not None
        )


@given(bases())
def test_nothing_is_more_like_a_case_than_its_own_community(base: tuple[Case, ...]) -> None:
    for one in base:
        asker = asker_of(one)
        found = PreparedCases(base, WEIGHTS).similarities(asker, words_of(asker, base))
        assert found[one.id].total == pytest.approx(1)
