"""Taking a seat, coming back to it, leaving for good."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.app_context import context_on, make_context
from workshop.base.errors import AccessError, InputError, RoomError
from workshop.model.camp import Action, Camp
from workshop.model.ids import spaced
from workshop.services import erase
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store
from workshop.store.schema import seat as seat_table
from workshop.store.traces import Traces


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half", capacity=3).camp


def arrival(key: str, nickname: str = "小林", community: str = "甲社区", role: str = "resident") -> Arrival:
    return Arrival(key, nickname, community, role, consent=True)


def test_a_double_tap_on_join_is_one_seat_and_both_cookies_open_it(context: AppContext, camp: Camp) -> None:
    first = seats.join(context, camp.code, arrival("k"))
    second = seats.join(context, camp.code, arrival("k"))
    assert first.seat == second.seat
    assert [seats.by_token(context, taken.token) for taken in (first, second)] == [first.seat] * 2


def test_ninety_people_at_once_get_a_seat_each_and_not_one_more_than_the_room_holds(
    context: AppContext,
) -> None:
    camp = camps.new_camp(context, "大营", "camp-half", capacity=80).camp
    taken: list[str] = []
    refused: list[str] = []

    def come(number: int) -> None:
        try:
            taken.append(seats.join(context, camp.code, arrival(f"k{number}", f"人{number}")).seat.id)
        except RoomError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(90)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(set(taken)), refused) == (80, ["join.full"] * 10)


def test_who_is_inside_a_full_or_locked_room_comes_back_in(context: AppContext, camp: Camp) -> None:
    inside = seats.join(context, camp.code, arrival("k0"))
    camps.lock(context, camp.id, locked=True)
    assert seats.join(context, camp.code, arrival("k0")).seat == inside.seat
    assert seats.recover(context, inside.seat.recovery).seat == inside.seat
    with pytest.raises(RoomError) as caught:
        seats.join(context, camp.code, arrival("k1"))
    assert caught.value.code == "join.locked"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (Arrival("k", "", "甲", "resident", True), "join.nickname"),
        (Arrival("k", "名" * 21, "甲", "resident", True), "join.nickname"),
        (Arrival("k", "小林", " ", "resident", True), "community.name"),
        (Arrival("k", "小林", "甲", "king", True), "join.role"),
        (Arrival("k", "小林", "甲", "resident", False), "join.consent"),
    ],
)
def test_what_is_missing_is_said_and_no_seat_is_made(
    context: AppContext, camp: Camp, changed: Arrival, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        seats.join(context, camp.code, changed)
    assert caught.value.code == code
    assert seats_taken(context, camp) == 0


def seats_taken(context: AppContext, camp: Camp) -> int:
    from workshop.store.seats import count_seats

    return context.store.read(lambda connection: count_seats(connection, camp.id))


def test_a_wrong_join_code_opens_nothing(context: AppContext) -> None:
    with pytest.raises(RoomError) as caught:
        seats.join(context, "ZZZZZZZZ", arrival("k"))
    assert caught.value.code == "join.no_camp"


def test_the_recovery_code_works_as_people_type_it(context: AppContext, camp: Camp) -> None:
    seat = seats.join(context, camp.code, arrival("k")).seat
    assert seats.recover(context, f" {spaced(seat.recovery).lower()} ").seat == seat


def test_a_wrong_recovery_code_opens_nothing(context: AppContext, camp: Camp) -> None:
    seats.join(context, camp.code, arrival("k"))
    with pytest.raises(AccessError):
        seats.recover(context, "22222222")


def test_a_recovery_code_that_fits_two_seats_needs_the_camps_code(context: AppContext, camp: Camp) -> None:
    """Codes are drawn anew within a camp only, so two camps may come to have one in common."""
    other = camps.new_camp(context, "另一营", "camp-half").camp
    here = seats.join(context, camp.code, arrival("k1")).seat
    there = seats.join(context, other.code, arrival("k2")).seat
    same = update(seat_table).where(seat_table.c.id == there.id).values(recovery=here.recovery)
    context.store.write(lambda connection: connection.execute(same))
    with pytest.raises(AccessError) as caught:
        seats.recover(context, here.recovery)
    assert caught.value.code == "recover.wrong"
    assert seats.recover(context, here.recovery, other.code).seat.id == there.id


def test_two_spellings_of_blanks_are_one_community(context: AppContext, camp: Camp) -> None:
    one = seats.join(context, camp.code, arrival("a", community="幸福  里")).seat
    two = seats.join(context, camp.code, arrival("b", community=" 幸福 里 ")).seat
    assert one.community == two.community


def test_withdrawing_erases_the_person_from_the_file_itself(tmp_path: Path) -> None:
    """The nickname and the words are searched for as bytes in the database and its log."""
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, "stage-check", "A")
        taken = seats.join(context, camp.code, arrival("k", nickname="CANARYNAME"))
        payload: dict[str, object] = {"level": 1, "confidence": None, "when": "", "evidence": "CANARYWORDS"}
        answers.submit(context, taken.seat, "k1", "stage-check", "rate.D1", payload)
        answers.save_draft(context, taken.seat, "k2", "stage-check", "rate.D2", payload)
        before = _bytes(tmp_path)
        erase.erase_participant(context, taken.seat.id, "self")
        after = _bytes(tmp_path)
        assert seats.by_token(context, taken.token) is None
    assert (b"CANARYNAME" in before, b"CANARYWORDS" in before) == (True, True)
    assert (b"CANARYNAME" in after, b"CANARYWORDS" in after) == (False, False)


def test_withdrawing_during_a_backup_erases_the_person_once_that_is_done(tmp_path: Path) -> None:
    """Somebody reads from before the withdrawal on: seat and answers are gone at once, their bytes afterwards.

    The backup made before still holds them, which the page of whoever left says.
    """
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, "stage-check", "A")
        taken = seats.join(context, camp.code, arrival("k", nickname="CANARYNAME"))
        with closing(sqlite3.connect(tmp_path / "mengya.sqlite3", isolation_level=None)) as backup:
            backup.execute("BEGIN")
            backup.execute("SELECT count(*) FROM seat").fetchone()
            payload: dict[str, object] = {"level": 1, "evidence": "CANARYWORDS"}
            answers.submit(context, taken.seat, "k1", "stage-check", "rate.D1", payload)
            erase.erase_participant(context, taken.seat.id, "self")
            assert context.store.traces() is Traces.DUE
            assert seats.by_token(context, taken.token) is None
            assert answers.everything_by(context, taken.seat) == ()
            assert b"CANARYWORDS" in _bytes(tmp_path)
        for _ in range(600):
            if context.store.traces() is Traces.GONE:
                break
            time.sleep(0.1)
        after = _bytes(tmp_path)
    assert (b"CANARYNAME" in after, b"CANARYWORDS" in after) == (False, False)


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("mengya.sqlite3*"))


def test_passwords_open_what_they_should_and_nothing_else(context: AppContext) -> None:
    one = camps.new_camp(context, "一", "camp-half")
    two = camps.new_camp(context, "二", "camp-half")
    token = access.sign_in(context, one.camp.code, one.facilitator_password)
    right = access.right_of(context, token)
    assert right is not None
    assert (right.covers(one.camp.id), right.covers(two.camp.id), right.organiser) == (True, False, False)
    for code, password in (
        (two.camp.code, one.facilitator_password),
        ("", one.facilitator_password),
        ("X", "Y"),
    ):
        with pytest.raises(AccessError):
            access.sign_in(context, code, password)
    access.sign_out(context, token)
    assert access.right_of(context, token) is None
