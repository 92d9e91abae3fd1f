"""What a page asks of the database: how many statements, and how far they walk, whatever the room has answered.

Measured are statements and steps of SQLite's own machine, never time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, event

from tests.room_test.handset import Handset
from tests.room_test.phone import filled
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, COMMIT, Room
from workshop.model.camp import Seat
from workshop.services.camp.answers import submit
from workshop.services.room.wall_address import wall_token
from workshop.store import answers as rows

OTHERS = 6
MANY = 400  # answers, far more than the room has given before
SLACK = 60  # steps: a person's own answers are one more


@dataclass
class Asked:
    """Statements, and steps of the database's machine."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counted(room: Room) -> Iterator[Asked]:
    """What is asked of the database within the block, whichever thread asks."""
    found = Asked()

    def step() -> int:
        found.steps += 1
        return 0

    def statement(*_: object) -> None:
        found.statements += 1

    def taken(connection: object, *_: object) -> None:
        connection.set_progress_handler(step, 1)  # type: ignore[attr-defined]

    def given_back(connection: object, *_: object) -> None:
        connection.set_progress_handler(None, 1)  # type: ignore[attr-defined]

    engine = room.context.store.engine
    listeners = (("before_cursor_execute", statement), ("checkout", taken), ("checkin", given_back))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield found
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)


def answer(phone: Handset) -> None:
    form = phone.form
    assert form is not None, phone.page
    phone.send(form, filled(form, random.Random(1)))


def look(phone: Handset) -> None:
    phone.get("/s")


def tick(phone: Handset) -> None:
    """Nothing new: what every phone asks every second and a half."""
    since = re.search(r'data-since="(\d+)"', phone.page)
    assert since is not None
    assert phone.client.get(f"/s/tick?since={since.group(1)}").status_code == 204


def seated(room: Room, new_phone: Callable[[], Handset], count: int) -> list[Seat]:
    """More people, by their phones."""
    found = []
    for number in range(count):
        phone = new_phone()
        phone.join(f"{number} 号", "乙社区", "resident")
        found.append(seat_of(room, phone))
    return found


def answer_much(room: Room, seats: list[Seat]) -> None:
    """The others answer, again and again."""

    def use_case(connection: Connection) -> None:
        for number in range(MANY):
            seat = seats[number % len(seats)]
            rows.add_answer(
                connection,
                rows.NewAnswer(
                    key=f"made-{number:035}",
                    camp=room.camp.id,
                    seat=seat.id,
                    step=CHECK,
                    question=f"rate.D{number % 5 + 1}",
                    exercise_version=1,
                    payload={"level": str(number % 5)},
                    at=room.context.now(),
                    late_seq=None,
                    again=number >= len(seats),
                ),
            )

    room.context.store.write(use_case)


def measured(room: Room, act: Callable[[], object]) -> Asked:
    act()  # what is made once is made
    with counted(room) as found:
        act()
    return found


def test_an_answer_and_the_page_after_it_cost_the_same_however_much_was_answered(
    room: Room, new_phone: Callable[[], Handset], phone: Handset
) -> None:
    others = seated(room, new_phone, OTHERS)
    room.open()
    look(phone)
    acts: list[Callable[[], None]] = [lambda: answer(phone), lambda: look(phone), lambda: tick(phone)]
    answer(phone)
    look(phone)
    before = []
    for act in acts:
        with counted(room) as found:
            act()
        before.append(found)
    answer_much(room, others)
    for act, then in zip(acts, before, strict=True):
        with counted(room) as now:
            act()
        assert now.statements == then.statements
        assert now.steps <= then.steps + SLACK


def test_pages_ask_few_questions_of_the_database(
    room: Room, new_phone: Callable[[], Handset], phone: Handset
) -> None:
    """The numbers are those measured when the pages were last looked at; one more needs a reason."""
    seated(room, new_phone, 1)
    waiting = measured(room, lambda: look(phone)).statements
    room.open()
    look(phone)
    answer(phone)
    look(phone)
    with counted(room) as sent:
        answer(phone)
    page, quiet = measured(room, lambda: look(phone)), measured(room, lambda: tick(phone))
    found = {"waiting": waiting, "answer": sent.statements, "page": page.statements, "tick": quiet.statements}
    assert found == {"waiting": 15, "answer": 14, "page": 12, "tick": 5}


def test_the_look_back_reads_no_other_community(
    room: Room, new_phone: Callable[[], Handset], phone: Handset
) -> None:
    others = seated(room, new_phone, OTHERS)
    room.open()
    look(phone)
    while not phone.changes:
        answer(phone)
        look(phone)
    before = measured(room, lambda: look(phone))
    answer_much(room, others)
    now = measured(room, lambda: look(phone))
    assert (now.statements, now.steps <= before.steps + SLACK) == (before.statements, True)


def test_whose_witness_one_is_costs_no_look_at_what_others_promised(
    room: Room, new_phone: Callable[[], Handset], phone: Handset
) -> None:
    others = seated(room, new_phone, OTHERS)
    before = measured(room, lambda: look(phone))
    for number, seat in enumerate(others):
        submit(
            room.context,
            seat,
            f"promise-{number}",
            COMMIT,
            "promise",
            {"rows": [{"what": "晒书", "with": "楼下的人"}]},
        )
    now = measured(room, lambda: look(phone))
    assert now.statements == before.statements


def test_remote_and_wall_look_for_news_without_walking_through_the_answers(
    room: Room, new_phone: Callable[[], Handset]
) -> None:
    others = seated(room, new_phone, OTHERS)
    room.open()
    remote = new_phone()
    remote.client.post("/login", data={"code": room.camp.code, "password": room.password, "next": "/r"})
    wall = f"/w/{wall_token(room.context, room.camp.id)}"
    acts = (
        lambda: remote.client.get("/r/tick?since=0"),
        lambda: remote.client.get(f"{wall}/tick?since=0"),
    )
    answer_much(room, others[:1])
    before = [measured(room, act) for act in acts]
    page = measured(room, lambda: remote.client.get("/r"))

    def more(connection: Connection) -> None:
        connection.exec_driver_sql(
            "INSERT INTO answer_event (key, seat_id, camp_id, step_id, question, exercise_version, payload, at, again)"
            " SELECT 'm' || number, seat_id, camp_id, step_id, question, exercise_version, payload, at, again"
            " FROM answer_event"
        )

    room.context.store.write(more)
    for act, then in zip(acts, before, strict=True):
        assert measured(room, act) == then
    assert measured(room, lambda: remote.client.get("/r")).statements == page.statements
