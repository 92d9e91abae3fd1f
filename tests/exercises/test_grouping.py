"""Piles typed in from paper, and dots: what is read from a form, kept, refused, and shown again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.errors import InputError
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.grouping import dots_in, piles_in
from workshop.exercises.summary import summary
from workshop.model.step import Option, Payload, Question, QuestionStructure, StepKind

ITEMS = (Option("1.0", "怕收不回钱"), Option("1.1", "没人开口"), Option("2.0", "不知道让不让"))
DOTS = QuestionStructure("vote", StepKind.DOTS, items=ITEMS, max_items=3)
PILES = QuestionStructure("sort", StepKind.CLUSTER, max_chars=60)


def test_dots_are_read_for_what_was_collected_and_nothing_else() -> None:
    """Nobody's dot is lost on a neighbour, and what is gone by now takes none."""
    payload = read_form(DOTS, {"dot.1.0": ["2"], "dot.2.0": ["1"], "dot.9.9": ["3"], "dot.1.1": [""]})
    assert payload == {"dots": {"1.0": 2, "2.0": 1}}
    assert is_complete(DOTS, payload)


def test_dots_on_the_options_of_the_file_itself() -> None:
    own = QuestionStructure(
        "vote", StepKind.DOTS, options=(Option("a", "甲"), Option("b", "乙")), max_items=2
    )
    assert read_form(own, {"dot.a": ["1"], "dot.1.0": ["1"]}) == {"dots": {"a": 1}}


@pytest.mark.parametrize(
    ("form", "code", "values"),
    [
        ({"dot.1.0": ["2"], "dot.1.1": ["2"]}, "exercises.dots_many", {"count": 4, "limit": 3, "over": 1}),
        ({"dot.1.0": ["-1"]}, "exercises.option_unknown", {"option": "-1", "question": "vote"}),
        ({"dot.1.0": ["１"]}, "exercises.option_unknown", {"option": "１", "question": "vote"}),
    ],
)
def test_more_dots_than_there_are_are_refused_with_how_many_too_many(
    form: dict[str, list[str]], code: str, values: dict[str, object]
) -> None:
    with pytest.raises(InputError) as raised:
        read_form(DOTS, form)
    assert (raised.value.code, raised.value.values) == (code, values)


def test_an_item_takes_as_many_dots_of_one_person_as_the_file_says() -> None:
    each = QuestionStructure("vote", StepKind.DOTS, items=ITEMS, max_items=3, max_each=2)
    assert dots_in(read_form(each, {"dot.1.0": ["2"], "dot.1.1": ["1"]})) == {"1.0": 2, "1.1": 1}
    with pytest.raises(InputError, match="dots_each"):
        read_form(each, {"dot.1.0": ["3"]})


def test_too_many_dots_are_kept_as_a_draft_to_be_taken_back() -> None:
    assert read_draft(DOTS, {"dot.1.0": ["3"], "dot.1.1": ["3"]}) == {"dots": {"1.0": 3, "1.1": 3}}


def test_no_dot_is_no_answer_unless_there_is_nothing_to_place_it_on() -> None:
    assert not is_complete(DOTS, {"dots": {}})
    assert is_complete(QuestionStructure("vote", StepKind.DOTS, max_items=3), {"dots": {}})


def test_piles_from_paper_keep_names_and_cards_and_drop_empty_ones() -> None:
    form = {
        "pile.0.name": ["怕担责任"],
        "pile.0.cards": ["出了事谁负责\r\n\r\n  领导会不会批 "],
        "pile.2.name": [" "],
        "pile.5.cards": ["没人开口"],
    }
    payload = read_form(PILES, form)
    assert payload == {
        "groups": [
            {"name": "怕担责任", "cards": ["出了事谁负责", "领导会不会批"]},
            {"name": "", "cards": ["没人开口"]},
        ]
    }


def test_a_board_needs_no_words_in_its_answer() -> None:
    """The piles lie on the board; the answer says that somebody was done."""
    assert read_form(PILES, {}) == {"groups": []}
    assert is_complete(PILES, {"groups": []})


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
STORED: st.SearchStrategy[tuple[QuestionStructure, Payload]] = st.one_of(
    st.dictionaries(st.sampled_from([one.code for one in ITEMS]), st.just(1)).map(
        lambda dots: (DOTS, {"dots": dots})
    ),
    st.lists(st.fixed_dictionaries({"name": words, "cards": st.lists(words, max_size=4)}), max_size=5).map(
        lambda groups: (PILES, {"groups": groups})
    ),
)


@given(STORED)
@examples(60)
def test_what_is_shown_again_reads_as_what_was_stored(stored: tuple[QuestionStructure, Payload]) -> None:
    question, payload = stored
    assert read_form(question, form_values(question, payload)) == payload


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    )
)
@examples(80)
def test_a_stored_answer_of_another_shape_reads_as_empty_or_partly(value: object) -> None:
    """Payloads come back as plain JSON; the program of another day may have written them."""
    for name, count in dots_in({"dots": value}).items():
        assert isinstance(name, str)
        assert count > 0
    for pile, cards in piles_in({"groups": value}):
        assert isinstance(pile, str)
        assert all(isinstance(card, str) for card in cards)


def test_dots_and_piles_are_shown_again_in_words() -> None:
    """What has been taken back since is counted, not named."""
    vote = Question("vote", StepKind.DOTS, "?", items=ITEMS, max_items=3)
    shown = summary(vote, {"dots": {"1.1": 2, "9.9": 1}}, "en")
    assert shown == "没人开口: 2\n1 dot on something taken back since"
    sort = Question("sort", StepKind.CLUSTER, "?")
    groups = {"groups": [{"name": "钱的事", "cards": ["怕垫钱", "怕亏"]}, {"name": "", "cards": ["没人"]}]}
    assert summary(sort, groups, "zh") == "钱的事：怕垫钱；怕亏\n没有名字的一堆：没人"
    assert summary(sort, {"groups": []}, "zh") == "已归堆，在归堆的板上"
