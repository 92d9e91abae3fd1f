"""The cases screen: read, filter, compare; what is unverified or our own reading is marked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.conftest import Desk, words
from tests.learning.made import CASES, WORDS, case, cases_made
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.cases.case_filter import CaseFilter, fitting
from workshop.desk.cases.case_view import stations, timeline, timeline_in_words
from workshop.desk.ui.escape import escape
from workshop.learning.cases.casebase import cases, trusted
from workshop.model.case import Case, CaseSource, Grade, LifeEntry, Outcome

SHIPPED = {told.id: told for told in cases(CASES, "zh", WORDS)}
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_unverified_cases_are_read_only_when_asked_for(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cases")
    assert len(page.selectbox(key="cases.case").options) == len(trusted(SHIPPED.values()))
    page.toggle(key="cases.unverified").set_value(True).run()
    assert len(page.selectbox(key="cases.case").options) == len(SHIPPED)
    page.selectbox(key="cases.case").set_value("chuangzhi").run()
    assert say("zh", "desk.case.unverified") in words(page)
    page.selectbox(key="cases.case").set_value("yicang").run()
    assert say("zh", "desk.case.unverified") not in words(page)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_reads_with_its_limits_its_sources_and_our_own_reading_marked(
    desk: Desk, language: Language
) -> None:
    desk.sign_in()
    page = desk.open("cases", language)
    page.toggle(key="cases.unverified").set_value(True).run()
    for told in cases(CASES, language, WORDS):
        page.selectbox(key="cases.case").set_value(told.id).run()
        assert not page.exception
        shown = words(page)
        for part in (told.limits, told.result, told.question, *(step.text for step in told.first_steps)):
            assert escape(part) in shown
        for source in told.sources:
            assert escape(source.reference) in shown
        assert f"-badge[{say(language, 'desk.case.reading')}] {escape(told.reading)}" in shown
        open_ended = len(told.outcomes) < len(told.obstacles)
        assert (f"-badge[{say(language, 'desk.case.not_told')}]" in shown) == open_ended
        # The step beyond 1.0 is our hypothesis wherever it stands.
        assert (say(language, "desk.hypothesis.badge") in shown) == (told.stage in {"1.0", "2.0"})


def test_the_filters_leave_what_fits_and_say_when_nothing_does(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cases")
    page.toggle(key="cases.failed").set_value(True).run()
    assert len(page.selectbox(key="cases.case").options) == 7
    page.multiselect(key="cases.obstacles").set_value(["O14"]).run()
    assert say("zh", "desk.cases.none") in words(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_cases_are_compared_without_a_verdict(desk: Desk, language: Language) -> None:
    desk.sign_in()
    page = desk.open("cases", language)
    page.selectbox(key="cases.case").set_value("yicang").run()
    page.selectbox(key="cases.other").set_value("laojiefang").run()
    assert not page.exception
    shown = words(page)
    assert say(language, "learning.alike", all=8, same=0, different=3, unknown=5) in shown
    assert say(language, "desk.cases.no_such_move") in shown
    for name in ("yicang", "laojiefang"):
        told = next(one for one in cases(CASES, language, WORDS) if one.id == name)
        assert escape(told.limits) in shown
    assert not re.search(r"\d\s*[%％]", shown)


@given(st.lists(st.integers(0, 5).flatmap(lambda n: cases_made(f"case-{n}")), max_size=5), st.booleans())
def test_an_empty_wish_leaves_out_only_what_is_unverified(found: list[Case], unverified: bool) -> None:
    copies = [replace(one, sources=(CaseSource("s", Grade.C),)) for one in found]
    assert fitting([*found, *copies], CaseFilter()) == tuple(found)
    assert fitting([*found, *copies], CaseFilter(unverified=True)) == (*found, *copies)
    failed = fitting(found, CaseFilter(failed=True))
    assert all(Outcome.NOT in dict(one.outcomes).values() for one in failed)


def test_a_case_that_does_not_tell_its_stage_is_not_found_by_stage() -> None:
    silent, told = case("a", stage=None), case("b", stage="1.0")
    assert fitting([silent, told], CaseFilter(stages=frozenset({"1.0"}))) == (told,)


LIVES = st.lists(
    st.builds(
        LifeEntry,
        text=st.text("开门 tree & <b>", min_size=1, max_size=40),
        month=st.none() | st.integers(0, 60),
        when=st.none() | st.sampled_from(["1999", "2003-12", "2015-11-16", "2024"]),
        groups=st.none() | st.integers(0, 40),
    ),
    max_size=8,
).map(tuple)


@given(LIVES, st.sampled_from(LANGUAGES))
def test_every_event_stands_on_the_line_and_in_its_words(
    life: tuple[LifeEntry, ...], language: Language
) -> None:
    told = case("a", life=life)
    assert timeline_in_words(told, language).count("\n") == max(0, len(life) - 1)
    drawing = timeline(told, language)
    assert "<b>" not in drawing
    assert "nan" not in drawing  # which no event above can be called
    placed = [one for one in stations(life, language) if one.span is not None]
    # Months and dates never share a scale.
    by_month = all(one.entry.month is not None for one in placed)
    assert by_month or all(one.entry.when is not None for one in placed)


def test_times_are_shown_as_exactly_as_they_are_told() -> None:
    lived = tuple(LifeEntry("x", when=when) for when in ("2003", "2003-12", "2015-11-16"))
    assert [one.when for one in stations(lived, "zh")] == ["2003年", "2003年12月", "2015年11月16日"]
    assert [one.when for one in stations(lived, "en")] == ["2003", "Dec 2003", "Nov 16, 2015"]
    spans = [one.span for one in stations(lived, "zh")]
    assert spans[0] == (2003, 2004)  # known to the year: as wide as a year
    assert spans[1] == pytest.approx((2003 + 11 / 12, 2004))
    day = spans[2]
    assert day is not None
    assert day[0] == day[1]


def test_the_articles_line_keeps_what_has_no_month_open() -> None:
    found = stations(SHIPPED["qingbaijiang"].life, "zh")
    assert [one.number for one in found if not one.when] == [3, 4, 5, 6, 7, 8, 9, 11]
    assert [one.span for one in found if one.span] == [(0, 0), (1, 4), (12, 12)]
    assert not HAN.search(timeline_in_words(next(iter(cases(CASES, "en", WORDS))), "en"))


def test_words_find_a_case_and_nothing_found_says_so(desk: Desk) -> None:
    desk.sign_in()
    page = desk.open("cases")
    everything = page.selectbox(key="cases.case").options
    page.text_input(key="cases.words").input("敲门").run()
    assert 0 < len(page.selectbox(key="cases.case").options) < len(everything)
    page.text_input(key="cases.words").input("量子火箭").run()
    assert say("zh", "desk.cases.none") in words(page)
