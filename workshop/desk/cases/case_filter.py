"""Filtering cases: by full text, stage, obstacle, kind of community, and outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.casebase import trusted
from workshop.learning.cases.words import find_cases
from workshop.model.case import Case, Outcome

LONGEST = 120  # characters of what is looked for


@dataclass(frozen=True)
class CaseFilter:
    """The filter criteria; an empty choice excludes nothing."""

    stages: frozenset[str] = frozenset()
    obstacles: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    failed: bool = False
    unverified: bool = False


def fitting(cases: Iterable[Case], criteria: CaseFilter) -> tuple[Case, ...]:
    """The cases that meet every criterion. A case with unknown stage or setting meets no criterion on it."""
    return tuple(
        case
        for case in (cases if criteria.unverified else trusted(cases))
        if (not criteria.stages or case.stage in criteria.stages)
        and (not criteria.obstacles or criteria.obstacles & set(case.obstacles))
        and (not criteria.settings or case.setting in criteria.settings)
        and (not criteria.failed or Outcome.NOT in dict(case.outcomes).values())
    )


def filter_cases(visitor: Visitor, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The filters, and the cases they leave."""
    words = app_context().content.vocabularies
    language = visitor.language
    met = {code for case in cases for code in case.obstacles}
    obstacles = {
        entry.code: entry.name.of(language) for entry in words.obstacles.current if entry.code in met
    }
    used = {case.setting for case in cases}
    settings = {entry.code: entry.name.of(language) for entry in words.settings.current if entry.code in used}
    stages = sorted({case.stage for case in cases if case.stage is not None})
    with st.container(border=True):
        typed = st.text_input(
            visitor.say("desk.cases.words"),
            placeholder=visitor.say("desk.cases.words_example"),
            max_chars=LONGEST,
            key="cases.words",
        )
        left, middle, right = st.columns([2, 3, 2])
        with left:
            stage = st.pills(
                visitor.say("desk.cases.stage"),
                stages,
                selection_mode="multi",
                key="cases.stage",
            )
        with middle:
            obstacle = st.multiselect(
                visitor.say("desk.cases.obstacle"),
                list(obstacles),
                format_func=obstacles.__getitem__,
                placeholder=visitor.say("desk.cases.any"),
                key="cases.obstacles",
            )
        with right:
            setting = st.multiselect(
                visitor.say("desk.cases.setting"),
                list(settings),
                format_func=settings.__getitem__,
                placeholder=visitor.say("desk.cases.any"),
                key="cases.settings",
            )
        with st.container(horizontal=True, gap="medium"):
            failed = st.toggle(visitor.say("desk.cases.failed"), key="cases.failed")
            unverified = st.toggle(
                visitor.say("desk.cases.unverified"),
                help=visitor.say("desk.case.unverified_help"),
                key="cases.unverified",
            )
    criteria = CaseFilter(frozenset(stage), frozenset(obstacle), frozenset(setting), failed, unverified)
    return find_cases(fitting(cases, criteria), typed)
