"""The wall as any projector machine sees it: read-only, by an address only, nothing on it but content."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, EVERY_KIND, Room
from tests.sample_camp import sampled
from workshop.base.text import LANGUAGES, Language, say
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action, StepState
from workshop.model.ids import spaced
from workshop.services.camp import camps, control
from workshop.services.room.steering import Press, press
from workshop.services.room.wall_address import wall_token
from workshop.services.room.wall_views import RESULTS
from workshop.services.room.wall_words import cards_of

SMALLEST = 35.0  # units of 1600: 28 pixels on a projector of 1280


def test_it_needs_no_sign_in_and_changes_nothing(room: Room) -> None:
    token = wall_token(room.context, room.camp.id)
    stranger = room.client()
    before = control.last_seq(room.context, room.camp.id)
    reply = stranger.get(f"/w/{token}")
    assert reply.status_code == 200
    assert "set-cookie" not in reply.headers
    assert "<form" not in reply.text
    assert stranger.post(f"/w/{token}", data={}).status_code == 405
    assert control.last_seq(room.context, room.camp.id) == before


@pytest.mark.parametrize("token", ["GUESSEDGUESS", "x", "%00", "A" * 500])
def test_a_guessed_address_says_so(room: Room, token: str) -> None:
    wall_token(room.context, room.camp.id)
    reply = room.client().get(f"/w/{token}")
    assert reply.status_code == 404
    assert room.client().get(f"/w/{token}/tick?since=0").status_code == 404


def test_an_ended_address_says_so(room: Room, remote: Remote) -> None:
    token = wall_token(room.context, room.camp.id)
    remote.press(remote.form("new_wall"))
    reply = room.client().get(f"/w/{token}")
    assert reply.status_code == 410
    assert "已经换掉" in reply.text
    assert token not in remote.page


def test_it_follows_what_the_remote_does(room: Room, remote: Remote) -> None:
    token = wall_token(room.context, room.camp.id)
    wall = room.client()
    page = wall.get(f"/w/{token}").text
    mark = page.split('data-since="')[1].split('"')[0]
    tick = f"/w/{token}/tick?since="
    assert wall.get(tick + mark).status_code == 204
    remote.press(remote.form("open", EVERY_KIND))
    assert wall.get(tick + mark).status_code == 200
    remote.press(remote.form("show", "none"))
    assert "<svg" not in wall.get(f"/w/{token}").text


def test_it_shows_no_name_and_no_answer_before_the_reveal(room: Room, remote: Remote) -> None:
    for place in range(6):
        Handset(room.client(), room.camp.code).join(f"张三{place}", "保密社区", "resident")
    remote.press(remote.form("open", CHECK))
    token = wall_token(room.context, room.camp.id)
    for view in ("auto", "levels", "bars", "count", "timer", "join"):
        if any(form["act"] == "show" and form["subject"] == view for form in remote.forms()):
            remote.press(remote.form("show", view))
        page = room.client().get(f"/w/{token}").text
        assert "张三" not in page
        assert "保密社区" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_can_be_read_from_ten_metres(tmp_path: Path, language: Language) -> None:
    """Every step of the sample camp, revealed, in every view it has, with approved words."""
    with sampled(tmp_path) as (context, _sample):
        camp = camps.camps(context)[0]
        number = 0
        for step in control.steps(context, camp.id):
            if step.exercise == "net-map":
                continue
            if step.state is StepState.OPEN:  # so that it is the one opened last
                control.act(context, camp.id, Action.CLOSE, step.id, "facilitator")
            control.act(context, camp.id, Action.OPEN, step.id, "facilitator")
            for revealed in (False, True) if step.screen else (False,):
                if revealed and not step.revealed:
                    control.act(context, camp.id, Action.REVEAL, step.id, "facilitator")
                for view in ("auto", "join", "count", "timer", *RESULTS):
                    number += 1
                    press(context, camp, "a", "facilitator", Press(f"{number:032d}", 0, "show", view))
                    for card in cards_of(context, camp, step):
                        number += 1
                        press(
                            context, camp, "a", "facilitator", Press(f"{number:032d}", 0, "approve", card.id)
                        )
                    shown = picture(context, camp, language, "http://192.0.2.7:8501")
                    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', shown.drawing)]
                    assert sizes
                    assert min(sizes) >= SMALLEST, (step.id, view, min(sizes))
                    assert shown.words


def test_the_page_is_small(room: Room, remote: Remote, new_remote: Callable[[], Remote]) -> None:
    token = wall_token(room.context, room.camp.id)
    assert len(gzip.compress(room.client().get(f"/w/{token}").content, 6)) < 20_000


def test_erased_words_stay_off_the_wall_whoever_comes_next(room: Room, remote: Remote) -> None:
    """The picture of before must not come back when the number of seats does."""
    token = wall_token(room.context, room.camp.id)
    wall = room.client()
    phones = [Handset(room.client(), room.camp.code) for _ in range(3)]
    for place, phone in enumerate(phones):
        phone.join(f"人{place}", "甲社区", "resident")
    before = wall.get(f"/w/{token}").text.split('data-since="')[1].split('"')[0]
    phones[0].post("/s/withdraw", {"sure": ["yes"]})
    Handset(room.client(), room.camp.code).join("新来的", "甲社区", "resident")
    assert wall.get(f"/w/{token}/tick?since={before}").status_code == 200


def test_a_stopped_step_keeps_its_time_on_wall_and_remote(room: Room, remote: Remote) -> None:
    room.open(CHECK)
    remote.open()
    remote.press(remote.form("show", "timer"))
    for act, also in ((None, ""), (Action.FREEZE, say("zh", "live.now.frozen"))):
        if act:
            room.act(act, CHECK)
        remote.open()
        minutes = re.search(r'class="minutes"><b class="">(.*?)</b>', remote.page)
        words = picture(room.context, room.camp, "zh", f"http://{id(room)}").words
        found = re.search(r"(\d+):(\d\d)", words)
        assert minutes is not None
        assert found is not None
        left = int(found.group(1)) + int(found.group(2)) / 60
        told = int(re.sub(r"\D", "", minutes.group(1)))
        assert abs(told - left) <= 1  # whole minutes there, and the clock runs on between the two pages
        assert also in words
    room.act(Action.CLOSE, CHECK)
    assert picture(room.context, room.camp, "zh", f"http://{id(room)}").words == say(
        "zh", "live.wall.no_timer"
    )


def test_while_the_door_is_closed_no_picture_invites_anybody(room: Room, remote: Remote) -> None:
    def shown() -> str:
        (camp,) = camps.camps(room.context)
        drawn = picture(room.context, camp, "zh", f"http://{id(room)}")
        return drawn.drawing + drawn.words

    assert spaced(room.camp.code) in shown()
    remote.press(remote.form("open", EVERY_KIND))
    remote.press(remote.form("lock"))
    for view in ("join", "count", "timer"):
        remote.press(remote.form("show", view))
        assert spaced(room.camp.code) not in shown(), view
        assert room.camp.code not in shown(), view
        assert say("zh", "live.wall.door_closed") in shown(), view
    remote.press(remote.form("unlock"))
    assert spaced(room.camp.code) in shown()
