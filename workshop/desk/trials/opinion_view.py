"""Statements at the desk: majority agreement first, then every statement, then opinion groups or the reason
for none.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.base.svg import size_of
from workshop.desk.cockpit import live
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.learning.statements.statement_chart import (
    NARROW,
    WIDE,
    StatementLook,
    agreement_chart,
    agreement_text,
    by_support,
    groups_chart,
    groups_text,
)
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import StatementVerdict
from workshop.model.camp import Camp, CampStep
from workshop.model.privacy import MIN_GROUP
from workshop.services.learn.statements import may_be_seen

FEW = 30  # below this many people it is better to talk directly


def opinion_view(visitor: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> None:
    """Everything about one step's statements, for the whole room."""
    context, language = app_context(), visitor.language
    if not may_be_seen(step):
        step_progress = live.step_progress(context, camp, step.id, pulse)
        st.info(visitor.say("opinions.hidden", done=step_progress.done, total=len(step_progress.seats)))
        return
    statements = live.room_statements(context, camp, step, pulse, language)
    lines = room_sentences(statements.tallies, statements.people, statements.texts, language)
    if statements.people < MIN_GROUP:
        st.info(escape(lines[0]))
        return
    look = NARROW if on_a_phone() else WIDE
    st.caption(visitor.say("opinions.anonymous", n=statements.people))
    if statements.people < FEW:
        st.caption(visitor.say("opinions.few", least=FEW))
    agreed = [one for one in by_support(statements.tallies) if one.verdict is StatementVerdict.AGREED]
    st.subheader(visitor.say("opinions.agreed"), anchor=False)
    if agreed:
        _image(
            agreement_chart(agreed, statements.texts, language, look),
            agreement_text(agreed, statements.texts, language),
            look,
        )
    else:
        st.info(escape(lines[1]))
    rest = [one for one in by_support(statements.tallies) if one.verdict is not StatementVerdict.AGREED]
    if rest:
        st.subheader(visitor.say("opinions.rest"), anchor=False)
        _image(
            agreement_chart(rest, statements.texts, language, look),
            agreement_text(rest, statements.texts, language),
            look,
        )
    with st.expander(visitor.say("opinions.in_words")):
        st.markdown(
            bullets(map(escape, agreement_text(by_support(statements.tallies), statements.texts, language)))
        )
    st.subheader(visitor.say("opinions.groups"), anchor=False)
    _groups(visitor, camp, step, pulse, look)


def _groups(
    visitor: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int], look: StatementLook
) -> None:
    context, language = app_context(), visitor.language
    opinions = live.opinions(context, camp, step, pulse)
    texts = live.room_statements(context, camp, step, pulse, language).texts
    lines = groups_text(opinions, texts, language)
    drawing = groups_chart(opinions, language, look)
    if drawing is None:
        st.info(escape(lines[0]))
        return
    _image(drawing, lines, look)
    st.markdown("  \n".join(escape(line) for line in lines))


def _image(drawing: str, words: tuple[str, ...], look: StatementLook) -> None:
    width: Literal["stretch"] | int = "stretch" if look is NARROW else int(size_of(drawing)[0])
    st.image(drawing, width=width, alt="\n".join(words))
