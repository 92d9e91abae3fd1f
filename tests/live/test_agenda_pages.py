"""The agenda page and its two sheets, as a browser without script sees them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.live.test_remote_agenda import BLOCKS
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.model.camp import Action, CampStep
from workshop.services.camp import control

PAGES = ("/r/agenda", "/r/agenda/run", "/r/agenda/people")
ROW = re.compile(r'<tr class="[^"]*">(.*?)</tr>', re.S)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock(), blocks=BLOCKS) as made:
        yield made


@pytest.fixture
def page(remote: Remote) -> Remote:
    remote.open("/r/agenda")
    return remote


def steps(room: Room) -> tuple[CampStep, ...]:
    return control.steps(room.context, room.camp.id)


def order(room: Room) -> list[str]:
    return [step.id for step in steps(room)]


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_for_facilitators_and_looking_changes_nothing(
    room: Room, remote: Remote, path: str
) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    assert phone.client.get(path).headers["location"] == "/login?next=/r"
    assert remote.open(path).status_code == 200
    assert control.last_seq(room.context, room.camp.id) == 0


def test_a_block_dropped_elsewhere_is_there_and_the_press_can_be_undone(room: Room, page: Remote) -> None:
    """What the script posts when a block is let go of."""
    before = order(room)
    dropped = page.form("move") | {"subject": "check-in", "after": "need-no-action", "like": "need-no-action"}
    assert page.press(dropped) == "done"
    assert "挪好了：签到" in html.unescape(page.page)
    assert order(room) == ["block_1", "need-no-action", "check-in", "block_2", "commit"]
    assert page.press(page.form("undo", "check-in")) == "done"
    assert order(room) == before


@pytest.mark.parametrize(
    ("after", "like"), [("nowhere", "commit"), ("commit", "nowhere"), ("check-in", "check-in"), ("", "")]
)
def test_a_block_dropped_nowhere_stays(room: Room, page: Remote, after: str, like: str) -> None:
    before = order(room)
    assert page.press(page.form("move") | {"subject": "check-in", "after": after, "like": like}) == "nothing"
    assert order(room) == before


def test_everything_goes_without_a_script(room: Room, page: Remote) -> None:
    assert page.press(page.form("plan", "block_1") | {"minutes": "25", "pin": "09:20"}) == "done"
    assert page.press(page.form("later", "check-in")) == "done"
    assert page.press(page.form("swap", "commit") | {"exercise": "soil-check"}) == "done"
    assert page.press(page.form("remove", "need-no-action")) == "done"
    assert page.press(page.form("add") | {"title": "合影", "minutes": "5", "after": "soil-check"}) == "done"
    assert order(room) == ["block_1", "check-in", "block_2", "soil-check", "block_3"]
    assert (steps(room)[0].minutes, steps(room)[0].block.pin) == (25, "09:20")
    assert "/r/agenda" in page.client.post("/r/act", data=page.form("later", "check-in")).headers["location"]


def test_what_has_begun_offers_no_change(room: Room, page: Remote) -> None:
    page.press(page.form("add") | {"title": "合影", "minutes": "5"})
    control.act(room.context, room.camp.id, Action.OPEN, "block_1", "facilitator")
    page.open("/r/agenda")
    assert [form["act"] for form in page.forms() if form["subject"] == "block_1"] == ["undo"]


def cells(page: str) -> list[list[str]]:
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in ROW.findall(page)]
    return [[" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in rows]


def test_the_run_of_show_says_when_what_who_with_what_and_what_if(remote: Remote) -> None:
    remote.open("/r/agenda/run")
    rows = cells(remote.page)
    assert [row[0].split()[0] for row in rows] == ["09:00", "09:10", "09:50", "10:45", "11:30"]
    assert rows[1] == ["09:10 40 分钟", "听一个案例", "", "", "只讲转折的那一段", ""]
    assert rows[2][2] == "一桌，5 人左右"
    assert "纸卡" in rows[2][3]
    assert "●" in rows[3][0]
    remote.client.get("/r/agenda/run?lang=en")
    remote.open("/r/agenda/run")
    assert cells(remote.page)[1][4] == "only the turning point"


def test_the_page_for_everybody_has_times_and_the_way_in(room: Room, remote: Remote) -> None:
    remote.open("/r/agenda/people")
    assert re.findall(r'<b class="time">([\d:]+)</b>', remote.page)[3:] == ["10:45", "11:30"]
    assert f"/j/{room.camp.code}" in remote.page
    assert f"/qr/{room.camp.code}.svg" in remote.page
    assert "只讲转折" not in remote.page


def test_what_is_skipped_is_not_printed(room: Room, remote: Remote) -> None:
    remote.press(remote.form("skip", "need-no-action"))
    for path in PAGES[1:]:
        remote.open(path)
        assert "为什么没行动" not in remote.page
        assert "10:45" in remote.page


def test_each_exercise_has_its_sheet_one_tap_away(room: Room, remote: Remote) -> None:
    assert f"/r/agenda/paper/commit?camp={room.camp.code}" in remote.page
    assert "/r/agenda/paper/block_1" not in remote.page
    sheet = remote.client.get("/r/agenda/paper/commit").headers["location"]
    assert sheet.startswith("/paper/")
    stranger = room.client().get(f"/r/agenda/paper/commit?camp={room.camp.code}")
    assert stranger.headers["location"] == "/login?next=/r"


@pytest.mark.parametrize("written", ["0", "abc", "481", "-5"])
def test_minutes_that_are_none_are_named(page: Remote, written: str) -> None:
    assert page.press(page.form("plan", "commit") | {"minutes": written}) == "nothing"
    assert "1 到 480 分钟" in page.page


def test_a_block_passed_over_has_no_time_and_can_be_opened_from_the_page(room: Room, page: Remote) -> None:
    page.press(page.form("plan", "commit") | {"act": "open"})
    assert "越过了" in page.page
    assert page.form("skip", "check-in")
    assert page.press(page.form("open", "check-in")) == "done"


def test_the_sheet_for_the_people_is_printed_with_the_start_that_was_set(page: Remote) -> None:
    first = next(form for form in page.forms() if "starts" in form)
    assert page.press(first | {"starts": "14:00"}) == "done"
    assert "14:00" in page.open("/r/agenda/people").text
    assert "09:00" not in page.page


def tracks(room: Room) -> list[tuple[str, str]]:
    return [(step.id, step.block.track) for step in steps(room)]


def test_a_block_is_split_by_tables_and_joined_again(room: Room, page: Remote) -> None:
    before = tracks(room)
    form = page.form("split", "need-no-action") | {
        "own": "1–3 桌",
        "other": "4–6 桌",
        "exercise": "soil-check",
    }
    assert page.press(form) == "done"
    beside = [("need-no-action", "1–3 桌"), ("soil-check", "4–6 桌")]
    assert tracks(room) == [*before[:2], *beside, *before[3:]]
    begins = {
        title: begin for begin, title in re.findall(r"<small>([\d:]+)–[\d:]+</small> <b>(.*?)</b>", page.page)
    }
    titles = [room.context.content.exercises[one].title.zh for one in ("need-no-action", "soil-check")]
    assert [begins[title] for title in titles] == ["09:50", "09:50"]  # side by side; lunch stays where it is
    assert page.press(page.form("join", "soil-check")) == "done"
    assert tracks(room) == [*before[:2], ("need-no-action", ""), ("soil-check", ""), *before[3:]]
    for act in ("need-no-action", "soil-check"):
        assert page.press(next(one for one in page.forms() if one["act"] == "undo")) == "done", act
    assert tracks(room) == before


def test_a_third_part_is_beside_the_two_and_the_same_exercise_may_run_twice(room: Room, page: Remote) -> None:
    page.press(page.form("split", "check-in") | {"own": "甲", "other": "乙", "exercise": ""})
    assert page.press(page.form("split", "check-in-2") | {"other": "丙", "exercise": ""}) == "done"
    assert tracks(room)[:3] == [("check-in", "甲"), ("check-in-2", "乙"), ("check-in-3", "丙")]


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ("", "乙", "各写一个名字"),
        ("甲", " ", "各写一个名字"),
        ("甲", "甲", "不同的名字"),
        ("甲" * 21, "乙", "20"),
    ],
)
def test_two_parts_have_two_names(room: Room, page: Remote, own: str, other: str, said: str) -> None:
    assert page.press(page.form("split", "commit") | {"own": own, "other": other}) == "nothing"
    assert said in page.page
    assert control.last_seq(room.context, room.camp.id) == 0


def test_what_has_begun_is_neither_split_nor_joined(room: Room, page: Remote) -> None:
    split = page.form("split", "check-in") | {"own": "甲", "other": "乙"}
    page.press(split)
    join, again = page.form("join", "check-in"), page.form("split", "check-in")
    control.act(room.context, room.camp.id, Action.OPEN, "check-in", "facilitator")
    for form in (join, again | {"other": "丙"}):
        assert page.press(form) == "nothing"
        assert "已经开始" in page.page
