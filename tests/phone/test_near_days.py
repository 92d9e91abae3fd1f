"""Days offered beside a calendar: tomorrow or next week for a first step, half a year ahead for a direction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.forms import PageForm
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import make_room
from workshop.base.text import say
from workshop.exercises.form import rows_in
from workshop.phone.fields import near_days
from workshop.services.camp import answers

DIRECTION = "direction"


@pytest.mark.parametrize("within", [None, 7, 182])
def test_a_first_step_is_offered_days(within: int | None) -> None:
    offered = [day for day, _ in near_days(date(2026, 3, 2), "zh", within)]
    assert offered == ["2026-03-03", "2026-03-05", "2026-03-09"]


def test_a_look_is_offered_half_a_year_and_further() -> None:
    # 182, 274 and 365 days after 2 March 2026, by hand.
    offered = [day for day, _ in near_days(date(2026, 3, 2), "zh", 366)]
    assert offered == ["2026-08-31", "2026-12-01", "2027-03-02"]
    assert all("个月后" in words for _, words in near_days(date(2026, 3, 2), "zh", 366))


def plan(phone: Handset) -> PageForm:
    phone.get(f"/s?step={DIRECTION}&question=plan")
    assert phone.form is not None, phone.page
    return phone.form


def test_a_direction_of_less_than_half_a_year_comes_back_and_a_kept_one_stays(tmp_path: Path) -> None:
    """182 days after 2 March 2026 is 31 August; weeks later the day that was kept is nearer, and still the same day."""
    clock = Clock()
    with make_room(tmp_path, clock=clock, exercises=[DIRECTION]) as room:
        phone = Handset(room.client(), room.camp.code)
        phone.join("小林", "甲社区", "resident")
        room.open(DIRECTION)
        words = {"row.0.rung": ["端午节张罗一场"], "row.0.sign": ["三支队照样活动"]}
        phone.send(plan(phone), {**words, "row.0.day": ["2026-08-30"]})
        assert phone.status == 422
        soon = say("zh", "errors.exercises.day_soon", text="2026-08-30", soonest="2026-08-31")
        assert soon in phone.page
        assert plan(phone).value("row.0.rung") == "端午节张罗一场"
        phone.follow(phone.send(plan(phone), {**words, "row.0.day": ["2026-08-31"]}))
        clock.forward(days=20)
        form = plan(phone)
        kept = {"row.0.day": ["2026-08-31"], "row.0.day.kept": [form.value("row.0.day.kept")]}
        phone.follow(phone.send(form, {**words, **kept, "row.0.sign": ["四支队"]}))
        (given,) = answers.given_by(room.context, seat_of(room, phone))
        (row,) = rows_in(given.payload)
        assert (row["day"], row["sign"]) == ("2026-08-31", "四支队")
