"""My table on the phone: a large number, who sits there, the round that is on, as the facilitator turns it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import Room
from workshop.base.text import say
from workshop.services import workers
from workshop.services.matching import seating

NewPhone = Callable[[], Handset]


@pytest.fixture
def phones(room: Room, new_phone: NewPhone, monkeypatch: pytest.MonkeyPatch) -> list[Handset]:
    """Nine people of three communities."""
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    made = []
    for number in range(9):
        phone = new_phone()
        phone.join(f"人{number}", f"{'甲乙丙'[number % 3]}社区", "resident")
        made.append(phone)
    return made


def seat_all(room: Room) -> None:
    seating.seat_room(room.context, room.camp, 3, 3, "f")
    seating.show(room.context, room.camp, "f")


def test_before_it_is_shown_the_phone_says_so(room: Room, phones: list[Handset]) -> None:
    seating.seat_room(room.context, room.camp, 3, 3, "f")
    phones[0].get("/s/table")
    assert say("zh", "seating.not_yet") in phones[0].page


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_every_phone_names_the_table_and_exactly_who_sits_there(
    room: Room, phones: list[Handset], turn: int
) -> None:
    seat_all(room)
    seating.turn_to(room.context, room.camp, turn, "f")
    found = seating.on_phones(room.context, room.camp.id)
    assert found is not None
    names = {seat_of(room, phone).id: f"人{number}" for number, phone in enumerate(phones)}
    for phone in phones:
        phone.get("/s/table")
        place = seating.places_of(found, seat_of(room, phone))[turn - 1]
        large = re.search(r'class="big-code">([^<]+)<', phone.page)
        assert large is not None
        assert large.group(1) == say("zh", "seating.table", number=place.table)
        assert set(re.findall(r"<li><b>([^<]+)</b>", phone.page)) == {names[who] for who in place.others}


def test_turning_to_the_next_round_moves_every_phone(room: Room, phones: list[Handset]) -> None:
    seat_all(room)
    phones[0].get("/s/table")
    since = re.search(r'data-since="(\d+)"', phones[0].page)
    assert since is not None
    assert phones[0].get(f"/s/tick?since={since.group(1)}").status_code == 204
    seating.turn_to(room.context, room.camp, 1, "f")
    assert phones[0].get(f"/s/tick?since={since.group(1)}").status_code == 200


def test_who_has_no_chair_is_told_what_to_do_and_the_waiting_page_leads_there(
    room: Room, phones: list[Handset], new_phone: NewPhone
) -> None:
    seat_all(room)
    late = new_phone()
    late.join("晚到", "丁社区", "resident")
    late.get("/s/table")
    assert say("zh", "seating.no_chair") in late.page
    seating.let_in(room.context, room.camp, "f")
    late.get("/s/table")
    assert 'class="big-code"' in late.page
    phones[0].get("/s")
    assert say("zh", "seating.waiting") in phones[0].page


def test_a_phone_without_a_seat_is_told_so(new_phone: NewPhone) -> None:
    assert new_phone().get("/s/table").status_code == 401
