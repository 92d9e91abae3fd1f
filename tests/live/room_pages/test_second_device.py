"""One more device: the code is good once, for minutes, and only a button uses it."""

from __future__ import annotations

import re

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.base.local_time import clock
from workshop.base.text import say
from workshop.services.room.second_device import GOOD_FOR


def offered(remote: Remote) -> str:
    page = remote.client.post("/r/device", data={"camp": remote.room.camp.id}).text
    found = re.search(r"/r/with/([\w-]+)", page)
    assert found is not None
    assert "data:image/svg+xml;base64," in page
    return found.group(0)


def button(remote: Remote, act: str) -> dict[str, str]:
    return next(form for form in remote.forms() if form["act"] == act)


def test_two_taps_and_no_password(room: Room, remote: Remote) -> None:
    address = offered(remote)
    second = Remote(room, room.client())
    assert "<form" in second.client.get(address).text
    assert second.client.get("/r").headers["location"] == "/login?next=/r"  # a link preview lets nobody in
    assert second.client.post(address).headers["location"].startswith("/r?")
    assert second.open().status_code == 200
    assert room.camp.title in second.page


def test_the_new_device_steers_and_the_old_one_says_so_and_stops(room: Room, remote: Remote) -> None:
    """Two taps: the code on the old device, the button on the new one. Nothing the old page still shows does anything."""
    address, stale = offered(remote), button(remote, "open")
    second = Remote(room, room.client())
    reply = second.client.post(address)
    second.open(reply.headers["location"])
    assert say("zh", "live.done.take") in second.said
    assert 'name="act" value="take"' not in second.page
    assert remote.press(stale) == "stale"
    assert say("zh", "live.hands.elsewhere", clock=clock(room.context.now())) in remote.page
    assert 'data-press="open"' not in remote.page
    assert second.press(button(second, "open")) == "done"
    assert remote.press(button(remote, "take")) == "done"  # and back again with one press
    second.open()
    assert 'data-press="freeze"' in remote.page
    assert 'data-press="freeze"' not in second.page


def test_a_device_may_also_come_in_beside_the_first(room: Room, remote: Remote) -> None:
    second = Remote(room, room.client())
    reply = second.client.post(offered(remote), data={"hands": "beside"})
    second.open(reply.headers["location"])
    assert say("zh", "live.done.beside") in second.said
    assert remote.press(button(remote, "open")) == "done"
    second.open()
    assert second.press(button(second, "freeze")) == "done"


def test_a_code_is_good_once_and_for_minutes(room: Room, remote: Remote) -> None:
    used, old = offered(remote), offered(remote)
    room.client().post(used)
    assert isinstance(room.context.now, Clock)
    room.context.now.forward(seconds=GOOD_FOR.total_seconds() + 1)
    for address in (used, old, "/r/with/never-made"):
        client = room.client()
        reply = client.post(address)
        assert (reply.status_code, "desk" in client.cookies) == (403, False)
        assert "密码" in reply.text


def test_a_participant_gets_no_code(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    reply = phone.client.post("/r/device", data={"camp": room.camp.id})
    assert reply.headers["location"] == "/login?next=/r"
