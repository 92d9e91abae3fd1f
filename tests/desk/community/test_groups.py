"""The groups' panel: from an empty page to lives in a picture, by hand and from the map, and back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Community
from workshop.model.community.groups import GroupRecord, SaidBy
from workshop.model.network import Group, GroupLife, Network
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.community.lives import groups
from workshop.services.map import networks

pytestmark = pytest.mark.usefixtures("inline")


def open_page(desk: Desk, language: Language = "zh") -> tuple[AppTest, Community]:
    """A community nothing is recorded about yet, as its facilitator sees it."""
    here = camps.add_community(desk.context, desk.sample.camp.id, "空白社区")
    desk.sign_in()
    page = desk.open("one_community", language)
    return choose(page, here), here


def choose(page: AppTest, here: Community) -> AppTest:
    page.selectbox(key="community.choice").set_value(here.id).run()
    assert not page.exception
    return page


def records(desk: Desk, here: Community) -> list[GroupRecord]:
    return [line.record for line in groups.groups(desk.context, (here,))]


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_page_says_what_to_do_first(desk: Desk, language: Language) -> None:
    page, _ = open_page(desk, language)
    seen = words(page).replace("\\", "")
    for key in ("groups.none", "work_time.none", "circle.none"):
        assert say(language, key) in seen


def test_a_group_is_entered_changed_and_taken_back(desk: Desk) -> None:
    page, here = open_page(desk)
    place = f"groups.{here.id}"
    page.text_input(key=f"{place}.new.name").input("舞蹈队")
    page.text_input(key=f"{place}.new.born").input("二月")
    press(page, f"{place}.new.save")
    assert "2023-03" in words(page).replace("\\", "")  # how a month is written
    assert records(desk, here) == []
    assert page.text_input(key=f"{place}.new.name").value == "舞蹈队"  # nothing typed is lost
    page.text_input(key=f"{place}.new.born").input("2025年5月")
    press(page, f"{place}.new.save")
    (record,) = records(desk, here)
    assert (record.name, f"{record.born:%Y-%m}") == ("舞蹈队", "2025-05")
    assert page.text_input(key=f"{place}.new.name").value == ""
    (line,) = groups.groups(desk.context, (here,))
    page.selectbox(key=f"{place}.which").set_value(line.id).run()
    page.text_input(key=f"{place}.{line.id}.registered").input("2025-09")
    press(page, f"{place}.{line.id}.save")
    assert f"{records(desk, here)[0].registered:%Y-%m}" == "2025-09"
    press(page, f"{place}.take_back")
    assert records(desk, here) == [record]
    press(page, f"{place}.put_back")
    assert f"{records(desk, here)[0].registered:%Y-%m}" == "2025-09"


def test_the_maps_groups_come_in_with_one_press(desk: Desk) -> None:
    page, here = open_page(desk)
    found = Network(groups=(Group("G1", "舞蹈队"), Group("G2", "棋友", life=GroupLife.SPROUT)))
    networks.save(desk.context, here.id, found, "t")
    page.run()
    press(page, f"groups.{here.id}.map")
    assert [one.name for one in records(desk, here)] == ["舞蹈队", "棋友"]
    assert f"groups.{here.id}.map" not in {one.key for one in page.button}


def test_many_are_noted_as_alive_at_once(desk: Desk) -> None:
    page, here = open_page(desk)
    for number, name in enumerate(("舞蹈队", "棋友")):
        groups.save(desk.context, Right(None), here, str(number), GroupRecord(name))
    page.run()
    place = f"groups.{here.id}.still"
    ids = [line.id for line in groups.groups(desk.context, (here,))]
    page.multiselect(key=f"{place}.which").set_value(ids)
    press(page, f"{place}.save")
    assert say("zh", "errors.groups.month_and_who") in words(page)
    page.text_input(key=f"{place}.month").input("2025-12")
    page.radio(key=f"{place}.who").set_value(SaidBy.WORKER)
    press(page, f"{place}.save")
    assert {(f"{one.seen:%Y-%m}", one.seen_by) for one in records(desk, here)} == {("2025-12", SaidBy.WORKER)}


def test_time_is_entered_month_by_month_and_said_from_the_third_on(desk: Desk) -> None:
    page, here = open_page(desk)
    place = f"work_time.{here.id}"
    for month, hours in (("2025-09", 40.0), ("2025-10", 24.0), ("2025-11", 9.0)):
        assert say("zh", "work_time.way.falling") not in words(page)
        page.text_input(key=f"{place}.month").input(month)
        page.number_input(key=f"{place}.amount").set_value(hours)
        press(page, f"{place}.save")
    assert say("zh", "work_time.way.falling") in words(page)
    press(page, f"{place}.take_back")
    assert say("zh", "work_time.way.too_few") in words(page)


def test_who_does_not_steer_the_camp_reads_and_enters_nothing(desk: Desk) -> None:
    """A facilitator of one camp is shown no other one's communities; the forms ask again all the same."""
    page, here = open_page(desk)
    assert page.button(key=f"groups.{here.id}.new.save")
    desk.cookies.pop("desk")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        desk.open("one_community")
