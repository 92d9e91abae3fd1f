"""The page of tables, as a browser without script sees it."""

from __future__ import annotations

import re

import pytest

from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import EVERY_KIND, Room
from workshop.services.matching import seating


@pytest.fixture
def phones(room: Room) -> list[Handset]:
    """Six people at two tables."""
    found = []
    for number in range(6):
        phone = Handset(room.client(), room.camp.code)
        phone.join(f"伙伴{number}", "甲社区", "resident")
        found.append(phone)
    seating.seat_room(room.context, room.camp, 2, 1, "facilitator")
    seating.show(room.context, room.camp, "facilitator")
    return found


def test_a_step_opened_at_one_table_asks_its_phones_alone(remote: Remote, phones: list[Handset]) -> None:
    remote.open("/r/tables")
    form = next(one for one in remote.forms() if (one["act"], one.get("table")) == ("open", "2"))
    assert remote.press(form) == "done"
    assert "第 2 桌" in re.findall(r'<p class="told done".*?</p>', remote.page)[0]
    assert remote.page.count("tableof") == 2
    for phone in phones:
        phone.get("/s")
    asked = [phone for phone in phones if phone.form is not None]
    assert len(asked) == 3
    assert {form.value("step") for phone in asked if (form := phone.form)} == {EVERY_KIND}


def test_without_tables_the_page_says_where_to_make_them(remote: Remote) -> None:
    remote.open("/r/tables")
    assert "/rounds?camp=" in remote.page
    assert "tableof" not in remote.page


def test_a_participant_sees_no_tables(room: Room, phones: list[Handset]) -> None:
    assert phones[0].client.get("/r/tables").headers["location"] == "/login?next=/r"


def test_two_parts_side_by_side_are_opened_each_at_its_own_table(
    remote: Remote, phones: list[Handset]
) -> None:
    remote.open("/r/agenda")
    remote.press(remote.form("split", EVERY_KIND) | {"own": "1 桌", "other": "2 桌"})
    second = f"{EVERY_KIND}-2"
    for step, table in ((EVERY_KIND, "1"), (second, "2")):
        remote.open(f"/r/tables?step={step}")
        assert f'step={step}" aria-current="page"' in remote.page
        forms = [one for one in remote.forms() if one["act"] == "open" and one["subject"] == step]
        assert remote.press(next(one for one in forms if one.get("table") == table)) == "done"
    for phone in phones:
        phone.get("/s")
    asked = sorted(form.value("step") for phone in phones if (form := phone.form))
    assert asked == [EVERY_KIND] * 3 + [second] * 3
