"""The desk's paper screen: a stack of sheets typed in, mended and taken back."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.desk.conftest import ENTRY, Desk, words
from workshop.model.step import Payload
from workshop.services.app import links
from workshop.services.camp import answers
from workshop.services.export import paper
from workshop.services.seats import seats

STEP = "stage-check"


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception, [one.value for one in page.exception]


def find(elements: Any, end: str) -> Any:
    """The widget whose name ends so; the middle of it is the sheet's own."""
    return next(one for one in elements if one.key and one.key.endswith(end))


def fill(page: AppTest, nickname: str = "12 号", community: str = "西门里") -> None:
    """The head, two levels with what goes with them, and two obstacles."""
    find(page.text_input, "head.nickname").set_value(nickname)
    find(page.text_input, "head.community_new").set_value(community)
    find(page.selectbox, "head.role").set_value("resident")
    find(page.checkbox, "head.consent").check()
    find(page.button_group, "rate.D1.level").set_value("2")
    find(page.button_group, "rate.D1.confidence").set_value("sure")
    find(page.selectbox, "rate.D1.started").set_value("residents")
    find(page.text_input, "rate.D1.when").set_value("10 月中旬")
    find(page.text_input, "rate.D1.evidence").set_value("坝坝宴三十桌")
    find(page.button_group, "rate.D2.level").set_value("unknown")
    find(page.selectbox, "obstacles.chosen.0").set_value("O7")
    find(page.selectbox, "obstacles.chosen.2").set_value("O3")


def kept(desk: Desk) -> tuple[paper.Typed, ...]:
    return paper.typed(desk.context, desk.sample.camp, STEP)


def payloads(desk: Desk) -> dict[str, Payload]:
    return paper.given_on(desk.context, desk.sample.camp, kept(desk)[0].seat.id, STEP)


def test_a_sheet_typed_in_is_kept_as_the_phone_would_and_the_form_is_empty_again(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper")
    fill(page)
    press(page, "存好，录下一张")
    assert payloads(desk) == {
        "rate.D1": {
            "level": 2,
            "confidence": "sure",
            "when": "10 月中旬",
            "started": "residents",
            "evidence": "坝坝宴三十桌",
        },
        "rate.D2": {"level": None, "confidence": None, "when": "", "started": None, "evidence": ""},
        "obstacles": {"chosen": ["O7", "O3"]},
    }
    told = page.success[0].value
    assert "11 题答了 3 题" in told
    assert find(page.text_input, "head.nickname").value == ""
    assert find(page.button_group, "rate.D1.level").value is None
    # A stack mostly comes from one community.
    assert find(page.selectbox, "head.community").value == "西门里"


def test_what_is_wrong_is_told_and_what_was_typed_stays(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper")
    fill(page)
    find(page.checkbox, "head.consent").uncheck()
    find(page.text_input, "head.nickname").set_value("")
    press(page, "存好，录下一张")
    assert kept(desk) == ()
    assert "昵称或表号" in page.error[0].value
    assert "我知道并同意" in page.error[0].value
    assert find(page.text_input, "rate.D1.evidence").value == "坝坝宴三十桌"
    assert find(page.button_group, "rate.D1.level").value == "2"


def test_a_sheet_opened_again_shows_what_was_typed_and_a_correction_is_an_answer_more(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper")
    fill(page)
    press(page, "存好，录下一张")
    press(page, "打开")
    assert find(page.text_input, "rate.D1.when").value == "10 月中旬"
    assert find(page.selectbox, "obstacles.chosen.1").value == "O3"
    find(page.button_group, "rate.D1.level").set_value("1")
    press(page, "存好改动")
    assert payloads(desk)["rate.D1"]["level"] == 1
    seat = kept(desk)[0].seat
    given = [
        one.payload["level"] for one in answers.everything_by(desk.context, seat) if one.question == "rate.D1"
    ]
    assert given == [2, 1]
    assert find(page.text_input, "head.nickname").value == ""


def test_taking_a_sheet_back_asks_first(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper")
    fill(page)
    press(page, "存好，录下一张")
    before = len(seats.of_camp(desk.context, desk.sample.camp.id))
    press(page, "收回这张表")
    press(page, "留着")
    assert len(kept(desk)) == 1
    press(page, "收回这张表")
    press(page, "删掉")
    assert kept(desk) == ()
    assert len(seats.of_camp(desk.context, desk.sample.camp.id)) == before - 1


def test_only_who_steers_may_type_sheets_in(desk: Desk) -> None:
    desk.sit()
    page = AppTest.from_file(str(ENTRY.parent / "screens" / "paper.py"), default_timeout=60)
    page.context = {"locale": "zh-CN", "url": "http://192.0.2.7:8501/", "is_embedded": False}
    page.run()
    assert "主持人的密码" in words(page)
    assert not page.text_input


def test_every_step_of_the_camp_can_be_typed_in(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper")
    choice = find(page.selectbox, f"step.{desk.sample.camp.id}")
    for step in choice.options:
        find(page.selectbox, f"step.{desk.sample.camp.id}").select(step).run()
        assert not page.exception, step


def test_the_links_to_print_are_signed_for_this_camp(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("paper", "en")
    addresses = [one.proto.url for one in page.get("link_button")]
    wanted = [
        f"/paper/{links.sign(desk.context, 'paper', desk.sample.camp.id, STEP, language, size, '')}"
        for language in ("zh", "en")
        for size in ("standard", "large")
    ]
    assert [one for one in addresses if one.startswith("/paper/")] == wanted
