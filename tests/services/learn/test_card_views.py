"""What was suggested to whom."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.app_context import context_on
from workshop.base.errors import RoomError
from workshop.model.camp import Camp, Seat
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import card_views, suggestions
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import suggestions as rows
from workshop.store.engine import Store


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half").camp


@pytest.fixture
def seat(context: AppContext, camp: Camp) -> Seat:
    return seats.join(context, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True)).seat


def in_camp(context: AppContext, camp: str) -> tuple[card_views.Shown, ...]:
    """Everything the people of a camp were shown."""
    return context.store.read(lambda connection: rows.shown_in(connection, camp))


def test_a_case_counts_from_when_it_was_first_shown(context: AppContext, camp: Camp, seat: Seat) -> None:
    found = suggestions.for_obstacles(context, camp, seat, ("O3",), "zh")
    first = card_views.note_shown(context, seat, found)
    assert [(one.case, one.slot) for one in first] == [(card.case, card.slot.value) for card in found.cards]
    assert {one.obstacle for one in first} == {"O3"}
    # In its file the case is told for another move; this is the first of those it made against O3.
    assert (first[0].case, first[0].move) == ("qingbaijiang", "answer_privately")
    assert not any(one.chosen for one in first)
    assert card_views.note_shown(context, seat, found) == first
    assert in_camp(context, camp.id) == first


def test_a_case_shown_again_beside_a_new_one_is_not_noted_again(
    context: AppContext, camp: Camp, seat: Seat
) -> None:
    found = suggestions.for_obstacles(context, camp, seat, ("O7", "O10"), "zh")
    assert len(found.cards) > 1
    first = card_views.note_shown(context, seat, replace(found, cards=found.cards[:1]))
    later = card_views.note_shown(context, seat, found)
    assert later[0] == first[0]
    assert [one.case for one in later] == [card.case for card in found.cards]


def test_two_pages_opened_at_once_note_a_case_once(context: AppContext, camp: Camp, seat: Seat) -> None:
    found = suggestions.for_obstacles(context, camp, seat, ("O3",), "zh")
    threads = [threading.Thread(target=card_views.note_shown, args=(context, seat, found)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cases = [one.case for one in card_views.shown_to(context, seat)]
    assert sorted(cases) == sorted(card.case for card in found.cards)


def test_what_one_means_to_try_can_be_taken_back(context: AppContext, camp: Camp, seat: Seat) -> None:
    card_views.note_shown(context, seat, suggestions.for_obstacles(context, camp, seat, ("O3",), "zh"))
    assert card_views.choose_shown(context, seat, "qingbaijiang", chosen=True).chosen
    assert card_views.choose_shown(context, seat, "qingbaijiang", chosen=True).chosen
    assert [one.case for one in card_views.shown_to(context, seat) if one.chosen] == ["qingbaijiang"]
    assert not card_views.choose_shown(context, seat, "qingbaijiang", chosen=False).chosen


def test_only_what_one_was_shown_can_be_chosen(context: AppContext, camp: Camp, seat: Seat) -> None:
    other = seats.join(context, camp.code, Arrival("o", "老张", "乙社区", "resident", consent=True)).seat
    card_views.note_shown(context, other, suggestions.for_obstacles(context, camp, other, ("O3",), "zh"))
    with pytest.raises(RoomError) as caught:
        card_views.choose_shown(context, seat, "qingbaijiang", chosen=True)
    assert caught.value.code == "suggestion.not_shown"


def test_whoever_leaves_takes_what_they_were_shown_along(context: AppContext, camp: Camp, seat: Seat) -> None:
    card_views.note_shown(context, seat, suggestions.for_obstacles(context, camp, seat, ("O3",), "zh"))
    erase.erase_participant(context, seat.id, "self")
    assert in_camp(context, camp.id) == ()
