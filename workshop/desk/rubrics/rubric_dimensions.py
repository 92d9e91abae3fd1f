"""The dimensions of a rubric as expanders: only the open ones are rendered, so that a click costs little."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from workshop.assessment.rubric.rubric import (
    HYPOTHESIS,
    WINDOWS,
    Anchor,
    Axis,
    Dimension,
    Rubric,
    Window,
)
from workshop.assessment.rubric.rubric_editing import (
    with_axis,
    with_dimension,
    with_dimension_again,
    with_parts,
    with_window,
    without_dimension,
)
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, Language
from workshop.desk.rubrics.rubric_fields import field, once, pair
from workshop.desk.rubrics.rubric_place import PLACE
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.rubric_text import dimension_words, place_of_fault, tag_words
from workshop.desk.ui.visitor import Visitor
from workshop.services.position import rubric_drafts
from workshop.services.position.rubric_drafts import RubricDraft

LONGEST_NAME, LONGEST_QUESTION, LONGEST_ANCHOR = 40, 160, 240
AXES: tuple[Axis, ...] = get_args(Axis)


def dimension_folds(
    visitor: Visitor, draft: RubricDraft, base: Rubric | None, faults: tuple[InputError, ...]
) -> None:
    """An expander per dimension, the removed ones, and a button to add one."""
    # An expander whose label changes is a new, closed one, so the changing part has a line of its own.
    names = {
        one.id: dimension_words(visitor, base or draft.rubric, one.id) for one in draft.rubric.dimensions
    }
    _state_line(visitor, draft, base, faults)
    for dimension in draft.rubric.dimensions:
        label = escape(names[dimension.id])
        fold = st.expander(label, key=field(draft, dimension.id, "fold"), on_change="rerun")
        if fold.open:
            with fold:
                _fields(visitor, draft, base, dimension)
    with st.container(horizontal=True):
        st.button(
            visitor.say("rubrics.add"), key=f"rubric.add.{draft.id}", on_click=_add, args=(visitor, draft)
        )
        current_ids = {dimension.id for dimension in draft.rubric.dimensions}
        for gone in (one for one in (base.dimensions if base else ()) if one.id not in current_ids):
            st.button(
                visitor.say("rubrics.put_back", name=escape(f"{gone.id} {gone.name.of(visitor.language)}")),
                key=f"rubric.put_back.{draft.id}.{gone.id}",
                on_click=_put_back,
                args=(visitor, draft, base, gone.id),
            )


def _state_line(
    visitor: Visitor, draft: RubricDraft, base: Rubric | None, faults: tuple[InputError, ...]
) -> None:
    """The dimensions that were edited, and those with something missing."""
    faulty = [place_of_fault(draft.rubric, fault.where.key or "")[1:2] for fault in faults]
    marks = []
    for dimension in draft.rubric.dimensions:
        count = faulty.count((dimension.id,))
        if count:
            marks.append(f":red-badge[{dimension.id} {visitor.say('rubrics.to_mend', n=count)}]")
        elif base is not None and dimension not in base.dimensions:
            marks.append(f":green-badge[{dimension.id} {visitor.say('rubrics.edited')}]")
    if marks:
        st.markdown(" ".join(marks))


def _fields(visitor: Visitor, draft: RubricDraft, base: Rubric | None, dimension: Dimension) -> None:
    code = dimension.id
    axis = field(draft, code, "axis")
    once(axis, dimension.axis)
    st.segmented_control(
        visitor.say("rubrics.place.axis"),
        AXES,
        required=True,
        format_func=lambda one: visitor.say(f"rubrics.axis.{one}"),
        key=axis,
        help=visitor.say("rubrics.axis_help"),
        on_change=_keep_axis,
        args=(visitor, draft, code),
    )
    pair(visitor, draft, f"{code}.name", visitor.say("rubrics.place.name"), LONGEST_NAME, 1)
    pair(visitor, draft, f"{code}.question", visitor.say("rubrics.place.question"), LONGEST_QUESTION, 2)
    for anchor in dimension.anchors:
        place = f"{code}.{anchor.level}"
        pair(visitor, draft, place, visitor.say("desk.level", level=anchor.level), LONGEST_ANCHOR, 3)
        _window(visitor, draft, place, dimension, anchor)
        if anchor.level:
            _parts(visitor, draft, place, dimension, anchor)
        _provenance(visitor, draft, base, place, dimension, anchor)
    with st.popover(visitor.say("rubrics.remove"), type="tertiary"):
        st.markdown(
            visitor.say("rubrics.remove_sure", name=escape(dimension_words(visitor, draft.rubric, code)))
        )
        st.button(
            visitor.say("rubrics.remove_yes"),
            key=f"rubric.remove.{draft.id}.{code}",
            on_click=_remove,
            args=(visitor, draft, code),
        )


def _window(visitor: Visitor, draft: RubricDraft, place: str, dimension: Dimension, anchor: Anchor) -> None:
    name = field(draft, place, "window")
    once(name, anchor.window or "")
    st.segmented_control(
        visitor.say("rubrics.window_of", level=anchor.level),
        ("", *WINDOWS),
        required=True,
        format_func=lambda one: visitor.say(f"exercises.window.{one}" if one else "rubrics.window_none"),
        key=name,
        on_change=_keep_window,
        args=(visitor, draft, name, dimension.id, anchor.level),
    )


def _keep_window(visitor: Visitor, draft: RubricDraft, name: str, id: str, level: int) -> None:
    window: Window | None = st.session_state[name] or None
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(
            app_context(), draft.id, lambda rubric: with_window(rubric, id, level, window)
        ),
    )


def _parts(visitor: Visitor, draft: RubricDraft, place: str, dimension: Dimension, anchor: Anchor) -> None:
    """What of a level can be ticked on its own, one a line; most levels have none."""
    with st.popover(visitor.say("rubrics.parts_of", level=anchor.level), type="tertiary"):
        for column, language in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
            name = field(draft, place, f"parts.{language}")
            once(name, "\n".join(part.of(language) for part in anchor.parts))
            column.text_area(
                visitor.say(f"rubrics.in.{language}"),
                key=name,
                height=110,
                help=visitor.say("rubrics.parts_help"),
                on_change=_keep_parts,
                args=(visitor, draft, name, dimension.id, anchor.level, language),
            )


def _keep_parts(
    visitor: Visitor, draft: RubricDraft, name: str, id: str, level: int, language: Language
) -> None:
    lines = str(st.session_state[name]).splitlines()
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(
            app_context(), draft.id, lambda rubric: with_parts(rubric, id, level, language, lines)
        ),
    )


def _provenance(
    visitor: Visitor,
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
        visitor.say("rubrics.provenance_of", level=anchor.level),
        [*tags, *(tag for tag in anchor.provenance if tag not in (*tags, HYPOTHESIS)), HYPOTHESIS],
        format_func=lambda tag: tag_words(visitor, draft.rubric, tag),
        key=name,
        placeholder=visitor.say("rubrics.kind.H"),
        on_change=_state,
        args=(visitor, draft, place),
    )
    before = next((one for one in (base.dimensions if base else ()) if one.id == dimension.id), None)
    was = before.anchors[anchor.level].text if before else None
    if was != anchor.text and place not in draft.stated:
        st.caption(visitor.say("rubrics.now_hypothesis"))


def _state(visitor: Visitor, draft: RubricDraft, place: str) -> None:
    name = field(draft, place, "provenance")
    tags = tuple(st.session_state[name]) or (HYPOTHESIS,)
    st.session_state[name] = list(tags)
    attempt(visitor, PLACE, lambda: rubric_drafts.state(app_context(), draft.id, place, tags))


def _keep_axis(visitor: Visitor, draft: RubricDraft, id: str) -> None:
    axis: Axis = st.session_state[field(draft, id, "axis")]
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(app_context(), draft.id, lambda rubric: with_axis(rubric, id, axis)),
    )


def _add(visitor: Visitor, draft: RubricDraft) -> None:
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(app_context(), draft.id, with_dimension),
        visitor.say("rubrics.added"),
    )


def _remove(visitor: Visitor, draft: RubricDraft, id: str) -> None:
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(app_context(), draft.id, lambda rubric: without_dimension(rubric, id)),
        visitor.say("rubrics.removed", name=escape(dimension_words(visitor, draft.rubric, id))),
    )


def _put_back(visitor: Visitor, draft: RubricDraft, base: Rubric, id: str) -> None:
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(
            app_context(), draft.id, lambda rubric: with_dimension_again(rubric, base, id)
        ),
    )
