"""The pictures of a position show what was answered, mark what theory allows, name nobody, and exist in words."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import IDS, ROLES, RUBRIC, community, rating
from workshop.assessment.change.reassessment import shift
from workshop.assessment.charts.level_grid import LevelGridLook
from workshop.assessment.charts.profile_chart import PHONE, WIDE, profile_chart, profile_text
from workshop.assessment.charts.reassessment_chart import (
    reassessment_chart,
    reassessment_text,
    stage_vitality_shift_chart,
    stage_vitality_shift_text,
)
from workshop.assessment.charts.role_marks import MARKS
from workshop.assessment.charts.room_chart import in_neutral_order, room_chart, room_text
from workshop.assessment.charts.stage_vitality import (
    WALL,
    scattered,
    spots,
    stage_vitality_chart,
    stage_vitality_text,
)
from workshop.assessment.scoring.position import Position, positions
from workshop.assessment.scoring.scoring import CommunityResult, assess
from workshop.base.svg import GREEN, LEVELS, ORANGE, size_of
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.rating import Rating

SVG = "{http://www.w3.org/2000/svg}"
LEAST = 5
LOOKS = {"phone": PHONE, "wide": WIDE}


def code(role: str) -> str:
    return role


def drawn(picture: str) -> Element:
    root: Element = ElementTree.fromstring(picture)
    return root


def texts(picture: str) -> list[str]:
    return [one.text or "" for one in drawn(picture).iter(f"{SVG}text")]


def profile(ratings: Sequence[Rating], look: LevelGridLook = WIDE, language: Language = "en") -> str:
    return profile_chart(assess(ratings, RUBRIC)[0], RUBRIC, language, code, look)


def rows(picture: str) -> list[Element]:
    """The ten rows; the legend comes after them."""
    return drawn(picture).findall(f"{SVG}g")[: len(IDS)]


def x_of(shape: Element) -> float:
    if "cx" in shape.attrib:
        return float(shape.attrib["cx"])
    corners = [float(place.split(",")[0]) for place in shape.attrib["points"].split()]
    return (min(corners) + max(corners)) / 2


def marks(row: Element, look: LevelGridLook) -> Counter[tuple[int, str]]:
    """Raters' marks of one row by level and colour: only they have a white rim."""
    return Counter(
        (int((x_of(shape) - look.label) // look.cell), shape.attrib["fill"])
        for shape in row
        if shape.attrib.get("stroke") == "#ffffff" and shape.tag in (f"{SVG}circle", f"{SVG}polygon")
    )


def room(levels: dict[str, int | None], raters: int = 3) -> list[Rating]:
    """Communities in which everybody gives the same level everywhere."""
    return [
        Rating(name, f"{name}{number}", ROLES[number % 3], dimension, level)
        for name, level in levels.items()
        for number in range(raters)
        for dimension in IDS
    ]


@pytest.mark.parametrize("name", LOOKS)
@given(ratings=community().filter(bool))
def test_every_known_answer_is_exactly_one_mark_at_its_level_in_its_roles_look(
    name: str, ratings: list[Rating]
) -> None:
    look = LOOKS[name]
    order = [one.id for axis in ("stage", "vitality") for one in RUBRIC.dimensions if one.axis == axis]
    for dimension, row in zip(order, rows(profile(ratings, look)), strict=True):
        said = Counter(
            (one.level, MARKS[one.role][1])
            for one in ratings
            if one.dimension == dimension and one.level is not None
        )
        assert marks(row, look) == said


@pytest.mark.parametrize("count", [1, 2, 15])
@pytest.mark.parametrize("name", LOOKS)
def test_marks_of_one_cell_never_lie_on_one_another(name: str, count: int) -> None:
    picture = profile([rating("D1", 1, str(number)) for number in range(count)], LOOKS[name])
    circles = [
        (float(one.attrib["cx"]), float(one.attrib["cy"]), float(one.attrib["r"]))
        for one in rows(picture)[0].findall(f"{SVG}circle")
    ]
    assert len(circles) == count
    for here, (x, y, radius) in enumerate(circles):
        for u, v, _ in circles[:here]:
            assert (x - u) ** 2 + (y - v) ** 2 >= (2 * radius) ** 2


def test_roles_differ_in_shape_and_not_only_in_colour() -> None:
    assert len({form for form, _ in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(("raters", "bars"), [(1, 0), (2, 0), (3, 1)])
def test_the_middle_is_marked_from_three_raters_on(raters: int, bars: int) -> None:
    row = rows(profile([rating("D1", 2, str(number)) for number in range(raters)]))[0]
    assert sum(one.attrib["fill"] == GREEN for one in row.findall(f"{SVG}rect")) == bars


def test_a_picture_of_unknown_shows_no_level() -> None:
    ratings = [rating(dimension, None, who) for dimension in IDS for who in "abc"]
    picture = profile(ratings)
    assert sum(sum(marks(row, WIDE).values()) for row in rows(picture)) == 0
    assert GREEN not in picture  # no middle, no open gate
    assert "stroke-dasharray" not in picture  # no level to read next
    assert texts(picture).count("? 3") == len(IDS)


def test_dont_know_is_counted_apart_and_is_not_level_0() -> None:
    picture = profile([rating("D1", None, "a"), rating("D1", None, "b"), rating("D1", 3, "c")])
    first = rows(picture)[0]
    assert marks(first, WIDE) == Counter({(3, MARKS["resident"][1]): 1})
    (apart,) = [one for one in first.findall(f"{SVG}text") if one.text == "? 2"]
    assert float(apart.attrib["x"]) > WIDE.left(4)


def test_levels_of_hypothetical_stages_wear_the_badge_on_both_axes() -> None:
    for language, badge in (("zh", "工作假设"), ("en", "working hypothesis")):
        assert texts(profile([rating("D1", 1)], WIDE, language)).count(badge) == 2  # type: ignore[arg-type]


def test_the_next_anchor_is_pointed_out_on_the_row_that_lacks() -> None:
    # 1.0 by the gates D3 and D5 and six of seven; D1 lacks.
    levels = dict.fromkeys(("D2", "D3", "D5", "D7", "D8", "D9"), 1) | {"D1": 0}
    result = assess([rating(one, level) for one, level in levels.items()], RUBRIC)[0]
    lacking = {one.dimension for one in result.next_anchors}
    picture = profile([rating(one, level) for one, level in levels.items()])
    order = [one.id for axis in ("stage", "vitality") for one in RUBRIC.dimensions if one.axis == axis]
    pointed = {
        dimension
        for dimension, row in zip(order, rows(picture), strict=True)
        if any(one.attrib.get("stroke") == ORANGE for one in row.findall(f"{SVG}rect"))
    }
    assert pointed == lacking


def test_two_camps_get_a_bracket_each() -> None:
    levels = (0, 0, 0, 3, 3, 3)
    row = rows(profile([rating("D1", level, str(number)) for number, level in enumerate(levels)]))[0]
    brackets = row.findall(f"{SVG}polyline")
    assert [x_of(one) // WIDE.cell for one in brackets] == [
        (WIDE.left(level) + WIDE.cell / 2) // WIDE.cell for level in (0, 3)
    ]


def test_the_phones_picture_is_narrow_and_its_letters_large_enough() -> None:
    picture = profile([rating(one, 1, who) for one in IDS for who in "abcd"], PHONE, "zh")
    assert size_of(picture)[0] <= 360
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', picture)) >= 13


@pytest.mark.parametrize("language", LANGUAGES)
@given(ratings=community().filter(bool))
def test_the_words_of_a_profile_say_every_row(language: Language, ratings: list[Rating]) -> None:
    result = assess(ratings, RUBRIC)[0]
    lines = profile_text(result, RUBRIC, language, code).split("\n")
    assert len(lines) == len(RUBRIC.dimensions)
    for each, line in zip(result.dimensions, lines, strict=True):
        name, _, told = re.sub("：", ": ", line).partition(": ")
        assert name == RUBRIC.dimension(each.id).name.of(language)
        assert told
        assert {int(level) for level in re.findall(r"[0-3]", told)} >= set(each.levels)


def test_a_long_name_stays_in_its_column() -> None:
    long = RUBRIC.dimensions[0].model_copy(
        update={"name": RUBRIC.dimensions[0].name.model_copy(update={"en": "A very long name " * 6})}
    )
    changed = RUBRIC.model_copy(update={"dimensions": (long, *RUBRIC.dimensions[1:])})
    picture = profile_chart(assess([rating("D1", 1)], changed)[0], changed, "en", code, PHONE)
    row = rows(picture)[0]
    for one in row.findall(f"{SVG}text"):
        assert float(one.attrib["x"]) < PHONE.label
    lines = row.findall(f"{SVG}text")
    assert min(float(one.attrib["y"]) for one in lines) > 0
    assert max(float(one.attrib["y"]) for one in lines) < PHONE.row
    assert (lines[-1].text or "").endswith("…")


def test_markup_in_a_role_or_name_stays_text() -> None:
    result = assess([rating("D1", 1, role="<script>alert(1)</script>")], RUBRIC)[0]
    picture = profile_chart(result, RUBRIC, "en", code)
    assert "<script" not in picture
    assert "<script>alert(1)</script>" in texts(picture)


# The whole room


def test_no_community_name_is_in_the_room_view_or_on_the_plane() -> None:
    names = {f"桂花园{number}": number % 4 for number in range(6)}
    ratings = room(names)
    results, places = assess(ratings, RUBRIC), positions(ratings, RUBRIC)
    found = shift(ratings, ratings, RUBRIC)
    for language in LANGUAGES:
        shown = (
            room_chart(results, RUBRIC, language, LEAST)
            + room_text(results, RUBRIC, language, LEAST)
            + stage_vitality_chart(places, RUBRIC, language, LEAST)
            + stage_vitality_text(places, RUBRIC, language, LEAST)
            + stage_vitality_shift_chart(found, RUBRIC, language, LEAST)
        )
        assert "桂花园" not in shown


@given(st.randoms(use_true_random=False))
def test_the_order_of_columns_knows_nothing_of_levels(chance: random.Random) -> None:
    names = [f"c{number}" for number in range(8)]
    first, second = (
        in_neutral_order(assess(room({name: chance.randrange(4) for name in names}, 1), RUBRIC), RUBRIC)
        for _ in range(2)
    )
    assert [one.community for one in first] == [one.community for one in second]
    assert [one.community for one in first] != names  # nor is it that of their names


def cells(results: Sequence[CommunityResult]) -> list[str]:
    """Grounds of the cells, row by row; the key below the grid is left out."""
    root = drawn(room_chart(results, RUBRIC, "en", LEAST))
    groups = root.findall(f"{SVG}g")[: len(IDS) * len(results)]
    return [group[0].attrib["fill"] for group in groups]


def test_a_cell_shows_the_middle_only_where_three_know() -> None:
    assert cells(assess(room({"a": 2}, 5), RUBRIC)) == [LEVELS[2]] * len(IDS)
    two = assess([*room({"a": 2}, 2), *room({"b": 0})], RUBRIC)
    assert Counter(cells(two)) == {"url(#views)": len(IDS), LEVELS[0]: len(IDS)}


def test_a_cell_nobody_knows_holds_a_question_mark_and_no_level() -> None:
    results = assess(room({"a": None}, 5), RUBRIC)
    assert set(cells(results)) == {"none"}
    assert texts(room_chart(results, RUBRIC, "en", LEAST)).count("?") == len(IDS)


def test_below_five_people_the_room_is_not_shown_and_it_says_why() -> None:
    few = room({"a": 1, "b": 2}, 2)
    for picture in (
        room_chart(assess(few, RUBRIC), RUBRIC, "zh", LEAST),
        stage_vitality_chart(positions(few, RUBRIC), RUBRIC, "zh", LEAST),
        stage_vitality_shift_chart(shift(few, few, RUBRIC), RUBRIC, "zh", LEAST),
    ):
        (why,) = texts(picture)
        assert "满 5 个人" in why


@pytest.mark.parametrize("language", LANGUAGES)
def test_below_five_people_the_room_is_not_told_in_words_either(language: Language) -> None:
    few = room({"a": 1, "b": 2}, 2)
    why = say(language, "pictures.too_few", least=LEAST)
    assert room_text(assess(few, RUBRIC), RUBRIC, language, LEAST) == why
    assert stage_vitality_text(positions(few, RUBRIC), RUBRIC, language, LEAST) == why
    assert stage_vitality_shift_text(shift(few, few, RUBRIC), RUBRIC, language, LEAST) == why


def test_the_rooms_words_count_every_community_in_every_row() -> None:
    results = assess([*room({"a": 1, "b": 1, "c": None}), *room({"d": 3}, 1)], RUBRIC)
    head, *lines = room_text(results, RUBRIC, "en", LEAST).split("\n")
    assert head.startswith("4 communities, 10 raters")
    assert len(lines) == len(IDS)
    for line in lines:
        counts = [int(number) for number in re.findall(r"(\d+) communit", line)]
        assert sum(counts) == 4


# The plane


def test_a_place_is_a_stage_by_the_rule_and_a_middle_never_a_mean() -> None:
    # Three raters at 0, 1 and 3 everywhere: the middle is 1; a mean would be 1.33.
    ratings = [rating(one, level, who) for one in IDS for who, level in zip("abc", (0, 1, 3), strict=True)]
    assert positions(ratings, RUBRIC) == (Position("X", 3, 2, 2, (0, 6), (0, 6)),)


def test_between_two_stages_is_a_place_of_its_own() -> None:
    # The worked example of the rubric's method note with D8 = 1: between 1.0 and 2.0.
    levels = {"D1": 2, "D2": 2, "D3": 2, "D5": 2, "D7": 1, "D8": 1, "D9": 1}
    (place,) = positions([rating(one, level) for one, level in levels.items()], RUBRIC)
    assert (place.stage, place.vitality, place.vitalities) == (3, None, None)


def test_what_nobody_knows_is_no_place_and_is_said() -> None:
    places = positions([*room({"a": 1}, 4), *room({"b": None}, 4)], RUBRIC)
    assert [one.stage for one in places] == [2, None]
    assert set(spots(places, WALL)[0]) == {"a"}
    picture = stage_vitality_chart(places, RUBRIC, "en", LEAST)
    assert len(drawn(picture).findall(f".//{SVG}circle")) == 1
    assert "1 more is not drawn" in " ".join(texts(picture))


@given(st.integers(2, 40))
def test_places_in_one_field_share_no_row_and_no_column(count: int) -> None:
    at, apart = scattered(count, 200, 100)
    assert len({round(x, 6) for x, _ in at}) == len({round(y, 6) for _, y in at}) == count
    assert apart > 0


def test_one_or_two_raters_make_an_open_mark() -> None:
    places = positions([*room({"a": 1}, 2), *room({"b": 2}, 3)], RUBRIC)
    fills = [
        one.attrib["fill"]
        for one in drawn(stage_vitality_chart(places, RUBRIC, "en", LEAST)).iter(f"{SVG}circle")
    ]
    assert sorted(fill == "#23291f" for fill in fills) == [False, True]


@pytest.mark.parametrize(("raters", "lines"), [(2, 0), (4, 0), (5, 3)])
def test_a_span_is_drawn_from_five_raters_on(raters: int, lines: int) -> None:
    """A line across with its two ends; of two raters the ends would be the two."""
    place = Position("X", raters, 2, None, (0, 4), None)
    others = Position("Y", 5, None, 2, None, None)
    drawn = stage_vitality_chart([place, others], RUBRIC, "zh", 1)
    plain = stage_vitality_chart([replace(place, stages=None), others], RUBRIC, "zh", 1)
    assert drawn.count("<line") - plain.count("<line") == lines


def test_only_its_own_people_see_a_community_pointed_out() -> None:
    places = positions(room({"a": 1, "b": 2}, 3), RUBRIC)
    assert "ours" not in texts(stage_vitality_chart(places, RUBRIC, "en", LEAST))
    assert texts(stage_vitality_chart(places, RUBRIC, "en", LEAST, own="a")).count("ours") == 1
    assert "Our community" in stage_vitality_text(places, RUBRIC, "en", LEAST, "a")


# Then and now


def test_a_shift_says_in_every_row_who_rated_then_and_now() -> None:
    then, now = room({"a": 1}, 5), room({"a": 2}, 6)
    (found,) = shift(then, now, RUBRIC)
    assert texts(reassessment_chart(found, RUBRIC, "en")).count("5→6 (5)") == len(IDS)
    head, *lines = reassessment_text(found, RUBRIC, "en").split("\n")
    assert head == "then 5, now 6, both 5"
    assert len(lines) == len(IDS)
    assert all("from level 1 to level 2" in line for line in lines)


def arrows(picture: str) -> int:
    """Heads of arrows in the rows."""
    return sum(len(row.findall(f"{SVG}polygon")) for row in rows(picture))


def test_an_arrow_stands_only_where_a_level_moved() -> None:
    still, moved = room({"a": 1}, 5), room({"a": 2}, 5)
    assert arrows(reassessment_chart(shift(still, still, RUBRIC)[0], RUBRIC, "en")) == 0
    assert arrows(reassessment_chart(shift(still, moved, RUBRIC)[0], RUBRIC, "en")) == len(IDS)
    unknown = room({"a": None}, 5)
    assert arrows(reassessment_chart(shift(still, unknown, RUBRIC)[0], RUBRIC, "en")) == 0


def test_an_arrow_that_rests_on_two_people_is_dashed() -> None:
    (few,), (enough,) = (shift(room({"a": 1}, n), room({"a": 2}, n), RUBRIC) for n in (2, 3))
    assert [
        sum(
            "stroke-dasharray" in one.attrib
            for row in rows(reassessment_chart(found, RUBRIC, "en"))
            for one in row
        )
        for found in (few, enough)
    ] == [len(IDS), 0]
