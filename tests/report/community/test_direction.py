"""A community's direction in report and exports: with what was seen, under codes, nothing that points at somebody."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.app_context import Clock, context_on
from workshop.base.text import say
from workshop.model.camp import Action, Camp, Seat
from workshop.model.direction import CameTrue, Condition, Direction
from workshop.model.ids import seat_codes
from workshop.report.camp_json import camp_json
from workshop.report.community.direction import direction_rows, direction_section, loop_section
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.room_people import person_code
from workshop.services.community import directions
from workshop.services.export.summary import CampSummary, camp_summary
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store

LEADER, OUTSIDER = "王阿姨本名", "门外的老李"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(store: Store, clock: Clock) -> AppContext:
    return context_on(store, clock=clock)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-1d").camp


def sit(context: AppContext, camp: Camp, name: str, community: str) -> Seat:
    arrival = Arrival(f"k{name}", name, community, "resident", consent=True)
    return seats.join(context, camp.code, arrival).seat


def section_words(summary: CampSummary, community: str) -> str:
    one = next(one for one in summary.communities if one.community.name == community)
    return repr(direction_section(summary, one))


def test_a_direction_is_told_with_its_looks_and_without_a_name(
    context: AppContext, camp: Camp, clock: Clock
) -> None:
    leader, other = sit(context, camp, LEADER, "东苑"), sit(context, camp, "李", "西苑")
    sit(context, camp, "张", "南苑")
    said = Direction(
        Condition.TRUST, "张罗端午", "六月", person_code(leader.id), date(2026, 12, 1), "三支队在"
    )
    directions.write(context, camp, "a", leader.community, said, "facilitator")
    outside = Direction(Condition.OWN, "", "", OUTSIDER, date(2026, 12, 1), "没有社工也在做")
    directions.write(context, camp, "b", other.community, outside, "facilitator")
    clock.forward(days=140)
    directions.look(context, camp, "l", leader.community, CameTrue.PARTLY, "两支队自己约了", "facilitator")

    summary = camp_summary(context, camp, "zh")
    words = section_words(summary, "东苑")
    for wanted in ("张罗端午", "三支队在", "两支队自己约了", seat_codes([leader, other])[leader.id]):
        assert wanted in words
    assert say("zh", "direction.outside") in section_words(summary, "西苑")
    assert say("zh", "direction.none_recorded") in section_words(summary, "南苑")

    trust, outcome = (say("zh", f"direction.{name}") for name in ("condition.trust", "outcome.partly"))
    (row,) = (one for one in direction_rows(summary) if one[0] == "东苑")
    led = seat_codes([leader, other])[leader.id]
    assert row == ["东苑", trust, "张罗端午", "六月", led, "2026-12-01", 1, outcome]
    assert OUTSIDER not in repr(direction_rows(summary))

    exported = json.loads(camp_json(summary))
    told = json.dumps(exported, ensure_ascii=False)
    assert LEADER not in told + words + repr(summary)
    assert OUTSIDER not in told + repr(summary.directions)
    (kept,) = [one for one in exported["directions"] if one["community"] == "东苑"]
    assert (kept["counts"], kept["reached"]) == ("desk.1", "solution")
    assert [(one["outcome"], one["due"], one["taken_back"]) for one in kept["looks"]] == [
        ("partly", 137, False)
    ]


def test_a_camp_without_directions_has_no_section_of_them(context: AppContext, camp: Camp) -> None:
    sit(context, camp, "张", "南苑")
    summary = camp_summary(context, camp, "zh")
    assert direction_section(summary, summary.communities[0]) is None
    assert loop_section(summary) is None


def test_what_it_rests_on_is_told_by_the_principle_cards_move(context: AppContext, camp: Camp) -> None:
    writer = sit(context, camp, "张", "南苑")
    control.act(context, camp.id, Action.OPEN, "principle-extract", "facilitator")
    card = {"move": "先跟网格员走", "condition": "两委同意", "why": "认得人", "limit": "没有网格员"}
    answers.submit(context, writer, "p", "principle-extract", "card", {"rows": [card]})
    control.act(context, camp.id, Action.OPEN, "direction", "facilitator")
    summary = camp_summary(context, camp, "zh")
    (principle,) = summary.principles
    row = {"sign": "三支队在", "from": principle.id}
    answers.submit(context, writer, "d", "direction", "plan", {"rows": [row]})
    # The writer mends another field: the card stays the same card.
    answers.submit(context, writer, "q", "principle-extract", "card", {"rows": [{**card, "limit": "搬走了"}]})
    assert "先跟网格员走" in section_words(camp_summary(context, camp, "zh"), "南苑")
