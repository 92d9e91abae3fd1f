"""Positions for the facilitator: the whole room without names, and one community in detail.

The room view shows the heat map, the position chart, and whether communities can be told apart at all
(reliability); the community view its profile, rater agreement, and what to discuss.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.assessment.charts import room_chart as grid
from workshop.assessment.charts import stage_vitality
from workshop.assessment.charts.stage_vitality import stage_vitality_chart, stage_vitality_text
from workshop.assessment.reliability.reliability_text import (
    dimension_figures,
    dimension_words,
    gap_sentence,
    reliability_figures,
    reliability_words,
)
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.desk.position.result import result_view
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.privacy import MIN_GROUP
from workshop.services.position.positions import CampPositions


def one_view(visitor: Visitor, camp_positions: CampPositions, camp: str) -> None:
    """Choose a community by its name; everything about it below."""
    by_id = {one.community: one for one in camp_positions.results}
    ordered = sorted(by_id, key=lambda code: camp_positions.names[code])
    chosen = st.selectbox(
        visitor.say("desk.communities.which"),
        ordered,
        format_func=lambda code: camp_positions.names[code],
        key=f"positions.one.{camp}",
        width=420,
        filter_mode=None,
    )
    result = by_id[chosen]
    result_view(visitor, result, camp_positions.rubric)
    _views(visitor, result, camp_positions)


def _views(visitor: Visitor, result: CommunityResult, camp_positions: CampPositions) -> None:
    language = visitor.language
    st.subheader(visitor.say("desk.positions.views"), anchor=False)
    st.caption(visitor.say(f"desk.positions.views.{result.shown_as}", n=result.raters))
    st.markdown(bullets(map(escape, dimension_words(result, camp_positions.rubric, language))))
    _more(visitor, dimension_figures(result, camp_positions.rubric, language))
    if result.role_gaps:
        st.subheader(visitor.say("desk.positions.gaps"), anchor=False)
        st.caption(visitor.say("desk.positions.gaps_help"))
        st.markdown(bullets(_gaps(visitor, result, camp_positions)))


def _gaps(visitor: Visitor, result: CommunityResult, camp_positions: CampPositions) -> list[str]:
    return [
        escape(gap_sentence(gap, camp_positions.rubric, visitor.language, visitor.role))
        for gap in result.role_gaps
    ]


def room_view(visitor: Visitor, camp_positions: CampPositions) -> None:
    """Heat map and position chart beside each other, the figures in words below."""
    language = visitor.language
    small = on_a_phone()
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(visitor.say("desk.positions.grid"), anchor=False)
        st.image(
            grid.room_chart(
                camp_positions.results,
                camp_positions.rubric,
                language,
                MIN_GROUP,
                grid.PHONE if small else grid.DESK,
            ),
            width="stretch",
            alt=grid.room_text(camp_positions.results, camp_positions.rubric, language, MIN_GROUP),
        )
    with right:
        st.subheader(visitor.say("desk.positions.plane"), anchor=False)
        st.image(
            stage_vitality_chart(
                camp_positions.places,
                camp_positions.rubric,
                language,
                MIN_GROUP,
                stage_vitality.PHONE if small else stage_vitality.DESK,
            ),
            width="stretch",
            alt=stage_vitality_text(camp_positions.places, camp_positions.rubric, language, MIN_GROUP),
        )
    if camp_positions.rubric.hypothesis:
        st.caption(visitor.say("desk.hypothesis.explained"))
    st.subheader(visitor.say("desk.positions.across"), anchor=False)
    st.caption(visitor.say("desk.positions.across_help"))
    st.markdown(bullets(map(escape, reliability_words(camp_positions.across, language))))
    _more(visitor, reliability_figures(camp_positions.across, language))


def _more(visitor: Visitor, figures: Sequence[str]) -> None:
    """The coefficients, folded: what they mean stands above them."""
    if figures:
        with st.expander(visitor.say("desk.more")):
            st.markdown(bullets(map(escape, figures)))
