"""Tables in rounds at the desk: seated, shown, turned to the next round, late ones let in, printed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.services.matching import pairing, seating
from workshop.services.matching.pairing_people import ABSENT, rule
from workshop.services.matching.seating import Seated


def press(page: AppTest, name: str) -> AppTest:
    name = {"show": "toggle", "hide": "toggle"}.get(name, name)
    button = next(one for one in page.button if one.key == f"tables.{name}")
    button.click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def now(desk: Desk) -> Seated:
    found = seating.current(desk.context, desk.sample.camp.id)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def no_tables_yet(desk: Desk) -> None:
    """Without the tables of the sample's morning."""
    pairing.undo(desk.context, desk.sample.camp, seating.ROUNDS, "f")


@pytest.fixture
def seated(desk: Desk, inline: None) -> AppTest:
    desk.sign_in()
    return press(desk.open("rounds"), "make")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_is_seated_with_what_is_usual_and_the_plan_says_how_good_it_is(
    desk: Desk, inline: None, language: Language
) -> None:
    desk.sign_in()
    page = press(desk.open("rounds", language), "make")
    assert now(desk).plan.tables == seating.proposals(len(desk.sample.seats))[0]
    assert say(language, "rounds.no_repeats") in words(page).replace("\\", "")


def test_phones_get_it_and_follow_the_rounds(desk: Desk, seated: AppTest) -> None:
    press(seated, "show")
    press(seated, "next")
    press(seated, "next")
    shown = seating.on_phones(desk.context, desk.sample.camp.id)
    assert shown is not None
    assert shown.now == 2
    press(seated, "back")
    assert now(desk).now == 1
    press(seated, "hide")
    assert seating.on_phones(desk.context, desk.sample.camp.id) is None


def test_who_comes_late_is_named_and_given_a_seat(desk: Desk, inline: None) -> None:
    late = desk.sample.seats[0].seat
    rule(desk.context, desk.sample.camp, ABSENT, late.id, None, "f", holds=True)
    desk.sign_in()
    page = press(desk.open("rounds"), "make")
    rule(desk.context, desk.sample.camp, ABSENT, late.id, None, "f", holds=False)
    page = desk.open("rounds")
    assert say("zh", "seating_desk.late", n=1, names=late.nickname) in words(page).replace("\\", "")
    press(page, "let_in")
    assert now(desk).late == ()


def test_what_cannot_be_seated_is_said(desk: Desk, inline: None) -> None:
    for one in desk.sample.seats[1:]:
        rule(desk.context, desk.sample.camp, ABSENT, one.seat.id, None, "f", holds=True)
    desk.sign_in()
    page = press(desk.open("rounds"), "make")
    assert page.error
    assert seating.current(desk.context, desk.sample.camp.id) is None


def test_taking_back_leaves_the_one_before_or_none(desk: Desk, seated: AppTest) -> None:
    press(seated, "undo")
    assert seating.current(desk.context, desk.sample.camp.id) is None
