"""Told cases at the desk: read beside what would be shown, written up, published, asked about, merged, put away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from tests.services.learn.made_submissions import TELLING, put_told
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.case import Submission, SubmissionState
from workshop.services.learn import case_review
from workshop.services.learn.case_base import submissions_of
from workshop.store import submissions as rows

BARE = replace(TELLING, title="", limits="", period="", stage=None)


def told(
    desk: Desk, state: SubmissionState = SubmissionState.SUBMITTED, telling: object = BARE
) -> Submission:
    assert isinstance(telling, type(TELLING))
    return put_told(desk.context, desk.sample.seats[0].seat, "t1", telling=telling, state=state)


def opened(desk: Desk, language: Language = "zh") -> AppTest:
    desk.sign_in()
    return desk.open("told", language)


def press(page: AppTest, name: str) -> AppTest:
    button = next(one for one in page.button if (one.key or "").startswith(f"told.{name}."))
    button.click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def write(page: AppTest, name: str, text: str) -> None:
    fields = [*page.text_input, *page.text_area]
    next(one for one in fields if (one.key or "").startswith(f"told.{name}.")).input(text)


def state(desk: Desk) -> SubmissionState:
    found = desk.context.store.read(lambda connection: rows.submission_by_id(connection, "t1"))
    assert found is not None
    return found.state


def plain_words(page: AppTest) -> str:
    return words(page).replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_told_it_says_how_to_get_something(desk: Desk, language: Language) -> None:
    assert say(language, "told_desk.none") in words(opened(desk, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_words_stand_beside_what_would_be_shown(desk: Desk, language: Language) -> None:
    told(desk)
    text = plain_words(opened(desk, language))
    assert text.count(TELLING.stuck) >= 2
    assert say(language, "told_desk.own_words") in text
    assert TELLING.question in text


def test_names_and_numbers_are_marked_before_anybody_else_reads_them(desk: Desk) -> None:
    told(desk, telling=replace(BARE, result="王阿姨打了13812345678"))
    text = plain_words(opened(desk))
    assert say("zh", "told_desk.marked", n=2) in text
    assert ":orange-background[王阿姨]" in text


def test_it_is_published_once_it_has_a_title_and_limits(desk: Desk) -> None:
    told(desk)
    page = opened(desk)
    publish = next(one for one in page.button if (one.key or "").startswith("told.publish."))
    assert publish.disabled
    write(page, "title", "坐出来的七个人")
    write(page, "limits", "社工每天都在。")
    next(one for one in page.button if one.label == say("zh", "told_desk.keep")).click().run()
    press(page, "publish")
    assert state(desk) is SubmissionState.PUBLISHED
    (case,) = submissions_of(desk.context, desk.sample.camp, "zh")
    assert (case.title, case.limits) == ("坐出来的七个人", "社工每天都在。")


def test_publishing_can_be_taken_back_and_then_nobody_reads_it(desk: Desk) -> None:
    told(desk, telling=TELLING)
    page = press(opened(desk), "publish")
    press(page, "undo")
    assert state(desk) is SubmissionState.SUBMITTED
    assert submissions_of(desk.context, desk.sample.camp, "zh") == ()


def test_a_question_and_a_reason_need_words(desk: Desk) -> None:
    told(desk)
    page = press(opened(desk), "ask")
    assert say("zh", "errors.told.no_question") in plain_words(page)
    write(page, "question", "几个是新来的？")
    page.run()
    press(page, "ask")
    assert state(desk) is SubmissionState.NEEDS_INFO
    press(page, "undo")
    press(page, "reject")
    assert say("zh", "errors.told.no_reason") in plain_words(page)
    write(page, "reason", "和别的太像")
    page.run()
    press(page, "reject")
    assert state(desk) is SubmissionState.REJECTED


def test_one_of_the_nearest_can_stand_for_both(desk: Desk) -> None:
    told(desk, telling=TELLING)
    page = opened(desk)
    near = case_review.review(desk.context, desk.sample.camp, "t1", "zh").near
    box = next(one for one in page.selectbox if (one.key or "").startswith("told.into."))
    box.select(near[0][1].id).run()
    press(page, "merge")
    assert state(desk) is SubmissionState.MERGED


def test_more_people_read_it_only_after_its_teller_was_asked(desk: Desk) -> None:
    told(desk, SubmissionState.PUBLISHED, TELLING)
    page = press(opened(desk), "wider")
    assert say("zh", "told_desk.wider_waits") in plain_words(page)
    found = desk.context.store.read(lambda connection: rows.submission_by_id(connection, "t1"))
    assert found is not None
    assert found.visibility.value == "room"


def test_a_participant_does_not_see_the_screen(desk: Desk) -> None:
    told(desk)
    desk.sit()
    page = desk.open("my_community")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("screens/told.py")
