"""The people of the room, on the facilitator's device: put aside and brought back, cards freed, the door."""

from __future__ import annotations

import pytest

from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.model.camp import Role
from workshop.services.camp import camps
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.roster import Expected
from workshop.services.seats.seats import Arrival

PEOPLE = "/r/people"


@pytest.fixture
def phone(room: Room) -> Handset:
    made = Handset(room.client(), room.camp.code)
    made.join("小林", "甲社区", "resident")
    return made


def names(room: Room) -> list[str]:
    return [one.nickname for one in seats.of_camp(room.context, room.camp.id)]


def test_the_remote_leads_to_the_people(remote: Remote) -> None:
    assert f'href="{PEOPLE}?' in remote.page
    assert remote.open(PEOPLE).status_code == 200


def test_somebody_without_a_right_sees_nobody(room: Room, phone: Handset) -> None:
    assert phone.client.get(PEOPLE).headers["location"] == "/login?next=/r"
    assert room.client().get(PEOPLE).headers["location"] == "/login?next=/r"


def test_a_seat_is_put_aside_and_brought_back(room: Room, remote: Remote, phone: Handset) -> None:
    (seat,) = seats.of_camp(room.context, room.camp.id)
    remote.open(PEOPLE)
    remove = remote.form("put_aside", seat.id)
    assert remote.press(remove) == "done"
    assert (names(room), phone.get("/s").status_code) == ([], 409)
    assert remote.press(remove) == "already"
    assert remote.press(remove | {"key": "x" * 32}) == "nothing"
    assert remote.press(remote.form("bring_back", seat.id)) == "done"
    assert (names(room), phone.get("/s").status_code) == (["小林"], 200)


def test_a_seat_of_another_camp_cannot_be_put_aside(room: Room, remote: Remote, phone: Handset) -> None:
    other = camps.new_camp(room.context, "别的", room.camp.recipe).camp
    seat = seats.join(room.context, other.code, Arrival("k", "老张", "乙", "resident", consent=True)).seat
    (own,) = seats.of_camp(room.context, room.camp.id)
    remote.open(PEOPLE)
    assert remote.press(remote.form("put_aside", own.id) | {"subject": seat.id}) == "nothing"
    assert [one.nickname for one in seats.of_camp(room.context, other.id)] == ["老张"]


def test_a_used_card_is_made_free(room: Room, remote: Remote) -> None:
    card = seat_cards.prepare(
        room.context, room.camp, (Expected("林秀英", "甲社区", Role.RESIDENT),), "t"
    ).made[0]
    taken = seat_cards.claim(room.context, room.camp, card.code, Arrival("k", "", "", "", consent=True))
    remote.open(PEOPLE)
    assert remote.press(remote.form("free", card.id)) == "done"
    again = seat_cards.claim(room.context, room.camp, card.code, Arrival("k2", "", "", "", consent=True))
    assert again.seat.id != taken.seat.id
    assert names(room) == ["林秀英", "林秀英"]


def test_the_door_is_locked_and_gets_a_new_code(room: Room, remote: Remote, phone: Handset) -> None:
    remote.open(PEOPLE)
    assert remote.press(remote.form("lock")) == "done"
    assert room.client().get(room.join).status_code == 409
    assert remote.press(remote.form("unlock")) == "done"
    assert remote.press(remote.form("new_code")) == "done"
    code = camps.find(room.context, room.camp.id).code
    assert code != room.camp.code
    assert code[:4] in remote.page
    assert room.client().get(room.join).status_code == 410
    assert room.client().get(f"/j/{code}").status_code == 200
    assert phone.get("/s").status_code == 200
