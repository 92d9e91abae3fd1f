"""A network as editable tables, and the tables back as a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from workshop.base.errors import InputError, Where
from workshop.model.network import (
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Relation,
    Tie,
)
from workshop.network.io.columns import day

PEOPLE = ("id", "label", "kind", "building", "answered", "trust")
GROUPS = ("id", "label", "purpose", "life", "since")
TIES = ("source", "target", "relation", "strength", "trust", "reporter", "when", "wave")
BUILDINGS = ("id", "label", "households")
LIVES = ("group", "life", "when", "reason")
TIE_SAYS = ("source", "target")  # the other columns of a tie are filled in beforehand
RELATIONS = frozenset(Relation)
BLANK = 6  # rows to begin with
NOT_ASKED = "–"  # Streamlit would show an empty choice as "None"
ANSWERS = {"yes": True, "no": False}  # what is in neither word was not said

Record = dict[str, object]


@dataclass(frozen=True)
class Tables:
    """The editable parts of a network. Reports about people and groups are not among them."""

    people: pd.DataFrame
    groups: pd.DataFrame
    ties: pd.DataFrame
    buildings: pd.DataFrame
    changes: pd.DataFrame


def tables_of(network: Network) -> Tables:
    """Every table of a network."""
    return Tables(
        people_table(network),
        groups_table(network),
        ties_table(network),
        buildings_table(network),
        changes_table(network),
    )


def people_table(network: Network) -> pd.DataFrame:
    """One row per person. No cell is missing: Streamlit would show a missing one in English."""
    rows = [
        (
            one.id,
            one.label,
            one.kind.value,
            one.building,
            _answered_word(one.answered),
            _rung_word(one.trust),
        )
        for one in network.people
    ]
    blank = ("", "", PersonKind.RESIDENT.value, "", NOT_ASKED, NOT_ASKED)
    return _table(rows or [blank] * BLANK, PEOPLE)


def groups_table(network: Network) -> pd.DataFrame:
    """One row per group."""
    rows = [(one.id, one.label, one.purpose, one.life.value, one.since) for one in network.groups]
    blank = ("", "", "", GroupLife.RUNNING.value, None)
    return _table(rows or [blank] * BLANK, GROUPS, since=object)


def ties_table(network: Network) -> pd.DataFrame:
    """One row per tie."""
    rows = [
        (
            one.source,
            one.target,
            str(one.relation),
            one.strength,
            _rung_word(one.trust),
            one.reporter,
            one.when,
            one.wave,
        )
        for one in network.ties
    ]
    blank = (None, None, Relation.KNOWS.value, 1.0, NOT_ASKED, "", None, "")
    return _table(rows or [blank] * BLANK, TIES, source=object, target=object, strength=float, when=object)


def buildings_table(network: Network) -> pd.DataFrame:
    """One row per building."""
    rows = [(one.id, one.label, one.households) for one in network.buildings]
    return _table(rows or [("", "", None)] * BLANK, BUILDINGS, households=float)


def changes_table(network: Network) -> pd.DataFrame:
    """One row per change in a group's life. Its state is blank: a preset value would be believed."""
    rows = [(one.group, one.life.value, one.when, one.reason) for one in network.changes]
    return _table(rows or [(None, None, None, "")] * BLANK, LIVES, group=object, life=object, when=object)


def _answered_word(answered: bool | None) -> str:
    return next((word for word, value in ANSWERS.items() if value is answered), NOT_ASKED)


def _rung_word(rung: int | None) -> str:
    return NOT_ASKED if rung is None else str(rung)


def _table(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], **types: type) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype(
        {name: types.get(name, str) for name in columns if types.get(name, str) is not object}
    )


def network_from(base: Network, typed: Tables) -> Network:
    """The network in the tables, with what they do not show taken from `base`. Empty rows are left out.

    Reports about a person stay while they are in the tables, see `unspoken`. Raises InputError `desk.tie_end`
    for a tie with only one end, `desk.building_id`, `desk.change_group`, `network.no_life` for half a row.
    """
    people = tuple(_person(row) for row in _coded(typed.people))
    groups = tuple(_group(row) for row in _coded(typed.groups))
    ties = tuple(_tie(row, number) for number, row in enumerate(_filled(typed.ties, TIE_SAYS), start=1))
    numbered_buildings = enumerate(_filled(typed.buildings, BUILDINGS), start=1)
    changes = enumerate(_filled(typed.changes, LIVES), start=1)
    remarks = _kept(typed)
    return replace(
        base,
        people=people,
        groups=groups,
        ties=ties,
        extra=tuple((whose, pairs) for whose, pairs in base.extra if whose in remarks),
        buildings=tuple(_building(row, number) for number, row in numbered_buildings),
        remarks=tuple(one for one in base.remarks if one.of in remarks),
        changes=tuple(_change(row, number) for number, row in changes),
    )


def unspoken(base: Network, typed: Tables) -> tuple[tuple[str, ...], int]:
    """The people removed from the tables who have reports, and how many reports go with them."""
    kept = _kept(typed)
    gone = [one.of for one in base.remarks if one.of not in kept]
    return tuple(dict.fromkeys(gone)), len(gone)


def _kept(typed: Tables) -> set[str]:
    return {str(row["id"]) for frame in (typed.people, typed.groups) for row in _coded(frame)}


def _coded(frame: pd.DataFrame) -> Iterator[Record]:
    """Rows of people; a name without a code serves as its own code."""
    for row in _rows(frame):
        row["id"] = _word(row, "id") or _word(row, "label")
        if row["id"]:
            yield row


def _filled(frame: pd.DataFrame, says: tuple[str, ...]) -> Iterator[Record]:
    """Rows with a value in one of these columns."""
    return (row for row in _rows(frame) if any(_word(row, name) for name in says))


def _rows(frame: pd.DataFrame) -> Iterator[Record]:
    for record in frame.to_dict("records"):
        yield {str(name): None if _missing(value) else value for name, value in record.items()}


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)


def _word(row: Record, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _day(row: Record, name: str) -> date | None:
    value = row.get(name)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    # A column without any date has no type yet: what is typed there arrives as text.
    written = _word(row, name)
    found = day(written)
    if written and found is None:
        raise InputError("table.date", value=written)
    return found


def _person(row: Record) -> Person:
    return Person(
        id=_word(row, "id"),
        label=_word(row, "label"),
        kind=PersonKind(_word(row, "kind") or PersonKind.RESIDENT),
        building=_word(row, "building"),
        answered=ANSWERS.get(_word(row, "answered")),
        trust=_rung(row),
    )


def _rung(row: Record) -> int | None:
    word = _word(row, "trust")
    return int(word) if word.isdecimal() else None


def _group(row: Record) -> Group:
    return Group(
        id=_word(row, "id"),
        label=_word(row, "label"),
        purpose=_word(row, "purpose"),
        life=GroupLife(_word(row, "life") or GroupLife.RUNNING),
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
        trust=_rung(row),
        wave=_word(row, "wave"),
    )


def _building(row: Record, number: int) -> Building:
    name, households = _word(row, "id") or _word(row, "label"), row.get("households")
    if not name:
        raise InputError("desk.building_id", Where(row=number))
    return Building(
        name, _word(row, "label"), int(households) if isinstance(households, int | float) else None
    )


def _change(row: Record, number: int) -> LifeChange:
    group, life = _word(row, "group"), _word(row, "life")
    if not group:
        raise InputError("desk.change_group", Where(row=number))
    if not life:
        raise InputError("network.no_life", Where(row=number))
    return LifeChange(group, GroupLife(life), _day(row, "when"), _word(row, "reason"))
