"""Reassessment: two assessments of one community dimension by dimension, and of all communities on the
position chart.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from workshop.assessment.change.reassessment import CommunityShift, same_raters, shift
from workshop.assessment.charts.reassessment_chart import (
    PHONE,
    WIDE,
    reassessment_chart,
    reassessment_text,
    stage_vitality_shift_chart,
    stage_vitality_shift_text,
)
from workshop.assessment.rubric.rubric import Rubric
from workshop.desk.cockpit import live
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_a_phone, on_their_clock
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.assessment_history import Assessment, AssessmentHistory


def time_view(
    visitor: Visitor, histories: Mapping[str, AssessmentHistory], rubric: Rubric, camp: str
) -> None:
    """One community's two assessments, chosen here; below it everybody's."""
    repeated = {key: one for key, one in histories.items() if len(one.occasions) > 1}
    if not repeated:
        st.info(visitor.say("desk.positions.no_repeat"))
        _other_rubric(visitor, histories)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            visitor.say("desk.communities.which"),
            sorted(repeated, key=lambda key: repeated[key].community),
            format_func=lambda key: repeated[key].community,
            key=f"positions.time.{camp}",
            width=320,
            filter_mode=None,
        )
        same = st.toggle(visitor.say("desk.positions.same_raters"), key="positions.same")
    history = repeated[chosen]
    then, now = _two(visitor, history)
    left, right = st.columns(2, gap="large")
    with left:
        community_shift = _shift(then, now, rubric, same)
        if community_shift is None:
            st.info(visitor.say("desk.positions.nobody_both"))
        else:
            _one(visitor, community_shift, rubric)
    with right:
        _all(visitor, repeated, rubric, same)
    _other_rubric(visitor, histories)


def _two(visitor: Visitor, history: AssessmentHistory) -> tuple[Assessment, Assessment]:
    """The two assessments to compare: at first the last two."""
    last = len(history.occasions) - 1
    if last == 1:
        then, now = history.occasions
        st.caption(visitor.say("desk.positions.then_now", then=_when(visitor, then), now=_when(visitor, now)))
        return then, now
    numbers = list(range(len(history.occasions)))
    with st.container(horizontal=True):
        first = st.selectbox(
            visitor.say("desk.positions.then"),
            numbers[:-1],
            index=last - 1,
            format_func=lambda number: _when(visitor, history.occasions[number]),
            key=f"positions.then.{history.community}",
            width=320,
            filter_mode=None,
        )
        later = numbers[first + 1 :]
        second = st.selectbox(
            visitor.say("desk.positions.now"),
            later,
            index=len(later) - 1,
            format_func=lambda number: _when(visitor, history.occasions[number]),
            key=f"positions.now.{history.community}.{first}",
            width=320,
            filter_mode=None,
        )
    return history.occasions[first], history.occasions[second]


def _when(visitor: Visitor, assessment: Assessment) -> str:
    title = live.title(app_context(), assessment.step, visitor.language)
    return escape(f"{on_their_clock(assessment.at):%Y-%m-%d} · {assessment.camp.title} · {title}")


def _shift(then: Assessment, now: Assessment, rubric: Rubric, same: bool) -> CommunityShift | None:
    before, after = (then.ratings, now.ratings)
    if same:
        before, after = same_raters(before, after)
    community_shifts = shift(before, after, rubric)
    return community_shifts[0] if community_shifts else None


def _one(visitor: Visitor, community_shift: CommunityShift, rubric: Rubric) -> None:
    st.image(
        reassessment_chart(community_shift, rubric, visitor.language, PHONE if on_a_phone() else WIDE),
        width="stretch",
        alt=reassessment_text(community_shift, rubric, visitor.language),
    )
    for code in community_shift.cautions:
        st.caption(visitor.say(f"desk.positions.caution.{code}"))


def _all(visitor: Visitor, repeated: Mapping[str, AssessmentHistory], rubric: Rubric, same: bool) -> None:
    """Each community's change between its last two assessments."""
    ways = [_shift(one.occasions[-2], one.occasions[-1], rubric, same) for one in repeated.values()]
    changes = [way for way in ways if way is not None]
    st.image(
        stage_vitality_shift_chart(changes, rubric, visitor.language, MIN_GROUP),
        width="stretch",
        alt=stage_vitality_shift_text(changes, rubric, visitor.language, MIN_GROUP),
    )


def _other_rubric(visitor: Visitor, histories: Mapping[str, AssessmentHistory]) -> None:
    others = sum(one.other_rubric for one in histories.values())
    if others:
        st.caption(visitor.say("desk.positions.other_rubric", n=others))
