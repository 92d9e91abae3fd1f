"""A dialogue on the wall: only approved turns, in roles, readable from ten metres, and what does not fit is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.live.test_wall_chart import frame, texts
from tests.room_test.stage import USUAL, Room, make_room
from workshop.base.text import LANGUAGES, Language, say
from workshop.live.wall_dialogue import FieldCard, RingLook, RingTurn, field_cards_chart, ring_chart
from workshop.live.wall_frame import HEIGHT, LEAST, WIDTH
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action
from workshop.model.dialogue import DialoguePlace, TurnAct, TurnKind, TurnWords
from workshop.model.ids import new_token
from workshop.services.camp import answers
from workshop.services.room.dialogue import Hand, TurnPost, post
from workshop.services.room.steering import APPROVE_ALL, Press, PressOutcome, press
from workshop.services.room.wall_views import CARDS, FIELDS, RING, view_now
from workshop.services.room.wall_words import WallCard, cards_of
from workshop.services.room.walls import wall_show
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

CASE = "case-dialogue"
ROLES = {"zh": ("主讲人", "内圈提问", "外圈", "主持人"), "en": ("Teller", "Inner ring", "Outer ring", "Host")}
LONG = {
    "zh": "我先去敲了二十家的门，头一个月没人理我，后来才慢慢熟起来。",
    "en": "I knocked on twenty doors first. ",
}


def look(language: Language, count: int, repeat: int = 1) -> RingLook:
    roles = ROLES[language]
    turns = tuple(
        RingTurn(roles[number % len(roles)], "答", f"{number} " + LONG[language] * repeat, number % 3)
        for number in range(count)
    )
    return RingLook(roles, turns, 0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "repeat"), [(1, 1), (1, 12), (5, 3), (40, 1), (40, 12)])
def test_every_letter_can_be_read_and_what_does_not_fit_is_counted(
    language: Language, count: int, repeat: int
) -> None:
    drawn = ring_chart(frame(language), look(language, count, repeat))
    assert all(float(size) >= LEAST for size in re.findall(r'font-size="([\d.]+)"', drawn))
    places = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', drawn)
    assert all(0 <= float(x) <= WIDTH and 0 < float(y) <= HEIGHT for x, y in places)
    heads = [one for one in texts(drawn) if " · 答" in one]
    left = count - len(heads)
    assert heads
    assert left == 0 or say(language, "dialogue.more_on_wall", n=left) in texts(drawn)


def test_the_newest_turn_stands_on_top_and_is_the_largest() -> None:
    drawn = ring_chart(frame(), look("zh", 3))
    found = re.findall(r'y="([\d.]+)" font-size="([\d.]+)"[^>]*>(\d) 我', drawn)
    assert [number for _, _, number in found] == ["2", "1", "0"]
    sizes = [float(size) for _, size, _ in found]
    assert sizes[0] > sizes[1] == sizes[2]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_card_in_fields_shows_every_field(count: int) -> None:
    fields = tuple((name, LONG["zh"] * 4) for name in ("做法", "条件", "为什么", "边界"))
    drawn = field_cards_chart(frame(), [FieldCard(fields)] * count, 0)
    assert all(float(size) >= LEAST for size in re.findall(r'font-size="([\d.]+)"', drawn))
    shown = min(count, 2)
    assert [texts(drawn).count(name) for name, _ in fields] == [shown] * 4
    assert count == shown or say("zh", "live.wall.more_cards", n=count - shown) in texts(drawn)
    ends = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', drawn)]
    assert max(ends) <= HEIGHT


# --- from the room to the wall


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), exercises=(*USUAL, CASE)) as made:
        made.open(CASE)
        yield made


def told(room: Room, text: str, speaker: str = "teller") -> int:
    place = DialoguePlace(room.camp.id, CASE, "asked")
    words = TurnWords(speaker, TurnKind.ANSWER, text)
    done = post(
        room.context, Hand("facilitator"), place, TurnPost(f"key {text:0>12}", TurnAct.SAY, words=words)
    )
    assert done.event is not None
    return done.event.number


def cards(room: Room) -> tuple[WallCard, ...]:
    step = wall_show(room.context, room.camp).step
    assert step is not None
    return cards_of(room.context, room.camp, step)


def pressed(room: Room, act: str, subject: str, key: str, **more: object) -> PressOutcome:
    one = Press(key=f"{key:0>20}", epoch=0, act=act, subject=subject)
    return press(room.context, room.camp, "device", "facilitator", replace(one, **more)).outcome  # type: ignore[arg-type]


def shown(room: Room) -> str:
    # Every test has the same camp to the letter; pictures are kept by the address they were drawn for.
    return picture(room.context, room.camp, "zh", f"http://{id(room)}").words


def test_the_ring_is_followed_while_the_dialogue_goes_on_and_shows_only_what_was_approved(room: Room) -> None:
    told(room, "先敲门")
    told(room, "再请人喝茶")
    assert wall_show(room.context, room.camp).view == RING
    assert "先敲门" not in shown(room)
    first, _ = cards(room)
    assert pressed(room, "approve", first.id, "a") is PressOutcome.DONE
    assert "先敲门" in shown(room)
    assert "再请人喝茶" not in shown(room)
    assert pressed(room, "hide", first.id, "b") is PressOutcome.DONE
    assert "先敲门" not in shown(room)


def test_a_corrected_turn_waits_for_approval_again(room: Room) -> None:
    number = told(room, "三个人")
    pressed(room, "approve", cards(room)[0].id, "a")
    place = DialoguePlace(room.camp.id, CASE, "asked")
    other = TurnWords("teller", TurnKind.ANSWER, "十三个人")
    correction = TurnPost("key of a correction", TurnAct.CORRECT, turn=number, seen=number, words=other)
    post(room.context, Hand("facilitator"), place, correction)
    assert "三个人" not in shown(room)


def test_approving_all_covers_the_turns_that_were_looked_at_only(room: Room) -> None:
    told(room, "看过的")
    looked = cards(room)
    told(room, "后来的")
    words = frozenset(card.id for card in looked)
    assert pressed(room, APPROVE_ALL, CASE, "all", number=0, words=words) is PressOutcome.DONE
    assert "看过的" in shown(room)
    assert "后来的" not in shown(room)


def test_as_cards_only_what_was_starred_reaches_the_wall(room: Room) -> None:
    kept = told(room, "留住的话")
    told(room, "随口的话")
    for number, card in enumerate(cards(room)):
        pressed(room, "approve", card.id, str(number))
    place = DialoguePlace(room.camp.id, CASE, "asked")
    post(room.context, Hand("facilitator"), place, TurnPost("key of a star page", TurnAct.STAR, turn=kept))
    exercise = room.context.content.exercises[CASE]
    step = wall_show(room.context, room.camp).step
    assert step is not None
    assert view_now(CARDS, replace(step, revealed=True), exercise) == CARDS
    assert view_now(CARDS, step, exercise) == RING  # results wait for the reveal, a dialogue does not
    pressed(room, "reveal", CASE, "r")
    pressed(room, "show", CARDS, "s")
    assert shown(room) == "留住的话"


def test_principle_cards_are_what_their_exercise_shows_first(room: Room) -> None:
    exercise = room.context.content.exercises["principle-extract"]
    step = wall_show(room.context, room.camp).step
    assert step is not None
    assert view_now("auto", replace(step, revealed=True), exercise) == FIELDS
    assert view_now(CARDS, replace(step, revealed=True), exercise) == CARDS


# --- the outer circle's cards beside the dialogue


def asked_from_outside(room: Room, *questions: str) -> None:
    for number, question in enumerate(questions):
        arrival = Arrival(f"outer{number:0>20}", f"人{number}", "甲", "resident", consent=True)
        seat = seats.join(room.context, room.camp.code, arrival).seat
        key = new_token(room.context.chance)
        answers.submit(room.context, seat, key, CASE, "outer", {"cards": [question]})


def test_cards_from_outside_are_counted_as_cards_not_as_turns(room: Room) -> None:
    asked_from_outside(room, "头一家怎么开口？", "钱从哪来？")
    assert shown(room) == say("zh", "live.wall.cards_waiting", n=2)
    told(room, "先敲门")
    assert shown(room) == say("zh", "dialogue.wall_waiting", n=1)


def test_approved_cards_stand_there_until_a_turn_is_approved(room: Room) -> None:
    asked_from_outside(room, "头一家怎么开口？", "钱从哪来？")
    for number, card in enumerate(cards(room)):
        pressed(room, "approve", card.id, f"card{number}")
    assert wall_show(room.context, room.camp).view == RING
    assert set(shown(room).splitlines()) == {"头一家怎么开口？", "钱从哪来？"}
    room.act(Action.REVEAL, CASE)
    assert set(shown(room).splitlines()) == {"头一家怎么开口？", "钱从哪来？"}
    told(room, "先敲门")
    assert "头一家怎么开口？" in shown(room)  # the turn still waits to be looked at
    turn = next(card for card in cards(room) if card.turn)
    pressed(room, "approve", turn.id, "turn")
    assert "先敲门" in shown(room)
    assert "头一家怎么开口？" not in shown(room)


def test_cards_wait_by_their_own_number_beside_turns(room: Room) -> None:
    """An unstarred turn is no card: it is not counted where only cards are shown."""
    told(room, "随口的话")
    asked_from_outside(room, "钱从哪来？")
    room.act(Action.REVEAL, CASE)
    pressed(room, "show", CARDS, "cards")
    assert shown(room) == say("zh", "live.wall.cards_waiting", n=1)
