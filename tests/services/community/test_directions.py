"""Communities' directions: phones and desk write versions, the newest counts, two looks come due, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import Clock, context_on, make_context
from tests.properties import examples
from workshop.base.errors import InputError, RoomError
from workshop.model.camp import Action, Camp, Seat
from workshop.model.direction import CameTrue, Condition, Direction
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.room_people import person_code
from workshop.services.community import directions
from workshop.services.community.directions import look_days
from workshop.services.learn.trials import State
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store

# The clock begins on 2 March 2026.
GOOD = Direction(
    Condition.TRUST,
    "端午节张罗一场",
    "六月第二个周三，请办过坝坝宴的人讲",
    "",
    date(2026, 12, 1),
    "三支队照样活动",
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-1d").camp


def sit(context: AppContext, camp: Camp, number: int, community: str = "东苑") -> Seat:
    arrival = Arrival(f"k{number}", f"人{number}", community, "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def on_phone(context: AppContext, seat: Seat, key: str, **row: str) -> None:
    answers.submit(context, seat, key, "direction", "plan", {"rows": [row]})


def chosen(context: AppContext, seat: Seat, key: str, code: str) -> None:
    answers.submit(context, seat, key, "direction", "next", {"chosen": [code]})


def current(context: AppContext, camp: Camp, community: str) -> Direction | None:
    version = directions.of_community(context, camp, community).current
    return version.said if version else None


def test_the_newest_version_counts_wherever_it_was_written(context: AppContext, camp: Camp) -> None:
    control.act(context, camp.id, Action.OPEN, "direction", "facilitator")
    writer, other = sit(context, camp, 1), sit(context, camp, 2)
    place = writer.community
    assert current(context, camp, place) is None

    chosen(context, other, "a1", "trust")
    assert current(context, camp, place) == Direction(Condition.TRUST), (
        "a condition alone is a beginning, and is seen"
    )
    on_phone(
        context, writer, "a2", rung="跳舞", day="2026-12-01", sign="有人来看", lead=person_code(other.id)
    )
    first = Direction(Condition.TRUST, "跳舞", "", person_code(other.id), date(2026, 12, 1), "有人来看")
    assert current(context, camp, place) == first

    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    assert current(context, camp, place) == GOOD
    on_phone(context, other, "a3", rung="讲解文化墙", sign="有人请他讲")
    newest = Direction(Condition.TRUST, "讲解文化墙", sign="有人请他讲")
    assert current(context, camp, place) == newest
    kept = directions.of_community(context, camp, place).directions.versions
    assert [one.said for one in kept] == [Direction(Condition.TRUST), first, GOOD, newest]


def test_a_version_is_taken_back_and_brought_back(context: AppContext, camp: Camp) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    later = replace(GOOD, sign="别的")
    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    directions.write(context, camp, "d2", place, later, "facilitator")
    newest = directions.of_community(context, camp, place).current
    assert newest is not None

    directions.take_back(context, camp, "u1", place, newest.id, "facilitator")
    directions.take_back(context, camp, "u1", place, newest.id, "facilitator")  # a double tap
    assert current(context, camp, place) == GOOD
    with pytest.raises(RoomError, match=r"direction\.nothing"):
        directions.take_back(context, camp, "u2", place, newest.id, "facilitator")
    directions.bring_back(context, camp, "u3", place, newest.id, "facilitator")
    assert current(context, camp, place) == later
    with pytest.raises(RoomError, match=r"direction\.nothing"):
        directions.bring_back(context, camp, "u4", place, newest.id, "facilitator")


def test_a_phones_version_is_taken_back_at_the_desk(context: AppContext, camp: Camp) -> None:
    control.act(context, camp.id, Action.OPEN, "direction", "facilitator")
    writer = sit(context, camp, 1)
    directions.write(context, camp, "d1", writer.community, GOOD, "facilitator")
    on_phone(context, writer, "a1", sign="写错了")
    newest = directions.of_community(context, camp, writer.community).current
    assert newest is not None
    directions.take_back(context, camp, "u1", writer.community, newest.id, "facilitator")
    assert current(context, camp, writer.community) == GOOD


def test_the_same_form_again_is_one_version(context: AppContext, camp: Camp) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    for _ in range(2):
        directions.write(context, camp, "d1", place, GOOD, "facilitator")
    assert len(directions.of_community(context, camp, place).directions.versions) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(GOOD, condition=None), "direction.condition"),
        (replace(GOOD, sign="  "), "direction.sign"),
        (replace(GOOD, day=None), "direction.day"),
        (replace(GOOD, day=date(2026, 4, 1)), "direction.day"),  # thirty days: a commitment
        (replace(GOOD, day=date(2027, 4, 1)), "direction.day"),
        (replace(GOOD, rung="长" * 161), "exercises.too_long"),
    ],
)
def test_what_is_no_direction_is_not_kept(
    context: AppContext, camp: Camp, said: Direction, code: str
) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    with pytest.raises(InputError, match=code.replace(".", r"\.")):
        directions.write(context, camp, "d1", place, said, "facilitator")
    assert current(context, camp, place) is None


def test_two_looks_come_due(context: AppContext, camp: Camp, clock: Clock) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    # 2 March to 1 December are 274 days: halfway is 17 July, by hand.
    stood = directions.of_community(context, camp, place)
    assert [(one.on, one.state) for one in stood.asks] == [
        (date(2026, 7, 17), State.LATER),
        (date(2026, 12, 1), State.LATER),
    ]
    assert (stood.waiting, stood.ahead) == (None, stood.asks[0])

    clock.forward(days=140)
    stood = directions.of_community(context, camp, place)
    assert stood.waiting is not None
    assert stood.waiting.on == date(2026, 7, 17)
    directions.look(context, camp, "l1", place, CameTrue.PARTLY, "两支队自己约了", "facilitator")
    stood = directions.of_community(context, camp, place)
    assert (stood.waiting, stood.latest and stood.latest.outcome) == (None, CameTrue.PARTLY)

    clock.forward(days=140)
    stood = directions.of_community(context, camp, place)
    assert stood.waiting is not None
    assert stood.waiting.on == date(2026, 12, 1)
    directions.look(context, camp, "l2", place, CameTrue.TRUE, "三支队照样活动", "facilitator")
    assert directions.of_community(context, camp, place).asks == ()


def test_a_look_that_was_taken_back_is_due_again(context: AppContext, camp: Camp, clock: Clock) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    clock.forward(days=140)
    directions.look(context, camp, "l1", place, CameTrue.CHANGED, "换了一条路", "facilitator")
    looked = directions.of_community(context, camp, place).latest
    assert looked is not None
    assert directions.of_community(context, camp, place).waiting is None
    directions.take_back(context, camp, "u1", place, looked.id, "facilitator")
    assert directions.of_community(context, camp, place).waiting is not None


def test_a_look_needs_a_direction_and_what_was_seen(context: AppContext, camp: Camp) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    with pytest.raises(RoomError, match=r"direction\.none"):
        directions.look(context, camp, "l1", place, CameTrue.TRUE, "看到了", "facilitator")
    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    with pytest.raises(InputError, match=r"direction\.evidence"):
        directions.look(context, camp, "l2", place, CameTrue.TRUE, " ", "facilitator")


def test_a_new_direction_begins_its_own_looks(context: AppContext, camp: Camp, clock: Clock) -> None:
    place = camps.add_community(context, camp.id, "东苑").id
    directions.write(context, camp, "d1", place, GOOD, "facilitator")
    clock.forward(days=140)
    directions.look(context, camp, "l1", place, CameTrue.CHANGED, "换了", "facilitator")
    directions.write(context, camp, "d2", place, replace(GOOD, day=date(2027, 5, 1)), "facilitator")
    stood = directions.of_community(context, camp, place)
    assert stood.latest is None
    assert [one.state for one in stood.asks] == [State.LATER, State.LATER]
    assert [one.outcome for one in stood.directions.looks] == [CameTrue.CHANGED]


def test_whoever_withdraws_leads_nothing_any_more(context: AppContext, camp: Camp) -> None:
    leader, other = sit(context, camp, 1), sit(context, camp, 2)
    place = leader.community
    directions.write(context, camp, "d1", place, replace(GOOD, lead=person_code(leader.id)), "facilitator")
    directions.write(context, camp, "d2", place, replace(GOOD, lead=leader.nickname), "facilitator")
    directions.write(context, camp, "d3", place, replace(GOOD, lead=other.nickname), "facilitator")
    erase.erase_participant(context, leader.id, "seat")
    kept = directions.of_community(context, camp, place).directions.versions
    assert [one.said.lead for one in kept] == ["", "", other.nickname]


def test_what_a_phone_wrote_goes_with_its_seat_and_the_desks_version_counts_again(
    context: AppContext, camp: Camp
) -> None:
    control.act(context, camp.id, Action.OPEN, "direction", "facilitator")
    writer, _ = sit(context, camp, 1), sit(context, camp, 2)
    directions.write(context, camp, "d1", writer.community, GOOD, "facilitator")
    on_phone(context, writer, "a1", sign="我写的")
    erase.erase_participant(context, writer.id, "seat")
    assert [
        one.said for one in directions.of_community(context, camp, writer.community).directions.versions
    ] == [GOOD]


def test_a_community_with_a_direction_outlives_whoever_brought_it(context: AppContext, camp: Camp) -> None:
    only = sit(context, camp, 1)
    directions.write(context, camp, "d1", only.community, GOOD, "facilitator")
    assert erase.erase_participant(context, only.id, "seat").community
    assert current(context, camp, only.community) == GOOD


def test_a_community_of_another_camp_is_not_written_to(context: AppContext, camp: Camp) -> None:
    elsewhere = camps.new_camp(context, "别处", "camp-1d").camp
    place = camps.add_community(context, elsewhere.id, "东苑").id
    with pytest.raises(RoomError, match=r"community\.unknown"):
        directions.write(context, camp, "d1", place, GOOD, "facilitator")


def test_a_community_is_followed_over_camps_by_its_name(context: AppContext, camp: Camp) -> None:
    second = camps.new_camp(context, "第二营", "camp-1d").camp
    for number, (one, name) in enumerate(((camp, "东苑 A"), (second, "东苑Ａ"), (second, "西苑"))):
        place = camps.add_community(context, one.id, name).id
        directions.write(context, one, f"d{number}", place, GOOD, "facilitator")
    found = directions.across(context, camps.camps(context), "东苑A")
    assert [one.id for one, _ in found] == [camp.id, second.id]


@examples(200)
@given(length=st.integers(1, 800))
def test_the_last_look_is_on_the_day_and_the_first_halfway(length: int) -> None:
    days = look_days(length)
    assert days[-1] == length
    assert all(0 < one <= length for one in days)
    assert days[0] == max(1, length // 2)


@examples(25)
@given(acts=st.lists(st.tuples(st.sampled_from("wtb"), st.integers(0, 5)), max_size=14))
def test_any_order_of_writing_taking_back_and_bringing_back_is_the_same_as_marking(
    acts: list[tuple[str, int]],
) -> None:
    """The oracle is a list of marks: a version counts unless it is marked as taken back; the newest unmarked one counts."""
    with TemporaryDirectory() as folder, make_context(Path(folder)) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        place = camps.add_community(context, camp.id, "一").id
        marks: list[bool] = []
        for number, (act, which) in enumerate(acts):
            ids = [one.id for one in directions.of_community(context, camp, place).directions.versions]
            if act == "w":
                said = replace(GOOD, sign=f"第{len(marks)}版")
                directions.write(context, camp, f"k{number}", place, said, "facilitator")
                marks.append(False)
            elif which < len(marks) and marks[which] == (act == "b"):
                change = directions.take_back if act == "t" else directions.bring_back
                change(context, camp, f"k{number}", place, ids[which], "facilitator")
                marks[which] = act == "t"
        newest = max((at for at, gone in enumerate(marks) if not gone), default=None)
        expected = None if newest is None else f"第{newest}版"
        said_now = current(context, camp, place)
        assert (said_now.sign if said_now else None) == expected
