"""The first panel of a community: where it stands, and what would be true next.

It is read before anything else, so it holds sentences and no coefficient.
"""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.assessment.scoring.stage_text import place_of
from workshop.base.text import Language
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp, Community
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position import results

MOST_NEXT = 3


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """Where the community stands, by all who rated it."""
    context = app_context()
    result = results.community_result(context, camp, community)
    st.subheader(escape(community.name), anchor=False)
    if result is None:
        st.info(visitor.say("report.no_answers"))
        return
    rubric = rubric_of(context, camp.rubric)
    st.markdown(escape(place_of(result, rubric, visitor.language)))
    st.markdown(bullets(_next(result, rubric, visitor.language)))


def _next(result: CommunityResult, rubric: Rubric, language: Language) -> list[str]:
    """What would be true next, the most needed first."""
    return [
        escape(rubric.dimension(anchor.dimension).anchors[anchor.level].text.of(language))
        for anchor in result.next_anchors[:MOST_NEXT]
    ]
