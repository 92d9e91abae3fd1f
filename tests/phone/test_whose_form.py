"""A form belongs to the seat it was shown to, whoever holds the phone by the time it is posted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from tests.room_test.forms import form_to
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.model.ids import seat_mark
from workshop.phone import page
from workshop.phone.routes import POST
from workshop.services.camp import answers
from workshop.services.seats import seats
from workshop.store.schema_learning import metadata


def given(room: Room, nickname: str) -> int:
    """How many answers somebody has given."""
    (seat,) = (one for one in seats.of_camp(room.context, room.camp.id) if one.nickname == nickname)
    return len(answers.everything_by(room.context, seat))


def filled_in(room: Room, phone: Handset) -> dict[str, list[str]]:
    """The first question of the step, answered, as its form would be posted."""
    room.open()
    phone.get("/s")
    assert phone.form is not None
    return {**phone.form.values, "level": ["1"], "evidence": ["坝坝宴"], "when": ["上周"]}


def another_takes_the_phone(room: Room, phone: Handset) -> dict[str, list[str]]:
    """The form the first person left on the screen, filled in, after a second took a seat on the same phone."""
    fields = filled_in(room, phone)
    phone.client.cookies.clear()
    phone.join("老张", "甲社区", "resident")
    return fields


def test_a_form_of_another_seat_is_not_kept_but_asked_about(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    reply = phone.post("/s", fields)
    assert reply.status_code == 409
    assert "老张" in reply.text
    assert (given(room, "小林"), given(room, "老张")) == (0, 0)


def test_whoever_says_it_is_theirs_hands_it_in_once(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    asked = form_to(phone.post("/s", fields).text, "/s")
    assert asked is not None
    phone.post("/s", asked.values)
    phone.post("/s", asked.values)
    assert (given(room, "小林"), given(room, "老张")) == (0, 1)


def test_a_draft_of_another_seat_is_told_as_not_saved(room: Room, phone: Handset) -> None:
    fields = another_takes_the_phone(room, phone)
    reply = phone.post("/s/draft", fields, json=True)
    assert (reply.status_code, "message" in reply.json()) == (409, True)


def test_an_own_form_and_one_without_a_mark_are_taken(room: Room, phone: Handset) -> None:
    fields = filled_in(room, phone)
    assert len(fields["seat"][0]) == 12
    del fields["seat"]
    assert phone.post("/s", fields).status_code == 303
    assert given(room, "小林") == 1


# Whose seat it is to be is what this page asks for.
NOBODYS = {"/s/recover"}
WRITES = sorted(path for path in POST if path.startswith("/s") and path not in NOBODYS)
FORM = re.compile(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', re.S)


def rows(room: Room) -> dict[str, int]:
    """How many rows every table has."""

    def counted(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }

    return room.context.store.read(counted)


@pytest.mark.parametrize("json", [False, True])
@pytest.mark.parametrize("path", WRITES)
def test_no_route_writes_a_form_of_another_seat(room: Room, phone: Handset, path: str, json: bool) -> None:
    """Every address a seat can post to, with a form the first person left open and the second one's cookie."""
    fields = another_takes_the_phone(room, phone)
    phone.get("/s/mine")
    before = rows(room)
    given_away = {"go": ["keep"], "case": ["x"], "card": ["x"], "nickname": ["某"], "consent": ["yes"]}
    reply = phone.post(path, {**fields, **given_away}, json=json)
    assert reply.status_code == 409
    assert rows(room) == before
    assert {one.nickname for one in seats.of_camp(room.context, room.camp.id)} == {"小林", "老张"}


def test_every_form_says_whose_it_is() -> None:
    """Read off the templates, so that no form of a rarely seen page is forgotten."""
    silent = [
        (file.name, action)
        for file in sorted((Path(page.HERE) / "pages").glob("*.html"))
        for action, inside in FORM.findall(file.read_text(encoding="utf-8"))
        if not action.startswith(("/j", "/log", "{{ action }}")) and action not in NOBODYS
        if "{{ whose }}" not in inside
    ]
    assert silent == []


def test_a_form_of_the_own_seat_is_asked_nothing(room: Room, phone: Handset) -> None:
    room.open()
    (seat,) = seats.of_camp(room.context, room.camp.id)
    assert (
        phone.post("/s/offer", {"seat": [seat_mark(seat.id)], "offer": ["O3"], "visits": ["2"]}).status_code
        == 303
    )
