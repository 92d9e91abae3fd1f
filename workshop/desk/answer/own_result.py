"""The community's position by the person's own answers and, with enough raters, by all of them; and a form
for its facts.

Facts make suggestions fit better; none is required.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workshop.assessment.charts.stage_vitality import PHONE, stage_vitality_chart, stage_vitality_text
from workshop.desk.cockpit import live
from workshop.desk.position.positions_cache import positions
from workshop.desk.position.result import result_view
from workshop.desk.ui.actions import attempt, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.vocabulary import options
from workshop.model.camp import Community, Seat
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import Question
from workshop.services.camp import camps, progress
from workshop.services.camp.participant_view import ParticipantView
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position import results

PLACE = "facts"
RUNGS = (0, 1, 2, 3)


def facts_form(visitor: Visitor, community: Community) -> None:
    """Setting, committee support, familiarity, households, groups; empty means not known."""
    st.caption(visitor.say("desk.facts.help"))
    show_note(PLACE)
    settings = {
        code: label
        for code, label, *_ in options(app_context().content.vocabularies.settings, visitor.language)
    }
    name = f"facts.{community.id}"
    with st.form(name, enter_to_submit=False, border=False):
        st.selectbox(
            visitor.say("desk.facts.setting"),
            list(settings),
            index=list(settings).index(community.setting) if community.setting in settings else None,
            format_func=lambda code: settings[code],
            placeholder=visitor.say("desk.facts.unknown"),
            key=f"{name}.setting",
        )
        _rungs(visitor, f"{name}.committee_support", "support", community.committee_support)
        _rungs(visitor, f"{name}.familiarity", "familiarity", community.familiarity)
        left, right = st.columns(2)
        for column, fact, value in (
            (left, "households", community.households),
            (right, "groups", community.groups),
        ):
            column.number_input(
                visitor.say(f"desk.facts.{fact}"),
                min_value=0,
                value=value,
                step=1,
                placeholder=visitor.say("desk.facts.unknown"),
                key=f"{name}.{fact}",
            )
        st.form_submit_button(visitor.say("desk.facts.save"), on_click=_save, args=(visitor, community, name))


def _rungs(visitor: Visitor, key: str, fact: str, value: int | None) -> None:
    st.segmented_control(
        visitor.say(f"desk.facts.{fact}"),
        RUNGS,
        default=value,
        format_func=lambda rung: f"{rung} {escape(visitor.say(f'desk.facts.{fact}.{rung}'))}",
        key=key,
    )


def _save(visitor: Visitor, community: Community, name: str) -> None:
    state = st.session_state
    changed = replace(
        community,
        setting=state[f"{name}.setting"],
        committee_support=state[f"{name}.committee_support"],
        familiarity=state[f"{name}.familiarity"],
        households=state[f"{name}.households"],
        groups=state[f"{name}.groups"],
    )
    attempt(visitor, PLACE, lambda: camps.describe(app_context(), changed), visitor.say("desk.facts.saved"))


PLANE = 440  # pixels; a phone's width at most


def own_result(visitor: Visitor, seat: Seat, participant: ParticipantView[Question]) -> None:
    """One's own position first; the community's below it."""
    context = app_context()
    own = results.own_result(context, participant.camp, seat)
    if own is None:
        st.info(visitor.say("desk.result.none"))
        return
    rubric = rubric_of(context, participant.camp.rubric)
    st.caption(visitor.say("desk.result.own"))
    result_view(visitor, own, rubric, own=True)
    _among_others(visitor, participant)
    together = results.community_result(context, participant.camp, participant.community)
    if together is None or together.raters < MIN_GROUP:
        st.caption(visitor.say("desk.result.few", least=MIN_GROUP))
        return
    with st.expander(visitor.say("desk.result.together", n=together.raters)):
        result_view(visitor, together, rubric)


def _among_others(visitor: Visitor, participant: ParticipantView[Question]) -> None:
    """After the reveal: the room's position chart with the own community marked, no other named."""
    context, language = app_context(), visitor.language
    now = live.agenda(context, participant.camp, progress.pulse(context, participant.camp.id)[0])
    if not live.positions_shown(context, now):
        return
    camp_positions = positions(context, participant.camp)
    own = participant.community.id
    with st.expander(visitor.say("pictures.plane.among")):
        st.image(
            stage_vitality_chart(
                camp_positions.places, camp_positions.rubric, language, MIN_GROUP, PHONE, own
            ),
            width=PLANE,
            alt=stage_vitality_text(camp_positions.places, camp_positions.rubric, language, MIN_GROUP, own),
        )
