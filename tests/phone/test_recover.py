"""Coming back: by the printed code, from any page, with the answer that was on its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.phone.test_answers import given, level, shown
from tests.room_test.forms import form_to
from tests.room_test.handset import OWN, Handset
from tests.room_test.stage import Room, make_room
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.services.camp import camps, progress

NewPhone = Callable[[], Handset]


def test_without_a_seat_every_own_page_asks_for_the_code(new_phone: NewPhone) -> None:
    phone = new_phone()
    for path in ("/s", "/s/result", "/s/cards", "/s/mine"):
        assert phone.get(path).status_code == 401
        assert form_to(phone.page, "/s/recover") is not None


def test_the_code_brings_the_seat_back_with_its_draft(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    phone.draft(form, level("2"))
    phone.wipe()
    phone.recover()
    again = phone.form
    assert again is not None
    assert (again.value("key"), again.value("level")) == (form.value("key"), "2")
    assert progress.seats_taken(room.context, room.camp.id) == 1


def test_an_answer_sent_without_the_cookie_is_carried_through_the_recovery(
    room: Room, phone: Handset
) -> None:
    room.open()
    form = shown(phone)
    phone.wipe()
    assert phone.send(form, {**level("2"), "evidence": ["a&b=c 是真事"]}).status_code == 401
    assert say("zh", "phone.recover.carried") in phone.page
    lost = form_to(phone.page, "/s/recover")
    assert lost is not None
    wrong = {"recovery": ["AAAA2222"], "carried": [lost.value("carried")]}
    assert phone.post("/s/recover", wrong).status_code == 403
    lost = form_to(phone.page, "/s/recover")
    assert lost is not None
    reply = phone.post(
        "/s/recover", {"recovery": [phone.recovery.lower()], "carried": [lost.value("carried")]}
    )
    assert reply.headers["location"] == "/s?told=stored"
    assert given(room, phone)["rate.D1"]["evidence"] == "a&b=c 是真事"


def test_a_wrong_code_opens_nothing_and_says_what_to_check(new_phone: NewPhone) -> None:
    phone = new_phone()
    assert phone.post("/s/recover", {"recovery": ["AAAA2222"]}).status_code == 403
    assert say("zh", "errors.recover.wrong") in phone.page
    assert "seat" not in phone.client.cookies


def test_after_many_wrong_codes_wrong_ones_wait_and_the_right_one_still_works(tmp_path: Path) -> None:
    """A room shares one address: what somebody guesses must not keep the others out."""
    slow = Settings(recover_attempts="3/minute", join_attempts="3/minute")
    with make_room(tmp_path, settings=slow) as room:
        phone = Handset(room.client(), room.camp.code)
        phone.join("小林", "甲社区", "resident")
        phone.wipe()
        statuses = [phone.post("/s/recover", {"recovery": ["AAAA2222"]}).status_code for _ in range(5)]
        assert statuses == [403, 403, 403, 429, 429]
        assert say("zh", "errors.access.slow_down") in phone.page
        phone.recover()
        assert phone.status == 200
        assert [phone.get("/j/AAAA2222").status_code for _ in range(4)] == [404, 404, 404, 429]
        assert phone.get(room.join).status_code == 200


def test_a_posted_form_of_nobody_is_not_lost_to_a_stranger(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    """A carried answer is kept for the seat that recovers, under that seat's own form only."""
    room.open()
    form = shown(phone)
    phone.send(form, level("1"))
    other = new_phone()
    other.join("小周", "乙社区", "resident")
    other.wipe()
    carried = "&".join(f"{name}={form.value(name)}" for name in OWN) + "&level=3"
    reply = other.post("/s/recover", {"recovery": [other.recovery], "carried": [carried]})
    assert reply.status_code == 409
    assert given(room, phone)["rate.D1"]["level"] == 1


def test_an_answer_carried_to_another_seat_is_asked_about(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    """One phone serves two people: the first one's form is open when the second comes back with a code."""
    room.open()
    form = shown(phone)
    posted = {name: [form.value(name)] for name in OWN} | level("3")
    other = new_phone()
    other.join("小周", "乙社区", "resident")
    other.wipe()
    lost = form_to(other.post("/s", posted).text, "/s/recover")
    assert lost is not None
    reply = other.post("/s/recover", {"recovery": [other.recovery], "carried": [lost.value("carried")]})
    assert (reply.status_code, "小周" in reply.text) == (409, True)
    assert given(room, other) == {}
    asked = form_to(reply.text, "/s")
    assert asked is not None
    assert other.post("/s", asked.values).status_code == 303
    assert given(room, other)["rate.D1"]["level"] == 3


def test_a_code_that_has_ended_leads_back_to_a_seat_and_joins_nobody(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    code = camps.change_code(room.context, room.camp.id)
    camps.change_code(room.context, room.camp.id)
    stranger = new_phone()
    for old in (room.join, f"/j/{code}"):
        assert stranger.get(old).status_code == 410
        assert form_to(stranger.page, old) is None
        assert say("zh", "phone.ended_code.text") in stranger.page
    phone.wipe()
    phone.get(room.join)
    form = form_to(phone.page, "/s/recover")
    assert form is not None
    assert form.value("code") == room.camp.code
    reply = phone.post("/s/recover", form.values | {"recovery": [phone.recovery]})
    assert (reply.status_code, phone.get("/s").status_code) == (303, 200)
    assert say("zh", "phone.join.continue") in phone.get(room.join).text
    assert progress.seats_taken(room.context, room.camp.id) == 1


def test_a_code_of_another_camp_leads_to_no_seat_here(room: Room, phone: Handset) -> None:
    other = camps.new_camp(room.context, "另一场", room.camp.recipe).camp
    camps.change_code(room.context, other.id)
    phone.wipe()
    wrong = {"recovery": [phone.recovery], "code": [other.code]}
    assert phone.post("/s/recover", wrong).status_code == 403


def test_a_form_sent_again_after_the_code_ended_is_the_seat_it_took(room: Room, new_phone: NewPhone) -> None:
    """The answer to the first sending was lost on the way; another form, not yet sent, takes nobody's seat any more."""
    first, late = new_phone(), new_phone()
    forms = []
    for one in (first, late):
        one.get(room.join)
        form = form_to(one.page, room.join)
        assert form is not None
        forms.append(form.values | {"consent": ["yes"], "community_new": ["甲社区"], "role": ["resident"]})
    assert first.post(room.join, forms[0]).status_code == 303
    first.wipe()
    camps.change_code(room.context, room.camp.id)
    assert first.post(room.join, forms[0]).status_code == 303
    assert late.post(room.join, forms[1]).status_code == 410
    assert progress.seats_taken(room.context, room.camp.id) == 1
