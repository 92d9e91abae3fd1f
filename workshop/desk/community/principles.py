"""The camp's principle cards with the words they rest on, and which communities' directions rest on them."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.services.community import directions
from workshop.services.community.principles import PrincipleCard, principle_cards


def show_camp(visitor: Visitor, camp: Camp) -> None:
    """Every card of the camp; what to do where there is none yet."""
    st.subheader(visitor.say("report.heading.principles"), anchor=False)
    cards = principle_cards(app_context(), camp, visitor.language)
    if not cards:
        st.info(visitor.say("direction.no_principles"))
        return
    resting: dict[str, list[str]] = defaultdict(list)
    for stood in directions.in_camp(app_context(), camp):
        for code in stood.current.said.because if stood.current else ():
            resting[code].append(stood.directions.community.name)
    for card in cards:
        with st.container(border=True):
            card_view(visitor, card)
            if names := resting[card.id]:
                joined = visitor.say("live.joiner").join(names)
                st.caption(escape(visitor.say("direction.resting", names=joined)))


def card_view(visitor: Visitor, card: PrincipleCard) -> None:
    """One card: its fields, and the words it rests on below."""
    st.markdown("  \n".join(f"**{escape(name)}**　{escape(words)}" for name, words in card.fields))
    if card.quotes:
        quotes = (escape(visitor.say("exercises.rows.rests_on", text=text)) for text in card.quotes)
        st.caption(bullets(quotes))
