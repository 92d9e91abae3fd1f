"""A suggestion in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.learning.made import CASES, WORDS, asker_of, case
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.cases.casebase import cases, trusted
from workshop.learning.suggest.card_text import first_note, notes, render_card
from workshop.learning.suggest.retrieval import suggest
from workshop.model.case import Asker, Outcome

ASKER = Asker(stage="0", obstacles=("O3",), assets=frozenset({"small_fund"}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_what_stands_behind_it_and_never_a_score(language: Language) -> None:
    for card in suggest(ASKER, cases(CASES, language, WORDS), WORDS).cards:
        told = render_card(card, WORDS, language)
        everything = repr(told)
        assert told.limits
        assert told.evidence
        assert told.sources
        assert told.why
        assert "%" not in everything
        assert f"{card.score:.2f}" not in everything
        assert re.search(r"\bO\d+\b", told.slot + told.alike + told.needs + " ".join(told.why)) is None


def test_the_nearest_card_names_the_shared_obstacle_and_what_is_missing() -> None:
    told = render_card(suggest(ASKER, cases(CASES, "zh", WORDS), WORDS).cards[0], WORDS, "zh")
    # The same stage and the same obstacle, but its support, familiarity and kind of place are not known to be alike.
    assert told.who == say("zh", "suggest.who_other")
    assert told.why[0] == "都卡在：怕垫的钱拿不回来"
    assert told.outcomes == (("怕垫的钱拿不回来", "迈过去了"),)
    assert told.needs == "他们用到、你们还没有的：有愿意带头的人、社工有充足的时间"


def test_the_person_in_the_room_replaces_the_anonymous_community() -> None:
    card = suggest(ASKER, cases(CASES, "zh", WORDS), WORDS).cards[0]
    assert (
        render_card(replace(card, person="3号桌 老王"), WORDS, "zh").who
        == "这间屋子里有人懂这一步：3号桌 老王"
    )


def test_the_notes_send_a_person_to_the_obstacle_or_to_each_other() -> None:
    base = trusted(cases(CASES, "en", WORDS))
    assert notes(suggest(Asker(), base, WORDS), "en") == (
        "First say what you are stuck at; only then can a community be found that got past it.",
    )
    # No shipped case got through O17 (the mandate is unclear).
    stuck = Asker(stage="1.0", setting="other", obstacles=("O17",), committee_support=1, familiarity=1)
    assert notes(suggest(stuck, base, WORDS), "en")[0].startswith("No community in the case base")
    told = replace(ASKER, setting="old_unit", households=800, groups=3, familiarity=2, committee_support=2)
    assert notes(suggest(told, base, WORDS), "en") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_nobody_got_past_the_first_obstacle_is_said_before_the_cards(language: Language) -> None:
    """Of the shipped cases none got past O9 or O13; O3 was passed. Read from the outcomes of their files."""
    base = trusted(cases(CASES, language, WORDS))
    for first, then in (("O9", "O2"), ("O13", "O16")):
        suggestion = suggest(Asker(stage="1.0", obstacles=(first, then)), base, WORDS)
        assert suggestion.unmet == (first,)
        assert not suggestion.nothing_fits
        said = first_note(suggestion, WORDS, language)
        assert said == say(language, "suggest.first.unmet", obstacle=WORDS.obstacles.name(first, language))
    shown = suggest(Asker(stage="0", obstacles=("O3", "O9")), base, WORDS)
    assert (shown.unmet, first_note(shown, WORDS, language)) == (("O9",), "")
    # Where nothing fits at all, that is the one thing to say.
    assert first_note(suggest(Asker(obstacles=("O9",)), base, WORDS), WORDS, language) == ""


def test_the_obstacle_named_first_is_answered_first_however_far_off_the_community() -> None:
    """The only one that passed O7 stands far off; another passed the second obstacle and is like in all else."""
    near = case("near", setting="old_unit", households=500, groups=2, committee_support=2, familiarity=2)
    far = case("far", obstacles=("O7",), outcomes=(("O7", Outcome.PASSED),), stage="3.0", setting="village",
               households=30, groups=60, committee_support=0, familiarity=0, moves=near.moves)  # fmt: skip
    asker = replace(asker_of(near), obstacles=("O7", "O3"))
    suggestion = suggest(asker, [near, far], WORDS)
    assert suggestion.cards[0].case == "far"
    assert first_note(suggestion, WORDS, "zh") == ""
    # It is not called a community like theirs.
    assert render_card(suggestion.cards[0], WORDS, "zh").who == say("zh", "suggest.who_other")
    like = suggest(replace(asker, obstacles=("O3",)), [near, far], WORDS).cards[0]
    assert render_card(like, WORDS, "zh").who == say("zh", "learning.who")


def test_what_is_more_than_one_community_is_called_what_it_is() -> None:
    county = case("county", setting="village", unit="一个有 186 个村的县")
    card = suggest(asker_of(county), [county], WORDS).cards[0]
    told = render_card(card, WORDS, "zh")
    assert told.who == "一个有 186 个村的县"
    assert told.counted == ""  # no community tried it: a county did


def test_the_obstacle_both_were_stuck_at_is_named_even_where_it_weighed_least() -> None:
    # The second obstacle counts half and only it is shared; words and stage pull more.
    passed = (("O18", Outcome.PARTLY),)
    base = [case("a", stage="2.0", obstacles=("O18",), outcomes=passed, stuck="老会长一个人扛")]
    asker = Asker(stage="2.0", obstacles=("O13", "O18"), words="老会长一个人扛")
    (card, *_) = suggest(asker, base, WORDS).cards
    assert card.reasons == ("words", "stage")
    assert WORDS.obstacles.name("O18", "zh") in render_card(card, WORDS, "zh").why[0]
