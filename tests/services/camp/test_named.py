"""Whom a question may name: the newest map of one's own community, or those picked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.app_context import make_house
from workshop.model.network import Building, Group, Network, Person, PersonKind
from workshop.model.step import Payload, Question
from workshop.services.app.context import House
from workshop.services.camp import camps
from workshop.services.camp.questions import asked, names_people, picked_in, with_people
from workshop.services.map import networks
from workshop.store import networks as rows

NET_MAP = "net-map"
MAP = Network(
    people=(
        Person("R1", "1 栋甲", building="B1"),
        Person("R2", building="院子"),
        Person("S1", "社工小陈", PersonKind.SUPPORTER),
    ),
    groups=(Group("G1", "舞蹈队"),),
    buildings=(Building("B1", "1 号楼"),),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with make_house(tmp_path) as made:
        yield made


def community(house: House, *kept: Network) -> str:
    camp = camps.new_camp(house, "试营", next(iter(house.content.recipes)), 10).camp
    place = camps.add_community(house, camp.id, "桂花园社区")
    for network in kept:
        house.store.write(partial(_keep, house, place.id, network))
    return place.id


def _keep(house: House, place: str, network: Network, connection: Connection) -> None:
    rows.add_network(connection, place, network, "主持", "", house.now())


def people(
    house: House,
    place: str,
    question: str,
    given: dict[str, Payload] | None = None,
    source: str | None = None,
) -> list[tuple[str, str, str]]:
    exercise = house.content.exercises[NET_MAP]
    if source is not None:
        steps = tuple(
            replace(one, people_from=source) if one.id == question else one for one in exercise.steps
        )
        exercise = replace(exercise, steps=steps)
    filled = with_people(house, place, exercise, _question(house, question), given or {}, "zh")
    return [(one.code, one.label, one.help) for one in filled.people]


def _question(house: House, id: str) -> Question:
    reference = next(iter(house.content.rubrics))
    questions = asked(house, NET_MAP, reference, "zh")
    return next(one for one in questions if one.id == id)


def test_people_and_groups_stand_with_where_they_live_or_what_they_are(house: House) -> None:
    place = community(house, MAP)
    everybody = [
        ("R1", "1 栋甲", "1 号楼"),
        ("R2", "R2", "院子"),
        ("S1", "社工小陈", "社工／社会组织"),
        ("G1", "舞蹈队", "自组织"),
    ]
    assert people(house, place, "who") == everybody
    assert people(house, place, "who", source="map.people") == everybody[:3]
    assert people(house, place, "who", source="map.groups") == everybody[3:]


def test_before_the_first_map_there_is_nobody(house: House) -> None:
    assert people(house, community(house), "who") == []


def test_the_newest_map_counts_and_one_taken_back_does_not(house: House) -> None:
    place = community(house, MAP, Network(people=(Person("R9"),)))
    assert people(house, place, "who") == [("R9", "R9", "居民")]
    networks.undo(house, place)
    assert len(people(house, place, "who")) == 4


def test_an_earlier_roster_gives_those_picked_there_in_their_order_and_added_ones_too(house: House) -> None:
    place = community(house, MAP)
    picked: dict[str, Payload] = {
        "who": {"people": [{"code": one, "marks": {}} for one in ("G1", "门卫", "R1")]}
    }
    assert people(house, place, "ties", picked) == [
        ("G1", "舞蹈队", "自组织"),
        ("门卫", "门卫", ""),
        ("R1", "1 栋甲", "1 号楼"),
    ]
    assert people(house, place, "ties") == []


def test_a_question_that_names_nobody_stays_as_it_is(house: House) -> None:
    exercise = house.content.exercises[NET_MAP]
    plain, roster = _question(house, "surprise"), _question(house, "who")
    assert with_people(house, community(house, MAP), exercise, plain, {}, "zh") is plain
    assert [names_people(exercise, one) for one in (plain, roster)] == [False, True]
    assert [picked_in(exercise, one) for one in (roster, _question(house, "towers"))] == [None, "who"]
