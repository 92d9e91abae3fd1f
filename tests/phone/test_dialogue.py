"""A dialogue on phones without script: one records, everybody follows and stars, nothing half typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.forms import Fields, PageForm, form_to, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import USUAL, Room, make_room
from workshop.base.text import say
from workshop.model.camp import Action

CASE = "case-dialogue"
HERE = f"/s/log?step={CASE}&question=asked"


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[Room]:
    with make_room(tmp_path, clock=clock, exercises=(*USUAL, CASE)) as made:
        made.open(CASE)
        yield made


@pytest.fixture
def other(new_phone: Callable[[], Handset]) -> Handset:
    made = new_phone()
    made.join("老王", "乙社区", "resident_leader")
    return made


def press(phone: Handset, value: str) -> None:
    """Press a button beside a turn, or one of the recorder's role, and go where it leads."""
    form = next(
        one for one in forms_in(phone.page) if one.action == "/s/log" and f'value="{value}"' in phone.page
    )
    fields = {name: values[-1:] for name, values in form.values.items()}
    phone.follow(phone.post("/s/log", {**fields, "press": [value]}))


def typing(phone: Handset) -> PageForm:
    return next(one for one in forms_in(phone.page) if "text" in one.writing)


def filled(form: PageForm, text: str, **other: str) -> Fields:
    fields: Fields = {name: values[-1:] for name, values in form.values.items()}
    return {**fields, "text": [text], **{name: [value] for name, value in other.items()}}


def record(phone: Handset, *said: str) -> None:
    """Take the recorder's role, and type what is said."""
    phone.get(HERE)
    if 'value="record"' in phone.page:
        press(phone, "record")
    for text in said:
        phone.follow(phone.post("/s", filled(typing(phone), text, speaker="teller", kind="answer")))


def turns(page: str) -> list[str]:
    return re.findall(r'<p class="words">(.*?)</p>', page, re.S)


def test_the_question_cards_come_first_and_then_the_dialogue(room: Room, phone: Handset) -> None:
    phone.get("/s")
    assert phone.form is not None
    assert phone.form.value("question") == "outer"
    phone.follow(phone.send(phone.form, {"card": ["当时您怎么开的口？"]}))
    assert say("zh", "dialogue.record") in phone.page
    assert phone.form is not None
    assert phone.form.value("question") == "asked"


def test_one_tap_takes_the_recorders_role_and_everybody_reads_what_is_typed(
    room: Room, phone: Handset, other: Handset
) -> None:
    record(phone, "我先去敲了二十家的门", "头一个月没人理我")
    other.get(HERE)
    assert turns(other.page) == ["头一个月没人理我", "我先去敲了二十家的门"]  # the newest first
    assert "主讲人" in other.page
    # Nobody's name belongs to a turn.
    assert "小林" not in other.page
    # A listener may star, and change nothing.
    assert 'value="star:' in other.page
    assert 'value="take_back:' not in other.page


def test_a_star_without_script_counts_once_a_person(room: Room, phone: Handset, other: Handset) -> None:
    record(phone, "头一个月没人理我")
    for one in (phone, other):
        one.get(HERE)
        number = re.findall(r'value="star:(\d+)"', one.page)[0]
        press(one, f"star:{number}")
    assert re.search(r'class="star on"[^>]*>.*?<b>2</b>', other.page, re.S)
    press(other, f"unstar:{number}")
    assert re.search(r'class="star"[^>]*>.*?<b>1</b>', other.page, re.S)


def test_a_double_tap_on_a_turn_is_one_turn(room: Room, phone: Handset) -> None:
    record(phone)
    fields = filled(typing(phone), "只说了一遍", speaker="teller")
    told = [phone.post("/s", fields).headers["location"].rpartition("told=")[2] for _ in range(2)]
    assert told == ["done", "already"]
    phone.get(HERE)
    assert turns(phone.page) == ["只说了一遍"]


def test_other_words_under_a_used_key_come_back_as_a_draft(room: Room, phone: Handset) -> None:
    """The browser's back button shows a page that was sent already; what is changed there must not vanish."""
    record(phone)
    form = typing(phone)
    phone.post("/s", filled(form, "先说的"))
    phone.follow(phone.post("/s", filled(form, "后来改的")))
    assert typing(phone).value("text") == "后来改的"
    assert typing(phone).value("key") != form.value("key")
    phone.follow(phone.post("/s", filled(typing(phone), "后来改的")))
    assert turns(phone.page) == ["后来改的", "先说的"]


def test_a_half_typed_turn_survives_a_reload_and_a_freeze(room: Room, phone: Handset) -> None:
    record(phone)
    assert (
        phone.post("/s/draft", filled(typing(phone), "写到一半", kind="question"), json=True).status_code
        == 204
    )
    room.act(Action.FREEZE, CASE)
    phone.get("/s")
    assert say("zh", "phone.unsent.title", n=1) in phone.page
    phone.get(f"/s?step={CASE}&question=asked")
    form = typing(phone)
    assert (form.value("text"), form.value("kind")) == ("写到一半", "question")
    phone.follow(phone.post("/s", filled(form, "写到一半，写完了")))
    assert turns(phone.page) == ["写到一半，写完了"]
    phone.get("/s")
    assert say("zh", "phone.unsent.title", n=1) not in phone.page


def test_a_draft_that_arrives_after_its_turn_is_no_second_turn(room: Room, phone: Handset) -> None:
    record(phone)
    form = typing(phone)
    phone.post("/s", filled(form, "一句话"))
    assert phone.post("/s/draft", filled(form, "一句话"), json=True).status_code == 409
    phone.get(HERE)
    assert typing(phone).value("text") == ""


def test_nobody_goes_on_over_a_turn_that_is_typed_and_not_added(room: Room, phone: Handset) -> None:
    record(phone)
    phone.post("/s/draft", filled(typing(phone), "写到一半"), json=True)
    go = next(one for one in forms_in(phone.page) if one.value("act") == "go_on")
    reply = phone.post("/s", dict(go.values))
    phone.follow(reply)
    assert say("zh", "dialogue.told.unsent") in phone.page
    assert typing(phone).value("text") == "写到一半"


def test_who_has_listened_goes_on_to_what_is_asked_next(room: Room, phone: Handset) -> None:
    phone.get(HERE)
    go = next(one for one in forms_in(phone.page) if one.value("act") == "go_on")
    phone.follow(phone.post("/s", dict(go.values)))
    phone.get(f"/s?step={CASE}&question=asked")
    assert say("zh", "dialogue.onward") in phone.page


def test_a_correction_over_another_ones_comes_back_with_its_words(
    room: Room, phone: Handset, other: Handset
) -> None:
    record(phone, "三个人")
    record(other)
    number = re.findall(r'value="star:(\d+)"', other.page)[0]
    for one in (phone, other):
        one.get(f"{HERE}&edit={number}")
    late = filled(typing(other), "三十个人")
    phone.follow(phone.post("/s/log", filled(typing(phone), "十三个人")))
    assert turns(phone.page) == ["十三个人"]
    reply = other.post("/s/log", late)
    assert reply.status_code == 422
    assert say("zh", "dialogue.told.stale") in other.page
    assert typing(other).value("text") == "三十个人"
    other.follow(other.post("/s/log", filled(typing(other), "三十个人")))
    assert turns(other.page) == ["三十个人"]


def test_the_tick_tells_nothing_new_until_there_is(room: Room, phone: Handset, other: Handset) -> None:
    other.get(HERE)
    since = re.findall(r'data-turns="(\d+)"', other.page)[0]
    ask = f"/s/log/tick?step={CASE}&question=asked&since="
    assert other.client.get(ask + since).status_code == 204
    record(phone, "来了一句")
    reply = other.client.get(ask + since)
    assert (reply.status_code, turns(reply.text)) == (200, ["来了一句"])
    assert "<html" not in reply.text


def test_an_empty_turn_is_sent_back_and_words_too_long_are_kept(room: Room, phone: Handset) -> None:
    record(phone)
    assert phone.post("/s", filled(typing(phone), "  ")).status_code == 422
    assert say("zh", "errors.dialogue.empty") in phone.page
    assert phone.post("/s", filled(typing(phone), "长" * 301)).status_code == 422
    assert typing(phone).value("text") == "长" * 301


def test_a_dialogue_can_be_read_after_its_step_and_not_before(room: Room, phone: Handset) -> None:
    record(phone, "说过的话")
    room.act(Action.FREEZE, CASE)
    room.act(Action.CLOSE, CASE)
    phone.get(HERE)
    assert turns(phone.page) == ["说过的话"]


def test_words_of_others_are_escaped(room: Room, phone: Handset, other: Handset) -> None:
    record(phone, "<script>alert(1)</script>")
    other.get(HERE)
    assert "<script>alert" not in other.page


def test_nobody_needs_a_seat_to_be_told_that_they_need_one(
    room: Room, new_phone: Callable[[], Handset]
) -> None:
    stranger = new_phone()
    stranger.get(HERE)
    assert form_to(stranger.page, "/s/log") is None
    assert stranger.client.get(f"/s/log/tick?step={CASE}&question=asked").status_code == 401


def test_leaving_says_what_stays(room: Room, phone: Handset, other: Handset) -> None:
    record(phone, "主讲人说的话")
    phone.get("/s/mine")
    assert say("zh", "dialogue.mine.leave") in phone.page
    phone.post("/s/withdraw", {"seat": [typing_seat(phone)]})
    other.get(HERE)
    assert turns(other.page) == ["主讲人说的话"]


def typing_seat(phone: Handset) -> str:
    form = form_to(phone.page, "/s/withdraw")
    assert form is not None
    return form.value("seat")
