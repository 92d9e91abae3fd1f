"""The guided assessment (wizard) on a screen: one question at a time, drafts stored on the server, a review
at the end.

Same state, questions and use cases as the phone's pages. What is typed is saved as a draft when a field loses
focus; the form keeps its idempotency key as long as the question is on screen, so sending twice is one
answer. The review shows a group of answers before they are submitted, each with a way to change it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.answer.question import ask, fields_of
from workshop.desk.ui.actions import Tone, leave_note, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape, paragraphs
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.exercises.form import form_values, is_complete, read_draft, read_form
from workshop.exercises.review import ReviewLine, review_lines
from workshop.exercises.summary import summary
from workshop.model.camp import Seat
from workshop.model.step import Answer, Question, StepKind
from workshop.services.camp import answers, camps, control
from workshop.services.camp.answers import SubmissionOutcome
from workshop.services.camp.participant_view import (
    CurrentQuestion,
    ParticipantView,
    StepView,
    participant_view,
)
from workshop.services.camp.ratings import apart_in_team
from workshop.services.seats.partners_shown import partners_of

Change = Callable[[str, str, str], None]  # step, question, and the review to return to


@dataclass(frozen=True)
class Ending:
    """The buttons below: submit for the first time, or continue after that."""

    hand_in: Callable[..., None]
    arguments: tuple[object, ...]
    onward: Callable[[], None]


def review(
    visitor: Visitor, seat: Seat, current: CurrentQuestion[Question], change: Change, ending: Ending
) -> None:
    """Every answer with its anchor and example, doubts marked gently; answers count without this page."""
    given = {name: answer.payload for name, answer in current.step_view.given.items()}
    apart = apart_in_team(app_context(), seat, current.step_view.step.id)
    lines = review_lines(current.group, given, current.step_view.drafted, visitor.language, apart)
    st.subheader(escape(current.question.prompt), anchor=False)
    st.markdown(paragraphs(current.question.help))
    if lacking := [line for line in lines if not line.answered]:
        names = visitor.say("exercises.joiner").join(escape(line.question.prompt) for line in lacking)
        st.warning(f"{visitor.say('exercises.review.lacking', n=len(lacking))} {names}")
    for line in lines:
        _line(visitor, current, line, change)
    if any(line.hypothesis for line in lines):
        st.caption(
            f":orange-badge[{visitor.say('desk.hypothesis.badge')}] {visitor.say('phone.hypothesis_levels')}"
        )
    if current.given is not None:
        st.success(visitor.say("exercises.review.again"))
        st.button(
            visitor.say("exercises.review.onward"),
            key="answer.review.onward",
            type="primary",
            on_click=ending.onward,
        )
        return
    st.button(
        visitor.say("exercises.review.hand_in"),
        key="answer.review.send",
        type="primary",
        on_click=ending.hand_in,
        args=ending.arguments,
    )


def _line(visitor: Visitor, current: CurrentQuestion[Question], line: ReviewLine, change: Change) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{escape(line.question.prompt)}**")
            st.button(
                visitor.say("exercises.review.change" if line.answered else "exercises.review.answer"),
                key=f"answer.review.{current.step_view.step.id}.{line.question.id}",
                type="tertiary" if line.answered else "secondary",
                on_click=change,
                args=(current.step_view.step.id, line.question.id, current.question.id),
            )
        if line.level is not None:
            badge = f" :orange-badge[{visitor.say('desk.hypothesis.badge')}]" if line.hypothesis else ""
            st.markdown(f"**{visitor.say('desk.level', level=line.level)}**　{escape(line.anchor)}{badge}")
        if line.example:
            st.caption(escape(visitor.say("exercises.joiner").join(line.example)))
        marks = [visitor.say(f"exercises.review.{doubt}") for doubt in line.doubts]
        if line.changing:
            marks.append(visitor.say("exercises.review.changing"))
        if marks:
            st.caption(" ".join(f":orange-background[{escape(mark)}]" for mark in marks))


PLACE = "answering"
REQUESTED = "answer.wish"
# The review from which an answer is being edited, to return to.
THEN = "answer.then"
LOOK_EVERY = 3.0
SECTION = "my.section"  # the part of the screen that is shown; answering is "check"


def place_here(visitor: Visitor, seat: Seat) -> ParticipantView[Question]:
    """The seat's current view, taking into account a request to see an earlier question again."""
    step, question = st.session_state.get(REQUESTED, (None, None))
    return participant_view(app_context(), seat, visitor.language, step=step, question=question)


def answering(visitor: Visitor, seat: Seat, participant: ParticipantView[Question]) -> None:
    """The open question, or what there is to do while nothing is open."""
    show_note(PLACE)
    if participant.current is None:
        _waiting(visitor, participant)
    else:
        _question(visitor, seat, participant.current)
    if participant.current is None or participant.current.question.kind is not StepKind.REVIEW:
        _done(visitor, participant)


@st.fragment(run_every=LOOK_EVERY)
def watch(visitor: Visitor, participant: ParticipantView[Question], *, answering_now: bool) -> None:
    """Poll for facilitator actions, from every part of the screen; never interrupt a half-written answer."""
    app_context().presence.seen(participant.seat, app_context().now())
    if control.last_seq(app_context(), participant.camp.id) == participant.since:
        return
    if answering_now and participant.current is None:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(visitor.say("desk.answer.changed"))
        if st.button(visitor.say("desk.answer.look"), key="answer.look", on_click=_look):
            st.rerun()


def _look() -> None:
    _onward()
    st.session_state[SECTION] = "check"


def _waiting(visitor: Visitor, participant: ParticipantView[Question]) -> None:
    if participant.done:
        st.success(visitor.say("desk.answer.all_done"))
    else:
        st.info(visitor.say("desk.answer.nothing_open"))
    st.caption(visitor.say("desk.answer.meanwhile"))


def _partners(visitor: Visitor, seat: Seat, current: CurrentQuestion[Question]) -> None:
    """With whom this person is matched, with their cards."""
    camp = camps.find(app_context(), seat.camp)
    step, question = current.step_view.step, current.question.id
    found = partners_of(app_context(), camp, seat, step, question, visitor.language) if camp else ()
    if not found:
        st.info(visitor.say("exercises.match.wait"))
    for one in found:
        st.markdown(f"**{escape(one.nickname)}**　{escape(one.community)}")
        if one.card:
            st.caption(paragraphs(one.card))


def _question(visitor: Visitor, seat: Seat, current: CurrentQuestion[Question]) -> None:
    question = current.question
    key = _key(current)
    _progress(visitor, current)
    if question.kind is StepKind.REVIEW:
        review(visitor, seat, current, _change, Ending(_send, (visitor, seat, current, key), _onward))
        return
    _said(current.said_before)
    _story(visitor, current)
    st.subheader(escape(question.prompt), anchor=False)
    if question.help:
        st.markdown(paragraphs(question.help))
    payload = current.draft.payload if current.draft else current.given.payload if current.given else {}
    start = form_values(question, payload) if payload else {}
    if question.kind is StepKind.MATCH:
        _partners(visitor, seat, current)
    ask(visitor, question, key, start, lambda: _save_draft(visitor, seat, current, key))
    _saved_line(visitor, current)
    _said(current.said_after)
    with st.container(horizontal=True):
        back = st.session_state.get(THEN)
        if back is not None:
            st.button(
                visitor.say("phone.question.to_review"), key=f"answer.back.{key}", on_click=_wish, args=back
            )
        elif current.previous is not None:
            st.button(
                visitor.say("desk.answer.back"),
                key=f"answer.back.{key}",
                on_click=_wish,
                args=(current.step_view.step.id, current.previous.id),
            )
        st.button(
            visitor.say("desk.answer.send"),
            key=f"answer.send.{key}",
            type="primary",
            on_click=_send,
            args=(visitor, seat, current, key),
        )
        if not question.required:
            st.button(
                visitor.say("desk.answer.skip"),
                key=f"answer.skip.{key}",
                type="tertiary",
                on_click=_skip,
                args=(current,),
            )


def _progress(visitor: Visitor, current: CurrentQuestion[Question]) -> None:
    """Progress: within the ten dimensions or the stories where there are several, otherwise within all
    questions.
    """
    group = current.group
    many = len(group) > 1
    number = current.group_number if many else current.number
    total = len(group) if many else current.total
    done = current.group_done if many else current.number - 1
    title = escape(current.step_view.exercise.title.of(visitor.language))
    words = visitor.say("desk.answer.progress", step=title, n=number, total=total) if number else title
    if many and done:
        words = f"{words} · {visitor.say('phone.question.done', n=done)}"
    st.progress(done / total, text=words)


def _story(visitor: Visitor, current: CurrentQuestion[Question]) -> None:
    """The story a question is about: expanded when it is new, collapsed for further questions about it."""
    question = current.question
    if not question.story:
        return
    title = visitor.say("exercises.story.title", title=escape(question.story_title))
    with st.expander(title, expanded=not current.story_known):
        st.markdown(paragraphs(question.story.strip()))
    st.info(visitor.say("exercises.story.about"))


def _said(questions: tuple[Question, ...]) -> None:
    for one in questions:
        st.info(paragraphs("\n".join(text for text in (one.prompt, one.help) if text)))


def _key(current: CurrentQuestion[Question]) -> str:
    """The form's idempotency key: the draft's, or the one made when this question first came up in this tab."""
    if current.draft is not None:
        return current.draft.key
    name = f"answer.key.{current.step_view.step.id}.{current.question.id}"
    return str(st.session_state.setdefault(name, current.key))


def _saved_line(visitor: Visitor, current: CurrentQuestion[Question]) -> None:
    if current.draft is not None and current.draft.at is not None:
        st.caption(
            visitor.say("desk.answer.draft_saved", time=f"{on_their_clock(current.draft.at):%H:%M:%S}")
        )
    elif current.draft is not None:
        st.caption(visitor.say("desk.answer.draft_kept"))
    elif current.given is not None:
        st.caption(visitor.say("desk.answer.given"))
    if current.late:
        st.warning(visitor.say("desk.answer.late_now"))


def _save_draft(visitor: Visitor, seat: Seat, current: CurrentQuestion[Question], key: str) -> None:
    question = current.question
    try:
        payload = read_draft(question, fields_of(question, key))
        answers.save_draft(app_context(), seat, key, current.step_view.step.id, question.id, payload)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))


def _send(visitor: Visitor, seat: Seat, current: CurrentQuestion[Question], key: str) -> None:
    question, step = current.question, current.step_view.step.id
    try:
        payload = read_form(question, fields_of(question, key))
        if not is_complete(question, payload):
            leave_note(PLACE, "bad", visitor.say("desk.answer.incomplete"))
            return
        receipt = answers.submit(app_context(), seat, key, step, question.id, payload)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    st.session_state.pop(f"answer.key.{step}.{question.id}", None)
    back = st.session_state.get(THEN)
    _onward()
    if back is not None:
        _wish(*back)
    tone: Tone = "note" if receipt.outcome is SubmissionOutcome.LATE else "good"
    leave_note(PLACE, tone, visitor.say(f"desk.answer.outcome.{receipt.outcome.value}"))


def _skip(current: CurrentQuestion[Question]) -> None:
    asked = current.step_view.asked
    following = asked[asked.index(current.question) + 1 :]
    if following:
        _wish(current.step_view.step.id, following[0].id)


def _wish(step: str, question: str) -> None:
    st.session_state[REQUESTED] = (step, question)
    st.session_state.pop(THEN, None)


def _change(step: str, question: str, review: str) -> None:
    """Show a question again, and then the review it was opened from."""
    _wish(step, question)
    st.session_state[THEN] = (step, review)


def _onward() -> None:
    """To the person's next page."""
    st.session_state.pop(REQUESTED, None)
    st.session_state.pop(THEN, None)


def _done(visitor: Visitor, participant: ParticipantView[Question]) -> None:
    """The person's answers so far, each line a way back to it."""
    if not any(step.answered for step in participant.steps):
        return
    given = {(one.step, one.question): one for one in answers.everything_by(app_context(), participant.seat)}
    with st.expander(visitor.say("desk.answer.my_answers")):
        for step in participant.steps:
            if step.answered:
                st.markdown(f"**{escape(step.exercise.title.of(visitor.language))}**")
                _lines(visitor, step, given)


def _lines(visitor: Visitor, step: StepView[Question], given: dict[tuple[str, str], Answer]) -> None:
    for question in step.asked:
        answer = given.get((step.step.id, question.id))
        if answer is None:
            continue
        words = summary(question, answer.payload, visitor.language)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{escape(_name(visitor, question))}　:gray[{escape(words) or visitor.say('desk.answer.empty')}]"
            )
            st.button(
                visitor.say("desk.answer.change"),
                key=f"answer.change.{step.step.id}.{question.id}",
                type="tertiary",
                on_click=_wish,
                args=(step.step.id, question.id),
            )


def _name(visitor: Visitor, question: Question) -> str:
    if not question.story:
        return question.prompt
    return visitor.say("exercises.summary.part", name=question.story_title, text=question.prompt)
