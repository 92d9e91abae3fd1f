"""What the cards of a room rest on."""

from __future__ import annotations

from tests.app_context import context_on
from workshop.services.camp import camps
from workshop.services.learn import patterns, suggestions
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store


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
