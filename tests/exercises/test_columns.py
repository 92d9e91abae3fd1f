"""Days and people in columns of rows: read as people write them, refused where one cannot know, restored as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.files import SHIPPED
from tests.properties import examples
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES
from workshop.exercises.check import problems
from workshop.exercises.columns import cell_text, day_text, read_day
from workshop.exercises.form import form_values, read_draft, read_form
from workshop.exercises.summary import row_parts
from workshop.model.direction import LATEST, SOONEST
from workshop.model.step import ColumnKind, Option, Question, StepKind

ASKED = date(2026, 11, 29)
AFEN = Option("seat:0123456789ab", "阿芬", "乙社区")
PROMISE = Question(
    "promise",
    StepKind.ROWS,
    "?",
    options=(
        Option("what", "做什么"),
        Option("day", "哪天", column=ColumnKind.DATE),
        Option("with", "见证人", column=ColumnKind.PERSON),
    ),
    past=(Option("date", "回看"),),
    people=(AFEN,),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        ("2026/12/5", date(2026, 12, 5)),
        ("2026.12.05", date(2026, 12, 5)),
        ("2026年12月5日", date(2026, 12, 5)),
        (" 12 月 5 号 ", date(2026, 12, 5)),
        ("12月5日", date(2026, 12, 5)),
        ("1月3日", date(2027, 1, 3)),
        ("11月20日", date(2026, 11, 20)),  # shortly before: a week ago, not in a year
        ("2月29日", date(2028, 2, 29)),  # the next leap year
        ("5 December", date(2026, 12, 5)),
        ("5th of December", None),
        ("Dec 5, 2026", date(2026, 12, 5)),
        ("December 5", date(2026, 12, 5)),
        ("1st Jan", date(2027, 1, 1)),
        ("5/12", None),
        ("05/12/2026", None),  # the fifth of December, or the twelfth of May
        ("2026-02-29", None),
        ("13月5日", None),
        ("下周三", None),
        ("5 Decembre maybe", None),
        ("２０２６-１２-０５", None),  # full-width digits are left to the person
        ("", None),
    ],
)
def test_a_day_is_read_where_only_one_can_be_meant(written: str, meant: date | None) -> None:
    assert read_day(written, ASKED) == meant


@examples(200)
@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_written_in_full_is_that_day(day: date) -> None:
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}"):
        assert read_day(text, None) == day


@examples(200)
@given(asked=st.dates(date(2000, 1, 1), date(2099, 12, 31)), ahead=st.integers(0, 300))
def test_a_day_without_its_year_is_the_next(asked: date, ahead: int) -> None:
    day = asked + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert read_day(f"{day.month}月{day.day}日", asked) == day


@pytest.mark.parametrize(
    ("form", "row"),
    [
        ({"row.0.day": ["12月5日"], "row.0.day.asked": ["2026-11-29"]}, {"day": "2026-12-05", "with": ""}),
        ({"row.0.with": [AFEN.code]}, {"day": "", "with": AFEN.code}),
        ({"row.0.with.other": ["王老师"]}, {"day": "", "with": "王老师"}),
        ({"row.0.with.other": ["@王老师"], "row.0.with": [""]}, {"day": "", "with": "@王老师"}),
    ],
)
def test_what_is_read_is_restored_and_read_again(form: dict[str, list[str]], row: dict[str, str]) -> None:
    payload = read_form(PROMISE, {"row.0.what": ["办展览"], **form})
    assert payload == {"rows": [{"what": "办展览", **row}]}
    assert read_form(PROMISE, form_values(PROMISE, payload)) == payload


def test_a_day_that_is_asked_for_later_is_refused_sooner() -> None:
    """Half a year: 30 May 2027 is 182 days after 29 November 2026, by hand."""
    half_a_year = replace(PROMISE.options[1], after=182)
    question = replace(PROMISE, options=(PROMISE.options[0], half_a_year, PROMISE.options[2]))
    form = {"row.0.what": ["方向"], "row.0.day.asked": ["2026-11-29"]}
    assert read_form(question, {**form, "row.0.day": ["2027-05-30"]})["rows"]
    with pytest.raises(InputError) as refused:
        read_form(question, {**form, "row.0.day": ["2027-05-29"]})
    assert refused.value.code == "exercises.day_soon"
    assert read_form(question, {**form, "row.0.day": ["2027-05-29"], "row.0.day.kept": ["2027-05-29"]})[
        "rows"
    ]
    assert read_draft(question, {**form, "row.0.day": ["2027-05-29"]})["rows"]


def test_phones_and_desk_ask_for_the_same_days_of_a_direction() -> None:
    plan = next(one for one in SHIPPED["direction"].steps if one.id == "plan")
    (day,) = (one for one in plan.options if one.column is ColumnKind.DATE)
    assert (day.after, day.within) == (SOONEST.days, LATEST.days)


def test_a_draft_keeps_what_an_answer_would_refuse() -> None:
    form = {
        "row.0.what": ["办展览"],
        "row.0.day": ["下周吧"],
        "row.0.with": [AFEN.code],
        "row.0.with.other": ["王"],
    }
    draft = read_draft(PROMISE, form)
    assert draft == {"rows": [{"what": "办展览", "day": "下周吧", "with": "王"}]}
    assert form_values(PROMISE, draft)["row.0.day"] == ["下周吧"]


def test_rows_are_told_with_names_and_days_and_columns_of_an_earlier_version() -> None:
    row = {"what": "办展览", "day": "2026-12-05", "with": AFEN.code, "date": "12 月 5 日"}
    for code in LANGUAGES:
        (parts,) = row_parts(PROMISE, {"rows": [row]}, code)
        assert parts == (
            ("做什么", "办展览"),
            ("哪天", day_text(code, date(2026, 12, 5))),
            ("见证人", "阿芬"),
            ("回看", "12 月 5 日"),
        )
        # Somebody who has withdrawn is nobody any more; words that only look like a code stay words.
        assert cell_text(PROMISE.options[2], AFEN.code, {}, code) != AFEN.code
        assert cell_text(PROMISE.options[0], AFEN.code, {}, code) == AFEN.code


def test_days_and_people_belong_to_rows() -> None:
    commit = SHIPPED["commit"]
    assert problems(commit) == []
    step = replace(commit.steps[0], kind=StepKind.CHOICE)
    assert [one.code for one in problems(replace(commit, steps=(step, *commit.steps[1:])))] == [
        "exercises.column_kind"
    ]


def test_within_how_many_days_is_asked_of_days_only() -> None:
    commit = SHIPPED["commit"]
    first = commit.steps[0]
    assert [one.within for one in first.options if one.column is ColumnKind.DATE] == [7]
    options = tuple(replace(one, within=7 if one.code == "what" else one.within) for one in first.options)
    wrong = replace(commit, steps=(replace(first, options=options), *commit.steps[1:]))
    assert [one.code for one in problems(wrong)] == ["exercises.within_no_date"]
