"""Buildings, remarks and group lives embedded in a graph file, which itself has room for nodes and edges only.

Each list is JSON in one graph attribute; other programs ignore it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from workshop.base.errors import InputError, SeveralErrors, TableError, Where
from workshop.model.network import Building, LifeChange, Network, Remark
from workshop.network.io.codes import MOST_HOUSEHOLDS, fits, known_about, scale_of
from workshop.network.io.graphfiles import GraphFile
from workshop.network.io.imported import BUILDINGS, LIVES, MOST_FAULTS, REMARKS
from workshop.network.io.table import MOST_ROWS

Item = TypeVar("Item")
_BUILDINGS = TypeAdapter(tuple[Building, ...])
_REMARKS = TypeAdapter(tuple[Remark, ...])
_LIVES = TypeAdapter(tuple[LifeChange, ...])
Lists = tuple[tuple[Building, ...], tuple[Remark, ...], tuple[LifeChange, ...]]


def lists_of(network: Network) -> dict[str, str]:
    """The three lists as text by name; an empty one is left out."""
    lists = {
        BUILDINGS: _BUILDINGS.dump_json(network.buildings) if network.buildings else b"",
        REMARKS: _REMARKS.dump_json(network.remarks) if network.remarks else b"",
        LIVES: _LIVES.dump_json(network.changes) if network.changes else b"",
    }
    return {name: text.decode() for name, text in lists.items() if text}


def lists_in(graph: GraphFile, people: Collection[str], groups: Collection[str]) -> Lists:
    """Undo `lists_of`. Raises TableError, SeveralErrors."""
    buildings = _list(graph, BUILDINGS, _BUILDINGS)
    remarks = tuple(replace(one, about=known_about(one.about)) for one in _list(graph, REMARKS, _REMARKS))
    changes = _list(graph, LIVES, _LIVES)
    problems = _faults(graph.file, buildings, remarks, changes, people, groups)
    if problems:
        raise problems[0] if len(problems) == 1 else SeveralErrors(problems[:MOST_FAULTS])
    return buildings, remarks, changes


def _list(graph: GraphFile, name: str, kind: TypeAdapter[tuple[Item, ...]]) -> tuple[Item, ...]:
    text = str(graph.about.get(name, ""))
    if not text:
        return ()
    if text.count("{") > MOST_ROWS:  # counted before parsing
        raise TableError("table.too_long", Where(graph.file, key=name), n=MOST_ROWS)
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        raise TableError("network.export_changed", Where(graph.file), id=name) from error


def _faults(
    file: str,
    buildings: tuple[Building, ...],
    remarks: tuple[Remark, ...],
    changes: tuple[LifeChange, ...],
    people: Collection[str],
    groups: Collection[str],
) -> list[InputError]:
    problems: list[InputError] = []
    seen: set[str] = set()
    for place, building in enumerate(buildings, start=1):
        where = Where(file, key=f"{BUILDINGS} {place}")
        if building.id in seen:
            problems.append(TableError("network.double_building", where, id=building.id))
        if building.households is not None and not 0 <= building.households <= MOST_HOUSEHOLDS:
            value = str(building.households)
            problems.append(TableError("network.households", where, value=value, most=MOST_HOUSEHOLDS))
        seen.add(building.id)
    for place, remark in enumerate(remarks, start=1):
        where = Where(file, key=f"{REMARKS} {place}")
        if remark.of not in people and remark.of not in groups:
            problems.append(TableError("network.remark_of", where, id=remark.of))
        low, high = scale_of(remark.about) or (0, 0)
        if not fits(remark.about, remark.value):
            problems.append(TableError("network.value", where, value=f"{remark.value:g}", low=low, high=high))
    problems += [
        TableError("network.unknown_group", Where(file, key=f"{LIVES} {place}"), id=change.group)
        for place, change in enumerate(changes, start=1)
        if change.group not in groups
    ]
    return problems
