"""My data: what the room knows of me, and out in two taps."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from tests.phone.test_answers import level, shown
from tests.room_test.forms import forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, Room
from workshop.base.text import say
from workshop.services.camp import camps, progress
from workshop.store.traces import Traces


def test_my_answers_are_listed_with_a_way_to_change_them(room: Room, phone: Handset) -> None:
    room.open()
    phone.send(shown(phone), level("1"))
    phone.send(shown(phone, f"/s?step={CHECK}&question=rate.D1"), level("2"))
    phone.get("/s/mine")
    assert "坝坝宴" in phone.page
    assert say("zh", "phone.mine.versions", n=2) in phone.page
    assert f"/s?step={CHECK}&amp;question=rate.D1" in phone.page


def test_withdrawing_erases_everything_after_two_taps(room: Room, phone: Handset) -> None:
    room.open()
    phone.send(shown(phone), level("1"))
    phone.draft(shown(phone), level("2"))
    phone.get("/s/mine")
    # One tap opens the fold, the second sends its form.
    fold = phone.page[phone.page.index("<details") :]
    assert [form.action for form in forms_in(fold)] == ["/s/withdraw"]
    reply = phone.post("/s/withdraw", {})
    assert (reply.status_code, reply.headers["location"]) == (303, "/s/gone")
    assert progress.seats_taken(room.context, room.camp.id) == 0
    assert progress.answers_received(room.context, room.camp.id) == {}
    assert phone.get("/s").status_code == 401


def test_the_goodbye_page_lets_the_phone_forget_what_it_bridged(phone: Handset) -> None:
    phone.get("/s/gone")
    assert "data-forget" in phone.page


def test_the_goodbye_page_says_what_is_erased_and_what_follows(room: Room, phone: Handset) -> None:
    """While somebody reads from before, as a backup does, the log still holds what was deleted."""
    url = room.context.store.engine.url
    with closing(sqlite3.connect(str(url.database), isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM seat").fetchone()
        room.open()
        reply = phone.post("/s/withdraw", {})
        phone.get(reply.headers["location"])
        assert say("zh", "common.traces.due") in phone.page
        assert "refresh" in phone.page
    for _ in range(600):
        if room.context.store.traces() is Traces.GONE:
            break
        time.sleep(0.1)
    phone.get("/s/gone")
    assert say("zh", "common.traces.gone") in phone.page
    assert say("zh", "phone.gone.copies") in phone.page
    assert "refresh" not in phone.page


def test_opening_the_withdraw_address_erases_nothing(room: Room, phone: Handset) -> None:
    assert phone.get("/s/withdraw").status_code == 405
    assert progress.seats_taken(room.context, room.camp.id) == 1


def test_a_community_nobody_else_is_from_goes_with_the_leaver_and_another_stays_and_is_told(
    room: Room, phone: Handset, new_phone: Callable[[], Handset]
) -> None:
    neighbour, stranger = new_phone(), new_phone()
    neighbour.join("小陈", "甲社区", "resident")
    stranger.join("小周", "只有我知道的小区", "resident")
    stranger.follow(stranger.post("/s/withdraw", {}))
    assert say("zh", "phone.gone.community") not in stranger.page
    phone.follow(phone.post("/s/withdraw", {}))
    assert say("zh", "phone.gone.community") in phone.page
    names = [one.name for one in camps.communities(room.context, room.camp.id)]
    assert "甲社区" in names
    assert "只有我知道的小区" not in names


def test_a_community_with_something_known_about_it_stays(room: Room, phone: Handset) -> None:
    place = next(one for one in camps.communities(room.context, room.camp.id) if one.name == "甲社区")
    camps.describe(room.context, replace(place, households=800))
    phone.follow(phone.post("/s/withdraw", {}))
    assert say("zh", "phone.gone.community") in phone.page
    assert "甲社区" in [one.name for one in camps.communities(room.context, room.camp.id)]


def test_numbers_the_goodbye_page_cannot_hold_are_no_fault(phone: Handset) -> None:
    for asked in ("?turns=x", "?turns=-1", "?elsewhere=99999999999", "?community=²"):
        assert phone.get(f"/s/gone{asked}").status_code == 200
        assert say("zh", "phone.gone.stays") not in phone.page
