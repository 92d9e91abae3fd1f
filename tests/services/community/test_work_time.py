"""Working time: one entry for a month, a person, a group and a measure, whoever enters it again corrects it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.app_context import context_on
from tests.services.community.made import ORGANISER, Place, key, place
from workshop.base.errors import InputError, MengyaError
from workshop.model.community.groups import GroupRecord
from workshop.model.community.work_time import Spender, TimeUnit, WorkTime
from workshop.services.community import changes
from workshop.services.community.lives import groups, work_time
from workshop.store.community.records import RecordKind
from workshop.store.engine import Store

BY = "facilitator"
MARCH = WorkTime(date(2022, 3, 15), Spender.WORKER, 40, TimeUnit.HOURS)


def entries(there: Place) -> list[WorkTime]:
    return [line.entry for line in work_time.times(there.context, there.only)]


def test_the_same_month_again_corrects_and_another_measure_does_not(store: Store) -> None:
    there, form = place(context_on(store)), key()
    for _ in range(2):
        work_time.save(there.context, ORGANISER, there.community, form, MARCH)
    work_time.save(there.context, ORGANISER, there.community, key(), replace(MARCH, amount=36))
    work_time.save(
        there.context,
        ORGANISER,
        there.community,
        key(),
        WorkTime(date(2022, 3, 1), Spender.WORKER, 20, TimeUnit.PERCENT),
    )
    work_time.save(
        there.context, ORGANISER, there.community, key(), replace(MARCH, spender=Spender.SECRETARY)
    )
    # So many times a year or a month are one measure.
    work_time.save(
        there.context, ORGANISER, there.community, key(), replace(MARCH, unit=TimeUnit.TIMES_MONTH, amount=4)
    )
    work_time.save(
        there.context, ORGANISER, there.community, key(), replace(MARCH, unit=TimeUnit.TIMES_YEAR, amount=2)
    )
    found = [(one.spender, one.unit, one.amount) for one in entries(there)]
    assert sorted(found) == [
        (Spender.SECRETARY, TimeUnit.HOURS, 40),
        (Spender.WORKER, TimeUnit.HOURS, 36),
        (Spender.WORKER, TimeUnit.PERCENT, 20),
        (Spender.WORKER, TimeUnit.TIMES_YEAR, 2),
    ]
    assert {one.month for one in entries(there)} == {date(2022, 3, 1)}


def test_an_entry_taken_off_can_be_put_back(store: Store) -> None:
    there = place(context_on(store))
    work_time.save(there.context, ORGANISER, there.community, key(), MARCH)
    (line,) = work_time.times(there.context, there.only)
    changes.take_away(there.context, ORGANISER, there.community, RecordKind.WORK_TIME, key(), line.id)
    assert entries(there) == []
    assert there.undo(RecordKind.WORK_TIME)
    assert entries(there) == [line.entry]


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        (TimeUnit.PERCENT, 101),
        (TimeUnit.HOURS, 745),
        (TimeUnit.HOURS, -1),
        (TimeUnit.TIMES_MONTH, float("nan")),
        (TimeUnit.TIMES_YEAR, float("inf")),
    ],
)
def test_no_more_than_a_month_has(store: Store, unit: TimeUnit, amount: float) -> None:
    there = place(context_on(store))
    with pytest.raises(InputError) as told:
        work_time.save(
            there.context, ORGANISER, there.community, key(), replace(MARCH, unit=unit, amount=amount)
        )
    assert told.value.code == "work_time.amount"


def test_a_month_to_come_and_a_strange_group_are_refused(store: Store) -> None:
    there = place(context_on(store))
    for wrong, code in (
        (replace(MARCH, month=date(2026, 5, 1)), "work_time.future"),
        (replace(MARCH, group="x"), "records.unknown"),
    ):
        with pytest.raises(MengyaError) as told:
            work_time.save(there.context, ORGANISER, there.community, key(), wrong)
        assert told.value.code == code


def test_taking_back_a_time_leaves_the_groups_alone(store: Store) -> None:
    there = place(context_on(store))
    work_time.save(there.context, ORGANISER, there.community, key(), MARCH)
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队"))
    there.undo(RecordKind.WORK_TIME)
    assert entries(there) == []
    assert len(groups.groups(there.context, there.only)) == 1
