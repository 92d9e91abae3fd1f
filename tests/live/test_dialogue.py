"""The facilitator's page of a dialogue: typed there without script, followed by phones, closed to participants."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.room_test.forms import Fields, PageForm, forms_in
from tests.room_test.handset import Handset
from tests.room_test.stage import USUAL, Room, make_room
from workshop.base.text import say

CASE = "case-dialogue"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), exercises=(*USUAL, CASE)) as made:
        made.open(CASE)
        yield made


@pytest.fixture
def phone(room: Room) -> Handset:
    made = Handset(room.client(), room.camp.code)
    made.join("小林", "甲社区", "resident")
    return made


def typing(page: str) -> PageForm:
    return next(one for one in forms_in(page) if "text" in one.writing)


def typed(page: str, text: str, **other: str) -> Fields:
    fields: Fields = {name: values[-1:] for name, values in typing(page).values.items()}
    return {**fields, "text": [text], **{name: [value] for name, value in other.items()}}


def turns(page: str) -> list[str]:
    return [
        html.unescape(text) for text in re.findall(r'<li class="card" id="t\d+">.*?<p>(.*?)</p>', page, re.S)
    ]


def post(remote: Remote, fields: Fields) -> int:
    reply = remote.client.post(f"/r/log/{CASE}", data=fields)
    if reply.status_code == 303:
        remote.open(reply.headers["location"])
    else:
        remote.page = reply.text
    return reply.status_code


def test_the_remote_leads_to_the_dialogue_of_its_step(remote: Remote) -> None:
    assert f'href="/r/log/{CASE}?camp=' in remote.page
    remote.open(f"/r/log/{CASE}")
    assert remote.status == 200
    # One with several dialogues lets the facilitator choose.
    assert "question=turning" in remote.page


def test_what_the_facilitator_types_is_on_the_phones(remote: Remote, phone: Handset) -> None:
    remote.open(f"/r/log/{CASE}")
    assert post(remote, typed(remote.page, "第一步是去敲门", speaker="teller", kind="answer")) == 303
    assert turns(remote.page) == ["第一步是去敲门"]
    # The speaker stays chosen for the next turn: an answer is rarely the last.
    assert typing(remote.page).value("speaker") == "teller"
    phone.get(f"/s/log?step={CASE}&question=asked")
    assert "第一步是去敲门" in phone.page


def test_two_facilitators_and_the_same_page_twice(remote: Remote, new_remote: Callable[[], Remote]) -> None:
    other = new_remote()
    for one in (remote, other):
        one.open(f"/r/log/{CASE}")
    fields = typed(remote.page, "一句")
    assert [post(remote, fields), post(remote, fields)] == [303, 303]
    post(other, typed(other.page, "另一句"))
    assert turns(other.page) == ["另一句", "一句"]


def test_a_correction_over_anothers_comes_back(remote: Remote, new_remote: Callable[[], Remote]) -> None:
    other = new_remote()
    remote.open(f"/r/log/{CASE}")
    post(remote, typed(remote.page, "三个人"))
    number = re.findall(r'id="t(\d+)"', remote.page)[0]
    for one in (remote, other):
        one.open(f"/r/log/{CASE}?question=asked&edit={number}")
    assert post(remote, typed(remote.page, "十三个人")) == 303
    assert post(other, typed(other.page, "三十个人")) == 422
    assert say("zh", "dialogue.told.stale") in other.page
    assert typing(other.page).value("text") == "三十个人"


def test_an_empty_turn_is_sent_back(remote: Remote) -> None:
    remote.open(f"/r/log/{CASE}")
    assert post(remote, typed(remote.page, " ")) == 422
    assert say("zh", "errors.dialogue.empty") in remote.page


def test_the_tick_tells_of_what_phones_type(remote: Remote, phone: Handset) -> None:
    remote.open(f"/r/log/{CASE}")
    since = re.findall(r'data-turns="(\d+)"', remote.page)[0]
    where = f"/r/log/{CASE}/tick?question=asked&since="
    assert remote.client.get(where + since).status_code == 204
    phone.get(f"/s/log?step={CASE}&question=asked")
    form = next(one for one in forms_in(phone.page) if one.action == "/s/log")
    phone.follow(phone.post("/s/log", {**form.values, "press": ["record"]}))
    phone.post("/s", typed(phone.page, "手机记的"))
    assert turns(remote.client.get(where + since).text) == ["手机记的"]


def test_a_participant_is_led_to_the_door(room: Room, phone: Handset) -> None:
    reply = phone.client.get(f"/r/log/{CASE}")
    assert (reply.status_code, reply.headers["location"]) == (303, "/login?next=/r")
    assert phone.client.post(f"/r/log/{CASE}", data={"act": "say", "text": "x"}).status_code == 303
    assert phone.client.get(f"/r/log/{CASE}/tick").status_code == 401


def test_a_step_that_keeps_no_dialogue_says_so(remote: Remote) -> None:
    remote.open("/r/log/stage-check")
    assert remote.status == 404
