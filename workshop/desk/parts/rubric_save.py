"""Saving a draft: as the next version of its rubric, or as a rubric of its own."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric import Rubric
from workshop.assessment.rubric_changes import Change
from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt, tell
from workshop.desk.parts.rubric_fields import field, once
from workshop.desk.parts.rubric_place import PLACE, go
from workshop.desk.parts.visitor import Visitor
from workshop.errors import InputError, MengyaError
from workshop.room import rubric_drafts
from workshop.room.rubric_drafts import RubricDraft
from workshop.room.rubrics import LONGEST_ID, LONGEST_NOTE

WAYS = ("version", "new")


def save_form(
    here: Visitor, draft: RubricDraft, faults: tuple[InputError, ...], found: tuple[Change, ...]
) -> None:
    """What was changed and why, as what to save it, and the button."""
    note = field(draft, "save", "note")
    once(note, draft.note)
    st.text_area(
        here.say("rubrics.note"),
        key=note,
        max_chars=LONGEST_NOTE,
        height=110,
        placeholder=here.say("rubrics.note_example"),
        on_change=_keep_note,
        args=(here, draft),
    )
    way = field(draft, "save", "way")
    once(way, "version")
    st.radio(
        here.say("rubrics.save_as"),
        WAYS,
        format_func=lambda one: here.say(f"rubrics.save_as.{one}", id=plain(draft.rubric.id)),
        captions=[here.say(f"rubrics.save_as.{one}.help") for one in WAYS],
        key=way,
    )
    if st.session_state[way] == "new":
        st.text_input(
            here.say("rubrics.new_id"),
            key=field(draft, "save", "id"),
            max_chars=LONGEST_ID,
            help=here.say("rubrics.new_id_help"),
            placeholder="our-town",
            width=420,
        )
    if faults:
        st.caption(here.say("rubrics.save_faults", n=len(faults)))
    elif draft.base:
        st.caption(here.say("rubrics.diff.count", n=len(found), rubric=plain(draft.base)))
    st.button(
        here.say("rubrics.save"),
        key=f"rubric.save.{draft.id}",
        type="primary",
        disabled=bool(faults),
        on_click=_save,
        args=(here, draft),
    )


def _keep_note(here: Visitor, draft: RubricDraft) -> None:
    typed = str(st.session_state[field(draft, "save", "note")])
    attempt(here, PLACE, lambda: rubric_drafts.write_note(the_house(), draft.id, typed))


def _save(here: Visitor, draft: RubricDraft) -> None:
    try:
        saved = _saved(here, draft)
    except MengyaError as error:
        tell(PLACE, "bad", here.explain(error))
        return
    go("rubric", saved.key)
    tell(PLACE, "good", here.say("rubrics.saved", rubric=saved.key))


def _saved(here: Visitor, draft: RubricDraft) -> Rubric:
    state = st.session_state
    if state[field(draft, "save", "way")] == "new":
        name = str(state.get(field(draft, "save", "id")) or "").strip()
        return rubric_drafts.save_new(the_house(), draft.id, name, here.by)
    return rubric_drafts.save_version(the_house(), draft.id, here.by)
