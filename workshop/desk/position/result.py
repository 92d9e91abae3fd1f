"""A position and its basis: stage, profile, vitality, the next step, and its limits."""

from __future__ import annotations

from functools import partial
from itertools import groupby

import streamlit as st

from workshop.assessment.charts.profile_chart import PHONE, profile_chart, profile_text
from workshop.assessment.rubric.rubric import STAGES, Rubric
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.assessment.scoring.stage_text import caution_sentences, share_sentence, stage_name
from workshop.base.text import say
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.services.camp.rubrics import soil_title

FIRST_ANCHORS = 3
PICTURE = 440  # pixels; a phone's width at most: legible on both


def result_view(visitor: Visitor, result: CommunityResult, rubric: Rubric, *, own: bool = False) -> None:
    """Everything about one position; `own` leaves out the caution that it is one person's."""
    language = visitor.language
    if "nothing_known" in result.cautions:
        st.info(say(language, "assessment.caution.nothing_known"))
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        _stage(visitor, result, rubric, own)
        roles = app_context().content.vocabularies.roles
        name = partial(roles.name, language=language)
        st.image(
            profile_chart(result, rubric, language, name, PHONE),
            width=PICTURE,
            alt=profile_text(result, rubric, language, name),
        )
    with right:
        if result.stage is not None:
            _next(visitor, result, rubric)
        if result.stage == STAGES[0]:
            _checklist(visitor, rubric)
    with st.expander(visitor.say("desk.result.limits"), expanded=True):
        st.markdown(paragraphs(rubric.limits.of(language)))


def _stage(visitor: Visitor, result: CommunityResult, rubric: Rubric, own: bool) -> None:
    language = visitor.language
    if result.stage is None:
        st.title(say(language, "assessment.not_yet"), anchor=False)
        if not own:
            st.caption(say(language, "assessment.raters", n=result.raters))
    else:
        st.title(stage_name(rubric, result.stage, language), anchor=False)
    if result.stage is not None and result.between is not None:
        st.markdown(f"**{say(language, 'assessment.between', low=result.stage, high=result.between)}**")
    if share := share_sentence(result, language):
        raters = "" if own else f"{say(language, 'assessment.raters', n=result.raters)} · "
        st.caption(f"{raters}{share}")
    if result.hypothesis:
        st.badge(
            say(language, "assessment.badge"), color="orange", help=say(language, "assessment.badge_help")
        )
    # The badge already marks the hypothesis.
    told = {"hypothesis", "few_raters"} if own else {"hypothesis"}
    for caution in caution_sentences(result, rubric, language, without=told):
        st.caption(escape(caution))


def _next(visitor: Visitor, result: CommunityResult, rubric: Rubric) -> None:
    language = visitor.language
    if result.next_stage is None:
        st.markdown(say(language, "assessment.next_none"))
        return
    stage = stage_name(rubric, result.next_stage, language)
    st.subheader(escape(say(language, "assessment.next", stage=stage)), anchor=False)
    if result.next_stage in rubric.hypothesis_stages:
        st.badge(
            say(language, "assessment.badge"), color="orange", help=say(language, "assessment.badge_help")
        )
    if not result.next_anchors:
        st.markdown(visitor.say("desk.result.nothing_lacks"))
    for number, anchor in enumerate(result.next_anchors):
        if number == FIRST_ANCHORS:
            st.caption(visitor.say("desk.result.then"))
        dimension = rubric.dimension(anchor.dimension)
        wanted = next(one for one in dimension.anchors if one.level == anchor.level)
        level = say(language, "assessment.level", level=anchor.level)
        st.markdown(
            f"**{escape(dimension.name.of(language))}** :gray[{level}]  \n{escape(wanted.text.of(language))}"
        )


def _checklist(visitor: Visitor, rubric: Rubric) -> None:
    """Before 1.0 levels say little; these questions say where to begin."""
    language = visitor.language
    if not rubric.checklist:
        if title := soil_title(app_context(), language):
            st.info(say(language, "results.soil", title=escape(title)))
        return
    with st.expander(say(language, "results.checklist")):
        st.caption(say(language, "results.checklist_help"))
        for group, items in groupby(rubric.checklist, key=lambda item: item.group):
            st.markdown(f"**{say(language, f'results.checklist.{group}')}**")
            st.markdown(
                bullets(
                    f"{escape(one.question.of(language))}  \n  :gray[{escape(one.counts.of(language))}]"
                    for one in items
                )
            )
