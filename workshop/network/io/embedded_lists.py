"""Buildings, remarks and groups' lives inside a graph file, which has places for nodes and edges only.

Each of the three is a list written as JSON into one value of the whole graph. Other programs pass it over.
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
    found = {
        BUILDINGS: _BUILDINGS.dump_json(network.buildings) if network.buildings else b"",
        REMARKS: _REMARKS.dump_json(network.remarks) if network.remarks else b"",
        LIVES: _LIVES.dump_json(network.changes) if network.changes else b"",
    }
    return {name: text.decode() for name, text in found.items() if text}


def lists_in(graph: GraphFile, people: Collection[str], groups: Collection[str]) -> Lists:
    """Undo `lists_of`. Raises TableError, SeveralErrors."""
    houses = _list(graph, BUILDINGS, _BUILDINGS)
    said = tuple(replace(one, about=known_about(one.about)) for one in _list(graph, REMARKS, _REMARKS))
    changes = _list(graph, LIVES, _LIVES)
    problems = _faults(graph.file, houses, said, changes, people, groups)
    if problems:
        raise problems[0] if len(problems) == 1 else SeveralErrors(problems[:MOST_FAULTS])
    return houses, said, changes


def _list(graph: GraphFile, name: str, kind: TypeAdapter[tuple[Item, ...]]) -> tuple[Item, ...]:
    text = str(graph.about.get(name, ""))
    if not text:
        return ()
    if text.count("{") > MOST_ROWS:  # counted before anything is made of it
        raise TableError("table.too_long", Where(graph.file, key=name), n=MOST_ROWS)
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        raise TableError("network.export_changed", Where(graph.file), id=name) from error


def _faults(
    file: str,
    houses: tuple[Building, ...],
    remarks: tuple[Remark, ...],
    changes: tuple[LifeChange, ...],
    people: Collection[str],
    groups: Collection[str],
) -> list[InputError]:
    problems: list[InputError] = []
    seen: set[str] = set()
    for place, context in enumerate(houses, start=1):
        where = Where(file, key=f"{BUILDINGS} {place}")
        if context.id in seen:
            problems.append(TableError("network.double_building", where, id=context.id))
        if context.households is not None and not 0 <= context.households <= MOST_HOUSEHOLDS:
            value = str(context.households)
            problems.append(TableError("network.households", where, value=value, most=MOST_HOUSEHOLDS))
        seen.add(context.id)
    for place, one in enumerate(remarks, start=1):
        where = Where(file, key=f"{REMARKS} {place}")
        if one.of not in people and one.of not in groups:
            problems.append(TableError("network.remark_of", where, id=one.of))
        low, high = scale_of(one.about) or (0, 0)
        if not fits(one.about, one.value):
            problems.append(TableError("network.value", where, value=f"{one.value:g}", low=low, high=high))
    problems += [
        TableError("network.unknown_group", Where(file, key=f"{LIVES} {place}"), id=change.group)
        for place, change in enumerate(changes, start=1)
        if change.group not in groups
    ]
    return problems
