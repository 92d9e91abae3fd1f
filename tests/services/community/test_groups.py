"""A community's groups: entered, taken over from its map, corrected, taken back, and nothing about them guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.app_context import context_on
from tests.properties import examples
from tests.services.community.made import ORGANISER, Place, key, place
from workshop.base.errors import InputError, RoomError
from workshop.model.community.groups import GroupEnd, GroupKind, GroupRecord, SaidBy, read_month
from workshop.model.network import Group, GroupLife, LifeChange, Network
from workshop.model.step import Started
from workshop.services.camp import camps
from workshop.services.community import changes
from workshop.services.community.lives import groups
from workshop.services.map import networks
from workshop.store.community.lives import group_content
from workshop.store.community.records import RecordKind
from workshop.store.engine import Store

BY = "facilitator"
DANCE = GroupRecord(
    "舞蹈队", GroupKind.CULTURE, born=date(2022, 5, 1), started=Started.RESIDENTS, starter="老张"
)


def names(there: Place) -> list[str]:
    return [line.record.name for line in groups.groups(there.context, there.only)]


def undo(there: Place) -> bool:
    return there.undo(RecordKind.GROUP)


def again(there: Place) -> bool:
    return there.again(RecordKind.GROUP)


def test_a_form_sent_twice_is_one_group(store: Store) -> None:
    there, form = place(context_on(store)), key()
    for _ in range(2):
        groups.save(there.context, ORGANISER, there.community, form, DANCE)
    (line,) = groups.groups(there.context, there.only)
    assert line.record == DANCE


def test_a_newer_version_counts_and_taking_it_back_brings_the_older(store: Store) -> None:
    there = place(context_on(store))
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    (line,) = groups.groups(there.context, there.only)
    ended = replace(DANCE, ended=date(2023, 1, 20), end=GroupEnd.TASK_DONE, reason="办完了端午")
    groups.save(there.context, ORGANISER, there.community, key(), ended, line.id)
    (now,) = groups.groups(there.context, there.only)
    assert now.record == replace(ended, ended=date(2023, 1, 1))
    assert undo(there)
    (before,) = groups.groups(there.context, there.only)
    assert before.record == DANCE
    assert again(there)
    assert groups.groups(there.context, there.only) == (now,)
    assert not again(there)


def test_a_group_taken_off_can_be_put_back(store: Store) -> None:
    there = place(context_on(store))
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    (line,) = groups.groups(there.context, there.only)
    changes.take_away(there.context, ORGANISER, there.community, RecordKind.GROUP, key(), line.id)
    assert names(there) == []
    undo(there)
    assert names(there) == ["舞蹈队"]


def test_after_taking_back_a_new_entry_ends_putting_back(store: Store) -> None:
    there = place(context_on(store))
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    undo(there)
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("旗袍队"))
    assert (again(there), names(there)) == (False, ["旗袍队"])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (GroupRecord("  "), "groups.name"),
        (GroupRecord("a", born=date(2026, 5, 1)), "groups.future"),
        (
            GroupRecord("a", born=date(2022, 5, 1), seen=date(2022, 4, 1), seen_by=SaidBy.MEMBER),
            "groups.order",
        ),
        (GroupRecord("a", born=date(2022, 5, 1), registered=date(2022, 4, 1)), "groups.order"),
        (
            GroupRecord("a", registered=date(2023, 4, 1), ended=date(2023, 3, 1), end=GroupEnd.OTHER),
            "groups.order",
        ),
        (GroupRecord("a", seen=date(2022, 5, 1)), "groups.seen_by"),
        (GroupRecord("a", ended=date(2022, 5, 1)), "groups.end"),
        (GroupRecord("a", end=GroupEnd.MERGED), "groups.end"),
        (GroupRecord("舞 蹈队"), "groups.twice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(store: Store, wrong: GroupRecord, code: str) -> None:
    there = place(context_on(store))
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    with pytest.raises(InputError) as told:
        groups.save(there.context, ORGANISER, there.community, key(), wrong)
    assert told.value.code == code
    assert names(there) == ["舞蹈队"]


def test_nobody_writes_another_communitys_group(store: Store) -> None:
    there = place(context_on(store))
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    (line,) = groups.groups(there.context, there.only)
    other = camps.add_community(there.context, there.camp.id, "别处")
    with pytest.raises(RoomError, match="unknown"):
        groups.save(there.context, ORGANISER, other, key(), GroupRecord("a"), line.id)


MAP = Network(
    groups=(
        Group("G1", "舞蹈队", "culture", GroupLife.RUNNING, date(2022, 5, 17)),
        Group("G2", "护河队", "environment", GroupLife.CLOSED),
        Group("G3", "", "volunteering", GroupLife.REGISTERED),
        Group("G4", "想学书法的人", "culture", GroupLife.VOICED),
    ),
    changes=(
        LifeChange("G2", GroupLife.RUNNING, date(2021, 3, 9)),
        LifeChange("G2", GroupLife.CLOSED, date(2022, 3, 9), "河治好了"),
        LifeChange("G3", GroupLife.REGISTERED, date(2022, 9, 1)),
    ),
)


def test_the_groups_of_a_map_are_offered_with_what_it_says_and_nothing_else(store: Store) -> None:
    there = place(context_on(store))
    assert groups.offered(there.context, there.only) == ()
    networks.save(there.context, there.id, MAP, BY)
    assert [offer.record for offer in groups.offered(there.context, there.only)] == [
        GroupRecord("舞蹈队", GroupKind.CULTURE, born=date(2022, 5, 1)),
        GroupRecord(
            "护河队",
            born=date(2021, 3, 1),
            ended=date(2022, 3, 1),
            end=GroupEnd.OTHER,
            reason="河治好了",
        ),
        GroupRecord("G3", GroupKind.VOLUNTEERING, born=date(2022, 9, 1), registered=date(2022, 9, 1)),
    ]


def test_one_press_takes_them_over_once_and_one_press_takes_them_back(store: Store) -> None:
    there, press = place(context_on(store)), key()
    networks.save(there.context, there.id, MAP, BY)
    groups.save(there.context, ORGANISER, there.community, key(), DANCE)
    for _ in range(2):
        groups.take_over(there.context, ORGANISER, there.only, press)
    assert names(there) == ["舞蹈队", "护河队", "G3"]
    assert groups.offered(there.context, there.only) == ()
    undo(there)
    assert names(there) == ["舞蹈队"]
    again(there)
    assert names(there) == ["舞蹈队", "护河队", "G3"]


def test_still_alive_is_noted_for_many_at_once_never_backwards_and_not_for_what_ended(store: Store) -> None:
    there = place(context_on(store))
    later = GroupRecord("b", seen=date(2023, 5, 1), seen_by=SaidBy.MEMBER)
    for record in (DANCE, later, GroupRecord("c", ended=date(2023, 1, 1), end=GroupEnd.MOVED_ON)):
        groups.save(there.context, ORGANISER, there.community, key(), record)
    ids = [line.id for line in groups.groups(there.context, there.only)]
    news = groups.note_alive(
        there.context, ORGANISER, there.community, key(), ids, date(2023, 4, 11), SaidBy.COMMITTEE
    )
    dance, b, c = (line.record for line in groups.groups(there.context, there.only))
    assert (news, dance.seen, dance.seen_by) == (1, date(2023, 4, 1), SaidBy.COMMITTEE)
    assert (b, c.seen) == (later, None)
    undo(there)
    assert groups.groups(there.context, there.only)[0].record == DANCE


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2023-03", date(2023, 3, 1)),
        (" 2023.3 ", date(2023, 3, 1)),
        ("2023年3月", date(2023, 3, 1)),
        ("202303", date(2023, 3, 1)),
        ("2023/12", date(2023, 12, 1)),
        ("2023-13", None),
        ("0001-01", None),
        ("三月", None),
        ("", None),
    ],
)
def test_months_are_read_as_people_write_them(typed: str, month: date | None) -> None:
    assert read_month(typed) == month


MONTHS = st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 1))
RECORDS = st.builds(
    GroupRecord,
    st.text(max_size=20),
    st.none() | st.sampled_from(GroupKind),
    st.none(),
    MONTHS,
    st.none() | st.sampled_from(Started),
    st.text(max_size=20),
    MONTHS,
    st.none() | st.sampled_from(SaidBy),
    MONTHS,
    MONTHS,
    st.none() | st.sampled_from(GroupEnd),
    st.text(max_size=20),
    st.text(max_size=40),
)


@given(RECORDS)
@examples(100, allow=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_what_was_entered(record: GroupRecord) -> None:
    assert TypeAdapter(GroupRecord).validate_python(json.loads(json.dumps(group_content(record)))) == record
