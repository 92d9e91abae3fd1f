"""A suggestion in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.learning.made import CASES, WORDS, case
from workshop.base.text import LANGUAGES, Language
from workshop.learning.cases.casebase import cases, trusted
from workshop.learning.suggest.card_text import notes, render_card
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
    assert told.who == "一个情况相近的社区"
    assert told.why[0] == "都卡在：怕垫的钱拿不回来"
    assert told.outcomes == (("怕垫的钱拿不回来", "走过去了"),)
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
    # No shipped case got through O20 (a crisis group without a next task).
    stuck = Asker(stage="1.0", setting="other", obstacles=("O20",), committee_support=1, familiarity=1)
    assert notes(suggest(stuck, base, WORDS), "en")[0].startswith("No community in the case base")
    assert notes(suggest(ASKER, base, WORDS), "en") == ()


def test_the_obstacle_both_were_stuck_at_is_named_even_where_it_weighed_least() -> None:
    # The second obstacle counts half and only it is shared; words and stage pull more.
    passed = (("O18", Outcome.PARTLY),)
    base = [case("a", stage="2.0", obstacles=("O18",), outcomes=passed, stuck="老会长一个人扛")]
    asker = Asker(stage="2.0", obstacles=("O13", "O18"), words="老会长一个人扛")
    (card, *_) = suggest(asker, base, WORDS).cards
    assert card.reasons == ("words", "stage")
    assert WORDS.obstacles.name("O18", "zh") in render_card(card, WORDS, "zh").why[0]
