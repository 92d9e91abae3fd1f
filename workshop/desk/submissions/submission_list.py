"""List of told cases by state, those waiting first; and near duplicates, with merging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workshop.desk.cases.case_view import case_view
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.case import Submission, SubmissionState
from workshop.services.learn.case_review import Review


def near_view(visitor: Visitor, review: Review) -> None:
    """The nearest cases, each behind one tap: why they may be the same, and letting one represent both."""
    if not review.near:
        return
    st.subheader(visitor.say("told_desk.near"), anchor=False)
    st.caption(visitor.say("told_desk.near_help"))
    names = app_context().content.vocabularies.obstacles
    for near, case in review.near:
        shared = [code for code in review.case.obstacles if code in case.obstacles]
        why = [visitor.say(f"told_desk.near_because.{reason.value}") for reason in near.reasons]
        if shared:
            same = visitor.say("learning.comma").join(names.name(code, visitor.language) for code in shared)
            why.append(visitor.say("told_desk.near_because.obstacles", names=same))
        label = f"{escape(case.title)} · {escape(case.place)}"
        with st.expander(label + (f" — {escape(visitor.say('learning.dot').join(why))}" if why else "")):
            case_view(visitor, case)


# What waits for the facilitator comes first.
ORDER = (
    SubmissionState.SUBMITTED,
    SubmissionState.NEEDS_INFO,
    SubmissionState.PUBLISHED,
    SubmissionState.MERGED,
    SubmissionState.REJECTED,
    SubmissionState.RETIRED,
)


def choose_submission(visitor: Visitor, camp: Camp, submissions: Sequence[Submission]) -> str | None:
    """The id of the case to read; None (with an explanation) where nobody has told any yet."""
    if not submissions:
        st.info(visitor.say("told_desk.none"))
        return None
    counts = Counter(one.state for one in submissions)
    between = visitor.say("learning.dot")
    st.caption(
        between.join(
            visitor.say(
                "told_desk.count", state=visitor.say(f"told_desk.state.{state.value}"), number=counts[state]
            )
            for state in ORDER
            if counts[state]
        )
    )
    ordered = {
        one.id: one for one in sorted(submissions, key=lambda one: (ORDER.index(one.state), one.at, one.id))
    }
    key = f"told.case.{camp.id}"
    kept = f"{key}.kept"
    if st.session_state.get(key) not in ordered:
        # The browser sends back words; after a press they name another state, and the case is still the one looked at.
        before = st.session_state.get(kept)
        st.session_state[key] = before if before in ordered else next(iter(ordered))
    chosen: str = st.selectbox(
        visitor.say("told_desk.which"),
        list(ordered),
        format_func=lambda code: (
            f"{visitor.say(f'told_desk.state.{ordered[code].state.value}')} · {_name(ordered[code])}"
        ),
        key=key,
    )
    st.session_state[kept] = chosen
    return chosen


def _name(submission: Submission) -> str:
    return submission.telling.title or submission.telling.stuck
