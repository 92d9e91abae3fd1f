"""The record of a dialogue: however the posts arrive, nothing is lost and nothing counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import START, Clock
from tests.properties import examples
from tests.room_test.stage import USUAL, Room, make_room
from workshop.base.errors import InputError, RoomError
from workshop.model.camp import Action, Role
from workshop.model.dialogue import (
    Dialogue,
    DialoguePlace,
    Resolved,
    TurnAct,
    TurnEvent,
    TurnKind,
    TurnWords,
    fold,
)
from workshop.services import erase, workers
from workshop.services.camp import camps
from workshop.services.camp.tables import table_number
from workshop.services.matching import seating
from workshop.services.room.dialogue import (
    DialogueView,
    Hand,
    Posted,
    TurnOutcome,
    TurnPost,
    dialogue_for,
    post,
    words_of,
)
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.room import dialogue as rows

CASE = "case-dialogue"
ASKED = "asked"
FACILITATOR = Hand("facilitator")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), exercises=(*USUAL, CASE)) as made:
        made.open(CASE)
        yield made


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with make_room(tmp_path_factory.mktemp("dialogue"), clock=Clock(), exercises=(*USUAL, CASE)) as made:
        yield made


def replace_camp(room: Room) -> Room:
    """Another camp in the same house, so that an example begins with nothing."""
    camp = camps.new_camp(room.context, "t", room.camp.recipe).camp
    fresh = replace(room, camp=camp)
    fresh.open(CASE)
    return fresh


_keys = count()


def sit(room: Room, nickname: str) -> Hand:
    """Somebody with a phone."""
    arrival = Arrival(f"joined-{next(_keys):09}", nickname, "甲社区", Role.RESIDENT, consent=True)
    return Hand("seat", seats.join(room.context, room.camp.code, arrival).seat)


def place(room: Room) -> DialoguePlace:
    return DialoguePlace(room.camp.id, CASE, ASKED)


def words(text: str, speaker: str = "teller", kind: TurnKind = TurnKind.ANSWER) -> TurnWords:
    return TurnWords(speaker, kind, text)


def do(room: Room, hand: Hand, act: TurnAct, *, key: str = "", **about: object) -> Posted:
    posted = TurnPost(key or f"key-of-a-page-{next(_keys):06}", act, **about)  # type: ignore[arg-type]
    return post(room.context, hand, place(room), posted)


def told(room: Room, hand: Hand, text: str) -> int:
    """Say something; the turn's number."""
    done = do(room, hand, TurnAct.SAY, words=words(text))
    assert done.event is not None
    return done.event.number


def seen(room: Room, hand: Hand = FACILITATOR) -> DialogueView:
    return dialogue_for(room.context, hand, room.camp.id, CASE, ASKED)


def texts(dialogue: Dialogue) -> list[str]:
    return [turn.words.text for turn in dialogue.turns]


def test_two_recorders_at_once_lose_nothing_and_keep_the_order_of_arrival(room: Room) -> None:
    one, other = sit(room, "一"), sit(room, "二")
    for number in range(5):
        told(room, one, f"一 {number}")
        told(room, other, f"二 {number}")
    assert texts(seen(room).dialogue) == [f"{who} {number}" for number in range(5) for who in "一二"]


def test_the_same_page_sent_again_is_one_turn_and_with_other_words_is_told_so(room: Room) -> None:
    hand = sit(room, "一")
    key = "the-key-of-one-page"
    first = do(room, hand, TurnAct.SAY, key=key, words=words("先垫的钱，月底报"))
    again = do(room, hand, TurnAct.SAY, key=key, words=words("先垫的钱，月底报"))
    other = do(room, hand, TurnAct.SAY, key=key, words=words("钱是自己出的"))
    assert [one.outcome.value for one in (first, again, other)] == ["done", "already", "differs"]
    assert texts(seen(room).dialogue) == ["先垫的钱，月底报"]


def test_a_star_counts_once_a_seat_however_often_it_is_tapped(room: Room) -> None:
    teller, one, other = sit(room, "一"), sit(room, "二"), sit(room, "三")
    number = told(room, teller, "头一回我也怕")
    outcomes = [
        do(room, hand, act, turn=number).outcome.value
        for hand, act in (
            (one, TurnAct.STAR),
            (one, TurnAct.STAR),
            (other, TurnAct.STAR),
            (FACILITATOR, TurnAct.STAR),
            (other, TurnAct.UNSTAR),
            (other, TurnAct.UNSTAR),
        )
    ]
    assert outcomes == ["done", "nothing", "done", "done", "done", "nothing"]
    assert [(turn.number, turn.stars) for turn in seen(room).dialogue.quotes] == [(number, 2)]


def test_a_correction_of_words_corrected_meanwhile_overwrites_nobody(room: Room) -> None:
    one, other = sit(room, "一"), sit(room, "二")
    for hand in (one, other):
        do(room, hand, TurnAct.RECORD)
    number = told(room, one, "三个人")
    first = do(room, one, TurnAct.CORRECT, turn=number, seen=number, words=words("十三个人"))
    late = do(room, other, TurnAct.CORRECT, turn=number, seen=number, words=words("三十个人"))
    assert (first.outcome.value, late.outcome.value) == ("done", "stale")
    assert texts(seen(room).dialogue) == ["十三个人"]
    assert first.event is not None
    looked = do(room, other, TurnAct.CORRECT, turn=number, seen=first.event.number, words=words("三十个人"))
    assert looked.outcome is TurnOutcome.DONE
    assert texts(seen(room).dialogue) == ["三十个人"]


def test_who_only_listens_cannot_change_or_take_back_a_turn(room: Room) -> None:
    recorder, listener = sit(room, "一"), sit(room, "二")
    number = told(room, recorder, "我先去敲的门")
    for act in (TurnAct.CORRECT, TurnAct.TAKE_BACK):
        done = do(room, listener, act, turn=number, seen=number, words=words("x"))
        assert done.outcome is TurnOutcome.REFUSED
    do(room, listener, TurnAct.RECORD)
    assert do(room, listener, TurnAct.TAKE_BACK, turn=number).outcome is TurnOutcome.DONE
    assert texts(seen(room).dialogue) == []
    assert do(room, FACILITATOR, TurnAct.PUT_BACK, turn=number).outcome is TurnOutcome.DONE
    assert texts(seen(room).dialogue) == ["我先去敲的门"]


def test_a_turn_is_kept_after_its_step_was_closed(room: Room) -> None:
    hand = sit(room, "一")
    room.act(Action.FREEZE, CASE)
    room.act(Action.CLOSE, CASE)
    told(room, hand, "最后这一句")
    assert texts(seen(room).dialogue) == ["最后这一句"]


def test_words_are_held_to_what_the_exercise_offers(room: Room) -> None:
    view = seen(room)
    with pytest.raises(InputError) as empty:
        words_of(view, "teller", "answer", " \n ")
    with pytest.raises(InputError) as long:
        words_of(view, "teller", "answer", "长" * (view.part.max_chars + 1))
    assert (empty.value.code, long.value.code) == ("dialogue.empty", "exercises.too_long")
    # A role or kind nobody offered is no reason to lose the words.
    assert words_of(view, "mayor", "shout", " 好 ") == TurnWords("", TurnKind.REMARK, "好")


def test_there_is_no_dialogue_where_the_exercise_keeps_none(room: Room) -> None:
    with pytest.raises(RoomError) as step:
        dialogue_for(room.context, FACILITATOR, room.camp.id, "gone", ASKED)
    with pytest.raises(RoomError) as question:
        dialogue_for(room.context, FACILITATOR, room.camp.id, CASE, "here")
    assert (step.value.code, question.value.code) == ("answer.no_step", "answer.no_question")


def test_where_tables_keep_their_own_each_seat_writes_into_its_own(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seating puts four people at two tables; what is typed at one is not at the other."""
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    hands = [sit(room, str(number)) for number in range(4)]
    exercise = room.context.content.exercises[CASE]
    parts = tuple(replace(one, who="table") if one.id == ASKED else one for one in exercise.steps)
    monkeypatch.setitem(room.context.content.exercises, CASE, replace(exercise, steps=parts))  # type: ignore[arg-type]
    assert seen(room, hands[0]).place.table == ""  # nobody has shown a seating: the room keeps one together
    seating.seat_room(room.context, room.camp, 2, 1, "facilitator")
    seating.show(room.context, room.camp, "facilitator")
    for hand in hands:
        told(room, hand, hand.id)
    for hand in hands:
        view = seen(room, hand)
        assert hand.id in texts(view.dialogue)
        assert len(view.dialogue.turns) == 2
    tables = seen(room).tables
    assert [table_number(table) for table in tables] == [1, 2]
    kept = [
        dialogue_for(room.context, FACILITATOR, room.camp.id, CASE, ASKED, table).dialogue for table in tables
    ]
    assert sorted(text for one in kept for text in texts(one)) == sorted(hand.id for hand in hands)


# --- withdrawal


def stored(room: Room) -> list[tuple[str, str, str]]:
    """Every row there is: act, hand, words."""
    found = room.context.store.read(lambda c: rows.events(c, place(room)))
    return [(one.act.value, one.seat, one.words.text if one.words else "") for one in found]


def test_who_withdraws_leaves_the_rooms_record_without_their_hand(room: Room) -> None:
    leaver, stayer = sit(room, "一"), sit(room, "二")
    do(room, leaver, TurnAct.RECORD)
    kept = told(room, leaver, "主讲人说：先敲门")
    wrong = told(room, leaver, "记错的一段")
    do(room, leaver, TurnAct.CORRECT, turn=kept, seen=kept, words=words("主讲人说：先敲了二十家的门"))
    do(room, stayer, TurnAct.RECORD)
    theirs = told(room, stayer, "别人记的")
    do(room, leaver, TurnAct.STAR, turn=theirs)
    do(room, stayer, TurnAct.STAR, turn=wrong)
    do(room, leaver, TurnAct.TAKE_BACK, turn=wrong)
    # One of the two turns they typed still stands.
    assert erase.erase_participant(room.context, leaver.id, "self").turns == 1
    dialogue = seen(room).dialogue
    assert texts(dialogue) == ["主讲人说：先敲了二十家的门", "别人记的"]
    assert [turn.stars for turn in dialogue.turns] == [0, 0]
    assert dialogue.recorders == {stayer.id}
    # Neither a hand nor a word that no longer stands is left in any row.
    assert all(seat != leaver.id for _, seat, _ in stored(room))
    left = " ".join(text for _, _, text in stored(room))
    assert "记错的一段" not in left
    assert "主讲人说：先敲门" not in left


def test_what_a_leaver_took_back_of_others_stays_taken_back(room: Room) -> None:
    leaver, stayer = sit(room, "一"), sit(room, "二")
    theirs = told(room, stayer, "不该记的")
    do(room, leaver, TurnAct.RECORD)
    do(room, leaver, TurnAct.TAKE_BACK, turn=theirs)
    erase.erase_participant(room.context, leaver.id, "self")
    assert texts(seen(room).dialogue) == []


# --- any order, any repetition


@given(
    order=st.permutations(range(6)),
    repeats=st.lists(st.integers(0, 5), max_size=6),
    stars=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=12),
)
@examples(20)
def test_any_order_and_repetition_of_posts_keeps_every_turn_once(
    made_once: Room, order: list[int], repeats: list[int], stars: list[tuple[int, int]]
) -> None:
    """The expected record is made by hand from what was sent: each text once, in the order first sent, with as many
    stars as different hands gave it."""
    room = replace_camp(made_once)
    hands = [sit(room, str(number)) for number in range(3)]
    pages = {number: f"page-{next(_keys):08}-{number}" for number in range(6)}
    numbers: dict[int, int] = {}
    for number in [*order[:3], *repeats, *order]:
        done = do(room, hands[number % 2], TurnAct.SAY, key=pages[number], words=words(f"第 {number} 段"))
        assert done.event is not None
        assert numbers.setdefault(number, done.event.number) == done.event.number
    given_stars: dict[int, set[int]] = {}
    for hand, number in stars:
        for _again in range(2):
            do(room, hands[hand], TurnAct.STAR, key=f"star-{hand}-{pages[number]}", turn=numbers[number])
        given_stars.setdefault(number, set()).add(hand)
    first_sent = list(dict.fromkeys([*order[:3], *repeats, *order]))
    dialogue = seen(room).dialogue
    assert texts(dialogue) == [f"第 {number} 段" for number in first_sent]
    assert [turn.stars for turn in dialogue.turns] == [len(given_stars.get(one, ())) for one in first_sent]


@given(st.randoms(use_true_random=False), st.integers(1, 30))
@examples(100)
def test_the_record_does_not_depend_on_the_order_rows_are_read_in(chance: Random, many: int) -> None:
    acts = [TurnAct.SAY, *chance.choices(list(TurnAct), k=many)]
    events = [
        TurnEvent(
            number,
            str(number),
            DialoguePlace("c", "s", "q"),
            act,
            START,
            "seat",
            seat=str(chance.randrange(3)),
            turn=chance.randrange(number + 1),
            words=words(str(number)) if act in (TurnAct.SAY, TurnAct.CORRECT) else None,
            about="card",
            settled=chance.choice(list(Resolved)),
        )
        for number, act in enumerate(acts, start=1)
    ]
    mixed = chance.sample(events, len(events))
    assert fold(mixed) == fold(events)
    assert len(fold(events).turns) + len(fold(events).taken_back) == acts.count(TurnAct.SAY)
