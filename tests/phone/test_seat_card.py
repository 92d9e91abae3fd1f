"""Joining with a card, from the roster, from a community's link, or freely; and a seat that was put aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.room_test.forms import Fields, form_to, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, Room, make_room
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.model.camp import Role, Seat, SeatCard
from workshop.services.camp import answers, camps, progress
from workshop.services.seats import seat_cards, seats
from workshop.services.seats.roster import Expected

NewPhone = Callable[[], Handset]
YES = {"consent": ["yes"]}


@pytest.fixture
def card(room: Room) -> SeatCard:
    """Of somebody who is expected."""
    people = (Expected("林秀英", "甲社区", Role.RESIDENT_LEADER, "合唱队"),)
    return seat_cards.prepare(room.context, room.camp, people, "t").made[0]


def sitting(room: Room) -> list[tuple[str, str]]:
    return [(one.nickname, one.role.value) for one in seats.of_camp(room.context, room.camp.id)]


def join_form(phone: Handset, room: Room, path: str = "") -> Fields:
    assert phone.get(path or room.join).status_code == 200
    form = form_to(phone.page, room.join)
    assert form is not None
    return form.values


def test_with_a_card_only_consent_is_missing(room: Room, new_phone: NewPhone, card: SeatCard) -> None:
    phone = new_phone()
    fields = join_form(phone, room, f"{room.join}?card={card.code}")
    assert sitting(room) == []
    assert phone.post(room.join, fields).status_code == 422
    for _ in range(2):
        assert phone.post(room.join, {**fields, **YES}).status_code == 303
    assert sitting(room) == [("林秀英", "resident_leader")]
    # The card leads its owner back in.
    assert phone.get(f"{room.join}?card={card.code}").headers["location"] == "/s"


def test_a_used_card_is_refused_kindly_until_it_is_freed(
    room: Room, new_phone: NewPhone, card: SeatCard
) -> None:
    first, second = new_phone(), new_phone()
    late = join_form(second, room, f"{room.join}?card={card.code}")
    first.post(room.join, {**join_form(first, room, f"{room.join}?card={card.code}"), **YES})
    for reply in (second.post(room.join, {**late, **YES}), second.get(f"{room.join}?card={card.code}")):
        assert reply.status_code == 409
        assert "林秀英" in reply.text
        assert form_to(reply.text, "/s/recover") is not None
    assert len(sitting(room)) == 1


def test_the_roster_at_the_door_names_people_and_not_where_they_work(
    room: Room, new_phone: NewPhone, card: SeatCard
) -> None:
    """Whoever has the code reads it, and the code hangs on the wall."""
    phone = new_phone()
    phone.get(room.join)
    assert card.nickname in phone.page
    assert card.organisation == "合唱队"
    assert card.organisation not in phone.page


def test_a_name_on_the_roster_is_picked(room: Room, new_phone: NewPhone, card: SeatCard) -> None:
    phone = new_phone()
    phone.get(room.join)
    listed, free = (one for one in forms_in(phone.page) if one.action == room.join)
    assert listed.offers["who"] == [card.id]
    assert card.code not in phone.page
    phone.post(room.join, {**listed.values, "who": [card.id], **YES})
    assert sitting(room) == [("林秀英", "resident_leader")]
    other = new_phone()
    other.get(room.join)
    assert "林秀英" not in other.page
    assert free.value("nickname")


def test_a_card_that_is_unknown_leaves_the_free_way(room: Room, new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.get(f"{room.join}?card=AAAA2222")
    assert say("zh", "errors.card.unknown") in phone.page
    assert form_to(phone.page, room.join) is not None


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_link_remembers_its_community(room: Room, new_phone: NewPhone, by: str) -> None:
    for name in ("甲社区", "乙社区"):
        place = camps.add_community(room.context, room.camp.id, name)
    asked = place.id if by == "id" else place.name
    phone = new_phone()
    reply = phone.client.get(room.join, params={"community": asked})
    form = form_to(reply.text, room.join)
    assert form is not None
    assert form.value("community") == "乙社区"
    # It stays while something else is put right.
    wrong = phone.post(room.join, {**form.values, "role": ["resident"]})
    again = form_to(wrong.text, room.join)
    assert again is not None
    assert (wrong.status_code, again.value("community"), sitting(room)) == (422, "乙社区", [])


def test_a_link_to_an_unknown_community_is_an_ordinary_door(room: Room, new_phone: NewPhone) -> None:
    fields = join_form(new_phone(), room, f"{room.join}?community=%3Cb%3E")
    assert "community" not in fields or fields["community"] == [""]


def test_a_name_is_offered_that_nobody_has(room: Room, new_phone: NewPhone) -> None:
    """More people than names: each is offered one of their own."""
    for _ in range(30):
        phone = new_phone()
        fields = join_form(phone, room)
        assert fields["nickname"][0]
        phone.post(room.join, {**fields, "community": ["甲社区"], "role": ["resident"], **YES})
    assert len(set(sitting(room))) == 30


def test_twenty_communities_are_folded_and_all_there(room: Room, new_phone: NewPhone) -> None:
    names = [f"第{number:02}社区" for number in range(24)]
    for name in names:
        camps.add_community(room.context, room.camp.id, name)
    phone = new_phone()
    phone.get(room.join)
    form = form_to(phone.page, room.join)
    assert form is not None
    assert sorted(form.offers["community"]) == names
    assert phone.page.count('<details class="place"') == 3


def aside(room: Room, seat: Seat, *, back: bool = False) -> None:
    if back:
        room.context.store.write(lambda one: seats.bring_back_in(one, room.context, room.camp.id, seat.id))
    else:
        room.context.store.write(lambda one: seats.put_aside_in(one, room.context, room.camp.id, seat.id))


def test_a_seat_put_aside_is_told_counts_nowhere_and_comes_back(room: Room, phone: Handset) -> None:
    room.open(CHECK)
    phone.get("/s")
    form = phone.form
    assert form is not None
    phone.send(form, {"level": ["1"]})
    phone.get("/s")
    second = phone.form
    assert second is not None
    (seat,) = seats.of_camp(room.context, room.camp.id)
    aside(room, seat)
    counted = progress.progress(room.context, room.camp, CHECK)
    assert (len(counted.seats), progress.seats_taken(room.context, room.camp.id)) == (0, 0)
    assert progress.answers_received(room.context, room.camp.id) == {}
    assert answers.everything_by(room.context, seat)
    for path in ("/s", "/s/mine", "/s/result", "/s/cards", "/s/tell", "/s/partner"):
        assert phone.get(path).status_code == 409
        assert say("zh", "phone.aside.title") in phone.page
    assert phone.get("/s/tick?since=5").json()["asks"] == "aside"
    # What was being written is not lost.
    assert phone.post("/s/draft", {**second.values, "level": ["2"]}, json=True).status_code == 204
    assert phone.post("/s", {**second.values, "level": ["2"]}).status_code == 303
    aside(room, seat, back=True)
    assert phone.get("/s").status_code == 200
    assert len(answers.everything_by(room.context, seat)) == 2
    assert sum(progress.answers_received(room.context, room.camp.id).values()) == 2


def test_whoever_was_put_aside_may_leave_for_good(room: Room, phone: Handset) -> None:
    (seat,) = seats.of_camp(room.context, room.camp.id)
    aside(room, seat)
    phone.get("/s")
    form = form_to(phone.page, "/s/withdraw")
    assert form is not None
    assert phone.post("/s/withdraw", form.values).headers["location"] == "/s/gone"
    assert seats.aside(room.context, room.camp.id) == ()


def test_a_card_printed_before_the_code_changed_leads_its_owner_back(
    room: Room, new_phone: NewPhone, card: SeatCard
) -> None:
    phone, stranger, address = new_phone(), new_phone(), f"{room.join}?card={card.code}"
    phone.post(room.join, {**join_form(phone, room, address), **YES})
    people = (Expected("周明", "甲社区", Role.RESIDENT, ""),)
    unused = seat_cards.prepare(room.context, room.camp, people, "t").made[0]
    camps.change_code(room.context, room.camp.id)
    assert stranger.get(address).status_code == 410
    assert form_to(stranger.page, "/s/recover") is not None
    assert stranger.get(f"{room.join}?card={unused.code}").status_code == 410
    assert say("zh", "phone.ended_code.card") in stranger.page
    assert phone.get(address).status_code == 200
    assert sitting(room) == [("林秀英", "resident_leader")]


def test_a_card_that_moves_a_seat_still_moves_it_after_a_new_code(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    seat = seats.of_camp(room.context, room.camp.id)[0]
    moving = seat_cards.hand_over(room.context, seat)
    code, own = camps.change_code(room.context, room.camp.id), new_phone()
    where = own.get(f"{room.join}?card={moving.code}").headers["location"]
    assert where == f"/j/{code}?card={moving.code}"
    assert own.get(where).status_code == 200


def test_guessing_at_cards_is_slowed_down_and_the_right_card_still_gets_in(tmp_path: Path) -> None:
    """At one address, as a room is: neither another's guesses nor one's own mistakes keep a person out."""
    slow = Settings(recover_attempts="3/minute")
    with make_room(tmp_path, settings=slow) as room:
        people = (Expected("林秀英", "甲社区", Role.RESIDENT_LEADER, "合唱队"),)
        card = seat_cards.prepare(room.context, room.camp, people, "t").made[0]
        stranger, phone = (Handset(room.client(), room.camp.code) for _ in range(2))
        form = join_form(stranger, room)
        statuses = [stranger.get(f"{room.join}?card=AAAA222{number}").status_code for number in range(2, 5)]
        assert 429 not in statuses
        assert stranger.get(f"{room.join}?card=AAAA2229").status_code == 429
        assert form_to(stranger.page, room.join) is not None  # without a card anybody may still join
        guess = form | YES | {"card": ["AAAA2228"]}
        assert stranger.post(room.join, guess).status_code == 429
        assert phone.get(room.join).status_code == 200
        fields = join_form(phone, room, f"{room.join}?card={card.code}")
        assert phone.post(room.join, fields | YES).status_code == 303
        assert sitting(room) == [("林秀英", "resident_leader")]
