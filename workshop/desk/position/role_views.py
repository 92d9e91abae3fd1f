"""How the room read the shared stories, who reads strictly (nobody by name), and communities' means adjusted for it.

Whether people in different roles see the same communities differently: differences in words, with n.
"""

from __future__ import annotations

import streamlit as st

from workshop.assessment.charts.role_chart import StoryRow, role_picture, story_picture, story_words
from workshop.assessment.charts.severity_chart import (
    TwoMeans,
    means_picture,
    means_words,
    severity_picture,
    severity_words,
)
from workshop.assessment.reliability.reliability_text import role_sentence
from workshop.desk.ui.escape import bullets, paragraphs, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.positions import CampPositions, StoryRead


def roles_view(here: Visitor, found: CampPositions) -> None:
    """All stage dimensions together first; dimension by dimension behind a tap."""
    differences = found.across.role_differences
    st.caption(here.say("desk.positions.roles_help"))
    together = [one for one in differences if one.dimension is None]
    if not together:
        st.info(here.say("desk.positions.no_roles"))
        return
    lines = [role_sentence(one, found.rubric, here.language, here.role) for one in together]
    left, right = st.columns(2, gap="large")
    with left:
        st.image(role_picture(together, here.language, here.role), width="stretch", alt="\n".join(lines))
    with right:
        st.markdown(bullets(map(plain, lines)))
    if "many_tests" in found.across.cautions:
        st.caption(here.say("agreement.caution.many_tests"))
    _taken_out(here, found)
    with st.expander(here.say("desk.positions.by_dimension")):
        st.markdown(
            bullets(
                plain(role_sentence(one, found.rubric, here.language, here.role))
                for one in differences
                if one.dimension is not None and one.mean
            )
        )


def _taken_out(here: Visitor, found: CampPositions) -> None:
    """Communities' means as rated, and with what roles see higher or lower everywhere taken out."""
    adjusted = found.across.role_adjusted
    if adjusted is None:
        return
    without = dict(adjusted.communities)
    means = [
        TwoMeans(found.names[one.community], one.raters, one.raw, without.get(one.community))
        for one in found.across.adjusted
    ]
    after = here.say("pictures.means.roles")
    st.subheader(here.say("desk.positions.roles_out"), anchor=False)
    st.caption(here.say("desk.positions.roles_out_help"))
    st.image(
        means_picture(means, after, here.language), width=560, alt=means_words(means, after, here.language)
    )


def stories_view(here: Visitor, found: CampPositions) -> None:
    """The stories, then strictness, then both means side by side."""
    if not found.stories:
        st.info(here.say("desk.positions.no_stories"))
    for column, story in zip(
        st.columns(max(len(found.stories), 1), gap="large"), found.stories, strict=False
    ):
        with column:
            _story(here, story, found)
    if found.stories:
        _severity(here, found)


def _story(here: Visitor, story: StoryRead, found: CampPositions) -> None:
    language = here.language
    st.subheader(plain(story.vignette.title.of(language)), anchor=False)
    st.markdown(paragraphs(story.vignette.story.of(language)))
    if story.raters < MIN_GROUP:
        st.info(here.say("desk.positions.few_read", n=story.raters, least=MIN_GROUP))
        return
    rows = [
        StoryRow(one.dimension, one.levels, one.unknown, one.meant.level if story.told else None)
        for one in story.readings
    ]
    st.image(
        story_picture(rows, found.rubric, language),
        width="stretch",
        alt=story_words(rows, found.rubric, language),
    )
    if not story.told:
        st.caption(here.say("desk.positions.not_told"))
        return
    with st.expander(here.say("desk.positions.meant")):
        st.markdown(
            bullets(
                plain(
                    here.say(
                        "desk.positions.meant_line",
                        name=found.rubric.dimension(one.dimension).name.of(language),
                        level=one.meant.level,
                        because=one.meant.because.of(language),
                    )
                )
                for one in story.readings
            )
        )


def _severity(here: Visitor, found: CampPositions) -> None:
    language, severities = here.language, found.across.severities
    st.subheader(here.say("desk.positions.severity"), anchor=False)
    if severities.off is not None or severities.reliability is None:
        st.info(here.say(f"agreement.caution.{severities.off}"))
        return
    st.caption(here.say("desk.positions.severity_help", percent=f"{severities.reliability * 100:.0f}"))
    left, right = st.columns(2, gap="large")
    with left:
        st.image(
            severity_picture(severities, language), width="stretch", alt=severity_words(severities, language)
        )
        st.markdown(plain(severity_words(severities, language)))
    means = [
        TwoMeans(found.names[one.community], one.raters, one.raw, one.adjusted)
        for one in found.across.adjusted
    ]
    after = here.say("pictures.means.strictness")
    with right:
        st.image(
            means_picture(means, after, language), width="stretch", alt=means_words(means, after, language)
        )
        st.caption(here.say("desk.positions.adjusted_help"))
    for code in severities.cautions:
        st.caption(here.say(f"agreement.caution.{code}"))
