"""Every page of a seat follows the room: it knows what the room's state was, and says when a step is open."""

from __future__ import annotations

import re

import pytest

from tests.app_context import Clock
from tests.phone.test_answers import answer_all, level, shown
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, EVERY_KIND, Room
from workshop.base.text import say
from workshop.model.camp import Action
from workshop.phone.routes import GET
from workshop.services.camp import progress
from workshop.store import seats

# What scripts ask for, a file, and the page of somebody who has left.
NO_PAGES = ("/tick", ".ics", "/gone")
PAGES = sorted(path for path in GET if path.startswith("/s") and not path.endswith(NO_PAGES))
OTHERS = [path for path in PAGES if path != "/s"]


def followed(phone: Handset) -> tuple[str, str]:
    """The state of the room the page was made at, and the step that asks its owner something."""
    found = re.search(r'data-since="(\d+)" data-asks="([^"]*)"', phone.page)
    assert found is not None
    return found.group(1), found.group(2)


def told(phone: Handset) -> bool:
    """Whether the page says, also without script, that a step is open."""
    line = re.search(r"<p class=\"moved\"[^>]*>", phone.page)
    assert line is not None
    return "hidden" not in line.group(0)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_seat_learns_that_a_step_opened(room: Room, phone: Handset, path: str) -> None:
    phone.get(path)
    since, asks = followed(phone)
    assert asks == ""
    assert phone.get(f"/s/tick?since={since}").status_code == 204
    room.open(CHECK)
    reply = phone.get(f"/s/tick?since={since}")
    assert (reply.status_code, reply.json()["asks"]) == (200, CHECK)
    phone.get(path)
    assert followed(phone) == (str(reply.json()["since"]), CHECK)


@pytest.mark.parametrize("path", OTHERS)
def test_without_script_a_page_says_that_a_step_is_open_and_leads_there(
    room: Room, phone: Handset, path: str
) -> None:
    phone.get(path)
    assert not told(phone)
    assert re.search(r'<noscript>.*href="/s"', phone.page)
    room.open(CHECK)
    phone.get(path)
    assert told(phone)
    assert say("zh", "phone.opened") in phone.page


def test_whoever_is_done_is_not_called_back(room: Room, phone: Handset) -> None:
    room.open(CHECK)
    answer_all(phone, room)
    promise = phone.form
    assert promise is not None
    phone.send(promise, {"row.0.what": ["办一次摄影展"], "row.0.date": ["12 月 5 日"]})
    phone.get("/s/mine")
    assert (followed(phone)[1], told(phone)) == ("", False)


def test_what_is_asked_is_the_rooms_step_also_while_an_earlier_answer_is_changed(
    room: Room, phone: Handset
) -> None:
    room.open(CHECK)
    phone.send(shown(phone), level("1"))
    room.open(EVERY_KIND)
    phone.get(f"/s?step={CHECK}&question=rate.D1")
    assert followed(phone)[1] == EVERY_KIND


def test_waiting_without_script_the_page_asks_again_by_itself(phone: Handset) -> None:
    phone.get("/s")
    assert '<noscript><meta http-equiv="refresh"' in phone.page


def here(room: Room) -> int:
    """How many seats were heard of within the last minute."""
    wrote = room.context.store.read(lambda connection: seats.seen(connection, room.camp.id))
    now = room.context.now()
    return sum(room.context.presence.here(seat, at, now) for seat, at in wrote.items())


def test_joined_is_not_being_there(
    room: Room, clock: Clock, phone: Handset, new_phone: type[Handset]
) -> None:
    """Two have joined; a minute later only the one whose page still asks is there, then nobody."""
    new_phone().join("小周", "甲社区", "resident")
    counts = here(room)
    clock.forward(minutes=2)
    phone.get("/s/tick?since=0")
    one = here(room)
    clock.forward(minutes=2)
    none = here(room)
    assert (counts, one, none) == (2, 1, 0)
    assert progress.seats_taken(room.context, room.camp.id) == 2


def test_an_open_page_is_no_work_on_a_question(room: Room, clock: Clock, phone: Handset) -> None:
    """Somebody whose page is open and who does nothing for three minutes is there, and stuck."""
    room.open(CHECK)
    clock.forward(minutes=4)
    phone.get("/s/tick?since=0")
    assert here(room) == 1
    assert progress.progress(room.context, room.camp, CHECK).seats[0].stuck
    room.act(Action.CLOSE, CHECK)
    assert not progress.progress(room.context, room.camp, CHECK).seats[0].stuck
