"""What is known of a community beside its answers: suggestions are nearer with it, and none of it is needed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt, told
from workshop.desk.parts.visitor import Visitor
from workshop.learning.vocabulary import options
from workshop.model.camp import Community
from workshop.room import camps

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
