"""A network as tables of cells: what a workbook and CSV files are written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshop.model.network import Network
from workshop.network.columns import EXTRA
from workshop.network.graphfiles import Attribute
from workshop.network.imported import BUILDINGS, LIVES, REMARKS
from workshop.network.tables import FORMAT, Extra

Cell = str | float
_NOTES: dict[type, str] = {bool: "yes/no", str: "text", float: "number"}


@dataclass(frozen=True)
class Sheet:
    """One table to write: field names and rows; the first columns are ours, the rest are extra attributes."""

    name: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(network: Network) -> tuple[Sheet, ...]:
    """The seven tables both writers share."""
    extra = dict(network.extra)
    people = [
        (
            person.id,
            person.label,
            person.kind.value,
            person.building,
            _yes(person.answered),
            "" if person.trust is None else float(person.trust),
        )
        for person in network.people
    ]
    groups = [
        (
            group.id,
            group.label,
            group.purpose,
            group.life.value,
            _day(group.since),
        )
        for group in network.groups
    ]
    ties = tuple(
        (
            tie.source,
            tie.target,
            str(tie.relation),
            float(tie.strength),
            tie.reporter,
            _day(tie.when),
            "" if tie.trust is None else float(tie.trust),
            tie.wave,
        )
        for tie in network.ties
    )
    houses = tuple(
        (one.id, one.label, "" if one.households is None else float(one.households))
        for one in network.buildings
    )
    remarks = tuple(
        (one.of, str(one.about), float(one.value), one.word, one.reporter, _day(one.when))
        for one in network.remarks
    )
    changes = tuple((one.group, one.life.value, _day(one.when), one.reason) for one in network.changes)
    return (
        _with_extra("people", ("id", "label", "kind", "building", "answered", "trust"), people, extra),
        _with_extra("groups", ("id", "label", "purpose", "life", "since"), groups, extra),
        Sheet(
            "ties", ("source", "target", "relation", "strength", "reporter", "when", "trust", "wave"), ties
        ),
        Sheet(BUILDINGS, ("id", "label", "households"), houses),
        Sheet(REMARKS, ("of", "about", "value", "word", "reporter", "when"), remarks),
        Sheet(LIVES, ("group", "life", "when", "reason"), changes),
        Sheet(
            "network",
            ("name", "wave", "directed", "format"),
            ((network.name, network.wave, _yes(network.directed), FORMAT),),
        ),
    )


def _with_extra(
    name: str, fields: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], extra: dict[str, Extra]
) -> Sheet:
    """Our columns, then one column for each extra attribute and type that anybody here has."""
    own = [{(key, type(value)): value for key, value in extra.get(str(row[0]), ())} for row in rows]
    columns = sorted(
        {column for found in own for column in found}, key=lambda column: (column[0], str(column[1]))
    )
    headers = tuple(f"{EXTRA}{key} [{_NOTES[kind]}]" for key, kind in columns)
    filled = tuple(
        (*row, *(_cell(found.get(column)) for column in columns))
        for row, found in zip(rows, own, strict=True)
    )
    return Sheet(name, (*fields, *headers), filled)


def _cell(value: Attribute | None) -> Cell:
    if isinstance(value, bool):
        return _yes(value)
    return "" if value is None else value


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"
