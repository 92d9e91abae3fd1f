"""Whoever withdraws is gone from everything recorded about the camp's communities, also where several stand in one field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.app_context import context_on
from tests.services.community.made import ORGANISER, Place, key, place
from workshop.model.community.circle import Circle, CircleTry
from workshop.model.community.groups import GroupRecord
from workshop.model.grant import GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.model.ladder import Climber, ClimberName
from workshop.model.names import mentions, without_name
from workshop.services import erase
from workshop.services.camp import camps
from workshop.services.community import changes, grants, ladders
from workshop.services.community.lives import circles, groups
from workshop.store.engine import Store

DAY = date(2026, 2, 1)
TERMS = GrantTerms("旗袍队", "布料，王五去买", 100, 100, 100, 0, Handing.REIMBURSED, None, "李四、王五")


@pytest.mark.parametrize(
    ("field", "gone", "left"),
    [
        ("李四、Zhang San甲", "zhang  san甲", "李四"),
        ("王五和李四", "王五", "李四"),
        ("李四 和 王五", "王五", "李四"),
        ("赵六，王五，李四", "王五", "赵六，李四"),
        ("赵六/王五&李四", "王五", "赵六/李四"),
        ("Ann and Wang Wu", "wang wu", "Ann"),
        ("王五 李四", "王五", "李四"),
        ("ＷＡＮＧ五", "wang五", ""),
        ("和平", "平", "和平"),
        ("和平和李四", "和平", "李四"),
        ("王五一、李四", "王五", "王五一、李四"),
        ("Zhang San Feng", "Zhang San", "Zhang San Feng"),
        ("王五、王五", "王五", ""),
    ],
)
def test_one_of_several_names_goes_and_the_others_stay(field: str, gone: str, left: str) -> None:
    """By hand."""
    found = without_name(field, [gone])
    assert found.replace(",", "，") == left


def test_a_name_inside_a_sentence_is_found_and_a_single_character_is_not() -> None:
    assert mentions("上次王 五说好的", ["王五"])
    assert not mentions("大王五月来", ["五"])


def recorded(there: Place) -> None:
    """王五 stands in every kind of record, alone or with 李四."""
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队", starter="王五和李四"))
    held = Circle(DAY, "王五、李四", "怎么起的头", (), (CircleTry("王 五"), CircleTry("李四")), held=True)
    circles.begin(there.context, ORGANISER, there.community, key(), held)
    for name in ("王五", "王五、李四"):
        ladders.begin(
            there.context, ORGANISER, there.community, key(), ClimberName(Climber.PERSON, name, agreed=True)
        )
    grant = grants.agree(there.context, ORGANISER, there.community, key(), TERMS)
    line = MoneyLine(MoneyKind.PAID, 50, DAY, "王 五")
    grants.note_money(there.context, ORGANISER, there.community, key(), grant, line)


def named(there: Place) -> list[str]:
    (group,) = groups.groups(there.context, there.only)
    (meeting,) = circles.circles(there.context, there.only)
    (grant,) = grants.grants(there.context, there.only)
    climbers = [one.who.name for one in ladders.ladders(there.context, there.only)]
    money = [grant.terms.lays_out, *(one.line.who for one in grant.lines)]
    return [group.record.starter, *sorted(meeting.circle.names), meeting.circle.story, *climbers, *money]


LEFT = ["李四", "李四", "怎么起的头", "李四", "李四", ""]


def test_whoever_withdraws_is_gone_from_every_community_of_the_camp(store: Store) -> None:
    """The budget still says who buys the cloth, in a sentence: one note in each community, which is told."""
    there = place(context_on(store))
    other = replace(there, community=camps.add_community(there.context, there.camp.id, "柳树巷"))
    for one in (there, other):
        recorded(one)
    seat = there.sit("王五")
    assert erase.erase_participant(there.context, seat.id, "self").notes == 2
    assert (named(there), named(other)) == (LEFT, LEFT)


def test_somebody_of_the_same_name_elsewhere_stays(store: Store) -> None:
    there = place(context_on(store))
    other = replace(there, community=camps.add_community(there.context, there.camp.id, "柳树巷"))
    recorded(other)
    before = named(other)
    other.sit("王五")
    assert changes.erase_person(there.context, ORGANISER, there.community, "王五") == 0
    assert named(other) == before


def test_somebody_without_a_seat_is_gone_from_every_kind_of_record(store: Store) -> None:
    there = place(context_on(store))
    recorded(there)
    assert changes.erase_person(there.context, ORGANISER, there.community, " 王 五") == 1
    assert named(there) == LEFT
