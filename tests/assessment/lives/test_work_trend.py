"""Working time falls only where it does, and never from fewer than three months."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from tests.assessment.lives.made import article, group, on_axis, time
from tests.properties import examples
from workshop.assessment.lives.lives_text import needed_sentences
from workshop.assessment.lives.work_trend import FEWEST_MONTHS, TimePoint, Trend, series_of, slope_of, way_of
from workshop.base.text import LANGUAGES, say
from workshop.model.community.groups import after_months
from workshop.model.community.work_time import Spender, TimeMeasure, TimeUnit

START = date(2022, 1, 1)


def points(*values: float) -> list[TimePoint]:
    return [TimePoint(after_months(START, number), value) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ((40, 30), Trend.TOO_FEW),
        ((), Trend.TOO_FEW),
        ((40, 30, 20), Trend.FALLING),
        ((40, 20, 30, 10, 5, 2), Trend.FALLING),  # one odd month does not turn it
        ((10, 20, 30), Trend.RISING),
        ((20, 20, 20, 20), Trend.NEITHER),
        ((20, 5, 20, 5, 20, 5), Trend.NEITHER),
        ((40, 39.9, 39.8), Trend.NEITHER),  # less than a tenth
        ((0, 0, 0), Trend.NEITHER),
        ((8, 4, 2, 0), Trend.FALLING),
    ],
)
def test_the_way_by_hand(values: tuple[float, ...], way: Trend) -> None:
    assert way_of(points(*values)) is way


VALUES = st.lists(st.floats(0, 500), min_size=2, max_size=24)


@given(VALUES)
@examples(100)
def test_the_slope_is_scipys(values: list[float]) -> None:
    expected = theilslopes(np.array(values), np.arange(len(values))).slope
    assert slope_of(points(*values)) == pytest.approx(float(expected), abs=1e-9)


@given(VALUES)
@examples(100)
def test_backwards_in_time_falling_is_rising(values: list[float]) -> None:
    there, back = way_of(points(*values)), way_of(points(*reversed(values)))
    turned = {Trend.FALLING: Trend.RISING, Trend.RISING: Trend.FALLING}
    assert back is turned.get(there, there)


@given(VALUES)
@examples(100)
def test_a_steady_fall_is_falling(values: list[float]) -> None:
    falling = sorted({round(value) for value in values}, reverse=True)
    if len(falling) >= FEWEST_MONTHS and falling[-1] <= falling[0] * 0.5:
        assert way_of(points(*falling)) is Trend.FALLING


def test_units_are_kept_apart_and_a_year_of_visits_is_a_twelfth_a_month() -> None:
    entries = [
        time("2022-01", 30).entry,
        time("2022-02", 20).entry,
        time("2022-02", 12, TimeUnit.PERCENT).entry,
        time("2022-03", 2, TimeUnit.TIMES_YEAR).entry,
        time("2022-02", 4, TimeUnit.TIMES_MONTH).entry,
        time("2022-01", 5, spender=Spender.SECRETARY).entry,
        time("2022-01", 3, group="g").entry,
    ]
    found = {
        (one.spender, one.group, one.measure): [point.value for point in one.points]
        for one in series_of(entries)
    }
    assert found == {
        (Spender.WORKER, "", TimeMeasure.HOURS): [30, 20],
        (Spender.WORKER, "", TimeMeasure.PERCENT): [12],
        (Spender.WORKER, "", TimeMeasure.VISITS): [4, pytest.approx(1 / 6)],
        (Spender.SECRETARY, "", TimeMeasure.HOURS): [5],
        (Spender.WORKER, "g", TimeMeasure.HOURS): [3],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_months_never_say_falling(language: str) -> None:
    told = needed_sentences(on_axis(article(), [time("2022-01", 80), time("2022-12", 2)]), language)  # type: ignore[arg-type]
    assert told[0] == say(language, "work_time.way.too_few")  # type: ignore[arg-type]


def test_the_time_of_one_group_is_not_the_time_of_all() -> None:
    """One group falls; of all together nothing was told, so nothing is said of it."""
    work = [time(f"2022-{number:02d}", 20 - number, group="a") for number in (1, 2, 3, 4)]
    assert on_axis([group("a", "2022-01", seen="2022-12")], work).way is Trend.TOO_FEW


def test_two_people_who_go_different_ways_are_neither() -> None:
    down = [time(f"2022-{number:02d}", 40 - 8 * number) for number in (1, 2, 3, 4)]
    up = [time(f"2022-{number:02d}", 4 * number, spender=Spender.SECRETARY) for number in (1, 2, 3, 4)]
    assert on_axis([], down).way is Trend.FALLING
    assert on_axis([], [*down, *up]).way is Trend.NEITHER


def test_more_groups_in_the_same_hours_are_fewer_hours_each() -> None:
    """62 hours for 3 + 4 groups, 62 hours for 31: 8.9 hours each, then 2."""
    needed = on_axis(article(), [time("2022-03", 62), time("2022-12", 62)])
    (series,) = needed.whole
    assert [point.value for point in needed.per_group(series)] == [pytest.approx(62 / 6), pytest.approx(2)]


def test_where_nobody_knows_who_was_alive_no_time_is_shared_out() -> None:
    needed = on_axis([group("a", "2022-01"), group("b", "2022-01", seen="2022-12")], [time("2022-06", 10)])
    assert needed.per_group(needed.whole[0]) == ()
