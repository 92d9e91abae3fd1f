"""A commitment on the phone, without script: written with a day and a witness, witnessed, and told of after the camp."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.app_context import Clock
from tests.room_test.forms import Fields, PageForm, forms_in
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import COMMIT, Room
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.columns import day_text
from workshop.model.camp import Action
from workshop.model.commitment import Became, Heard, Pulse
from workshop.model.trial import Way
from workshop.services.camp import answers, camps
from workshop.services.follow import commitments, pulses
from workshop.services.follow.pulses import Followed

# The room's clock stands at 2 March 2026, a Monday; everything is opened on that day.
PROMISE = {
    "row.0.what": ["办一次摄影展"],
    "row.0.first": ["周三碰到他，就问哪张最得意"],
    "row.0.sign": ["院子里挂出十张照片"],
}


@pytest.fixture
def witness(new_phone: Callable[[], Handset]) -> Handset:
    made = new_phone()
    made.join("阿芬", "乙社区", "resident_leader")
    return made


def asked(room: Room, phone: Handset) -> PageForm:
    """The commitment's form on the phone."""
    if phone.form is None or phone.form.value("step") != COMMIT:
        phone.get(f"/s?step={COMMIT}")
    assert phone.form is not None, phone.page
    return phone.form


def promise(room: Room, phone: Handset, fields: Fields) -> None:
    phone.follow(phone.send(asked(room, phone), {**PROMISE, **fields}))
    assert phone.status == 200, phone.page


def code_of(form: PageForm) -> str:
    """The only other person who can be chosen."""
    (other,) = [code for code in form.offers["row.0.with"] if code]
    return other


def form_at(page: str, action: str) -> PageForm:
    return next(form for form in forms_in(page) if form.action == action)


def tell(phone: Handset, became: str, **typed: str) -> None:
    """Fill in the page's form and send it, as a browser without script would."""
    phone.get("/s/promise")
    form = form_at(phone.page, "/s/promise")
    fields = {name: [form.value(name)] for name in ("key", "promise", "seat")}
    fields |= {"became": [became]} if became else {}
    phone.follow(phone.post("/s/promise", fields | {name: [text] for name, text in typed.items()}))


def followed(room: Room, phone: Handset) -> Followed:
    (one,) = pulses.of_seat(room.context, seat_of(room, phone))
    return one


def test_a_day_is_read_as_people_write_it_and_nobody_witnesses_themselves(
    room: Room, phone: Handset, witness: Handset
) -> None:
    room.open(COMMIT)
    form = asked(room, phone)
    assert form.days == ["row.0.day"]
    assert len([code for code in form.offers["row.0.with"] if code]) == 1
    promise(room, phone, {"row.0.day": ["3月16日"], "row.0.with": [code_of(form)]})
    one = followed(room, phone).held
    assert (one.commitment.what, str(one.commitment.day)) == ("办一次摄影展", "2026-03-16")
    assert one.witness is not None
    assert one.witness.nickname == "阿芬"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"row.0.day": ["下周吧"]}, "day_unread"),
        ({"row.0.day": ["3/4"]}, "day_unread"),  # the third of April, or the fourth of March?
        ({"row.0.day": ["2026-02-30"]}, "day_unread"),
        ({"row.0.day": ["9999-12-31"]}, "day_far"),
        ({"row.0.day": ["2027-03-04"]}, "day_far"),  # a year and two days after 2 March 2026
        ({"row.0.day": ["2026-03-01"]}, "day_past"),
        ({"row.0.day": ["2020-03-04"]}, "day_past"),
        ({"row.0.with.other": ["王老师"], "row.0.with": ["*"]}, "two_people"),
    ],
)
def test_what_cannot_be_kept_as_it_is_comes_back_as_it_was_typed(
    room: Room, phone: Handset, witness: Handset, fields: Fields, code: str, language: Language
) -> None:
    room.open(COMMIT)
    phone.follow(phone.get(f"/s?lang={language}"))
    form = asked(room, phone)
    typed = {name: [code_of(form) if one == "*" else one for one in texts] for name, texts in fields.items()}
    phone.send(form, {**PROMISE, **typed})
    assert phone.status == 422
    problem = say(language, f"errors.exercises.{code}", text=typed.get("row.0.day", [""])[0], name="王老师")
    assert problem in phone.page
    back = asked(room, phone)
    for name, texts in (PROMISE | typed).items():
        assert back.value(name) == texts[0]
    assert answers.given_by(room.context, seat_of(room, phone)) == ()
    # The same words are still there after the page was closed.
    phone.get("/s")
    assert asked(room, phone).value("row.0.what") == "办一次摄影展"


def test_the_witness_sees_it_on_their_own_phone_and_accepts_or_declines(
    room: Room, phone: Handset, witness: Handset
) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.day": ["2026-03-16"], "row.0.with": [code_of(asked(room, phone))]})
    assert say("zh", "commitments.witness.asked", name="阿芬") in phone.page
    room.act(Action.CLOSE, COMMIT)
    witness.get("/s")
    assert say("zh", "commitments.asked_link") in witness.page
    witness.get("/s/promise")
    assert "办一次摄影展" in witness.page
    for go, told in (("yes", "accepted"), ("no", "declined"), ("yes", "accepted")):
        witness.get("/s/promise")
        form = form_at(witness.page, "/s/promise/witness")
        fields = {name: [form.value(name)] for name in ("key", "whose", "promise", "seat")} | {"go": [go]}
        witness.follow(witness.post("/s/promise/witness", fields))
        witness.post("/s/promise/witness", fields)  # a double tap
        phone.get("/s/promise")
        assert say("zh", f"commitments.witness.{told}", name="阿芬") in phone.page
    witness.get("/s")
    assert say("zh", "commitments.asked_link") not in witness.page


def test_nobody_else_can_accept(room: Room, phone: Handset, witness: Handset) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.with": [code_of(asked(room, phone))]})
    mine = code_of(asked(room, witness))
    phone.get("/s/promise")
    fields = {"key": ["k" * 20], "whose": [mine], "promise": [f"{COMMIT}.promise.0"], "go": ["yes"]}
    phone.post("/s/promise/witness", fields)
    assert phone.status == 409
    assert say("zh", "errors.commitments.not_witness") in phone.page
    assert followed(room, phone).held.accepted is None


def test_after_the_camp_it_is_asked_on_the_day_and_told_once(
    room: Room, phone: Handset, clock: Clock
) -> None:
    """7, 30 and 90 days after 2 March 2026, by the calendar: 9 March, 1 April, 31 May."""
    room.open(COMMIT)
    promise(room, phone, {"row.0.with.other": ["王老师"]})
    room.act(Action.CLOSE, COMMIT)
    assert [str(one.on) for one in followed(room, phone).asks] == ["2026-03-09", "2026-04-01", "2026-05-31"]
    seen = []
    for days in (0, 7, 23, 60):
        clock.forward(days=days)
        waiting = followed(room, phone).waiting
        seen.append(waiting.due if waiting else 0)
        phone.get("/s")
        assert (say("zh", "commitments.due_link") in phone.page) == bool(waiting)
        if waiting:
            tell(phone, "kept", evidence=f"第 {waiting.due} 天看到的", stands="1.0")
            assert say("zh", "commitments.done.kept") in phone.page
            assert say("zh", "commitments.told.on_the_day") in phone.page
    assert seen == [0, 7, 30, 90]
    assert [(one.due, one.said.became, one.said.stands) for one in followed(room, phone).words] == [
        (days, Became.KEPT, "1.0") for days in (7, 30, 90)
    ]


def test_early_and_late_are_said_as_what_they_are(room: Room, phone: Handset, clock: Clock) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    clock.forward(days=3)
    tell(phone, "not_yet")
    assert say("zh", "commitments.told.early", n=4, date="2026-03-05") in phone.page
    clock.forward(days=4)
    # "Not yet" before the day does not answer the question of the day.
    assert followed(room, phone).waiting is not None
    clock.forward(days=5)
    tell(phone, "changed", evidence="改成了茶话会", helped="书记给了地方")
    assert say("zh", "commitments.told.late", n=5, date="2026-03-14") in phone.page
    latest = followed(room, phone).latest
    assert latest is not None
    assert (latest.due, latest.said.became, latest.said.helped) == (7, Became.CHANGED, "书记给了地方")


def test_opening_a_step_again_for_latecomers_does_not_move_the_days(
    room: Room, phone: Handset, clock: Clock
) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    room.act(Action.CLOSE, COMMIT)
    days = [one.on for one in followed(room, phone).asks]
    clock.forward(days=5)
    room.open(COMMIT)
    assert [one.on for one in followed(room, phone).asks] == days


def test_a_form_sent_twice_is_one_word_and_nothing_chosen_comes_back_with_the_words(
    room: Room, phone: Handset
) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    tell(phone, "", evidence="院子里挂了三张")
    assert phone.status == 422
    assert "院子里挂了三张" in phone.page
    form = form_at(phone.page, "/s/promise")
    fields = {name: [form.value(name)] for name in ("key", "promise", "seat", "evidence")}
    for _ in range(2):
        assert phone.post("/s/promise", fields | {"became": ["kept"]}).status_code == 303
    assert len(followed(room, phone).words) == 1


def test_a_draft_survives_and_goes_when_it_is_sent(room: Room, phone: Handset) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    phone.get("/s/promise")
    form = form_at(phone.page, "/s/promise")
    typed = {name: [form.value(name)] for name in ("key", "promise", "seat")} | {"evidence": ["写到一半"]}
    assert phone.post("/s/promise/draft", typed, json=True).status_code == 204
    phone.get("/s/promise")
    again = form_at(phone.page, "/s/promise")
    assert (again.value("evidence"), again.value("key")) == ("写到一半", form.value("key"))
    tell(phone, "kept", evidence="写完了")
    assert phone.post("/s/promise/draft", typed, json=True).status_code == 409
    phone.get("/s/promise")
    assert form_at(phone.page, "/s/promise").value("evidence") == ""


def test_a_lost_cookie_ninety_days_later_loses_no_word(room: Room, phone: Handset, clock: Clock) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    room.act(Action.CLOSE, COMMIT)
    clock.forward(days=90)
    phone.get("/s/promise")
    form = form_at(phone.page, "/s/promise")
    fields = {name: [form.value(name)] for name in ("key", "promise")}
    seat = seat_of(room, phone)
    phone.client.cookies.clear()
    phone.post("/s/promise", fields | {"became": ["kept"], "evidence": ["照片还挂着"]})
    assert phone.status == 401
    door = form_at(phone.page, "/s/recover")
    fields = {name: [text] for name, (text, *_) in door.values.items()}
    fields |= {"code": [room.camp.code], "recovery": [phone.recovery]}
    phone.follow(phone.post("/s/recover", fields))
    assert "照片还挂着" in phone.page
    (one,) = pulses.of_seat(room.context, seat)
    assert [(word.due, word.said.evidence) for word in one.words] == [(90, "照片还挂着")]


def test_who_withdraws_takes_words_replies_and_the_witness_name_along(
    room: Room, phone: Handset, witness: Handset
) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.with": [code_of(asked(room, phone))]})
    witness.get("/s/promise")
    form = form_at(witness.page, "/s/promise/witness")
    fields = {name: [form.value(name)] for name in ("key", "whose", "promise", "seat")} | {"go": ["yes"]}
    witness.post("/s/promise/witness", fields)
    tell(phone, "kept", evidence="照片挂起来了")
    witness.post("/s/withdraw", {})
    phone.get("/s/promise")
    assert "阿芬" not in phone.page
    assert say("zh", "exercises.person_gone") in phone.page
    phone.post("/s/withdraw", {})
    assert pulses.in_camp(room.context, room.camp.id) == ()
    held = room.context.store.read(
        lambda connection: commitments.of_camp_in(
            connection, room.context, camps.find(room.context, room.camp.id)
        )
    )
    assert held == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_and_needs_no_commitment(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.follow(phone.get(f"/s/promise?lang={language}"))
    assert say(language, "commitments.none") in phone.page


def test_an_answer_of_the_first_version_can_still_be_read(room: Room, phone: Handset) -> None:
    """As stored before days and witnesses had columns of their own."""
    room.open(COMMIT)
    seat = seat_of(room, phone)
    row = {"what": "办摄影展", "first": "先问他", "with": "和小王", "date": "12 月 5 日"}
    answers.submit(room.context, seat, "v1" * 10, COMMIT, "promise", {"rows": [row]})
    phone.get("/s/promise")
    assert [text for text in row.values() if text not in phone.page] == []
    assert "哪一天回头看" in phone.page
    assert followed(room, phone).held.commitment.day is None


def test_a_commitment_changed_later_keeps_what_was_said_of_it(room: Room, phone: Handset) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    tell(phone, "kept")
    phone.get(f"/s?step={COMMIT}")
    promise(room, phone, {"row.0.what": ["办两次摄影展"]})
    one = followed(room, phone)
    assert (one.held.commitment.what, len(one.words)) == ("办两次摄影展", 1)


def test_the_calendar_goes_with_the_person(room: Room, phone: Handset) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.day": ["2026-03-16"]})
    reply = phone.get("/s/promise.ics")
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", reply.text) == [
        "20260316",
        "20260309",
        "20260401",
        "20260531",
    ]


def test_after_a_no_somebody_else_can_be_asked_also_when_the_step_is_closed(
    room: Room, phone: Handset, witness: Handset
) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.with": [code_of(asked(room, phone))]})
    room.act(Action.CLOSE, COMMIT)
    witness.get("/s/promise")
    form = form_at(witness.page, "/s/promise/witness")
    fields = {name: [form.value(name)] for name in ("key", "whose", "promise", "seat")} | {"go": ["no"]}
    witness.post("/s/promise/witness", fields)
    phone.get("/s/promise")
    form = form_at(phone.page, "/s/promise/ask")
    fields = {name: [form.value(name)] for name in ("key", "promise", "seat")}
    phone.post("/s/promise/ask", fields)
    assert phone.status == 422
    assert say("zh", "errors.commitments.nobody") in phone.page
    tell(phone, "not_yet")
    phone.follow(phone.post("/s/promise/ask", fields | {"with.other": ["王老师"]}))
    assert say("zh", "commitments.witness.outside", name="王老师") in phone.page
    one = followed(room, phone)
    assert (one.held.commitment.what, one.held.commitment.sign) == ("办一次摄影展", "院子里挂出十张照片")
    assert len(one.words) == 1
    witness.get("/s/promise")
    assert "办一次摄影展" not in witness.page


def test_a_promise_whose_day_has_passed_can_still_be_mended(room: Room, phone: Handset, clock: Clock) -> None:
    room.open(COMMIT)
    promise(room, phone, {"row.0.day": ["2026-03-04"]})
    clock.forward(days=10)
    phone.get(f"/s?step={COMMIT}&question=promise")
    form = asked(room, phone)
    assert form.value("row.0.day.asked") == "2026-03-04"
    assert phone.send(form, {**PROMISE, "row.0.day": ["2026-03-04"]}).status_code == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_step_later_than_the_card_asks_for_is_kept_with_a_kind_remark(
    room: Room, phone: Handset, language: Language
) -> None:
    """Written on Monday 2 March: the card asks for a day within seven, the 9th is one, the 10th and the 16th are not."""
    room.open(COMMIT)
    phone.follow(phone.get(f"/s?lang={language}"))
    for day, days in (("2026-03-09", 0), ("2026-03-10", 8), ("2026-03-16", 14)):
        phone.get(f"/s?step={COMMIT}&question=promise")
        assert phone.form is not None
        phone.follow(phone.send(phone.form, {**PROMISE, "row.0.day": [day]}))
        assert (phone.status, followed(room, phone).held.commitment.later) == (200, days)
        for page in ("/s", "/s/promise"):
            phone.get(page)
            assert ('role="note">' in phone.page) == bool(days)
        if days:
            written = day_text(language, date.fromisoformat(day))
            remark = say(language, "commitments.later", day=written, days=days, within=7)
            assert remark in phone.page


def test_the_phone_says_what_was_heard_by_telephone_and_its_owner_may_correct_it(
    room: Room, phone: Handset, clock: Clock
) -> None:
    room.open(COMMIT)
    promise(room, phone, {})
    held = followed(room, phone).held.commitment
    clock.forward(days=7)
    heard = Heard(Way.TELEPHONE, "王阿姨", "facilitator")
    pulses.enter(room.context, room.camp, held.seat.id, held.place, Pulse(Became.DROPPED), heard)
    phone.get("/s/promise")
    assert (
        say("zh", "commitments.heard", way=say("zh", "trials_desk.way.telephone"), name="王阿姨")
        in phone.page
    )
    tell(phone, "kept")
    latest = followed(room, phone).latest
    assert latest is not None
    assert (latest.said.became, latest.heard) == (Became.KEPT, None)
