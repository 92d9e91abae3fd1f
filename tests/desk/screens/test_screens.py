"""Every screen opens in both languages, for those who may, and says in plain words when somebody may not."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import Language
from workshop.services.app import access
from workshop.services.camp import camps

STEERING = (
    "start",
    "room",
    "agenda",
    "paper",
    "positions",
    "communities",
    "compare",
    "cases",
    "rubrics",
    "pairing",
    "rounds",
    "told",
    "trials",
    "patterns",
    "statements",
)
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", STEERING)
@pytest.mark.usefixtures("inline")
def test_a_facilitators_screen_opens_in_both_languages(desk: Desk, screen: str, language: Language) -> None:
    desk.sign_in()
    page = desk.open(screen, language)
    assert page.title
    assert bool(HAN.search(page.title[0].value)) is (language == "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_organiser_sees_the_camps_and_their_codes(desk: Desk, language: Language) -> None:
    desk.organise()
    page = desk.open("camps", language)
    code = desk.sample.camp.code
    assert f"{code[:4]}-{code[4:]}" in words(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_participant_finds_their_community(desk: Desk, language: Language) -> None:
    desk.sit()
    page = desk.open("my_community", language)
    seat = desk.sample.seats[0].seat
    name = next(one.name for one in desk.sample.communities if one.id == seat.community)
    assert page.title[0].value == name


def test_a_stranger_is_offered_only_the_ways_in(desk: Desk) -> None:
    page = desk.open("start")
    for screen in ("room", "my_community", "camps"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page.switch_page(f"screens/{screen}.py")


def test_a_participant_may_not_open_the_room(desk: Desk) -> None:
    desk.sit()
    page = desk.open("my_community")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("screens/room.py")


def test_a_facilitator_may_not_make_camps(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("screens/camps.py")


@pytest.mark.parametrize("screen", ["start", "room", "agenda", "communities", "compare"])
@pytest.mark.usefixtures("inline")
def test_invented_data_is_marked_on_every_screen_of_the_camp(desk: Desk, screen: str) -> None:
    desk.sign_in()
    assert "示例数据，均为虚构" in words(desk.open(screen))


def test_the_language_can_be_switched_and_stays_on_other_pages(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room", "zh")
    page.button(key="language.en").click().run()
    assert page.title[0].value == "Room"
    page.switch_page("screens/agenda.py").run()
    assert page.title[0].value == "Agenda"
    assert page.query_params["lang"] == "en"


def test_a_made_camp_shows_its_password_until_it_is_put_away(desk: Desk) -> None:
    desk.organise()
    page = desk.open("camps")
    page.text_input(key="camp.new.title").set_value("秋季 **营**")
    page.selectbox(key="camp.new.recipe").select("camp-half")
    next(button for button in page.button if button.label == "建好并拿到签到码").click()
    page.run()
    assert not page.exception
    shown = [code.value for code in page.code]
    assert len(shown) == 2
    code, password = shown
    # The password opens a desk session for the camp just made.
    token = access.sign_in(desk.context, code, password)
    right = access.right_of(desk.context, token)
    assert right is not None
    assert right.camp == camps.find(desk.context, code).id
    next(button for button in page.button if button.label == "我记下了，收起来").click()
    page.run()
    assert not page.code


def test_a_camp_without_a_title_is_refused_with_what_to_do(desk: Desk) -> None:
    desk.organise()
    page = desk.open("camps")
    next(button for button in page.button if button.label == "建好并拿到签到码").click()
    page.run()
    assert "活动名称要有内容" in page.error[0].value


def test_a_broken_screen_says_so_in_the_readers_language(desk: Desk) -> None:
    def broken() -> None:
        from workshop.desk.ui.actions import notice

        notice()

    page = AppTest.from_function(broken)
    page.context = {"locale": "zh-CN"}
    page.run()
    assert "已经保存的都还在" in page.error[0].value
