"""The agenda on the remote: meals and talks are started, moved and shortened like everything else, without script."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.content import Words
from workshop.exercises.agenda import AgendaBlock
from workshop.live.remote_words import pace_words
from workshop.model.camp import CampStep
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.room.pace import Pace
from workshop.services.room.timetable import Stretch

LUNCH = Words(zh="午饭", en="Lunch")
STORY = Words(zh="听一个案例", en="A case")
TURN = Words(zh="只讲转折的那一段", en="only the turning point")
BLOCKS = (
    AgendaBlock(exercise="check-in", minutes=10),
    AgendaBlock(title=STORY, minutes=40, plan_b=TURN),
    AgendaBlock(exercise="need-no-action", minutes=40),
    AgendaBlock(title=LUNCH, minutes=45, pin="10:45"),
    AgendaBlock(exercise="commit", minutes=20),
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[Room]:
    with make_room(tmp_path, clock=clock, blocks=BLOCKS) as made:
        yield made


def steps(room: Room) -> tuple[CampStep, ...]:
    return control.steps(room.context, room.camp.id)


def order(room: Room) -> list[str]:
    return [step.id for step in steps(room)]


def states(room: Room) -> list[str]:
    return [step.state.value for step in steps(room)]


def test_one_button_walks_through_talk_and_lunch(room: Room, remote: Remote) -> None:
    pressed = []
    for _ in range(12):
        usual = remote.forms()[0]
        pressed.append((usual["act"], usual["subject"]))
        assert remote.press(usual) == "done"
    assert pressed == [
        *((act, "check-in") for act in ("open", "freeze", "reveal", "close")),
        ("open", "block_1"),
        ("open", "need-no-action"),  # which ends the talk
        *((act, "need-no-action") for act in ("freeze", "reveal", "close")),
        ("open", "block_2"),
        ("open", "commit"),
        ("freeze", "commit"),
    ]
    assert states(room) == ["closed", "closed", "closed", "closed", "frozen"]


def test_starting_lunch_ends_the_talk_and_one_undo_takes_both_back(room: Room, remote: Remote) -> None:
    remote.press(remote.form("open", "block_1"))
    assert "开始：午饭" not in remote.page
    remote.press(remote.form("open", "block_2"))
    assert states(room) == ["draft", "closed", "draft", "open", "draft"]
    remote.press(remote.form("undo", "block_2"))
    assert states(room) == ["draft", "open", "draft", "draft", "draft"]


def test_the_last_block_without_a_screen_is_ended_by_the_big_button(tmp_path: Path) -> None:
    with make_room(tmp_path, clock=Clock(), blocks=BLOCKS[:2]) as room:
        remote = Remote(room, room.client())
        remote.sign_in()
        remote.open()
        remote.press(remote.form("open", "block_1"))
        assert remote.forms()[0]["act"] == "close"
        assert remote.press(remote.forms()[0]) == "done"
        assert states(room) == ["draft", "closed"]


def test_a_talk_is_never_frozen_revealed_or_counted(room: Room, remote: Remote) -> None:
    remote.press(remote.form("open", "block_1"))
    assert {form["act"] for form in remote.forms() if form["subject"] == "block_1"} <= {
        "close",
        "extend:5",
        "extend",
        "undo",
    }
    for act in ("freeze", "reveal", "accept_late"):
        assert remote.press(remote.form("close", "block_1") | {"act": act}) == "nothing"
        assert "不用屏幕" in remote.said
    assert "<span>已答</span>" not in remote.page


def times(page: str) -> dict[str, str]:
    found = re.findall(r"<summary><small>([\d:]+)–[\d:]+</small> <b>(.*?)</b>", page)
    return {title: begin for begin, title in found}


def test_every_block_stands_there_with_its_time_and_what_follows_counts_from_now(
    room: Room, remote: Remote, clock: Clock
) -> None:
    assert list(times(remote.page).values()) == ["09:00", "09:10", "09:50", "10:45", "11:30"]
    assert "到 10:45 的“午饭”，还空 15 分钟" in remote.page
    remote.press(remote.form("open", "check-in"))
    clock.forward(minutes=22)
    remote.open()
    assert list(times(remote.page).values()) == ["09:00", "09:22", "10:02", "10:45", "11:30"]
    assert "还空 3 分钟" in remote.page
    assert "慢了 12 分钟，到 10:45 的“午饭”还空 3 分钟" in remote.page


@pytest.mark.parametrize(
    ("minutes", "why"), [(3, "慢了 3 分钟："), (0, "后面排得太满："), (-4, "后面排得太满：")]
)
def test_a_plan_that_is_too_full_is_told_so_to_who_is_not_behind(room: Room, minutes: int, why: str) -> None:
    stretch = Stretch((), ends=725, limit=720, waits=None)
    said = pace_words(room.context, "zh", Pace(minutes, stretch, None))
    assert said.startswith(why)
    assert "0 分钟" not in said


def test_a_block_is_moved_by_one_and_back_and_what_has_begun_stays(room: Room, remote: Remote) -> None:
    before = order(room)
    assert remote.press(remote.form("later", "check-in")) == "done"
    assert order(room) == ["block_1", "check-in", "need-no-action", "block_2", "commit"]
    assert remote.press(remote.form("undo", "check-in")) == "done"
    assert order(room) == before
    early = remote.form("earlier", "block_1")
    remote.press(remote.form("open", "check-in"))
    assert remote.press(early) == "nothing"
    assert "已经开始" in remote.said
    assert order(room) == before
    assert not [one for one in remote.forms() if one["subject"] == "block_2" and one["act"] == "later"]


def test_two_buttons_of_one_form_are_two_presses(room: Room, remote: Remote) -> None:
    """As an old page sends them: the second is not mistaken for a repetition of the first."""
    later, more = remote.form("later", "check-in"), remote.form("extend:5", "check-in")
    assert later["key"] == more["key"]
    assert [remote.press(one) for one in (later, more, later)] == ["done", "done", "already"]


def test_minutes_given_and_a_block_skipped_from_the_agenda(room: Room, remote: Remote) -> None:
    assert remote.press(remote.form("extend:5", "block_1")) == "done"
    assert remote.press(remote.form("extend:-5", "need-no-action")) == "done"
    assert remote.press(remote.form("skip", "commit")) == "done"
    found = {step.id: step for step in steps(room)}
    assert (found["block_1"].minutes, found["need-no-action"].minutes) == (45, 35)
    assert found["commit"].skipped


def test_what_is_lost_is_said_before_a_second_press_does_it(room: Room, remote: Remote, clock: Clock) -> None:
    """15 minutes too many: the exercise gives five (it takes 35 at least), the talk ten of the twenty it may."""
    remote.press(remote.form("open", "check-in"))
    clock.forward(minutes=40)
    remote.open()
    assert "怎么赶上 10:45 的“午饭”" in remote.page
    assert "听一个案例：40 → 30 分钟。只讲转折的那一段" in remote.page
    assert "40 → 35 分钟。再短就做不完整了" in remote.page
    form = next(one for one in remote.forms() if one["act"] == "cut")
    before = [step.minutes for step in steps(room)]
    assert remote.press(form) == "done"
    assert [step.minutes for step in steps(room)] == [10, 30, 35, 45, 20]
    assert "怎么赶上" not in remote.page
    assert remote.press(remote.form("undo", form["subject"])) == "done"
    assert [step.minutes for step in steps(room)] == before


@pytest.mark.parametrize(
    "cuts", ["", "block_1=40", "block_1=0", "nowhere=5", "block_1=x", "check-in=5", "block_1=-5"]
)
def test_a_proposal_that_no_longer_holds_changes_nothing(
    room: Room, remote: Remote, clock: Clock, cuts: str
) -> None:
    remote.press(remote.form("open", "check-in"))
    clock.forward(minutes=40)
    remote.open()
    form = next(one for one in remote.forms() if one["act"] == "cut")
    before = steps(room)
    assert remote.press(form | {"cuts": cuts}) == "nothing"
    assert steps(room) == before
    assert "刚才改过" in remote.said


def test_the_phones_say_what_runs_and_until_when(room: Room, remote: Remote) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    remote.press(remote.form("open", "block_2"))
    page = phone.client.get("/s").text
    assert "现在是“午饭”" in page
    # Of the day only lunch was begun: it lies on the clock as planned, or as this machine's clock says.
    assert re.search(r"大约到 \d\d:45", page)


def test_plan_b_lies_behind_its_block(remote: Remote) -> None:
    assert "万一：只讲转折的那一段" in remote.page


def test_four_days_are_still_a_small_page(room: Room) -> None:
    made = camps.new_camp(room.context, "四天", "camp-4d")
    assert len(control.steps(room.context, made.camp.id)) > 30
    remote = Remote(room, room.client())
    fields = {"code": made.camp.code, "password": made.facilitator_password, "next": "/r"}
    remote.client.post("/login", data=fields)
    remote.open()
    assert "第 4 天" in remote.page
    assert len(gzip.compress(remote.page.encode(), 6)) < 15_000


def ending_with_a_talk(context: AppContext) -> AppContext:
    """The same with a four-day camp whose first day ends with a talk."""
    recipe = context.content.recipes["camp-4d"]
    *windows, evening = recipe.days[0].windows
    talk = AgendaBlock(title=STORY, minutes=15)
    evening = evening.model_copy(update={"blocks": (*evening.blocks[:-1], talk)})
    first = recipe.days[0].model_copy(update={"windows": (*windows, evening)})
    longer = recipe.model_copy(update={"days": (first, *recipe.days[1:])})
    recipes = {**context.content.recipes, recipe.id: longer}
    return replace(context, content=replace(context.content, recipes=recipes))


def test_the_last_talk_of_a_day_is_ended_and_tomorrow_waits(tmp_path: Path) -> None:
    with make_room(tmp_path, clock=Clock(), blocks=BLOCKS[:2]) as room:
        made = camps.new_camp(ending_with_a_talk(room.context), "四天", "camp-4d")
        remote = Remote(room, room.client())
        fields = {"code": made.camp.code, "password": made.facilitator_password, "next": "/r"}
        remote.client.post("/login", data=fields)
        remote.open()
        last = [one for one in control.steps(room.context, made.camp.id) if one.block.day == 0][-1]
        assert not last.screen
        remote.press(remote.form("open", last.id))
        assert remote.forms()[0] | {"key": ""} == remote.form("close", last.id) | {"key": ""}
        remote.press(remote.forms()[0])
        assert remote.forms()[0]["act"] == "open"


def test_undo_names_what_is_no_longer_there(room: Room, remote: Remote) -> None:
    remote.press(remote.form("later", "check-in") | {"act": "remove", "several": "1"})
    assert "check-in" not in order(room)
    assert "撤回：拿掉<" in remote.page
    assert remote.press(remote.form("undo", "check-in")) == "done"
    assert "check-in" in order(room)


def test_nobody_is_reminded_of_a_talk(room: Room, remote: Remote) -> None:
    remote.press(remote.form("open", "block_1"))
    assert remote.press(remote.form("close", "block_1") | {"act": "nudge", "subject": ""}) == "nothing"


def test_the_wall_shows_what_runs_and_its_time_and_then_how_to_join(room: Room, remote: Remote) -> None:
    wall = re.search(r'href="[^"]*(/w/[^"?]+)', remote.page)
    assert wall is not None
    remote.press(remote.form("open", "block_2"))
    shown = room.client().get(wall.group(1)).text
    assert "午饭" in shown
    assert "data-ends" in shown or "44:5" in shown
    remote.press(remote.form("close", "block_2"))
    assert room.camp.code[:4] in room.client().get(wall.group(1)).text


def instead(remote: Remote, act: str) -> dict[str, str]:
    return next(one for one in remote.forms() if one["act"] == act and one.get("exercise"))


def test_plan_b_puts_another_exercise_in_its_place_with_one_press_and_phones_follow(
    room: Room, remote: Remote
) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    variant = room.context.content.exercises["speed-consult"]
    assert f"改用：{variant.title.zh}" in remote.page
    form = instead(remote, "swap")
    assert (form["subject"], form["exercise"]) == ("need-no-action", "speed-consult")
    assert remote.press(form) == "done"
    assert order(room) == ["check-in", "block_1", "speed-consult", "block_2", "commit"]
    assert steps(room)[2].minutes == variant.minutes.plan
    remote.press(remote.form("open", "speed-consult"))
    assert variant.steps[0].prompt.zh in html.unescape(phone.client.get("/s").text)
    remote.press(remote.form("undo", "speed-consult"))
    undo = next(one for one in remote.forms() if one["act"] == "undo")
    assert remote.press(undo) == "done"
    assert order(room)[2] == "need-no-action"


def test_what_has_begun_is_followed_by_the_other_and_keeps_its_answers(room: Room, remote: Remote) -> None:
    remote.press(remote.form("open", "need-no-action"))
    form = instead(remote, "add")
    assert remote.press(form) == "done"
    assert order(room) == ["check-in", "block_1", "need-no-action", "speed-consult", "block_2", "commit"]
    assert [step.begun_at is not None for step in steps(room)] == [False, False, True, False, False, False]


def test_what_a_later_block_would_lack_is_said_before_the_press(tmp_path: Path) -> None:
    """The landscape wall works with the points of the map, which the levels of the rubric are not."""
    blocks = (AgendaBlock(exercise="place-on-map"), AgendaBlock(exercise="landscape-wall"))
    with make_room(tmp_path, clock=Clock(), blocks=blocks) as room:
        remote = Remote(room, room.client())
        remote.sign_in()
        for path in ("/r", "/r/agenda"):
            remote.open(path)
            title = room.context.content.exercises["landscape-wall"].title.zh
            assert f"“{title}”就没有要用的内容了" in html.unescape(remote.page)
