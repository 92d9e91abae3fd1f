"""A network as three tables that can be typed in, and the tables back as a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from workshop.errors import InputError, Where
from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie

PEOPLE = ("id", "label", "kind", "building", "answered", "trust")
GROUPS = ("id", "label", "purpose", "life", "since")
TIES = ("source", "target", "relation", "strength", "reporter", "when")
RELATIONS = frozenset(Relation)
BLANK = 6  # rows to begin with
NOT_ASKED = "–"  # an empty choice would be shown as "None"

Record = dict[str, object]


def people_table(network: Network) -> pd.DataFrame:
    """One row a person. No cell is missing: a missing one would be shown in English."""
    rows = [
        (
            one.id,
            one.label,
            one.kind.value,
            one.building,
            one.answered,
            NOT_ASKED if one.trust is None else str(one.trust),
        )
        for one in network.people
    ]
    blank = ("", "", PersonKind.RESIDENT.value, "", True, NOT_ASKED)
    return _table(rows or [blank] * BLANK, PEOPLE, answered=bool)


def groups_table(network: Network) -> pd.DataFrame:
    """One row a group."""
    rows = [(one.id, one.label, one.purpose, one.life.value, one.since) for one in network.groups]
    blank = ("", "", "", Life.RUNNING.value, None)
    return _table(rows or [blank] * BLANK, GROUPS, since=object)


def ties_table(network: Network) -> pd.DataFrame:
    """One row a tie."""
    rows = [
        (one.source, one.target, str(one.relation), one.strength, one.reporter, one.when)
        for one in network.ties
    ]
    blank = (None, None, Relation.KNOWS.value, 1.0, "", None)
    return _table(rows or [blank] * BLANK, TIES, source=object, target=object, strength=float, when=object)


def _table(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], **types: type) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype(
        {name: types.get(name, str) for name in columns if types.get(name, str) is not object}
    )


def network_from(base: Network, people: pd.DataFrame, groups: pd.DataFrame, ties: pd.DataFrame) -> Network:
    """The network the tables say, with what they do not show taken from `base`. Empty rows are left out.

    Raises InputError `desk.tie_end` for a tie with only one end.
    """
    persons = tuple(_person(row) for row in _records(people))
    gatherings = tuple(_group(row) for row in _records(groups))
    lines = tuple(_tie(row, number) for number, row in enumerate(_records(ties), start=1))
    kept = {*(one.id for one in persons), *(one.id for one in gatherings)}
    extra = tuple((whose, pairs) for whose, pairs in base.extra if whose in kept)
    return replace(base, people=persons, groups=gatherings, ties=lines, extra=extra)


def _records(frame: pd.DataFrame) -> Iterator[Record]:
    """Rows with something written in them; a name without a code serves as its own code."""
    for found in frame.to_dict("records"):
        row: Record = {str(name): None if _missing(value) else value for name, value in found.items()}
        if "id" in row:
            row["id"] = _word(row, "id") or _word(row, "label")
            if row["id"]:
                yield row
        elif _word(row, "source") or _word(row, "target"):
            yield row


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)


def _word(row: Record, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _day(row: Record, name: str) -> date | None:
    value = row.get(name)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _person(row: Record) -> Person:
    trust = _word(row, "trust")
    return Person(
        id=_word(row, "id"),
        label=_word(row, "label"),
        kind=PersonKind(_word(row, "kind") or PersonKind.RESIDENT),
        building=_word(row, "building"),
        answered=row.get("answered") is not False,
        trust=int(trust) if trust.isdecimal() else None,
    )


def _group(row: Record) -> Group:
    return Group(
        id=_word(row, "id"),
        label=_word(row, "label"),
        purpose=_word(row, "purpose"),
        life=Life(_word(row, "life") or Life.RUNNING),
        since=_day(row, "since"),
    )


def _tie(row: Record, number: int) -> Tie:
    source, target = _word(row, "source"), _word(row, "target")
    if not source or not target:
        raise InputError("desk.tie_end", Where(row=number))
    relation = _word(row, "relation") or Relation.KNOWS.value
    strength = row.get("strength")
    return Tie(
        source=source,
        target=target,
        relation=Relation(relation) if relation in RELATIONS else relation,
        strength=float(strength) if isinstance(strength, int | float) else 1.0,
        reporter=_word(row, "reporter"),
        when=_day(row, "when"),
    )
