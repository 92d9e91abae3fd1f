"""Whom a question may name: the newest map of one's own community, or those picked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.app_context import make_context
from workshop.model.network import Building, Group, Network, Person, PersonKind
from workshop.model.step import Payload, Question
from workshop.services.app.context import AppContext
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
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


def community(context: AppContext, *kept: Network) -> str:
    camp = camps.new_camp(context, "试营", next(iter(context.content.recipes)), 10).camp
    place = camps.add_community(context, camp.id, "桂花园社区")
    for network in kept:
        context.store.write(partial(_keep, context, place.id, network))
    return place.id


def _keep(context: AppContext, place: str, network: Network, connection: Connection) -> None:
    rows.add_network(connection, place, network, "主持", "", context.now())


def people(
    context: AppContext,
    place: str,
    question: str,
    given: dict[str, Payload] | None = None,
    source: str | None = None,
) -> list[tuple[str, str, str]]:
    exercise = context.content.exercises[NET_MAP]
    if source is not None:
        steps = tuple(
            replace(one, people_from=source) if one.id == question else one for one in exercise.steps
        )
        exercise = replace(exercise, steps=steps)
    filled = with_people(context, place, exercise, _question(context, question), given or {}, "zh")
    return [(one.code, one.label, one.help) for one in filled.people]


def _question(context: AppContext, id: str) -> Question:
    reference = next(iter(context.content.rubrics))
    questions = asked(context, NET_MAP, context.content.exercises[NET_MAP].version, reference, "zh")
    return next(one for one in questions if one.id == id)


def test_people_and_groups_stand_with_where_they_live_or_what_they_are(context: AppContext) -> None:
    place = community(context, MAP)
    everybody = [
        ("R1", "1 栋甲", "1 号楼"),
        ("R2", "R2", "院子"),
        ("S1", "社工小陈", "社工／社会组织"),
        ("G1", "舞蹈队", "自组织"),
    ]
    assert people(context, place, "who") == everybody
    assert people(context, place, "who", source="map.people") == everybody[:3]
    assert people(context, place, "who", source="map.groups") == everybody[3:]


def test_before_the_first_map_there_is_nobody(context: AppContext) -> None:
    assert people(context, community(context), "who") == []


def test_the_newest_map_counts_and_one_taken_back_does_not(context: AppContext) -> None:
    place = community(context, MAP, Network(people=(Person("R9"),)))
    assert people(context, place, "who") == [("R9", "R9", "居民")]
    networks.undo(context, place)
    assert len(people(context, place, "who")) == 4


def test_an_earlier_roster_gives_those_picked_there_in_their_order_and_added_ones_too(
    context: AppContext,
) -> None:
    place = community(context, MAP)
    picked: dict[str, Payload] = {
        "who": {"people": [{"code": one, "marks": {}} for one in ("G1", "门卫", "R1")]}
    }
    assert people(context, place, "ties", picked) == [
        ("G1", "舞蹈队", "自组织"),
        ("门卫", "门卫", ""),
        ("R1", "1 栋甲", "1 号楼"),
    ]
    assert people(context, place, "ties") == []


def test_a_question_that_names_nobody_stays_as_it_is(context: AppContext) -> None:
    exercise = context.content.exercises[NET_MAP]
    plain, roster = _question(context, "surprise"), _question(context, "who")
    assert with_people(context, community(context, MAP), exercise, plain, {}, "zh") is plain
    assert [names_people(exercise, one) for one in (plain, roster)] == [False, True]
    assert [picked_in(exercise, one) for one in (roster, _question(context, "towers"))] == [None, "who"]
