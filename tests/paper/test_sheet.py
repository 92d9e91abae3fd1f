"""Every exercise prints, whole: each question, each option once, the rest of what a person needs beside a pen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import content, make_context
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.form import SPOKEN, supported
from workshop.model.step import Option, Question, StepKind
from workshop.paper.blocks import blocks
from workshop.paper.field import LARGE, SIZES, STANDARD, Sizes
from workshop.paper.levels import climbed
from workshop.paper.page import laid_out, printed
from workshop.paper.sheet import BlankSheet, blank_sheet, camp_sheet
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control

EXERCISES = sorted(content().exercises)
RUBRIC = max(content().rubrics.values(), key=lambda one: (one.id == "self-organisation", one.version))
EVERY = pytest.mark.parametrize("language", LANGUAGES)
VOID = {"meta", "br", "col", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """The text of each element of a page with its class, in order; nested texts belong to all around them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((f"{tag}.{dict(attrs).get('class') or ''}", []))

    def handle_data(self, data: str) -> None:
        for _, parts in self.open:
            parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        name, parts = self.open.pop()
        assert name.startswith(f"{tag}."), (name, tag)
        self.found.append((name, " ".join("".join(parts).split())))


def read(page: str) -> list[tuple[str, str]]:
    """Every element with its text. Fails where tags do not match."""
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    return reader.found


def texts(page: str, *names: str) -> list[str]:
    return [text for name, text in read(page) if name in names]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    with make_context(tmp_path_factory.mktemp("paper")) as made:
        yield made


def made(context: AppContext, exercise: str, language: Language) -> BlankSheet:
    return blank_sheet(context, exercise, RUBRIC.key, language)


@EVERY
@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_option_of_every_question_is_printed_exactly_once(
    context: AppContext, exercise: str, sizes: Sizes, language: Language
) -> None:
    sheet = made(context, exercise, language)
    page = printed(sheet, sizes)
    # A row of levels, an option with its box, a column of a table or a field to fill in.
    shown = Counter(re.sub(r" (假设|hyp\.)$", "", text) for text in _option_texts(page))
    wanted: Counter[str] = Counter()
    for question in sheet.questions:
        if question.kind not in {*SPOKEN, StepKind.REVIEW}:
            wanted.update(" ".join(_printed(question, option).split()) for option in question.options)
    assert {label: shown[label] for label in wanted} == wanted


def _printed(question: Question, option: Option) -> str:
    """A level says what time it speaks of, and its parts one by one."""
    if not question.climb:
        return option.label
    said = " ".join(part.label for part in option.choices) or option.label
    timed = option.help and option.code != "0"
    return f"{option.help} {said}" if timed else said


def _option_texts(page: str) -> Iterator[str]:
    inside = read(page)
    for name, text in inside:
        if name == "p.rung":
            yield re.sub(r"^[0-9] ?", "", text)
        elif name == "p.option":
            yield re.sub(r" ?O\d+$", "", text)
        elif name in ("p.label", "span.label"):
            yield text


@EVERY
@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_question_is_printed_with_its_number(
    context: AppContext, exercise: str, language: Language
) -> None:
    sheet = made(context, exercise, language)
    numbers = [int(text) for text in texts(printed(sheet, STANDARD), "span.nth")]
    asked = [
        one for one in sheet.questions if supported(one.kind) and one.kind not in {*SPOKEN, StepKind.REVIEW}
    ]
    assert numbers == list(range(1, len(asked) + 1))


@EVERY
def test_the_self_assessment_takes_two_sides(context: AppContext, language: Language) -> None:
    sheet = made(context, "stage-check", language)
    first, second = laid_out(sheet, STANDARD)
    assert [block.prompt for block in first.blocks] == [one.prompt for one in sheet.questions[:5]]
    assert [block.number for block in second.blocks] == [6, 7, 8, 9, 10, 0, 11, 0]
    assert len(laid_out(sheet, LARGE)) > 2


@EVERY
def test_levels_are_read_upwards_from_one_and_nought_comes_after(
    context: AppContext, language: Language
) -> None:
    page = printed(made(context, "stage-check", language), STANDARD)
    levels = texts(page, "b.level")
    assert levels == ["1", "2", "3", "0"] * 10
    assert texts(page, "span.tick unknown") == [say(language, "exercises.scale.unknown")] * 10


@EVERY
def test_a_level_that_is_a_hypothesis_says_so_and_its_side_explains_it(
    context: AppContext, language: Language
) -> None:
    page = printed(made(context, "stage-check", language), STANDARD)
    anchors = [anchor for dimension in RUBRIC.dimensions for anchor in dimension.anchors]
    marked = [text for text in texts(page, "p.rung") if text.endswith(say(language, "paper.badge"))]
    assert len(marked) == sum(anchor.hypothesis for anchor in anchors) > 0
    assert page.count(say(language, "paper.hypothesis")) == 2


def test_no_type_is_smaller_than_an_old_eye_reads() -> None:
    assert (STANDARD.chinese.points, STANDARD.latin.points) == (9.5, 9.0)
    assert min(LARGE.chinese.points, LARGE.latin.points) >= 14
    style = (Path(__file__).parents[2] / "workshop" / "paper" / "sheet.html").read_text(encoding="utf-8")
    parts = [int(found) for found in re.findall(r"font-size: (\d+)%", style)]
    assert min(parts) >= 100


def test_a_camps_sheet_carries_its_name_and_code_and_a_blank_one_lines_for_them(context: AppContext) -> None:
    camp = camps.new_camp(context, "春<季>营", "camp-half", invented=True).camp
    step = next(one for one in control.steps(context, camp.id) if one.exercise == "stage-check")
    page = printed(camp_sheet(context, camp, step, "zh"), STANDARD)
    assert "春&lt;季&gt;营" in page
    assert f"{camp.code[:4]}-{camp.code[4:]}" in page
    assert page.count(say("zh", "common.invented")) == 2
    blank = printed(made(context, "stage-check", "zh"), STANDARD)
    assert say("zh", "common.invented") not in blank
    assert f"<span>{say('zh', 'paper.camp')}</span>" in blank


def test_nothing_is_fetched_and_nothing_runs(context: AppContext) -> None:
    page = printed(made(context, "stage-check", "en"), STANDARD)
    assert re.findall(r"<script|https?:|url\(|@import|\bsrc=|\bhref=|\bon\w+=", page) == []


STORY = Question(
    "vignette.V1.D1",
    StepKind.SCALE,
    "需求显露",
    options=tuple(Option(str(level), f"级 {level}") for level in range(4)),
    story_title="柳树巷",
    story="第一段。\n第二段。",
)


def test_a_story_is_told_once_before_all_its_questions() -> None:
    questions = (STORY, replace(STORY, id="vignette.V1.D3", prompt="谁在做"))
    sheet = BlankSheet("zh", "故事", "", questions, ())
    page = printed(sheet, STANDARD)
    assert page.count("第一段。") == 1
    assert page.index("第一段。") < page.index("需求显露") < page.index("谁在做")
    assert say("zh", "paper.story") in page
    # Three months of one's own community are not what is asked about.
    assert say("zh", "paper.climb") not in page


def test_piles_and_dots_are_written_into_a_table_and_a_review_is_left_out() -> None:
    """What cards there will be is known only in the room; what the file itself offers is listed."""
    questions = (
        Question("sort", StepKind.CLUSTER, "归堆"),
        Question(
            "vote", StepKind.DOTS, "放点", options=(Option("a", "钱的事"), Option("b", "胆量")), max_items=3
        ),
        Question("look", StepKind.REVIEW, "看一遍"),
    )
    page = printed(BlankSheet("zh", "归堆", "", questions, ()), STANDARD)
    for column in ("pile", "cards", "item", "dots"):
        assert say("zh", f"paper.group.{column}") in page
    assert "钱的事 / 胆量" in page
    assert "看一遍" not in page


@EVERY
def test_a_dialogue_has_a_sheet_of_its_own_with_its_roles(context: AppContext, language: Language) -> None:
    """A person's sheet asks nothing about it; the recorder's has a line for each turn and a list of the roles."""
    page = printed(made(context, "first-mover-circle", language), STANDARD)
    found = read(page)
    heads = [text for name, text in found if name == "h1."]
    assert sum(say(language, "paper.turns.title") in text for text in heads) == 2
    assert sum(say(language, "paper.doubts.title") in text for text in heads) == 1
    roles = context.content.exercises["first-mover-circle"].steps[1].options
    listed = next(text for name, text in found if name == "p.key")
    assert all(f"{number} {role.label.of(language)}" in listed for number, role in enumerate(roles, 1))


@EVERY
def test_a_principle_card_has_a_sheet_with_room_for_what_it_rests_on(
    context: AppContext, language: Language
) -> None:
    labels = list(texts(printed(made(context, "principle-extract", language), STANDARD), "p.label"))
    columns = [
        one.label.of(language) for one in context.content.exercises["principle-extract"].steps[1].options
    ]
    assert labels[:5] == [say(language, "paper.rests_on"), *columns]


@given(st.permutations("0123"))
def test_levels_come_in_reading_order_whatever_the_file_says(codes: list[str]) -> None:
    assert [one.code for one in climbed(tuple(Option(code, code) for code in codes))] == ["1", "2", "3", "0"]


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=30),
    st.sampled_from(list(SIZES.values())),
    st.sampled_from(LANGUAGES),
)
def test_every_block_stands_on_one_side_in_its_order(
    lengths: list[int], sizes: Sizes, language: Language
) -> None:
    questions = tuple(
        Question(f"q{n}", StepKind.TEXT, f"问{n}" * length, max_chars=200) for n, length in enumerate(lengths)
    )
    sheet = BlankSheet(language, "长", "", questions, ())
    found = laid_out(sheet, sizes)
    assert [side.number for side in found] == list(range(1, len(found) + 1))
    assert [block for side in found for block in side.blocks] == list(blocks(questions, sizes, language))
    assert all(side.blocks for side in found[1:])
