"""A bilingual text field, saved as soon as it loses focus."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric.rubric_editing import texts, with_text
from workshop.base.text import LANGUAGES, Language
from workshop.desk.rubrics.rubric_place import PLACE
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.services.position import rubric_drafts
from workshop.services.position.rubric_drafts import RubricDraft

LINE = 26  # pixels a line of a text takes
EDGE = 34


def field(draft: RubricDraft, place: str, part: str) -> str:
    """The key of a widget."""
    return f"rubric.{draft.id}.{place}.{part}"


def once(name: str, value: object) -> None:
    """Give a widget its initial value; a value the person has changed stays."""
    if name not in st.session_state:
        st.session_state[name] = value


def pair(visitor: Visitor, draft: RubricDraft, place: str, label: str, most: int, lines: int) -> None:
    """The text at `place`, Chinese left and English right (below each other on a phone)."""
    words = texts(draft.rubric)[place]
    for column, language in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
        name = field(draft, place, language)
        once(name, words.of(language).rstrip("\n"))
        title = f"{label} · {visitor.say(f'rubrics.in.{language}')}"
        longest = max(most, len(st.session_state[name]))
        with column:
            if lines == 1:
                st.text_input(
                    title,
                    key=name,
                    max_chars=longest,
                    on_change=_keep,
                    args=(visitor, draft, place, language),
                )
            else:
                st.text_area(
                    title,
                    key=name,
                    max_chars=longest,
                    height=lines * LINE + EDGE,
                    on_change=_keep,
                    args=(visitor, draft, place, language),
                )


def _keep(visitor: Visitor, draft: RubricDraft, place: str, language: Language) -> None:
    typed = str(st.session_state[field(draft, place, language)])

    def keep() -> None:
        rubric_drafts.change(
            app_context(),
            draft.id,
            lambda rubric: with_text(
                rubric, place, texts(rubric)[place].model_copy(update={language: typed})
            ),
        )
        # A changed text may lose provenance, so it is shown as it is now.
        st.session_state.pop(field(draft, place, "provenance"), None)

    attempt(visitor, PLACE, keep)
