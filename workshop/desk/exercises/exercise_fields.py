"""The fields of an exercise's form: each is saved when it loses focus, and what is wrong with it stands under it.

Somebody else may be writing in the same draft: fields are then shown anew, and it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from workshop.base.errors import NOWHERE, MengyaError, RoomError
from workshop.base.text import LANGUAGES, Language, has
from workshop.desk.exercises.exercise_place import PLACE
from workshop.desk.ui.actions import leave_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.editing import ExerciseText, Place, text_at, value_at, with_value
from workshop.exercises.fields import FieldKind, SchemaField
from workshop.services.camp import exercise_drafts
from workshop.services.camp.exercise_drafts import DraftFault, Edited, ExerciseDraft

LINE = 26  # pixels a line of a text takes
EDGE = 34
NONE = ""  # what stands for "not given" in a choice
# One vocabulary of answers serves several fields.
SAME_WORDS = {"who": "form"}


@dataclass(frozen=True)
class Editing:
    """A draft on somebody's screen, with what is wrong in it."""

    visitor: Visitor
    draft: ExerciseDraft
    faults: tuple[DraftFault, ...]

    @property
    def text(self) -> ExerciseText:
        return self.draft.text

    def field(self, place: Place, part: str) -> str:
        """The key of a widget."""
        return f"{_fields_of(self.draft.id)}{'.'.join(place)}.{part}"

    def at(self, place: Place) -> tuple[DraftFault, ...]:
        """What is wrong at a place, and nowhere inside it."""
        return tuple(one for one in self.faults if one.place == place)

    def inside(self, place: Place) -> tuple[DraftFault, ...]:
        return tuple(one for one in self.faults if one.place[: len(place)] == place)


def _fields_of(draft: str) -> str:
    return f"exercise.{draft}."


def _seen(draft: str) -> str:
    return f"exercise.seen.{draft}"


def forget_fields(draft: str) -> None:
    """Show the fields of a draft as it is stored, at the next drawing."""
    for name in [name for name in st.session_state if str(name).startswith(_fields_of(draft))]:
        del st.session_state[name]


def look(visitor: Visitor, draft: ExerciseDraft) -> None:
    """Before the fields are drawn: if somebody else has changed the draft since, show theirs, and say so."""
    seen = st.session_state.get(_seen(draft.id))
    if seen is not None and seen != draft.revision:
        forget_fields(draft.id)
        leave_note(PLACE, "note", visitor.say("editor.others"))
    st.session_state[_seen(draft.id)] = draft.revision


def keep(editing: Editing, action: Callable[[], Edited], *, anew: bool = False) -> None:
    """Store an edit. `anew`: it changes which fields there are."""
    visitor, draft = editing.visitor, editing.draft
    try:
        edited = action()
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    if edited.upon == st.session_state.get(_seen(draft.id)):
        st.session_state[_seen(draft.id)] = edited.revision
    if edited.theirs:
        leave_note(PLACE, "note", visitor.say("editor.theirs", words=edited.theirs))
    if anew:
        forget_fields(draft.id)


def change(editing: Editing, edit: Callable[[ExerciseText], ExerciseText], *, anew: bool = False) -> None:
    """Store an edit of the structure."""
    draft, by = editing.draft.id, editing.visitor.by
    keep(editing, lambda: exercise_drafts.change(app_context(), draft, edit, by), anew=anew)


def go_back(editing: Editing, action: Callable[..., None]) -> None:
    """Undo or redo."""
    draft = editing.draft.id
    try:
        action(app_context(), draft, editing.visitor.by)
        st.session_state[_seen(draft)] = exercise_drafts.draft(app_context(), draft).revision
    except MengyaError as error:
        leave_note(PLACE, "bad", editing.visitor.explain(error))
    forget_fields(draft)


def once(name: str, value: object) -> None:
    """Give a widget its initial value; a value the person has changed stays."""
    if name not in st.session_state:
        st.session_state[name] = value


def label_of(visitor: Visitor, *names: str) -> str:
    """What a field is called; one the catalogue does not know yet by its name in the file."""
    key = f"editor.field.{'.'.join(names)}"
    return visitor.say(key) if has(visitor.language, key) else names[-1]


def choice_words(visitor: Visitor, name: str, value: str) -> str:
    """What one of a field's values is called."""
    key = f"editor.choice.{SAME_WORDS.get(name, name)}.{value or 'none'}"
    return visitor.say(key) if has(visitor.language, key) else value or "–"


def marks(editing: Editing, place: Place) -> None:
    """What is wrong with a field, under it."""
    for fault in editing.at(place):
        words = escape(fault_words(editing.visitor, fault))
        if fault.advice:
            st.caption(f":orange[{words}]")
        else:
            st.markdown(f":red[{words}]")


def fault_words(visitor: Visitor, fault: DraftFault) -> str:
    """What is wrong, in words; where it is in a file is left out, as there is none."""
    return visitor.explain(RoomError(fault.error.code, NOWHERE, **fault.error.values))


def pair(editing: Editing, place: Place, label: str, lines: int = 1) -> None:
    """A text, Chinese left and English right (below each other on a phone)."""
    for column, language in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
        name = editing.field(place, language)
        once(name, text_at(editing.text, place, language))
        title = f"{label} · {editing.visitor.say(f'rubrics.in.{language}')}"
        empty = editing.visitor.say("editor.no_english") if language == "en" else ""
        with column:
            if lines == 1:
                st.text_input(
                    title, key=name, placeholder=empty, on_change=_keep_text, args=(editing, place, language)
                )
            else:
                st.text_area(
                    title,
                    key=name,
                    placeholder=empty,
                    height=lines * LINE + EDGE,
                    on_change=_keep_text,
                    args=(editing, place, language),
                )
    marks(editing, place)


def _keep_text(editing: Editing, place: Place, language: Language) -> None:
    typed = str(st.session_state[editing.field(place, language)])
    draft, by = editing.draft.id, editing.visitor.by
    before = text_at(editing.text, place, language)
    keep(
        editing,
        lambda: exercise_drafts.write(app_context(), draft, place, language, typed, before=before, by=by),
    )


def plain(
    editing: Editing,
    place: Place,
    one: SchemaField,
    label: str,
    *,
    choices: Sequence[str] = (),
    width: int = 240,
) -> None:
    """A field of the structure as its schema describes it. `choices` are offered where the schema takes any name."""
    name = editing.field(place, "value")
    stored = value_at(editing.text, place)
    value = one.default if stored is None else stored
    args = (editing, place, one)
    offered = one.choices or tuple(choices)
    if offered:
        current = str(value) if value is not None else NONE
        options = dict.fromkeys([*([NONE] if one.optional else []), *offered, current])
        if not one.optional and current == NONE:
            options.pop(NONE)
        once(name, current if current in options else next(iter(options)))
        st.selectbox(
            label,
            list(options),
            key=name,
            format_func=lambda code: choice_words(editing.visitor, place[-1], code),
            width=width,
            filter_mode=None,
            on_change=_keep_value,
            args=args,
        )
    elif one.kind is FieldKind.FLAG:
        once(name, bool(value))
        st.toggle(label, key=name, on_change=_keep_value, args=args)
    elif one.kind is FieldKind.NUMBER:
        once(name, value if isinstance(value, int) else None)
        st.number_input(
            label,
            min_value=one.least,
            max_value=one.most,
            step=1,
            key=name,
            width=width,
            on_change=_keep_value,
            args=args,
        )
    else:
        once(name, str(value or ""))
        st.text_input(label, key=name, width=width, on_change=_keep_value, args=args)
    marks(editing, place)


def _keep_value(editing: Editing, place: Place, one: SchemaField) -> None:
    typed = st.session_state[editing.field(place, "value")]
    value: object = typed
    if one.kind in (FieldKind.LINE, FieldKind.CHOICE):
        value = str(typed).strip() or None
    # What a file need not say stands in the schema: it is left out, unless it was given before.
    change(editing, lambda text: with_value(text, place, value))
