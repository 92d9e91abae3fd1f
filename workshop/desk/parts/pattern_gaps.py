"""Where nobody has passed yet, and which cases share exactly what: both to look at together, neither a finding."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor, on_a_phone
from workshop.learning.coverage_picture import NARROW, WIDE, coverage_picture, coverage_words
from workshop.learning.pattern_words import worksheet_sentences
from workshop.model.case import Case
from workshop.room import patterns


def gaps_view(here: Visitor, cases: tuple[Case, ...]) -> None:
    """The map of gaps, the same in words behind a tap, and the worksheet folded."""
    house, language = the_house(), here.language
    words = house.content.vocabularies
    found = patterns.coverage_of(house, cases)
    lines = coverage_words(found, words.obstacles, language)
    st.markdown(plain(lines[0]))
    st.caption(here.say("pattern_desk.gaps_what"))
    look = NARROW if on_a_phone() else WIDE
    width: Literal["stretch"] | int = "stretch" if look is NARROW else int(WIDE.width)
    st.image(coverage_picture(found, words.obstacles, language, look), width=width, alt="\n".join(lines))
    with st.expander(here.say("pattern_desk.in_words")):
        st.markdown(bullets(map(plain, lines[1:])))
    with st.expander(here.say("pattern_desk.worksheet")):
        titles = {case.id: case.title for case in cases}
        told = worksheet_sentences(patterns.worksheet_of(cases), titles, words, language)
        st.caption(plain(told[0]))
        st.markdown(bullets(map(plain, told[1:])))
