"""Editing a community's people, groups, ties, buildings and group histories in tables; saving adds a version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit.column_config import DateColumn, NumberColumn, SelectboxColumn, TextColumn

from workshop.desk.map.map_chart import relation_name
from workshop.desk.map.map_tables import (
    ANSWERS,
    NOT_ASKED,
    RELATIONS,
    Tables,
    network_from,
    tables_of,
    unspoken,
)
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import GroupLife, Network, PersonKind, Relation
from workshop.network.graph.wording import labels
from workshop.network.io.codes import MOST_HOUSEHOLDS
from workshop.services.map import networks

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

    Columns = dict[str, ColumnConfig]

TABLES = ("people", "groups", "ties", "buildings", "changes")
BEGUN = "map.begun"  # the version whose tables are on the screen
RUNGS = (NOT_ASKED, "0", "1", "2", "3", "4")


def editor(visitor: Visitor, community: Community, network: Network, version: int, place: str) -> None:
    """The tables and the button, begun from the newest `version`. Once something is typed they stay with the version
    they were begun from, whatever others save meanwhile: what is typed is not taken from under the hand.
    """
    st.caption(visitor.say("desk.map.edit_help"))
    version, network = _begun(visitor, community, version, network)
    name = f"map.edit.{community.id}.{version}"
    start = tables_of(network)
    tabs = st.tabs(
        [visitor.say(f"desk.map.{what}") for what in ("people", "groups", "ties", "buildings", "lives")]
    )
    with tabs[0]:
        people = _table(start.people, f"{name}.people", _people_columns(visitor))
    with tabs[1]:
        groups = _table(start.groups, f"{name}.groups", _group_columns(visitor))
    with tabs[2]:
        ties = _table(start.ties, f"{name}.ties", _tie_columns(visitor, network, people, groups))
    with tabs[3]:
        st.caption(visitor.say("desk.map.buildings_help"))
        buildings = _table(start.buildings, f"{name}.buildings", _building_columns(visitor))
    with tabs[4]:
        st.caption(visitor.say("desk.map.lives_help"))
        changes = _table(start.changes, f"{name}.changes", _life_columns(visitor, network, groups))
    typed = Tables(people, groups, ties, buildings, changes)
    _remarks(visitor, network, typed)
    left, right = st.columns(2)
    wave = left.text_input(visitor.say("waves.wave_name"), network.wave, key=f"{name}.wave", max_chars=40)
    note = right.text_input(visitor.say("desk.map.note"), key=f"{name}.note", max_chars=80)
    if st.button(visitor.say("desk.map.save"), key=f"{name}.save", type="primary"):
        st.session_state.pop(f"{BEGUN}.{community.id}", None)
        attempt(
            visitor,
            place,
            lambda: networks.save(
                app_context(),
                community.id,
                replace(network_from(network, typed), wave=wave.strip()),
                visitor.by,
                note,
            ),
            visitor.say("desk.map.saved"),
        )
        st.rerun()


def _begun(visitor: Visitor, community: Community, version: int, network: Network) -> tuple[int, Network]:
    """The version being edited: the newest, or the one that something was typed into before there was a newer one."""
    key = f"{BEGUN}.{community.id}"
    before, begun = st.session_state.get(key, (version, network))
    if before != version and _typed(f"map.edit.{community.id}.{before}"):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.warning(visitor.say("desk.map.newer", number=version))
            st.button(visitor.say("desk.map.take_newer"), key=f"{key}.take", on_click=_forget, args=(key,))
        return before, begun
    st.session_state[key] = (version, network)
    return version, network


def _forget(key: str) -> None:
    st.session_state.pop(key, None)


def _typed(name: str) -> bool:
    """Whether something was typed into one of the tables."""
    edits = (st.session_state.get(f"{name}.{what}") or {} for what in TABLES)
    return any(bool(part) for edit in edits for part in edit.values())


def _table(rows: pd.DataFrame, key: str, columns: Columns) -> pd.DataFrame:
    return st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        placeholder=NOT_ASKED,
        hide_index=True,
        column_config=columns,
    )


def _remarks(visitor: Visitor, network: Network, typed: Tables) -> None:
    """Reports about people are not edited here; what would be deleted with a removed person is announced
    before saving.
    """
    names, gone = unspoken(network, typed)
    kept = len(network.remarks) - gone
    if kept:
        st.caption(visitor.say("desk.map.remarks_kept", n=kept))
    if gone:
        name = labels(network)
        joiner = visitor.say("network.reading.list_joiner")
        shown = escape(joiner.join(name(who) for who in names))
        st.warning(visitor.say("desk.map.remarks_gone", n=gone, names=shown))


def _people_columns(visitor: Visitor) -> Columns:
    def head(field: str) -> str:
        return visitor.say(f"network.column.people.{field}")

    return {
        "id": TextColumn(head("id"), max_chars=40, width="small", default=""),
        "label": TextColumn(head("label"), max_chars=40, default=""),
        "kind": SelectboxColumn(
            head("kind"),
            options=[kind.value for kind in PersonKind],
            format_func=lambda kind: visitor.say(f"network.kind.{kind}"),
            default=PersonKind.RESIDENT.value,
            required=True,
        ),
        "building": TextColumn(head("building"), max_chars=40, width="small", default=""),
        "answered": SelectboxColumn(
            head("answered"),
            options=[*ANSWERS, NOT_ASKED],
            format_func=lambda answer: NOT_ASKED if answer == NOT_ASKED else visitor.say(f"import.{answer}"),
            default=NOT_ASKED,
            width="small",
        ),
        "trust": _rung_column(visitor, head("trust")),
    }


def _rung_column(visitor: Visitor, heading: str) -> ColumnConfig:
    return SelectboxColumn(
        heading,
        options=list(RUNGS),
        format_func=lambda rung: NOT_ASKED if rung == NOT_ASKED else visitor.say(f"network.rung.{rung}"),
        default=NOT_ASKED,
    )


def _group_columns(visitor: Visitor) -> Columns:
    def head(field: str) -> str:
        return visitor.say(f"network.column.groups.{field}")

    return {
        "id": TextColumn(head("id"), max_chars=40, width="small", default=""),
        "label": TextColumn(head("label"), max_chars=40, default=""),
        "purpose": TextColumn(head("purpose"), max_chars=80, default=""),
        "life": SelectboxColumn(
            head("life"),
            options=[life.value for life in GroupLife],
            format_func=lambda life: visitor.say(f"network.life.{life}"),
            default=GroupLife.RUNNING.value,
            required=True,
        ),
        "since": DateColumn(head("since"), format="YYYY-MM-DD"),
    }


def _tie_columns(visitor: Visitor, network: Network, people: pd.DataFrame, groups: pd.DataFrame) -> Columns:
    def head(field: str) -> str:
        return visitor.say(f"network.column.ties.{field}")

    written = _written(people, groups)
    ends = list(dict.fromkeys([*written, *(end for tie in network.ties for end in (tie.source, tie.target))]))
    others = [str(tie.relation) for tie in network.ties if tie.relation not in RELATIONS]
    kinds = list(dict.fromkeys([*(relation.value for relation in Relation), *others]))

    def named(id: object) -> str:
        return written.get(str(id), str(id))

    return {
        "source": SelectboxColumn(head("source"), options=ends, format_func=named),
        "target": SelectboxColumn(head("target"), options=ends, format_func=named),
        "relation": SelectboxColumn(
            head("relation"),
            options=kinds,
            format_func=lambda kind: relation_name(visitor, str(kind)),
            default=Relation.KNOWS.value,
        ),
        "strength": NumberColumn(head("strength"), min_value=0.0, default=1.0, width="small"),
        "trust": _rung_column(visitor, head("trust")),
        "reporter": TextColumn(head("reporter"), max_chars=40, width="small", default=""),
        "when": DateColumn(head("when"), format="YYYY-MM-DD"),
        "wave": TextColumn(head("wave"), max_chars=40, width="small", default=""),
    }


def _building_columns(visitor: Visitor) -> Columns:
    def head(field: str) -> str:
        return visitor.say(f"network.column.buildings.{field}")

    return {
        "id": TextColumn(head("id"), max_chars=40, width="small", default=""),
        "label": TextColumn(head("label"), max_chars=40, default=""),
        "households": NumberColumn(
            head("households"), min_value=0, max_value=MOST_HOUSEHOLDS, step=1, format="%d", width="small"
        ),
    }


def _life_columns(visitor: Visitor, network: Network, groups: pd.DataFrame) -> Columns:
    def head(field: str) -> str:
        return visitor.say(f"network.column.life.{field}")

    written = _written(groups)
    return {
        "group": SelectboxColumn(
            head("group"),
            options=list(dict.fromkeys([*written, *(one.group for one in network.changes)])),
            format_func=lambda who: written.get(str(who), str(who)),
        ),
        "life": SelectboxColumn(
            head("life"),
            options=[life.value for life in GroupLife],
            format_func=lambda life: visitor.say(f"network.life.{life}"),
        ),
        "when": DateColumn(head("when"), format="YYYY-MM-DD"),
        "reason": TextColumn(head("reason"), max_chars=200, width="large", default=""),
    }


def _written(*frames: pd.DataFrame) -> dict[str, str]:
    """The codes currently in the tables, with a label for each."""
    found: dict[str, str] = {}
    for frame in frames:
        for row in frame.to_dict("records"):
            code = str(row.get("id") or row.get("label") or "").strip()
            if code:
                found[code] = str(row.get("label") or code)
    return found
