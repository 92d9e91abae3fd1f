"""Then and now: two assessments of one community dimension by dimension, and of all communities on the plane."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from workshop.assessment.change.reassessment import CommunityShift, same_raters, shift
from workshop.assessment.charts.reassessment_chart import (
    PHONE,
    WIDE,
    plane_shift_picture,
    plane_shift_words,
    shift_picture,
    shift_words,
)
from workshop.assessment.rubric.rubric import Rubric
from workshop.desk.cockpit import live
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor, on_a_phone, on_their_clock
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.assessment_history import History, Occasion


def time_view(here: Visitor, histories: Mapping[str, History], rubric: Rubric, camp: str) -> None:
    """One community's then and now, chosen here; below it everybody's."""
    repeated = {key: one for key, one in histories.items() if len(one.occasions) > 1}
    if not repeated:
        st.info(here.say("desk.positions.no_repeat"))
        _other_rubric(here, histories)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            here.say("desk.communities.which"),
            sorted(repeated, key=lambda key: repeated[key].community),
            format_func=lambda key: repeated[key].community,
            key=f"positions.time.{camp}",
            width=320,
            filter_mode=None,
        )
        same = st.toggle(here.say("desk.positions.same_raters"), key="positions.same")
    history = repeated[chosen]
    then, now = _two(here, history)
    left, right = st.columns(2, gap="large")
    with left:
        found = _shift(then, now, rubric, same)
        if found is None:
            st.info(here.say("desk.positions.nobody_both"))
        else:
            _one(here, found, rubric)
    with right:
        _all(here, repeated, rubric, same)
    _other_rubric(here, histories)


def _two(here: Visitor, history: History) -> tuple[Occasion, Occasion]:
    """Which two: at first the last but one and the last."""
    last = len(history.occasions) - 1
    if last == 1:
        then, now = history.occasions
        st.caption(here.say("desk.positions.then_now", then=_when(here, then), now=_when(here, now)))
        return then, now
    numbers = list(range(len(history.occasions)))
    with st.container(horizontal=True):
        first = st.selectbox(
            here.say("desk.positions.then"),
            numbers[:-1],
            index=last - 1,
            format_func=lambda number: _when(here, history.occasions[number]),
            key=f"positions.then.{history.community}",
            width=320,
            filter_mode=None,
        )
        later = numbers[first + 1 :]
        second = st.selectbox(
            here.say("desk.positions.now"),
            later,
            index=len(later) - 1,
            format_func=lambda number: _when(here, history.occasions[number]),
            key=f"positions.now.{history.community}.{first}",
            width=320,
            filter_mode=None,
        )
    return history.occasions[first], history.occasions[second]


def _when(here: Visitor, one: Occasion) -> str:
    title = live.title(the_house(), one.step, here.language)
    return plain(f"{on_their_clock(one.at):%Y-%m-%d} · {one.camp.title} · {title}")


def _shift(then: Occasion, now: Occasion, rubric: Rubric, same: bool) -> CommunityShift | None:
    before, after = (then.ratings, now.ratings)
    if same:
        before, after = same_raters(before, after)
    found = shift(before, after, rubric)
    return found[0] if found else None


def _one(here: Visitor, found: CommunityShift, rubric: Rubric) -> None:
    st.image(
        shift_picture(found, rubric, here.language, PHONE if on_a_phone() else WIDE),
        width="stretch",
        alt=shift_words(found, rubric, here.language),
    )
    for code in found.cautions:
        st.caption(here.say(f"desk.positions.caution.{code}"))


def _all(here: Visitor, repeated: Mapping[str, History], rubric: Rubric, same: bool) -> None:
    """From each community's last but one time to its last."""
    ways = [_shift(one.occasions[-2], one.occasions[-1], rubric, same) for one in repeated.values()]
    found = [way for way in ways if way is not None]
    st.image(
        plane_shift_picture(found, rubric, here.language, MIN_GROUP),
        width="stretch",
        alt=plane_shift_words(found, rubric, here.language, MIN_GROUP),
    )


def _other_rubric(here: Visitor, histories: Mapping[str, History]) -> None:
    others = sum(one.other_rubric for one in histories.values())
    if others:
        st.caption(here.say("desk.positions.other_rubric", n=others))
