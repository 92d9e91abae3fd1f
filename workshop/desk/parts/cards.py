"""Suggestion cards: the nearest case, another move, and one that did not pass. Never a percentage."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, paragraphs, plain
from workshop.desk.parts.visitor import Visitor
from workshop.learning.retrieval import Suggestion
from workshop.learning.telling import CardTold, notes, tell
from workshop.text import say


def cards_view(here: Visitor, suggestion: Suggestion) -> None:
    """The cards side by side, and what would be worth telling us."""
    for note in notes(suggestion, here.language):
        st.info(paragraphs(note))
    if not suggestion.cards:
        return
    vocabularies = the_house().content.vocabularies
    for column, card in zip(st.columns(len(suggestion.cards)), suggestion.cards, strict=True):
        with column, st.container(border=True):
            card_view(here, tell(card, vocabularies, here.language))


def card_view(here: Visitor, card: CardTold) -> None:
    """One card, top to bottom."""
    st.badge(card.slot, color="green")
    st.markdown(f"**{plain(card.title)}**  \n:gray[{plain(card.place)}]")
    st.markdown(plain(card.stuck))
    st.caption(card.alike)
    st.markdown(bullets(map(plain, card.why)))
    st.markdown(f"**{here.say('desk.card.did')}**")
    st.markdown(
        bullets(
            f"**{plain(move.name)}**　{plain(move.text)}"
            + (f"  \n  :gray[{plain(move.about)}]" if move.about else "")
            for move in card.moves
        )
    )
    st.markdown(f"**{here.say('desk.card.became')}**")
    st.markdown(bullets(f"{plain(obstacle)}　:gray[{plain(outcome)}]" for obstacle, outcome in card.outcomes))
    st.markdown(plain(card.result))
    if card.needs:
        st.warning(plain(card.needs))
    st.markdown(f"**{here.say('desk.card.first_step')}**  \n{plain(card.first_step)}")
    st.markdown(f"**{here.say('desk.card.question')}**  \n{plain(card.question)}")
    with st.expander(here.say("desk.card.limits")):
        st.markdown(paragraphs(card.limits))
        st.caption(plain(card.evidence))
        st.caption(plain(card.status))
        if card.reading:
            st.caption(plain(card.reading))
        for source in card.sources:
            st.caption(
                plain(say(here.language, "exercises.summary.part", name=source.grade, text=source.reference))
            )
