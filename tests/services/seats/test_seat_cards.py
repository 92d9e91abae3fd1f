"""Seat cards: nobody counts before they sit, one card is one seat, and a used card can be made free again."""

from __future__ import annotations

import pytest

from tests.app_context import context_on
from workshop.base.errors import InputError, RoomError
from workshop.model.camp import ALOUD, Camp, Role
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, progress
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.roster import Expected
from workshop.services.seats.seats import CONSENT, Arrival
from workshop.store.engine import Store

LIN, ZHOU = Expected("小林", "甲社区", Role.RESIDENT), Expected("小周", "乙社区", Role.COMMITTEE, "居委会")


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half", capacity=3).camp


def arrival(key: str, nickname: str = "", role: str = "", *, consent: bool = True) -> Arrival:
    return Arrival(key, nickname, "", role, consent)


def test_a_prepared_roster_counts_nobody_and_twice_is_once(context: AppContext, camp: Camp) -> None:
    first = seat_cards.prepare(context, camp, (LIN, ZHOU), "t")
    again = seat_cards.prepare(context, camp, (LIN, Expected("小吴", "甲社区", Role.OTHER)), "t")
    assert (len(first.made), first.already, len(again.made), again.already) == (2, 0, 1, 1)
    assert progress.seats_taken(context, camp.id) == 0
    assert len({card.code for card in seat_cards.of_camp(context, camp.id)}) == 3


def test_more_people_than_seats_are_refused_and_nothing_is_made(context: AppContext, camp: Camp) -> None:
    people = [Expected(f"人{number}", "甲社区", Role.OTHER) for number in range(4)]
    with pytest.raises(InputError, match=r"roster\.too_many"):
        seat_cards.prepare(context, camp, people, "t")
    assert seat_cards.of_camp(context, camp.id) == ()


def test_a_card_takes_one_seat_once_and_a_double_tap_is_one(context: AppContext, camp: Camp) -> None:
    card = seat_cards.prepare(context, camp, (ZHOU,), "t").made[0]
    taken = seat_cards.claim(context, camp, card.code, arrival("k1"))
    assert (taken.seat.nickname, taken.seat.role) == ("小周", Role.COMMITTEE)
    assert seat_cards.claim(context, camp, card.code.lower(), arrival("k1")).seat == taken.seat
    with pytest.raises(RoomError, match=r"card\.taken"):
        seat_cards.claim(context, camp, card.code, arrival("k2"))
    assert progress.seats_taken(context, camp.id) == 1


def test_a_name_or_role_on_the_card_may_be_put_right(context: AppContext, camp: Camp) -> None:
    card = seat_cards.prepare(context, camp, (LIN,), "t").made[0]
    seat = seat_cards.claim(context, camp, card.id, arrival("k1", "林姐", "resident_leader")).seat
    assert (seat.nickname, seat.role) == ("林姐", Role.RESIDENT_LEADER)


@pytest.mark.parametrize(
    ("given", "code"),
    [(arrival("k", consent=False), "join.consent"), (arrival("k", "长" * 21), "join.nickname")],
)
def test_what_is_wrong_takes_nothing(context: AppContext, camp: Camp, given: Arrival, code: str) -> None:
    card = seat_cards.prepare(context, camp, (LIN,), "t").made[0]
    with pytest.raises(InputError, match=code):
        seat_cards.claim(context, camp, card.code, given)
    found = seat_cards.find(context, camp, card.code)
    assert found is not None
    assert found.claimed_at is None
    assert progress.seats_taken(context, camp.id) == 0


def test_cards_of_another_camp_are_unknown(context: AppContext, camp: Camp) -> None:
    other = camps.new_camp(context, "另一场", "camp-half").camp
    card = seat_cards.prepare(context, other, (LIN,), "t").made[0]
    for reference in (card.code, card.id):
        with pytest.raises(RoomError, match=r"card\.unknown"):
            seat_cards.claim(context, camp, reference, arrival("k"))


def test_a_locked_room_takes_no_card(context: AppContext, camp: Camp) -> None:
    card = seat_cards.prepare(context, camp, (LIN,), "t").made[0]
    camps.lock(context, camp.id, locked=True)
    with pytest.raises(RoomError, match=r"join\.locked"):
        seat_cards.claim(context, camp, card.code, arrival("k"))


def test_a_form_that_took_a_seat_takes_a_second_card_as_a_second_person(
    context: AppContext, camp: Camp
) -> None:
    first, second = seat_cards.prepare(context, camp, (LIN, ZHOU), "t").made
    one = seat_cards.claim(context, camp, first.code, arrival("k1")).seat
    two = seat_cards.claim(context, camp, second.code, arrival("k1")).seat
    assert (one.nickname, two.nickname) == ("小林", "小周")


def test_withdrawing_erases_the_card_too(context: AppContext, camp: Camp) -> None:
    card = seat_cards.prepare(context, camp, (LIN,), "t").made[0]
    seat = seat_cards.claim(context, camp, card.code, arrival("k1")).seat
    erase.erase_participant(context, seat.id, "self")
    assert seat_cards.of_camp(context, camp.id) == ()


def test_handing_over_moves_the_seat_and_the_helper_holds_it_no_longer(
    context: AppContext, camp: Camp
) -> None:
    helped = seats.join(context, camp.code, Arrival("k1", "王阿姨", "甲社区", "resident", True, aloud=True))
    assert helped.seat.consent == ALOUD + CONSENT
    card = seat_cards.hand_over(context, helped.seat)
    assert seat_cards.hand_over(context, helped.seat) == card
    assert seat_cards.of_camp(context, camp.id) == ()  # no line of the roster
    camps.lock(context, camp.id, locked=True)  # nobody new comes
    own = seat_cards.claim(context, camp, card.code, arrival("k2"))
    assert (own.seat.id, seats.by_token(context, helped.token)) == (helped.seat.id, None)
    assert seat_cards.claim(context, camp, card.code, arrival("k2")).seat.id == helped.seat.id
    seat = seats.by_token(context, own.token)
    assert seat is not None
    assert seat.consent == CONSENT
    with pytest.raises(RoomError, match=r"card\.taken"):
        seat_cards.claim(context, camp, card.code, arrival("k3"))
