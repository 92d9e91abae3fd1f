"""Many phones in one room, step by step in an order drawn by chance; and the count of what they were promised."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from tests.room_test.forms import PageForm
from tests.room_test.handset import Handset, Kept
from tests.room_test.phone import Hold, Script, perform
from tests.room_test.stage import Room
from workshop.exercises.form import read_form
from workshop.model.camp import Seat
from workshop.model.step import Answer
from workshop.services.camp import answers
from workshop.services.seats import seats
from workshop.store import answers as rows


@dataclass
class Playing:
    """A phone in the middle of its script."""

    phone: Handset
    script: Script
    form: PageForm | None = None
    begun: bool = False


def play(
    room: list[Playing], chance: random.Random, sleep: Callable[[int], None] = lambda _minutes: None
) -> list[Playing]:
    """Let every phone go on until it has nothing to answer or holds; gives back those that hold."""
    live, held = list(room), []
    while live:
        one = chance.choice(live)
        try:
            act = one.script.send(one.form) if one.begun else next(one.script)
        except StopIteration:
            live.remove(one)
            continue
        one.begun = True
        if isinstance(act, Hold):
            live.remove(one)
            held.append(one)
        one.form = perform(one.phone, act, sleep)
    return held


def seat_of(room: Room, phone: Handset) -> Seat:
    """The seat whose recovery code the phone was shown."""
    return seats.by_token(room.context, seats.recover(room.context, phone.recovery).token) or _no_seat(phone)


def _no_seat(phone: Handset) -> Seat:
    raise AssertionError(f"no seat for {phone.recovery}")


def assert_nothing_lost_nothing_doubled(room: Room, phones: list[Handset]) -> None:
    """Every acknowledged answer is one row; no key and no counting answer is there twice; what counts is the newest.

    Answers without a seat nobody can find again: they are counted over the room.
    """
    anonymous: Counter[tuple[str, str]] = Counter()
    for phone in phones:
        seat = seat_of(room, phone)
        keys = Counter(row.key for row in answers.everything_by(room.context, seat))
        assert set(keys.values()) <= {1}
        seated = [one for one in phone.kept if not _anonymous(room, seat, one)]
        assert {one.key for one in seated} == set(keys)
        anonymous.update({(one.step, one.question) for one in phone.kept if one not in seated})
        counting = answers.given_by(room.context, seat)
        assert max(Counter((row.step, row.question) for row in counting).values(), default=1) == 1
        for row in counting:
            _assert_newest(room, seat, row, phone.kept)
    given = room.context.store.read(lambda connection: rows.current_answers(connection, room.camp.id))
    assert anonymous == Counter((row.step, row.question) for row in given if not row.seat)


def _anonymous(room: Room, seat: Seat, kept: Kept) -> bool:
    return answers.question_in(room.context, seat, kept.step, kept.question).anonymous


def _assert_newest(room: Room, seat: Seat, row: Answer, kept: list[Kept]) -> None:
    """The counting answer says what the person last sent with its key for the first time."""
    sent = [one for one in kept if one.key == row.key and one.told not in ("already", "differs")]
    first = sent[0] if sent else next(one for one in kept if one.key == row.key)
    question = answers.question_in(room.context, seat, row.step, row.question)
    assert row.payload == read_form(question, first.fields), (row.step, row.question, first.fields)
