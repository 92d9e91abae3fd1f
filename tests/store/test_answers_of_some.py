"""What is read of some people's answers only is what a look at everybody's would find, on both kinds of database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from tests.app_context import QUICK, context_on
from workshop.model.camp import Action, Seat
from workshop.services.app import access
from workshop.services.camp import answers, camps, control
from workshop.services.camp.room_people import person_code
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store import answers as rows
from workshop.store.answers import SeatArrivals
from workshop.store.engine import Store
from workshop.store.follow import commitments

CHECK, COMMIT, PROMISE = "stage-check", "commit", "promise"


def test_some_answers_are_read_as_if_all_were(store: Store) -> None:
    access._HASHER, before = QUICK, access._HASHER
    try:
        context = context_on(store)
        camp = camps.new_camp(context, "试营", "camp-half").camp
    finally:
        access._HASHER = before

    def seated(name: str, community: str) -> Seat:
        return seats.join(context, camp.code, Arrival(name, name, community, "resident", consent=True)).seat

    def send(seat: Seat, step: str, question: str, payload: Mapping[str, object]) -> None:
        answers.submit(
            context, seat, f"{seat.nickname}-{question}-{context.now()}"[:40], step, question, dict(payload)
        )

    one, two, other = seated("一", "甲社区"), seated("二", "甲社区"), seated("三", "乙社区")
    control.act(context, camp.id, Action.OPEN, CHECK, "A")
    send(one, CHECK, "rate.D1", {"level": 1})
    send(one, CHECK, "rate.D1", {"level": 3})
    send(two, CHECK, "rate.D2", {"level": 2})
    send(other, CHECK, "rate.D1", {"level": 0})
    control.act(context, camp.id, Action.CLOSE, CHECK, "A")
    send(one, CHECK, "rate.D2", {"level": 4})  # too late
    send(other, COMMIT, PROMISE, {"rows": [{"what": "晒书", "with": person_code(one.id)}]})
    send(two, COMMIT, PROMISE, {"rows": [{"what": "扫楼道", "with": person_code(other.id)}]})

    def read(connection: Connection) -> object:
        every = rows.current_answers(connection, camp.id, step=CHECK)
        team = rows.team_answers(connection, camp.id, one.community, CHECK)
        assert team == tuple(each for each in every if each.seat in (one.id, two.id))
        assert rows.newest_answer(connection, camp.id) == max(
            each.number for each in rows.all_answers(connection, camp.id)
        )
        named = commitments.who_named(connection, camp.id, (COMMIT,), person_code(one.id))
        came = rows.arrivals(connection, camp.id, CHECK, ("rate.D1", "rate.D2"))
        return [each.payload for each in team], named, came

    # By hand: the newer of two answers counts, the late one waits, and each question is one however often it was sent.
    assert store.read(read) == (
        [{"level": 3}, {"level": 2}],
        (other.id,),
        {one.id: SeatArrivals(2, 1, 1), two.id: SeatArrivals(1, 1, 0), other.id: SeatArrivals(1, 1, 0)},
    )
