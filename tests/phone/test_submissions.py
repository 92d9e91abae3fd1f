"""Telling a case on a phone: kept, marked, handed in once, asked back, taken back; all without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.room_test.forms import Fields, form_to
from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from tests.services.learn.made_submissions import TELLING
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.case import Outcome, Submission, SubmissionState
from workshop.services.learn import case_review, submissions
from workshop.services.learn.case_base import submissions_of
from workshop.store import submissions as rows

FULL: Fields = {
    "stuck": ["通知贴了一个月，没有一个人来"],
    "chosen": ["O5", "O3"],
    "first": ["O3"],
    "households": ["640"],
    "committee_support": ["2"],
    "move.0.code": ["seep"],
    "move.0.text": ["天天傍晚去院坝坐"],
    "move.0.by": ["社工"],
    "outcome.O3": ["passed"],
    "outcome.O5": ["not"],
    "without": ["worker_time"],
    "first_step": ["要是不下雨，就去坐半个钟头"],
    "question": ["头一个是怎么碰上的？"],
}


def begun(phone: Handset) -> str:
    phone.get("/s/tell")
    form = form_to(phone.page, "/s/tell/new")
    assert form is not None
    for _ in range(2):
        reply = phone.post("/s/tell/new", {"key": [form.value("key")]})
    phone.follow(reply)
    page = form_to(phone.page, "/s/tell")
    assert page is not None
    return page.value("case")


def sent(phone: Handset, case: str, go: str, **fields: list[str]) -> int:
    reply = phone.post("/s/tell", {"case": [case], "go": [go], **FULL, **fields})
    phone.follow(reply)
    return reply.status_code


def told_in(room: Room) -> tuple[Submission, ...]:
    return room.context.store.read(lambda connection: rows.submissions_in(connection, room.camp.id))


def test_a_double_tap_begins_one_story_and_what_is_kept_is_there_again(room: Room, phone: Handset) -> None:
    case = begun(phone)
    assert sent(phone, case, "keep") == 303
    (told,) = told_in(room)
    assert told.state is SubmissionState.DRAFT
    telling = told.telling
    assert telling.obstacles == ("O3", "O5")
    assert telling.outcomes == (("O3", Outcome.PASSED), ("O5", Outcome.NOT))
    assert (telling.households, telling.committee_support, telling.groups) == (640, 2, None)
    form = form_to(phone.page, "/s/tell")
    assert form is not None
    for name in ("stuck", "move.0.code", "move.0.text", "outcome.O5", "first_step", "households"):
        assert form.value(name) == FULL[name][0]


def test_it_is_handed_in_only_with_consent_and_only_once(room: Room, phone: Handset) -> None:
    case = begun(phone)
    assert sent(phone, case, "hand_in") == 422
    assert say("zh", "errors.told.consent") in phone.page
    for _ in range(2):
        assert sent(phone, case, "hand_in", consent=["yes"]) == 303
    (told,) = told_in(room)
    assert (told.state, told.contact_ok) == (SubmissionState.SUBMITTED, False)
    assert [line.what.value for line in submissions.lines(room.context, told)] == ["started", "submitted"]
    assert form_to(phone.page, "/s/tell") is None


def test_it_is_kept_while_it_is_written_without_a_page_in_between(room: Room, phone: Handset) -> None:
    case = begun(phone)
    reply = phone.post("/s/tell", {"case": [case], "go": ["keep"], "stuck": ["没人来"]}, json=True)
    assert reply.status_code == 204
    assert told_in(room)[0].telling.stuck == "没人来"
    assert "keep.js" in phone.page


def test_a_fourth_obstacle_is_not_cut_off_but_said(room: Room, phone: Handset) -> None:
    case = begun(phone)
    four = ["O1", "O2", "O3", "O5"]
    became = {f"outcome.{code}": ["passed"] for code in four}
    sent(phone, case, "keep", chosen=four)
    assert sorted(told_in(room)[0].telling.obstacles) == four
    assert say("zh", "errors.told.too_many", n=3) in phone.page
    assert sent(phone, case, "hand_in", chosen=four, consent=["yes"], **became) == 422
    assert told_in(room)[0].state is SubmissionState.DRAFT


def test_nothing_is_ticked_at_first_and_ticks_stay_while_something_is_mended(
    room: Room, phone: Handset
) -> None:
    case = begun(phone)

    def ticked() -> list[str]:
        return re.findall(r'name="(consent|contact)" value="yes" checked', phone.page)

    assert ticked() == []
    sent(phone, case, "hand_in", consent=["yes"], contact=["yes"], first_step=[""])
    assert ticked() == ["consent", "contact"]
    sent(phone, case, "hand_in", consent=["yes"])
    case_review.ask(room.context, room.camp, case, "几个是新来的？", "facilitator")
    phone.get(f"/s/tell?case={case}")
    assert ticked() == ["consent"]


def test_what_may_give_somebody_away_is_marked_and_left_as_it_is(room: Room, phone: Handset) -> None:
    case = begun(phone)
    sent(phone, case, "keep", result=["王阿姨打了13812345678"])
    assert "<mark" in phone.page
    assert say("zh", "retain.mark.phone") in phone.page
    assert told_in(room)[0].telling.result == "王阿姨打了13812345678"


def test_codes_no_list_knows_and_numbers_that_are_none_are_not_kept(room: Room, phone: Handset) -> None:
    case = begun(phone)
    sent(phone, case, "keep", chosen=["O3", "XX"], households=["many"], without=["gold"], setting=["moon"])
    telling = told_in(room)[0].telling
    assert telling.obstacles == ("O3",)
    assert (telling.households, telling.without, telling.setting) == (None, (), None)


def test_a_question_comes_back_to_the_phone_and_the_case_is_asked_for_wider(
    room: Room, phone: Handset
) -> None:
    case = begun(phone)
    sent(phone, case, "hand_in", consent=["yes"])
    case_review.ask(room.context, room.camp, case, "几个是新来的？", "facilitator")
    phone.get(f"/s/tell?case={case}")
    assert "几个是新来的？" in phone.page
    sent(phone, case, "hand_in", consent=["yes"], result=["五个"])
    case_review.describe(
        room.context,
        room.camp,
        case,
        "facilitator",
        title="坐出来",
        period="",
        stage="0",
        why="",
        limits="天天在",
    )
    case_review.publish(room.context, room.camp, case, "facilitator")
    case_review.ask_wider(room.context, room.camp, case, "facilitator")
    phone.get(f"/s/tell?case={case}")
    assert say("zh", "retain.wider.camp") in phone.page
    phone.post("/s/tell/decide", {"case": [case], "go": ["allow"]})
    assert told_in(room)[0].visibility.value == "camp"


def test_taken_back_it_is_gone_and_nobody_else_can_take_it(
    room: Room, phone: Handset, new_phone: Callable[[], Handset]
) -> None:
    case = begun(phone)
    other = new_phone()
    other.join("阿玲", "甲社区", "resident")
    assert other.post("/s/tell/decide", {"case": [case], "go": ["back"]}).status_code == 403
    assert other.get(f"/s/tell?case={case}").status_code == 403
    phone.post("/s/tell/decide", {"case": [case], "go": ["back"]})
    assert told_in(room) == ()
    assert submissions_of(room.context, room.camp, "zh") == ()
    assert phone.get(f"/s/tell?case={case}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", SubmissionState)
def test_a_story_can_be_read_in_every_state(
    room: Room, phone: Handset, state: SubmissionState, language: Language
) -> None:
    case = begun(phone)
    sent(phone, case, "keep")
    (told,) = told_in(room)
    changed = replace(told, state=state, telling=TELLING)
    room.context.store.write(lambda connection: rows.save_submission(connection, changed))
    phone.follow(phone.get(f"/s/tell?case={case}&lang={language}"))
    phone.get(f"/s/tell?case={case}")
    assert phone.status == 200
    assert say(language, f"retain.state.{state.value}") in phone.page
    assert TELLING.first_step in phone.page


def test_without_a_seat_there_is_nothing_to_tell(new_phone: Callable[[], Handset]) -> None:
    phone = new_phone()
    assert phone.get("/s/tell").status_code == 401
    assert phone.post("/s/tell", {"case": ["x"]}).status_code == 401


def test_what_one_person_told_reaches_anothers_cards_until_it_is_taken_back(
    room: Room, phone: Handset, new_phone: Callable[[], Handset]
) -> None:
    case = begun(phone)
    sent(phone, case, "hand_in", consent=["yes"])
    case_review.describe(
        room.context,
        room.camp,
        case,
        "facilitator",
        title="坐出来的七个人",
        period="",
        stage="0",
        why="",
        limits="天天在",
    )
    other = new_phone()
    other.join("阿玲", "乙社区", "resident")
    assert "坐出来的七个人" not in other.get("/s/cards?obstacle=O3").text
    case_review.publish(room.context, room.camp, case, "facilitator")
    text = other.get("/s/cards?obstacle=O3").text
    assert "坐出来的七个人" in text
    assert "甲社区" not in text  # the teller did not agree to be named
    assert say("zh", "retain.case.no_place") in text
    phone.post("/s/tell/decide", {"case": [case], "go": ["back"]})
    assert "坐出来的七个人" not in other.get("/s/cards?obstacle=O3").text


def test_what_may_give_somebody_away_is_looked_at_once_before_it_is_handed_in(
    room: Room, phone: Handset
) -> None:
    case = begun(phone)
    named = {"result": ["王阿姨来了"]}
    assert sent(phone, case, "hand_in", consent=["yes"], **named) == 422
    assert say("zh", "retain.look_first") in phone.page
    form = form_to(phone.page, "/s/tell")
    assert form is not None
    assert form.value("looked") == "yes"
    assert sent(phone, case, "hand_in", consent=["yes"], looked=["yes"], **named) == 303
    assert told_in(room)[0].state is SubmissionState.SUBMITTED


@pytest.mark.parametrize(("written", "read"), [("约800户", 800), ("about 1,200", 1200), ("６４０", 640)])
def test_a_number_is_read_with_the_words_around_it(
    room: Room, phone: Handset, written: str, read: int
) -> None:
    """It was dropped, and the page said it was kept."""
    assert sent(phone, begun(phone), "keep", households=[written]) == 303
    assert told_in(room)[0].telling.households == read


@pytest.mark.parametrize("written", ["800到900", "几百户", "8百", "three hundred", "2.5", "12345678"])
def test_what_is_not_one_number_is_asked_about_and_stays(room: Room, phone: Handset, written: str) -> None:
    for go in ("keep", "hand_in"):
        case = begun(phone)
        assert sent(phone, case, go, households=[written]) == 422
        assert say("zh", "retain.unread.households", text=written) in phone.page
        page = form_to(phone.page, "/s/tell")
        assert page is not None
        assert page.value("households") == written
    assert all(one.telling.stuck == FULL["stuck"][0] for one in told_in(room))
