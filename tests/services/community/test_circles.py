"""Sharing meetings: planned from what the room named, minuted, taken over from the camp; nobody counts twice, and whoever
leaves is gone from them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.app_context import context_on
from tests.properties import examples
from tests.services.community.made import ORGANISER, Place, key, place
from workshop.base.errors import InputError
from workshop.model.community.circle import (
    Answerer,
    Circle,
    CircleDoubt,
    CircleLine,
    CircleTry,
    open_doubts,
    who_want_to_try,
    with_doubt,
    with_try,
)
from workshop.model.community.groups import GroupRecord
from workshop.model.dialogue import Resolved
from workshop.model.network import About, Network, Person, Remark
from workshop.services import erase
from workshop.services.camp import camps
from workshop.services.community import changes
from workshop.services.community.lives import circles, groups
from workshop.services.community.lives.obstacles import VoicedObstacle, voiced
from workshop.services.learn.suggestions import ChosenObstacles
from workshop.services.map import networks
from workshop.store.community.lives import circle_content, without_person
from workshop.store.community.records import RecordKind
from workshop.store.engine import Store

BY = "facilitator"
SPRING, SUMMER = date(2022, 3, 5), date(2022, 6, 5)
REPAID = CircleDoubt(
    "垫的钱能不能报", "O3", "王姐", Answerer.MOVER, "老张", "我垫了三百，半个月就报了", Resolved.YES
)
ALLOWED = CircleDoubt("让不让在院子里摆", "O5", "", Answerer.WORKER, "", "还要问两委", Resolved.NO)
HELD = Circle(
    SPRING, "老张", "坝坝宴怎么办成的", (REPAID, ALLOWED), (CircleTry("王姐", "约三户包一次饺子"),), held=True
)


def lines(*held: Circle) -> tuple[CircleLine, ...]:
    return tuple(CircleLine(str(number), "c", number, one) for number, one in enumerate(held, 1))


def of(there: Place) -> tuple[CircleLine, ...]:
    return circles.circles(there.context, there.only)


def test_a_meeting_is_planned_minuted_and_taken_back_step_by_step(store: Store) -> None:
    there, form = place(context_on(store)), key()
    planned = Circle(SPRING, "老张", doubts=(CircleDoubt("垫的钱能不能报", "O3"),))
    meeting = circles.begin(there.context, ORGANISER, there.community, form, planned)
    assert circles.begin(there.context, ORGANISER, there.community, form, planned) == meeting
    circles.change(
        there.context, ORGANISER, there.community, key(), meeting, lambda one: replace(one, held=True)
    )
    circles.change(
        there.context, ORGANISER, there.community, key(), meeting, lambda one: with_doubt(one, REPAID, 0)
    )
    circles.change(
        there.context, ORGANISER, there.community, key(), meeting, lambda one: with_doubt(one, ALLOWED)
    )
    circles.change(
        there.context, ORGANISER, there.community, key(), meeting, lambda one: with_try(one, HELD.tries[0])
    )
    (line,) = of(there)
    assert line.circle == replace(HELD, story="")
    there.undo(RecordKind.CIRCLE)
    assert of(there)[0].circle.tries == ()
    there.again(RecordKind.CIRCLE)
    changes.take_away(there.context, ORGANISER, there.community, RecordKind.CIRCLE, key(), meeting)
    assert of(there) == ()
    there.undo(RecordKind.CIRCLE)
    assert of(there)[0].circle == line.circle


def test_two_who_minute_at_once_are_both_kept(store: Store) -> None:
    there = place(context_on(store))
    meeting = circles.begin(
        there.context, ORGANISER, there.community, key(), Circle(SPRING, "老张", held=True)
    )
    for doubt in (REPAID, ALLOWED):
        circles.change(
            there.context,
            ORGANISER,
            there.community,
            key(),
            meeting,
            lambda one, said=doubt: with_doubt(one, said),
        )
    assert of(there)[0].circle.doubts == (REPAID, ALLOWED)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Circle(SPRING), "circle.empty"),
        (Circle(date(2026, 4, 1), "老张", held=True), "circle.held_ahead"),
        (Circle(SPRING, doubts=(CircleDoubt("a", "O99"),)), "circle.obstacle"),
        (Circle(SPRING, doubts=tuple(CircleDoubt(str(one)) for one in range(41))), "circle.too_many"),
    ],
)
def test_what_cannot_be_minuted_says_why(store: Store, wrong: Circle, code: str) -> None:
    there = place(context_on(store))
    with pytest.raises(InputError) as told:
        circles.begin(there.context, ORGANISER, there.community, key(), wrong)
    assert told.value.code == code


def test_a_meeting_may_be_planned_ahead(store: Store) -> None:
    there = place(context_on(store))
    circles.begin(there.context, ORGANISER, there.community, key(), Circle(date(2027, 1, 1), "老张"))
    assert not of(there)[0].circle.held


def test_the_next_meeting_begins_with_what_the_last_left_open() -> None:
    later = Circle(
        SUMMER, doubts=(replace(ALLOWED, settled=Resolved.YES), CircleDoubt("没人来怎么办")), held=True
    )
    planned = Circle(date(2022, 9, 1), doubts=(CircleDoubt("只是料到的"),))
    assert open_doubts(lines(HELD)) == (ALLOWED,)
    assert [one.text for one in open_doubts(lines(later, HELD, planned))] == ["没人来怎么办"]


def test_who_wants_to_try_stands_once_with_the_newest_step() -> None:
    again = replace(HELD, day=SUMMER, tries=(CircleTry("王姐", "办一次晒被子"), CircleTry("小李")))
    assert who_want_to_try(lines(again, HELD)) == (
        (CircleTry("王姐", "办一次晒被子"), SUMMER),
        (CircleTry("小李"), SUMMER),
    )


def test_a_doubts_obstacle_counts_with_its_source_and_nobody_twice() -> None:
    """王姐 chose O3 in her answers and voices it at two meetings: she adds nothing. 小李 voices it twice: one person. A doubt
    without a name that comes up again is one doubt."""
    unnamed = replace(REPAID, raised_by="")
    li = replace(REPAID, raised_by="小李")
    spring = replace(HELD, doubts=(REPAID, li, unnamed, ALLOWED))
    summer = replace(spring, day=SUMMER)
    assert voiced(lines(spring, summer), [ChosenObstacles("王姐", ("O3", "O1"))]) == (
        VoicedObstacle("O3", 1, 1, (SPRING, SUMMER)),
        VoicedObstacle("O5", 0, 1, (SPRING, SUMMER)),
    )
    assert voiced(lines(replace(spring, held=False)), ()) == ()


DOUBTS = st.lists(
    st.builds(
        CircleDoubt,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["", "O1", "O3"]),
        st.sampled_from(["", "王姐", "小李", "老张"]),
    ),
    max_size=8,
)
CHOSEN = st.dictionaries(st.sampled_from(["王姐", "小李"]), st.sets(st.sampled_from(["O1", "O3"])))


@given(st.lists(DOUBTS, max_size=4), CHOSEN)
@examples(100)
def test_people_behind_an_obstacle_are_never_more_than_there_are(
    held: list[list[CircleDoubt]], chosen: dict[str, set[str]]
) -> None:
    answered = [ChosenObstacles(name, tuple(codes)) for name, codes in chosen.items()]
    found = voiced(lines(*(Circle(SPRING, doubts=tuple(one), held=True) for one in held)), answered)
    everybody = {doubt.raised_by for one in held for doubt in one if doubt.raised_by} | set(chosen)
    for one in found:
        chose = sum(one.code in codes for codes in chosen.values())
        assert one.people + chose <= len(everybody)
        assert one.doubts <= 3  # there are three wordings


def test_doubts_to_expect_come_from_the_map_and_from_what_was_left_open(store: Store) -> None:
    there = place(context_on(store))
    networks.save(
        there.context,
        there.id,
        Network(
            people=(Person("R1"), Person("R2"), Person("R3")),
            remarks=(
                Remark("R1", About.BLOCKED, word="O4"),
                Remark("R2", About.BLOCKED, word="O4"),
                Remark("R2", About.BLOCKED, word="O4", reporter="x"),  # of one person told twice
                Remark("R3", About.BLOCKED, word="O5"),
            ),
        ),
        BY,
    )
    circles.begin(there.context, ORGANISER, there.community, key(), HELD)
    found = [
        (one.doubt.text, one.doubt.obstacle, one.people, one.on_map, one.left_open)
        for one in circles.expected(there.context, there.only)
    ]
    assert found == [("让不让在院子里摆", "O5", 0, 1, True), ("", "O4", 0, 2, False)]


def test_whoever_withdraws_is_gone_from_groups_and_meetings_also_from_what_was_taken_back(
    store: Store,
) -> None:
    there = place(context_on(store))
    seat = there.sit("老张")
    there.sit("王姐")
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队", starter="老张"))
    circles.begin(there.context, ORGANISER, there.community, key(), HELD)
    circles.begin(there.context, ORGANISER, there.community, key(), replace(HELD, day=SUMMER))
    there.undo(RecordKind.CIRCLE)
    erase.erase_participant(there.context, seat.id, BY)
    there.again(RecordKind.CIRCLE)
    assert [line.record.starter for line in groups.groups(there.context, there.only)] == [""]
    for line in of(there):
        assert line.circle.names == {"王姐"}
        assert line.circle.story == ""
        assert [one.answer for one in line.circle.doubts] == ["", ALLOWED.answer]
        assert [one.text for one in line.circle.doubts] == [REPAID.text, ALLOWED.text]


def test_somebody_without_a_seat_can_be_erased_too(store: Store) -> None:
    there = place(context_on(store))
    circles.begin(there.context, ORGANISER, there.community, key(), HELD)
    changes.erase_person(there.context, ORGANISER, there.community, "王 姐")
    (line,) = of(there)
    assert (line.circle.names, line.circle.tries) == ({"老张"}, ())


def test_a_community_with_records_outlives_its_last_seat(store: Store) -> None:
    there = place(context_on(store))
    seat = there.sit("老张")
    groups.save(there.context, ORGANISER, there.community, key(), GroupRecord("舞蹈队"))
    assert erase.erase_participant(there.context, seat.id, BY).community
    assert [one.id for one in camps.communities(there.context, there.camp.id)] == [there.id]


CIRCLES = st.builds(
    Circle,
    st.dates(),
    st.sampled_from(["", "老张"]),
    st.text(max_size=10),
    DOUBTS.map(tuple),
    st.lists(st.builds(CircleTry, st.sampled_from(["王姐", "小李"]), st.text(max_size=5))).map(tuple),
    st.booleans(),
    st.text(max_size=5),
)


@given(CIRCLES, st.sets(st.sampled_from(["老张", "王姐", "小李"])))
@examples(100)
def test_minutes_are_kept_as_entered_and_lose_whoever_leaves(circle: Circle, gone: Iterable[str]) -> None:
    assert TypeAdapter(Circle).validate_python(json.loads(json.dumps(circle_content(circle)))) == circle
    left = without_person(circle, set(gone))
    assert left.names == circle.names - set(gone)
    assert without_person(left, set(gone)) == left
