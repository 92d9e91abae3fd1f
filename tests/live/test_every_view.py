"""Every exercise's wall: what its file asks for is what stands there, and every view it offers is a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree

from tests.app_context import START
from tests.exercises.files import SHIPPED
from tests.room_test.stage import make_room
from workshop.base.text import LANGUAGES, Language
from workshop.live.wall_pictures import picture
from workshop.model.camp import Action, CampStep, StepState
from workshop.services.camp import control
from workshop.services.room.steering import Press, press
from workshop.services.room.wall_views import (
    ALWAYS,
    ARRANGED,
    COUNT,
    NAMED,
    NONE,
    arranged_of,
    results_of,
    view_now,
)

BASE = "http://192.0.2.7:8501"
LEAST = 35.0


@pytest.mark.parametrize("exercise", sorted(SHIPPED))
def test_the_file_s_view_is_what_the_wall_shows_once_revealed(exercise: str) -> None:
    found = SHIPPED[exercise]
    wanted = NAMED.get(found.wall.view)
    with_results = (*results_of(found), *arranged_of(found))
    if wanted is None:  # bars, or nothing said: the first picture of its answers
        assert found.wall.view in ("bars", "none", "clusters")
        assert found.wall.view == "none" or with_results, "bars of nothing"
        return
    assert wanted == COUNT or wanted in with_results, f"{exercise} asks the wall for what it cannot show"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exercise", sorted(SHIPPED))
def test_every_view_of_every_exercise_is_a_picture_with_words(
    tmp_path: Path, exercise: str, language: Language
) -> None:
    with make_room(tmp_path, exercises=(exercise,)) as room:
        (step,) = control.steps(room.context, room.camp.id)
        room.open(step.id)
        views = (*ALWAYS, *ARRANGED, *results_of(SHIPPED[exercise]))
        for revealed in (False, True):
            if revealed:
                control.act(room.context, room.camp.id, Action.REVEAL, step.id, "facilitator")
            for number, view in enumerate(dict.fromkeys(views)):
                key = f"{revealed:d}{number:031d}"
                press(room.context, room.camp, "a", "facilitator", Press(key, 0, "show", view))
                shown = picture(room.context, room.camp, language, BASE)
                assert shown.words, view
                if view == NONE:
                    continue
                ElementTree.fromstring(shown.drawing)
                sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', shown.drawing)]
                assert min(sizes) >= LEAST, (view, min(sizes))


def test_a_choice_of_pairs_gives_way_where_nobody_is_matched() -> None:
    found = SHIPPED["speed-consult"]
    assert "pairs" in arranged_of(found)
    step = CampStep("x", 0, "check-in", 1, 10, StepState.OPEN, opened_at=START)
    assert view_now("pairs", step, SHIPPED["check-in"]) == COUNT
    assert view_now("pairs", replace(step, exercise="speed-consult"), found) == "pairs"
