"""What the cards of a room rest on."""

from __future__ import annotations

from tests.app_context import context_on
from workshop.base.text import LANGUAGES
from workshop.services.camp import camps
from workshop.services.learn import community_facts, patterns, suggestions
from workshop.services.matching import pairing_people
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store
from workshop.store.suggestions import AskerNote


def test_a_pattern_put_away_at_the_desk_stands_behind_no_card_until_it_is_brought_back(store: Store) -> None:
    context = context_on(store)
    camp = camps.new_camp(context, "试营", "camp-half").camp
    seat = seats.join(context, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True)).seat

    def behind() -> set[str]:
        found = suggestions.for_obstacles(context, camp, seat, ("O3",), "zh")
        return {card.backed.pattern.id for card in found.cards if card.backed}

    assert behind() == {"repaid-and-told"}
    patterns.retire(context, "repaid-and-told", "organiser")
    assert behind() == set()
    patterns.bring_back(context, "repaid-and-told", "organiser")
    assert behind() == {"repaid-and-told"}


def test_a_phone_shows_the_same_cases_in_either_language(store: Store) -> None:
    """The asker's own words are Chinese; before, they were heard on a Chinese screen only."""
    context = context_on(store)
    camp = camps.new_camp(context, "试营", "camp-half").camp
    seat = seats.join(context, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True)).seat
    note = AskerNote(None, "几个村拆过来的，发鸡蛋发米才来人，领完就走")
    community_facts.tell_facts(context, seat, community_facts.CommunityFacts(note=note))
    for obstacles in (("O9", "O2"), ("O16",), ("O10", "O3")):
        zh, en = (
            suggestions.for_obstacles(context, camp, seat, obstacles, language) for language in LANGUAGES
        )
        assert [(one.slot, one.case, one.score) for one in zh.cards] == [
            (one.slot, one.case, one.score) for one in en.cards
        ]


def test_nobody_is_sent_to_their_own_community(store: Store) -> None:
    """The only one who offers what the card answers lives next door: then nobody is named."""
    context = context_on(store)
    camp = camps.new_camp(context, "试营", "camp-half").camp
    asker, neighbour, elsewhere = (
        seats.join(context, camp.code, Arrival(key, name, place, "resident", consent=True)).seat
        for key, name, place in (("a", "小林", "甲社区"), ("b", "阿梅", "甲社区"), ("c", "老张", "乙社区"))
    )

    def named() -> str | None:
        return suggestions.for_obstacles(context, camp, asker, ("O3",), "zh").cards[0].person

    pairing_people.tell(context, neighbour, ("O3",), "", 2)
    assert named() is None
    pairing_people.tell(context, elsewhere, ("O3",), "", 2)
    assert "老张" in str(named())
