"""A map in figures and words. Computed away from the room's phones."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.network import Network
from workshop.network.graph.wording import labels
from workshop.network.measures.chance_text import closing_sentences, relations_sentences
from workshop.network.measures.structure_text import structure_sentences
from workshop.network.text.network_text import coverage_sentences, overlap_sentences, sentences
from workshop.services.map import networks


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
    with st.expander(here.say("chance.title")):
        _beside_chance(here, network)


def _beside_chance(here: Visitor, network: Network) -> None:
    """Slower than the rest: only worked out when somebody asks for it."""
    code = hash(network)
    if not st.toggle(here.say("chance.ask"), key=f"chance.{code}"):
        return
    relations = [str(one) for one, _ in Counter(str(tie.relation) for tie in network.ties).most_common()]
    chosen = (
        st.multiselect(
            here.say("chance.two"),
            relations,
            relations[:2],
            max_selections=2,
            format_func=lambda one: relation_name(here, one),
            key=f"chance.{code}.two",
        )
        if len(relations) > 1
        else []
    )
    with st.spinner(here.say("desk.map.computing")):
        lines = closing_sentences(networks.closing(network), here.language)
        if len(chosen) == 2:
            one, other = chosen
            found = networks.alike(network, one, other)
            lines += relations_sentences(found, one, other, here.language)
    st.markdown(bullets(map(plain, lines)))
