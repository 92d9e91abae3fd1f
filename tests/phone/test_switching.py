"""Another language or size of type on a form that is being filled in: what is in it stays, and nothing is done by it."""

from __future__ import annotations

import html
import re

import pytest

from tests.room_test.forms import PageForm, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.services.seats import seats

TYPED = {
    "nickname": ["阿旧"],
    "community": [""],
    "community_new": ["自己写的社区"],
    "role": ["committee"],
    "consent": ["yes"],
}


def buttons(page: str) -> list[str]:
    """Where the buttons that switch would post their form."""
    return [html.unescape(one) for one in re.findall(r'<button class="switch[^>]*formaction="([^"]+)"', page)]


def switched(phone: Handset, to: str, action: str) -> PageForm:
    form = next(one for one in forms_in(phone.page) if one.action == action)
    address = next(one for one in buttons(phone.page) if to in one)
    hidden = {name: form.values[name] for name in ("key", "seat", "linked") if name in form.values}
    assert phone.post(address, {**hidden, **TYPED, "only": ["switch"]}).status_code == 200
    return next(one for one in forms_in(phone.page) if one.action == action)


@pytest.mark.parametrize(("to", "shows"), [("lang=en", '<html lang="en"'), ("type=large", 'class="large"')])
def test_joining_keeps_what_is_filled_in(room: Room, to: str, shows: str) -> None:
    Handset(room.client(), room.camp.code).join("先来的", "甲社区", "resident")
    phone = Handset(room.client(), room.camp.code)
    phone.get(room.join)
    key = next(one for one in forms_in(phone.page) if one.action == room.join).value("key")
    form = switched(phone, to, room.join)
    assert shows in phone.page
    assert (form.value("nickname"), form.value("community_new"), form.value("key")) == (
        "阿旧",
        "自己写的社区",
        key,
    )
    assert (form.values["role"], form.values["consent"]) == (["committee"], ["yes"])
    assert len(seats.of_camp(room.context, room.camp.id)) == 1
    phone.get(room.join)
    assert shows in phone.page  # it stays for the pages after it


def test_helping_keeps_what_is_filled_in(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    phone.get("/s/helper")
    form = switched(phone, "lang=en", "/s/helper/add")
    assert (form.value("nickname"), form.value("community_new")) == ("阿旧", "自己写的社区")
    assert '<html lang="en"' in phone.page
    assert len(seats.of_camp(room.context, room.camp.id)) == 1


def test_an_unknown_language_is_no_switch(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.get(room.join)
    phone.post(f"{room.join}?lang=xx", {**TYPED, "nickname": [""], "only": ["switch"]})
    assert phone.status == 422
