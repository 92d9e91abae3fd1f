"""The wall shows the room to itself: counts, never names, and dots only once enough people stand behind them."""

from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree

from tests.desk.conftest import Desk
from workshop.assessment.charts.room_chart import WALL, room_parts
from workshop.assessment.charts.stage_vitality import WALL as PLANE
from workshop.assessment.charts.stage_vitality import stage_vitality_parts
from workshop.assessment.scoring.position import positions
from workshop.assessment.scoring.scoring import assess
from workshop.base.svg import grid, sheet, stacked, wrapped
from workshop.base.text import Language, say
from workshop.desk.wall.wall_chart import alternative, count_chart, dots_chart, stages_chart
from workshop.desk.wall.wall_frame import WallFrame, framed_chart
from workshop.model.camp import Action
from workshop.model.rating import Rating
from workshop.services.camp import control, questions
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position import results

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def frame(language: Language = "zh", title: str = "走到哪一步") -> WallFrame:
    return WallFrame(title, "K7QM-2XWP", True, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_of_a_person_or_community_is_on_the_wall(desk: Desk, language: Language) -> None:
    wall = results.wall(desk.context, desk.sample.camp, revealed=True)
    shown = "\n".join(
        [
            *texts(dots_chart(frame(language), wall)),
            *texts(stages_chart(frame(language), wall)),
            alternative(wall, language),
        ]
    )
    names = [one.seat.nickname for one in desk.sample.seats] + [one.name for one in desk.sample.communities]
    assert [name for name in names if name in shown] == []


def test_there_is_one_dot_for_every_answer(desk: Desk) -> None:
    wall = results.wall(desk.context, desk.sample.camp, revealed=False)
    drawn = ElementTree.fromstring(dots_chart(frame(), wall)).findall(f".//{SVG}circle")
    assert len(drawn) == sum(one.known + one.unknown for one in wall.dots)


def test_below_five_people_there_are_no_dots(desk: Desk) -> None:
    wall = results.WallResult(
        4, 40, (), (), 3, 0, results.wall(desk.context, desk.sample.camp, revealed=False).rubric
    )
    picture = dots_chart(frame(), wall)
    assert "<circle" not in picture
    assert any("满 5 个人" in words for words in texts(picture))


def test_a_hypothetical_stage_wears_its_badge(desk: Desk) -> None:
    wall = results.wall(desk.context, desk.sample.camp, revealed=True)
    badges = texts(stages_chart(frame(), wall)).count("工作假设")
    assert badges == len(wall.rubric.hypothesis_stages)


def test_a_title_with_markup_stays_text() -> None:
    picture = count_chart(frame(title="<script>alert(1)</script> & 'x'"), "a <b> c", 3, 9)
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


def shown(desk: Desk, view: str) -> str:
    """What the wall says in words beside the picture of a view."""
    page = desk.open("wall", embedded=True)
    page.session_state["wall.view"] = view
    page.run()
    assert not page.exception, [one.value for one in page.exception]
    return str(page.get("image")[0].proto.imgs[0].alt)


def reveal(desk: Desk) -> None:
    """Reveal every assessment that was opened."""
    for step in control.steps(desk.context, desk.sample.camp.id):
        if step.opened_at and not step.revealed and questions.rates(desk.context, step):
            control.act(desk.context, desk.sample.camp.id, Action.REVEAL, step.id, "facilitator")


@pytest.mark.parametrize("view", ["room", "plane", "shift"])
def test_positions_stand_on_the_wall_only_after_the_reveal(desk: Desk, view: str, inline: None) -> None:
    desk.sign_in()
    hidden = say("zh", "pictures.wall.not_revealed")
    assert shown(desk, view) == hidden
    reveal(desk)
    assert shown(desk, view) != hidden


def test_the_whole_room_on_the_wall_names_nobody(desk: Desk, inline: None) -> None:
    desk.sign_in()
    reveal(desk)
    told = shown(desk, "room") + shown(desk, "plane")
    names = [one.seat.nickname for one in desk.sample.seats] + [one.name for one in desk.sample.communities]
    assert "12 个社区" in told
    assert [name for name in names if name in told] == []


def test_a_camp_assessed_once_has_no_changes_to_show(desk: Desk, inline: None) -> None:
    desk.sign_in()
    reveal(desk)
    assert shown(desk, "shift") == say("zh", "pictures.wall.not_repeated")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_projector_explains_the_badge_without_a_tap(desk: Desk, language: Language) -> None:
    wall = results.wall(desk.context, desk.sample.camp, revealed=True)
    body = room_parts((), wall.rubric, language, 5, WALL)
    for picture in (
        stages_chart(frame(language), wall),
        framed_chart(frame(language), "", body, wall.rubric),
    ):
        told = re.sub(r"\s+", "", "".join(texts(picture)))
        assert re.sub(r"\s+", "", say(language, "desk.hypothesis.explained")) in told


def test_sixty_communities_stay_inside_the_wall(desk: Desk) -> None:
    rubric = rubric_of(desk.context, desk.sample.camp.rubric)
    many = [
        Rating(f"c{place}", f"{place}-{who}", "resident", dimension.id, (place + who) % 4)
        for place in range(60)
        for who in range(3)
        for dimension in rubric.dimensions
    ]
    plane = sheet(0, 0, stage_vitality_parts(positions(many, rubric), rubric, "en", 5, PLANE))
    for circle in ElementTree.fromstring(plane).iter(f"{SVG}circle"):
        x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        assert r <= x <= PLANE.width - r
        assert r <= y <= PLANE.height - r
    room = sheet(0, 0, room_parts(assess(many, rubric), rubric, "en", 5, WALL))
    ends = [
        float(cell.attrib["transform"].split("(")[1].split()[0]) + float(cell[0].attrib["width"])
        for cell in ElementTree.fromstring(room).findall(f"{SVG}g")[: 60 * len(rubric.dimensions)]
    ]
    assert max(ends) <= WALL.width
