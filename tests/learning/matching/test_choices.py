"""Three to choose from: the plan's own first, nobody overrun, one of each organisation, never a number."""

from __future__ import annotations

import re

from tests.learning.made import WORDS
from tests.learning.rooms import peer, skewed
from workshop.base.text import LANGUAGES
from workshop.learning.matching.matching import choices, match
from workshop.learning.matching.matching_text import match_reasons
from workshop.model.matching import Pair, Settled

ROOM = [
    peer("a", "O3", stage="1.0"),
    peer("b", offers="O3", stage="2.0", organisation="甲"),
    peer("c", offers="O3", stage="2.0", organisation="甲"),
    peer("d", offers="O3", stage="1.0"),
    peer("e", offers="O3", stage="0"),
    peer("f", offers="O7", stage="2.0"),
]


def test_the_best_of_each_organisation_are_offered() -> None:
    offers = choices("a", ROOM)
    assert [(one.host, one.fit.ahead, one.seats_left) for one in offers] == [
        ("b", 1, 4),
        ("d", 0, 4),
        ("e", -1, 4),
    ]
    assert offers[0].differs == ("organisation", "stage")


def test_the_plans_own_come_first_and_declined_ones_never() -> None:
    offers = choices("a", ROOM, [Pair("a", "e")], Settled(vetoed=frozenset({Pair("a", "b")})))
    assert [(one.host, one.proposed) for one in offers] == [("e", True), ("c", False), ("d", False)]


def test_who_has_no_time_left_is_not_offered() -> None:
    taken = [Pair(f"x{number}", "b") for number in range(4)]
    people = [*ROOM, *(peer(f"x{number}", "O3") for number in range(4))]
    assert [one.host for one in choices("a", people, taken)] == ["c", "d", "e"]


def test_who_asks_nothing_or_is_not_here_has_no_choice() -> None:
    assert choices("f", ROOM) == choices("nobody", ROOM) == ()


def test_every_offer_can_be_taken_within_the_rules() -> None:
    people = skewed(40, 4)
    found = match(people)
    pairs = [Pair(pair.asker, pair.host) for pair in found.pairs]
    by_id = {one.id: one for one in people}
    for asker in found.askers:
        for one in choices(asker, people, pairs):
            assert one.proposed or one.seats_left > 0
            assert not by_id[asker].belongs_with(by_id[one.host])


def test_a_card_gives_reasons_and_no_percentage() -> None:
    for language in LANGUAGES:
        for one in choices("a", ROOM):
            said = match_reasons(one.fit, WORDS, language)
            assert WORDS.obstacles.name("O3", language) in said[0]
            assert not re.search(r"[%％]|\d\.\d", " ".join(said))
