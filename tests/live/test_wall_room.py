"""Tables, pairs and maps on the wall: legible, nobody's name where names are not allowed, sums by hand."""

from __future__ import annotations

import re

import pytest

from tests.live.test_wall_chart import frame, texts
from workshop.base.text import LANGUAGES, Language, say
from workshop.live.wall_room import (
    network_chart,
    network_text,
    pairs_chart,
    pairs_text,
    tables_chart,
    tables_text,
)
from workshop.model.network import Group, Network, Person, PersonKind, Tie
from workshop.services.map.role_ties import GROUP, OUTSIDE, RESIDENT, SUPPORT, RoleTies, role_ties

LEAST = 35.0


def smallest(drawing: str) -> float:
    return min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 5, 12, 40])
def test_every_table_says_who_sits_there_and_what_does_not_fit_is_counted(
    count: int, language: Language
) -> None:
    tables = [["甲社区", "甲社区", "乙社区"] for _ in range(count)]
    drawing = tables_chart(frame(language), tables, 2)
    heads = [say(language, "live.wall.table", number=number + 1) for number in range(count)]
    shown = [one for one in texts(drawing) if one in heads]
    assert smallest(drawing) >= LEAST
    assert shown == heads[: len(shown)]
    assert len(shown) >= min(count, 12)
    if len(shown) < count:
        assert say(language, "live.wall.more_boxes", n=count - len(shown)) in texts(drawing)
    assert "甲社区 ×2" in tables_text(tables, language)


def test_before_anybody_is_seated_the_wall_says_so() -> None:
    assert tables_text([], "zh") == say("zh", "live.wall.no_tables")
    assert say("zh", "live.wall.no_tables") in texts(tables_chart(frame(), [], 1))


def test_names_of_pairs_stand_there_only_where_the_exercise_lets_them() -> None:
    groups = [["小荷", "老周"], ["阿梅", "大刘", "春兰"]]
    assert "小荷 + 老周" in texts(pairs_chart(frame(), groups, named=True))
    hidden = pairs_chart(frame(), groups, named=False) + pairs_text(groups, "zh", named=False)
    assert "小荷" not in hidden
    assert say("zh", "live.wall.pairs", n=2) in hidden


def made(residents: int, supporters: int) -> Network:
    people = [Person(f"R{n}", f"王{n}", PersonKind.RESIDENT) for n in range(residents)]
    people += [Person(f"S{n}", f"李{n}", PersonKind.SUPPORTER) for n in range(supporters)]
    ties = (Tie("R0", "R1"), Tie("R1", "R0", "trusts"), Tie("R0", "S0"), Tie("R1", "G1"))
    return Network(people=tuple(people), groups=(Group("G1", "舞蹈队"),), ties=ties)


def test_maps_are_summed_by_hand_and_a_part_of_fewer_than_five_is_left_out() -> None:
    """Two maps of 6 residents and 3 workers: 12 and 6; two relations of one pair are one; 2 groups are too few."""
    found = role_ties([made(6, 3), made(6, 3), Network()])
    assert (found.maps, found.counts) == (2, {RESIDENT: 12, SUPPORT: 6})
    assert found.ties == {(RESIDENT, RESIDENT): 2, (RESIDENT, SUPPORT): 2}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maps_on_the_wall_name_nobody(language: Language) -> None:
    found = role_ties([made(6, 5)])
    drawing = network_chart(frame(language), found)
    assert smallest(drawing) >= LEAST
    assert not re.search("王|李|舞蹈队", drawing + network_text(found, language))
    whole = RoleTies(3, {RESIDENT: 90, GROUP: 12, SUPPORT: 9, OUTSIDE: 5}, {(RESIDENT, SUPPORT): 40})
    assert {"90", "12", "9", "5", "40"} <= set(texts(network_chart(frame(language), whole)))


def test_without_a_map_the_wall_says_so() -> None:
    assert say("zh", "live.wall.no_maps") in texts(network_chart(frame(), role_ties([])))


def test_forty_people_in_threes_all_find_their_names_in_full() -> None:
    """Three names of a box were cut after the first while half of the wall stood empty."""
    groups = [[f"阿禾{number}", f"Xiaowen{number}", f"王奶奶{number}"] for number in range(13)]
    picture = pairs_chart(frame(), groups, named=True)
    words = "".join(texts(picture))
    assert all(name in words.replace(" ", "") for group in groups[:12] for name in group)
    assert "…" not in words


def test_few_tables_stand_large() -> None:
    few = tables_chart(frame(), [["柳树巷"] * 3, ["金桂园"] * 2], 1)
    many = tables_chart(frame(), [["柳树巷"] * 3 + ["金桂园"]] * 30, 1)
    largest, least = (
        min(float(size) for size in re.findall(r'font-size="([\d.]+)"[^>]*>[^<]*柳树巷', one))
        for one in (few, many)
    )
    assert largest >= 48 > least >= LEAST
