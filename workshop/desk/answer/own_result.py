"""Where one's own answers put the community, and, with enough raters, where all of them together do.

What is known of a community beside its answers: suggestions are nearer with it, and none of it is needed.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workshop.assessment.charts.stage_vitality import PHONE, plane_picture, plane_words
from workshop.desk.cockpit import live
from workshop.desk.position.positions_cache import positions
from workshop.desk.position.result import result_view
from workshop.desk.ui.actions import attempt, told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.vocabulary import options
from workshop.model.camp import Community, Seat
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import Question
from workshop.services.camp import camps, progress
from workshop.services.camp.participant_view import Place
from workshop.services.camp.rubrics import rubric_of
from workshop.services.position import results

PLACE = "facts"
RUNGS = (0, 1, 2, 3)


def facts_form(here: Visitor, community: Community) -> None:
    """Setting, committee support, familiarity, households, groups; empty means not known."""
    st.caption(here.say("desk.facts.help"))
    told(PLACE)
    settings = {
        code: label for code, label, _ in options(the_house().content.vocabularies.settings, here.language)
    }
    name = f"facts.{community.id}"
    with st.form(name, enter_to_submit=False, border=False):
        st.selectbox(
            here.say("desk.facts.setting"),
            list(settings),
            index=list(settings).index(community.setting) if community.setting in settings else None,
            format_func=lambda code: settings[code],
            placeholder=here.say("desk.facts.unknown"),
            key=f"{name}.setting",
        )
        _rungs(here, f"{name}.committee_support", "support", community.committee_support)
        _rungs(here, f"{name}.familiarity", "familiarity", community.familiarity)
        left, right = st.columns(2)
        for column, fact, value in (
            (left, "households", community.households),
            (right, "groups", community.groups),
        ):
            column.number_input(
                here.say(f"desk.facts.{fact}"),
                min_value=0,
                value=value,
                step=1,
                placeholder=here.say("desk.facts.unknown"),
                key=f"{name}.{fact}",
            )
        st.form_submit_button(here.say("desk.facts.save"), on_click=_save, args=(here, community, name))


def _rungs(here: Visitor, key: str, fact: str, value: int | None) -> None:
    st.segmented_control(
        here.say(f"desk.facts.{fact}"),
        RUNGS,
        default=value,
        format_func=lambda rung: f"{rung} {plain(here.say(f'desk.facts.{fact}.{rung}'))}",
        key=key,
    )


def _save(here: Visitor, community: Community, name: str) -> None:
    state = st.session_state
    changed = replace(
        community,
        setting=state[f"{name}.setting"],
        committee_support=state[f"{name}.committee_support"],
        familiarity=state[f"{name}.familiarity"],
        households=state[f"{name}.households"],
        groups=state[f"{name}.groups"],
    )
    attempt(here, PLACE, lambda: camps.describe(the_house(), changed), here.say("desk.facts.saved"))


PLANE = 440  # pixels, or what a phone has


def own_result(here: Visitor, seat: Seat, place: Place[Question]) -> None:
    """One's own position first; the community's below it."""
    house = the_house()
    own = results.own_result(house, place.camp, seat)
    if own is None:
        st.info(here.say("desk.result.none"))
        return
    rubric = rubric_of(house, place.camp.rubric)
    st.caption(here.say("desk.result.own"))
    result_view(here, own, rubric, own=True)
    _among_others(here, place)
    together = results.community_result(house, place.camp, place.community)
    if together is None or together.raters < MIN_GROUP:
        st.caption(here.say("desk.result.few", least=MIN_GROUP))
        return
    with st.expander(here.say("desk.result.together", n=together.raters)):
        result_view(here, together, rubric)


def _among_others(here: Visitor, place: Place[Question]) -> None:
    """After the reveal: the room's plane, the own community pointed out, no other named."""
    house, language = the_house(), here.language
    now = live.agenda(house, place.camp, progress.pulse(house, place.camp.id)[0])
    if not live.positions_shown(house, now):
        return
    found = positions(house, place.camp)
    own = place.community.id
    with st.expander(here.say("pictures.plane.among")):
        st.image(
            plane_picture(found.places, found.rubric, language, MIN_GROUP, PHONE, own),
            width=PLANE,
            alt=plane_words(found.places, found.rubric, language, MIN_GROUP, own),
        )
