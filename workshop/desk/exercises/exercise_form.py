"""Editing a draft of an exercise: one section at a time, every field saved on losing focus, published at the end."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workshop.base.content import Strict
from workshop.base.errors import MengyaError
from workshop.base.text import Language
from workshop.desk.exercises.exercise_fields import (
    Editing,
    choice_words,
    fault_words,
    go_back,
    label_of,
    look,
    marks,
    pair,
    plain,
)
from workshop.desk.exercises.exercise_files import download
from workshop.desk.exercises.exercise_place import PLACE, go
from workshop.desk.exercises.exercise_preview import preview
from workshop.desk.exercises.exercise_steps import STEPS, step_fields
from workshop.desk.ui.actions import attempt, leave_note, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.exercises.editing import BODY, Place, names_in, text_at, value_at
from workshop.exercises.exercise import HEADINGS, ExerciseFile, Minutes, People, Privacy, WallSpec
from workshop.exercises.fields import schema_fields
from workshop.services.camp import exercise_drafts
from workshop.services.camp.exercise_drafts import DraftFault

SECTIONS = ("basics", "steps", "words", "preview", "publish")
SHOWN = 12  # faults listed at once
# Texts of the exercise, and how many lines they take.
TEXTS = (
    ("title", 1),
    ("heart", 1),
    ("purpose", 2),
    ("done", 2),
    ("space", 1),
    ("roles", 3),
    ("materials", 3),
)
GROUPS = (("minutes", Minutes), ("people", People), ("privacy", Privacy), ("wall", WallSpec))
FIRST = ("phase", "level", "paper")
NOT_HERE = {"id", "version", "article_link", *FIRST, *(name for name, _ in TEXTS)}
BODY_LINES = 6


def exercise_form(visitor: Visitor, id: str) -> None:
    """The draft `id`, or why it cannot be opened."""
    st.button(visitor.say("editor.back"), key="exercise.back", type="tertiary", on_click=go, args=("list",))
    try:
        draft = exercise_drafts.draft(app_context(), id)
    except MengyaError as error:
        st.error(escape(visitor.explain(error)))
        return
    look(visitor, draft)
    show_note(PLACE)
    editing = Editing(visitor, draft, exercise_drafts.faults(app_context(), draft.text))
    _head(editing)
    section = st.segmented_control(
        visitor.say("editor.section"),
        SECTIONS,
        default=SECTIONS[0],
        required=True,
        format_func=partial(_section, editing),
        key=f"exercise.section.{id}",
        label_visibility="collapsed",
    )
    match section:
        case "steps":
            step_fields(editing)
        case "words":
            _words(editing)
        case "preview":
            _preview(editing)
        case "publish":
            _publish(editing)
        case _:
            _basics(editing)


def _section(editing: Editing, section: str) -> str:
    """With a sign where something in it still has to be mended."""
    wrong = {_section_of(fault.place) for fault in editing.faults if not fault.advice}
    words = editing.visitor.say(f"editor.section.{section}")
    return f"⚠ {words}" if section in wrong else words


def _section_of(place: Place) -> str:
    return {"steps": "steps", BODY: "words"}.get(place[0], "basics")


def _head(editing: Editing) -> None:
    visitor, draft = editing.visitor, editing.draft
    st.subheader(escape(_title(editing)), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            visitor.say(
                "editor.draft_facts",
                base=escape(draft.base) or visitor.say("editor.from_upload"),
                time=f"{on_their_clock(draft.at):%H:%M:%S}",
            )
        )
        for name, there, action in (
            ("undo", draft.can_undo, exercise_drafts.undo),
            ("redo", draft.can_redo, exercise_drafts.redo),
        ):
            st.button(
                visitor.say(f"editor.{name}"),
                key=f"exercise.{name}.{draft.id}",
                disabled=not there,
                on_click=go_back,
                args=(editing, action),
            )
        throw_away(visitor, draft.id)


def _title(editing: Editing) -> str:
    language: Language = editing.visitor.language
    text = editing.text
    return text_at(text, ("title",), language) or text_at(text, ("title",), "zh") or text.id


def throw_away(visitor: Visitor, id: str) -> None:
    """Delete a draft, after confirmation."""
    with st.popover(visitor.say("editor.throw"), type="tertiary"):
        st.markdown(visitor.say("editor.throw_sure"))
        st.button(
            visitor.say("editor.throw_yes"), key=f"exercise.throw.{id}", on_click=_throw, args=(visitor, id)
        )


def _throw(visitor: Visitor, id: str) -> None:
    go("list")
    attempt(
        visitor,
        PLACE,
        lambda: exercise_drafts.throw_away(app_context(), id),
        visitor.say("editor.thrown"),
    )


def _basics(editing: Editing) -> None:
    visitor = editing.visitor
    for name, lines in TEXTS:
        pair(editing, (name,), label_of(visitor, name), lines)
    for group, model in GROUPS:
        _group(editing, group, model)
    fields = {one.name: one for one in schema_fields(ExerciseFile)}
    with st.container(horizontal=True):
        for name in FIRST:
            plain(editing, (name,), fields[name], label_of(visitor, name), width=210)
    with st.expander(visitor.say("editor.more")):
        st.caption(visitor.say("editor.more_help"))
        pair(editing, ("article_link",), label_of(visitor, "article_link"), 2)
        for name, one in fields.items():
            if name not in NOT_HERE:
                plain(editing, (name,), one, label_of(visitor, name), width=420)
    # Faults of fields that have no place in this form, such as lists of names.
    for fault in editing.faults:
        if fault.place[0] in {"authors", "inspired_by", "produces", "requires", ""}:
            st.error(escape(fault_words(visitor, fault)))


def _group(editing: Editing, group: str, model: type[Strict]) -> None:
    visitor = editing.visitor
    with st.container(border=True):
        st.markdown(f"**{visitor.say(f'editor.group.{group}')}**")
        if group == "minutes":
            total = sum(_minutes(editing, step) for step in names_in(editing.text, STEPS))
            st.caption(visitor.say("editor.minutes_sum", n=total))
        marks(editing, (group,))
        with st.container(horizontal=True, vertical_alignment="top"):
            for one in schema_fields(model):
                plain(editing, (group, one.name), one, label_of(visitor, group, one.name), width=210)
        if group == "privacy":
            _privacy_told(editing)


def _privacy_told(editing: Editing) -> None:
    """What the chosen level means for the people in the room, and what the others would."""
    visitor = editing.visitor
    level = value_at(editing.text, ("privacy", "level"))
    fields = {one.name: one for one in schema_fields(Privacy)}
    lines = [
        f"{'**' if one == level else ''}{choice_words(visitor, 'level', one)}{'**' if one == level else ''}　"
        f"{visitor.say(f'exercises.privacy.{one}')}"
        for one in fields["level"].choices
    ]
    st.caption(bullets(lines))


def _minutes(editing: Editing, step: str) -> int:
    value = value_at(editing.text, (*STEPS, step, "minutes"))
    return value if isinstance(value, int) else 0


def _words(editing: Editing) -> None:
    st.caption(editing.visitor.say("editor.words_help"))
    for key, zh, en in HEADINGS:
        pair(editing, (BODY, key), zh if editing.visitor.language == "zh" else en, BODY_LINES)
    marks(editing, (BODY,))
    for fault in editing.faults:
        if fault.place[0].startswith(f"{BODY} "):
            st.error(escape(fault_words(editing.visitor, fault)))


def _preview(editing: Editing) -> None:
    visitor, draft = editing.visitor, editing.draft
    try:
        exercise = exercise_drafts.exercise_in(app_context(), draft.text)
    except MengyaError:
        st.warning(visitor.say("editor.preview_faults"))
        _fault_list(editing, [one for one in editing.faults if not one.advice])
        return
    preview(visitor, f"draft/{draft.id}", steps=len(exercise.steps), mark=str(draft.revision))


def _publish(editing: Editing) -> None:
    visitor, draft = editing.visitor, editing.draft
    stopping = [one for one in editing.faults if not one.advice]
    advice = [one for one in editing.faults if one.advice]
    if stopping:
        st.warning(visitor.say("editor.stopping", n=len(stopping)))
        _fault_list(editing, stopping)
    else:
        st.success(visitor.say("editor.no_fault"))
    if advice:
        st.info(visitor.say("editor.advice", n=len(advice)))
        _fault_list(editing, advice)
    st.markdown(visitor.say("editor.publish_help"))
    with st.container(horizontal=True):
        st.button(
            visitor.say("editor.publish"),
            key=f"exercise.publish.{draft.id}",
            type="primary",
            disabled=bool(stopping),
            on_click=_published,
            args=(visitor, draft.id),
        )
        download(visitor, draft.text, f"exercise.download.{draft.id}")


def _fault_list(editing: Editing, faults: list[DraftFault]) -> None:
    visitor = editing.visitor
    lines = [
        f"**{escape(place_words(editing, one.place))}**　{escape(fault_words(visitor, one))}"
        for one in faults[:SHOWN]
    ]
    if len(faults) > SHOWN:
        lines.append(visitor.say("desk.import.more", n=len(faults) - SHOWN))
    st.markdown(bullets(lines))


def place_words(editing: Editing, place: Place) -> str:
    """A place as somebody finds it on the screen: section, step by number, field."""
    visitor = editing.visitor
    words = [visitor.say(f"editor.section.{_section_of(place)}")]
    rest = list(place)
    if rest[0] == "steps" and len(rest) > 1:
        ids = names_in(editing.text, STEPS)
        number = ids.index(rest[1]) + 1 if rest[1] in ids else rest[1]
        words.append(visitor.say("editor.step_number", n=number))
        rest = rest[2:]
    elif rest[0] == BODY:
        rest = [next((zh if visitor.language == "zh" else en for key, zh, en in HEADINGS if key in rest), "")]
    if rest:
        groups = {name for name, _ in GROUPS}
        if rest[0] in groups:
            words.append(visitor.say(f"editor.group.{rest[0]}"))
            rest = rest[1:]
        words += [label_of(visitor, one) for one in rest if one]
    return " · ".join(words)


def _published(visitor: Visitor, id: str) -> None:
    try:
        made = exercise_drafts.publish(app_context(), id, visitor.by)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    go("exercise", made.id)
    leave_note(
        PLACE,
        "good",
        visitor.say("editor.published", title=made.title.of(visitor.language), n=made.version),
    )
