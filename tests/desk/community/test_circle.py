"""The sharing meetings' panel: planned from what was named, minuted doubt by doubt, open ones come first next time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk.community.test_groups import open_page, press
from tests.desk.conftest import Desk, see, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.community.circle import Answerer, Circle, CircleTry
from workshop.model.dialogue import Resolved
from workshop.model.network import About, Network, Person, Remark
from workshop.services.app.access import Right
from workshop.services.community.lives import circles
from workshop.services.map import networks

pytestmark = pytest.mark.usefixtures("inline")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_from_the_plan_to_the_next_one(desk: Desk, language: Language) -> None:
    page, here = open_page(desk, language)
    blocked = Network((Person("R1"),), remarks=(Remark("R1", About.BLOCKED, word="O3"),))
    networks.save(desk.context, here.id, blocked, "t")
    page.run()
    place = f"circle.{here.id}"
    expected = page.multiselect(key=f"{place}.new.expect")
    assert len(expected.options) == 1
    expected.set_value(expected.options)
    page.text_input(key=f"{place}.new.teller").input("老张")
    page.text_area(key=f"{place}.new.others").input("有人说闲话怎么办\n\n")
    press(page, f"{place}.new.save")
    (line,) = circles.circles(desk.context, (here,))
    assert not line.circle.held
    assert [(one.obstacle, bool(one.text)) for one in line.circle.doubts] == [("O3", True), ("", True)]

    here_now = f"{place}.{line.id}"
    page.radio(key=f"{here_now}.plan.state").set_value("held")
    press(page, f"{here_now}.plan.save")
    page.selectbox(key=f"{here_now}.which").set_value("0").run()
    form = f"{here_now}.doubt0"
    page.selectbox(key=f"{form}.answerer").set_value(Answerer.MOVER)
    page.text_area(key=f"{form}.answer").input("我垫了三百，半个月就报了")
    page.radio(key=f"{form}.settled").set_value(Resolved.YES)
    press(page, f"{form}.save")
    page.text_input(key=f"{here_now}.try.who").input("王姐")
    press(page, f"{here_now}.try.save")
    (line,) = circles.circles(desk.context, (here,))
    first, second = line.circle.doubts
    assert (first.answerer, first.settled, second.settled) == (Answerer.MOVER, Resolved.YES, None)
    assert line.circle.tries == (CircleTry("王姐"),)
    seen = words(page).replace("\\", "")
    assert say(language, "circle.held", n=1, doubts=2, yes=1, partly=0, open=1) in seen
    assert "有人说闲话怎么办" in seen

    page.selectbox(key=f"{place}.which").set_value("").run()
    assert page.multiselect(key=f"{place}.new.expect").value == [
        say(
            language,
            "circle.expected.line",
            text="有人说闲话怎么办",
            source=say(language, "circle.expected.left_open"),
        )
    ]
    press(page, f"{place}.take_back")
    assert circles.circles(desk.context, (here,))[0].circle.tries == ()


def test_who_wants_to_try_stands_beside_those_the_neighbours_nominate(desk: Desk) -> None:
    desk.sign_in()
    here = desk.sample.communities[0]
    held = Circle(date(2026, 2, 1), tries=(CircleTry("王姐", "包一次饺子"),), held=True)
    circles.begin(desk.context, Right(None), here, "k" * 32, held)
    page = desk.open("communities")
    page.selectbox(key=f"communities.{desk.sample.camp.id}").set_value(here.id).run()
    seen = words(see(page, "movers")).replace("\\", "")
    assert say("zh", "circle.movers.title") in seen
    assert "王姐：包一次饺子" in seen


def test_a_name_is_erased_for_good(desk: Desk) -> None:
    page, here = open_page(desk)
    place = f"circle.{here.id}"
    page.text_input(key=f"{place}.new.teller").input("老张")
    page.text_area(key=f"{place}.new.others").input("有人说闲话怎么办")
    press(page, f"{place}.new.save")
    page.text_input(key=f"{place}.erase_name").input("老张")
    press(page, f"{place}.erase")
    assert circles.circles(desk.context, (here,))[0].circle.teller == ""
