"""Days offered beside a calendar: tomorrow or next week for a first step, half a year ahead for a direction."""

from __future__ import annotations

from datetime import date

import pytest

from workshop.phone.fields import near_days


@pytest.mark.parametrize("within", [None, 7, 182])
def test_a_first_step_is_offered_days(within: int | None) -> None:
    offered = [day for day, _ in near_days(date(2026, 3, 2), "zh", within)]
    assert offered == ["2026-03-03", "2026-03-05", "2026-03-09"]


def test_a_look_is_offered_half_a_year_and_further() -> None:
    # 182, 274 and 365 days after 2 March 2026, by hand.
    offered = [day for day, _ in near_days(date(2026, 3, 2), "zh", 366)]
    assert offered == ["2026-08-31", "2026-12-01", "2027-03-02"]
    assert all("个月后" in words for _, words in near_days(date(2026, 3, 2), "zh", 366))
