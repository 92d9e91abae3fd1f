"""What is stored without a seat: nothing in the database joins it to one, and all the rest goes on working."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.app_context import Clock, context_on, make_context
from tests.services.camp.attacker import Attack, dump
from workshop.base.errors import RoomError
from workshop.model.ballot import BallotPlace, mark_of
from workshop.model.camp import Action, Camp, RoomAction, RoomEvent, Seat
from workshop.model.ids import new_token
from workshop.model.privacy import MIN_GROUP
from workshop.services import erase, workers
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.answers import SubmissionOutcome
from workshop.services.camp.participant_view import participant_view
from workshop.services.camp.progress import progress
from workshop.services.camp.unseating import unseat_earlier
from workshop.services.export.summary import camp_summary
from workshop.services.learn import statements
from workshop.services.room.wall_words import Approval, cards_of
from workshop.services.room.walls import bars_of
from workshop.services.seats import seats
from workshop.store import answers as rows
from workshop.store import rooms
from workshop.store.engine import Store

PEOPLE = 20
# Of so many people in a random order, more than this many stand at their own place in 1 of 40,000 orders (1/8!).
BY_CHANCE = 7
NAMED, SCALE, CARDS, SORT, CIRCLE = "check-in", "check-in", "need-no-action", "opinion-sort", "ego-map"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made
    workers.close()


def new_camp(context: AppContext, *steps: str) -> Camp:
    camp = camps.new_camp(context, "四天", "camp-4d").camp
    for step in steps:
        control.act(context, camp.id, Action.OPEN, step, "facilitator")
    return camp


def join(context: AppContext, camp: Camp, number: int) -> Seat:
    arrival = seats.Arrival(
        new_token(context.chance), f"n{number}", f"C{number % 3}", "resident", consent=True
    )
    return seats.join(context, camp.code, arrival).seat


def say(
    context: AppContext, seat: Seat, step: str, question: str, payload: dict[str, object]
) -> SubmissionOutcome:
    key = new_token(context.chance)
    return answers.submit(context, seat, key, step, question, payload).outcome


def on_another_phone(context: AppContext, seat: Seat) -> Seat:
    return seats.recover(context, seat.recovery).seat


# The whole database, looked at by somebody who has all of it


def scripted_room(context: AppContext) -> tuple[Camp, list[Seat]]:
    """Twenty people join, then answer and type in another order at each question, with named answers in between."""
    camp = new_camp(context, NAMED, CARDS, CIRCLE)
    people = [join(context, camp, number) for number in range(PEOPLE)]
    shuffle = random.Random(7).sample
    for number in shuffle(range(PEOPLE), PEOPLE):
        say(context, people[number], NAMED, "hope", {"text": f"hope {number}"})
        typed = {"cards": [f"half a card of {number:04}", "the other"]}
        answers.save_draft(context, people[number], new_token(context.chance), CARDS, "why", typed)
        say(context, people[number], CARDS, "why", {"cards": [word("CARD", number), "the money"]})
        say(context, people[number], CARDS, "need", {"text": f"need {number}"})
    for number in shuffle(range(PEOPLE), PEOPLE):
        marks = [
            {"code": f"{word('RING', number)}-{place}", "marks": {"closeness": "4"}} for place in range(3)
        ]
        say(context, people[number], CIRCLE, "circle", {"people": marks})
        typed = {"cards": [word("TYPED", number), "and on"]}
        answers.save_draft(context, people[number], new_token(context.chance), CARDS, "why", typed)
    return camp, people


def word(kind: str, number: int) -> str:
    """Somebody's own word, which nobody else uses and which gives no order away."""
    return f"{kind}-{(number * 7919 + 12345) % 99991:05}"


WORDS = ("CARD", "RING", "TYPED")


def attack(connection: Connection, kind: str, camp: Camp, people: list[Seat]) -> Attack:
    places = [BallotPlace(camp.id, CARDS, "why"), BallotPlace(camp.id, CIRCLE, "circle")]
    words = [word(kind, number) for number in range(PEOPLE)]
    return Attack(words, [seat.id for seat in people], dump(connection), places)


def test_who_holds_the_database_does_no_better_than_chance(store: Store) -> None:
    context = context_on(store)
    camp, people = scripted_room(context)
    for kind in WORDS:
        found, how = store.read(lambda connection, kind=kind: attack(connection, kind, camp, people).best())
        assert found <= BY_CHANCE, (kind, how)


def test_the_bytes_of_the_file_give_away_no_more(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp, people = scripted_room(context)
        tries = [
            context.store.read(lambda connection, kind=kind: attack(connection, kind, camp, people))
            for kind in WORDS
        ]
    assert not (tmp_path / "mengya.sqlite3-wal").exists()
    stored = (tmp_path / "mengya.sqlite3").read_bytes()
    for kind, one in zip(WORDS, tries, strict=True):
        found, how = one.in_bytes(stored)
        assert found <= BY_CHANCE, (kind, how)
    for number in range(PEOPLE):
        # Nothing of what was typed before stands in the file, and no earlier state of a question's ballots.
        assert f"half a card of {number:04}".encode() not in stored
        assert stored.count(word("CARD", number).encode()) == 1


def test_the_log_which_knows_the_order_is_empty_soon_after(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = new_camp(context, CARDS)
        say(context, join(context, camp, 1), CARDS, "why", {"cards": ["no one asked", "the money"]})
        log, end = tmp_path / "mengya.sqlite3-wal", time.monotonic() + 60
        while log.stat().st_size and time.monotonic() < end:
            time.sleep(0.05)
        assert log.stat().st_size == 0


def with_seats(connection: Connection, camp: Camp, people: list[Seat]) -> None:
    """As it was: an answer beside its seat."""
    clock = Clock()
    for number in random.Random(3).sample(range(PEOPLE), PEOPLE):
        payload: dict[str, object] = {"cards": [word("OLD", number)]}
        key = f"old-{number}"
        new = rows.NewAnswer(
            key, camp.id, people[number].id, CARDS, "old", 1, payload, clock(), None, again=False
        )
        rows.add_answer(connection, new)


def in_order_beside_seats_seen(connection: Connection, camp: Camp, people: list[Seat]) -> None:
    """Half a cure: no seat, but a row for each answer, in order of arrival, while the seat keeps when it was seen."""
    connection.execute(text("CREATE TABLE naive (number INTEGER PRIMARY KEY, word TEXT)"))
    clock = Clock()
    for place, number in enumerate(random.Random(3).sample(range(PEOPLE), PEOPLE)):
        connection.execute(text("INSERT INTO naive VALUES (:n, :w)"), {"n": place, "w": word("OLD", number)})
        connection.execute(
            text("UPDATE seat SET seen_at = :at WHERE id = :id"),
            {"at": clock().isoformat(sep=" "), "id": people[number].id},
        )


def at_the_same_moment(connection: Connection, camp: Camp, people: list[Seat]) -> None:
    """Half a cure: rows in random order that keep the moment."""
    connection.execute(text("CREATE TABLE naive (id TEXT PRIMARY KEY, word TEXT, at TIMESTAMP)"))
    clock = Clock()
    for number in random.Random(3).sample(range(PEOPLE), PEOPLE):
        at = clock().isoformat(sep=" ")
        values = {"i": new_token(random.Random(number).randrange), "w": word("OLD", number), "at": at}
        connection.execute(text("INSERT INTO naive VALUES (:i, :w, :at)"), values)
        connection.execute(
            text("UPDATE seat SET seen_at = :at WHERE id = :id"),
            {"at": clock().isoformat(sep=" "), "id": people[number].id},
        )


def under_the_token_that_is_stored(connection: Connection, camp: Camp, people: list[Seat]) -> None:
    """A wrong cure: a mark made of what the database holds itself."""
    connection.execute(text("CREATE TABLE naive (mark TEXT PRIMARY KEY, word TEXT)"))
    for number, seat in enumerate(people):
        token = connection.execute(text("SELECT hash FROM seat_token WHERE seat_id = :id"), {"id": seat.id})
        mark = mark_of(token.scalar_one(), BallotPlace(camp.id, CARDS, "why"))
        connection.execute(text("INSERT INTO naive VALUES (:m, :w)"), {"m": mark, "w": word("OLD", number)})


@pytest.mark.parametrize(
    "wrong", [with_seats, in_order_beside_seats_seen, at_the_same_moment, under_the_token_that_is_stored]
)
def test_the_attacker_finds_everybody_where_anything_joins_them(
    store: Store, wrong: Callable[[Connection, Camp, list[Seat]], None]
) -> None:
    context = context_on(store)
    camp = new_camp(context, CARDS)
    people = [join(context, camp, number) for number in range(PEOPLE)]
    store.write(lambda connection: wrong(connection, camp, people))
    found, _ = store.read(lambda connection: attack(connection, "OLD", camp, people).best())
    assert found == PEOPLE


def test_how_far_a_seat_has_come_does_not_tell_its_stances_apart(context: AppContext) -> None:
    """Everybody stops at another statement: whose are held together must not show who stopped where."""
    camp = new_camp(context, SORT)
    step = next(one for one in control.steps(context, camp.id) if one.id == SORT)
    asked = list(statements.texts_of(context, camp, step, "zh"))
    people = [join(context, camp, number) for number in range(len(asked))]
    for number, seat in enumerate(people):
        for question in asked[: number + 1]:
            say(context, seat, SORT, question, {"stance": "agree"})
    given = context.store.read(lambda connection: rows.current_answers(connection, camp.id, step=SORT))
    together: dict[str, set[str]] = {}
    for one in given:
        if one.person:
            together.setdefault(one.person, set()).add(one.question)
    assert list(together.values()) == [set(asked)]  # of the one person who gave every stance
    votes = statements.votes_of(context, camp, step)
    assert votes.people == len(people)
    assert [one.agree for one in statements.tally(votes)] == list(range(len(people), 0, -1))


def test_stances_given_on_two_phones_are_never_held_together(context: AppContext) -> None:
    """Half a person would be told apart from all the whole ones."""
    camp = new_camp(context, SORT)
    step = next(one for one in control.steps(context, camp.id) if one.id == SORT)
    asked = list(statements.texts_of(context, camp, step, "zh"))
    seat = join(context, camp, 1)
    for question in asked[:5]:
        say(context, seat, SORT, question, {"stance": "agree"})
    other = on_another_phone(context, seat)
    for question in asked[5:]:
        say(context, other, SORT, question, {"stance": "agree"})
    given = context.store.read(lambda connection: rows.current_answers(connection, camp.id, step=SORT))
    assert {(one.person, one.seat) for one in given} == {("", "")}
    assert statements.votes_of(context, camp, step).people == 1
    assert statements.whole_votes_of(context, camp, step).people == 0


# What the phone that answered can do, and nobody else


def test_the_phone_that_answered_sees_changes_and_repeats_its_answer(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    key, first, second = new_token(context.chance), {"cards": ["a", "b"]}, {"cards": ["c", "d"]}
    outcomes = [answers.submit(context, seat, key, CARDS, "why", first).outcome for _ in range(2)]
    assert outcomes == [SubmissionOutcome.STORED, SubmissionOutcome.ALREADY]
    assert say(context, seat, CARDS, "why", second) is SubmissionOutcome.REPLACED
    assert [one.payload for one in answers.everything_by(context, seat)] == [first, second]
    assert [one.payload for one in answers.given_by(context, seat)] == [second]
    assert [one.seat for one in answers.everything_by(context, seat)] == ["", ""]
    assert answers.submit(context, seat, key, CARDS, "why", first).answer.payload == first


def test_what_is_typed_waits_on_the_phone_that_typed_it(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    typed: dict[str, object] = {"cards": ["half a"]}
    assert answers.save_draft(context, seat, "k" * 32, CARDS, "why", typed)
    view = participant_view(context, seat, "zh", step=CARDS, question="why")
    assert view.current is not None
    assert view.current.draft is not None
    assert (view.current.draft.payload, view.current.key) == (typed, "k" * 32)
    other = participant_view(context, on_another_phone(context, seat), "zh", step=CARDS, question="why")
    assert other.current is not None
    assert other.current.draft is None
    answers.submit(context, seat, "k" * 32, CARDS, "why", {"cards": ["a", "b"]})
    assert not answers.save_draft(context, seat, "k" * 32, CARDS, "why", typed)
    again = participant_view(context, seat, "zh", step=CARDS, question="why").current
    assert again is not None
    assert again.draft is None


def test_another_phone_of_the_same_seat_is_told_and_counts_nothing_twice(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    say(context, seat, CARDS, "need", {"text": "a path"})
    say(context, seat, CARDS, "why", {"cards": ["a", "b"]})
    other = on_another_phone(context, seat)
    view = participant_view(context, other, "zh")
    assert view.current is not None
    assert view.current.question.id not in ("need", "why")
    assert view.steps[0].elsewhere == {"why"}
    assert not answers.save_draft(context, other, "d" * 32, CARDS, "why", {"cards": ["x"]})
    with pytest.raises(RoomError, match=r"answer\.elsewhere"):
        say(context, other, CARDS, "why", {"cards": ["x", "y"]})
    assert answers.elsewhere_by(context, other) == {(CARDS, "why")}
    given = context.store.read(lambda connection: rows.current_answers(connection, camp.id, step=CARDS))
    assert [one.payload for one in given if one.question == "why"] == [{"cards": ["a", "b"]}]


def test_late_ones_are_not_done_before_they_count_though_nobody_knows_whose(context: AppContext) -> None:
    """Two in time, one late, all without a seat: 2 done and 1 waiting, then 3 and 0; every seat has its mark."""
    camp = new_camp(context, CIRCLE)
    people = [join(context, camp, number) for number in range(3)]
    for number, seat in enumerate(people):
        if number == 2:
            control.act(context, camp.id, Action.FREEZE, CIRCLE, "facilitator")
        circle = [{"code": f"{number}-{place}", "marks": {"closeness": "4"}} for place in range(3)]
        say(context, seat, CIRCLE, "circle", {"people": circle})
        say(context, seat, CIRCLE, "next", {"text": "call on one of them"})
    seen = progress(context, camp, CIRCLE)
    assert (seen.done, seen.waiting, seen.late) == (2, 1, 2)
    assert [one.waiting for one in seen.seats] == [False] * 3
    control.act(context, camp.id, Action.ACCEPT_LATE, CIRCLE, "facilitator")
    seen = progress(context, camp, CIRCLE)
    assert (seen.done, seen.waiting, seen.late) == (3, 0, 0)


def test_late_ones_wait_count_when_accepted_and_are_nobodys(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    say(context, seat, CARDS, "why", {"cards": ["in", "time"]})
    control.act(context, camp.id, Action.FREEZE, CARDS, "facilitator")
    assert say(context, seat, CARDS, "why", {"cards": ["too", "late"]}) is SubmissionOutcome.LATE

    def counts() -> list[object]:
        given = context.store.read(lambda connection: rows.current_answers(connection, camp.id, step=CARDS))
        return [one.payload["cards"] for one in given]

    assert counts() == [["in", "time"]]
    assert progress(context, camp, CARDS).late == 1
    assert [one.late for one in progress(context, camp, CARDS).seats] == [0]
    control.act(context, camp.id, Action.ACCEPT_LATE, CARDS, "facilitator")
    assert counts() == [["too", "late"]]
    assert progress(context, camp, CARDS).late == 0
    control.undo(context, camp.id, "facilitator")
    assert counts() == [["in", "time"]]


def test_leaving_by_the_phone_erases_what_only_it_can_find(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = new_camp(context, CARDS)
        leaving, staying = join(context, camp, 1), join(context, camp, 2)
        for seat, said in ((leaving, "GOINGAWAY"), (staying, "STAYINGHERE")):
            say(context, seat, CARDS, "why", {"cards": [said, "b"]})
        answers.save_draft(context, leaving, "d" * 32, CARDS, "why", {"cards": ["GOINGDRAFT"]})
        erase.erase_participant(context, leaving.id, "self", leaving.secret)
        left = context.store.read(lambda connection: rows.current_answers(connection, camp.id))
        assert [one.payload["cards"] for one in left] == [["STAYINGHERE", "b"]]
    stored = (tmp_path / "mengya.sqlite3").read_bytes()
    assert b"STAYINGHERE" in stored
    assert b"GOINGAWAY" not in stored
    assert b"GOINGDRAFT" not in stored


def test_a_facilitator_who_withdraws_somebody_cannot_find_it(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    say(context, seat, CARDS, "why", {"cards": ["a", "b"]})
    erase.erase_participant(context, seat.id, "facilitator")
    left = context.store.read(lambda connection: rows.current_answers(connection, camp.id))
    assert [one.payload["cards"] for one in left] == [["a", "b"]]


# What others see of it


def test_progress_counts_as_before(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    further, begun, waiting = (join(context, camp, number) for number in range(3))
    for question, payload in (
        ("need", {"text": "a"}),
        ("why", {"cards": ["a", "b"]}),
        ("smallest", {"cards": ["c"]}),
    ):
        say(context, further, CARDS, question, payload)
    say(context, begun, CARDS, "why", {"cards": ["a", "b"]})
    how = progress(context, camp, CARDS)
    assert {one.seat: one.answered for one in how.seats} == {further.id: 3, begun.id: 1, waiting.id: 0}
    assert how.started == 2


def test_words_reach_remote_and_wall_under_a_number_that_tells_no_order(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    step = next(one for one in control.steps(context, camp.id) if one.id == CARDS)
    for number in range(8):
        say(
            context,
            join(context, camp, number),
            CARDS,
            "why",
            {"cards": [f"first {number}", f"second {number}"]},
        )
    cards = [one for one in cards_of(context, camp, step) if one.question == "why"]
    assert sorted(one.text for one in cards) == sorted(
        f"{at} {n}" for n in range(8) for at in ("first", "second")
    )
    firsts = [one for one in cards if one.text.startswith("first")]
    assert [one.text for one in firsts] != [f"first {number}" for number in range(8)]
    assert [one.text for one in sorted(firsts, key=lambda one: one.number)] != [
        f"first {n}" for n in range(8)
    ]


@pytest.mark.parametrize("people", [MIN_GROUP - 1, MIN_GROUP])
def test_below_five_nothing_of_it_is_counted_or_taken_home(context: AppContext, people: int) -> None:
    camp = new_camp(context, NAMED, CARDS)
    step = next(one for one in control.steps(context, camp.id) if one.id == NAMED)
    for number in range(people):
        seat = join(context, camp, number)
        say(context, seat, NAMED, "hope", {"text": f"hope {number}"})
        say(context, seat, NAMED, "energy", {"level": 2})
        say(context, seat, CARDS, "why", {"cards": [f"said {number}", "b"]})
    bars = next(one for one in bars_of(context, camp, step, "zh") if one.people)
    summary = camp_summary(context, camp, "zh")
    without = [one for one in summary.answers if not one.seat]
    if people < MIN_GROUP:
        assert bars.counts == ()
        assert without == []
    else:
        assert sum(bars.counts) == people
        assert {(one.question, one.at, one.community, one.role) for one in without} == {
            (question, None, "", "") for question in ("energy", "why")
        }
    assert len([one for one in summary.answers if one.seat]) == people


# Rooms of before


def test_what_an_earlier_version_stored_beside_a_seat_loses_it(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = new_camp(context, CARDS)
        people = [join(context, camp, number) for number in range(6)]
        step = next(one for one in control.steps(context, camp.id) if one.id == CARDS)

        def as_before(connection: Connection) -> None:
            for number, seat in enumerate(people):
                for turn in range(2):
                    payload: dict[str, object] = {"cards": [f"OLDWORD {number} {turn}", "b"]}
                    key = new_token(context.chance)
                    answers.keep(context, connection, seat, step, "why", key, payload, None)
                answers.keep(
                    context, connection, seat, step, "need", new_token(context.chance), {"text": "n"}, None
                )
            draft = rows.Draft(people[0].id, CARDS, "why", "k" * 32, {"cards": ["OLDDRAFT"]}, context.now())
            rows.save_draft(connection, draft)

        context.store.write(as_before)
        before = [one.text for one in cards_of(context, camp, step) if one.question == "why"]
        assert unseat_earlier(context) == 12
        assert unseat_earlier(context) == 0
        given = context.store.read(lambda connection: rows.all_answers(connection, camp.id))
        assert {(one.question, bool(one.seat)) for one in given} == {("why", False), ("need", True)}
        after = [one.text for one in cards_of(context, camp, step) if one.question == "why"]
        assert sorted(after) == sorted(before)
        assert [one.answered for one in progress(context, camp, CARDS).seats] == [2] * 6
        with pytest.raises(RoomError, match=r"answer\.elsewhere"):
            say(context, people[0], CARDS, "why", {"cards": ["x", "y"]})
    stored = (tmp_path / "mengya.sqlite3").read_bytes()
    assert stored.count(b"OLDWORD 3 1") == 1
    assert b"OLDDRAFT" not in stored


def test_a_decision_about_a_card_follows_it_to_its_new_number(context: AppContext) -> None:
    camp = new_camp(context, CARDS)
    seat = join(context, camp, 1)
    step = next(one for one in control.steps(context, camp.id) if one.id == CARDS)

    def as_before(connection: Connection) -> None:
        payload: dict[str, object] = {"cards": ["yes", "no"]}
        answer = answers.keep(context, connection, seat, step, "why", "k" * 32, payload, None)
        for seq, (action, place) in enumerate(((RoomAction.APPROVE, 0), (RoomAction.HIDE, 1)), start=1):
            event = RoomEvent(seq, action, f"{answer.number}.{place}", "facilitator", context.now())
            rooms.add_event(connection, camp.id, f"e{seq}", event)

    context.store.write(as_before)
    unseat_earlier(context)
    for number in (2, 3):  # fewer than three authors' words are shown to nobody
        say(context, join(context, camp, number), CARDS, "why", {"cards": []})
    standing = {one.text: one.standing for one in cards_of(context, camp, step)}
    assert standing == {"yes": Approval.APPROVED, "no": Approval.HIDDEN}


def test_a_seat_looked_at_by_others_carries_no_secret(context: AppContext) -> None:
    camp = new_camp(context)
    seat = join(context, camp, 1)
    assert seat.secret
    assert [one.secret for one in seats.of_camp(context, camp.id)] == [""]
    assert seat.secret not in repr(seat)
    assert seat == replace(seat, secret="")
