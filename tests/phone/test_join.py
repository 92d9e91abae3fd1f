"""Taking a seat: only by the button, once, with consent, and with every refusal saying what to do."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.room_test.forms import form_to, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.services.camp import camps, progress
from workshop.services.seats import seats as seat_service

NewPhone = Callable[[], Handset]
GOOD = {
    "nickname": ["小林"],
    "community": ["甲社区"],
    "role": ["resident"],
    "consent": ["yes"],
}


def seats(room: Room) -> int:
    return progress.seats_taken(room.context, room.camp.id)


def test_opening_the_address_makes_nothing_and_the_button_makes_a_seat(
    room: Room, new_phone: NewPhone
) -> None:
    phone = new_phone()
    assert (phone.get(room.join).status_code, seats(room)) == (200, 0)
    form = form_to(phone.page, room.join)
    assert form is not None
    reply = phone.post(room.join, {"key": [form.value("key")], **GOOD})
    assert (reply.status_code, reply.headers["location"], seats(room)) == (303, "/s", 1)
    cookie = next(line for line in reply.headers.get_list("set-cookie") if line.startswith("seat="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_the_same_form_twice_is_one_seat(room: Room, new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.get(room.join)
    form = form_to(phone.page, room.join)
    assert form is not None
    for _ in range(2):
        assert phone.post(room.join, {"key": [form.value("key")], **GOOD}).status_code == 303
    assert seats(room) == 1


FIRST = ("小林", "甲社区", "resident")


def names(room: Room, camp: str = "") -> list[str]:
    return sorted(one.nickname for one in seat_service.of_camp(room.context, camp or room.camp.id))


def details(nickname: str, community: str, role: str, key: str = "k" * 24) -> dict[str, list[str]]:
    return {
        "key": [key],
        "nickname": [nickname],
        "community": [community],
        "role": [role],
        "consent": ["yes"],
    }


# What the same form says when it is posted again, and who sits then: nobody is dropped, nobody counted twice.
AGAIN: list[tuple[tuple[str, str, str], int]] = [
    (FIRST, 303),
    (("  小林 ", " 甲社区", "resident"), 303),
    (("小\u0000林", "甲\u0000社区", "resident"), 303),
    (("小周", "甲社区", "resident"), 409),
    (("小林", "乙社区", "resident"), 409),
    (("小林", "甲社区", "social_worker"), 409),
]


@pytest.mark.parametrize(("again", "status"), AGAIN)
@pytest.mark.parametrize("same_phone", [True, False])
def test_a_form_is_good_for_one_person(
    room: Room, new_phone: NewPhone, again: tuple[str, str, str], status: int, same_phone: bool
) -> None:
    """A second name posted with the key of the first was dropped, and its owner became the first."""
    phone = new_phone()
    assert phone.post(room.join, details(*FIRST)).status_code == 303
    phone = phone if same_phone else new_phone()
    held = phone.client.cookies.get("seat")
    assert phone.post(room.join, details(*again)).status_code == status
    assert names(room) == ["小林"]
    if status == 409:
        assert phone.client.cookies.get("seat") == held
        assert "小林" in phone.page
        assert again[0] in phone.page


def test_whoever_is_asked_takes_a_seat_of_their_own_or_goes_on_as_the_first(
    room: Room, new_phone: NewPhone
) -> None:
    phone = new_phone()
    phone.post(room.join, details(*FIRST))
    asked = phone.post(room.join, details("小周", "甲社区", "resident")).text
    another, first = (form.values for form in forms_in(asked) if form.action == room.join)
    assert phone.post(room.join, first).status_code == 303
    assert names(room) == ["小林"]
    for _ in range(2):
        assert phone.post(room.join, another).status_code == 303
    assert names(room) == ["小周", "小林"]
    phone.get("/s/mine")
    assert "小周" in phone.page


def test_a_form_carried_to_another_camps_door_takes_a_seat_there(room: Room, new_phone: NewPhone) -> None:
    other = camps.new_camp(room.context, "另一个营", next(iter(room.context.content.recipes))).camp
    phone = new_phone()
    phone.post(room.join, details(*FIRST))
    for _ in range(2):
        assert phone.post(f"/j/{other.code}", details(*FIRST)).status_code == 303
    assert (names(room), names(room, other.id)) == (["小林"], ["小林"])
    seat = seat_service.by_token(room.context, phone.client.cookies["seat"])
    assert seat is not None
    assert seat.camp == other.id


def test_a_form_without_our_key_still_takes_a_seat(room: Room, new_phone: NewPhone) -> None:
    phone = new_phone()
    assert phone.post(room.join, {"key": ["' OR 1=1"], **GOOD}).status_code == 303
    assert seats(room) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"consent": []}, "errors.join.consent"),
        ({"nickname": ["  "]}, "errors.join.nickname"),
        ({"nickname": ["名" * 21]}, "errors.join.nickname"),
        ({"role": ["king"]}, "errors.join.role"),
        ({"community": [""]}, "errors.community.name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    room: Room, new_phone: NewPhone, changed: dict[str, list[str]], sentence: str
) -> None:
    phone = new_phone()
    reply = phone.post(room.join, {**GOOD, **changed})
    assert (reply.status_code, seats(room)) == (422, 0)
    longest = 40 if sentence == "errors.community.name" else 20
    assert say("zh", sentence, longest=longest) in phone.page
    form = form_to(phone.page, room.join)
    assert form is not None
    for name in ("nickname", "role"):
        if name not in changed:
            assert form.value(name) == GOOD[name][0]


def test_known_communities_are_offered_and_a_new_one_can_be_written(room: Room, new_phone: NewPhone) -> None:
    camps.add_community(room.context, room.camp.id, "桂花园")
    phone = new_phone()
    phone.get(room.join)
    form = form_to(phone.page, room.join)
    assert form is not None
    assert form.offers["community"] == ["桂花园"]
    phone.post(room.join, {**GOOD, "community": [""], "community_new": ["新村"]})
    assert {one.name for one in camps.communities(room.context, room.camp.id)} == {"桂花园", "新村"}


def test_a_wrong_code_says_where_the_right_one_is(new_phone: NewPhone) -> None:
    phone = new_phone()
    assert phone.get("/j/AAAA2222").status_code == 404
    assert say("zh", "errors.join.no_camp") in phone.page
    assert phone.get("/j").status_code == 200


def test_the_code_may_be_typed_with_spaces_dashes_and_small_letters(room: Room, new_phone: NewPhone) -> None:
    phone = new_phone()
    code = room.camp.code
    reply = phone.client.get("/j", params={"code": f" {code[:4].lower()}-{code[4:]} "})
    assert (reply.status_code, reply.headers["location"]) == (303, f"/j/{code}")


def test_the_camps_id_is_no_invitation(room: Room, new_phone: NewPhone) -> None:
    assert new_phone().get(f"/j/{room.camp.id}").status_code == 404


def test_a_locked_room_says_so_and_lets_people_come_back(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    camps.lock(room.context, room.camp.id, locked=True)
    late = new_phone()
    assert late.get(room.join).status_code == 409
    assert say("zh", "errors.join.locked") in late.page
    assert late.post(room.join, GOOD).status_code == 409
    assert form_to(late.page, "/s/recover") is not None
    late.recovery = phone.recovery
    late.recover()
    assert late.status == 200
    assert seats(room) == 1


def test_a_full_room_says_how_many_seats_there_are(tmp_path: Path) -> None:
    with make_room(tmp_path, capacity=1) as room:
        first, second = Handset(room.client(), room.camp.code), Handset(room.client(), room.camp.code)
        first.join("小林", "甲社区", "resident")
        assert second.get(room.join).status_code == 409
        assert say("zh", "errors.join.full", capacity=1) in second.page
        assert second.post(room.join, GOOD).status_code == 409
        # Whoever sits already is led on, not turned away.
        assert first.get(room.join).status_code == 200
        assert say("zh", "phone.join.continue") in first.page


def test_who_has_a_seat_is_led_on_and_may_hand_the_phone_over(room: Room, phone: Handset) -> None:
    phone.get(room.join)
    assert say("zh", "phone.join.returning", nickname="小林") in phone.page
    phone.follow(phone.post(room.join, {**GOOD, "nickname": ["小周"], "phone": ["give"]}))
    assert seats(room) == 2
    phone.get("/s/mine")
    assert "小周" in phone.page


def test_the_recovery_code_is_shown_at_once_and_stays_in_mine(phone: Handset) -> None:
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", phone.recovery)
    phone.get("/s/mine")
    assert phone.recovery in phone.page


def test_the_first_page_fits_in_25_kilobytes_and_six_requests(room: Room, new_phone: NewPhone) -> None:
    """R13: at most 25 KB compressed over at most 6 requests, all from this server."""
    client = new_phone().client
    with client.stream("GET", room.join, headers={"accept-encoding": "gzip"}) as reply:
        sent = b"".join(reply.iter_raw())
    page = gzip.decompress(sent).decode()
    loaded = set(re.findall(r'(?:src|href)="(/a/[^"]+)"', page))
    sizes = [len(sent)]
    for address in loaded:
        with client.stream("GET", address, headers={"accept-encoding": "gzip"}) as reply:
            assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
            sizes.append(len(b"".join(reply.iter_raw())))
    assert len(sizes) <= 6
    assert sum(sizes) <= 25_000
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)


def test_invented_camps_say_so_on_every_page(tmp_path: Path) -> None:
    with make_room(tmp_path, invented=True) as room:
        phone = Handset(room.client(), room.camp.code)
        phone.join("小林", "甲社区", "resident")
        for path in (room.join, "/s", "/s/result", "/s/cards", "/s/mine"):
            phone.get(path)
            assert say("zh", "common.invented") in phone.page, path


@pytest.mark.parametrize("secure", [True, False])
def test_behind_https_cookies_travel_over_nothing_else(tmp_path: Path, secure: bool) -> None:
    with make_room(tmp_path, settings=Settings(secure_cookies=secure)) as room:
        reply = Handset(room.client(), room.camp.code).post(room.join, GOOD)
    cookies = reply.headers.get_list("set-cookie")
    assert len(cookies) == 2  # the seat, and that it is fresh
    assert [("Secure" in line) for line in cookies] == [secure, secure]
