"""Stage names, gates and the share, as fields."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric import LEVELS, STAGES, Rubric, Stage
from workshop.assessment.rubric_editing import with_gate, with_share
from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.rubric_fields import field, once, pair
from workshop.desk.parts.rubric_place import PLACE
from workshop.desk.parts.rubric_words import dimension_words
from workshop.desk.parts.visitor import Visitor
from workshop.room import rubric_drafts
from workshop.room.rubric_drafts import RubricDraft

LONGEST_NAME = 24
SHARES = tuple(range(50, 101, 5))


def stage_fields(here: Visitor, draft: RubricDraft, base: Rubric | None) -> None:
    """Each stage with its name and gate, then the share."""
    rubric = draft.rubric
    ruled = (rubric.gates, rubric.share)
    if base is not None and (base.gates, base.share) != ruled and base.method == rubric.method:
        st.info(here.say("rubrics.method_stale"))
    for stage in STAGES:
        with st.container(border=True):
            badge = (
                f" :orange-badge[{here.say('desk.hypothesis.badge')}]"
                if stage in rubric.hypothesis_stages
                else ""
            )
            st.markdown(f"**{stage}**{badge}")
            pair(here, draft, f"stages.{stage}", here.say("rubrics.place.name"), LONGEST_NAME, 1)
            if stage != STAGES[0]:
                _gate(here, draft, stage)
    percent = round(rubric.share * 100)
    name = field(draft, "share", "percent")
    once(name, percent)
    st.select_slider(
        here.say("rubrics.place.share"),
        sorted({*SHARES, percent}),
        format_func=lambda one: f"{one} %",
        key=name,
        help=here.say("rubrics.share_help"),
        on_change=_share,
        args=(here, draft),
    )
    st.caption(here.say("desk.hypothesis.explained"))


def _gate(here: Visitor, draft: RubricDraft, stage: Stage) -> None:
    gate = draft.rubric.gates.get(stage, {})
    ids = [dimension.id for dimension in draft.rubric.dimensions]
    name = field(draft, f"gates.{stage}", "dimensions")
    once(name, [one for one in ids if one in gate])
    chosen = st.multiselect(
        here.say("rubrics.gate_which", stage=stage),
        ids,
        format_func=lambda one: dimension_words(here, draft.rubric, one),
        key=name,
        placeholder=here.say("rubrics.gate_none"),
        help=here.say("rubrics.gate_help"),
        on_change=_keep_gate,
        args=(here, draft, stage),
    )
    if not chosen:
        return
    with st.container(horizontal=True):
        for one in chosen:
            level = field(draft, f"gates.{stage}", one)
            once(level, gate.get(one, STAGES.index(stage)))
            st.selectbox(
                here.say("rubrics.gate_level", name=plain(dimension_words(here, draft.rubric, one))),
                LEVELS[1:],
                format_func=lambda level: here.say("desk.level", level=level),
                key=level,
                width=190,
                on_change=_keep_gate,
                args=(here, draft, stage),
            )


def _keep_gate(here: Visitor, draft: RubricDraft, stage: Stage) -> None:
    state = st.session_state
    gate = {
        one: int(state.get(field(draft, f"gates.{stage}", one)) or STAGES.index(stage))
        for one in state[field(draft, f"gates.{stage}", "dimensions")]
    }
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), draft.id, lambda rubric: with_gate(rubric, stage, gate)),
    )


def _share(here: Visitor, draft: RubricDraft) -> None:
    percent = int(st.session_state[field(draft, "share", "percent")])
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), draft.id, lambda rubric: with_share(rubric, percent / 100)),
    )
