"""The dimensions of a rubric as folds: only the open ones are built, so that a click costs little."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from workshop.assessment.rubric.rubric import HYPOTHESIS, Anchor, Axis, Dimension, Rubric
from workshop.assessment.rubric.rubric_editing import (
    with_axis,
    with_dimension,
    with_dimension_again,
    without_dimension,
)
from workshop.base.errors import InputError
from workshop.desk.rubrics.rubric_fields import field, once, pair
from workshop.desk.rubrics.rubric_place import PLACE
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.rubric_text import dimension_words, place_of_fault, tag_words
from workshop.desk.ui.visitor import Visitor
from workshop.services.position import rubric_drafts
from workshop.services.position.rubric_drafts import RubricDraft

LONGEST_NAME, LONGEST_QUESTION, LONGEST_ANCHOR = 40, 160, 240
AXES: tuple[Axis, ...] = get_args(Axis)


def dimension_folds(
    here: Visitor, draft: RubricDraft, base: Rubric | None, faults: tuple[InputError, ...]
) -> None:
    """Each dimension in a fold, those that were taken away, and a button for one more."""
    # A fold whose label changed would be another fold, and shut: what changes stands in a line of its own.
    names = {one.id: dimension_words(here, base or draft.rubric, one.id) for one in draft.rubric.dimensions}
    _state_line(here, draft, base, faults)
    for dimension in draft.rubric.dimensions:
        label = plain(names[dimension.id])
        fold = st.expander(label, key=field(draft, dimension.id, "fold"), on_change="rerun")
        if fold.open:
            with fold:
                _fields(here, draft, base, dimension)
    with st.container(horizontal=True):
        st.button(here.say("rubrics.add"), key=f"rubric.add.{draft.id}", on_click=_add, args=(here, draft))
        kept = {dimension.id for dimension in draft.rubric.dimensions}
        for gone in (one for one in (base.dimensions if base else ()) if one.id not in kept):
            st.button(
                here.say("rubrics.put_back", name=plain(f"{gone.id} {gone.name.of(here.language)}")),
                key=f"rubric.put_back.{draft.id}.{gone.id}",
                on_click=_put_back,
                args=(here, draft, base, gone.id),
            )


def _state_line(
    here: Visitor, draft: RubricDraft, base: Rubric | None, faults: tuple[InputError, ...]
) -> None:
    """Which dimensions were edited, and in which something is missing."""
    faulty = [place_of_fault(draft.rubric, fault.where.key or "")[1:2] for fault in faults]
    marks = []
    for dimension in draft.rubric.dimensions:
        count = faulty.count((dimension.id,))
        if count:
            marks.append(f":red-badge[{dimension.id} {here.say('rubrics.to_mend', n=count)}]")
        elif base is not None and dimension not in base.dimensions:
            marks.append(f":green-badge[{dimension.id} {here.say('rubrics.edited')}]")
    if marks:
        st.markdown(" ".join(marks))


def _fields(here: Visitor, draft: RubricDraft, base: Rubric | None, dimension: Dimension) -> None:
    code = dimension.id
    axis = field(draft, code, "axis")
    once(axis, dimension.axis)
    st.segmented_control(
        here.say("rubrics.place.axis"),
        AXES,
        required=True,
        format_func=lambda one: here.say(f"rubrics.axis.{one}"),
        key=axis,
        help=here.say("rubrics.axis_help"),
        on_change=_keep_axis,
        args=(here, draft, code),
    )
    pair(here, draft, f"{code}.name", here.say("rubrics.place.name"), LONGEST_NAME, 1)
    pair(here, draft, f"{code}.question", here.say("rubrics.place.question"), LONGEST_QUESTION, 2)
    for anchor in dimension.anchors:
        place = f"{code}.{anchor.level}"
        pair(here, draft, place, here.say("desk.level", level=anchor.level), LONGEST_ANCHOR, 3)
        _provenance(here, draft, base, place, dimension, anchor)
    with st.popover(here.say("rubrics.remove"), type="tertiary"):
        st.markdown(here.say("rubrics.remove_sure", name=plain(dimension_words(here, draft.rubric, code))))
        st.button(
            here.say("rubrics.remove_yes"),
            key=f"rubric.remove.{draft.id}.{code}",
            on_click=_remove,
            args=(here, draft, code),
        )


def _provenance(
    here: Visitor,
    draft: RubricDraft,
    base: Rubric | None,
    place: str,
    dimension: Dimension,
    anchor: Anchor,
) -> None:
    name = field(draft, place, "provenance")
    once(name, list(anchor.provenance))
    tags = [source.tag for source in draft.rubric.sources]
    st.multiselect(
        here.say("rubrics.provenance_of", level=anchor.level),
        [*tags, *(tag for tag in anchor.provenance if tag not in (*tags, HYPOTHESIS)), HYPOTHESIS],
        format_func=lambda tag: tag_words(here, draft.rubric, tag),
        key=name,
        placeholder=here.say("rubrics.kind.H"),
        on_change=_state,
        args=(here, draft, place),
    )
    before = next((one for one in (base.dimensions if base else ()) if one.id == dimension.id), None)
    was = before.anchors[anchor.level].text if before else None
    if was != anchor.text and place not in draft.stated:
        st.caption(here.say("rubrics.now_hypothesis"))


def _state(here: Visitor, draft: RubricDraft, place: str) -> None:
    name = field(draft, place, "provenance")
    tags = tuple(st.session_state[name]) or (HYPOTHESIS,)
    st.session_state[name] = list(tags)
    attempt(here, PLACE, lambda: rubric_drafts.state(the_house(), draft.id, place, tags))


def _keep_axis(here: Visitor, draft: RubricDraft, id: str) -> None:
    axis: Axis = st.session_state[field(draft, id, "axis")]
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), draft.id, lambda rubric: with_axis(rubric, id, axis)),
    )


def _add(here: Visitor, draft: RubricDraft) -> None:
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), draft.id, with_dimension),
        here.say("rubrics.added"),
    )


def _remove(here: Visitor, draft: RubricDraft, id: str) -> None:
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), draft.id, lambda rubric: without_dimension(rubric, id)),
        here.say("rubrics.removed", name=plain(dimension_words(here, draft.rubric, id))),
    )


def _put_back(here: Visitor, draft: RubricDraft, base: Rubric, id: str) -> None:
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(
            the_house(), draft.id, lambda rubric: with_dimension_again(rubric, base, id)
        ),
    )
