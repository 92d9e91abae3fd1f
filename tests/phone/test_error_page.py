"""Something breaks on one page: it is told there, nobody's words are logged or shown, and answering goes on."""

from __future__ import annotations

import pytest

from tests.phone.test_answers import answer_all
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, Room
from workshop.base.text import say
from workshop.services.camp import answers, progress
from workshop.services.learn import suggestions
from workshop.services.seats import seats


@pytest.mark.slow
def test_suggestions_that_break_stop_nobody_from_answering(
    room: Room, phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()

    def broken(*_: object) -> None:
        raise RuntimeError("小林写的话")

    monkeypatch.setattr(suggestions, "suggest", broken)
    phone.get("/s/cards")
    assert phone.status == 500
    assert say("zh", "phone.fault.page") in phone.page
    assert 'href="/s"' in phone.page
    assert "小林写的话" not in phone.page
    answer_all(phone, room)
    assert progress.answers_received(room.context, room.camp.id)[CHECK] > 1
    assert phone.get("/s/result").status_code == 200


def test_an_answer_that_meets_a_fault_may_be_sent_again(
    room: Room, phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()
    phone.get("/s")
    form = phone.form
    assert form is not None
    with monkeypatch.context() as broken:
        broken.setattr(answers, "submit", lambda *_: 1 / 0)
        reply = phone.send(form, {"level": ["1"]})
        assert reply.status_code == 500
        assert say("zh", "phone.fault.posted") in reply.text
    assert phone.send(form, {"level": ["1"]}).headers["location"] == "/s?told=stored"
    assert progress.answers_received(room.context, room.camp.id) == {CHECK: 1}


def test_a_script_is_told_of_a_fault_in_its_own_way_and_keeps_trying(
    room: Room, phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()
    phone.get("/s")
    form = phone.form
    assert form is not None
    monkeypatch.setattr(answers, "save_draft", lambda *_: 1 / 0)
    reply = phone.draft(form, {"level": ["1"]})
    # phone.js takes 500 and above for "waiting" and sends again.
    assert (reply.status_code, reply.json()) == (500, {"message": say("zh", "phone.fault.posted")})


def test_the_page_that_tells_of_a_fault_does_not_need_the_store(
    phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "held_by", lambda *_: 1 / 0)
    phone.get("/s")
    assert phone.status == 500
    assert say("zh", "phone.fault.page") in phone.page


def test_the_log_gets_the_place_and_not_the_words(
    room: Room, phone: Handset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room.open()

    def broken(*_: object) -> None:
        raise RuntimeError("小林写的话")

    monkeypatch.setattr(suggestions, "suggest", broken)
    phone.get("/s/cards")
    logged = "".join(capsys.readouterr())
    assert "page_failed" in logged
    assert "RuntimeError" in logged
    assert "test_error_page.py" in logged
    assert "小林" not in logged
