"""Then and now at the desk, and what is shown before a map leaves the house."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from tests.desk.conftest import Desk, see, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Community
from workshop.services.map import networks


def community(desk: Desk, name: str = "柳树巷") -> Community:
    return next(one for one in desk.sample.communities if one.name == name)


def opened(desk: Desk, view: str, name: str = "柳树巷", language: Language = "zh") -> AppTest:
    page = desk.open("communities", language)
    here = community(desk, name)
    page.selectbox(key=f"communities.{desk.sample.camp.id}").set_value(here.id).run()
    see(page, view)
    assert not page.exception, [one.value for one in page.exception]
    return page


def box(desk: Desk, page: AppTest, which: str) -> Selectbox:
    """Where one of the two versions is chosen."""
    newest = networks.versions(desk.context, community(desk).id)[0].number
    return page.selectbox(key=f"map.{community(desk).id}.waves.{which}.{newest}")


def links_on(page: AppTest) -> list[str]:
    return [one.proto.label for one in page.get("link_button")]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_waves_are_proposed_and_told(desk: Desk, language: Language) -> None:
    desk.sign_in()
    page = opened(desk, "waves", language=language)
    told = words(page).replace("\\", "")
    assert "n=" in told
    assert say(language, "waves.place_kept") in told
    numbers = [one.number for one in networks.versions(desk.context, community(desk).id)]
    assert [box(desk, page, which).value for which in ("first", "second")] == sorted(numbers)


@pytest.mark.usefixtures("inline")
def test_then_the_changes_and_now_can_each_be_looked_at(desk: Desk) -> None:
    desk.sign_in()
    page = opened(desk, "waves")
    first, second = sorted(one.number for one in networks.versions(desk.context, community(desk).id))
    for view in ("then", "now", "changes"):
        key = f"map.{community(desk).id}.waves.{first}.{second}.view"
        page.get_by_key(key).set_value(view).run()
        assert not page.exception


@pytest.mark.usefixtures("inline")
def test_the_same_version_twice_is_not_compared(desk: Desk) -> None:
    desk.sign_in()
    page = opened(desk, "waves")
    box(desk, page, "first").set_value(box(desk, page, "second").value).run()
    assert [one.value for one in page.info] == [say("zh", "waves.choose_two")]


def test_one_map_alone_says_how_to_get_a_second(desk: Desk) -> None:
    desk.sign_in()
    assert say("zh", "waves.one_version") in words(opened(desk, "waves", "梧桐里"))


@pytest.mark.usefixtures("inline")
def test_nothing_is_taken_out_before_the_tick(desk: Desk) -> None:
    desk.sign_in()
    page = opened(desk, "disclosure")
    files = {say("zh", f"disclosure.file.{what}") for what in ("graphml", "gexf", "xlsx", "csv", "html")}
    assert "n=37" in words(page).replace("\\", "")
    assert not files & set(links_on(page))
    page.checkbox[0].check().run()
    assert files <= set(links_on(page))


@pytest.mark.usefixtures("inline")
def test_a_facilitator_is_not_offered_nicknames_and_an_organiser_ticks_for_them_anew(desk: Desk) -> None:
    desk.sign_in()
    assert not opened(desk, "disclosure").radio
    desk.organise()
    page = opened(desk, "disclosure")
    page.checkbox[0].check().run()
    assert links_on(page)
    page.radio[0].set_value("names").run()
    assert not links_on(page)
    assert say("zh", "disclosure.names_warning") in [one.value for one in page.warning]


@pytest.mark.usefixtures("inline")
def test_a_seat_reads_the_figures_and_takes_nothing(desk: Desk) -> None:
    desk.sit()
    page = desk.open("my_community")
    page.get_by_key("my.section").set_value("map").run()
    see(page, "disclosure")
    assert not page.exception
    assert say("zh", "disclosure.no_right") in [one.value for one in page.info]
    assert not page.checkbox
    assert not links_on(page)


def test_in_the_room_the_maps_come_only_after_the_tick(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("room")
    maps = {say("zh", "desk.files.networks.zip"), say("zh", "desk.files.all.zip")}
    assert say("zh", "desk.files.camp.xlsx") in links_on(page)
    assert not maps & set(links_on(page))
    page.checkbox(key=f"room_tools.nodes.{desk.sample.camp.id}").check().run()
    assert maps <= set(links_on(page))
