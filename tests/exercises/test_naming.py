"""Rosters and ties: whom somebody names, how they mark them, and what binds whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, explain
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.naming import marked_people, named_ties, picked
from workshop.exercises.summary import summary
from workshop.model.step import Ends, Option, Payload, Question, StepKind

PEOPLE = (Option("R7", "3 栋甲", "3 栋"), Option("R9", "4 栋乙", "4 栋"), Option("G1", "舞蹈队", "自组织"))
LAYERS = tuple(Option(str(n), f"{n} 层") for n in range(6))
COLUMNS = (
    Option("influence", "几层", choices=LAYERS),
    Option("blocked", "卡在", choices=(Option("O1", "没钱"), Option("O2", "没人请"))),
)
RELATIONS = (Option("trusts", "信得过"), Option("informs", "通消息"))
ROSTER = Question("who", StepKind.ROSTER, "?", people=PEOPLE, max_items=5)
SELF = replace(ROSTER, id="me", max_items=1)
TOWERS = replace(ROSTER, id="towers", options=COLUMNS)
MINE = Question("own", StepKind.TIES, "?", people=PEOPLE, options=RELATIONS, max_items=20)
OTHERS = replace(MINE, id="among", ends=Ends.OTHERS)
ALL = (ROSTER, SELF, TOWERS, MINE, OTHERS)


def people(*codes: str) -> list[object]:
    return [{"code": code, "marks": {}} for code in codes]


def tie(source: str, target: str, relation: str) -> dict[str, str]:
    return {"source": source, "target": target, "relation": relation}


def row(number: int, source: str = "", target: str = "", relation: str = "") -> dict[str, list[str]]:
    named = {"source": source, "target": target, "relation": relation}
    return {f"pair.{number}.{name}": [text] for name, text in named.items()}


def test_whoever_is_not_on_the_list_is_the_code_that_was_typed() -> None:
    payload = read_form(ROSTER, {"pick": ["R9"], "add": ["", " 门口 修鞋的\n", "  "]})
    assert payload == {"people": people("R9", "门口 修鞋的")}


@pytest.mark.parametrize("typed", ["R7", "3 栋甲", " 3  栋甲 ", "3\u2028栋甲"])
def test_a_typed_code_or_label_of_the_list_is_that_person(typed: str) -> None:
    assert read_form(ROSTER, {"pick": ["R9"], "add": [typed]}) == {"people": people("R9", "R7")}


def test_a_code_means_its_owner_though_somebody_else_is_called_so() -> None:
    asked = replace(ROSTER, people=(Option("A", "B"), Option("B", "C")))
    assert read_form(asked, {"add": ["B"]}) == {"people": people("B")}


def test_picked_twice_and_typed_as_well_is_picked_once() -> None:
    assert read_form(ROSTER, {"pick": ["R7", "R7"], "add": ["3 栋甲", "新", "新"]}) == {
        "people": people("R7", "新")
    }


def test_a_mark_picks_and_typed_ones_are_marked_by_their_place() -> None:
    form = {
        "pick": ["G1"],
        "add": ["", "门卫"],
        "mark.R7.blocked": ["O2"],
        "mark.R7.influence": ["0"],
        "mark.R9.influence": [""],
        "mark.+0.influence": ["4"],
        "mark.+1.influence": ["5"],
        "mark.+7.influence": ["1"],
    }
    assert read_form(TOWERS, form) == {
        "people": [
            {"code": "G1", "marks": {}},
            {"code": "R7", "marks": {"influence": "0", "blocked": "O2"}},
            {"code": "门卫", "marks": {"influence": "5"}},
        ]
    }


def test_a_place_without_a_name_holds_no_mark() -> None:
    assert read_form(TOWERS, {"add": [""], "mark.+0.influence": ["4"]}) == {"people": []}


def test_dont_know_is_no_mark_and_not_zero() -> None:
    zero = read_form(TOWERS, {"mark.R7.influence": ["0"]})
    unknown = read_form(TOWERS, {"mark.R7.influence": [""]})
    assert (marked_people(zero), marked_people(unknown)) == ({"R7": {"influence": "0"}}, {})


def test_who_am_i_takes_one() -> None:
    assert picked(read_form(SELF, {"pick": [""], "add": ["我"]})) == ("我",)
    with pytest.raises(InputError) as error:
        read_form(SELF, {"pick": ["R7"], "add": ["我"]})
    assert error.value.code == "exercises.too_many"


def test_own_ties_come_from_nobody_else() -> None:
    payload = read_form(MINE, {"tie.G1": ["trusts"], "tie.R7": ["informs", "trusts", "trusts"], "tie.R9": []})
    assert payload == {"ties": [tie("", "R7", "trusts"), tie("", "R7", "informs"), tie("", "G1", "trusts")]}


def test_a_row_without_both_ends_is_no_tie() -> None:
    form = (
        row(0, "R7", "G1", "informs") | row(3, "R7") | row(4, "", "R9", "trusts") | row(5, "", "", "trusts")
    )
    assert read_form(OTHERS, form) == {"ties": [tie("R7", "G1", "informs")]}


def test_what_is_half_said_is_kept_while_somebody_is_at_it() -> None:
    form = row(0, "R7", "R7") | row(1, "R9") | row(2, "R7", "G1") | row(3, "", "", "trusts")
    payload = read_draft(OTHERS, form)
    assert payload == {"ties": [tie("R7", "R7", ""), tie("R9", "", ""), tie("R7", "G1", "")]}
    assert read_draft(OTHERS, form_values(OTHERS, payload)) == payload
    assert not is_complete(OTHERS, read_draft(OTHERS, row(0, "R9")))


@pytest.mark.parametrize(
    ("form", "code", "values"),
    [
        (row(0, "R7", "R9", "trusts") | row(1, "R7", "R7", "trusts"), "tie_itself", {"row": 2}),
        (row(0, "R7", "3 栋甲", "trusts"), "tie_itself", {"row": 1}),
        (row(4, "R7", "R9"), "tie_unsaid", {"row": 1}),
        (row(0, "R7", "R9", "owns"), "option_unknown", {"option": "owns", "question": "among"}),
    ],
)
def test_a_tie_that_cannot_be_is_told_to_be_mended(
    form: dict[str, list[str]], code: str, values: dict[str, int | str]
) -> None:
    with pytest.raises(InputError) as error:
        read_form(OTHERS, form)
    assert (error.value.code, error.value.values) == (f"exercises.{code}", values)
    assert all(explain(language, error.value) for language in LANGUAGES)


def test_the_only_relation_goes_without_saying() -> None:
    asked = replace(OTHERS, options=RELATIONS[:1])
    assert read_form(asked, row(0, "R7", "R9")) == {"ties": [tie("R7", "R9", "trusts")]}


@pytest.mark.parametrize(
    ("question", "form", "code"),
    [
        (TOWERS, {"mark.R7.influence": ["6"]}, "option_unknown"),
        (MINE, {"tie.R7": ["owns"]}, "option_unknown"),
        (ROSTER, {"add": ["长" * 41]}, "too_long"),
        (ROSTER, {"pick": [str(n) for n in range(6)]}, "too_many"),
        (MINE, {f"tie.P{n}": ["trusts"] for n in range(21)}, "too_many"),
    ],
)
def test_what_cannot_be_named_is_refused(question: Question, form: dict[str, list[str]], code: str) -> None:
    with pytest.raises(InputError) as error:
        read_form(question, form)
    assert error.value.code == f"exercises.{code}"


def test_enough_is_as_many_as_asked_and_marked_where_marks_are_asked_for() -> None:
    two = replace(ROSTER, min_items=2)
    assert [is_complete(two, {"people": people(*codes)}) for codes in (("R7",), ("R7", "R9"))] == [
        False,
        True,
    ]
    assert not is_complete(TOWERS, {"people": people("R7")})
    assert is_complete(TOWERS, {"people": [{"code": "R7", "marks": {"influence": "0"}}]})
    assert not is_complete(MINE, {"ties": []})


def test_where_nobody_can_be_named_ties_hold_nobody_up() -> None:
    assert is_complete(replace(OTHERS, people=()), {"ties": []})


@pytest.mark.parametrize(
    ("question", "payload", "told"),
    [
        (ROSTER, {"people": people("R7", "门卫")}, "3 栋甲；门卫"),
        (
            TOWERS,
            {"people": [{"code": "R7", "marks": {"influence": "5", "blocked": "O1"}}, *people("G1")]},
            "3 栋甲：几层：5 层；卡在：没钱\n舞蹈队",
        ),
        (
            replace(TOWERS, options=COLUMNS[:1]),
            {"people": [{"code": "R7", "marks": {"influence": "5"}}]},
            "3 栋甲：5 层",
        ),
        (MINE, {"ties": [tie("", "R7", "trusts"), tie("", "R7", "informs")]}, "3 栋甲：信得过；通消息"),
        (OTHERS, {"ties": [tie("R7", "门卫", "informs")]}, "3 栋甲 → 门卫：通消息"),
    ],
)
def test_an_answer_is_told_with_the_names_of_the_map(question: Question, payload: Payload, told: str) -> None:
    assert summary(question, payload, "zh") == told


names = st.sampled_from(["R7", "R9", "G1", "3 栋甲", "门卫", "a.b", "+1", "a<b&“”", "", " "])
forms = st.dictionaries(
    st.one_of(
        st.sampled_from(["pick", "add", "tie.R7", "tie.门卫"]),
        names.map(lambda name: f"mark.{name}.influence"),
        st.sampled_from(["mark.+0.blocked", "mark.+1.influence"]),
        st.builds("pair.{}.{}".format, st.integers(0, 5), st.sampled_from(["source", "target", "relation"])),
    ),
    st.lists(st.one_of(names, st.sampled_from(["trusts", "informs", "0", "5", "O1"])), max_size=3),
)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@given(form=forms)
def test_what_is_shown_again_is_what_was_said(question: Question, form: dict[str, list[str]]) -> None:
    for read in (read_form, read_draft):
        try:
            payload = read(question, form)
        except InputError:
            continue
        assert read(question, form_values(question, payload)) == payload


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize(
    "stored", [{}, {"people": 3, "ties": 3}, {"people": [3, {"code": 4}], "ties": ["x", {"target": 5}]}]
)
def test_a_stored_answer_of_another_shape_names_nobody(question: Question, stored: Payload) -> None:
    assert not is_complete(question, stored)
    assert picked(stored) == ()
    assert all(not target for _, target, _ in named_ties(stored))
    assert form_values(question, {}) == {}
