"""What the room did together is taken home: piles, dots, points, small groups; in Word, in the workbook, as JSON.

Numbers are counted from the sample's own answers here, or by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from tests.sample_camp import sampled
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.grouping import dots_in
from workshop.exercises.placing import PlaceSpread, Point, Range, spread
from workshop.report.camp_json import camp_json
from workshop.report.community.sections import CAMP, camp_sections
from workshop.report.room_pages import dots_section, pairs_section, piles_section, points_section
from workshop.report.xlsx import camp_xlsx
from workshop.sample.sample import SampleCamp
from workshop.sample.sample_room import NEEDS, PLACES, PLACES_AGAIN
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, control
from workshop.services.export.summary import CampSummary, camp_summary
from workshop.services.export.summary_room import PairSummary, PointSummary, RoomSummary, room_summary

Made = tuple[AppContext, SampleCamp, CampSummary]
NOTHING = RoomSummary((), (), (), ())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with sampled(tmp_path_factory.mktemp("room")) as (context, sample):
        yield context, sample, camp_summary(context, sample.camp, "zh")
    workers.close()


def test_every_dot_and_every_card_of_the_sample_is_there(made: Made) -> None:
    context, sample, summary = made
    given = [
        dots_in(answer.payload)
        for one in sample.seats
        for answer in answers.given_by(context, one.seat)
        if (answer.step, answer.question) == (NEEDS, "key")
    ]
    assert sum(one.dots for one in summary.room.dots) == sum(sum(one.values()) for one in given) == 120
    assert {one.people for one in summary.room.dots} == {40}
    assert sum(len(pile.cards) for pile in summary.room.piles) == 80
    assert len({one.text for one in summary.room.dots}) == len(summary.room.dots)
    counts = [one.dots for one in summary.room.dots]
    assert counts == sorted(counts, reverse=True)


def test_a_point_before_and_after_is_of_the_same_people(made: Made) -> None:
    context, sample, summary = made
    points: dict[str, dict[str, Point]] = {PLACES: {}, PLACES_AGAIN: {}}
    for one in sample.seats:
        for answer in answers.given_by(context, one.seat):
            x, y = answer.payload.get("x"), answer.payload.get("y")
            if answer.step in points and isinstance(x, int) and isinstance(y, int):
                points[answer.step][one.seat.id] = Point(x, y)
    both = [seat for seat in points[PLACES_AGAIN] if seat in points[PLACES]]
    room = next(one for one in summary.room.points if (one.step, one.name) == (PLACES_AGAIN, ""))
    assert room.now == spread([points[PLACES_AGAIN][seat] for seat in both])
    assert room.before == spread([points[PLACES][seat] for seat in both])


def test_below_five_people_nothing_is_counted(made: Made) -> None:
    assert all(one.now.n >= 5 for one in made[2].room.points)
    assert all(one.before is None or one.before.n >= 5 for one in made[2].room.points)
    context, sample, _ = made
    steps = control.asking(control.steps(context, sample.camp.id))
    none = [step for step in steps if step.id not in (NEEDS, PLACES, PLACES_AGAIN)]
    assert room_summary(context, sample.camp, none, "zh") == NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_says_it_in_words_and_an_empty_camp_has_none(made: Made, language: Language) -> None:
    context, sample, _ = made
    summary = replace(
        made[2],
        language=language,
        room=room_summary(
            context, sample.camp, control.asking(control.steps(context, sample.camp.id)), language
        ),
    )
    piles, dots = piles_section(summary), dots_section(summary)
    assert piles is not None
    assert len(piles.points) == 8
    assert [say(language, "report.piles.unnamed") in one for one in piles.points] == [False] * 7 + [True]
    assert dots is not None
    assert dots.table is not None
    assert "40" in dots.lines[0]
    assert {piles_section, dots_section, points_section, pairs_section} <= set(CAMP)
    empty = replace(summary, room=NOTHING)
    assert not {one.title for one in camp_sections(empty)} & {piles.title, dots.title}


def test_a_row_of_points_and_a_line_of_groups_by_hand(made: Made) -> None:
    now = PlaceSpread(6, Range(3.0, 4.5, 5.0), Range(2.0, 2.0, 3.0))
    before = PlaceSpread(5, Range(3.0, 4.0, 5.0), Range(1.0, 2.0, 3.0))
    point = PointSummary("p", "Points", ("Across", "Up"), "", now, before)
    pair = PairSummary("c", "Threes", 4, 13)
    summary = replace(made[2], language="en", room=RoomSummary((), (), (point,), (pair,)))
    points, pairs = points_section(summary), pairs_section(summary)
    assert points is not None
    assert points.table is not None
    assert points.table.rows == (("The whole room", "6", "4 (3–5)", "4.5 (3–5)", "2 (1–3)", "2 (2–3)"),)
    assert pairs is not None
    assert pairs.points == ("Threes: 13 people in 4 groups",)


def test_workbook_and_json_say_the_same(made: Made) -> None:
    _, _, summary = made
    book = openpyxl.load_workbook(BytesIO(camp_xlsx(summary)))
    told = json.loads(camp_json(summary))
    for name in ("points", "piles", "dots", "pairs"):
        rows = book[say("zh", f"report.sheet.{name}")].max_row - 1
        assert rows == len(told[name]) == len(getattr(summary.room, name))
    assert Counter(one["on"] for one in told["dots"]).most_common(1)[0][1] == 1
