"""The whole room at a look, without names: the grid, the plane, and whether communities can be told apart at all.

One community for its facilitator: the profile, how far its raters agree, and what to talk about.
"""

from __future__ import annotations

import streamlit as st

from workshop.assessment.charts import room_chart as grid
from workshop.assessment.charts import stage_vitality
from workshop.assessment.charts.stage_vitality import plane_picture, plane_words
from workshop.assessment.reliability.reliability_text import across_sentences, dimension_sentences
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import say
from workshop.desk.position.result import result_view
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.positions import CampPositions


def one_view(here: Visitor, found: CampPositions, camp: str) -> None:
    """Choose a community by its name; everything about it below."""
    by_id = {one.community: one for one in found.results}
    ordered = sorted(by_id, key=lambda code: found.names[code])
    chosen = st.selectbox(
        here.say("desk.communities.which"),
        ordered,
        format_func=lambda code: found.names[code],
        key=f"positions.one.{camp}",
        width=420,
        filter_mode=None,
    )
    result = by_id[chosen]
    result_view(here, result, found.rubric)
    _views(here, result, found)


def _views(here: Visitor, result: CommunityResult, found: CampPositions) -> None:
    language = here.language
    st.subheader(here.say("desk.positions.views"), anchor=False)
    st.caption(here.say(f"desk.positions.views.{result.shown_as}", n=result.raters))
    st.markdown(bullets(map(plain, dimension_sentences(result, found.rubric, language))))
    if result.role_gaps:
        st.subheader(here.say("desk.positions.gaps"), anchor=False)
        st.caption(here.say("desk.positions.gaps_help"))
        st.markdown(bullets(_gaps(here, result, found)))


def _gaps(here: Visitor, result: CommunityResult, found: CampPositions) -> list[str]:
    return [
        plain(
            say(
                here.language,
                "agreement.gap",
                name=found.rubric.dimension(gap.dimension).name.of(here.language),
                high=here.role(gap.high),
                high_level=gap.high_level,
                low=here.role(gap.low),
                low_level=gap.low_level,
            )
        )
        for gap in result.role_gaps
    ]


def room_view(here: Visitor, found: CampPositions) -> None:
    """Grid and plane beside each other, the figures in words below."""
    language = here.language
    small = on_a_phone()
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(here.say("desk.positions.grid"), anchor=False)
        st.image(
            grid.room_picture(
                found.results, found.rubric, language, MIN_GROUP, grid.PHONE if small else grid.DESK
            ),
            width="stretch",
            alt=grid.room_words(found.results, found.rubric, language, MIN_GROUP),
        )
    with right:
        st.subheader(here.say("desk.positions.plane"), anchor=False)
        st.image(
            plane_picture(
                found.places,
                found.rubric,
                language,
                MIN_GROUP,
                stage_vitality.PHONE if small else stage_vitality.DESK,
            ),
            width="stretch",
            alt=plane_words(found.places, found.rubric, language, MIN_GROUP),
        )
    if found.rubric.hypothesis:
        st.caption(here.say("desk.hypothesis.explained"))
    st.subheader(here.say("desk.positions.across"), anchor=False)
    st.caption(here.say("desk.positions.across_help"))
    st.markdown(bullets(map(plain, across_sentences(found.across, language))))
