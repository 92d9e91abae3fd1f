"""The guided assessment at a screen: one question at a time, drafts kept on the server, back and forth.

The same place, questions and use cases as the phone's pages. What is typed is saved as a draft whenever a field
is left; the form's key is kept as long as the question is on screen, so sending twice is one answer.

The look back over a group of answers before they are handed in, each with a way to change it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.answer.question import ask, fields_of
from workshop.desk.ui.actions import Tone, tell, told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import paragraphs, plain
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.review import ReviewLine, review_lines
from workshop.exercises.summary import summary
from workshop.model.camp import Seat
from workshop.model.step import Answer, Kind, Question
from workshop.services.camp import answers, control
from workshop.services.camp.answers import Outcome
from workshop.services.camp.participant_view import Place, Showing, StepPlace, place_of

Change = Callable[[str, str, str], None]  # step, question, and the review to come back to


@dataclass(frozen=True)
class Ending:
    """What the buttons below do: hand in for the first time, or go on after that."""

    hand_in: Callable[..., None]
    arguments: tuple[object, ...]
    onward: Callable[[], None]


def review(here: Visitor, showing: Showing[Question], change: Change, ending: Ending) -> None:
    """Every answer with its anchor and example, doubts marked gently; everything counts without this page."""
    given = {name: answer.payload for name, answer in showing.place.given.items()}
    lines = review_lines(showing.group, given, showing.place.drafted, here.language)
    st.subheader(plain(showing.question.prompt), anchor=False)
    st.markdown(paragraphs(showing.question.help))
    if lacking := [line for line in lines if not line.answered]:
        names = here.say("exercises.joiner").join(plain(line.question.prompt) for line in lacking)
        st.warning(f"{here.say('exercises.review.lacking', n=len(lacking))} {names}")
    for line in lines:
        _line(here, showing, line, change)
    if any(line.hypothesis for line in lines):
        st.caption(
            f":orange-badge[{here.say('desk.hypothesis.badge')}] {here.say('phone.hypothesis_levels')}"
        )
    if showing.given is not None:
        st.success(here.say("exercises.review.again"))
        st.button(
            here.say("exercises.review.onward"),
            key="answer.review.onward",
            type="primary",
            on_click=ending.onward,
        )
        return
    st.button(
        here.say("exercises.review.hand_in"),
        key="answer.review.send",
        type="primary",
        on_click=ending.hand_in,
        args=ending.arguments,
    )


def _line(here: Visitor, showing: Showing[Question], line: ReviewLine, change: Change) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(line.question.prompt)}**")
            st.button(
                here.say("exercises.review.change" if line.answered else "exercises.review.answer"),
                key=f"answer.review.{showing.place.step.id}.{line.question.id}",
                type="tertiary" if line.answered else "secondary",
                on_click=change,
                args=(showing.place.step.id, line.question.id, showing.question.id),
            )
        if line.level is not None:
            badge = f" :orange-badge[{here.say('desk.hypothesis.badge')}]" if line.hypothesis else ""
            st.markdown(f"**{here.say('desk.level', level=line.level)}**　{plain(line.anchor)}{badge}")
        if line.example:
            st.caption(plain(here.say("exercises.joiner").join(line.example)))
        marks = [here.say(f"exercises.review.{doubt}") for doubt in line.doubts]
        if line.changing:
            marks.append(here.say("exercises.review.changing"))
        if marks:
            st.caption(" ".join(f":orange-background[{plain(mark)}]" for mark in marks))


PLACE = "answering"
WISH = "answer.wish"
# The look back over all answers from which one is being changed, and to which one returns.
THEN = "answer.then"
LOOK_EVERY = 3.0


def place_here(here: Visitor, seat: Seat) -> Place[Question]:
    """Where the seat belongs, with the wish to see an earlier question again."""
    step, question = st.session_state.get(WISH, (None, None))
    return place_of(the_house(), seat, here.language, step=step, question=question)


def answering(here: Visitor, seat: Seat, place: Place[Question]) -> None:
    """The open question, or what there is to do while nothing is open."""
    _watch(here, place)
    told(PLACE)
    if place.showing is None:
        _waiting(here, place)
    else:
        _question(here, seat, place.showing)
    if place.showing is None or place.showing.question.kind is not Kind.REVIEW:
        _done(here, place)


@st.fragment(run_every=LOOK_EVERY)
def _watch(here: Visitor, place: Place[Question]) -> None:
    """Look whether the facilitator has done something; never take a half-written answer away."""
    if control.last_seq(the_house(), place.camp.id) == place.since:
        return
    if place.showing is None:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(here.say("desk.answer.changed"))
        if st.button(here.say("desk.answer.look"), key="answer.look"):
            _onward()
            st.rerun()


def _waiting(here: Visitor, place: Place[Question]) -> None:
    if place.done:
        st.success(here.say("desk.answer.all_done"))
    else:
        st.info(here.say("desk.answer.nothing_open"))
    st.caption(here.say("desk.answer.meanwhile"))


def _question(here: Visitor, seat: Seat, showing: Showing[Question]) -> None:
    question = showing.question
    key = _key(showing)
    _progress(here, showing)
    if question.kind is Kind.REVIEW:
        review(here, showing, _change, Ending(_send, (here, seat, showing, key), _onward))
        return
    _said(showing.said_before)
    _story(here, showing)
    st.subheader(plain(question.prompt), anchor=False)
    if question.help:
        st.markdown(paragraphs(question.help))
    payload = showing.draft.payload if showing.draft else showing.given.payload if showing.given else {}
    start = form_values(question, payload) if payload else {}
    ask(here, question, key, start, lambda: _save_draft(here, seat, showing, key))
    _saved_line(here, showing)
    _said(showing.said_after)
    with st.container(horizontal=True):
        back = st.session_state.get(THEN)
        if back is not None:
            st.button(
                here.say("phone.question.to_review"), key=f"answer.back.{key}", on_click=_wish, args=back
            )
        elif showing.previous is not None:
            st.button(
                here.say("desk.answer.back"),
                key=f"answer.back.{key}",
                on_click=_wish,
                args=(showing.place.step.id, showing.previous.id),
            )
        st.button(
            here.say("desk.answer.send"),
            key=f"answer.send.{key}",
            type="primary",
            on_click=_send,
            args=(here, seat, showing, key),
        )
        if not question.required:
            st.button(
                here.say("desk.answer.skip"),
                key=f"answer.skip.{key}",
                type="tertiary",
                on_click=_skip,
                args=(showing,),
            )


def _progress(here: Visitor, showing: Showing[Question]) -> None:
    """How far one is: among the ten dimensions or the stories where there are several, else among all questions."""
    group = showing.group
    many = len(group) > 1
    number = showing.group_number if many else showing.number
    total = len(group) if many else showing.total
    done = showing.group_done if many else showing.number - 1
    title = plain(showing.place.exercise.title.of(here.language))
    words = here.say("desk.answer.progress", step=title, n=number, total=total) if number else title
    if many and done:
        words = f"{words} · {here.say('phone.question.done', n=done)}"
    st.progress(done / total, text=words)


def _story(here: Visitor, showing: Showing[Question]) -> None:
    """The story a question is about: open when it is new, folded while the next questions are about it too."""
    question = showing.question
    if not question.story:
        return
    title = here.say("exercises.story.title", title=plain(question.story_title))
    with st.expander(title, expanded=not showing.story_known):
        st.markdown(paragraphs(question.story.strip()))
    st.info(here.say("exercises.story.about"))


def _said(said: tuple[Question, ...]) -> None:
    for one in said:
        st.info(paragraphs("\n".join(text for text in (one.prompt, one.help) if text)))


def _key(showing: Showing[Question]) -> str:
    """The form's key: the draft's, or the one made when this question first came up in this tab."""
    if showing.draft is not None:
        return showing.draft.key
    name = f"answer.key.{showing.place.step.id}.{showing.question.id}"
    return str(st.session_state.setdefault(name, showing.key))


def _saved_line(here: Visitor, showing: Showing[Question]) -> None:
    if showing.draft is not None:
        st.caption(here.say("desk.answer.draft_saved", time=f"{on_their_clock(showing.draft.at):%H:%M:%S}"))
    elif showing.given is not None:
        st.caption(here.say("desk.answer.given"))
    if showing.late:
        st.warning(here.say("desk.answer.late_now"))


def _save_draft(here: Visitor, seat: Seat, showing: Showing[Question], key: str) -> None:
    question = showing.question
    try:
        payload = read_draft(question, fields_of(question, key))
        answers.save_draft(the_house(), seat, key, showing.place.step.id, question.id, payload)
    except MengyaError as error:
        tell(PLACE, "bad", here.explain(error))


def _send(here: Visitor, seat: Seat, showing: Showing[Question], key: str) -> None:
    question, step = showing.question, showing.place.step.id
    try:
        payload = read_form(question, fields_of(question, key))
        if not is_complete(question, payload):
            tell(PLACE, "bad", here.say("desk.answer.incomplete"))
            return
        receipt = answers.submit(the_house(), seat, key, step, question.id, payload)
    except MengyaError as error:
        tell(PLACE, "bad", here.explain(error))
        return
    st.session_state.pop(f"answer.key.{step}.{question.id}", None)
    back = st.session_state.get(THEN)
    _onward()
    if back is not None:
        _wish(*back)
    tone: Tone = "note" if receipt.outcome is Outcome.LATE else "good"
    tell(PLACE, tone, here.say(f"desk.answer.outcome.{receipt.outcome.value}"))


def _skip(showing: Showing[Question]) -> None:
    asked = showing.place.asked
    following = asked[asked.index(showing.question) + 1 :]
    if following:
        _wish(showing.place.step.id, following[0].id)


def _wish(step: str, question: str) -> None:
    st.session_state[WISH] = (step, question)
    st.session_state.pop(THEN, None)


def _change(step: str, question: str, review: str) -> None:
    """Show a question again, and then the review it was looked up from."""
    _wish(step, question)
    st.session_state[THEN] = (step, review)


def _onward() -> None:
    """On to wherever the person belongs."""
    st.session_state.pop(WISH, None)
    st.session_state.pop(THEN, None)


def _done(here: Visitor, place: Place[Question]) -> None:
    """What the person has said so far, each line a way back to it."""
    if not any(step.answered for step in place.steps):
        return
    given = {(one.step, one.question): one for one in answers.everything_by(the_house(), place.seat)}
    with st.expander(here.say("desk.answer.my_answers")):
        for step in place.steps:
            if step.answered:
                st.markdown(f"**{plain(step.exercise.title.of(here.language))}**")
                _lines(here, step, given)


def _lines(here: Visitor, step: StepPlace[Question], given: dict[tuple[str, str], Answer]) -> None:
    for question in step.asked:
        answer = given.get((step.step.id, question.id))
        if answer is None:
            continue
        words = summary(question, answer.payload, here.language)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{plain(_name(here, question))}　:gray[{plain(words) or here.say('desk.answer.empty')}]"
            )
            st.button(
                here.say("desk.answer.change"),
                key=f"answer.change.{step.step.id}.{question.id}",
                type="tertiary",
                on_click=_wish,
                args=(step.step.id, question.id),
            )


def _name(here: Visitor, question: Question) -> str:
    if not question.story:
        return question.prompt
    return here.say("exercises.summary.part", name=question.story_title, text=question.prompt)
