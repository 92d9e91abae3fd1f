"""The wall shows the room to itself: counts, never names, and dots only once enough people stand behind them."""

from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree

from tests.live.conftest import SampleRoom
from workshop.assessment.charts.room_chart import WALL, room_parts
from workshop.assessment.charts.stage_vitality import WALL as PLANE
from workshop.assessment.charts.stage_vitality import stage_vitality_parts
from workshop.assessment.scoring.position import positions
from workshop.assessment.scoring.scoring import assess
from workshop.base.svg import grid, sheet, stacked, wrapped
from workshop.base.text import Language, say
from workshop.live.wall_chart import alternative, count_chart, dots_chart, stages_chart
from workshop.live.wall_frame import WallFrame, framed_chart
from workshop.live.wall_positions import position_view
from workshop.model.camp import Action
from workshop.model.rating import Rating
from workshop.services.camp import control, questions
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position import results
from workshop.services.room.wall_views import POSITIONS

SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def frame(language: Language = "zh", title: str = "走到哪一步") -> WallFrame:
    return WallFrame(title, "K7QM-2XWP", True, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_of_a_person_or_community_is_on_the_wall(sample_room: SampleRoom, language: Language) -> None:
    wall = results.wall(sample_room.context, sample_room.sample.camp, revealed=True)
    shown = "\n".join(
        [
            *texts(dots_chart(frame(language), wall)),
            *texts(stages_chart(frame(language), wall)),
            alternative(wall, language),
        ]
    )
    names = [one.seat.nickname for one in sample_room.sample.seats] + [
        one.name for one in sample_room.sample.communities
    ]
    assert [name for name in names if name in shown] == []


def test_there_is_one_dot_for_every_answer(sample_room: SampleRoom) -> None:
    wall = results.wall(sample_room.context, sample_room.sample.camp, revealed=False)
    drawn = ElementTree.fromstring(dots_chart(frame(), wall)).findall(f".//{SVG}circle")
    assert len(drawn) == sum(one.known + one.unknown for one in wall.dots)


def test_below_five_people_there_are_no_dots(sample_room: SampleRoom) -> None:
    wall = results.WallResult(
        4,
        40,
        (),
        (),
        3,
        0,
        0,
        results.wall(sample_room.context, sample_room.sample.camp, revealed=False).rubric,
    )
    picture = dots_chart(frame(), wall)
    assert "<circle" not in picture
    assert any("满 5 个人" in words for words in texts(picture))


def test_a_hypothetical_stage_wears_its_badge(sample_room: SampleRoom) -> None:
    wall = results.wall(sample_room.context, sample_room.sample.camp, revealed=True)
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


def shown(sample_room: SampleRoom, view: str) -> str:
    """What the wall says in words beside the picture of a view."""
    camp = sample_room.sample.camp
    return position_view(sample_room.context, camp, view, frame())[1]


def reveal(sample_room: SampleRoom) -> None:
    """Reveal every assessment that was opened."""
    for step in control.steps(sample_room.context, sample_room.sample.camp.id):
        if step.opened_at and not step.revealed and questions.rates(sample_room.context, step):
            control.act(
                sample_room.context, sample_room.sample.camp.id, Action.REVEAL, step.id, "facilitator"
            )


@pytest.mark.parametrize("view", POSITIONS)
def test_positions_stand_on_the_wall_only_after_the_reveal(sample_room: SampleRoom, view: str) -> None:
    hidden = say("zh", "pictures.wall.not_revealed")
    assert shown(sample_room, view) == hidden
    reveal(sample_room)
    assert shown(sample_room, view) != hidden


def test_the_whole_room_on_the_wall_names_nobody(sample_room: SampleRoom) -> None:
    reveal(sample_room)
    told = "".join(shown(sample_room, view) for view in POSITIONS)
    names = [one.seat.nickname for one in sample_room.sample.seats] + [
        one.name for one in sample_room.sample.communities
    ]
    assert "9 个社区" in told
    assert "3 个" in told
    assert [name for name in names if name in told] == []


def test_a_camp_assessed_once_has_no_changes_to_show(sample_room: SampleRoom) -> None:
    reveal(sample_room)
    assert shown(sample_room, "shift") == say("zh", "pictures.wall.not_repeated")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_projector_explains_the_badge_without_a_tap(sample_room: SampleRoom, language: Language) -> None:
    wall = results.wall(sample_room.context, sample_room.sample.camp, revealed=True)
    body = room_parts((), wall.rubric, language, 5, WALL)
    for picture in (
        stages_chart(frame(language), wall),
        framed_chart(frame(language), "", body, wall.rubric),
    ):
        told = re.sub(r"\s+", "", "".join(texts(picture)))
        assert re.sub(r"\s+", "", say(language, "desk.hypothesis.short")) in told


def test_sixty_communities_stay_inside_the_wall(sample_room: SampleRoom) -> None:
    rubric = rubric_of(sample_room.context, sample_room.sample.camp.rubric)
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
