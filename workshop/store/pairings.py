"""Table access for pairings and seatings, in the order they were made, and their inputs from people and
facilitators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from workshop.store.reading import once
from workshop.store.schema_learning import pair, pairing, pairing_event, pairing_wish
from workshop.store.statements.prepared import PreparedStatement

# Stored beside the rows. Seat ids are keys of `people`; a person who withdraws is removed.
Settings = dict[str, object]


_OF_KIND = (
    select(pairing)
    .where(pairing.c.camp_id == bindparam("camp"), pairing.c.kind == bindparam("kind"), ~pairing.c.undone)
    .order_by(pairing.c.number.desc())
)
_STANDING = PreparedStatement(_OF_KIND)
_NEWEST = PreparedStatement(_OF_KIND.limit(1))
_NEWEST_SHOWN = PreparedStatement(_OF_KIND.where(pairing.c.shown).limit(1))
_INPUTS = PreparedStatement(
    select(pairing_wish).where(pairing_wish.c.camp_id == bindparam("camp")).order_by(pairing_wish.c.number)
)


@dataclass(frozen=True)
class StoredPairing:
    """One pairing (`kind` pairs) or seating (`kind` rounds). `by` and `at` are of its last change."""

    number: int
    camp: str
    kind: str
    settings: Settings
    shown: bool
    by: str
    at: datetime


@dataclass(frozen=True, order=True)
class PairRow:
    """Who visits whom, and the asker's decision: none yet, accepted, declined."""

    asker: str
    host: str
    fit: float
    decision: str = ""


@dataclass(frozen=True)
class PairingInput:
    """A statement or constraint about one person, or about two."""

    kind: str
    seat: str
    other: str | None
    value: str | None


def add(
    connection: Connection, camp: str, kind: str, settings: Settings, *, shown: bool, by: str, at: datetime
) -> int:
    """Store a new pairing or seating; returns its number."""
    row = insert(pairing).values(
        camp_id=camp, kind=kind, settings=settings, shown=shown, undone=False, by=by, at=at
    )
    return int(connection.execute(row.returning(pairing.c.number)).scalar_one())


def standing(connection: Connection, camp: str, kind: str) -> tuple[StoredPairing, ...]:
    """All that are not undone, newest first."""
    return tuple(_kept(row) for row in _STANDING.all(connection, camp=camp, kind=kind))


@once
def newest(connection: Connection, camp: str, kind: str, *, shown: bool = False) -> StoredPairing | None:
    """The current one: the newest not undone; with `shown`, the newest of those on the phones."""
    row = (_NEWEST_SHOWN if shown else _NEWEST).one_or_none(connection, camp=camp, kind=kind)
    return None if row is None else _kept(row)


def numbered(connection: Connection, camp: str, number: int) -> StoredPairing | None:
    """One pairing or seating of a camp, undone or not."""
    row = connection.execute(
        select(pairing).where(pairing.c.camp_id == camp, pairing.c.number == number)
    ).one_or_none()
    return None if row is None else _kept(row)


def touch(
    connection: Connection,
    stored_pairing: StoredPairing,
    *,
    shown: bool,
    undone: bool = False,
    by: str,
    at: datetime,
) -> None:
    """Update its settings, whether it is on the phones, whether it is undone."""
    connection.execute(
        update(pairing)
        .where(pairing.c.number == stored_pairing.number)
        .values(settings=stored_pairing.settings, shown=shown, undone=undone, by=by, at=at)
    )


def note(connection: Connection, camp: str, what: str, by: str, at: datetime) -> None:
    """Log an event on pairings or seatings."""
    connection.execute(insert(pairing_event).values(camp_id=camp, what=what, by=by, at=at))


_EVENT_COUNT = PreparedStatement(
    select(func.count()).select_from(pairing_event).where(pairing_event.c.camp_id == bindparam("camp"))
)


@once
def event_count(connection: Connection, camp: str) -> int:
    """Number of pairing and seating events of a camp; it only grows."""
    return int(_EVENT_COUNT.scalar(connection, camp=camp))


def put_pairs(connection: Connection, number: int, pairs: Sequence[PairRow]) -> None:
    """Add pairs to a pairing."""
    for row in pairs:
        connection.execute(
            insert(pair).values(
                pairing_number=number,
                asker_id=row.asker,
                host_id=row.host,
                fit=row.fit,
                decision=row.decision,
            )
        )


def pairs_of(connection: Connection, number: int) -> tuple[PairRow, ...]:
    """The pairs of a pairing by asker, best first."""
    rows = connection.execute(
        select(pair)
        .where(pair.c.pairing_number == number)
        .order_by(pair.c.asker_id, pair.c.fit.desc(), pair.c.host_id)
    )
    return tuple(PairRow(row.asker_id, row.host_id, row.fit, row.decision) for row in rows)


def decide(connection: Connection, number: int, changed: PairRow) -> None:
    """Store a decision on a pair; a pair that was not in the plan is added."""
    drop_pair(connection, number, changed.asker, changed.host)
    put_pairs(connection, number, (changed,))


def drop_pair(connection: Connection, number: int, asker: str, host: str) -> None:
    connection.execute(
        delete(pair).where(pair.c.pairing_number == number, pair.c.asker_id == asker, pair.c.host_id == host)
    )


def add_input(connection: Connection, camp: str, pairing_input: PairingInput, by: str, at: datetime) -> None:
    connection.execute(
        insert(pairing_wish).values(
            camp_id=camp,
            kind=pairing_input.kind,
            seat_id=pairing_input.seat,
            other_id=pairing_input.other,
            value=pairing_input.value,
            by=by,
            at=at,
        )
    )


def drop_input(connection: Connection, camp: str, kind: str, seat: str, other: str | None) -> None:
    """Delete the inputs of this kind about a person, or about a pair."""
    same = pairing_wish.c.other_id.is_(None) if other is None else pairing_wish.c.other_id == other
    connection.execute(
        delete(pairing_wish).where(
            pairing_wish.c.camp_id == camp,
            pairing_wish.c.kind == kind,
            pairing_wish.c.seat_id == seat,
            same,
        )
    )


def inputs(connection: Connection, camp: str) -> tuple[PairingInput, ...]:
    """All inputs to the pairing of a camp, oldest first."""
    rows = _INPUTS.all(connection, camp=camp)
    return tuple(PairingInput(row.kind, row.seat_id, row.other_id, row.value) for row in rows)


def every(connection: Connection, camp: str) -> tuple[StoredPairing, ...]:
    """All of a camp's pairings and seatings, undone ones too: a person who withdraws is removed from each."""
    rows = connection.execute(select(pairing).where(pairing.c.camp_id == camp))
    return tuple(_kept(row) for row in rows)


def put_settings(connection: Connection, number: int, settings: Mapping[str, object]) -> None:
    connection.execute(update(pairing).where(pairing.c.number == number).values(settings=dict(settings)))


def _kept(row: Row[Any]) -> StoredPairing:
    return StoredPairing(row.number, row.camp_id, row.kind, row.settings, row.shown, row.by, row.at)
