"""Positions at the desk: one community, the room without names, stories, roles, then and now."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.position.positions_cache import positions, repeated
from workshop.model.camp import Action
from workshop.services.app import access
from workshop.services.camp import answers, camps, control
from workshop.services.camp.questions import questions_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", ["one", "room", "stories", "roles", "time"])
def test_every_section_opens_in_both_languages(desk: Desk, section: str, language: Language) -> None:
    desk.organise()
    page = desk.open("positions", language)
    page.session_state["positions.section"] = section
    page.run()
    assert not page.exception, [one.value for one in page.exception]
    assert say(language, "desk.screen.positions") in words(page)


def test_the_room_is_shown_without_a_communitys_name(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("positions")
    page.session_state["positions.section"] = "room"
    page.run()
    shown = words(page) + "".join(str(element.proto) for element in page.get("imgs"))
    names = [one.name for one in camps.communities(desk.context, desk.sample.camp.id)]
    assert [name for name in names if name in shown] == []


def test_the_authors_reading_waits_for_the_reveal(desk: Desk) -> None:
    desk.sign_in()
    before = positions(desk.context, desk.sample.camp)
    step = desk.step("shared-vignettes")
    if not step.revealed:
        assert not any(story.told for story in before.stories)
        control.act(desk.context, desk.sample.camp.id, Action.REVEAL, step.id, "A")
    assert all(story.told for story in positions(desk.context, desk.sample.camp).stories)


def test_stories_are_no_communities(desk: Desk) -> None:
    found = positions(desk.context, desk.sample.camp)
    assert {one.community for one in found.results} <= set(found.names)
    assert found.across.severities.vignettes


def test_an_earlier_camp_is_laid_beside_this_one(desk: Desk) -> None:
    """The sample has an earlier camp with some of the same communities."""
    histories = repeated(desk.context, camps.camps(desk.context), desk.sample.camp.rubric)
    twice = [one for one in histories.values() if len(one.occasions) > 1]
    assert twice
    assert all(one.occasions[0].at < one.occasions[-1].at for one in twice)


def test_how_a_story_was_read_is_shown_from_five_readers_on(desk: Desk) -> None:
    made = camps.new_camp(desk.context, "小营", "camp-half")
    step = next(
        one for one in control.steps(desk.context, made.camp.id) if one.exercise == "shared-vignettes"
    )
    control.act(desk.context, made.camp.id, Action.OPEN, step.id, "A")
    desk.cookies["desk"] = access.sign_in(desk.context, made.camp.code, made.facilitator_password)
    asked = questions_of(desk.context, made.camp, step, "zh")
    few = say("zh", "desk.positions.few_read", n=4, least=5)
    seen = []
    for number in range(5):
        arrival = Arrival(f"k{number}", f"人{number}", "甲社区", "resident", consent=True)
        seat = seats.join(desk.context, made.camp.code, arrival).seat
        for question in asked:
            key = f"{number}-{question.id}"
            answers.submit(desk.context, seat, key, step.id, question.id, {"level": 1})
        if number >= 3:
            page = desk.open("positions")
            page.session_state["positions.section"] = "stories"
            page.run()
            assert not page.exception
            seen.append(few in words(page))
    assert seen == [True, False]
