"""An exercise as files: taken home as a zip of both languages, and brought in from one."""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import InputError, SeveralErrors
from workshop.desk.exercises.exercise_place import PLACE, go
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.editing import ExerciseText
from workshop.services.camp import exercise_drafts

MEGABYTES = 1
SHOWN = 12  # faults of a file listed


def download(visitor: Visitor, text: ExerciseText, key: str) -> None:
    """Both files in a zip."""
    st.download_button(
        visitor.say("editor.download"),
        exercise_drafts.zipped(text),
        file_name=f"{text.id}.zip",
        mime="application/zip",
        key=key,
        on_click="ignore",
    )


def upload(visitor: Visitor) -> None:
    """Files, what is wrong in them row by row, and the button that makes a draft of them."""
    st.caption(visitor.say("editor.upload_help"))
    files = st.file_uploader(
        visitor.say("editor.upload_file"),
        ["zip", "md"],
        key="exercise.file",
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
    )
    if not files:
        return
    try:
        text = exercise_drafts.read_upload({one.name: one.getvalue() for one in files})
    except InputError as error:
        faults = error.problems if isinstance(error, SeveralErrors) else (error,)
        st.error(visitor.say("editor.upload_faults", n=len(faults)))
        st.markdown(bullets(escape(visitor.explain(fault)) for fault in faults[:SHOWN]))
        if len(faults) > SHOWN:
            st.caption(visitor.say("desk.import.more", n=len(faults) - SHOWN))
        return
    st.success(visitor.say("editor.upload_good", id=escape(text.id)))
    st.button(
        visitor.say("editor.upload_take"),
        key="exercise.take",
        type="primary",
        on_click=_take,
        args=(visitor, text),
    )


def _take(visitor: Visitor, text: ExerciseText) -> None:
    attempt(visitor, PLACE, lambda: go("draft", exercise_drafts.begin_from(app_context(), text, visitor.by)))
