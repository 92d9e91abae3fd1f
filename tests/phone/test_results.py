"""The own result: stage, profile, what comes next, its limits; never a verdict without its mark."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree

from tests.app_context import Clock
from tests.phone.test_answers import level
from tests.room_test.handset import Handset
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room
from workshop.base.text import Language, say

# The worked example of the rubric's method note: D1 D2 D3 D5 D7 D8 D9 = 2 2 2 2 1 2 1 is stage 2.0,
# and with D8 = 1 it is between 1.0 and 2.0. D4, D6 and D10 decide no stage.
EXAMPLE = {"D1": 2, "D2": 2, "D3": 2, "D4": 1, "D5": 2, "D6": 0, "D7": 1, "D8": 2, "D9": 1, "D10": 3}


def rate(phone: Handset, levels: Mapping[str, int | None]) -> None:
    for dimension, value in levels.items():
        phone.get(f"/s?step={CHECK}&question=rate.{dimension}")
        assert phone.form is not None
        phone.send(phone.form, level("unknown" if value is None else str(value)))


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_before_the_first_answer_the_page_says_how_to_get_one(phone: Handset) -> None:
    assert phone.get("/s/result").status_code == 200
    assert say("zh", "phone.result.none") in phone.page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_worked_example_comes_out_as_its_method_note_says(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    room.open()
    rate(phone, EXAMPLE)
    phone.get("/s/result")
    rubric = room.context.content.rubric(room.camp.rubric)
    words = text(phone.page)
    assert f"{rubric.stages['2.0'].of(language)} 2.0" in words
    assert say(language, "phone.hypothesis") in words
    assert say(language, "phone.result.hypothesis_text") in words
    for line in rubric.limits.of(language).strip().split("\n"):
        assert line in words
    # Every dimension with its level as words, not only as a drawing.
    for dimension in rubric.dimensions:
        value = EXAMPLE[dimension.id]
        assert f"{dimension.name.of(language)} {say(language, 'phone.result.level_of', level=value)}" in words


def test_a_share_that_falls_short_reads_between(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, {**EXAMPLE, "D8": 1})
    phone.get("/s/result")
    stages = room.context.content.rubric(room.camp.rubric).stages
    assert say("zh", "phone.result.between", stage=stages["1.0"].zh, next=stages["2.0"].zh) in phone.page


def test_dont_know_is_shown_as_such_and_the_next_level_of_a_gate_is_asked_first(
    room: Room, phone: Handset
) -> None:
    room.open()
    # The article's community: 1.0 with D9 unknown; D3 and D5 are the gates of 2.0.
    rate(phone, {"D1": 1, "D2": 1, "D3": 1, "D5": 1, "D7": 1, "D8": 1, "D9": None})
    phone.get("/s/result")
    rubric = room.context.content.rubric(room.camp.rubric)
    words = text(phone.page)
    assert f"{rubric.stages['1.0'].zh} 1.0" in words
    assert f"{rubric.dimension('D9').name.zh} {say('zh', 'exercises.scale.unknown')}" in words
    next_steps = words[words.index(say("zh", "phone.result.next", stage=rubric.stages["2.0"].zh)) :]
    first, second = (rubric.dimension(one).anchors[2].text.zh for one in ("D3", "D5"))
    assert 0 < next_steps.index(first) < next_steps.index(second)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_gates_alone_are_no_stage_and_the_page_says_what_is_missing(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    room.open()
    rate(phone, {"D3": 3, "D5": 3, "D9": 3})
    phone.get("/s/result")
    rubric = room.context.content.rubric(room.camp.rubric)
    words = text(phone.page)
    assert say(language, "assessment.not_yet") in words
    assert not any(f"{name.of(language)} {stage}" in words for stage, name in rubric.stages.items())
    for missing in ("D1", "D2", "D7", "D8"):
        assert f"{missing} {rubric.dimension(missing).name.of(language)}" in words


def test_only_dont_know_gives_no_stage(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, {"D1": None})
    phone.get("/s/result")
    assert say("zh", "phone.result.none") in phone.page


def test_other_peoples_answers_are_not_in_it(room: Room, phone: Handset) -> None:
    room.open()
    rate(phone, EXAMPLE)
    before = phone.get("/s/result").text
    other = Handset(room.client(), room.camp.code)
    other.join("小周", "甲社区", "committee")
    rate(other, dict.fromkeys(EXAMPLE, 0))
    assert phone.get("/s/result").text == before


def test_how_one_rated_the_stories_is_not_in_it(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    for question in ("V1.D3", "V1.D5", "V2.D3"):
        phone.get(f"/s?step={EVERY_KIND}&question=vignette.{question}")
        assert phone.form is not None
        phone.send(phone.form, {"level": ["3"]})
    phone.get("/s/result")
    assert say("zh", "phone.result.none") in phone.page
    room.open()
    rate(phone, dict.fromkeys(EXAMPLE, 0))
    phone.get("/s/result")
    assert f"{room.context.content.rubric(room.camp.rubric).stages['0'].zh} 0" in text(phone.page)


def picture(page: str) -> tuple[str, str]:
    """The drawing inside the page, and what is read aloud for it."""
    found = re.search(r'<img src="data:image/svg\+xml,([^"]+)"[^>]* alt="([^"]*)"', page)
    assert found is not None
    return unquote(html.unescape(found.group(1))), html.unescape(found.group(2))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_profile_is_a_picture_with_every_row_in_words(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    room.open()
    rate(phone, {**EXAMPLE, "D6": None})
    phone.get("/s/result")
    drawing, told = picture(phone.page)
    shown = [one.text for one in ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]
    assert say(language, "results.mine") in shown
    lines = told.split("\n")
    rubric = room.context.content.rubric(room.camp.rubric)
    assert len(lines) == len(rubric.dimensions)
    for dimension, line in zip(rubric.dimensions, lines, strict=True):
        value = EXAMPLE[dimension.id] if dimension.id != "D6" else None
        level_told = (
            say(language, "assessment.unknown")
            if value is None
            else say(language, "assessment.level", level=value)
        )
        assert line.startswith(
            say(language, "pictures.words.row", name=dimension.name.of(language), text=level_told)
        )


def test_the_result_with_its_picture_stays_small_and_asks_for_nothing_else(
    room: Room, phone: Handset
) -> None:
    room.open()
    rate(phone, EXAMPLE)
    with phone.client.stream("GET", "/s/result", headers={"accept-encoding": "gzip"}) as reply:
        sent = b"".join(reply.iter_raw())
    assert len(sent) < 6_000  # measured: 4.0 KB; without the picture 2.6 KB
    drawing, _ = picture(gzip.decompress(sent).decode())
    assert not re.search(r"(?:href|src)=|url\(", drawing)


def test_before_1_0_the_page_names_the_exercise_on_the_soil_and_after_it_no_more(
    room: Room, phone: Handset
) -> None:
    room.open()
    soil = say("zh", "results.soil", title=room.context.content.exercises["soil-check"].title.zh)
    rate(phone, dict.fromkeys(EXAMPLE, 0))
    phone.get("/s/result")
    assert soil in text(phone.page)
    rate(phone, EXAMPLE)
    phone.get("/s/result")
    assert soil not in text(phone.page)


def test_a_camp_on_version_1_keeps_its_words_its_checklist_and_its_position(
    tmp_path: Path, clock: Clock
) -> None:
    with make_room(tmp_path, clock=clock, rubric="self-organisation@1") as room:
        phone = Handset(room.client(), room.camp.code)
        phone.join("小林", "甲社区", "resident")
        room.open()
        older = room.context.content.rubric("self-organisation@1")
        phone.get(f"/s?step={CHECK}&question=rate.D2")
        for anchor in older.dimension("D2").anchors:
            assert anchor.text.zh in text(phone.page)
        assert phone.form is not None
        # It asks for an example with every level, and has no parts.
        assert "part" not in phone.form.offers
        assert '<details class="evidence"' not in phone.page
        rate(phone, dict.fromkeys(EXAMPLE, 0))
        phone.get("/s/result")
        assert [one.question.zh for one in older.checklist if one.question.zh not in text(phone.page)] == []
        rate(phone, EXAMPLE)
        phone.get("/s/result")
        assert f"{older.stages['2.0'].zh} 2.0" in text(phone.page)
        newer = room.context.content.rubric("self-organisation@2")
        assert newer.dimension("D2").anchors[2].text.zh not in text(phone.page)


def test_of_a_next_level_that_is_half_true_only_the_rest_is_missing(room: Room, phone: Handset) -> None:
    """D3 stands at 1 and one part of 2 is ticked: the page says what of 2 is still missing."""
    room.open()
    rate(phone, {**EXAMPLE, "D3": 1})
    _, second = room.context.content.rubric(room.camp.rubric).dimension("D3").anchors[2].parts
    phone.get(f"/s?step={CHECK}&question=rate.D3")
    assert phone.form is not None
    phone.send(phone.form, level("1") | {"part": ["2.1"]})
    phone.get("/s/result")
    assert say("zh", "results.part_lacking", parts=second.zh) in text(phone.page)
    # Both parts are the level.
    phone.get(f"/s?step={CHECK}&question=rate.D3")
    phone.send(phone.form, level("1") | {"part": ["2.1", "2.2"]})
    phone.get("/s/result")
    assert say("zh", "results.part_lacking", parts=second.zh) not in text(phone.page)
    assert f"{room.context.content.rubric(room.camp.rubric).stages['2.0'].zh} 2.0" in text(phone.page)


def test_a_step_nobody_took_up_still_says_who_and_when(room: Room, phone: Handset) -> None:
    """The step alone read as if all were settled."""
    room.open()
    rate(phone, EXAMPLE)
    phone.get(f"/s?step={CHECK}&question=obstacles")
    assert phone.form is not None
    phone.send(phone.form, {"chosen": ["O3"], "first": ["O3"]})
    phone.get("/s/result")
    shown = text(phone.page)
    for heading in ("step", "who", "look"):
        assert say("zh", f"one_page.heading.{heading}") in shown
    assert "还没有人认下来。" in shown
