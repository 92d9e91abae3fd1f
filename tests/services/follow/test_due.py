"""Who is due over ninety days, commitments and tried cards in one list, and what became of the commitments."""

from __future__ import annotations

from datetime import date

import pytest

from tests.app_context import Clock, context_on
from workshop.base.errors import InputError, RoomError
from workshop.model.camp import Action, Camp, Seat
from workshop.model.case import Outcome
from workshop.model.commitment import Became, Heard, Pulse
from workshop.model.trial import Did, TrialReport, Way
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.room_people import person_code
from workshop.services.export.summary import camp_summary
from workshop.services.follow import commitments, pulses
from workshop.services.follow.due import BecameCounts, FollowKind, follow_up, names
from workshop.services.learn import card_views, trials
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import suggestions
from workshop.store.engine import Store
from workshop.store.suggestions import CardView

COMMIT, PLACE = "commit", "commit.promise.0"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    made = camps.new_camp(context, "试营", "camp-half").camp
    control.act(context, made.id, Action.OPEN, COMMIT, "facilitator")
    return made


def sit(context: AppContext, camp: Camp, number: int) -> Seat:
    arrival = Arrival(f"k{number}", f"人{number}", f"社区{number}", "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def promise(context: AppContext, seat: Seat, what: str = "走一个院子", **cells: str) -> None:
    payload: dict[str, object] = {"rows": [{"what": what, **cells}]}
    answers.submit(context, seat, f"{seat.id[:20]}{len(what)}{what[:2]}", COMMIT, "promise", payload)


def tell(context: AppContext, seat: Seat, became: Became, key: str = "") -> None:
    pulses.tell(context, seat, key or f"{seat.id[:12]}{context.now():%Y%m%d%H}", PLACE, Pulse(became))


def test_the_list_over_ninety_days(context: AppContext, camp: Camp, clock: Clock) -> None:
    first, second = sit(context, camp, 1), sit(context, camp, 2)
    promise(context, first)
    promise(context, second)
    seen = []
    for days in (0, 6, 1, 14, 9, 60):
        clock.forward(days=days)
        now = follow_up(context, camp, "zh")
        seen.append((names(now.due), {one.due for one in now.due}, {one.late for one in now.due}, now.next))
    # Camp on 2 March 2026: due on 9 March, late from 23 March, then 1 April and 31 May.
    both = ("人1", "人2")
    assert seen == [
        ((), set(), set(), date(2026, 3, 9)),
        ((), set(), set(), date(2026, 3, 9)),
        (both, {7}, {False}, date(2026, 4, 1)),
        (both, {7}, {True}, date(2026, 4, 1)),
        (both, {30}, {False}, date(2026, 5, 31)),
        (both, {90}, {False}, None),
    ]
    tell(context, first, Became.KEPT)
    assert names(follow_up(context, camp, "zh").due) == ("人2",)


def test_a_tried_card_stands_in_the_same_list(context: AppContext, camp: Camp, clock: Clock) -> None:
    one, other = sit(context, camp, 1), sit(context, camp, 2)
    promise(context, one)
    card = CardView("v" * 20, camp.id, other.id, "c", "nearest", "O3", "seep", False, context.now())
    context.store.write(lambda connection: suggestions.add_shown(connection, card))
    card_views.choose_shown(context, other, "c", chosen=True)
    clock.forward(days=31)
    due = follow_up(context, camp, "zh").due
    assert [(line.about, line.seat.nickname, line.due) for line in due] == [
        (FollowKind.COMMITMENT, "人1", 30),
        (FollowKind.TRIAL, "人2", 30),
    ]
    trials.tell(context, other, card.id, TrialReport(Did.YES, Outcome.PASSED))
    tell(context, one, Became.KEPT)
    assert follow_up(context, camp, "zh").due == ()


def test_each_commitment_counts_once_by_its_newest_word(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    people = [sit(context, camp, number) for number in range(6)]
    for one in people:
        promise(context, one)
    clock.forward(days=7)
    told = (Became.NOT_YET, Became.KEPT, Became.KEPT, Became.DROPPED, Became.CHANGED)
    for one, became in zip(people, told, strict=False):
        tell(context, one, became)
    clock.forward(days=23)
    tell(context, people[0], Became.KEPT)
    assert follow_up(context, camp, "zh").counts == BecameCounts(6, 3, 1, 1, 0, 1)
    summary = camp_summary(context, camp, "zh")
    assert [len(one.words) for one in summary.commitments] == [2, 1, 1, 1, 1, 0]


def test_a_late_commitment_is_followed_all_the_same(context: AppContext, camp: Camp, clock: Clock) -> None:
    control.act(context, camp.id, Action.CLOSE, COMMIT, "facilitator")
    clock.forward(days=3)
    promise(context, sit(context, camp, 1))
    clock.forward(days=4)
    assert names(follow_up(context, camp, "zh").due) == ("人1",)


def test_the_witness_is_named_once_they_said_yes_and_nobody_outside_needs_to(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    one, other, third = (sit(context, camp, number) for number in (1, 2, 3))
    promise(context, one, **{"with": person_code(other.id)})
    promise(context, third, **{"with": "王老师"})
    clock.forward(days=7)

    def witnesses() -> list[str]:
        return [line.witness for line in follow_up(context, camp, "zh").due]

    assert witnesses() == ["", "王老师"]
    commitments.reply(context, other, "r" * 20, person_code(one.id), PLACE, accepted=True)
    assert witnesses() == ["人2", "王老师"]
    # A new witness has not said anything yet.
    promise(context, one, "走两个院子", **{"with": person_code(third.id)})
    assert witnesses() == ["", "王老师"]


def test_nothing_of_a_person_is_left(context: AppContext, camp: Camp, clock: Clock) -> None:
    one, other = sit(context, camp, 1), sit(context, camp, 2)
    promise(context, one, **{"with": person_code(other.id)})
    commitments.reply(context, other, "r" * 20, person_code(one.id), PLACE, accepted=True)
    clock.forward(days=7)
    tell(context, one, Became.KEPT)
    erase.erase_participant(context, other.id, "test")
    assert follow_up(context, camp, "zh").due == ()
    (held,) = pulses.of_seat(context, one)
    assert (held.held.witness, held.held.accepted) == (None, None)
    erase.erase_participant(context, one.id, "test")
    assert follow_up(context, camp, "zh").counts == BecameCounts(0, 0, 0, 0, 0, 0)


def test_in_the_export_a_witness_of_the_room_is_a_code(context: AppContext, camp: Camp) -> None:
    one, other = sit(context, camp, 1), sit(context, camp, 2)
    promise(context, one, **{"with": person_code(other.id)})
    summary = camp_summary(context, camp, "zh")
    (row,) = [row for row in summary.answers if row.step == COMMIT]
    code = next(seat.code for seat in summary.seats if seat.community == "社区2")
    assert row.payload == {"rows": [{"what": "走一个院子", "with": code}]}
    assert summary.commitments[0].parts == (("三十天内，我要做成什么", "走一个院子"),)


def test_what_was_heard_by_telephone_counts_says_who_and_can_be_taken_back(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat = sit(context, camp, 1)
    promise(context, seat)
    clock.forward(days=7)
    heard = Heard(Way.TELEPHONE, "  王  阿姨 ", "facilitator")
    for _ in range(2):  # a double press is one word
        pulses.enter(context, camp, seat.id, PLACE, Pulse(Became.CHANGED, "来了三户"), heard)
    (one,) = pulses.in_camp(context, camp.id)
    (word,) = one.words
    assert (word.due, word.heard) == (7, Heard(Way.TELEPHONE, "王 阿姨", "facilitator"))
    assert one.waiting is None
    assert follow_up(context, camp, "zh").counts == BecameCounts(1, 0, 1, 0, 0, 0)
    pulses.take_back_entered(context, camp, seat.id, PLACE)
    assert pulses.in_camp(context, camp.id)[0].words == ()
    assert names(follow_up(context, camp, "zh").due) == ("人1",)


def test_what_somebody_typed_themselves_is_theirs_and_a_teller_is_named(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    seat, other = sit(context, camp, 1), sit(context, camp, 2)
    promise(context, seat)
    clock.forward(days=7)
    tell(context, seat, Became.KEPT)
    with pytest.raises(RoomError, match=r"trials\.nothing"):
        pulses.take_back_entered(context, camp, seat.id, PLACE)
    for teller in ("", "  ", "长" * 41):
        with pytest.raises(InputError, match=r"trials\.teller"):
            pulses.enter(
                context, camp, seat.id, PLACE, Pulse(Became.KEPT), Heard(Way.VISIT, teller, "organiser")
            )
    with pytest.raises(RoomError, match=r"commitments\.unknown"):
        pulses.enter(context, camp, other.id, PLACE, Pulse(Became.KEPT), Heard(Way.VISIT, "他", "organiser"))
    (one,) = pulses.in_camp(context, camp.id)
    assert [word.heard for word in one.words] == [None]
