"""Previews of exercises: the pages people will see, for the desk only, and nothing is stored."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.live.conftest import Remote
from tests.room_test.handset import Handset
from tests.room_test.stage import EVERY_KIND, Room
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.editing import with_text
from workshop.exercises.form import supported
from workshop.live.previews import SURFACES, Surface
from workshop.model.step import StepKind
from workshop.server.headers import PREVIEW, policy_for
from workshop.services.camp import camps, exercise_drafts
from workshop.services.camp.questions import questions_on
from workshop.store.schema_learning import metadata

BY = "facilitator"
SOIL = "soil-check"


def rows(room: Room) -> dict[str, int]:
    """How many rows every table holds."""
    return room.context.store.read(
        lambda connection: {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }
    )


def test_only_the_desk_sees_a_preview(room: Room, new_remote: Callable[[], Remote]) -> None:
    draft = exercise_drafts.begin_copy(room.context, SOIL, BY)
    paths = [f"/preview/draft/{draft}/{surface}/zh" for surface in SURFACES]
    paths += [f"/preview/exercise/{SOIL}/{surface}/zh" for surface in SURFACES]
    phone = Handset(room.client(), room.camp.code)
    phone.join("甲", "桂花园", "resident")
    for client in (room.client(), phone.client):
        assert {client.get(path).status_code for path in paths} == {403}
    remote = new_remote()
    assert {remote.client.get(path).status_code for path in paths} == {200}
    assert {remote.client.post(path).status_code for path in paths} == {405}


@pytest.mark.slow
@pytest.mark.parametrize(("surface", "language"), [("phone", "zh"), ("paper", "zh"), ("paper", "en")])
def test_every_exercise_has_its_preview_and_looking_creates_nothing(
    room: Room, new_remote: Callable[[], Remote], surface: Surface, language: Language
) -> None:
    remote = new_remote()
    before = rows(room)
    for name, exercise in room.context.content.exercises.items():
        reply = remote.client.get(f"/preview/exercise/{name}/{surface}/{language}")
        assert (name, reply.status_code) == (name, 200)
        asks = say(language, "editor.preview_none") not in reply.text
        if surface == "phone" and asks:
            assert say(language, "common.invented") in reply.text
        if surface == "phone" and asks:
            assert exercise.title.of(language) in reply.text
        assert "set-cookie" not in reply.headers
    assert rows(room) == before


@pytest.mark.parametrize(
    ("exercise", "shown"),
    [
        ("check-in", say("zh", "live.wall.cards", n=12)),  # words, approved
        ("opinion-sort", "12 个人表了态"),  # statements
        ("soil-check", say("zh", "live.wall.people", n=12)),  # bars
        ("place-on-map", say("zh", "live.wall.people", n=12)),
        ("stage-check", "3 个社区"),  # at their stages
        ("commit", "/ 13 人已答完"),  # nothing but the count
    ],
)
def test_the_wall_is_the_real_one_with_sample_answers(
    room: Room, new_remote: Callable[[], Remote], exercise: str, shown: str
) -> None:
    """A room of twelve is made up in a database of its own; nothing of it is left in the installation."""
    remote = new_remote()
    before, camps_before = rows(room), camps.camps(room.context)
    page = remote.client.get(f"/preview/exercise/{exercise}/wall/zh").text
    assert say("zh", "common.invented") in page
    assert shown in page
    assert (rows(room), camps.camps(room.context)) == (before, camps_before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_preview_is_the_page_a_phone_gets(
    room: Room, new_remote: Callable[[], Remote], language: Language
) -> None:
    """But for the address of links, which may not be framed: the same template with the same question."""
    remote = new_remote()
    exercise = room.context.content.exercises[EVERY_KIND]
    rubric = room.camp.rubric
    asked = [
        one
        for one in questions_on(room.context, exercise, rubric, language)
        if one.kind is not StepKind.SAY and supported(one.kind)
    ]
    for number, question in enumerate(asked, start=1):
        page = remote.client.get(f"/preview/exercise/{EVERY_KIND}/phone/{language}?n={number}").text
        assert question.prompt in html.unescape(page)
        assert 'class="bar"' in page
        assert not re.search(r"<a\b[^>]*\shref=", page)
    for odd in ("0", "999", "-1", "x", "9" * 40):
        assert remote.client.get(f"/preview/exercise/{SOIL}/phone/zh?n={odd}").status_code == 200


def test_a_draft_is_shown_as_it_is_now(room: Room, new_remote: Callable[[], Remote]) -> None:
    remote = new_remote()
    draft = exercise_drafts.begin_copy(room.context, SOIL, BY)
    exercise_drafts.change(
        room.context, draft, lambda text: with_text(text, ("title",), "zh", "<b>改过</b>"), BY
    )
    for surface in SURFACES:
        page = remote.client.get(f"/preview/draft/{draft}/{surface}/zh").text
        assert "改过" in page
        assert "<b>改过" not in page


def test_a_draft_that_cannot_run_says_so_instead(room: Room, new_remote: Callable[[], Remote]) -> None:
    remote = new_remote()
    draft = exercise_drafts.begin_copy(room.context, SOIL, BY)
    exercise_drafts.change(room.context, draft, lambda text: with_text(text, ("title",), "zh", ""), BY)
    assert remote.client.get(f"/preview/draft/{draft}/phone/zh").status_code == 422
    assert remote.client.get("/preview/draft/nothing/phone/zh").status_code == 409
    assert remote.client.get("/preview/exercise/nothing/phone/zh").status_code == 409
    assert remote.client.get(f"/preview/exercise/{SOIL}/nothing/zh").status_code == 409


def test_a_browser_runs_and_sends_nothing_of_a_preview() -> None:
    policy = policy_for("/preview/draft/x/phone/zh")
    assert policy is PREVIEW
    assert "sandbox;" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
