"""The guided assessment at a screen keeps what is typed, takes one answer a form, and never loses one."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.model.camp import Action
from workshop.services.camp import answers, camps, control
from workshop.services.position.results import own_result
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


def newcomer(desk: Desk) -> seats.Taken:
    """Somebody who has just come in and answered nothing."""
    arrival = Arrival("c" * 32, "新来的", "新社区", "resident", consent=True)
    taken = seats.join(desk.context, desk.sample.camp.code, arrival)
    desk.cookies["seat"] = taken.token
    return taken


def level(page: AppTest) -> AppTest:
    return next(radio for radio in page.radio if radio.key.endswith(".level"))


def send(page: AppTest) -> None:
    next(button for button in page.button if button.label == "提交，下一题").click()
    page.run()
    assert not page.exception


def test_an_answer_is_stored_and_the_next_question_comes_up(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    first = page.subheader[0].value
    level(page).set_value("2").run()
    send(page)
    given = answers.given_by(desk.context, taken.seat)
    assert [one.question for one in given if one.step == desk.step().id] == ["rate.D1"]
    assert given[-1].payload["level"] == 2
    assert page.subheader[0].value != first


def test_what_is_typed_is_a_draft_on_the_server_and_comes_back_after_a_reload(desk: Desk) -> None:
    newcomer(desk)
    page = desk.open("my_community")
    level(page).set_value("1").run()
    next(area for area in page.text_area if area.key.endswith(".evidence")).set_value("坝坝宴 *三十桌*").run()
    again = desk.open("my_community")
    assert level(again).value == "1"
    assert next(a for a in again.text_area if a.key.endswith(".evidence")).value == "坝坝宴 *三十桌*"
    assert "草稿已存" in words(again)


def test_two_tabs_sending_one_draft_are_one_answer(desk: Desk) -> None:
    taken = newcomer(desk)
    first = desk.open("my_community")
    level(first).set_value("1").run()
    second = desk.open("my_community")
    send(first)
    send(second)
    assert len(answers.everything_by(desk.context, taken.seat)) == 1
    assert "已经保存过" in words(second)


def test_an_empty_form_is_sent_back_with_what_to_do(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    send(page)
    assert "请选一个选项" in page.error[0].value
    assert answers.everything_by(desk.context, taken.seat) == ()


def test_dont_know_is_an_answer_and_not_a_zero(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    level(page).set_value("unknown").run()
    send(page)
    assert answers.given_by(desk.context, taken.seat)[0].payload["level"] is None


def test_one_can_go_back_and_change_an_answer(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    level(page).set_value("2").run()
    send(page)
    next(button for button in page.button if button.label == "上一题").click()
    page.run()
    assert level(page).value == "2"
    level(page).set_value("3").run()
    send(page)
    assert [one.payload["level"] for one in answers.given_by(desk.context, taken.seat)] == [3]
    assert len(answers.everything_by(desk.context, taken.seat)) == 2


def test_an_answer_sent_after_the_freeze_is_kept_and_said_to_be_late(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    level(page).set_value("2").run()
    control.act(desk.context, desk.sample.camp.id, Action.FREEZE, desk.step().id, "facilitator")
    send(page)
    assert "迟到" in words(page)
    assert [one.late for one in answers.everything_by(desk.context, taken.seat)] == [True]


def test_the_position_is_ones_own_until_five_have_answered(desk: Desk) -> None:
    context, camp = desk.context, desk.sample.camp
    owns = [own_result(context, camp, one.seat) for one in desk.sample.seats]
    desk.sit(next(n for n, own in enumerate(owns) if own and own.stage))
    page = desk.open("my_community")
    page.get_by_key("my.section").set_value("result").run()
    assert not page.exception
    found = next(own for own in owns if own and own.stage)
    assert str(found.stage) in page.title[1].value
    assert "满 5 个人" in words(page)


def test_who_knew_too_little_is_told_what_is_missing_and_no_stage(desk: Desk) -> None:
    owns = [own_result(desk.context, desk.sample.camp, one.seat) for one in desk.sample.seats]
    number, found = next((n, own) for n, own in enumerate(owns) if own and own.stage is None)
    desk.sit(number)
    page = desk.open("my_community")
    page.get_by_key("my.section").set_value("result").run()
    assert not page.exception
    assert page.title[1].value == "还说不上"
    assert all(missing in words(page) for missing in found.missing)


def test_what_is_known_of_the_community_is_kept(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    page.get_by_key("my.section").set_value("about").run()
    name = f"facts.{taken.seat.community}"
    page.number_input(key=f"{name}.households").set_value(1200)
    next(button for button in page.button if button.label == "保存").click()
    page.run()
    assert not page.exception
    known = camps.community(desk.context, taken.seat.community)
    assert (known.households, known.familiarity) == (1200, None)
