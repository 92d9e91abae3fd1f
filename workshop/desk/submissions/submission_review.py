"""Moderating a told case: original and published form side by side; describe, publish, ask, merge, retire,
undo.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.cases.case_view import case_view
from workshop.desk.ui.actions import attempt, leave_note, tapped_twice
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.cases.privacy_check import marks, pieces
from workshop.learning.suggest.local_similarity import STAGES
from workshop.model.camp import Camp
from workshop.model.case import StoryDraft, SubmissionState
from workshop.services.app.context import AppContext
from workshop.services.learn import case_review
from workshop.services.learn.case_review import WIDER, Review
from workshop.services.learn.submissions import asked_wider

AFTER_THE_MOVES = ("result", "not_again", "without_words", "first_step", "question")


def story_beside_case(visitor: Visitor, review: Review) -> None:
    """The teller's words with marks on the left, the published form on the right."""
    own, shown = st.columns(2, gap="large")
    with own, st.container(border=True):
        st.markdown(f"**{visitor.say('told_desk.own_words')}**")
        _own_words(visitor, review)
    with shown, st.container(border=True):
        st.markdown(f"**{visitor.say('told_desk.as_shown')}**")
        case_view(visitor, review.case)


def _own_words(visitor: Visitor, review: Review) -> None:
    telling = review.told.telling
    marked_texts = [text for _, text in _texts(telling) if marks(text)]
    if marked_texts:
        st.warning(visitor.say("told_desk.marked", n=sum(len(marks(text)) for text in marked_texts)))
    else:
        st.caption(visitor.say("told_desk.nothing_marked"))
    for name, text in _texts(telling):
        if text:
            st.markdown(f"**{visitor.say(f'retain.field.{name}')}**  \n{_with_marks(visitor, text)}")
    st.caption(
        visitor.say("told_desk.consent.contact" if review.told.contact_ok else "told_desk.consent.room")
    )
    with st.expander(visitor.say("told_desk.lines")):
        st.markdown(
            bullets(
                f"{on_their_clock(line.at):%m-%d %H:%M} {visitor.say(f'told_desk.line.{line.what.value}')}"
                + (f" {escape(line.note)}" if line.note else "")
                for line in review.lines
            )
        )


def _texts(telling: StoryDraft) -> list[tuple[str, str]]:
    """Every free text of the case, in the order asked, with its field name."""
    moves = [
        (name, text)
        for move in telling.moves
        for name, text in (("move_text", move.text), ("move_by", move.by))
    ]
    rest = [(name, str(getattr(telling, name))) for name in AFTER_THE_MOVES]
    return [("stuck", telling.stuck), *moves, *rest]


def _with_marks(visitor: Visitor, text: str) -> str:
    return "".join(
        escape(part)
        if kind is None
        else f":orange-background[{escape(part)}] :gray[({visitor.say(f'retain.mark.{kind.value}')})]"
        for part, kind in pieces(text)
    )


PLACE = "told"
LONG, SHORT = 400, 60

Act = Callable[[AppContext, Camp, str, str], None]
Worded = Callable[[AppContext, Camp, str, str, str], None]


def acts(visitor: Visitor, camp: Camp, review: Review) -> None:
    """Every action available in this state."""
    match review.told.state:
        case SubmissionState.SUBMITTED:
            _write_up(visitor, camp, review)
            _publish(visitor, camp, review)
            _send_back(visitor, camp, review)
        case SubmissionState.PUBLISHED:
            _published(visitor, camp, review)
        case SubmissionState.NEEDS_INFO:
            st.info(visitor.say("told_desk.waits"))
        case _:
            pass
    _undo(visitor, camp, review)


def _key(name: str, review: Review) -> str:
    """One key as long as the case is looked at: what is typed stays, whatever others do to the case meanwhile."""
    return f"told.{name}.{review.told.id}"


def _write_up(visitor: Visitor, camp: Camp, review: Review) -> None:
    telling = review.told.telling
    st.subheader(visitor.say("told_desk.write"), anchor=False)
    st.caption(visitor.say("told_desk.write_help"))
    with st.form(_key("write", review), enter_to_submit=False):
        left, right = st.columns(2)
        texts = {
            "title": left.text_input(
                visitor.say("told_desk.field.title"),
                telling.title,
                max_chars=SHORT,
                key=_key("title", review),
            ),
            "period": right.text_input(
                visitor.say("told_desk.field.period"),
                telling.period,
                max_chars=SHORT,
                key=_key("period", review),
            ),
            "limits": st.text_area(
                visitor.say("told_desk.field.limits"),
                telling.limits,
                max_chars=LONG,
                key=_key("limits", review),
                help=visitor.say("told_desk.field.limits_help"),
            ),
            "why": st.text_area(
                visitor.say("told_desk.field.why"), telling.why, max_chars=LONG, key=_key("why", review)
            ),
        }
        stage = st.selectbox(
            visitor.say("told_desk.field.stage"),
            STAGES,
            index=STAGES.index(telling.stage) if telling.stage in STAGES else None,
            placeholder=visitor.say("desk.choose"),
            key=_key("stage", review),
            filter_mode=None,
        )
        begun = st.session_state.setdefault(_key("begun", review), telling)
        if st.form_submit_button(visitor.say("told_desk.keep")):
            if begun != telling:
                # Somebody else wrote it up since this form was begun; another press puts this text over theirs.
                st.session_state[_key("begun", review)] = telling
                leave_note(PLACE, "bad", visitor.say("told_desk.changed_meanwhile", text=_written(telling)))
                st.rerun()
            st.session_state.pop(_key("begun", review), None)
            _do(
                visitor, lambda: _describe(visitor, camp, review, texts, stage), visitor.say("told_desk.kept")
            )


def _written(telling: StoryDraft) -> str:
    """What stands in the fields of the write-up, in one line."""
    return " · ".join(
        escape(one) for one in (telling.title, telling.period, telling.limits, telling.why) if one
    )


def _describe(visitor: Visitor, camp: Camp, review: Review, texts: dict[str, str], stage: str | None) -> None:
    case_review.describe(
        app_context(),
        camp,
        review.told.id,
        visitor.by,
        title=texts["title"],
        period=texts["period"],
        stage=stage,
        why=texts["why"],
        limits=texts["limits"],
    )


def _do(visitor: Visitor, action: Callable[[], None], done: str) -> None:
    attempt(visitor, PLACE, action, done)
    st.rerun()


def _publish(visitor: Visitor, camp: Camp, review: Review) -> None:
    if review.lacking:
        names = visitor.say("learning.comma").join(
            escape(visitor.say(f"told_desk.lack.{name}")) for name in review.lacking
        )
        st.caption(visitor.say("told_desk.lacking", names=names))
    st.button(
        visitor.say("told_desk.publish"),
        key=_key("publish", review),
        type="primary",
        disabled=bool(review.lacking),
        on_click=_press,
        args=(visitor, camp, review, case_review.publish, "published"),
    )


def _send_back(visitor: Visitor, camp: Camp, review: Review) -> None:
    with st.expander(visitor.say("told_desk.ask")):
        st.caption(visitor.say("told_desk.ask_help"))
        question = st.text_input(
            visitor.say("told_desk.question"), max_chars=LONG, key=_key("question", review)
        )
        st.button(
            visitor.say("told_desk.send"),
            key=_key("ask", review),
            on_click=_press_with,
            args=(visitor, camp, review, case_review.ask, question, "asked"),
        )
    with st.expander(visitor.say("told_desk.merge")):
        st.caption(visitor.say("told_desk.merge_help"))
        near = {case.id: case for _, case in review.near}
        into = st.selectbox(
            visitor.say("told_desk.into"),
            list(near),
            index=None,
            format_func=lambda code: f"{near[code].title} · {near[code].place}",
            placeholder=visitor.say("desk.choose"),
            key=_key("into", review),
        )
        st.button(
            visitor.say("told_desk.merge_now"),
            key=_key("merge", review),
            on_click=_press_with,
            args=(visitor, camp, review, case_review.merge, into or "", "merged"),
        )
    with st.expander(visitor.say("told_desk.reject")):
        st.caption(visitor.say("told_desk.reject_help"))
        reason = st.text_input(visitor.say("told_desk.reason"), max_chars=LONG, key=_key("reason", review))
        st.button(
            visitor.say("told_desk.reject_now"),
            key=_key("reject", review),
            on_click=_press_with,
            args=(visitor, camp, review, case_review.reject, reason, "rejected"),
        )


def _published(visitor: Visitor, camp: Camp, review: Review) -> None:
    submission = review.told
    st.success(visitor.say(f"told_desk.seen_by.{submission.visibility.value}"))
    pending = asked_wider(review.lines)
    with st.container(horizontal=True):
        if pending is None and submission.visibility in WIDER:
            st.button(
                visitor.say(f"told_desk.wider.{WIDER[submission.visibility].value}"),
                key=_key("wider", review),
                help=visitor.say("told_desk.wider_help"),
                on_click=_press,
                args=(visitor, camp, review, case_review.ask_wider, "asked_wider"),
            )
        st.button(
            visitor.say("told_desk.retire"),
            key=_key("retire", review),
            help=visitor.say("told_desk.retire_help"),
            on_click=_press,
            args=(visitor, camp, review, case_review.retire, "retired"),
        )
    if pending is not None:
        st.caption(visitor.say("told_desk.wider_waits"))


def _undo(visitor: Visitor, camp: Camp, review: Review) -> None:
    last = case_review.undoable(review.lines)
    if last is None:
        return
    st.button(
        visitor.say("told_desk.undo", what=visitor.say(f"told_desk.line.{last.value}")),
        key=_key("undo", review),
        type="tertiary",
        on_click=_press,
        args=(visitor, camp, review, case_review.undo, "undone"),
    )


def _press(visitor: Visitor, camp: Camp, review: Review, act: Act, done: str) -> None:
    if tapped_twice(visitor, PLACE, _key(done, review)):
        return
    attempt(
        visitor,
        PLACE,
        lambda: act(app_context(), camp, review.told.id, visitor.by),
        visitor.say(f"told_desk.done.{done}"),
    )


def _press_with(visitor: Visitor, camp: Camp, review: Review, act: Worded, words: str, done: str) -> None:
    def once() -> None:
        act(app_context(), camp, review.told.id, words, visitor.by)
        for name in ("question", "into", "reason"):
            st.session_state.pop(_key(name, review), None)  # done with: the next one begins empty

    attempt(visitor, PLACE, once, visitor.say(f"told_desk.done.{done}"))
