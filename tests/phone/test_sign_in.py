"""The desk's door: a password opens it, nothing else does, and opening an address signs nobody out."""

from __future__ import annotations

from pathlib import Path

from tests.app_context import ORGANISER_PASSWORD
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.services.app import access


def sign_in(phone: Handset, code: str, password: str) -> int:
    return phone.post("/login", {"code": [code], "password": [password]}).status_code


def test_a_facilitator_gets_one_camp_and_an_organiser_all(room: Room) -> None:
    facilitator, organiser = (Handset(room.client(), room.camp.code) for _ in range(2))
    assert sign_in(facilitator, room.camp.code.lower(), room.password) == 303
    assert access.right_of(room.context, facilitator.client.cookies["desk"]) == access.Right(room.camp.id)
    assert sign_in(organiser, "", ORGANISER_PASSWORD) == 303
    assert access.right_of(room.context, organiser.client.cookies["desk"]) == access.Right(None)


def test_a_wrong_password_does_not_say_which_part_was_wrong(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    assert sign_in(phone, room.camp.code, "WRONG") == 403
    first = phone.page.replace(room.camp.code, "")
    assert sign_in(phone, "AAAA2222", "WRONG") == 403
    assert phone.page.replace("AAAA2222", "") == first
    assert say("zh", "errors.access.wrong") in phone.page
    assert "desk" not in phone.client.cookies


def test_only_the_button_signs_out_and_it_ends_copies_of_the_cookie_too(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    sign_in(phone, room.camp.code, room.password)
    token = phone.client.cookies["desk"]
    assert phone.get("/logout").status_code == 200
    assert access.right_of(room.context, token) is not None
    assert phone.post("/logout", {}).status_code == 303
    assert access.right_of(room.context, token) is None


def test_guessing_passwords_is_stopped_before_they_are_hashed(tmp_path: Path) -> None:
    with make_room(tmp_path, settings=Settings(login_attempts="2/minute")) as room:
        phone = Handset(room.client(), room.camp.code)
        assert [sign_in(phone, room.camp.code, "WRONG") for _ in range(3)] == [403, 403, 429]
        assert sign_in(phone, room.camp.code, room.password) == 429
