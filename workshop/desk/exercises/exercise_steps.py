"""The steps of an exercise, one at a time: its words, what may be chosen, and its place among the others."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workshop.desk.exercises.exercise_fields import (
    Editing,
    change,
    choice_words,
    label_of,
    marks,
    pair,
    plain,
)
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.exercises.editing import (
    ExerciseText,
    Place,
    names_in,
    text_at,
    value_at,
    with_moved,
    with_option,
    with_step_again,
    without,
)
from workshop.exercises.exercise import OptionFile, StepFile
from workshop.exercises.fields import SchemaField, schema_fields
from workshop.exercises.library import MAPS
from workshop.model.step import StepKind
from workshop.services.camp import exercise_drafts
from workshop.services.camp.exercise_drafts import KINDS, lists_offered, with_sample_step

STEPS = ("steps",)
SHORT = 12  # characters of a prompt on a button
FIRST = ("minutes", "who", "required", "wall")
COUNTED = ("min_items", "max_items", "max_chars")
# Told elsewhere: in the list of steps, as texts, or as options.
NOT_HERE = {"id", "kind", "code", "label", "prompt", "help", *FIRST}
WRITTEN = frozenset({StepKind.TEXT, StepKind.CARDS, StepKind.ROWS})
SEVERAL = frozenset(
    {
        StepKind.CHOICE,
        StepKind.CARDS,
        StepKind.ROWS,
        StepKind.ROSTER,
        StepKind.TIES,
        StepKind.DOTS,
        StepKind.LOG,
        StepKind.MATCH,
        StepKind.CLUSTER,
    }
)
# Fields of an option that only some kinds of steps know; any other is offered for all.
OPTION_FIELDS = {"choices_from": StepKind.ROSTER, "type": StepKind.ROWS, "until": StepKind.ROWS}
WITHOUT_OPTIONS = frozenset({StepKind.SAY, StepKind.TEXT, StepKind.CARDS, StepKind.STANCE})


def step_fields(editing: Editing) -> None:
    """Choose a step and edit it; or add one."""
    visitor = editing.visitor
    ids = names_in(editing.text, STEPS)
    total = sum(_minutes(editing, one) for one in ids)
    st.caption(visitor.say("editor.steps_sum", n=len(ids), minutes=total))
    marks(editing, STEPS)
    chosen = f"exercise.step.{editing.draft.id}"
    if st.session_state.get(chosen) not in ids:
        st.session_state[chosen] = ids[0] if ids else None
    if ids:
        st.segmented_control(
            visitor.say("editor.which_step"),
            ids,
            format_func=partial(_short, editing, ids),
            key=chosen,
            required=True,
            label_visibility="collapsed",
        )
        _step(editing, ids, str(st.session_state[chosen]))
    with st.popover(visitor.say("editor.step_add")):
        st.caption(visitor.say("editor.step_add_help"))
        for kind in KINDS:
            st.button(
                f"**{choice_words(visitor, 'kind', kind)}**",
                key=f"exercise.add.{editing.draft.id}.{kind}",
                type="tertiary",
                on_click=_add,
                args=(editing, kind),
            )


def _minutes(editing: Editing, step: str) -> int:
    value = value_at(editing.text, (*STEPS, step, "minutes"))
    return value if isinstance(value, int) else 0


def _short(editing: Editing, ids: tuple[str, ...], step: str) -> str:
    words = text_at(editing.text, (*STEPS, step, "prompt"), editing.visitor.language)
    words = words or text_at(editing.text, (*STEPS, step, "prompt"), "zh")
    number = ids.index(step) + 1 if step in ids else 0
    wrong = any(not one.advice for one in editing.inside((*STEPS, step)))
    long = SHORT if editing.visitor.language == "zh" else 2 * SHORT
    return escape(f"{'⚠ ' if wrong else ''}{number} {words[:long]}{'…' if len(words) > long else ''}")


def _step(editing: Editing, ids: tuple[str, ...], step: str) -> None:
    visitor, place = editing.visitor, (*STEPS, step)
    kind = str(value_at(editing.text, (*place, "kind")))
    index = ids.index(step)
    fields = {one.name: one for one in schema_fields(StepFile)}
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{index + 1} · {escape(choice_words(visitor, 'kind', kind))}**")
            _entry_buttons(editing, STEPS, step, first=index == 0, last=index == len(ids) - 1)
            st.button(
                visitor.say("editor.again"),
                key=editing.field(place, "again"),
                on_click=_again,
                args=(editing, step),
            )
        st.caption(label_of(visitor, "kind", kind))
        marks(editing, place)
        pair(editing, (*place, "prompt"), label_of(visitor, "prompt"), 2)
        pair(editing, (*place, "help"), label_of(visitor, "help"), 2)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for name in FIRST:
                plain(editing, (*place, name), fields[name], label_of(visitor, name), width=150)
        counted = [name for name in COUNTED if kind in (WRITTEN if name == "max_chars" else SEVERAL)]
        if counted:
            with st.container(horizontal=True):
                for name in counted:
                    plain(editing, (*place, name), fields[name], label_of(visitor, name), width=190)
        _options(editing, place, kind)
        with st.expander(visitor.say("editor.more")):
            st.caption(visitor.say("editor.more_help"))
            for name, one in fields.items():
                if name not in NOT_HERE and name not in counted:
                    _named(editing, (*place, name), one, ids[:index])


def _named(editing: Editing, place: Place, one: SchemaField, before: tuple[str, ...]) -> None:
    """A field that may name a list: those there are can be chosen."""
    offered = lists_offered(app_context(), one.name)
    if one.name == "people_from":
        rosters = [
            step for step in before if value_at(editing.text, (*STEPS, step, "kind")) == StepKind.ROSTER.value
        ]
        offered = (*MAPS, *rosters)
    plain(editing, place, one, label_of(editing.visitor, one.name), choices=offered, width=420)


def _options(editing: Editing, step: Place, kind: str) -> None:
    visitor, place = editing.visitor, (*step, "options")
    codes = names_in(editing.text, place)
    if not codes and kind in WITHOUT_OPTIONS:
        return
    outside = value_at(editing.text, (*step, "options_from")) or value_at(editing.text, (*step, "items"))
    st.markdown(f"**{visitor.say('editor.options')}**")
    if outside and not codes:
        st.caption(visitor.say("editor.options_outside", name=escape(str(outside))))
        return
    scale = kind == StepKind.SCALE
    if scale:
        st.caption(visitor.say("editor.levels_help"))
    for index, code in enumerate(codes):
        _option(
            editing,
            place,
            code,
            kind=kind,
            first=index == 0,
            last=index == len(codes) - 1,
        )
    _add_button(editing, place, scale=scale)


def _option(editing: Editing, place: Place, code: str, *, kind: str, first: bool, last: bool) -> None:
    # Levels and axes have an order and codes of their own, so only the last can go.
    fixed = kind in (StepKind.SCALE, StepKind.PLACE)
    visitor, here = editing.visitor, (*place, code)
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(visitor.say("editor.code", code=escape(code)))
            _entry_buttons(
                editing, place, code, first=first or fixed, last=last or fixed, goes=last or not fixed
            )
        marks(editing, here)
        pair(editing, (*here, "label"), label_of(visitor, "label"))
        fold = st.expander(
            visitor.say("editor.option_more"), key=editing.field(here, "fold"), on_change="rerun"
        )
        if fold.open:
            with fold:
                pair(editing, (*here, "help"), label_of(visitor, "help"))
                for one in schema_fields(OptionFile):
                    if one.name not in NOT_HERE and OPTION_FIELDS.get(one.name, kind) == kind:
                        _named(editing, (*here, one.name), one, ())
                if kind in (StepKind.ROSTER, StepKind.PLACE) or names_in(editing.text, (*here, "choices")):
                    _choices(editing, (*here, "choices"))


def _choices(editing: Editing, place: Place) -> None:
    codes = names_in(editing.text, place)
    st.markdown(f"**{editing.visitor.say('editor.choices')}**")
    for index, code in enumerate(codes):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(editing.visitor.say("editor.code", code=escape(code)))
            _entry_buttons(editing, place, code, first=index == 0, last=index == len(codes) - 1)
        pair(editing, (*place, code, "label"), label_of(editing.visitor, "label"))
    _add_button(editing, place, scale=False)


def _add_button(editing: Editing, place: Place, *, scale: bool) -> None:
    marks(editing, place)
    st.button(
        editing.visitor.say("editor.option_add"),
        key=editing.field(place, "add"),
        on_click=change,
        args=(editing, lambda text: with_option(text, place, scale=scale)),
        kwargs={"anew": True},
    )


def _entry_buttons(
    editing: Editing, place: Place, name: str, *, first: bool, last: bool, goes: bool = True
) -> None:
    """Up, down and away; what went comes back with "undo"."""
    visitor = editing.visitor
    for by, way, there in ((-1, "up", not first), (1, "down", not last)):
        st.button(
            visitor.say(f"editor.{way}"),
            key=editing.field((*place, name), way),
            disabled=not there,
            on_click=change,
            args=(editing, partial(_moved, place, name, by)),
        )
    st.button(
        visitor.say("editor.away"),
        key=editing.field((*place, name), "away"),
        disabled=not goes,
        on_click=change,
        args=(editing, lambda text: without(text, place, name)),
        kwargs={"anew": True},
    )


def _moved(place: Place, name: str, by: int, text: ExerciseText) -> ExerciseText:
    return with_moved(text, place, name, by)


def _again(editing: Editing, step: str) -> None:
    change(editing, lambda text: with_step_again(text, step), anew=True)


def _add(editing: Editing, kind: str) -> None:
    context = app_context()
    change(editing, lambda text: with_sample_step(context, text, kind), anew=True)
    now = exercise_drafts.drafts(context)
    ids = next((names_in(one.text, STEPS) for one in now if one.id == editing.draft.id), ())
    if ids:
        st.session_state[f"exercise.step.{editing.draft.id}"] = ids[-1]
