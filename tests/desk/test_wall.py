"""The wall shows the room to itself: counts, never names, and dots only once enough people stand behind them."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from tests.desk.conftest import Desk
from workshop.desk.parts.wall_frame import Frame
from workshop.desk.parts.wall_picture import (
    alternative,
    count_picture,
    dots_picture,
    stages_picture,
)
from workshop.drawing import grid, stacked, wrapped
from workshop.room import results
from workshop.text import Language

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def frame(language: Language = "zh", title: str = "走到哪一步") -> Frame:
    return Frame(title, "K7QM-2XWP", True, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_of_a_person_or_community_is_on_the_wall(desk: Desk, language: Language) -> None:
    wall = results.wall(desk.house, desk.sample.camp, revealed=True)
    shown = "\n".join(
        [
            *texts(dots_picture(frame(language), wall)),
            *texts(stages_picture(frame(language), wall)),
            alternative(wall, language),
        ]
    )
    names = [one.seat.nickname for one in desk.sample.seats] + [one.name for one in desk.sample.communities]
    assert [name for name in names if name in shown] == []


def test_there_is_one_dot_for_every_answer(desk: Desk) -> None:
    wall = results.wall(desk.house, desk.sample.camp, revealed=False)
    drawn = ElementTree.fromstring(dots_picture(frame(), wall)).findall(f".//{SVG}circle")
    assert len(drawn) == sum(one.known + one.unknown for one in wall.dots)


def test_below_five_people_there_are_no_dots(desk: Desk) -> None:
    wall = results.Wall(4, 40, (), (), 3, results.wall(desk.house, desk.sample.camp, revealed=False).rubric)
    picture = dots_picture(frame(), wall)
    assert "<circle" not in picture
    assert any("满 5 个人" in words for words in texts(picture))


def test_a_hypothetical_stage_wears_its_badge(desk: Desk) -> None:
    wall = results.wall(desk.house, desk.sample.camp, revealed=True)
    badges = texts(stages_picture(frame(), wall)).count("工作假设")
    assert badges == len(wall.rubric.hypothesis_stages)


def test_a_title_with_markup_stays_text() -> None:
    picture = count_picture(frame(title="<script>alert(1)</script> & 'x'"), "a <b> c", 3, 9)
    assert "<script" not in picture
    assert texts(picture)[0] == "<script>alert(1)</script> & 'x'"


@pytest.mark.parametrize("count", [0, 1, 5, 40, 200])
def test_dots_never_lie_on_one_another(count: int) -> None:
    for places in (grid(0, 0, 400, 80, count, 3), stacked(0, 0, 300, count, 4)):
        assert len(set(places)) == len(places)


def test_long_texts_are_wrapped_at_the_width() -> None:
    assert wrapped("一二三四五六七", 10, 30) == ["一二三", "四五六", "七"]
    assert wrapped("one two three", 10, 45) == ["one two", "three"]


def test_the_wall_in_projector_size_has_nothing_around_it(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("wall", embedded=True)
    assert not page.title
    assert [button.label for button in page.button] == []
