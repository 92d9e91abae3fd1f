"""Rater effects: readings of the shared vignettes, severity (nobody by name), adjusted means, differences
between roles.
"""

from __future__ import annotations

import streamlit as st

from workshop.assessment.charts.role_chart import StoryRow, role_chart, story_chart, story_text
from workshop.assessment.charts.severity_chart import (
    TwoMeans,
    means_chart,
    means_text,
    severity_chart,
    severity_text,
)
from workshop.assessment.reliability.reliability_text import role_sentence
from workshop.desk.ui.escape import bullets, escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.positions import CampPositions, StoryRead


def roles_view(visitor: Visitor, camp_positions: CampPositions) -> None:
    """All stage dimensions together first; dimension by dimension behind a tap."""
    differences = camp_positions.across.role_differences
    st.caption(visitor.say("desk.positions.roles_help"))
    together = [one for one in differences if one.dimension is None]
    if not together:
        st.info(visitor.say("desk.positions.no_roles"))
        return
    lines = [role_sentence(one, camp_positions.rubric, visitor.language, visitor.role) for one in together]
    left, right = st.columns(2, gap="large")
    with left:
        st.image(role_chart(together, visitor.language, visitor.role), width="stretch", alt="\n".join(lines))
    with right:
        st.markdown(bullets(map(escape, lines)))
    if "many_tests" in camp_positions.across.cautions:
        st.caption(visitor.say("agreement.caution.many_tests"))
    _taken_out(visitor, camp_positions)
    with st.expander(visitor.say("desk.positions.by_dimension")):
        st.markdown(
            bullets(
                escape(role_sentence(one, camp_positions.rubric, visitor.language, visitor.role))
                for one in differences
                if one.dimension is not None and one.mean
            )
        )


def _taken_out(visitor: Visitor, camp_positions: CampPositions) -> None:
    """Communities' means as rated, and with the general effect of roles removed."""
    adjusted = camp_positions.across.role_adjusted
    if adjusted is None:
        return
    without = dict(adjusted.communities)
    means = [
        TwoMeans(camp_positions.names[one.community], one.raters, one.raw, without.get(one.community))
        for one in camp_positions.across.adjusted
    ]
    after = visitor.say("pictures.means.roles")
    st.subheader(visitor.say("desk.positions.roles_out"), anchor=False)
    st.caption(visitor.say("desk.positions.roles_out_help"))
    st.image(
        means_chart(means, after, visitor.language), width=560, alt=means_text(means, after, visitor.language)
    )


def stories_view(visitor: Visitor, camp_positions: CampPositions) -> None:
    """The vignettes, then rater severity, then raw and adjusted means side by side."""
    if not camp_positions.stories:
        st.info(visitor.say("desk.positions.no_stories"))
    for column, story in zip(
        st.columns(max(len(camp_positions.stories), 1), gap="large"), camp_positions.stories, strict=False
    ):
        with column:
            _story(visitor, story, camp_positions)
    if camp_positions.stories:
        _severity(visitor, camp_positions)


def _story(visitor: Visitor, story: StoryRead, camp_positions: CampPositions) -> None:
    language = visitor.language
    st.subheader(escape(story.vignette.title.of(language)), anchor=False)
    st.markdown(paragraphs(story.vignette.story.of(language)))
    if story.raters < MIN_GROUP:
        st.info(visitor.say("desk.positions.few_read", n=story.raters, least=MIN_GROUP))
        return
    rows = [
        StoryRow(one.dimension, one.levels, one.unknown, one.meant.level if story.told else None)
        for one in story.readings
    ]
    st.image(
        story_chart(rows, camp_positions.rubric, language),
        width="stretch",
        alt=story_text(rows, camp_positions.rubric, language),
    )
    if not story.told:
        st.caption(visitor.say("desk.positions.not_told"))
        return
    with st.expander(visitor.say("desk.positions.meant")):
        st.markdown(
            bullets(
                escape(
                    visitor.say(
                        "desk.positions.meant_line",
                        name=camp_positions.rubric.dimension(one.dimension).name.of(language),
                        level=one.meant.level,
                        because=one.meant.because.of(language),
                    )
                )
                for one in story.readings
            )
        )


def _severity(visitor: Visitor, camp_positions: CampPositions) -> None:
    language, severities = visitor.language, camp_positions.across.severities
    st.subheader(visitor.say("desk.positions.severity"), anchor=False)
    if severities.off is not None or severities.reliability is None:
        st.info(visitor.say(f"agreement.caution.{severities.off}"))
        return
    st.caption(visitor.say("desk.positions.severity_help", percent=f"{severities.reliability * 100:.0f}"))
    left, right = st.columns(2, gap="large")
    with left:
        st.image(
            severity_chart(severities, language), width="stretch", alt=severity_text(severities, language)
        )
        st.markdown(escape(severity_text(severities, language)))
    means = [
        TwoMeans(camp_positions.names[one.community], one.raters, one.raw, one.adjusted)
        for one in camp_positions.across.adjusted
    ]
    after = visitor.say("pictures.means.strictness")
    with right:
        st.image(means_chart(means, after, language), width="stretch", alt=means_text(means, after, language))
        st.caption(visitor.say("desk.positions.adjusted_help"))
    for code in severities.cautions:
        st.caption(visitor.say(f"agreement.caution.{code}"))
