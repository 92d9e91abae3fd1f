"""List of exercises: drafts, those published here, those that ship, and one exercise with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.exercises.exercise_files import download, upload
from workshop.desk.exercises.exercise_form import throw_away
from workshop.desk.exercises.exercise_place import PLACE, go
from workshop.desk.exercises.exercise_preview import preview
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.exercises.editing import text_at
from workshop.services.camp import exercise_drafts, exercises
from workshop.services.camp.exercise_drafts import ExerciseDraft
from workshop.services.camp.exercises import KnownExercise, known_exercises


def exercise_list(visitor: Visitor) -> None:
    """Drafts first, then what was made here, then what ships."""
    st.caption(visitor.say("editor.what"))
    for draft in exercise_drafts.drafts(app_context()):
        _draft_card(visitor, draft)
    known = known_exercises(app_context())
    own = [one for one in known if one.saved is not None and not one.retired]
    retired = [one for one in known if one.retired]
    if own:
        st.subheader(visitor.say("editor.own"), anchor=False)
        for one in own:
            _card(visitor, one)
    if retired:
        with st.expander(visitor.say("editor.retired_ones", n=len(retired))):
            for one in retired:
                _card(visitor, one)
    with st.expander(visitor.say("editor.upload")):
        upload(visitor)
    st.subheader(visitor.say("editor.shipped"), anchor=False)
    for one in known:
        if one.saved is None:
            _card(visitor, one)


def _card(visitor: Visitor, known: KnownExercise) -> None:
    exercise = known.exercise
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{escape(exercise.title.of(visitor.language))}**")
            st.caption(f"{escape(exercise.heart.of(visitor.language))} · {_facts(visitor, known)}")
        st.button(
            visitor.say("editor.open"),
            key=f"exercise.open.{exercise.id}",
            on_click=go,
            args=("exercise", exercise.id),
        )


def _facts(visitor: Visitor, known: KnownExercise) -> str:
    exercise = known.exercise
    parts = [
        visitor.say(f"exercises.phase.{exercise.phase}"),
        visitor.say("exercises.minutes", n=exercise.minutes.plan),
    ]
    if known.saved is not None:
        parts.append(visitor.say("editor.version", n=exercise.version))
    if known.camps:
        parts.append(visitor.say("editor.camps", n=known.camps))
    return " · ".join(parts)


def _draft_card(visitor: Visitor, draft: ExerciseDraft) -> None:
    title = text_at(draft.text, ("title",), visitor.language) or text_at(draft.text, ("title",), "zh")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(
                f":orange-badge[{visitor.say('editor.unfinished')}] **{escape(title or draft.text.id)}**"
            )
            st.caption(
                visitor.say(
                    "editor.unfinished_facts",
                    base=escape(draft.base) or visitor.say("editor.from_upload"),
                    when=f"{on_their_clock(draft.at):%Y-%m-%d %H:%M}",
                )
            )
        st.button(
            visitor.say("editor.go_on"),
            key=f"exercise.go_on.{draft.id}",
            type="primary",
            on_click=go,
            args=("draft", draft.id),
        )
        throw_away(visitor, draft.id)


def exercise_view(visitor: Visitor, known: KnownExercise) -> None:
    """One exercise: how it looks, and what can be made of it."""
    exercise = known.exercise
    st.button(visitor.say("editor.back"), key="exercise.back", type="tertiary", on_click=go, args=("list",))
    st.subheader(escape(exercise.title.of(visitor.language)), anchor=False)
    st.caption(f"{escape(exercise.id)} · {_facts(visitor, known)}")
    st.markdown(escape(exercise.purpose.of(visitor.language)))
    if known.retired:
        st.info(visitor.say("editor.is_retired"))
    with st.container(horizontal=True):
        if known.saved is None:
            _begin(visitor, "copy", exercise.id, exercise_drafts.begin_copy, primary=True)
        else:
            _begin(visitor, "next", exercise.id, exercise_drafts.begin_next, primary=True)
            _begin(visitor, "copy", exercise.id, exercise_drafts.begin_copy, primary=False)
        download(
            visitor,
            exercise_drafts.text_of(app_context(), exercise.id),
            f"exercise.download.{exercise.id}",
        )
        if known.saved is not None:
            way = "bring_back" if known.retired else "retire"
            st.button(
                visitor.say(f"editor.{way}"),
                key=f"exercise.{way}.{exercise.id}",
                on_click=_mark,
                args=(visitor, exercise.id, known.retired),
            )
    preview(visitor, f"exercise/{exercise.id}", steps=len(exercise.steps), mark=str(exercise.version))


def _begin(visitor: Visitor, way: str, id: str, begin: Callable[..., str], *, primary: bool) -> None:
    st.button(
        visitor.say(f"editor.{way}"),
        key=f"exercise.{way}.{id}",
        type="primary" if primary else "secondary",
        on_click=_begun,
        args=(visitor, id, begin),
    )


def _begun(visitor: Visitor, id: str, begin: Callable[..., str]) -> None:
    attempt(visitor, PLACE, lambda: go("draft", begin(app_context(), id, visitor.by)))


def _mark(visitor: Visitor, id: str, retired: bool) -> None:
    act = exercises.bring_back if retired else exercises.retire
    done = visitor.say("editor.brought_back" if retired else "editor.retired")
    attempt(visitor, PLACE, lambda: act(app_context(), id, visitor.by), done)
