"""What is stored is UTC; what people read is the clock and the day where they are. Expected values by hand: China is UTC+8."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.handset import Handset
from tests.room_test.stage import COMMIT, make_room
from workshop.base.local_time import clock, local, local_day
from workshop.model.camp import Role
from workshop.services.camp import control
from workshop.services.follow.commitments import last_day
from workshop.services.seats import seat_cards
from workshop.services.seats.roster import Expected

DAWN = datetime(2026, 3, 1, 23, 5)  # 7:05 in the morning of 2 March in China


@pytest.fixture(autouse=True)
def china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "CST-8")
        time.tzset()
        yield
    time.tzset()


def test_the_morning_belongs_to_the_day_it_is_here() -> None:
    assert (local(DAWN), local_day(DAWN), clock(DAWN)) == (
        datetime(2026, 3, 2, 7, 5),
        date(2026, 3, 2),
        "07:05",
    )


def test_a_taken_card_says_when_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    with make_room(tmp_path, clock=Clock(DAWN)) as room:
        people = (Expected("林秀英", "甲社区", Role.RESIDENT_LEADER, ""),)
        card = seat_cards.prepare(room.context, room.camp, people, "t").made[0]
        first, second = (Handset(room.client(), room.camp.code) for _ in range(2))
        fields = {"key": ["k" * 20], "card": [card.code], "consent": ["yes"], "role": ["resident_leader"]}
        assert first.post(room.join, fields).status_code == 303
        for reply in (
            second.get(f"{room.join}?card={card.code}"),
            second.post(room.join, {**fields, "key": ["l" * 20]}),
        ):
            assert "07:05" in reply.text
            assert "23:05" not in reply.text


def test_the_days_of_a_commitment_are_those_of_the_room(tmp_path: Path) -> None:
    with make_room(tmp_path, clock=Clock(DAWN)) as room:
        room.open(COMMIT)
        phone = Handset(room.client(), room.camp.code)
        phone.join("小林", "甲社区", "resident")
        phone.get(f"/s?step={COMMIT}")
        # Tomorrow, as it is offered beside the calendar, is 3 March.
        assert 'value="2026-03-03">1 天后' in phone.page
        assert last_day(control.steps(room.context, room.camp.id)) == date(2026, 3, 2)


def test_a_year_is_no_different_in_summer() -> None:
    assert local(DAWN + timedelta(days=120)) == datetime(2026, 6, 30, 7, 5)
