"""Before handing in one looks at everything once: nothing is lost by leaving, everything can still be changed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from tests.phone.test_answers import given, level, shown
from tests.phone.test_results import text
from tests.room_test.forms import PageForm
from tests.room_test.handset import OWN, Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, Room
from workshop.base.text import Language, say
from workshop.model.camp import Action
from workshop.services.camp import progress
from workshop.services.camp.participant_view import participant_view

REVIEW = f"/s?step={CHECK}&question=rate.review"
DIMENSIONS = tuple(f"rate.D{number}" for number in range(1, 11))


def rate(phone: Handset, *, but: tuple[str, ...] = ()) -> None:
    """Level 1 with an example for every dimension but some."""
    for question in DIMENSIONS:
        if question not in but:
            phone.send(shown(phone, f"/s?step={CHECK}&question={question}"), level("1"))


def change(phone: Handset, question: str) -> PageForm:
    """Follow the review's own link to a question."""
    link = f"/s?step={CHECK}&then=review&question={question}"
    assert html.escape(link) in phone.page
    return shown(phone, link)


def send_with_way_back(phone: Handset, form: PageForm, fields: dict[str, list[str]]) -> str:
    reply = phone.post("/s", {name: [form.value(name)] for name in (*OWN, "then")} | fields)
    phone.follow(reply)
    return reply.headers["location"]


def test_the_review_comes_after_the_last_dimension_and_then_the_next_question(
    room: Room, phone: Handset
) -> None:
    room.open()
    rate(phone)
    form = shown(phone)
    assert form.value("question") == "rate.review"
    phone.follow(phone.send(form, {}))
    assert phone.form is not None
    assert phone.form.value("question") == "obstacles"
    assert given(room, phone)["rate.review"] == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_dimension_stands_there_with_what_was_said(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    room.open()
    rate(phone, but=("rate.D2", "rate.D3", "rate.D4"))
    answers = {
        "rate.D2": {"level": ["3"], "confidence": ["unsure"]},
        "rate.D3": {"level": ["unknown"]},
        "rate.D4": {"level": ["2"], "when": ["十月"], "started": ["residents"], "evidence": ["摄影展"]},
    }
    for question, fields in answers.items():
        phone.send(shown(phone, f"/s?step={CHECK}&question={question}"), fields)
    phone.get(REVIEW)
    rubric = room.context.content.rubric(room.camp.rubric)
    page = html.unescape(phone.page)
    lines = dict(zip([one.id for one in rubric.dimensions], page.split('<li class="line')[1:], strict=True))
    for dimension in rubric.dimensions:
        assert dimension.name.of(language) in lines[dimension.id]
    assert rubric.dimension("D2").anchors[3].text.of(language) in lines["D2"]
    assert 'href="#hypothesis"' in lines["D2"]
    # The highest of all, and without an example.
    for doubt in ("unsure", "highest"):
        assert say(language, f"exercises.review.{doubt}") in lines["D2"]
    assert say(language, "exercises.review.unknown") in lines["D3"]
    assert say(language, "exercises.review.highest") not in lines["D3"]
    parts = ("十月", say(language, "exercises.started.residents"), "摄影展")
    assert say(language, "exercises.joiner").join(parts) in text(lines["D4"])
    assert say(language, "exercises.review.help") in page


def test_a_changed_answer_leads_back_to_the_review(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone)
    phone.get(REVIEW)
    where = send_with_way_back(phone, change(phone, "rate.D3"), {"level": ["2"]})
    assert where == f"/s?step={CHECK}&question=rate.review&told=replaced"
    assert phone.form is not None
    assert phone.form.value("question") == "rate.review"
    assert given(room, phone)["rate.D3"]["level"] == 2


def test_one_goes_back_to_the_review_without_changing_anything(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone)
    phone.get(REVIEW)
    where = send_with_way_back(phone, change(phone, "rate.D3"), {"level": ["0"], "go": ["back"]})
    assert where == f"/s?step={CHECK}&question=rate.review"
    assert given(room, phone)["rate.D3"]["level"] == 1
    # What was half changed is kept, and said.
    assert phone.page.count(say("zh", "exercises.review.changing")) == 1


def test_an_unfinished_change_keeps_its_way_back(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, but=("rate.D4",))
    phone.get(REVIEW)
    form = change(phone, "rate.D4")
    phone.post("/s", {name: [form.value(name)] for name in (*OWN, "then")})
    assert (phone.status, phone.form and phone.form.value("then")) == (422, "review")


def test_what_is_not_answered_is_named_and_led_to(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, but=("rate.D4", "rate.D9"))
    phone.get(REVIEW)
    assert say("zh", "exercises.review.lacking", n=2) in phone.page
    send_with_way_back(phone, change(phone, "rate.D4"), {"level": ["1"]})
    assert say("zh", "exercises.review.lacking", n=1) in phone.page
    send_with_way_back(phone, change(phone, "rate.D9"), {"level": ["1"]})
    assert say("zh", "exercises.review.lacking", n=1) not in phone.page


def test_nothing_waits_for_the_review(room: Room, phone: Handset) -> None:
    """Who leaves before handing in is done, is in no list of stuck people, and has a result."""
    room.open()
    rate(phone)
    phone.send(shown(phone, f"/s?step={CHECK}&question=obstacles"), {"chosen": ["O1"]})
    how = progress.progress(room.context, room.camp, CHECK)
    assert (how.total, how.done, [one.stuck for one in how.seats]) == (11, 1, [False])
    phone.get("/s/result")
    assert say("zh", "phone.result.none") not in phone.page
    participant = participant_view(room.context, seat_of(room, phone), "zh")
    assert next(one for one in participant.steps if one.step.id == CHECK).complete
    room.act(Action.FREEZE)
    phone.get("/s")
    assert say("zh", "phone.stopped.text", n=11) not in phone.page


def test_after_handing_in_one_may_still_change_and_is_told_so(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone)
    phone.send(shown(phone), {})
    phone.get(REVIEW)
    assert say("zh", "exercises.review.again") in phone.page
    send_with_way_back(phone, change(phone, "rate.D1"), {"level": ["3"]})
    assert given(room, phone)["rate.D1"]["level"] == 3
    assert "data-submit" not in phone.page
    assert phone.form is not None


def test_a_review_handed_in_twice_is_one_answer(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone)
    form = shown(phone)
    told = [phone.send(form, {}).headers["location"] for _ in range(2)]
    assert told == ["/s?told=stored", "/s?told=already"]


def test_an_address_with_another_way_back_is_no_way_anywhere(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone, f"/s?step={CHECK}&question=rate.D1&then=//elsewhere.example")
    assert "elsewhere" not in re.sub(r'href="/s\?[^"]*"', "", phone.page)
    reply = phone.post("/s", {**{name: [form.value(name)] for name in OWN}, "then": ["//x"], **level("1")})
    assert reply.headers["location"] == "/s?told=stored"


def test_how_many_are_done_is_said_on_every_question(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, but=DIMENSIONS[3:])
    phone.get("/s")
    assert say("zh", "phone.question.count", number=4, total=10) in phone.page
    assert say("zh", "phone.question.done", n=3) in phone.page
    # The place is kept, and the code that leads back to it is at hand.
    assert say("zh", "phone.pause.line") in phone.page
    assert phone.recovery in phone.page


def test_where_the_team_stands_far_apart_an_example_is_asked_for_without_saying_who(
    room: Room, phone: Handset, new_phone: Callable[[], Handset]
) -> None:
    """Three of one community say 3, 1 and 1 of groups alive (D4), which asks for no example by itself."""
    room.open()
    apart = say("zh", "exercises.review.apart")
    rate(phone, but=("rate.D4",))
    phone.send(shown(phone, f"/s?step={CHECK}&question=rate.D4"), {"level": ["3"]})
    for nickname in ("小张", "小王"):
        # With two people "somebody differs" would say who.
        phone.get(REVIEW)
        assert apart not in phone.page
        other = new_phone()
        other.join(nickname, "甲社区", "resident")
        other.send(shown(other, f"/s?step={CHECK}&question=rate.D4"), {"level": ["1"]})
    phone.get(REVIEW)
    lines = html.unescape(phone.page).split('<li class="line')[1:]
    assert [number for number, line in enumerate(lines, 1) if apart in line] == [4]
    assert not any(nickname in phone.page for nickname in ("小张", "小王"))
    phone.send(change(phone, "rate.D4"), {"level": ["3"], "evidence": ["舞蹈队每周三"]})
    phone.get(REVIEW)
    assert apart not in phone.page


def test_only_who_acts_and_who_benefits_ask_for_an_example_at_once(room: Room, phone: Handset) -> None:
    room.open()
    folded = [
        question
        for question in DIMENSIONS
        if shown(phone, f"/s?step={CHECK}&question={question}") and '<details class="evidence"' in phone.page
    ]
    assert [one for one in DIMENSIONS if one not in folded] == ["rate.D3", "rate.D5"]
    # From the review it stands open: that is what one came for.
    rate(phone)
    phone.get(REVIEW)
    change(phone, "rate.D4")
    assert '<section class="evidence"' in phone.page
