"""Patterns at the desk: begun from the cases, written by people, never claiming more than is counted."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.svg import GREEN
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.patterns.pattern_table import interval_chart, interval_text
from workshop.learning.patterns.pattern_text import null_sentences
from workshop.services.learn import pattern_drafts, patterns


def said(page: AppTest) -> str:
    return words(page).replace("\\", "")


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def turn(page: AppTest, key: str, name: str) -> AppTest:
    """Choose a part of the segmented control `key`."""
    for control in page.get("button_group"):
        if control.key == key:
            control.set_value(name).run()  # type: ignore[union-attr]  # AppTest calls every element a block too
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_stands_beside_what_luck_does_and_compares_nothing_under_forty(
    desk: Desk, language: Language
) -> None:
    desk.sign_in()
    page = turn(desk.open("patterns", language), "pattern.view", "table")
    text = said(page)
    cases = patterns.cases_at_hand(desk.context, desk.sample.camp, language)
    table = patterns.table_of(cases)
    assert say(language, "patterns.too_few", least=40) in text
    assert null_sentences(table, desk.context.content.vocabularies, language)[0] in text
    shown = [row for row in table.rows if row.obstacle == table.rows[0].obstacle]
    for row in shown:
        assert interval_text(row, language) in text
    titles = {case.id: case.title for case in cases}
    for case in (one for row in shown for one in (*row.tried.passed, *row.tried.failed)):
        assert titles[case] in text


def test_a_row_is_drawn_with_a_mark_for_every_case(desk: Desk) -> None:
    cases = patterns.cases_at_hand(desk.context, desk.sample.camp, "zh")
    for row in patterns.table_of(cases).rows:
        picture = interval_chart(row, "zh")
        assert picture.count("<circle") == len(row.tried.passed) + len(row.tried.open)
        assert picture.count(f'fill="{GREEN}"') >= len(row.tried.passed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_pattern_reads_with_its_limits_and_what_it_lacks(
    desk: Desk, language: Language
) -> None:
    desk.sign_in()
    for text in desk.context.content.patterns:
        page = press(desk.open("patterns", language), f"pattern.open.{text.id}")
        shown = said(page)
        told = text.in_language(language)
        for part in (told.offered, told.changed, told.ask_them, told.limits.people, told.limits.handover):
            assert part in shown.replace("\u2060", "")
        at_hand = patterns.cases_at_hand(desk.context, desk.sample.camp, language)
        known = next(one for one in patterns.known_patterns(desk.context, at_hand) if one.id == text.id)
        assert say(language, f"patterns.status.{known.standing.status}") in shown
        assert say(language, f"patterns.lack.{known.standing.lacking[0]}") in shown


def test_the_gaps_and_the_folded_worksheet_are_there(desk: Desk) -> None:
    desk.sign_in()
    page = turn(desk.open("patterns"), "pattern.view", "gaps")
    assert say("zh", "patterns.worksheet") in said(page)
    assert any(one.label == say("zh", "pattern_desk.worksheet") for one in page.expander)


def test_a_pattern_is_begun_from_a_row_written_and_saved_and_blank_fields_say_so(desk: Desk) -> None:
    desk.sign_in()
    page = turn(desk.open("patterns"), "pattern.view", "table")
    cases = patterns.cases_at_hand(desk.context, desk.sample.camp, "zh")
    row = next(one for one in patterns.table_of(cases).rows if one.tried.passed)
    page.selectbox(key="pattern_desk.obstacle").set_value(row.obstacle).run()
    press(page, f"pattern.begin.{row.obstacle}.{row.move}")
    draft = pattern_drafts.drafts(desk.context)[0]
    assert say("zh", "pattern_desk.still_blank") in said(page)
    page.text_input(key=f"pattern.{draft.id}.name.zh").set_value("**先** 请人").run()
    again = desk.open("patterns")
    assert "先** 请人" in said(again)
    for place in pattern_drafts.PLACES:
        for language in LANGUAGES:
            pattern_drafts.change(
                desk.context,
                draft.id,
                lambda one, place=place, language=language: pattern_drafts.with_text(  # type: ignore[misc]
                    one, place, language, "words"
                ),
            )
    press(again, f"pattern.go_on.{draft.id}")
    turn(again, f"pattern.section.{draft.id}", "finish")
    press(again, f"pattern.save.{draft.id}")
    assert say("zh", "pattern_desk.saved") in said(again)
    assert pattern_drafts.drafts(desk.context) == ()
    known = next(one for one in patterns.known_patterns(desk.context, cases) if one.id == draft.id)
    assert known.text.version == 1
    assert known.standing.supports == row.tried.passed


def test_nothing_can_be_saved_while_something_is_lacking(desk: Desk) -> None:
    desk.sign_in()
    cases = patterns.cases_at_hand(desk.context, desk.sample.camp, "zh")
    row = next(one for one in patterns.table_of(cases).rows if one.tried.passed)
    draft = pattern_drafts.begin(desk.context, cases, row.obstacle, row.move, "facilitator")
    page = press(desk.open("patterns"), f"pattern.go_on.{draft}")
    turn(page, f"pattern.section.{draft}", "finish")
    assert page.button(key=f"pattern.save.{draft}").disabled
