"""Who with will is held back by what, and naming by answers before naming by ties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.network.networks import of
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import About, Relation, Remark, Tie
from workshop.network.outreach.blocked_residents import blocked_residents
from workshop.network.outreach.outreach_text import blocked_sentences
from workshop.network.seeding.seeding import by_simple_spread, by_threshold, nominations
from workshop.network.seeding.seeding_text import seed_sentences

STAR = of(("a", "b"), ("a", "c"), ("a", "d"), people="e")


def remark(who: str, about: About, value: float = 1.0, word: str = "", by: str = "s", day: int = 1) -> Remark:
    return Remark(who, about, value, word, by, date(2026, 3, day))


def test_only_will_of_two_or_more_with_an_obstacle_is_listed_by_obstacle() -> None:
    network = replace(
        STAR,
        remarks=(
            remark("a", About.WILL, 3),
            remark("a", About.BLOCKED, word="O3"),
            remark("b", About.WILL, 2),
            remark("b", About.ABILITY, 1),
            remark("b", About.BLOCKED, word="O3"),
            remark("b", About.BLOCKED, word="O5"),
            remark("c", About.WILL, 1),
            remark("c", About.BLOCKED, word="O3"),
            remark("d", About.WILL, 3),
            remark("e", About.BLOCKED, word="O3"),
        ),
    )
    found = blocked_residents(network)
    assert (found.n, found.spoken_of, found.willing, found.held) == (5, 4, 3, 2)
    assert [(one.code, [two.person for two in one.people]) for one in found.obstacles] == [
        ("O3", ["a", "b"]),
        ("O5", ["b"]),
    ]
    first = found.obstacles[0]
    assert [one.ability for one in first.people] == [None, 1]
    # Three ties at one in five: a reaches 1 + 3·0.2; a and b together 2 + 2·0.2; b alone 1 + 0.2·(1 + 2·0.2).
    assert first.people[0].reach == pytest.approx(1.6)
    assert first.reach == pytest.approx(2.4)
    assert found.obstacles[1].reach == pytest.approx(1.28)


def test_each_reporters_last_word_counts_and_of_two_the_lower() -> None:
    block = remark("a", About.BLOCKED, word="O1")
    gone_cold = replace(
        STAR, remarks=(remark("a", About.WILL, 3, day=1), remark("a", About.WILL, 1, day=9), block)
    )
    two_say = replace(STAR, remarks=(remark("a", About.WILL, 3), remark("a", About.WILL, 1, by="w"), block))
    three_say = replace(two_say, remarks=(*two_say.remarks, remark("a", About.WILL, 2, by="x")))
    assert [blocked_residents(one).held for one in (gone_cold, two_say, three_say)] == [0, 0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_where_nobody_was_asked_says_so(language: Language) -> None:
    assert blocked_sentences(blocked_residents(STAR), language) == (say(language, "blocked.not_asked", n=5),)


NAMED = replace(
    STAR,
    directed=True,
    ties=(*STAR.ties, Tie("b", "a", Relation.TRUSTS), Tie("c", "a", Relation.TRUSTS)),
    remarks=(
        remark("d", About.FOLLOW, by="a"),
        remark("d", About.SPREAD, by="a"),
        remark("d", About.SPREAD, by="b"),
        remark("b", About.FOLLOW, by="b"),
        remark("c", About.FOLLOW, by=""),
        remark("c", About.FOLLOW, by=""),
        remark("stranger", About.FOLLOW, by="a"),
    ),
)


def test_answers_to_whom_would_you_follow_count_before_ties_one_voice_each() -> None:
    assert nominations(NAMED) == {"a": 0, "b": 0, "c": 1, "d": 2, "e": 0}
    assert nominations(replace(NAMED, remarks=())) == {"a": 2, "b": 0, "c": 0, "d": 0, "e": 0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_movers_say_how_naming_was_counted(language: Language) -> None:
    for found in (by_simple_spread(NAMED, 1), by_threshold(NAMED, 1)):
        assert [(one.id, one.times_named) for one in found.nominated] == [("d", 2), ("c", 1)]
        assert found.named.ids == ("d",)
        assert say(language, "seeping.how_named", people=5) in seed_sentences(found, language)
    without = by_simple_spread(replace(NAMED, remarks=()), 1)
    assert say(language, "movers.how_named", people=5) in seed_sentences(without, language)
