"""Network measures of a map, as sentences. Computed in the worker process."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.network import Network
from workshop.network.graph.discord import holding
from workshop.network.graph.wording import labels
from workshop.network.measures.chance_text import closing_sentences, relations_sentences
from workshop.network.measures.structure_text import structure_sentences
from workshop.network.text.network_text import (
    coverage_sentences,
    network_figures,
    network_words,
    overlap_sentences,
)
from workshop.services.map import networks


def measures_view(visitor: Visitor, network: Network) -> None:
    """What is there in sentences; what it is measured with under "more"."""
    with st.spinner(visitor.say("desk.map.computing")):
        measures = networks.measured(network)
    name = labels(network)
    st.markdown(bullets(map(escape, network_words(measures, visitor.language, name))))
    with st.expander(visitor.say("desk.more")):
        st.markdown(bullets(map(escape, network_figures(measures, visitor.language))))
    more = (
        *coverage_sentences(measures, visitor.language),
        *overlap_sentences(measures, visitor.language, name),
        *structure_sentences(measures, visitor.language, name),
    )
    if more:
        with st.expander(visitor.say("desk.map.more_figures")):
            st.markdown(bullets(map(escape, more)))
    with st.expander(visitor.say("chance.title")):
        _beside_chance(visitor, network)


def _beside_chance(visitor: Visitor, network: Network) -> None:
    """Comparisons with chance; slow, so computed only on request."""
    code = hash(network)
    if not st.toggle(visitor.say("chance.ask"), key=f"chance.{code}"):
        return
    relations = [str(one) for one, _ in Counter(str(tie.relation) for tie in holding(network)).most_common()]
    chosen = (
        st.multiselect(
            visitor.say("chance.two"),
            relations,
            relations[:2],
            max_selections=2,
            format_func=lambda one: relation_name(visitor, one),
            key=f"chance.{code}.two",
        )
        if len(relations) > 1
        else []
    )
    with st.spinner(visitor.say("desk.map.computing")):
        lines = closing_sentences(networks.closing(network), visitor.language)
        if len(chosen) == 2:
            one, other = chosen
            qap_result = networks.alike(network, one, other)
            lines += relations_sentences(qap_result, one, other, visitor.language)
    st.markdown(bullets(map(escape, lines)))
