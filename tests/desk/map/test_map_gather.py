"""What the room said, at the desk: answered there and on paper, put on the map, its names locked away, its trail read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, see, words
from tests.mapping import EXERCISE, ROSTER, MapCamp, mapping_camp, sit, speak, with_mapping
from workshop.base.errors import AccessError
from workshop.base.settings import Settings
from workshop.base.text import Language
from workshop.desk.map.map_gather import may_gather
from workshop.desk.ui import context as desk_house
from workshop.desk.ui.audit_list import as_csv
from workshop.desk.ui.visitor import Visitor
from workshop.model.network import Network
from workshop.model.step import Payload
from workshop.services.app import access, audit
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.export import paper
from workshop.services.map import map_updates, networks
from workshop.services.seats import seats


@dataclass
class Mapped:
    """The desk of a facilitator whose camp collects a map."""

    desk: Desk
    made: MapCamp

    def open(self, view: str = "room", language: Language = "zh") -> AppTest:
        page = self.desk.open("communities", language)
        see(page, view)
        assert not page.exception, [one.value for one in page.exception]
        return page

    @property
    def network(self) -> Network:
        saved = networks.current(self.made.context, self.made.community.id)
        assert saved is not None
        return saved.network


@pytest.fixture
def mapped(desk: Desk, inline: None) -> Mapped:
    context = with_mapping(desk.context)
    desk_house.provide_context(context, Settings())
    made = mapping_camp(context)
    desk.cookies["desk"] = access.sign_in(context, made.camp.code, made.password)
    return Mapped(replace(desk, context=context), made)


def find(elements: Any, end: str) -> Any:
    return next(one for one in elements if one.key and one.key.endswith(end))


def press(page: AppTest, end: str) -> None:
    find(page.button, end).click()
    page.run()
    assert not page.exception, [one.value for one in page.exception]


def said(network: Network) -> list[tuple[str, str, str, str]]:
    return [(tie.source, tie.target, str(tie.relation), tie.reporter) for tie in network.ties if tie.when]


def test_while_nobody_has_answered_the_page_says_what_to_open(mapped: Mapped) -> None:
    told = words(mapped.open())
    assert "这个社区还没有人作答（签到 0 人）" in told
    assert "谁和谁" in told


def test_a_camp_without_such_an_exercise_is_sent_to_its_agenda(desk: Desk, inline: None) -> None:
    context = with_mapping(desk.context, "check-in")
    desk_house.provide_context(context, Settings())
    made = camps.new_camp(context, "没有图的营", EXERCISE)
    community = camps.add_community(context, made.camp.id, "西门里")
    networks.save(context, community.id, ROSTER, "organiser")
    desk.cookies["desk"] = access.sign_in(context, made.camp.code, made.facilitator_password)
    page = desk.open("communities")
    see(page, "room")
    page.run()
    assert "议程里还没有画图的练习" in words(page)


def test_what_came_in_is_looked_at_ticked_and_put_on_the_map_once(mapped: Mapped) -> None:
    seat = sit(mapped.made, "甲")
    speak(
        mapped.made,
        seat,
        me={"pick": ["R03"]},
        here={"add": ["王阿娘", "王二麻子"]},
        mine={"tie.王阿娘": ["knows"], "tie.王二麻子": ["knows"]},
    )
    page = mapped.open()
    assert "1 人作答" in words(page)
    find(page.checkbox, "R01.王阿娘").check()
    find(page.checkbox, ".王二麻子").uncheck()
    page.run()
    press(page, ".put")
    assert said(mapped.network) == [("R03", "R01", "knows", "R03")]
    assert len(mapped.network.people) == 4
    assert "放好了" in words(page)
    history = mapped.open("history")
    assert "把大家说的放到了图上" in words(history)


def test_one_added_may_be_chosen_to_be_somebody_with_quite_another_name(mapped: Mapped) -> None:
    speak(
        mapped.made,
        sit(mapped.made, "甲"),
        me={"pick": ["R03"]},
        here={"add": ["团支书"]},
        mine={"tie.团支书": ["trusts"]},
    )
    page = mapped.open()
    find(page.selectbox, ".same.0.团支书").set_value("R02")
    page.run()
    press(page, ".put")
    assert said(mapped.network) == [("R03", "R02", "trusts", "R03")]


def test_only_who_steers_the_camp_is_offered_what_the_room_said_and_the_names(mapped: Mapped) -> None:
    seat = sit(mapped.made, "甲")
    community = mapped.made.community
    offered = [
        may_gather(Visitor("zh", seat, right), community)
        for right in (None, Right("another camp"), Right(community.camp), Right(None))
    ]
    assert offered == [False, False, True, True]


def test_both_languages_tell_who_said_the_ties(mapped: Mapped) -> None:
    assert "Who said the ties on the map" in words(mapped.open(language="en"))
    assert "图上的联系，是谁说的" in words(mapped.open())


def test_names_are_on_the_page_only_after_somebody_asked_and_that_is_noted(mapped: Mapped) -> None:
    page = mapped.open("names")
    find(page.selectbox, ".person").set_value("R01")
    find(page.text_input, ".name").set_value("欧阳金丝雀")
    press(page, "-记下")
    assert "存着 1 个名字" in words(page)
    assert "欧阳金丝雀" not in words(page)
    find(page.toggle, ".show").set_value(True)
    page.run()
    assert "欧阳金丝雀" in words(page)
    press(page, ".forget.R01")
    assert "欧阳金丝雀" not in words(page)
    mapped.desk.organise()
    trail = mapped.desk.open("audit")
    (table,) = trail.table
    assert list(table.value.iloc[:, 1])[:3] == [
        "从名字钥匙里删了名字",
        "看了名字钥匙",
        "在名字钥匙里记了名字",
    ]


def test_the_trail_is_the_organisers_and_can_be_filtered(mapped: Mapped) -> None:
    speak(mapped.made, sit(mapped.made, "甲"), me={"pick": ["R02"]}, here={"pick": ["R01"]})
    map_updates.put_on_map(mapped.made.context, mapped.made.community, map_updates.Decided(), "facilitator")
    camps.noted(mapped.made.context, mapped.made.camp.id, "export all.zip", "organiser")
    with pytest.raises(AccessError, match=r"access\.organiser"):
        audit.lines(mapped.made.context, Right(mapped.made.camp.id))
    mapped.desk.organise()
    page = mapped.desk.open("audit")
    find(page.selectbox, "audit.camp").set_value(mapped.made.camp.code)
    page.run()
    camp = f"画图营 · {mapped.made.camp.code}"
    assert [list(one) for one in page.table[0].value.iloc[:, 1:].to_numpy()] == [
        ["带走了数据 all\\.zip", camp, "主办方"],
        ["把大家说的放到图上", f"**西门里** {camp}", "主持人"],
    ]
    find(page.multiselect, "audit.what").set_value(["gathered"])
    page.run()
    assert len(page.table[0].value) == 1


def test_no_cell_of_the_trails_file_runs_as_a_formula() -> None:
    assert b"'=1+1" in as_csv(["a"], [["=1+1"]])


def test_a_roster_and_ties_are_answered_at_the_desk_as_on_a_phone(mapped: Mapped) -> None:
    seat = sit(mapped.made, "甲")
    token = seats.recover(mapped.made.context, seat.recovery).token
    mapped.desk.cookies.pop("desk")
    mapped.desk.cookies["seat"] = token
    page = mapped.desk.open("my_community")
    find(page.selectbox, ".pick").set_value("R03")
    page.run()
    send(page)
    find(page.button_group, ".pick").set_value(["R01"])
    page.run()
    find(page.text_input, ".add.0").set_value("王阿娘")
    page.run()
    send(page)
    find(page.button_group, ".tie.R01").set_value(["knows", "trusts"])
    find(page.button_group, ".tie.王阿娘").set_value(["knows"])
    page.run()
    send(page)
    find(page.selectbox, ".pair.0.source").set_value("R01")
    page.run()
    find(page.selectbox, ".pair.0.target").set_value("王阿娘")
    page.run()
    send(page)
    find(page.button_group, ".pick").set_value(["R01"])
    page.run()
    find(page.button_group, ".mark.R01.influence").set_value("3")
    page.run()
    send(page)
    (speaker,) = map_updates.pending_reports(mapped.made.context, mapped.made.community).speakers
    view = speaker.view
    assert (view.reporter, view.named) == ("R03", ("R01", "王阿娘"))
    assert [(tie.source, tie.target, str(tie.relation)) for tie in view.ties] == [
        ("R03", "R01", "knows"),
        ("R03", "R01", "trusts"),
        ("R03", "王阿娘", "knows"),
        ("R01", "王阿娘", "helps"),
    ]
    assert [(one.of, one.value) for one in view.remarks] == [("R01", 3.0)]


def send(page: AppTest) -> None:
    next(button for button in page.button if button.key and button.key.startswith("answer.send.")).click()
    page.run()
    assert not page.exception, [one.value for one in page.exception]


def typed(mapped: Mapped) -> dict[str, Payload]:
    context, camp = mapped.made.context, mapped.made.camp
    (sheet,) = paper.typed(context, camp, EXERCISE)
    return paper.given_on(context, camp, sheet.seat.id, EXERCISE)


def test_a_sheet_that_names_people_is_typed_in_line_by_line(mapped: Mapped) -> None:
    page = mapped.desk.open("paper")
    find(page.text_input, "head.nickname").set_value("12 号")
    find(page.selectbox, "head.role").set_value("resident")
    find(page.checkbox, "head.consent").check()
    find(page.multiselect, "me.pick").set_value(["R03"])
    find(page.multiselect, "here.pick").set_value(["R01", "R02"])
    find(page.selectbox, "mine.line.0.who").set_value("R01")
    find(page.selectbox, "mine.line.0.relation").set_value("knows")
    find(page.selectbox, "among.line.0.source").set_value("R01")
    find(page.selectbox, "among.line.0.target").set_value("R02")
    find(page.selectbox, "tower.line.0.who").set_value("R02")
    find(page.selectbox, "tower.line.0.influence").set_value("1")
    next(button for button in page.button if button.label == "存好，录下一张").click()
    page.run()
    assert not page.exception, [one.value for one in page.exception]
    assert not page.error, [one.value for one in page.error]
    assert typed(mapped) == {
        "me": {"people": [{"code": "R03", "marks": {}}]},
        "here": {"people": [{"code": "R01", "marks": {}}, {"code": "R02", "marks": {}}]},
        "mine": {"ties": [{"source": "", "target": "R01", "relation": "knows"}]},
        "among": {"ties": [{"source": "R01", "target": "R02", "relation": "helps"}]},
        "tower": {"people": [{"code": "R02", "marks": {"influence": "1"}}]},
    }
    press(page, f"typing.open.{paper.typed(mapped.made.context, mapped.made.camp, EXERCISE)[0].seat.id}")
    assert find(page.selectbox, "tower.line.0.who").value == "R02"
    assert find(page.selectbox, "mine.line.0.relation").value == "knows"
