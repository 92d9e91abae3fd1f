"""One phone for several people who have none: each a seat of their own, and no answer in another's seat."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.room_test.forms import form_to, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, Room
from workshop.model.camp import ALOUD, Seat
from workshop.model.ids import seat_mark
from workshop.services.camp import answers, progress
from workshop.services.seats import seats

NewPhone = Callable[[], Handset]
HELPER = "/s/helper"


def of(room: Room, nickname: str) -> Seat:
    return next(one for one in seats.of_camp(room.context, room.camp.id) if one.nickname == nickname)


def given(room: Room, nickname: str) -> int:
    return len(answers.everything_by(room.context, of(room, nickname)))


def add(phone: Handset, name: str, **changed: list[str]) -> int:
    phone.get(HELPER)
    form = form_to(phone.page, f"{HELPER}/add")
    assert form is not None
    fields = {
        **form.values,
        "nickname": [name],
        "community": ["甲社区"],
        "role": ["resident"],
        "consent": ["yes"],
        **changed,
    }
    reply = phone.post(f"{HELPER}/add", fields)
    phone.follow(reply)
    return reply.status_code


def turn(phone: Handset, room: Room, nickname: str) -> None:
    phone.get(HELPER)
    mark = seat_mark(of(room, nickname).id)
    form = next(one for one in forms_in(phone.page) if one.values.get("to") == [mark])
    assert form.action == f"{HELPER}/turn"
    phone.follow(phone.post(form.action, form.values))


def now(phone: Handset) -> str:
    """The name in large letters on the page."""
    found = re.search(r'<p class="for-whom">.*?<b>(.*?)</b>', phone.page, re.S)
    return found.group(1) if found else ""


def answer(phone: Handset) -> None:
    phone.get("/s")
    assert phone.form is not None
    phone.follow(phone.send(phone.form, {"level": ["1"], "evidence": ["坝坝宴"], "when": ["上周"]}))


def test_a_helper_answers_for_two_who_have_no_phone(room: Room, phone: Handset) -> None:
    room.open(CHECK)
    assert now(phone) == ""
    for nickname in ("王阿姨", "李伯"):
        assert add(phone, nickname) == 303
        phone.get("/s")
        assert now(phone) == nickname
        answer(phone)
    turn(phone, room, "小林")
    assert now(phone) == "小林"
    turn(phone, room, "王阿姨")
    assert now(phone) == "王阿姨"
    assert {name: given(room, name) for name in ("小林", "王阿姨", "李伯")} == {
        "小林": 0,
        "王阿姨": 1,
        "李伯": 1,
    }
    assert progress.seats_taken(room.context, room.camp.id) == 3
    assert of(room, "王阿姨").consent.startswith(ALOUD)
    assert not of(room, "小林").consent.startswith(ALOUD)
    assert len({of(room, name).recovery for name in ("小林", "王阿姨", "李伯")}) == 3


def test_two_tabs_of_two_people_each_write_into_their_own_seat(room: Room, phone: Handset) -> None:
    room.open(CHECK)
    add(phone, "王阿姨")
    phone.get("/s")
    hers = phone.form
    add(phone, "李伯")
    phone.get("/s")
    his = phone.form
    assert hers is not None
    assert his is not None
    reply = phone.post("/s", {**hers.values, "level": ["1"]})
    assert reply.status_code == 303
    phone.get("/s")
    assert now(phone) == "王阿姨"  # whose form was sent goes on
    phone.post("/s/draft", {**his.values, "level": ["2"]}, json=True)
    phone.get("/s")
    assert now(phone) == "王阿姨"  # a draft that is kept in passing changes nobody
    phone.post("/s", {**his.values, "level": ["2"]})
    assert (given(room, "王阿姨"), given(room, "李伯"), given(room, "小林")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"consent": []}, 422),
        ({"nickname": [" "]}, 422),
        ({"role": ["king"]}, 422),
        ({"community": [""]}, 422),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    room: Room, phone: Handset, changed: dict[str, list[str]], status: int
) -> None:
    assert add(phone, "王阿姨", **changed) == status
    assert progress.seats_taken(room.context, room.camp.id) == 1
    form = form_to(phone.page, f"{HELPER}/add")
    assert form is not None
    assert form.value("nickname") == changed.get("nickname", ["王阿姨"])[0]


def test_a_double_tap_adds_one_person(room: Room, phone: Handset) -> None:
    phone.get(HELPER)
    form = form_to(phone.page, f"{HELPER}/add")
    assert form is not None
    fields = {**form.values, "community": ["甲社区"], "role": ["resident"], "consent": ["yes"]}
    for _ in range(2):
        assert phone.post(f"{HELPER}/add", fields).status_code == 303
    assert progress.seats_taken(room.context, room.camp.id) == 2
    phone.get("/s")
    assert now(phone) != ""


def test_a_helper_needs_no_seat_of_their_own(room: Room, new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.get(f"{HELPER}?code={room.camp.code}")
    form = form_to(phone.page, f"{HELPER}/add")
    assert form is not None
    fields = {"nickname": ["王阿姨"], "community": ["甲社区"], "role": ["resident"], "consent": ["yes"]}
    phone.follow(phone.post(f"{HELPER}/add", {**form.values, **fields}))
    phone.get("/s")
    assert now(phone) == "王阿姨"
    assert progress.seats_taken(room.context, room.camp.id) == 1


def test_the_seat_moves_to_its_persons_own_phone(room: Room, phone: Handset, new_phone: NewPhone) -> None:
    room.open(CHECK)
    add(phone, "王阿姨")
    answer(phone)
    phone.get(HELPER)
    over = next(one for one in forms_in(phone.page) if one.action == f"{HELPER}/over" and one.values["to"])
    mark = seat_mark(of(room, "王阿姨").id)
    phone.follow(phone.post(f"{HELPER}/over", {**over.values, "to": [mark]}))
    found = re.search(r"/qr/\w+/(\w+)\.svg", phone.page)
    assert found is not None
    assert phone.client.get(found.group(0)).headers["content-type"] == "image/svg+xml"
    own = new_phone()
    own.get(f"{room.join}?card={found.group(1)}")
    form = form_to(own.page, room.join)
    assert form is not None
    own.follow(own.post(room.join, {**form.values, "consent": ["yes"]}))
    own.get("/s/mine")
    assert "王阿姨" in own.page
    # The helper's phone goes on with whom it still has.
    assert phone.get("/s").headers["location"] == HELPER
    phone.get(HELPER)
    assert "王阿姨" not in phone.page
    turn(phone, room, "小林")
    phone.get("/s/mine")
    assert "小林" in phone.page
    assert given(room, "王阿姨") == 1


def test_taking_somebody_off_keeps_their_seat(room: Room, phone: Handset, new_phone: NewPhone) -> None:
    add(phone, "王阿姨")
    phone.get(HELPER)
    mark = seat_mark(of(room, "王阿姨").id)
    phone.follow(phone.post(f"{HELPER}/drop", {"to": [mark]}))
    phone.get("/s/mine")
    assert "小林" in phone.page
    assert now(phone) == ""  # one phone, one person again
    back = new_phone()
    back.recovery = of(room, "王阿姨").recovery
    back.recover()
    back.get("/s/mine")
    assert "王阿姨" in back.page


def test_leaving_for_good_erases_one_and_the_phone_goes_on_with_the_next(room: Room, phone: Handset) -> None:
    add(phone, "王阿姨")
    phone.get("/s/mine")
    form = form_to(phone.page, "/s/withdraw")
    assert form is not None
    phone.post("/s/withdraw", form.values)
    assert [one.nickname for one in seats.of_camp(room.context, room.camp.id)] == ["小林"]
    phone.get("/s/mine")
    assert "小林" in phone.page


def test_a_stranger_turns_to_nobody(room: Room, phone: Handset, new_phone: NewPhone) -> None:
    other = new_phone()
    other.join("小周", "甲社区", "resident")
    phone.post(f"{HELPER}/turn", {"to": [seat_mark(of(room, "小周").id)]})
    phone.get("/s/mine")
    assert "小林" in phone.page


@pytest.mark.parametrize("way", ["join", "recover"])
@pytest.mark.parametrize("choice", ["keep", "give"])
def test_nobody_is_replaced_on_a_phone_without_being_asked(
    room: Room, phone: Handset, new_phone: NewPhone, way: str, choice: str
) -> None:
    """The first seat was gone from the phone without a word, and with it the way to its anonymous answers."""
    if way == "recover":
        other = new_phone()
        other.join("小周", "乙社区", "resident")
        sent = phone.post("/s/recover", {"recovery": [other.recovery], "code": [""], "carried": [""]})
    else:
        phone.get(room.join)
        form = form_to(phone.page, room.join)
        assert form is not None
        sent = phone.post(
            room.join,
            {
                **form.values,
                "nickname": ["小周"],
                "community": ["乙社区"],
                "role": ["resident"],
                "consent": ["yes"],
            },
        )
    assert sent.status_code == 409
    assert "小林" in phone.page
    assert progress.seats_taken(room.context, room.camp.id) == (2 if way == "recover" else 1)
    asked = next(one for one in forms_in(phone.page) if one.values.get("phone") == [choice])
    for _ in range(2):  # also when it is tapped twice
        phone.follow(phone.post(asked.action, asked.values))
    assert {one.nickname for one in seats.of_camp(room.context, room.camp.id)} == {"小周", "小林"}
    phone.get("/s")
    assert now(phone) == ("小周" if choice == "keep" else "")
    phone.get(HELPER)
    assert ("小林" in phone.page) is (choice == "keep")
    phone.get("/s/mine")
    assert "小周" in phone.page
