"""One community for its facilitator: the profile, how far its raters agree, and what to talk about."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.reading import dimension_sentences
from workshop.assessment.scoring import CommunityResult
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.result import result_view
from workshop.desk.parts.visitor import Visitor
from workshop.room.positions import CampPositions
from workshop.text import say


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
