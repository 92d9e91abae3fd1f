"""Who somebody on the map is, and with whom they are tied."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.network import Group, Network, Person, Relation

RELATIONS = frozenset(Relation)


def details(here: Visitor, network: Network, id: str) -> None:
    """The person's or group's own facts, then their ties by relation."""
    person = next((one for one in network.people if one.id == id), None)
    group = next((one for one in network.groups if one.id == id), None)
    st.subheader(plain(network.label(id)), anchor=False)
    if person is not None:
        _person(here, person)
    if group is not None:
        _group(here, group)
    _ties(here, network, id)


def _person(here: Visitor, person: Person) -> None:
    parts = [here.say(f"network.kind.{person.kind.value}"), plain(person.id)]
    if person.building:
        parts.append(plain(person.building))
    if person.trust is not None:
        parts.append(here.say(f"network.rung.{person.trust}"))
    if not person.answered:
        parts.append(here.say("desk.map.no_answer"))
    st.caption(" · ".join(parts))


def _group(here: Visitor, group: Group) -> None:
    parts = [here.say("network.kind.group"), here.say(f"network.life.{group.life.value}")]
    if group.purpose:
        parts.append(plain(group.purpose))
    if group.since:
        parts.append(f"{group.since:%Y-%m-%d}")
    st.caption(" · ".join(parts))


def _ties(here: Visitor, network: Network, id: str) -> None:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for tie in network.ties:
        if id in (tie.source, tie.target) and tie.source != tie.target:
            other = tie.target if tie.source == id else tie.source
            found[str(tie.relation)][plain(network.label(other))] = None
    if not found:
        st.markdown(here.say("network.map.no_ties"))
    for relation, names in found.items():
        st.markdown(f"**{plain(relation_name(here, relation))}** ({len(names)})  \n{' · '.join(names)}")


def relation_name(here: Visitor, relation: str) -> str:
    """A relation in words; an imported one keeps its own word."""
    return here.say(f"network.relation.{relation}") if relation in RELATIONS else relation
