"""Questions, and answers from plain forms."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.files import SHIPPED
from workshop.base.errors import ContentError, InputError
from workshop.base.text import LANGUAGES, Language, explain
from workshop.exercises.cleaning import clean
from workshop.exercises.climbing import rungs
from workshop.exercises.form import form_values, is_complete, read_form, supported
from workshop.exercises.steps import Item, questions
from workshop.exercises.summary import summary
from workshop.model.step import Option, Payload, Question, StepKind

LEVELS = tuple(Option(str(level), f"level {level}") for level in range(4))
OBSTACLES = tuple(Option(f"O{number}", f"难处 {number}") for number in range(1, 5))
ITEMS = {
    "rubric": tuple(
        Item(f"D{n}", f"方面 {n}", "", options=LEVELS, hypothesis=frozenset({"2", "3"})) for n in range(1, 11)
    ),
    "cases:qingbaijiang laojiefang taomi yangguang": (Item("taomi", "查清自家的青蛙", ""),),
    "vignettes": tuple(
        Item(
            f"{story}.D3",
            "谁在做",
            "",
            options=LEVELS,
            hypothesis=frozenset({"2"}),
            vignette=story,
            story_title=story,
            story=f"{story} 的故事。",
        )
        for story in ("V1", "V2")
    ),
}

SCALE = Question("rate.D1", StepKind.SCALE, "?", options=LEVELS, evidence=True)
CHOICE = Question(
    "obstacles", StepKind.CHOICE, "?", options=OBSTACLES, min_items=1, max_items=3, ordered=True
)
TEXT = Question("word", StepKind.TEXT, "?", max_chars=20)
CARDS = Question("why", StepKind.CARDS, "?", min_items=2, max_items=3, max_chars=10)
STANCE = Question("fair", StepKind.STANCE, "?")
ROWS = Question(
    "promise", StepKind.ROWS, "?", options=(Option("what", "做什么"), Option("date", "哪天")), max_items=2
)
SAY = Question("hello", StepKind.SAY, "?")
REVIEW = Question("rate.review", StepKind.REVIEW, "?", required=False)
ALL = (SCALE, CHOICE, TEXT, CARDS, STANCE, ROWS, SAY, REVIEW)


def ask(id: str, language: Language = "zh") -> tuple[Question, ...]:
    return questions(SHIPPED[id], language, items=ITEMS, options={"obstacles": OBSTACLES})


def refusal(question: Question, form: dict[str, list[str]]) -> InputError:
    with pytest.raises(InputError) as error:
        read_form(question, form)
    assert all(explain(language, error.value) for language in LANGUAGES)
    return error.value


def test_stage_check_asks_each_dimension_then_the_obstacles() -> None:
    asked = ask("stage-check")
    dimensions = [f"rate.D{n}" for n in range(1, 11)]
    assert [question.id for question in asked] == [*dimensions, "rate.review", "obstacles"]
    assert (asked[0].evidence, asked[0].climb) == (True, True)
    assert asked[0].hypothesis == {"2", "3"}
    assert (asked[-1].options, asked[-1].ordered, asked[-1].max_items) == (OBSTACLES, True, 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", sorted(SHIPPED))
def test_every_question_that_ships_can_be_answered_here(id: str, language: Language) -> None:
    asked = ask(id, language)
    assert all(supported(question.kind) for question in asked)
    assert len({question.id for question in asked}) == len(asked)


def test_both_languages_ask_the_same() -> None:
    for name in SHIPPED:
        zh, en = ask(name, "zh"), ask(name, "en")
        assert [(q.id, q.kind, [o.code for o in q.options]) for q in zh] == [
            (q.id, q.kind, [o.code for o in q.options]) for q in en
        ]


def test_a_review_ends_the_rubric_and_asks_for_nothing() -> None:
    review = next(one for one in ask("stage-check") if one.kind is StepKind.REVIEW)
    assert (review.id, review.required, review.options) == ("rate.review", False, ())
    assert read_form(review, {"level": ["3"], "step": ["x"]}) == {}
    assert is_complete(review, {})
    assert summary(review, {}, "zh")


def test_an_exercise_without_the_rubric_has_no_review() -> None:
    others = [ask(name) for name in SHIPPED if not any(s.items == "rubric" for s in SHIPPED[name].steps)]
    assert others
    assert not [one for asked in others for one in asked if one.kind is StepKind.REVIEW]


def test_a_rubric_is_read_upwards_and_ends_with_not_even_the_first() -> None:
    assert [option.code for option in rungs(ask("stage-check")[0])] == ["1", "2", "3", "0"]
    assert [option.code for option in rungs(SCALE)] == ["0", "1", "2", "3"]


def test_a_story_needs_no_example_and_no_word_about_residents() -> None:
    told = Item(
        "V1.D3", "谁在做", "", options=LEVELS, vignette="V1", story_title="两把琴", story="有两个人拉琴。"
    )
    step = replace(SHIPPED["stage-check"].steps[0], items="vignettes")
    asked = questions(
        replace(SHIPPED["stage-check"], steps=(step,)), "zh", items={"vignettes": (told,)}, options={}
    )
    assert [(one.id, one.story_title, one.story) for one in asked] == [
        (f"{step.id}.V1.D3", "两把琴", "有两个人拉琴。")
    ]
    assert (asked[0].evidence, asked[0].climb) == (False, True)
    assert "代号" not in asked[0].help


def test_where_people_write_they_are_told_how_to_write_of_residents() -> None:
    assert "代号" in ask("need-no-action")[0].help
    assert "by a code" in ask("commit", "en")[0].help
    assert "代号" not in ask("stage-check")[-1].help


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError) as error:
        questions(SHIPPED["stage-check"], "zh", items=ITEMS, options={})
    assert (error.value.code, error.value.values) == ("exercises.list_unknown", {"name": "obstacles"})


def test_dont_know_is_not_zero_and_not_an_unanswered_question() -> None:
    unknown = read_form(SCALE, {"level": ["unknown"]})
    zero = read_form(SCALE, {"level": ["0"]})
    blank = read_form(SCALE, {"evidence": ["坝坝宴"]})
    assert (unknown["level"], zero["level"], "level" in blank) == (None, 0, False)
    assert [is_complete(SCALE, payload) for payload in (unknown, zero, blank)] == [True, True, False]


def test_a_level_is_enough_and_its_evidence_is_kept() -> None:
    form = {
        "level": ["2"],
        "confidence": ["unsure"],
        "when": ["十月，3 栋甲"],
        "started": ["residents"],
        "evidence": ["办过一次"],
    }
    payload = read_form(SCALE, form)
    assert payload == {
        "level": 2,
        "confidence": "unsure",
        "when": "十月，3 栋甲",
        "started": "residents",
        "evidence": "办过一次",
    }
    assert summary(SCALE, payload, "zh") == "2：level 2；不太有把握；十月，3 栋甲；居民；办过一次"


def test_the_one_named_first_weighs_most_however_boxes_are_ordered() -> None:
    payload = read_form(CHOICE, {"chosen": ["O1", "O2", "O3"], "first": ["O3"]})
    assert payload == {"chosen": ["O3", "O1", "O2"]}


def test_the_one_named_first_counts_though_its_box_was_not_ticked() -> None:
    assert read_form(CHOICE, {"chosen": ["O1"], "first": ["O2"]}) == {"chosen": ["O2", "O1"]}


def test_choices_from_three_lists_keep_their_order() -> None:
    assert read_form(CHOICE, {"chosen": ["O4", "", "O1", "O4"]}) == {"chosen": ["O4", "O1"]}


def test_rows_without_a_word_are_no_rows() -> None:
    form = {"row.0.what": [" "], "row.1.what": ["办展览"], "row.1.date": ["12 月 5 日"], "step": ["x"]}
    payload = read_form(ROWS, form)
    assert payload == {"rows": [{"what": "办展览", "date": "12 月 5 日"}]}
    assert is_complete(ROWS, payload)
    assert not is_complete(ROWS, {"rows": [{"what": "", "date": "明天"}]})
    assert summary(ROWS, payload, "zh") == "做什么：办展览；哪天：12 月 5 日"


@pytest.mark.parametrize(
    ("question", "form", "code"),
    [
        (SCALE, {"level": ["4"]}, "option_unknown"),
        (SCALE, {"level": ["1"], "confidence": ["very"]}, "option_unknown"),
        (CHOICE, {"chosen": ["O9"]}, "option_unknown"),
        (CHOICE, {"chosen": ["O1", "O2", "O3", "O4"]}, "too_many"),
        (CARDS, {"card": ["a", "b", "c", "d"]}, "too_many"),
        (STANCE, {"stance": ["maybe"]}, "option_unknown"),
        (ROWS, {f"row.{n}.what": ["x"] for n in range(3)}, "too_many"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(
    question: Question, form: dict[str, list[str]], code: str
) -> None:
    assert refusal(question, form).code == f"exercises.{code}"


def test_too_long_a_text_is_told_by_how_much() -> None:
    error = refusal(TEXT, {"text": ["字" * 23]})
    assert (error.code, error.values) == ("exercises.too_long", {"length": 23, "limit": 20, "over": 3})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07", "ab"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("a\ud800b", "ab"),
        ("\ufeff \u202etxt\u202c ", "txt"),
        ("cafe\u0301", "café"),
        ("a\tb", "a b"),
        # Noncharacters (Unicode 23.7), and texts in which nothing shows.
        ("小\ufffe林\uffff\ufdd0\U0001fffe", "小林"),
        ("小\u200b林\u2060", "小林"),
        ("\u200b\u200d \u2060", ""),
        ("\u200d\ufe0f", ""),
        ("\u3164", ""),
        ("👩‍🌾 种菜", "👩‍🌾 种菜"),  # the joiner inside one picture stays
    ],
)
def test_text_is_cleaned_at_the_door(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters(), max_size=60))
def test_cleaned_text_can_be_stored_and_cleaning_again_changes_nothing(typed: str) -> None:
    kept = clean(typed)
    kept.encode("utf-8")
    assert clean(kept) == kept
    assert "\x00" not in kept


words = st.text(st.characters(), max_size=9)
forms = {
    StepKind.SCALE: st.fixed_dictionaries(
        {},
        optional={
            "level": st.sampled_from([["0"], ["3"], ["unknown"]]),
            "confidence": st.sampled_from([["sure"], ["unsure"]]),
            "when": words.map(lambda text: [text]),
            "started": st.sampled_from([["residents"], ["committee"]]),
            "evidence": words.map(lambda text: [text]),
        },
    ),
    StepKind.CHOICE: st.fixed_dictionaries(
        {"chosen": st.lists(st.sampled_from(["O1", "O2", "O3"]), max_size=5)},
        optional={"first": st.sampled_from([["O1"], ["O2"]])},
    ),
    StepKind.TEXT: st.fixed_dictionaries({"text": words.map(lambda text: [text])}),
    StepKind.CARDS: st.fixed_dictionaries({"card": st.lists(words, max_size=3)}),
    StepKind.STANCE: st.fixed_dictionaries(
        {}, optional={"stance": st.sampled_from([["agree"], ["disagree"], ["pass"]])}
    ),
    StepKind.ROWS: st.dictionaries(
        st.sampled_from(["row.0.what", "row.0.date", "row.7.what"]), words.map(lambda text: [text])
    ),
    StepKind.SAY: st.just({}),
    StepKind.REVIEW: st.just({}),
}


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind.value)
@given(data=st.data())
def test_an_answer_shown_again_is_the_same_answer(question: Question, data: st.DataObject) -> None:
    payload = read_form(question, data.draw(forms[question.kind]))
    assert read_form(question, form_values(question, payload)) == payload
    assert json.loads(json.dumps(payload)) == payload
    for language in LANGUAGES:
        summary(question, payload, language)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind.value)
@pytest.mark.parametrize("stored", [{}, {"rows": "x", "chosen": 3, "cards": [1], "text": None, "stance": 2}])
def test_a_stored_answer_of_another_shape_reads_as_none(question: Question, stored: Payload) -> None:
    asks_nothing = question.kind in (StepKind.SAY, StepKind.REVIEW)
    assert is_complete(question, stored) is (asks_nothing or (question is STANCE and bool(stored)))
    # A review that was handed in says so; it holds nothing that could be of another shape.
    assert bool(summary(question, stored, "zh")) is (question.kind is StepKind.REVIEW)


def test_what_need_not_be_answered_is_complete_when_empty() -> None:
    assert is_complete(Question("leave", StepKind.TEXT, "?", required=False), {"text": ""})
