"""The remote as a browser without script sees it: forms with a key, answered with what they did."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable

import pytest

from tests.app_context import Clock
from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, COMMIT, EVERY_KIND, Room
from workshop.base.text import say
from workshop.live.remote_words import Told
from workshop.model.camp import Action, StepState
from workshop.services.camp import camps, control
from workshop.services.room.remote import remote_view
from workshop.services.room.wall_views import COUNT


def test_signing_in_leads_back_to_the_remote(room: Room) -> None:
    remote = Remote(room, room.client())
    assert remote.open().headers["location"] == "/login?next=/r"
    assert remote.sign_in("wrong").status_code == 403
    assert remote.sign_in().headers["location"] == "/r"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/", "/s", "/r/act"])
def test_signing_in_leads_nowhere_else(room: Room, elsewhere: str) -> None:
    fields = {"code": room.camp.code, "password": room.password, "next": elsewhere}
    assert room.client().post("/login", data=fields).headers["location"] == "/"


def test_a_participant_gets_no_remote(room: Room) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    assert phone.client.get("/r").headers["location"] == "/login?next=/r"
    reply = phone.client.post("/r/act", data={"act": "open", "subject": EVERY_KIND, "key": "k" * 32})
    assert reply.headers["location"] == "/login?next=/r"
    assert control.last_seq(room.context, room.camp.id) == 0


def test_a_facilitator_steers_no_other_camp(room: Room, remote: Remote) -> None:
    other = camps.new_camp(room.context, "别的", EVERY_KIND).camp
    for named in (other.code, other.id):
        assert remote.press(remote.form("open", EVERY_KIND) | {"camp": named}) == "refused"
    assert "另一场" in remote.said
    assert control.last_seq(room.context, other.id) == control.last_seq(room.context, room.camp.id) == 0
    assert room.camp.title in remote.open(f"/r?camp={other.code}").text


def test_the_big_button_walks_a_step_through(room: Room, remote: Remote) -> None:
    for act in ("open", "freeze", "reveal", "close"):
        usual = remote.forms()[0]
        assert (usual["act"], usual["subject"]) == (act, EVERY_KIND)
        assert remote.press(usual) == "done"
    assert remote.forms()[0]["subject"] == CHECK


def test_a_form_posted_twice_says_so_and_is_one_event(room: Room, remote: Remote) -> None:
    form = remote.form("open", EVERY_KIND)
    assert remote.press(form) == "done"
    assert remote.press(form) == "already"
    assert control.last_seq(room.context, room.camp.id) == 1
    assert "没有重复" in remote.said


def test_a_press_that_changes_nothing_says_why(remote: Remote, new_remote: Callable[[], Remote]) -> None:
    other = new_remote()
    remote.press(remote.form("open", EVERY_KIND))
    assert other.press(other.form("open", EVERY_KIND)) == "nothing"
    assert "本来就开着" in other.said


def test_the_device_taken_over_watches_and_says_so(
    room: Room, remote: Remote, new_remote: Callable[[], Remote]
) -> None:
    old = remote
    new = new_remote()
    kept = old.form("open", EVERY_KIND)
    assert new.press(new.form("take")) == "done"
    assert old.press(kept) == "stale"
    # It may still write notes: they move nothing in the room.
    assert [form["act"] for form in old.forms()] == ["take", "park", "decide"]
    assert "另一台设备" in old.page
    assert control.last_seq(room.context, room.camp.id) == 0
    assert old.press(old.form("take")) == "done"
    assert old.press(old.form("open", EVERY_KIND)) == "done"


def test_the_undo_button_names_what_it_takes_back(room: Room, remote: Remote) -> None:
    assert not [form for form in remote.forms() if form["act"] == "undo"]
    remote.press(remote.form("open", EVERY_KIND))
    assert "撤回：打开（每种题都有一道）" in remote.page
    assert remote.press(remote.form("undo", EVERY_KIND)) == "done"
    assert {step.state for step in control.steps(room.context, room.camp.id)} == {StepState.DRAFT}


def test_the_tick_is_quiet_until_something_happens(room: Room, remote: Remote) -> None:
    mark = remote.page.split('data-since="')[1].split('"')[0]
    tick = f"/r/tick?camp={room.camp.code}&since="
    assert remote.client.get(tick + mark).status_code == 204
    Handset(room.client(), room.camp.code).join("小林", "甲社区", "resident")
    moved = remote.client.get(tick + mark)
    assert moved.status_code == 200
    assert remote.client.get(tick + moved.json()["since"]).status_code == 204


def test_counts_add_up_to_who_has_joined(room: Room, remote: Remote) -> None:
    for place in range(3):
        Handset(room.client(), room.camp.code).join(f"人{place}", "甲社区", "resident")
    remote.press(remote.form("open", EVERY_KIND))
    numbers = [int(part.split("</b>")[0]) for part in remote.page.split("<div><b>")[1:5]]
    done, answering, away, joined = numbers
    assert done + answering + away == joined == 3


def test_an_organiser_chooses_the_camp(room: Room) -> None:
    from tests.app_context import ORGANISER_PASSWORD

    remote = Remote(room, room.client())
    remote.client.post("/login", data={"code": "", "password": ORGANISER_PASSWORD, "next": "/r"})
    assert f"/r?camp={room.camp.code}" in remote.open().text
    assert remote.open(f"/r?camp={room.camp.code}").status_code == 200
    assert remote.press(remote.form("open", EVERY_KIND)) == "done"


@pytest.mark.parametrize(
    "broken",
    [
        {"act": "dance"},
        {"subject": "nowhere"},
        {"epoch": "99"},
        {"epoch": "x"},
        {"key": ""},
        {"minutes": "1e9"},
        {"subject": "<script>"},
    ],
)
def test_a_broken_form_is_answered(remote: Remote, broken: dict[str, str]) -> None:
    assert remote.press(remote.form("open", EVERY_KIND) | broken) in {"done", "refused", "stale"}
    assert "<script>" not in remote.page
    assert remote.status == 200


def test_what_is_told_comes_from_the_catalogue_only(remote: Remote) -> None:
    remote.open("/r?told=done&act=<b>x</b>&subject=<b>y</b>&why=<b>z</b>")
    assert "<b>x" not in remote.page
    assert remote.status == 200
    remote.open("/r?told=nonsense")
    assert remote.said == ""


def test_a_thousand_presses_at_random_are_each_an_event_or_a_reason(
    room: Room, new_remote: Callable[[], Remote]
) -> None:
    """Three remotes, any button of any page they were ever shown, some posted twice."""
    chance = random.Random(13)
    remotes = [new_remote() for _ in range(3)]
    kept: list[dict[str, str]] = []
    made = 0
    told: dict[str, int] = {}
    for _ in range(1000):
        remote = chance.choice(remotes)
        kept = (kept + remote.forms())[-200:]
        form = chance.choice(kept if chance.random() < 0.3 else remote.forms())
        outcome = remote.press(form)
        told[outcome] = told.get(outcome, 0) + 1
        made += outcome == "done" and form["act"] not in {
            "take",
            "share",
            "show",
            "new_wall",
            "approve",
            "hide",
            "lock",
            "unlock",
        }
        assert remote.said
        assert control.last_seq(room.context, room.camp.id) == made
    assert set(told) <= {"done", "already", "nothing", "refused", "stale"}
    assert told["done"] > 200


def test_the_page_is_small(remote: Remote) -> None:
    assert len(gzip.compress(remote.page.encode(), 6)) < 15_000


def test_nothing_is_revealed_while_answers_come_in(room: Room, remote: Remote) -> None:
    """With the wall on bars the room would see what the next one to answer says."""
    remote.press(remote.form("open", EVERY_KIND))
    assert not [form for form in remote.forms() if form["act"] == "reveal"]
    remote.press(remote.form("freeze", EVERY_KIND))
    assert remote.forms()[0]["act"] == "reveal"


def test_a_reveal_too_early_is_taken_back_by_reopening(room: Room, remote: Remote) -> None:
    """Revealed before everybody was through: the wall counts again, and the second stop offers the reveal again."""
    for act in ("open", "freeze", "reveal", "open"):
        remote.press(remote.form(act, EVERY_KIND))
    assert "结果已公布" not in remote.page
    assert remote_view(room.context, room.camp).showing == COUNT
    remote.press(remote.form("freeze", EVERY_KIND))
    assert (remote.forms()[0]["act"], remote.forms()[0]["subject"]) == ("reveal", EVERY_KIND)


def test_the_door_is_locked_from_the_remote(room: Room, remote: Remote) -> None:
    remote.press(remote.form("lock"))
    assert camps.find(room.context, room.camp.id).locked
    remote.press(remote.form("unlock"))
    assert not camps.find(room.context, room.camp.id).locked


def test_a_choice_that_waits_for_the_reveal_says_so(remote: Remote) -> None:
    remote.press(remote.form("open", CHECK))
    remote.press(remote.form("show", "levels"))
    assert "公布之后" in remote.said
    assert "现在：已答人数" in remote.page


def test_another_step_that_is_open_is_named(remote: Remote) -> None:
    remote.press(remote.form("open", EVERY_KIND))
    remote.press(remote.form("open", CHECK))
    assert "还开着：每种题都有一道" in remote.page


def test_a_new_join_code_leaves_an_open_remote_working(room: Room, remote: Remote) -> None:
    form = remote.form("open", EVERY_KIND)
    camps.change_code(room.context, room.camp.id)
    assert remote.press(form) == "done"


def test_a_note_written_on_the_remote_stands_there_and_can_be_crossed_off(remote: Remote) -> None:
    assert remote.press(remote.form("park") | {"text": "停车 <b>的事"}) == "done"
    assert "停车 &lt;b&gt;的事" in remote.page
    settle = next(form for form in remote.forms() if form["act"] == "settle")
    assert remote.press(settle) == "done"
    assert any(form["act"] == "unsettle" for form in remote.forms())


def test_a_reminder_reaches_the_phones_that_have_not_finished(room: Room, remote: Remote) -> None:
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    remote.press(remote.form("open", EVERY_KIND))
    page = phone.client.get("/s").text
    since = re.search(r'data-since="(\d+)"', page)
    assert since is not None
    assert "data-nudge hidden" in page
    assert remote.press(remote.form("nudge", EVERY_KIND) | {"text": "还差两桌"}) == "done"
    assert "还差两桌" in phone.client.get(f"/s/tick?since={since.group(1)}").json()["nudge"]
    assert "还差两桌" in phone.client.get("/s").text


def test_who_is_due_stands_on_the_remote_once_somebody_promised(
    room: Room, remote: Remote, clock: Clock
) -> None:
    room.open(COMMIT)
    phone = Handset(room.client(), room.camp.code)
    phone.join("小林", "甲社区", "resident")
    remote.open()
    assert "follow.print" not in remote.page
    assert say("zh", "live.due", n=0) not in remote.page
    phone.get(f"/s?step={COMMIT}")
    assert phone.form is not None
    phone.send(phone.form, {"row.0.what": ["办摄影展"]})
    remote.open()
    assert say("zh", "live.due", n=0) not in remote.page  # while answers come in it costs nothing
    room.act(Action.FREEZE, COMMIT)
    remote.open()
    assert say("zh", "live.due", n=0) in remote.page
    room.act(Action.OPEN, COMMIT)  # and left open
    clock.forward(days=7)
    remote.sign_in()
    remote.open()
    assert say("zh", "live.due", n=1) in remote.page
    assert say("zh", "live.due.since", days=7, date="2026-03-09") in remote.page


def test_a_note_that_was_too_long_says_that_it_was_cut(remote: Remote) -> None:
    remote.press(remote.form("park") | {"text": "问" * 400})
    assert "只留了前 300 个字" in remote.said
    remote.press(remote.form("park") | {"text": "问" * 300})
    assert "已记下。" in remote.said


def test_a_press_for_one_table_names_it() -> None:
    assert say("zh", "live.done.at_table", n="3", done="停") == "第 3 桌——停"
    assert Told.of({"told": "done", "act": "freeze", "table": "3"}).query()["table"] == "3"
