"""What the room says to statements, at the desk: first what most agree with, then every statement, then groups or why not."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.base.svg import size_of
from workshop.desk.cockpit import live
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.learning.statements.statement_chart import (
    NARROW,
    WIDE,
    StatementLook,
    agreement_picture,
    agreement_words,
    by_support,
    groups_picture,
    groups_words,
)
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import Verdict
from workshop.model.camp import Camp, CampStep
from workshop.model.privacy import MIN_GROUP
from workshop.services.learn.statements import may_be_seen

FEW = 30  # below this it is better to talk at once


def opinion_view(here: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int]) -> None:
    """Everything about one step's statements, for the whole room."""
    house, language = the_house(), here.language
    if not may_be_seen(step):
        found = live.step_progress(house, camp, step.id, pulse)
        st.info(here.say("opinions.hidden", done=found.done, total=len(found.seats)))
        return
    said = live.room_statements(house, camp, step, pulse, language)
    lines = room_sentences(said.tallies, said.people, said.texts, language)
    if said.people < MIN_GROUP:
        st.info(plain(lines[0]))
        return
    look = NARROW if on_a_phone() else WIDE
    st.caption(here.say("opinions.anonymous", n=said.people))
    if said.people < FEW:
        st.caption(here.say("opinions.few", least=FEW))
    agreed = [one for one in by_support(said.tallies) if one.verdict is Verdict.AGREED]
    st.subheader(here.say("opinions.agreed"), anchor=False)
    if agreed:
        _image(
            agreement_picture(agreed, said.texts, language, look),
            agreement_words(agreed, said.texts, language),
            look,
        )
    else:
        st.info(plain(lines[1]))
    rest = [one for one in by_support(said.tallies) if one.verdict is not Verdict.AGREED]
    if rest:
        st.subheader(here.say("opinions.rest"), anchor=False)
        _image(
            agreement_picture(rest, said.texts, language, look),
            agreement_words(rest, said.texts, language),
            look,
        )
    with st.expander(here.say("opinions.in_words")):
        st.markdown(bullets(map(plain, agreement_words(by_support(said.tallies), said.texts, language))))
    st.subheader(here.say("opinions.groups"), anchor=False)
    _groups(here, camp, step, pulse, look)


def _groups(
    here: Visitor, camp: Camp, step: CampStep, pulse: tuple[int, int, int], look: StatementLook
) -> None:
    house, language = the_house(), here.language
    found = live.opinions(house, camp, step, pulse)
    texts = live.room_statements(house, camp, step, pulse, language).texts
    lines = groups_words(found, texts, language)
    drawing = groups_picture(found, language, look)
    if drawing is None:
        st.info(plain(lines[0]))
        return
    _image(drawing, lines, look)
    st.markdown("  \n".join(plain(line) for line in lines))


def _image(drawing: str, words: tuple[str, ...], look: StatementLook) -> None:
    width: Literal["stretch"] | int = "stretch" if look is NARROW else int(size_of(drawing)[0])
    st.image(drawing, width=width, alt="\n".join(words))
