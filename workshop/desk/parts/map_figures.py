"""A map in figures and words. Computed away from the room's phones."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.network import Network
from workshop.network.reading import (
    coverage_sentences,
    labels,
    overlap_sentences,
    sentences,
)
from workshop.network.telling import structure_sentences
from workshop.room import networks


def measures_view(here: Visitor, network: Network) -> None:
    """Each figure as a sentence with its n."""
    with st.spinner(here.say("desk.map.computing")):
        found = networks.measured(network)
    name = labels(network)
    answered = sum(person.answered for person in network.people)
    st.markdown(bullets(map(plain, sentences(found, here.language, name, answered))))
    more = (
        *coverage_sentences(found, here.language),
        *overlap_sentences(found, here.language, name),
        *structure_sentences(found, here.language, name),
    )
    if more:
        with st.expander(here.say("desk.map.more_figures")):
            st.markdown(bullets(map(plain, more)))
