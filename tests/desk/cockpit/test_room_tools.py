"""The room's page at the desk leads to the remote and the wall, and holds the tools for before and after."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import say
from workshop.services.camp import camps
from workshop.services.room.wall_address import wall_token


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def test_it_leads_to_the_remote_and_to_the_wall(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
    links = {one.proto.label: one.proto.url for one in page.get("link_button")}
    camp = desk.sample.camp
    assert links[say("zh", "desk.room.remote")] == f"/r?camp={camp.code}"
    assert links[say("zh", "desk.room.wall")] == f"/w/{wall_token(desk.context, camp.id)}?lang=zh"


def test_the_room_can_be_locked_and_the_recovery_code_looked_up(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
    press(page, "锁门")
    assert "门锁着" in words(page)
    seat = desk.sample.seats[0].seat
    page.selectbox(key="recovery.seat").set_value(seat.id).run()
    middle = len(seat.recovery) // 2
    assert f"{seat.recovery[:middle]}-{seat.recovery[middle:]}" in [code.value for code in page.code]


def test_community_names_written_beforehand_are_in_the_list(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
    page.text_area(key="names.new").set_value("新桥里\n\n *老街* ")
    press(page, "加进名单")
    assert "新桥里" in words(page)
    assert "\\*老街\\*" in words(page)


def test_the_new_code_needs_a_yes_first(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
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
