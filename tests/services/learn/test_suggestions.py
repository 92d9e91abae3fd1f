"""What the cards of a room rest on."""

from __future__ import annotations

from tests.app_context import house_on
from workshop.services.camp import camps
from workshop.services.learn import patterns, suggestions
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store


def test_a_pattern_put_away_at_the_desk_stands_behind_no_card_until_it_is_brought_back(store: Store) -> None:
    house = house_on(store)
    camp = camps.new_camp(house, "试营", "camp-half").camp
    seat = seats.join(house, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True)).seat

    def behind() -> set[str]:
        found = suggestions.for_obstacles(house, camp, seat, ("O3",), "zh")
        return {card.backed.pattern.id for card in found.cards if card.backed}

    assert behind() == {"repaid-and-told"}
    patterns.retire(house, "repaid-and-told", "organiser")
    assert behind() == set()
    patterns.bring_back(house, "repaid-and-told", "organiser")
    assert behind() == {"repaid-and-told"}
