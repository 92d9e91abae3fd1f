"""A community's direction at the desk: written, looked at, taken back; nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk
from workshop.desk.community.choice import CHOICE
from workshop.model.camp import Community
from workshop.model.direction import CameTrue, Condition
from workshop.model.ids import new_token
from workshop.model.ladder import Climber, ClimberName, LadderRung
from workshop.services.app.access import Right
from workshop.services.community import directions, ladders

WRITTEN = {"rung": "端午节张罗一场", "circle": "六月第二个周三", "sign": "三支队照样活动"}


def written(desk: Desk) -> tuple[AppTest, Community]:
    place = desk.sample.communities[-1]  # the sample has written none for it
    page = desk.open("one_community")
    page.selectbox(key=CHOICE).set_value(place.id).run()
    page.radio(key=f"direction.condition.{place.id}").set_value(Condition.TRUST)
    for name, words in WRITTEN.items():
        page.text_area(key=f"direction.{name}.{place.id}").set_value(words)
    return page, place


def test_a_direction_is_written_and_looked_at(desk: Desk) -> None:
    desk.sign_in()
    page, place = written(desk)
    assert not page.exception
    today = desk.clock.time.date()
    page.date_input(key=f"direction.day.{place.id}").set_value(today + timedelta(days=200))
    page.button(key=f"direction.keep.{place.id}").click().run()
    assert not page.exception
    stood = directions.of_community(desk.context, desk.sample.camp, place.id)
    assert stood.current is not None
    assert (stood.current.said.condition, stood.current.said.sign) == (Condition.TRUST, "三支队照样活动")

    desk.clock.forward(days=120)
    desk.sign_in_anew()
    page = desk.open("trials")
    assert not page.exception
    page.button(key=f"direction.due.{place.id}").click().run()
    page.radio(key=f"direction.look.outcome.{place.id}").set_value(CameTrue.PARTLY)
    page.text_area(key=f"direction.look.evidence.{place.id}").set_value("两支队自己约了")
    page.button(key=f"direction.look.keep.{place.id}").click().run()
    assert not page.exception
    latest = directions.of_community(desk.context, desk.sample.camp, place.id).latest
    assert latest is not None
    assert (latest.outcome, latest.evidence) == (CameTrue.PARTLY, "两支队自己约了")


def test_what_the_ladder_says_comes_next_is_taken_over_with_a_press(desk: Desk) -> None:
    desk.sign_in()
    place, by = desk.sample.communities[-1], Right(None)
    climber = ClimberName(Climber.GROUP, "腰鼓队", agreed=True)
    ladder = ladders.begin(desk.context, by, place, new_token(desk.context.chance), climber)
    rung = LadderRung("带起腰鼓队", "own_group", "2025-09", wish="端午节上台")
    ladders.note_rung(desk.context, by, place, new_token(desk.context.chance), ladder, rung)
    page, _ = written(desk)
    page.button(key=f"direction.wish.{ladder}").click().run()
    assert not page.exception
    assert page.text_area(key=f"direction.rung.{place.id}").value == "端午节上台"
    assert page.text_area(key=f"direction.sign.{place.id}").value == WRITTEN["sign"]
    assert f"direction.wish.{ladder}" not in {one.key for one in page.button}


def test_a_form_without_a_day_keeps_what_was_typed(desk: Desk) -> None:
    desk.sign_in()
    page, place = written(desk)
    page.button(key=f"direction.keep.{place.id}").click().run()
    assert page.error
    assert page.text_area(key=f"direction.sign.{place.id}").value == "三支队照样活动"
    assert directions.of_community(desk.context, desk.sample.camp, place.id).current is None


def test_a_version_is_taken_back_and_brought_back_with_a_press(desk: Desk) -> None:
    desk.sign_in()
    page, place = written(desk)
    today = desk.clock.time.date()
    page.date_input(key=f"direction.day.{place.id}").set_value(date.fromordinal(today.toordinal() + 200))
    page.button(key=f"direction.keep.{place.id}").click().run()
    kept = directions.of_community(desk.context, desk.sample.camp, place.id).current
    assert kept is not None
    for expected in (None, kept.id):
        page.button(key=f"direction.undo.{kept.id}").click().run()
        assert not page.exception
        now = directions.of_community(desk.context, desk.sample.camp, place.id).current
        assert (now.id if now else None) == expected
