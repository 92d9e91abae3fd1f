"""The desk's door: a password opens it, nothing else does, and opening an address signs nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_context import ORGANISER_PASSWORD
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.errors import AccessError
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.phone.limiter import Attempt, PasswordTries
from workshop.services.app import access, links
from workshop.services.app.context import AppContext


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


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path / "strict", settings=Settings(login_attempts="2/minute")) as room:
        yield room


def browser(room: Room) -> Handset:
    """A browser that has opened the form, and with it got its mark."""
    phone = Handset(room.client(), room.camp.code)
    phone.get("/login")
    return phone


def test_guessing_passwords_is_stopped_before_they_are_hashed(
    strict: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, hashed = browser(strict), list[str]()
    sign_in_service = access.sign_in

    def spy(context: AppContext, code: str, password: str) -> str:
        hashed.append(password)
        return sign_in_service(context, code, password)

    monkeypatch.setattr(access, "sign_in", spy)
    assert [sign_in(phone, strict.camp.code, f"W{n}") for n in range(5)] == [403, 403, 403, 429, 429]
    assert sign_in(phone, strict.camp.code, strict.password) == 429
    assert hashed == ["W0", "W1", "W2"]
    assert say("zh", "errors.access.wait", seconds=1) in phone.page


def test_wrong_passwords_keep_only_the_browser_that_tries_them_out(strict: Room) -> None:
    """A room shares one address; every client here has the same."""
    prankster, facilitator = browser(strict), browser(strict)
    assert [sign_in(prankster, strict.camp.code, "WRONG") for _ in range(4)][-1] == 429
    assert sign_in(facilitator, strict.camp.code, strict.password) == 303


def test_throwing_the_cookie_away_gains_little(strict: Room) -> None:
    """Twenty tries for all strangers together: ten times two."""
    found = [sign_in(browser(strict), strict.camp.code, "WRONG") for _ in range(25)]
    assert found == [403] * 21 + [429] * 4
    assert sign_in(browser(strict), "", ORGANISER_PASSWORD) == 303  # another account is another count


def test_the_right_password_from_a_known_device_always_opens(strict: Room) -> None:
    known = browser(strict)
    assert sign_in(known, strict.camp.code, strict.password) == 303
    for _ in range(25):
        sign_in(browser(strict), strict.camp.code, "WRONG")
    assert [sign_in(known, strict.camp.code, "WRONG") for _ in range(4)] == [403, 403, 403, 429]
    assert sign_in(known, strict.camp.code, strict.password) == 303


def test_nobody_can_claim_to_be_known(strict: Room) -> None:
    """A cookie made up, one of another purpose, one known to another account."""
    made_up, of_a_map = (Handset(strict.client(), strict.camp.code) for _ in range(2))
    made_up.client.cookies.set("device", "WyJ4Il0.AAAA")
    other = links.sign(strict.context, "map", "x", strict.camp.code)
    elsewhere = browser(strict)
    assert sign_in(elsewhere, "", ORGANISER_PASSWORD) == 303
    of_a_map.client.cookies.set("device", other)
    for phone in (made_up, of_a_map, elsewhere):
        assert [sign_in(phone, strict.camp.code, "WRONG") for _ in range(5)][-1] == 429


def test_the_delay_grows_and_is_forgotten_after_an_hour() -> None:
    """By hand: two free tries, then 1, 2, 4 … seconds, at most the period named."""
    now = [0.0]
    tries = PasswordTries("2/minute", lambda: now[0])
    attempt = Attempt("A", "a", known=False)
    waits = []
    for _ in range(11):
        try:
            tries.begin(attempt)
        except AccessError as error:
            seconds = error.values["seconds"]
            assert isinstance(seconds, int)
            waits.append(seconds)
            now[0] += seconds
            tries.begin(attempt)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    now[0] += 3601
    assert [tries.begin(attempt) for _ in range(3)] == [0, 0, 0]
