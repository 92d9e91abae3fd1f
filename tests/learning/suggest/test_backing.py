"""What stands behind a card: counts of the base, a pattern people wrote, somebody in the room."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.learning.made import CASES, WORDS, case
from workshop.base.content import home
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.cases.casebase import cases, trusted
from workshop.learning.matching.in_room import with_people
from workshop.learning.patterns.pattern_status import standing
from workshop.learning.patterns.patternbase import patterns
from workshop.learning.suggest.backing import Counted, count_tried
from workshop.learning.suggest.card_text import backed, render_card
from workshop.learning.suggest.retrieval import CardSlot, Suggestion, suggest
from workshop.model.case import Asker, Case, Move, Outcome
from workshop.model.matching import Peer

ASKER = Asker(stage="0", obstacles=("O3",))


def with_patterns(asker: Asker, language: Language) -> Suggestion:
    base = cases(CASES, language, WORDS)
    known = trusted(base)
    written = patterns(home() / "data" / "patterns", language, base, WORDS)
    return suggest(asker, known, WORDS, [backed(one, standing(one, known), language) for one in written])


def test_two_cards_never_rest_on_one_pattern() -> None:
    """Two cases that one pattern names as its evidence would give the same first step twice."""
    for language in LANGUAGES:
        found = with_patterns(Asker(stage="1.0", setting="old_unit", obstacles=("O7",)), language)
        assert [card.case for card in found.cards[:2]] == ["lvzhufu", "nancuo"]
        named = [card.backed.pattern.id if card.backed else None for card in found.cards[:2]]
        assert named == ["a-stage-for-the-willing", None]
        assert found.cards[0].first_step != found.cards[1].first_step


def test_a_pattern_on_a_later_obstacle_does_not_push_the_first_aside() -> None:
    """O6 has no pattern and O3, which the same case passed, has one; but O6 was named first, and the case has a step
    for it."""
    first = with_patterns(Asker(stage="0", obstacles=("O6", "O3")), "zh").cards[0]
    assert (first.case, first.obstacle, first.lead) == ("qingbaijiang", "O6", "back_first_mover")
    assert first.backed is None
    assert first.first_step == first.told.step_against("O6", "back_first_mover")
    other = with_patterns(Asker(stage="0", obstacles=("O3", "O6")), "zh").cards[0]
    assert other.backed is not None
    assert other.backed.pattern.id == "repaid-and-told"


def test_a_case_that_is_too_early_is_not_counted_as_tried() -> None:
    base = [
        case("a"),
        case("b", outcomes=(("O3", Outcome.PARTLY),)),
        case("c", outcomes=(("O3", Outcome.NOT),)),
        case("d", outcomes=(("O3", Outcome.TOO_EARLY),)),
        case("e", outcomes=()),
    ]
    counted = count_tried(base, "O3", base[0].moves[0].code)
    assert (counted, counted.failed) == (Counted(tried=3, passed=1, partly=1), 1)
    assert count_tried(base, "O3", "hub") == Counted(0, 0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_on_the_askers_obstacle_gives_the_first_step_and_the_question(language: Language) -> None:
    """The case is told for walking with grid workers; a person afraid of not being repaid needs another step."""
    card = with_patterns(ASKER, language).cards[0]
    assert (card.case, card.lead) == ("qingbaijiang", "answer_privately")
    assert card.backed is not None
    assert card.backed.pattern.id == "repaid-and-told"
    assert "30" in card.first_step
    assert card.backed.pattern.first_step.then in card.first_step
    assert card.question == card.backed.pattern.ask_them
    assert card.status == "story"  # one case bears it out
    elsewhere = with_patterns(replace(ASKER, obstacles=("O1",)), language).cards
    steps = {card.told.step_against("O1", card.lead) for card in elsewhere}
    assert {card.first_step for card in elsewhere} == steps


def test_a_card_that_answers_another_obstacle_says_so() -> None:
    suggestion = with_patterns(Asker(stage="1.0", obstacles=("O3",)), "zh")
    told = {card.slot: render_card(card, WORDS, "zh") for card in suggestion.cards}
    assert not told[CardSlot.NEAREST].aside
    for card in suggestion.cards:
        assert bool(told[card.slot].aside) == (not card.shared)
    assert told[CardSlot.DIFFERENT].aside.startswith("他们卡的不是你们这一处")


def test_counts_are_said_as_numbers_of_communities() -> None:
    told = render_card(with_patterns(ASKER, "en").cards[0], WORDS, "en")
    assert told.counted == "One community tried it and got past this."


def made(passed: int, partly: int, failed: int) -> list[Case]:
    """So many communities that made one move against O3."""
    outcomes = [Outcome.PASSED] * passed + [Outcome.PARTLY] * partly + [Outcome.NOT] * failed
    return [case(f"c{n}", outcomes=(("O3", outcome),)) for n, outcome in enumerate(outcomes)]


@pytest.mark.parametrize(
    ("passed", "partly", "failed", "said"),
    [
        (1, 0, 0, "only.passed"),
        (0, 1, 0, "only.partly"),
        (2, 0, 0, "few.passed"),
        (1, 1, 0, "few.through"),
        (0, 4, 0, "few.partly"),
        (2, 0, 2, "few.mixed"),
    ],
)
def test_fewer_than_five_are_told_and_not_counted(passed: int, partly: int, failed: int, said: str) -> None:
    """The rule of every figure here (MIN_GROUP): from fewer than five no number is made."""
    for language in LANGUAGES:
        card = suggest(ASKER, made(passed, partly, failed), WORDS).cards[0]
        told = render_card(card, WORDS, language).counted
        assert told == say(language, f"suggest.{said}")
        assert not any(letter.isdigit() for letter in told)


def test_from_five_on_the_communities_are_counted() -> None:
    card = suggest(ASKER, made(3, 1, 1), WORDS).cards[0]
    told = render_card(card, WORDS, "en").counted
    assert [int(number) for number in re.findall(r"\d+", told)] == [5, 3, 1, 1]


def test_the_person_named_offers_what_the_case_did() -> None:
    suggestion = with_patterns(ASKER, "zh")
    people = [
        Peer("far", stage="0", offers=frozenset({"O9"})),
        Peer("b", stage="1.0", offers=frozenset({"O3"})),
        Peer("a", stage="2.0", offers=frozenset({"answer_privately"})),
    ]
    named = with_people(suggestion, ASKER, people)
    assert named.cards[0].person == "a"  # the move the card is told for goes first
    assert with_people(suggestion, ASKER, people[:2]).cards[0].person == "b"
    assert with_people(suggestion, ASKER, people[:1]).cards[0].person is None
    assert all(card.person is None for card in named.cards if card.slot is CardSlot.FAILED)


def test_a_card_of_what_did_not_pass_names_nobody() -> None:
    """Offering what failed elsewhere is no reason to be shown beside its failure."""
    hub = (Move("hub", "m", against=("O3",), lead=True),)
    suggestion = suggest(ASKER, [case("a"), case("b", moves=hub, outcomes=(("O3", Outcome.NOT),))], WORDS)
    named = with_people(suggestion, ASKER, [Peer("p", stage="1.0", offers=frozenset({"O3", "hub"}))])
    assert {card.slot: card.person for card in named.cards} == {CardSlot.NEAREST: "p", CardSlot.FAILED: None}


def test_after_four_answers_only_one_more_is_asked() -> None:
    base = trusted(cases(CASES, "zh", WORDS))
    for answered, most in (
        (Asker(obstacles=("O7",)), 3),
        (Asker(stage="0", obstacles=("O7",), setting="village", households=400), 1),
    ):
        assert len(suggest(answered, base, WORDS).ask_next) <= most
