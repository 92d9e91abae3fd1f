"""Pairs made from the remote: phones show partner and card, latecomers join, who withdraws frees their partner."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import Room, make_room
from workshop.base.text import say
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action
from workshop.services.camp import control, progress
from workshop.services.room.wall_views import COUNT, PAIRS
from workshop.services.room.walls import wall_show
from workshop.services.seats.partners_shown import MatchShown, match_shown

STEP = "speed-consult"
NAME = re.compile(r'<p class="mate-name"[^>]*><b>(.*?)</b>')
NewPhone = Callable[[str, str], Handset]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=(STEP, "check-in", STEP)) as made:
        made.open(STEP)
        yield made


@pytest.fixture
def new_phone(room: Room) -> NewPhone:
    """A phone whose owner has written what they ask."""

    def make(nickname: str, community: str) -> Handset:
        phone = Handset(room.client(), room.camp.code)
        phone.join(nickname, community, "resident")
        phone.get("/s")
        assert phone.form is not None
        phone.follow(phone.send(phone.form, {"text": [f"{nickname}的难处"]}))
        return phone

    return make


def shown(room: Room, step: str = STEP) -> MatchShown:
    camp_step = next(one for one in control.steps(room.context, room.camp.id) if one.id == step)
    found = match_shown(room.context, room.camp, camp_step)
    assert found is not None
    return found


def partners(phone: Handset) -> set[str]:
    return {html.unescape(name) for name in NAME.findall(phone.get("/s").text)}


def six(new_phone: NewPhone) -> dict[str, Handset]:
    return {f"{house}{n}": new_phone(f"{house}{n}", house) for house in "甲乙丙" for n in range(2)}


def test_a_phone_shows_its_partners_and_what_they_ask_and_nobody_elses(
    remote: Remote, new_phone: NewPhone, room: Room
) -> None:
    phones = six(new_phone)
    before = phones["甲0"].get("/s").text
    assert say("zh", "exercises.match.wait") in before
    assert "data-submit" not in before
    mark = re.search(r'data-since="(\d+)"', before)
    assert mark is not None
    remote.open()
    assert remote.press(remote.form("match", STEP)) == "done"
    # The phone hears of it by the tick it asks anyway.
    assert phones["甲0"].client.get(f"/s/tick?since={mark.group(1)}").status_code == 200
    mine = partners(phones["甲0"])
    assert len(mine) == 2
    assert {name[0] for name in mine} == {
        "乙",
        "丙",
    }  # three communities of two: no trio need hold two of one
    page = phones["甲0"].page
    assert all(f"{name}的难处" in page for name in mine)
    assert not [name for name in phones if name not in mine | {"甲0"} and f"{name}的难处" in page]
    for name in mine:
        assert "甲0" in partners(phones[name])


def test_pressed_twice_it_is_one_matching_and_says_so(
    remote: Remote, new_phone: NewPhone, room: Room
) -> None:
    six(new_phone)
    remote.open()
    form = remote.form("match", STEP)
    assert remote.press(form) == "done"
    groups = shown(room).groups
    assert remote.press(form) == "already"
    again = {**form, "key": "0" * 32}
    assert remote.press(again) == "nothing"
    assert say("zh", "live.nothing.matched", step="同伴快诊") in remote.said
    assert shown(room).groups == groups


def test_it_can_be_taken_back_until_somebody_has_met(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    phones = six(new_phone)
    remote.open()
    remote.press(remote.form("match", STEP))
    take_back = remote.form("unmatch", STEP)
    assert remote.press(take_back) == "done"
    assert shown(room).groups == ()
    assert partners(phones["甲0"]) == set()
    remote.press(remote.form("match", STEP))
    late = remote.form("unmatch", STEP)
    phones["乙0"].get("/s")
    assert phones["乙0"].form is not None
    phones["乙0"].follow(phones["乙0"].send(phones["乙0"].form, {"met": ["1"]}))
    assert remote.press(late) == "nothing"
    assert len(shown(room).groups) == 2
    assert not [form for form in remote.forms() if form["act"] == "unmatch"]


def test_who_comes_late_joins_and_nobody_moves(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    six(new_phone)
    remote.open()
    remote.press(remote.form("match", STEP))
    before = [{one.nickname for one in group} for group in shown(room).groups]
    late = new_phone("晚来", "丁")
    after = [{one.nickname for one in group} for group in shown(room).groups]
    assert [group - {"晚来"} for group in after] == before
    assert len(partners(late)) == 3


def test_who_withdraws_frees_their_partners(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    phones = {name: new_phone(name, name) for name in "甲乙丙丁戊己"}
    remote.open()
    remote.press(remote.form("match", STEP))
    gone = [one.nickname for one in shown(room).groups[0]]
    for name in gone[:2]:
        phones[name].post("/s/withdraw", {"sure": ["yes"]})
    (group,) = shown(room).groups
    assert {one.nickname for one in group} == set(phones) - set(gone[:2])
    assert partners(phones[gone[2]]) == set(phones) - set(gone)


def test_a_second_round_meets_others(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    for name in "甲乙丙丁戊己庚辛壬":
        new_phone(name, name)
    remote.open()
    remote.press(remote.form("match", STEP))
    first = shown(room).groups
    room.act(Action.CLOSE, STEP)
    room.open(f"{STEP}-2")
    remote.open()
    remote.press(remote.form("match", f"{STEP}-2"))
    # Nine people: three trios can be laid so that no two meet again (a Latin square of order 3, by hand).
    together = [{one.nickname for one in group} for group in first]
    again = [{one.nickname for one in group} for group in shown(room, f"{STEP}-2").groups]
    assert max(len(one & other) for one in together for other in again) == 1


def test_one_alone_is_no_pair_and_the_press_says_so(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    new_phone("甲", "甲")
    remote.open()
    assert remote.press(remote.form("match", STEP)) == "nothing"
    assert remote.said == say("zh", "live.nothing.nobody_to_match")


def test_the_remote_lists_everybody_to_read_out_and_the_wall_shows_nicknames_alone(
    remote: Remote, new_phone: NewPhone, room: Room
) -> None:
    six(new_phone)
    remote.open()
    remote.press(remote.form("match", STEP))
    assert all(f"<b>{house}{n}</b>" in remote.page for house in "甲乙丙" for n in range(2))
    remote.press(remote.form("show", "pairs"))
    drawn = picture(room.context, room.camp, "zh", "http://192.0.2.7:8501")
    assert "甲0" in drawn.drawing
    assert "的难处" not in drawn.drawing + drawn.words


def test_progress_waits_for_the_meeting(remote: Remote, new_phone: NewPhone, room: Room) -> None:
    """Text, match, text are what is asked of everybody; the mark at the end may be left out."""
    six(new_phone)
    counted = progress.progress(room.context, room.camp, STEP)
    assert {(seat.answered, seat.total) for seat in counted.seats} == {(1, 3)}
    assert counted.done == 0


def test_the_wall_follows_the_step_to_its_pairs_once_they_are_made(
    remote: Remote, new_phone: NewPhone, room: Room
) -> None:
    six(new_phone)
    remote.open()
    assert wall_show(room.context, room.camp).view == COUNT
    remote.press(remote.form("match", STEP))
    assert wall_show(room.context, room.camp).view == PAIRS
    assert say("zh", "live.view.pairs") in remote.page.split('class="wall"')[1].split("</h2>")[0]
    assert "甲0" in picture(room.context, room.camp, "zh", f"http://{id(room)}").drawing
    remote.press(remote.form("show", COUNT))
    assert wall_show(room.context, room.camp).view == COUNT
    remote.press(remote.form("show", "auto"))
    remote.press(remote.form("unmatch", STEP))
    assert wall_show(room.context, room.camp).view == COUNT
