"""A documented case, whole: where they stood, what they did, what became of it, its limits and its sources."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, paragraphs, plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.case import Case, LifeEntry


def case_view(here: Visitor, case: Case) -> None:
    """One case."""
    vocabularies = the_house().content.vocabularies
    language = here.language
    st.subheader(plain(case.title), anchor=False)
    st.caption(f"{plain(case.place)} · {plain(case.period)}")
    with st.container(horizontal=True, gap="small"):
        if case.stage is not None:
            st.badge(here.say("desk.case.from", stage=case.stage), color="green")
        for code in case.obstacles:
            st.badge(plain(vocabularies.obstacles.name(code, language)), color="gray")
    st.markdown(f"**{here.say('desk.case.stuck')}**　{plain(case.stuck)}")
    st.markdown(paragraphs(case.story))
    st.markdown(f"**{here.say('desk.card.did')}**")
    st.markdown(
        bullets(
            f"**{plain(vocabularies.moves.name(move.code, language))}**　{plain(move.text)}"
            + (f"  \n  :gray[{plain(move.by)}]" if move.by else "")
            for move in case.moves
        )
    )
    if case.life:
        with st.expander(here.say("desk.case.life")):
            st.markdown(bullets(_life(here, entry) for entry in case.life))
    st.markdown(f"**{here.say('desk.case.why')}**　{plain(case.mechanism)}")
    st.markdown(f"**{here.say('desk.card.became')}**　{plain(case.result)}")
    st.markdown(
        bullets(
            f"{plain(vocabularies.obstacles.name(code, language))}"
            f"　:gray[{here.say(f'learning.outcome.{outcome.value}')}]"
            for code, outcome in case.outcomes
        )
    )
    st.warning(f"**{here.say('desk.case.limits')}**　{plain(case.limits)}")
    st.caption(here.say(f"learning.evidence.{case.evidence.value}"))
    if case.reading:
        st.caption(plain(case.reading))
    for source in case.sources:
        st.caption(f"{here.say(f'learning.grade.{source.grade.value}')} · {plain(source.reference)}")


def _life(here: Visitor, entry: LifeEntry) -> str:
    when = entry.when or ""
    if entry.month is not None:
        when = (
            here.say("desk.case.months", month=entry.month, until=entry.until)
            if entry.until is not None
            else here.say("learning.month", month=entry.month)
        )
    groups = f" :green[{here.say('desk.case.groups', n=entry.groups)}]" if entry.groups is not None else ""
    return f"{f'**{plain(when)}**　' if when else ''}{plain(entry.text)}{groups}"
