"""Large type: switched by a link, kept on every page, without a script."""

from __future__ import annotations

from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, EVERY_KIND, Room
from workshop.base.text import say

LARGE = '<html lang="zh-CN" class="large">'


def test_large_type_stays_from_page_to_page_until_it_is_switched_back(room: Room, phone: Handset) -> None:
    room.open()
    room.open(EVERY_KIND)
    reply = phone.get(f"/s?step={CHECK}&type=large")
    assert (reply.status_code, reply.headers["location"]) == (303, f"/s?step={CHECK}")
    paths = (
        room.join,
        "/j",
        "/j/AAAA2222",
        f"/s?step={CHECK}",
        f"/s?step={EVERY_KIND}&question=vignette.V1.D3",
        f"/s?step={CHECK}&question=rate.review",
        "/s/result",
        "/s/cards",
        "/s/mine",
        "/s/recover",
        "/s/gone",
        "/login",
        "/logout",
    )
    for path in paths:
        phone.get(path)
        assert LARGE in phone.page, path
        assert say("zh", "phone.type.standard") in phone.page
        assert "type=standard" in phone.page
    phone.get("/s/mine?type=standard")
    phone.get("/s/mine")
    assert LARGE not in phone.page
    assert say("zh", "phone.type.large") in phone.page


def test_the_size_of_type_and_the_language_are_switched_apart(phone: Handset) -> None:
    phone.get("/s/mine?type=large")
    phone.get("/s/mine?lang=en")
    phone.get("/s/mine")
    assert '<html lang="en" class="large">' in phone.page


def test_an_unknown_size_is_no_wish(phone: Handset) -> None:
    assert phone.get("/s/mine?type=huge").status_code == 200
    assert "type" not in phone.client.cookies
    phone.client.cookies.set("type", "huge")
    phone.get("/s/mine")
    assert LARGE not in phone.page
