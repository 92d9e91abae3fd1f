"""A form belongs to the seat it was shown to, whoever holds the phone by the time it is posted."""

from __future__ import annotations

from tests.room_test.forms import form_to
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.services.camp import answers
from workshop.services.seats import seats


def given(room: Room, nickname: str) -> int:
    """How many answers somebody has given."""
    (seat,) = (one for one in seats.of_camp(room.context, room.camp.id) if one.nickname == nickname)
    return len(answers.everything_by(room.context, seat))


def filled_in(room: Room, phone: Handset) -> dict[str, list[str]]:
    """The first question of the step, answered, as its form would be posted."""
    room.open()
    phone.get("/s")
    assert phone.form is not None
    return {**phone.form.values, "level": ["1"], "evidence": ["坝坝宴"], "when": ["上周"]}


def another_takes_the_phone(room: Room, phone: Handset) -> dict[str, list[str]]:
    """The form the first person left on the screen, filled in, after a second took a seat on the same phone."""
    fields = filled_in(room, phone)
    phone.client.cookies.clear()
    phone.join("老张", "甲社区", "resident")
    return fields


def test_a_form_of_another_seat_is_not_kept_but_asked_about(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    reply = phone.post("/s", fields)
    assert reply.status_code == 409
    assert "老张" in reply.text
    assert (given(room, "小林"), given(room, "老张")) == (0, 0)


def test_whoever_says_it_is_theirs_hands_it_in_once(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    asked = form_to(phone.post("/s", fields).text, "/s")
    assert asked is not None
    phone.post("/s", asked.values)
    phone.post("/s", asked.values)
    assert (given(room, "小林"), given(room, "老张")) == (0, 1)


def test_a_draft_of_another_seat_is_told_as_not_saved(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    reply = phone.post("/s/draft", fields, json=True)
    assert (reply.status_code, "message" in reply.json()) == (409, True)


def test_an_own_form_and_one_without_a_mark_are_taken(room: Room, phone: Handset) -> None:
    fields = filled_in(room, phone)
    assert len(fields["seat"][0]) == 12
    del fields["seat"]
    assert phone.post("/s", fields).status_code == 303
    assert given(room, "小林") == 1
