"""Typing a community's people, groups and ties into tables; saving adds a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit.column_config import (
    CheckboxColumn,
    DateColumn,
    NumberColumn,
    SelectboxColumn,
    TextColumn,
)

from workshop.desk.house import the_house
from workshop.desk.parts.map_details import relation_name
from workshop.desk.parts.map_tables import (
    NOT_ASKED,
    RELATIONS,
    groups_table,
    network_from,
    people_table,
    ties_table,
)
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Life, Network, PersonKind, Relation
from workshop.room import networks

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

    Columns = dict[str, ColumnConfig]

RUNGS = (NOT_ASKED, "0", "1", "2", "3", "4")


def editor(here: Visitor, community: Community, network: Network, version: int, place: str) -> None:
    """Three tables and the button. `version` names the widgets, so that a new version starts from its own rows."""
    st.caption(here.say("desk.map.edit_help"))
    name = f"map.edit.{community.id}.{version}"
    people_tab, groups_tab, ties_tab = st.tabs(
        [here.say("desk.map.people"), here.say("desk.map.groups"), here.say("desk.map.ties")]
    )
    with people_tab:
        people = st.data_editor(
            people_table(network),
            key=f"{name}.people",
            num_rows="dynamic",
            placeholder=NOT_ASKED,
            hide_index=True,
            column_config=_people_columns(here),
        )
    with groups_tab:
        groups = st.data_editor(
            groups_table(network),
            key=f"{name}.groups",
            num_rows="dynamic",
            placeholder=NOT_ASKED,
            hide_index=True,
            column_config=_group_columns(here),
        )
    with ties_tab:
        ties = st.data_editor(
            ties_table(network),
            key=f"{name}.ties",
            num_rows="dynamic",
            placeholder=NOT_ASKED,
            hide_index=True,
            column_config=_tie_columns(here, network, people, groups),
        )
    note = st.text_input(here.say("desk.map.note"), key=f"{name}.note", max_chars=80)
    if st.button(here.say("desk.map.save"), key=f"{name}.save", type="primary"):
        attempt(
            here,
            place,
            lambda: networks.save(
                the_house(), community.id, network_from(network, people, groups, ties), here.by, note
            ),
            here.say("desk.map.saved"),
        )
        st.rerun()


def _people_columns(here: Visitor) -> Columns:
    def head(field: str) -> str:
        return here.say(f"network.column.people.{field}")

    return {
        "id": TextColumn(head("id"), max_chars=40, width="small", default=""),
        "label": TextColumn(head("label"), max_chars=40, default=""),
        "kind": SelectboxColumn(
            head("kind"),
            options=[kind.value for kind in PersonKind],
            format_func=lambda kind: here.say(f"network.kind.{kind}"),
            default=PersonKind.RESIDENT.value,
            required=True,
        ),
        "building": TextColumn(head("building"), max_chars=40, width="small", default=""),
        "answered": CheckboxColumn(head("answered"), default=True, width="small"),
        "trust": SelectboxColumn(
            head("trust"),
            options=list(RUNGS),
            format_func=lambda rung: NOT_ASKED if rung == NOT_ASKED else here.say(f"network.rung.{rung}"),
            default=NOT_ASKED,
        ),
    }


def _group_columns(here: Visitor) -> Columns:
    def head(field: str) -> str:
        return here.say(f"network.column.groups.{field}")

    return {
        "id": TextColumn(head("id"), max_chars=40, width="small", default=""),
        "label": TextColumn(head("label"), max_chars=40, default=""),
        "purpose": TextColumn(head("purpose"), max_chars=80, default=""),
        "life": SelectboxColumn(
            head("life"),
            options=[life.value for life in Life],
            format_func=lambda life: here.say(f"network.life.{life}"),
            default=Life.RUNNING.value,
            required=True,
        ),
        "since": DateColumn(head("since"), format="YYYY-MM-DD"),
    }


def _tie_columns(here: Visitor, network: Network, people: pd.DataFrame, groups: pd.DataFrame) -> Columns:
    def head(field: str) -> str:
        return here.say(f"network.column.ties.{field}")

    labels: dict[str, str] = {}
    for frame in (people, groups):
        for row in frame.to_dict("records"):
            code = str(row.get("id") or row.get("label") or "").strip()
            if code:
                labels[code] = str(row.get("label") or code)
    ends = list(dict.fromkeys([*labels, *(end for tie in network.ties for end in (tie.source, tie.target))]))
    others = [str(tie.relation) for tie in network.ties if tie.relation not in RELATIONS]
    kinds = list(dict.fromkeys([*(relation.value for relation in Relation), *others]))

    def named(id: object) -> str:
        return labels.get(str(id), str(id))

    return {
        "source": SelectboxColumn(head("source"), options=ends, format_func=named),
        "target": SelectboxColumn(head("target"), options=ends, format_func=named),
        "relation": SelectboxColumn(
            head("relation"),
            options=kinds,
            format_func=lambda kind: relation_name(here, str(kind)),
            default=Relation.KNOWS.value,
        ),
        "strength": NumberColumn(head("strength"), min_value=0.0, default=1.0, width="small"),
        "reporter": TextColumn(head("reporter"), max_chars=40, width="small", default=""),
        "when": DateColumn(head("when"), format="YYYY-MM-DD"),
    }
