"""Communities and cases on two axes, on the wall: legible, nothing on nothing, arrows where there is a shift."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.files import SHIPPED
from tests.live.test_wall_chart import frame, texts
from tests.properties import examples
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.placing import SIZE, Point, spread
from workshop.exercises.steps import questions
from workshop.live.wall_places import places_chart, places_text
from workshop.model.privacy import MIN_RATERS_ON_WALL
from workshop.services.camp.places import Placed, PlacedRoom

LEAST = 35.0
MARK = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="27.0"')
coordinate = st.integers(1, SIZE)
points = st.lists(st.builds(Point, coordinate, coordinate), min_size=3, max_size=8)


def room(
    placed: tuple[Placed, ...], language: Language = "zh", *, few: int = 0, named: bool = True
) -> PlacedRoom:
    question = questions(SHIPPED["place-on-map"], language, items={}, options={})[0]
    return PlacedRoom(question, placed, sum(one.now.n for one in placed), 0, few, named)


def many(seed: int = 3, count: int = 12, *, shifts: bool = True) -> tuple[Placed, ...]:
    """Communities around the middle, as a real room places them: close together."""
    chance = Random(seed)

    def around(x: int, y: int) -> list[Point]:
        return [
            Point(*(min(SIZE, max(1, at + chance.choice((-1, 0, 0, 1)))) for at in (x, y))) for _ in range(5)
        ]

    places = [(chance.randint(2, 5), chance.randint(2, 5)) for _ in range(count)]
    return tuple(
        Placed(
            f"{'桂花园柳树巷海棠湾'[number % 9]}{number}社区",
            False,
            spread(around(x + 1, y + 1)),
            spread(around(x, y)) if shifts else None,
        )
        for number, (x, y) in enumerate(places)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_can_be_read_from_ten_metres(language: Language) -> None:
    drawing = places_chart(frame(language), room(many(), language, few=2))
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing)) >= LEAST


@given(st.lists(points, min_size=1, max_size=20))
@examples(40)
def test_no_mark_lies_on_another_and_none_off_the_picture(placed: list[list[Point]]) -> None:
    drawing = places_chart(
        frame(), room(tuple(Placed(f"社区{n}", False, spread(one)) for n, one in enumerate(placed)))
    )
    marks = [(float(x), float(y)) for x, y in MARK.findall(drawing)]
    assert len(marks) == len(placed)
    assert all(0 < x < 1600 and 100 < y < 800 for x, y in marks)
    assert all(abs(complex(*one) - complex(*other)) >= 60 for one, other in combinations(marks, 2))


def test_a_mark_says_how_many_stand_behind_it_and_its_name() -> None:
    shown = texts(places_chart(frame(), room((Placed("桂花园社区", False, spread([Point(4, 4)] * 7)),))))
    assert {"7", "桂花园社区"} <= set(shown)


def test_what_stays_in_a_community_has_no_name_on_the_wall() -> None:
    placed = (Placed("桂花园社区", False, spread([Point(4, 4)] * 7)),)
    nameless = room(placed, named=False)
    assert "桂花园" not in places_chart(frame(), nameless) + places_text(nameless, "zh")


def test_only_what_was_placed_twice_and_moved_has_an_arrow() -> None:
    before, now = spread([Point(2, 2)] * 5), spread([Point(6, 5)] * 5)
    with_arrow = places_chart(frame(), room((Placed("甲", False, now, before),)))
    assert with_arrow.count("<polygon") == 1
    for still in (Placed("甲", False, now), Placed("甲", False, now, now)):
        assert "<polygon" not in places_chart(frame(), room((still,)))


def test_a_picture_nobody_is_on_yet_says_from_how_many_on() -> None:
    empty = room((), few=2)
    assert say("zh", "live.wall.few", n=2, least=MIN_RATERS_ON_WALL) in "".join(
        texts(places_chart(frame(), empty))
    )
    assert str(MIN_RATERS_ON_WALL) in places_text(room(()), "zh")
