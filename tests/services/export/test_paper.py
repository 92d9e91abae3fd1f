"""Sheets typed in: a seat and its answers at once, counting whatever the step's state, nothing twice, nothing overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.app_context import context_on
from tests.grouping_camp import grouping_camp
from tests.properties import examples
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.exercises.cleaning import Form
from workshop.exercises.form import form_values, read_form
from workshop.model.camp import Action, Camp
from workshop.model.ids import new_token
from workshop.model.step import Payload, Question
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control, progress, ratings
from workshop.services.camp.participant_view import participant_view
from workshop.services.export import paper
from workshop.services.export.paper import TypedSheet
from workshop.services.seats import seats
from workshop.store import schema
from workshop.store.engine import Store

STEP = "stage-check"
FULL = {
    **{f"rate.D{n}": {"level": ["2"], "confidence": ["sure"], "when": ["10 月"]} for n in range(1, 8)},
    "obstacles": {"chosen": ["O7", "O3"], "first": ["O7"]},
}


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store)


@pytest.fixture
def camp(context: AppContext) -> Camp:
    return camps.new_camp(context, "试营", "camp-half").camp


def sheet(forms: Mapping[str, Form] = FULL, **changed: Any) -> TypedSheet:
    return replace(TypedSheet(STEP, "12 号", "甲社区", "resident", True, forms), **changed)


def codes(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    error = caught.value
    return [one.code for one in error.problems] if isinstance(error, SeveralErrors) else [error.code]


def audit(context: AppContext) -> list[tuple[str, str]]:
    columns = select(schema.audit.c.what, schema.audit.c.by).order_by(schema.audit.c.number)
    return [
        (row.what, row.by) for row in context.store.read(lambda connection: connection.execute(columns).all())
    ]


def test_a_sheet_becomes_a_seat_with_its_answers_and_a_line_in_the_audit(
    context: AppContext, camp: Camp
) -> None:
    typed = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    assert (typed.answered, typed.total) == (8, 11)
    assert (typed.seat.nickname, typed.community, typed.seat.role) == ("12 号", "甲社区", "resident")
    assert typed.seat.consent == f"paper {seats.CONSENT}"
    assert [one.level for one in ratings.ratings_of(context, camp)] == [2] * 7
    assert audit(context) == [("paper_typed", "facilitator")]


def test_it_counts_before_a_step_is_opened_and_after_it_is_closed(context: AppContext, camp: Camp) -> None:
    paper.type_in(context, camp, sheet(), "a" * 32, "facilitator")
    control.act(context, camp.id, Action.OPEN, STEP, "A")
    control.act(context, camp.id, Action.CLOSE, STEP, "A")
    paper.type_in(context, camp, sheet(nickname="13 号"), "b" * 32, "facilitator")
    assert len(ratings.ratings_of(context, camp)) == 14


def test_pressing_twice_is_one_sheet(context: AppContext, camp: Camp) -> None:
    first = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    again = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    assert first == again
    assert len(seats.of_camp(context, camp.id)) == 1
    assert len(answers.everything_by(context, first.seat)) == 8


def test_a_key_from_somebody_elses_form_is_refused(context: AppContext, camp: Camp) -> None:
    arrival = seats.Arrival("j" * 32, "小林", "甲社区", "resident", consent=True)
    seats.join(context, camp.code, arrival)
    with pytest.raises(RoomError, match=r"answer\.foreign_key"):
        paper.type_in(context, camp, sheet(), "j" * 32, "facilitator")


def test_a_sheet_of_somebody_else_under_the_same_key_is_told_and_not_dropped(
    context: AppContext, camp: Camp
) -> None:
    paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    with pytest.raises(RoomError, match=r"answer\.foreign_key"):
        paper.type_in(context, camp, sheet(nickname="13 号"), "k" * 32, "facilitator")


def test_a_locked_room_takes_sheets_and_a_full_one_does_not(context: AppContext) -> None:
    camp = camps.new_camp(context, "小营", "camp-half", capacity=1).camp
    camps.lock(context, camp.id, locked=True)
    paper.type_in(context, camp, sheet(), "a" * 32, "facilitator")
    with pytest.raises(RoomError, match=r"paper\.full"):
        paper.type_in(context, camp, sheet(nickname="13 号"), "b" * 32, "facilitator")


def test_everything_wrong_with_the_head_is_told_at_once(context: AppContext, camp: Camp) -> None:
    wrong = sheet(nickname=" ", community="", role="", consent=False)
    with pytest.raises(InputError) as caught:
        paper.type_in(context, camp, wrong, "k" * 32, "facilitator")
    assert codes(caught) == ["paper.name", "paper.community", "paper.role", "paper.consent"]
    assert seats.of_camp(context, camp.id) == ()
    assert camps.communities(context, camp.id) == ()


def test_too_long_a_text_is_told_by_the_number_on_the_sheet(context: AppContext, camp: Camp) -> None:
    long = {"rate.D3": {"level": ["1"], "when": ["长" * 81]}, "rate.D5": {"evidence": ["长" * 3000]}}
    with pytest.raises(SeveralErrors) as caught:
        paper.type_in(context, camp, sheet(long), "k" * 32, "facilitator")
    assert [(one.code, one.values["number"]) for one in caught.value.problems] == [
        ("paper.too_long", 3),
        ("paper.too_long", 5),
    ]


def test_a_blank_sheet_takes_no_seat(context: AppContext, camp: Camp) -> None:
    with pytest.raises(InputError, match=r"paper\.empty"):
        paper.type_in(context, camp, sheet({"rate.D1": {"when": [" "]}}), "k" * 32, "facilitator")
    assert seats.of_camp(context, camp.id) == ()


def test_an_example_without_a_level_is_kept_and_does_not_count_as_an_answer(
    context: AppContext, camp: Camp
) -> None:
    forms = {"rate.D1": {"evidence": ["坝坝宴"]}, "rate.D2": {"level": ["unknown"]}}
    typed = paper.type_in(context, camp, sheet(forms), "k" * 32, "facilitator")
    assert typed.answered == 1
    assert [(one.dimension, one.level) for one in ratings.ratings_of(context, camp)] == [("D2", None)]
    assert paper.given_on(context, camp, typed.seat.id, STEP)["rate.D1"]["evidence"] == "坝坝宴"


def test_a_correction_adds_answers_and_overwrites_none(context: AppContext, camp: Camp) -> None:
    seat = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator").seat
    changed = {**FULL, "rate.D1": {"level": ["3"]}, "rate.D2": {}}
    after = paper.correct(context, camp, seat.id, sheet(changed), "c" * 32, "facilitator")
    again = paper.correct(context, camp, seat.id, sheet(changed), "c" * 32, "facilitator")
    assert after == again
    assert after.answered == 7
    kept = [
        one.payload.get("level") for one in answers.everything_by(context, seat) if one.question == "rate.D1"
    ]
    assert kept == [2, 3]
    levels = {one.dimension: one.level for one in ratings.ratings_of(context, camp)}
    assert (levels["D1"], "D2" in levels) == (3, False)
    assert audit(context) == [("paper_typed", "facilitator"), ("paper_corrected", "facilitator")]


def test_a_wrong_community_is_mended_and_every_reader_hears_of_it(context: AppContext, camp: Camp) -> None:
    seat = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator").seat
    before = max(one.number for one in answers.everything_by(context, seat))
    after = paper.correct(
        context, camp, seat.id, sheet(community="乙社区", role="committee"), "c" * 32, "facilitator"
    )
    assert (after.community, after.seat.role, after.seat.recovery) == ("乙社区", "committee", seat.recovery)
    assert {one.community for one in ratings.ratings_of(context, camp)} == {after.seat.community}
    # Results are remembered until there is a newer answer.
    assert max(one.number for one in answers.everything_by(context, seat)) > before


def test_what_was_said_on_a_phone_is_not_corrected_here(context: AppContext, camp: Camp) -> None:
    arrival = seats.Arrival("j" * 32, "小林", "甲社区", "resident", consent=True)
    seat = seats.join(context, camp.code, arrival).seat
    with pytest.raises(RoomError, match=r"paper\.not_paper"):
        paper.correct(context, camp, seat.id, sheet(), "c" * 32, "facilitator")


def test_the_list_holds_the_sheets_and_no_phone(context: AppContext, camp: Camp) -> None:
    seats.join(context, camp.code, seats.Arrival("j" * 32, "小林", "甲社区", "resident", consent=True))
    one = paper.type_in(context, camp, sheet(), "a" * 32, "facilitator")
    two = paper.type_in(context, camp, sheet({"rate.D1": {"level": ["0"]}}), "b" * 32, "facilitator")
    assert paper.typed(context, camp, STEP) == (two, one)


def test_nobody_is_sent_to_look_after_a_sheet_with_gaps(context: AppContext, camp: Camp) -> None:
    control.act(context, camp.id, Action.OPEN, STEP, "A")
    paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    later = replace(context, now=lambda: context.now() + timedelta(hours=1))
    (seen,) = progress.progress(later, camp, STEP).seats
    assert (seen.done, seen.stuck) == (False, False)


def test_a_sheet_taken_back_leaves_no_answer(context: AppContext, camp: Camp) -> None:
    seat = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator").seat
    erase.erase_participant(context, seat.id, "facilitator")
    assert paper.typed(context, camp, STEP) == ()
    assert ratings.ratings_of(context, camp) == ()


def test_the_recovery_code_leads_on_to_a_phone_with_everything_typed_in(
    context: AppContext, camp: Camp
) -> None:
    control.act(context, camp.id, Action.OPEN, STEP, "A")
    typed = paper.type_in(context, camp, sheet(), "k" * 32, "facilitator")
    taken = seats.recover(context, typed.seat.recovery, camp.code)
    assert taken.seat == typed.seat
    current = participant_view(context, taken.seat, "zh").current
    assert current is not None
    assert current.question.id == "rate.D8"


def forms_of(question: Question) -> st.SearchStrategy[Form]:
    words = st.text(max_size=30).map(lambda text: [text])
    if question.evidence:
        level = st.sampled_from([[], ["unknown"], *([one.code] for one in question.options)])
        sure = st.sampled_from([[], ["sure"], ["unsure"]])
        started = st.sampled_from([[], ["residents"], ["supporter"], ["committee"]])
        return st.fixed_dictionaries(
            {"level": level, "confidence": sure, "started": started, "when": words, "evidence": words}
        )
    codes = [option.code for option in question.options]
    chosen = st.lists(st.sampled_from(codes), max_size=question.max_items, unique=True)
    return chosen.map(lambda found: {"chosen": found, "first": found[:1]})


@examples(25, allow=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_sheet_typed_in_gives_what_the_phone_would_have_given(
    context: AppContext, camp: Camp, data: st.DataObject
) -> None:
    step = next(one for one in control.steps(context, camp.id) if one.id == STEP)
    questions = paper.asked_on_paper(context, camp, step, "zh")
    forms = {one.id: data.draw(forms_of(one)) for one in questions}
    expected = {
        one.id: read_form(one, forms[one.id])
        for one in questions
        if read_form(one, forms[one.id]) != read_form(one, {})
    }
    key = data.draw(st.uuids()).hex
    if not expected:
        return
    seat = paper.type_in(context, camp, sheet(forms), key, "facilitator").seat
    kept = paper.given_on(context, camp, seat.id, STEP)
    erase.erase_participant(context, seat.id, "facilitator")
    assert kept == expected
    # Opened again, the form shows the same and is read as the same.
    assert {
        one.id: read_form(one, form_values(one, kept[one.id])) for one in questions if one.id in kept
    } == kept


def test_piles_and_dots_from_paper_are_typed_in_like_the_rest(tmp_path: Path) -> None:
    """Cards and piles typed in before can be dotted by the sheets that come after them."""
    with grouping_camp(tmp_path) as made:
        step = made.step().id

        def typed(name: str, forms: dict[str, Form]) -> dict[str, Payload]:
            head = TypedSheet(step, name, "柳树巷", "resident", consent=True, forms=forms)
            found = paper.type_in(made.context, made.camp, head, new_token(made.context.chance), "f")
            return paper.given_on(made.context, made.camp, found.seat.id, step)

        given = typed("桌长", {"sort": {"pile.0.name": ["钱的事"], "pile.0.cards": ["怕垫钱\n怕亏"]}})
        assert given["sort"] == {"groups": [{"name": "钱的事", "cards": ["怕垫钱", "怕亏"]}]}
        asked = paper.asked_on_paper(made.context, made.camp, made.step(), "zh")
        (pile,) = next(one.items for one in asked if one.id == "key")
        assert pile.label == "钱的事"
        assert typed("老秦", {"key": {f"dot.{pile.code}": ["3"]}})["key"] == {"dots": {pile.code: 3}}
