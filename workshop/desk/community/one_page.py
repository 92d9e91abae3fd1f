"""The first panel of a community: one page in five sentences, what holds it, which condition lacks, the next step, who takes
it and when it is looked at. It is read before anything else, so it holds no coefficient.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp, Community, Seat
from workshop.services.community.camp_page import camp_lines
from workshop.services.community.front import camp_front
from workshop.services.community.one_page_text import PageLine, own_lines, page_lines
from workshop.services.community.page_facts import page_of, page_of_seat, words_for
from workshop.services.seats import seats


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """The community's page, with names: a facilitator has to know whom to ask."""
    context = app_context()
    people = [one for one in seats.of_camp(context, camp.id) if one.community == community.id]
    page = page_of(context, camp, community, visitor.language)
    st.subheader(escape(community.name), anchor=False)
    lines_view(page_lines(page, words_for(context, camp, visitor.language, people)))


def show_own(visitor: Visitor, camp: Camp, seat: Seat, community: Community) -> None:
    """The page by what this person wrote themselves."""
    context = app_context()
    page = page_of_seat(context, camp, seat, community, visitor.language)
    st.caption(visitor.say("one_page.own"))
    lines_view(own_lines(page, words_for(context, camp, visitor.language, [seat])))


def show_camp(visitor: Visitor, camp: Camp) -> None:
    """The page of the whole camp, and below it each community in a sentence."""
    context = app_context()
    front, pages = camp_front(context, camp, visitor.language)
    words = words_for(context, camp, visitor.language)
    st.subheader(visitor.say("one_page.camp.title"), anchor=False)
    lines_view(camp_lines(front, words))
    st.subheader(visitor.say("one_page.camp.each"), anchor=False)
    for name, page in pages.items():
        held = page_lines(page, words)[0]
        st.markdown(f"**{escape(name)}**  \n{_toned(held)}")


def lines_view(lines: Sequence[PageLine]) -> None:
    """The sentences below one another, each beside its heading; what is not there yet in grey."""
    with st.container(border=True):
        for line in lines:
            heading, text = st.columns([1, 4], gap="small")
            heading.markdown(f"**{escape(line.heading)}**")
            text.markdown(_toned(line))


def _toned(line: PageLine) -> str:
    return f":gray[{escape(line.text)}]" if line.empty else paragraphs(line.text)
