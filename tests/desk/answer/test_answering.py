"""The rubric at a screen: climbed from level 1, stories kept at hand, everything looked over before handing in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from tests.desk.conftest import Desk, words
from tests.desk.screens.test_my_community import level, newcomer, send
from workshop.base.text import say
from workshop.model.camp import Action, Seat
from workshop.model.step import Payload, StepKind
from workshop.services.camp import answers, control
from workshop.services.camp.participant_view import participant_view

NOTHING: Payload = {"confidence": "sure", "when": "十月", "started": "residents", "evidence": "坝坝宴"}


def rated(desk: Desk, seat: Seat, *, but: tuple[str, ...] = ()) -> None:
    """Level 1 with an example for every dimension but some, without the screen."""
    step = desk.step().id
    for number in range(1, 11):
        question = f"rate.D{number}"
        if question not in but:
            answers.submit(desk.context, seat, f"key-{number}", step, question, {"level": 1, **NOTHING})


def given(desk: Desk, seat: Seat) -> dict[str, Payload]:
    return {one.question: one.payload for one in answers.given_by(desk.context, seat)}


def press(page: AppTest, label: str, number: int = 0) -> None:
    [button for button in page.button if button.label == label][number].click()
    page.run()
    assert not page.exception


def test_the_rungs_stand_in_the_order_they_are_read(desk: Desk) -> None:
    newcomer(desk)
    page = desk.open("my_community")
    *rungs, ground, unknown = level(page).options
    assert [one.split("**")[1] for one in rungs] == [say("zh", "desk.level", level=n) for n in (1, 2, 3)]
    assert say("zh", "exercises.scale.not_first") in ground
    assert say("zh", "exercises.scale.unknown") in unknown
    captions = level(page).proto.captions
    assert captions[-1] == say("zh", "exercises.scale.unknown_help")
    assert (
        captions[-2] == desk.context.content.rubric(desk.sample.camp.rubric).dimensions[0].anchors[0].text.zh
    )
    level(page).set_value("3").run()
    lower = say("zh", "exercises.joiner").join(say("zh", "desk.level", level=n) for n in (1, 2))
    assert say("zh", "exercises.scale.below", levels=lower) in words(page)


def test_who_started_it_is_asked_apart_from_when(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    level(page).set_value("2").run()
    next(one for one in page.text_input if one.key.endswith(".when")).set_value("十月").run()
    next(one for one in page.button_group if one.key.endswith(".started")).set_value("committee").run()
    send(page)
    payload = given(desk, taken.seat)["rate.D1"]
    assert (payload["level"], payload["when"], payload["started"]) == (2, "十月", "committee")


def test_who_goes_down_a_level_stays_there_and_a_level_made_whole_is_reached_at_once(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")

    def ticked() -> ButtonGroup:
        return next(one for one in page.button_group if one.key.endswith(".part"))

    level(page).set_value("2").run()
    ticked().set_value(["3.1", "3.2"]).run()
    assert level(page).value == "3"
    level(page).set_value("2").run()
    assert ticked().value == []
    send(page)
    assert given(desk, taken.seat)["rate.D1"]["level"] == 2


def test_what_was_typed_before_dont_know_is_folded_and_not_lost(desk: Desk) -> None:
    taken = newcomer(desk)
    page = desk.open("my_community")
    next(area for area in page.text_area if area.key.endswith(".evidence")).set_value("先写了一句").run()
    level(page).set_value("unknown").run()
    assert say("zh", "exercises.scale.unknown_next") in [one.label for one in page.expander]
    send(page)
    payload = given(desk, taken.seat)["rate.D1"]
    assert (payload["level"], payload["evidence"]) == (None, "先写了一句")


def test_the_review_shows_everything_and_a_change_comes_back_to_it(desk: Desk) -> None:
    taken = newcomer(desk)
    rated(desk, taken.seat)
    page = desk.open("my_community")
    assert page.subheader[0].value == say("zh", "exercises.review.prompt")
    assert words(page).count("坝坝宴") >= 10
    press(page, say("zh", "exercises.review.change"), 2)
    assert level(page).value == "1"
    level(page).set_value("2").run()
    send(page)
    assert page.subheader[0].value == say("zh", "exercises.review.prompt")
    assert given(desk, taken.seat)["rate.D3"]["level"] == 2
    press(page, say("zh", "exercises.review.hand_in"))
    assert given(desk, taken.seat)["rate.review"] == {}
    current = participant_view(desk.context, taken.seat, "zh").current
    assert current is not None
    assert current.question.kind is StepKind.CHOICE


def test_the_review_names_what_is_not_answered_and_leads_there(desk: Desk) -> None:
    taken = newcomer(desk)
    rated(desk, taken.seat, but=("rate.D4", "rate.D10"))
    page = desk.open("my_community")
    page.session_state["answer.wish"] = (desk.step().id, "rate.review")
    page.run()
    assert say("zh", "exercises.review.lacking", n=2) in words(page)
    press(page, say("zh", "exercises.review.answer"), 1)
    level(page).set_value("1").run()
    send(page)
    # Not on to the next unanswered one, but back to where one came from.
    assert say("zh", "exercises.review.lacking", n=1) in words(page)
    assert "rate.D10" in given(desk, taken.seat)


def test_a_story_stands_above_its_questions_and_asks_for_no_example(desk: Desk) -> None:
    newcomer(desk)
    step = desk.step("shared-vignettes")
    control.act(desk.context, desk.sample.camp.id, Action.OPEN, step.id, "facilitator")
    page = desk.open("my_community")
    story = desk.context.content.vignettes["self-organisation"].asked[0]
    title = say("zh", "exercises.story.title", title=story.title.zh)
    folds = {one.label: one.proto.expanded for one in page.expander}
    assert folds[title]
    assert say("zh", "exercises.story.about") in words(page)
    assert not [area for area in page.text_area if area.key.endswith(".evidence")]
    level(page).set_value("1").run()
    send(page)
    assert not {one.label: one.proto.expanded for one in page.expander}[title]


# Any part of "My community" but answering, as it is drawn when the room moved on after it was read.
ELSEWHERE = """
from dataclasses import replace
import streamlit as st
from workshop.desk.answer.answering import SECTION, place_here, watch
from workshop.desk.ui.visitor import current_visitor

visitor = current_visitor()
st.segmented_control("section", ("check", "cards"), default="cards", key=SECTION)
participant = place_here(visitor, visitor.seat)
watch(visitor, replace(participant, since=-1), answering_now=False)
st.markdown(st.session_state[SECTION])
"""


def test_every_part_of_the_screen_says_that_the_facilitator_did_something_and_leads_there(desk: Desk) -> None:
    newcomer(desk)
    page = AppTest.from_string(ELSEWHERE).run()
    assert "主持人有新动作" in words(page)
    page.button(key="answer.look").click().run()
    assert not page.exception
    assert page.markdown[-1].value == "check"
