"""Preview of one dimension as on a participant's phone, in each language, before saving."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric.rubric import Dimension, Rubric
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.ui.escape import escape, paragraphs
from workshop.desk.ui.rubric_text import dimension_words, level_words
from workshop.desk.ui.visitor import Visitor

# A phone offers the levels in reading order: up from 1, then 0.
CLIMB = (1, 2, 3, 0)


def preview(visitor: Visitor, rubric: Rubric, name: str) -> None:
    """Choose a dimension; both languages side by side."""
    st.caption(visitor.say("rubrics.preview.help"))
    if not rubric.dimensions:
        st.info(visitor.say("rubrics.no_dimension"))
        return
    ids = [dimension.id for dimension in rubric.dimensions]
    chosen = st.selectbox(
        visitor.say("rubrics.preview.which"),
        ids,
        format_func=lambda one: dimension_words(visitor, rubric, one),
        key=f"{name}.preview",
        width=420,
    )
    for column, language in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
        with column:
            st.caption(visitor.say(f"rubrics.in.{language}"))
            _phone(rubric, rubric.dimension(chosen), ids.index(chosen) + 1, language)


def _phone(rubric: Rubric, dimension: Dimension, number: int, language: Language) -> None:
    with st.container(border=True, width=390, gap="small"):
        st.progress(number / len(rubric.dimensions), text=f"{number} / {len(rubric.dimensions)}")
        st.markdown(
            f"**{_or_gap(dimension.name.of(language), language)}**  \n"
            f"{_or_gap(dimension.question.of(language), language)}"
        )
        st.caption(say(language, "exercises.scale.climb"))
        by_level = {anchor.level: anchor for anchor in dimension.anchors}
        for level in CLIMB:
            anchor = by_level.get(level)
            if anchor is None:
                continue
            badge = (
                f" :orange-badge[{say(language, 'desk.hypothesis.badge')}]"
                if anchor.hypothesis and level
                else ""
            )
            said = anchor.text.of(language)
            words = level_words(language, anchor) if level and said.strip() else _or_gap(said, language)
            if level == 0:
                words = f"**{escape(say(language, 'exercises.scale.not_first'))}**  \n:gray[{words}]"
            with st.container(border=True):
                st.markdown(f"**{level}**　{words}{badge}")
                for part in anchor.parts:
                    st.markdown(f"☐ {escape(part.of(language))}")
        with st.container(border=True):
            unknown = escape(say(language, "exercises.scale.unknown"))
            st.markdown(f"{unknown}　:gray[{escape(say(language, 'exercises.scale.unknown_help'))}]")


def _or_gap(text: str, language: Language) -> str:
    """The text, or a mark that it is still missing."""
    return paragraphs(text) if text.strip() else f":red[{say(language, 'rubrics.empty_text')}]"
