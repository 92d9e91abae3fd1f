"""Anonymous questions on a phone: what is said beside them, what the same phone can do, what another one is told."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phone.test_answers import shown
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.text import say
from workshop.model.camp import Action
from workshop.services.camp import answers
from workshop.services.seats import seats
from workshop.store import answers as rows

CARDS, SORT, CIRCLE, CHECK_IN = "need-no-action", "opinion-sort", "ego-map", "check-in"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=(CHECK_IN, CARDS, SORT, CIRCLE)) as made:
        yield made


def write_cards(phone: Handset, *texts: str) -> None:
    form = shown(phone, f"/s?step={CARDS}&question=why")
    phone.follow(phone.send(form, {"card": list(texts)}))


@pytest.mark.parametrize(
    ("step", "question", "reach"),
    [
        (CARDS, "why", "words"),
        (CHECK_IN, "energy", "counts"),
        (SORT, "own", "counts"),
        (CIRCLE, "circle", "nobody"),
    ],
)
def test_beside_the_question_stands_what_is_known_and_who_sees_it(
    room: Room, phone: Handset, step: str, question: str, reach: str
) -> None:
    room.open(step)
    phone.get(f"/s?step={step}&question={question}")
    page = html.unescape(phone.page)
    assert say("zh", "phone.question.anonymous") in page
    assert [one for one in ("words", "counts", "nobody") if say("zh", f"phone.reach.{one}") in page] == [
        reach
    ]


def test_a_question_with_a_name_says_nothing_of_the_kind(room: Room, phone: Handset) -> None:
    room.open(CHECK_IN)
    phone.get(f"/s?step={CHECK_IN}&question=hope")
    assert say("zh", "phone.question.anonymous") not in html.unescape(phone.page)


def test_the_same_phone_sees_its_answer_again_and_changes_it(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    write_cards(phone, "怕垫钱", "没人开口")
    assert [one.told for one in phone.kept] == ["stored"]
    phone.get("/s/mine")
    assert "怕垫钱" in phone.page
    phone.get(f"/s?step={CARDS}&question=why")
    assert "怕垫钱" in phone.page
    write_cards(phone, "怕被笑", "没人开口")
    assert [one.told for one in phone.kept] == ["stored", "replaced"]


def test_sent_twice_it_is_one_answer_and_other_words_are_asked_about(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    form = shown(phone, f"/s?step={CARDS}&question=why")
    for texts in (["甲", "乙"], ["甲", "乙"], ["甲", "丙"]):
        phone.follow(phone.send(form, {"card": texts}))
    assert [one.told for one in phone.kept] == ["stored", "already", "differs"]
    assert "丙" in phone.page


def test_what_is_typed_is_there_again_and_gone_once_sent(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    form = shown(phone, f"/s?step={CARDS}&question=why")
    assert phone.draft(form, {"card": ["半句"]}).status_code == 204
    phone.get(f"/s?step={CARDS}&question=why")
    assert "半句" in phone.page
    phone.send(form, {"card": ["整句", "还有"]})
    assert phone.draft(form, {"card": ["半句"]}).status_code == 409
    phone.get(f"/s?step={CARDS}&question=why")
    assert "半句" not in phone.page


def test_another_phone_of_the_seat_goes_on_and_is_told_why(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    form = shown(phone, f"/s?step={CARDS}&question=why")
    write_cards(phone, "怕垫钱", "没人开口")
    phone.wipe()
    phone.recover()
    phone.get(f"/s?step={CARDS}&question=why")
    assert phone.form is not None
    assert phone.form.value("question") == "need"
    phone.get("/s/mine")
    assert say("zh", "phone.mine.elsewhere") in phone.page
    assert "怕垫钱" not in phone.page
    phone.send(form, {"card": ["又一次", "再一次"]})
    assert phone.status == 409
    assert say("zh", "errors.answer.elsewhere") in html.unescape(phone.page)


def test_a_late_answer_says_so(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    form = shown(phone, f"/s?step={CARDS}&question=why")
    room.act(Action.FREEZE, CARDS)
    phone.follow(phone.send(form, {"card": ["晚了", "一点"]}))
    assert [one.told for one in phone.kept] == ["late"]


def test_leaving_takes_along_what_only_this_phone_could_find(room: Room, phone: Handset) -> None:
    room.open(CARDS)
    write_cards(phone, "怕垫钱", "没人开口")
    phone.post("/s/withdraw", {})
    url = room.context.store.engine.url
    assert "怕垫钱".encode() not in Path(str(url.database)).read_bytes()


def test_before_joining_people_are_told_what_nobody_can_delete_for_them(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.get(room.join)
    page = html.unescape(phone.page)
    assert say("zh", "phone.consent.what_text") in page
    assert say("zh", "phone.consent.kept_text") in page
    phone.join("小林", "甲社区", "resident")
    seat = seats.of_camp(room.context, room.camp.id)[0]
    assert (seat.consent, answers.elsewhere_by(room.context, seat)) == (seats.CONSENT, frozenset())


def test_leaving_on_a_second_phone_says_what_stays_and_the_first_can_still_take_it_back(
    room: Room, phone: Handset
) -> None:
    room.open(CARDS)
    write_cards(phone, "怕垫钱", "没人开口")
    second = Handset(room.client(), room.camp.code, recovery=phone.recovery)
    second.recover()
    second.get("/s/mine")
    assert say("zh", "phone.mine.leave_elsewhere", n=1) in html.unescape(second.page)
    second.follow(second.post("/s/withdraw", {}))
    assert say("zh", "phone.gone.elsewhere", n=1) in html.unescape(second.page)
    database = Path(str(room.context.store.engine.url.database))
    phone.get("/s")
    assert phone.status == 401
    assert say("zh", "phone.left_behind.text", n=1) in html.unescape(phone.page)
    assert answers_stored(room) == 1
    phone.follow(phone.post("/s/withdraw", {}))
    assert answers_stored(room) == 0
    assert "怕垫钱".encode() not in database.read_bytes()


def answers_stored(room: Room) -> int:
    return len(
        room.context.store.read(lambda connection: rows.current_answers(connection, room.camp.id, step=CARDS))
    )


def test_a_phone_that_gave_nothing_without_a_name_is_offered_nothing_to_take_back(
    room: Room, phone: Handset
) -> None:
    room.open(CARDS)
    other = Handset(room.client(), room.camp.code)
    other.join("小陈", "甲社区", "resident")
    write_cards(other, "怕垫钱", "没人开口")
    second = Handset(room.client(), room.camp.code, recovery=phone.recovery)
    second.recover()
    second.follow(second.post("/s/withdraw", {}))
    phone.get("/s")
    assert say("zh", "phone.left_behind.title") not in html.unescape(phone.page)
    phone.post("/s/withdraw", {})
    assert answers_stored(room) == 1
