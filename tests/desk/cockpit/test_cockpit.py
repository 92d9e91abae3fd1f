"""The cockpit steers the camp through the same use cases as the command line, and survives two hands at once."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.errors import RoomError
from workshop.base.text import say
from workshop.desk.ui import actions
from workshop.model.camp import Action, StepState
from workshop.services.camp import camps, control


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def test_the_step_is_frozen_revealed_and_closed_from_the_cockpit(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "冻结")
    assert desk.step().state is StepState.FROZEN
    press(page, "揭晓")
    assert desk.step().revealed
    press(page, "结束")
    assert desk.step().state is StepState.CLOSED


def test_the_undo_button_says_what_it_takes_back_and_does(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "冻结")
    press(page, "撤销：冻结“我们走到哪一步”")
    assert desk.step().state is StepState.OPEN


def test_two_facilitators_pressing_the_same_button_are_one_event(desk: Desk) -> None:
    desk.sign_in()
    first, second = desk.open("cockpit"), desk.open("cockpit")
    before = control.last_seq(desk.context, desk.sample.camp.id)
    press(first, "冻结")
    press(second, "冻结")
    assert control.last_seq(desk.context, desk.sample.camp.id) == before + 1
    assert not second.error


def test_a_press_on_an_outdated_screen_is_refused_in_plain_words(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    control.act(desk.context, desk.sample.camp.id, Action.REVEAL, desk.step().id, "facilitator")
    press(page, "结束")
    assert desk.step().state is StepState.OPEN
    assert "另一位主持人刚按了“揭晓”（“我们走到哪一步”）" in page.error[0].value
    press(page, "结束")
    assert desk.step().state is StepState.CLOSED


def test_a_press_before_the_buttons_have_followed_the_list_is_for_the_step_in_the_list(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    waiting = [
        step for step in control.steps(desk.context, desk.sample.camp.id) if step.state is StepState.DRAFT
    ]
    before, meant = waiting[:2]
    page.selectbox(key=f"cockpit.step.{desk.sample.camp.id}").set_value(before.id).run()
    page.selectbox(key=f"cockpit.step.{desk.sample.camp.id}").set_value(meant.id)
    press(page, "打开")
    now = {step.id: step.state for step in control.steps(desk.context, desk.sample.camp.id)}
    assert (now[before.id], now[meant.id]) == (StepState.DRAFT, StepState.OPEN)


def test_late_answers_count_once_they_are_accepted(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "冻结")
    press(page, "算进去")
    assert desk.step().late_accepted


def test_the_table_shows_who_is_stuck_first_and_no_answer(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    table = page.table[0].value
    assert list(table.columns) == ["谁", "社区", "答了", "状态"]
    states = list(table["状态"])
    done = [number for number, state in enumerate(states) if "答完" in state]
    stuck = [number for number, state in enumerate(states) if "卡住" in state]
    assert stuck, "after a day of silence the sample's unfinished seats are stuck"
    assert max(stuck) < min(done)


def test_the_room_can_be_locked_and_the_recovery_code_looked_up(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "锁门")
    assert "门锁着" in words(page)
    seat = desk.sample.seats[0].seat
    page.selectbox(key="recovery.seat").set_value(seat.id).run()
    middle = len(seat.recovery) // 2
    assert f"{seat.recovery[:middle]}-{seat.recovery[middle:]}" in [code.value for code in page.code]


def test_community_names_written_beforehand_are_in_the_list(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    page.text_area(key="names.new").set_value("新桥里\n\n *老街* ")
    press(page, "加进名单")
    assert "新桥里" in words(page)
    assert "\\*老街\\*" in words(page)


def test_the_new_code_needs_a_yes_first(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    old = desk.sample.camp.code
    page.button(key="code.new").click().run()
    assert camps.find(desk.context, desk.sample.camp.id).code == old
    assert say("zh", "desk.door.not_sure") in words(page)
    page.checkbox(key="code.sure").check().run()
    page.button(key="code.new").click().run()
    assert not page.exception
    assert f"{old[:4]}-{old[4:]}" not in [title.value for title in page.title]
    # One yes is for one new code.
    new = camps.find(desk.context, desk.sample.camp.id).code
    page.button(key="code.new").click().run()
    assert camps.find(desk.context, desk.sample.camp.id).code == new


def test_after_a_close_the_first_line_says_what_is_closed_and_what_comes_next(desk: Desk) -> None:
    """In the sample the self-check and, for those who were done, the commitment are open."""
    desk.sign_in()
    for step in ("commit", "stage-check"):
        control.act(desk.context, desk.sample.camp.id, Action.CLOSE, step, "facilitator")
    told = words(desk.open("cockpit"))
    assert "没有开着的环节，“我们走到哪一步”已关闭" in told
    assert "**接下来**" in told
    assert "还没有打开任何环节" not in told


def test_every_press_is_an_event_or_a_sentence(desk: Desk) -> None:
    """Forty presses as fast as they come, drawn by chance, while another facilitator presses now and then."""
    desk.sign_in()
    page = desk.open("cockpit")
    chance = Random(5)
    names = ["open", "freeze", "reveal", "close", "undo", "next"]
    silent = []
    for number in range(40):
        if number % 7 == 3:
            with suppress(RoomError):
                control.undo(desk.context, desk.sample.camp.id, "organiser")
        name = chance.choice(names)
        before, chosen = control.last_seq(desk.context, desk.sample.camp.id), selected(page)
        page.session_state["shown.control"] = ([], 0.0)
        page.button(key=f"control.{name}").click().run()
        assert not page.exception
        moved = control.last_seq(desk.context, desk.sample.camp.id) > before or selected(page) != chosen
        if not moved and not page.error and not page.info:
            silent.append((number, name))
    # "Next" that leads to the step already chosen changes nothing, and there is nothing to say.
    assert [one for one in silent if one[1] != "next"] == []


def selected(page: AppTest) -> object:
    return next(box for box in page.selectbox if box.key.startswith("cockpit.step.")).value


def test_ones_own_presses_do_not_stand_in_each_others_way(desk: Desk) -> None:
    """Freeze, reveal and close from one drawing, as they come when a hand is faster than the screen."""
    desk.sign_in()
    page = desk.open("cockpit")
    for name in ("freeze", "reveal", "close"):
        page.button(key=f"control.{name}").click()
    page.run()
    step = desk.step()
    assert (step.state, step.revealed) == (StepState.CLOSED, True)
    assert not page.error


def test_what_is_so_already_is_said_and_no_second_event(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "冻结")
    seq = control.last_seq(desk.context, desk.sample.camp.id)
    press(page, "冻结")
    assert control.last_seq(desk.context, desk.sample.camp.id) == seq
    assert "已经已冻结" not in words(page)
    assert "不用再按“冻结”" in words(page)


def test_the_second_tap_of_a_double_tap_on_undo_takes_back_nothing_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "DOUBLE_TAP", 3600.0)
    desk.sign_in()
    page = desk.open("cockpit")
    press(page, "冻结")
    seq = control.last_seq(desk.context, desk.sample.camp.id)
    for _ in range(2):
        page.button(key="control.undo").click().run()
    assert control.last_seq(desk.context, desk.sample.camp.id) == seq + 1
    assert say("zh", "desk.press.twice") in words(page)
