"""The panel of ladders: what is typed is kept, drawn with words for who cannot see it, and never lost to an error."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Community
from workshop.model.ladder import Climber, Giver, Ladder, Need, ToldWhere
from workshop.services.camp import camps
from workshop.services.community import ladders


def emptied(desk: Desk) -> Community:
    """A community of which nothing is recorded."""
    return camps.add_community(desk.context, desk.sample.camp.id, "空白社区")


def opened(desk: Desk, community: Community, language: Language = "zh") -> AppTest:
    desk.sign_in()
    page = desk.open("one_community", language)
    page.selectbox(key="community.choice").set_value(community.id).run()
    assert not page.exception
    return page


def standing(desk: Desk, community: Community) -> tuple[Ladder, ...]:
    return ladders.ladders(desk.context, [community])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_ladder_the_panel_says_what_to_do(desk: Desk, language: Language) -> None:
    page = opened(desk, emptied(desk), language)
    told = words(page).replace("\\", "")
    assert say(language, "ladder.none") in told
    assert say(language, "grants.none") in told


def test_a_ladder_is_begun_and_its_rungs_noted_and_taken_back(desk: Desk) -> None:
    community = emptied(desk)
    page = opened(desk, community)
    place = f"ladder.{community.id}"
    page.radio(key=f"{place}.climber").set_value(Climber.GROUP).run()
    page.text_input(key=f"{place}.name").set_value("旗袍队").run()
    page.button(key=f"{place}.start").click().run()
    (begun,) = standing(desk, community)
    name = f"{place}.new.{begun.id}"
    page.text_input(key=f"{name}.what").set_value("第一次走秀")
    page.multiselect(key=f"{name}.needs").set_value([Need.ROOM]).run()
    page.selectbox(key=f"{name}.giver.room").set_value(Giver.COMMITTEE)
    page.selectbox(key=f"{name}.told").set_value(ToldWhere.SHARING_MEETING)
    # Without a kind and a date nothing is kept, and nothing typed is lost.
    page.button(key=f"{name}.keep").click().run()
    assert say("zh", "errors.ladder.kind") in words(page).replace("\\", "")
    assert page.text_input(key=f"{name}.what").value == "第一次走秀"
    page.selectbox(key=f"{name}.kind").set_value("event")
    page.text_input(key=f"{name}.when").set_value("2025-11").run()
    page.button(key=f"{name}.keep").click().run()
    (ladder,) = standing(desk, community)
    assert [(one.rung.what, one.rung.needs[0].giver) for one in ladder.rungs] == [
        ("第一次走秀", Giver.COMMITTEE)
    ]
    assert page.text_input(key=f"{name}.what").value in (None, "")
    told = words(page).replace("\\", "")
    assert "第 1 级（2025-11）：第一次走秀" in told
    # What came after an event in the cases, with the case.
    assert "文化墙" in told
    page.button(key=f"{place}.take_back").click().run()
    assert standing(desk, community)[0].rungs == ()
    page.button(key=f"{place}.put_back").click().run()
    assert len(standing(desk, community)[0].rungs) == 1


def test_a_rung_is_corrected_from_what_it_holds(desk: Desk) -> None:
    community = emptied(desk)
    page = opened(desk, community)
    place = f"ladder.{community.id}"
    page.text_input(key=f"{place}.name").set_value("保安小周")
    page.checkbox(key=f"{place}.agreed").check().run()
    page.button(key=f"{place}.start").click().run()
    (begun,) = standing(desk, community)
    name = f"{place}.new.{begun.id}"
    page.text_input(key=f"{name}.what").set_value("舞蹈队")
    page.selectbox(key=f"{name}.kind").set_value("own_group")
    page.text_input(key=f"{name}.when").set_value("2025").run()
    page.button(key=f"{name}.keep").click().run()
    rung = standing(desk, community)[0].rungs[0]
    held = f"{place}.rung.{rung.id}"
    assert page.text_input(key=f"{held}.what").value == "舞蹈队"
    page.text_input(key=f"{held}.when").set_value("2025-04").run()
    page.button(key=f"{held}.keep").click().run()
    assert [one.rung.when for one in standing(desk, community)[0].rungs] == ["2025-04"]


def folds(page: AppTest, label: str) -> tuple[bool, list[str]]:
    """Whether the fold of that name is open, and the errors in it."""
    found = next(one for one in page.expander if one.label == label)
    return found.proto.expanded, [one.value.replace("\\", "") for one in found.error]


@pytest.mark.parametrize(
    ("title", "field", "typed", "keep", "refusal", "mended"),
    [
        (
            "ladder.begin",
            "ladder.{0}.name",
            "保安小周",
            "ladder.{0}.start",
            "ladder.not_asked",
            "ladder.{0}.agreed",
        ),
        ("grants.add", "grants.{0}.new.need", "", "grants.{0}.new.keep", "grants.no_what", ""),
    ],
)
def test_a_refused_form_stays_open_and_says_why_beside_its_button(
    desk: Desk, title: str, field: str, typed: str, keep: str, refusal: str, mended: str
) -> None:
    """The fold closed, and the reason stood where nobody looked."""
    community = emptied(desk)
    page = opened(desk, community)
    assert folds(page, say("zh", title)) == (False, [])
    page.text_input(key=field.format(community.id)).set_value(typed).run()
    page.button(key=keep.format(community.id)).click().run()
    assert folds(page, say("zh", title)) == (True, [say("zh", f"errors.{refusal}")])
    # It is still open while what was asked for is filled in, and closes once the form is kept.
    if mended:
        page.checkbox(key=mended.format(community.id)).check().run()
        assert folds(page, say("zh", title)) == (True, [])
        page.button(key=keep.format(community.id)).click().run()
        assert folds(page, say("zh", title)) == (False, [])


def test_a_person_is_not_noted_without_being_asked(desk: Desk) -> None:
    community = emptied(desk)
    page = opened(desk, community)
    place = f"ladder.{community.id}"
    page.text_input(key=f"{place}.name").set_value("保安小周").run()
    page.button(key=f"{place}.start").click().run()
    assert say("zh", "errors.ladder.not_asked") in words(page).replace("\\", "")
    assert standing(desk, community) == ()
    assert page.text_input(key=f"{place}.name").value == "保安小周"
