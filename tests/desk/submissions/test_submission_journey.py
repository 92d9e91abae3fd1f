"""A story told on a phone, read and published at the desk, on somebody else's card, and gone when it is taken back."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from tests.phone.test_submissions import begun, sent
from tests.room_test.handset import Handset
from workshop.base.settings import Settings
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.cases.retain import case_id
from workshop.phone.routes import routes
from workshop.services.app import audit
from workshop.services.app.access import Right

STUCK = "通知贴了一个月，没有一个人来"


class Phones:
    """Phones in the room the desk belongs to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app = Starlette(routes=routes(desk.context, Settings()))

    def new(self, nickname: str, community: str) -> Handset:
        phone = Handset(TestClient(self.app, follow_redirects=False), self.desk.sample.camp.code)
        phone.join(nickname, community, "resident")
        return phone


@pytest.fixture
def phones(desk: Desk) -> Phones:
    return Phones(desk)


def press(page: AppTest, name: str) -> AppTest:
    """The button of this act; its key ends with the story."""
    next(one for one in page.button if (one.key or "").startswith(f"told.{name}.")).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def handed_in(phones: Phones) -> tuple[Handset, str]:
    phone = phones.new("讲故事的", "石榴巷")
    case = begun(phone)
    assert sent(phone, case, "hand_in", consent=["yes"]) == 303
    return phone, case


def published(desk: Desk) -> AppTest:
    """What the facilitator does: the title and the limits written with the teller, then published."""
    desk.sign_in()
    page = desk.open("told")
    (title,) = (one for one in page.text_input if (one.key or "").startswith("told.title."))
    (limits,) = (one for one in page.text_area if (one.key or "").startswith("told.limits."))
    title.set_value("坐出来的七个人")
    limits.set_value("社工每天都在；换成一周来一次就不知道了。")
    keep = next(one for one in page.button if one.label == say("zh", "told_desk.keep"))
    keep.click().run()
    return press(page, "publish")


def cards(phone: Handset, language: Language = "zh") -> str:
    phone.get("/s/cards?obstacle=O3&lang=" + language)
    phone.follow(phone.get("/s/cards?obstacle=O3"))
    return phone.page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_comes_from_one_phone_over_the_desk_to_anothers_card(
    desk: Desk, phones: Phones, language: Language
) -> None:
    teller, case = handed_in(phones)
    other = phones.new("卡住的", "桂花弄")
    assert STUCK not in cards(other, language)
    published(desk)
    page = cards(other, language)
    assert STUCK in page
    assert "坐出来的七个人" in page
    assert "社工每天都在" in page
    evidence = say(language, "learning.evidence.A")
    assert say(language, "told_out.card", evidence=evidence) in page
    # Its community is not named: the teller did not tick that.
    assert "石榴巷" not in page
    assert say(language, "retain.case.no_place") in page
    # Nobody is advised by themselves.
    assert f'value="{case_id(case)}"' not in cards(teller)
    assert f'value="{case_id(case)}"' in cards(other)


def test_undone_at_the_desk_it_is_on_no_card_and_can_be_published_again(desk: Desk, phones: Phones) -> None:
    handed_in(phones)
    other = phones.new("卡住的", "桂花弄")
    page = press(published(desk), "undo")
    assert STUCK not in cards(other)
    press(page, "publish")
    assert STUCK in cards(other)


def test_a_question_from_the_desk_is_answered_on_the_phone(desk: Desk, phones: Phones) -> None:
    teller, case = handed_in(phones)
    desk.sign_in()
    page = desk.open("told")
    question = next(one for one in page.text_input if (one.key or "").startswith("told.question."))
    question.set_value("七个人里几个是新来的？").run()
    press(page, "ask")
    teller.get(f"/s/tell?case={case}")
    assert "七个人里几个是新来的？" in teller.page
    assert sent(teller, case, "hand_in", consent=["yes"], result=["五个是新来的"]) == 303
    assert "五个是新来的" in words(desk.open("told"))


def test_taken_back_on_the_phone_it_is_gone_from_desk_and_cards_and_the_trail_says_so(
    desk: Desk, phones: Phones
) -> None:
    teller, case = handed_in(phones)
    other = phones.new("卡住的", "桂花弄")
    published(desk)
    assert STUCK in cards(other)
    teller.post("/s/tell/decide", {"case": [case], "go": ["back"]})
    assert STUCK not in cards(other)
    assert STUCK not in words(desk.open("told"))
    line = audit.lines(desk.context, Right(None))[0]
    assert (line.what, line.by) == ("case_taken_back", "self")
    desk.organise()
    (table,) = desk.open("audit").table
    assert table.value.iloc[0, 1] == say("zh", "audit.kind.case_taken_back")
