"""The three cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made import ASKERS, CASES, WORDS, asker_of, bases, case
from tests.properties import examples
from workshop.learning.cases.casebase import cases, trusted
from workshop.learning.cases.words import stuck_similarity
from workshop.learning.suggest.retrieval import GOT_THROUGH, CardSlot, Suggestion, suggest
from workshop.model.case import Asker, Case, Move, Outcome

SHIPPED = trusted(cases(CASES, "zh", WORDS))
NOT = (("O3", Outcome.NOT),)
HUB = (Move("hub", "", against=("O3",), lead=True),)


def shown(suggestion: Suggestion) -> dict[str, str]:
    return {card.slot.value: card.case for card in suggestion.cards}


def test_the_cards_are_the_nearest_a_different_move_and_one_that_did_not_pass() -> None:
    base = [case("a"), case("b"), case("c", moves=HUB, stage="1.0"), case("d", outcomes=NOT)]
    suggestion = suggest(Asker(stage="0", obstacles=("O3",)), base, WORDS)
    # a and b tie: the lower id is shown to everybody.
    assert shown(suggestion) == {"nearest": "a", "different": "c", "failed": "d"}
    assert [card.slot for card in suggestion.cards] == list(CardSlot)
    assert not suggestion.nothing_fits
    assert {card.status for card in suggestion.cards} == {"story"}
    assert {card.person for card in suggestion.cards} == {None}


def test_a_case_that_met_none_of_the_obstacles_is_never_the_nearest() -> None:
    suggestion = suggest(Asker(stage="0", obstacles=("O7",)), [case("a"), case("b", moves=HUB)], WORDS)
    assert suggestion.cards == ()
    assert suggestion.nothing_fits


def test_being_partly_through_counts_too_early_does_not() -> None:
    partly = case("partly", outcomes=(("O3", Outcome.PARTLY),))
    early = case("early", outcomes=(("O3", Outcome.TOO_EARLY),))
    assert shown(suggest(Asker(obstacles=("O3",)), [early, partly], WORDS)) == {"nearest": "partly"}
    assert suggest(Asker(obstacles=("O3",)), [early], WORDS).nothing_fits


def test_one_place_fills_one_card() -> None:
    base = [
        case("a", place="here"),
        case("b", place="here", moves=HUB),
        case("c", place="here", outcomes=NOT),
    ]
    assert shown(suggest(Asker(obstacles=("O3",)), base, WORDS)) == {"nearest": "a"}


def test_without_another_answer_to_the_obstacle_the_different_card_is_one_from_the_same_stage() -> None:
    other = case("b", obstacles=("O7",), outcomes=(("O7", Outcome.PASSED),), moves=HUB)
    suggestion = suggest(Asker(stage="0", obstacles=("O3",)), [case("a"), other], WORDS)
    different = suggestion.cards[1]
    assert (different.slot, different.case) == (CardSlot.DIFFERENT, "b")
    assert different.shared == ()
    assert "obstacles" in different.different
    assert different.reasons == ("stage",)


def test_a_failure_at_another_obstacle_is_a_card_only_where_its_reason_applies() -> None:
    """To be at the same stage is no reason: what it went without, or an obstacle that both had, is."""
    far = case("far", stage="2.0", outcomes=NOT)
    near = case(
        "near",
        obstacles=("O7",),
        outcomes=(("O7", Outcome.NOT),),
        assets=frozenset({"room"}),
        would_not_work_without=frozenset({"room"}),
    )
    asker = Asker(stage="0", obstacles=("O3",))
    assert shown(suggest(asker, [case("a"), far, near], WORDS))["failed"] == "far"
    assert "failed" not in shown(suggest(asker, [case("a"), near], WORDS))
    without, with_room = (replace(asker, assets=frozenset(have)) for have in ((), ("room",)))
    assert shown(suggest(without, [case("a"), near], WORDS))["failed"] == "near"
    assert "failed" not in shown(suggest(with_room, [case("a"), near], WORDS))
    both = replace(near, obstacles=("O7", "O3"), would_not_work_without=frozenset())
    assert shown(suggest(asker, [case("a"), both], WORDS))["failed"] == "near"


def test_a_failure_at_the_askers_obstacle_goes_before_one_that_is_more_alike() -> None:
    """The second shares the obstacle and the stage, but failed at another one; what it says of the asker's is open."""
    own = case("own", stage="2.0", outcomes=NOT)
    alike = case(
        "alike",
        obstacles=("O3", "O7"),
        outcomes=(("O3", Outcome.TOO_EARLY), ("O7", Outcome.NOT)),
    )
    asker = Asker(stage="0", obstacles=("O3",))
    failed = suggest(asker, [case("a"), own, alike], WORDS).cards[-1]
    assert (failed.slot, failed.case) == (CardSlot.FAILED, "own")
    alone = suggest(asker, [case("a"), alike], WORDS).cards[-1]
    assert alone.score > failed.score


def test_the_second_card_tells_of_another_lead_move_however_alike_the_first_ones_are() -> None:
    """b is told for the same move as a, with one more beside it: alike, and half new. c is far, and all new."""
    same_lead = (*case("x").moves, Move("seep", "", against=("O7",)))
    far = case("c", moves=HUB, stage="3.0", obstacles=("O1", "O3"))
    asker = Asker(stage="0", obstacles=("O3",))
    suggestion = suggest(asker, [case("a"), case("b", moves=same_lead), far], WORDS)
    assert shown(suggestion) == {"nearest": "a", "different": "c"}
    assert suggestion.cards[1].score < suggestion.cards[0].score / 2


def test_once_four_are_answered_one_is_asked_though_more_could_change_the_cards() -> None:
    """The two cases differ in support, familiarity and groups alone, so each answer decides which is nearest."""
    same = {"setting": "village", "households": 400}
    base = [
        case("a", committee_support=0, familiarity=0, groups=0, **same),
        case("b", committee_support=3, familiarity=3, groups=60, **same),
    ]
    four = Asker(stage="0", obstacles=("O3",), setting="village", households=400)
    assert suggest(four, base, WORDS).ask_next == ("support",)
    assert suggest(replace(four, households=None), base, WORDS).ask_next == ("support",)
    assert len(suggest(replace(four, households=None, setting=None), base, WORDS).ask_next) == 2


def test_neither_obstacle_nor_words_asks_for_the_obstacle() -> None:
    assert suggest(Asker(stage="0", groups=3), SHIPPED, WORDS) == Suggestion(
        (), ("obstacles",), nothing_fits=True
    )
    assert suggest(Asker(words="今天天气不错"), SHIPPED, WORDS).ask_next == ("obstacles",)


def test_words_alone_find_a_case_and_still_ask_for_the_obstacle() -> None:
    suggestion = suggest(Asker(words="上门敲门没有人开，邻里很冷淡"), SHIPPED, WORDS)
    assert shown(suggestion)["nearest"] == "yicang"
    assert suggestion.cards[0].reasons == ("words",)
    assert "obstacles" in suggestion.ask_next


def test_what_cannot_change_a_card_is_not_asked() -> None:
    base = [case("a", stage="0"), case("b", stage="1.0")]
    asker = Asker(obstacles=("O3",))
    # The stage decides between a and b; no case knows its setting, size or support, and none needs an asset.
    assert suggest(asker, base, WORDS).ask_next == ("stage",)
    assert suggest(replace(asker, stage="1.0"), base, WORDS).ask_next == ()


def test_an_empty_case_base_fits_nobody() -> None:
    assert suggest(Asker(stage="0", obstacles=("O3",)), [], WORDS) == Suggestion(
        (), (), nothing_fits=True, first="O3", unmet=("O3",)
    )


ENGLISH = trusted(cases(CASES, "en", WORDS))
STUCK = [one.stuck for base in (SHIPPED, ENGLISH) for one in base]


@given(ASKERS, st.sampled_from(STUCK) | st.text("居民没人开门垫钱 neighbours money door", max_size=30))
@examples(150)
def test_the_cards_do_not_change_with_the_language_of_the_screen(asker: Asker, words: str) -> None:
    """Words of either language against the shipped cases as shown in either language."""
    asked = replace(asker, words=words)
    zh, en = suggest(asked, SHIPPED, WORDS), suggest(asked, ENGLISH, WORDS)
    assert [(card.slot, card.case, card.score, card.reasons) for card in zh.cards] == [
        (card.slot, card.case, card.score, card.reasons) for card in en.cards
    ]
    assert (zh.ask_next, zh.nothing_fits, zh.unmet) == (en.ask_next, en.nothing_fits, en.unmet)


def test_words_of_one_language_are_heard_on_a_screen_of_the_other() -> None:
    asker = Asker(obstacles=("O3", "O10", "O16"))
    for told in SHIPPED:
        english = next(one for one in ENGLISH if one.id == told.id)
        for words in (told.stuck, english.stuck):
            for base in (SHIPPED, ENGLISH):
                likeness = stuck_similarity(words, base)
                # A text is most like itself: 1 by the formula.
                assert likeness[told.id] == pytest.approx(1)
                assert suggest(replace(asker, words=words), base, WORDS).cards


def test_what_failed_in_another_world_with_another_obstacle_is_no_card() -> None:
    """A village and an old estate are not listed as alike; a mixed estate is (weights.toml)."""
    village = case(
        "village", setting="village", obstacles=("O19",), outcomes=(("O19", Outcome.NOT),), moves=HUB
    )
    base = [case("a", setting="old_unit"), village]
    asker = Asker(stage="0", setting="old_unit", obstacles=("O3",))
    assert shown(suggest(asker, base, WORDS)) == {"nearest": "a"}
    # Nor is one in a mixed estate, which is like enough as a place: it shares no obstacle and no lack.
    assert shown(suggest(asker, [base[0], replace(village, setting="mixed")], WORDS)) == {"nearest": "a"}
    # Nor is it another way: read aloud, what village women did about another difficulty answers nobody there.
    passed = replace(village, outcomes=(("O19", Outcome.PASSED),))
    assert shown(suggest(asker, [base[0], passed], WORDS)) == {"nearest": "a"}
    near = replace(passed, id="near", place="near", setting="mixed", households=30)
    assert shown(suggest(asker, [base[0], passed, near], WORDS))["different"] == "near"
    # At the asker's own obstacle a failure counts from wherever it is.
    own = replace(village, obstacles=("O3",), outcomes=NOT)
    assert shown(suggest(asker, [base[0], own], WORDS))["failed"] == "village"


# Five made communities against the shipped cases: what a person who has read the cases expects first.
@pytest.mark.parametrize(
    ("asker", "nearest"),
    [
        (Asker(stage="0", setting="old_unit", obstacles=("O3", "O2")), "qingbaijiang"),
        (Asker(stage="1.0", setting="commercial", households=2500, obstacles=("O11",)), "cuizhuyuan"),
        (Asker(stage="0", setting="village", obstacles=("O8",), words="妇女们不敢跳"), "puhan-dance"),
        (Asker(stage="2.0", obstacles=("O14",), committee_support=2), "laojiefang"),
        (
            Asker(stage="1.0", setting="old_unit", obstacles=("O10",), assets=frozenset({"worker_time"})),
            "yicang",
        ),
    ],
)
def test_five_made_communities_meet_the_case_a_reader_would_name(asker: Asker, nearest: str) -> None:
    suggestion = suggest(asker, SHIPPED, WORDS)
    assert shown(suggestion)["nearest"] == nearest
    assert suggestion.cards[0].limits
    assert suggestion.cards[0].moves
    # Both languages carry the same codes, so without words both show the same cards.
    if not asker.words:
        assert shown(suggest(asker, trusted(cases(CASES, "en", WORDS)), WORDS)) == shown(suggestion)


@pytest.mark.parametrize("told", [told for told in SHIPPED if told.outcomes], ids=lambda told: told.id)
def test_asking_with_a_shipped_cases_own_attributes_brings_it_up(told: Case) -> None:
    suggestion = suggest(asker_of(told), SHIPPED, WORDS)
    met = any(outcome in GOT_THROUGH for _, outcome in told.outcomes)
    assert shown(suggestion)["nearest" if met else "failed"] == told.id


@pytest.mark.slow
@examples(50)
@given(bases())
def test_asking_with_a_cases_own_attributes_shows_nothing_more_alike(base: tuple[Case, ...]) -> None:
    for told in base:
        # What the asker names first is answered first: a case that got past its second obstacle only stands behind.
        if dict(told.outcomes)[told.obstacles[0]] not in GOT_THROUGH:
            continue
        nearest = suggest(asker_of(told), base, WORDS).cards[0]
        assert nearest.slot is CardSlot.NEAREST
        assert nearest.case == told.id or nearest.score == pytest.approx(1)


@examples(50)
@given(ASKERS, bases(), st.randoms(use_true_random=False))
def test_every_phone_sees_the_same_cards(asker: Asker, base: tuple[Case, ...], random: object) -> None:
    shuffled = list(base)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggest(asker, base, WORDS) == suggest(asker, shuffled, WORDS)


@examples(50)
@given(ASKERS, bases())
def test_the_gates_hold_for_every_asker(asker: Asker, base: tuple[Case, ...]) -> None:
    suggestion = suggest(asker, base, WORDS)
    assert suggestion.nothing_fits == ("nearest" not in shown(suggestion))
    assert len({card.case for card in suggestion.cards}) == len(suggestion.cards)
    for card in suggestion.cards:
        outcomes = dict(card.told.outcomes)
        assert len(card.same) + len(card.different) + len(card.unknown) == 8
        assert set(card.needs_missing).isdisjoint(asker.assets or ())
        if card.slot is CardSlot.FAILED:
            assert Outcome.NOT in outcomes.values()
        elif card.slot is CardSlot.NEAREST and asker.obstacles:
            assert any(outcomes.get(code) in GOT_THROUGH for code in asker.obstacles)
