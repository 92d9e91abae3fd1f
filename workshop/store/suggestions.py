"""Table access for suggestions and for what people reported about their community.

One row per seat and case says what was shown and whether the person means to try it; one row per seat holds
their report. Both are deleted with the seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from workshop.store.schema_learning import asker_note, suggestion
from workshop.store.statements.prepared import PreparedStatement

_IN_ORDER = select(suggestion).order_by(suggestion.c.shown_at, suggestion.c.id)
_EVERYWHERE = PreparedStatement(_IN_ORDER)
_OF_SEAT = PreparedStatement(_IN_ORDER.where(suggestion.c.seat_id == bindparam("seat")))
_OF_CAMP = PreparedStatement(_IN_ORDER.where(suggestion.c.camp_id == bindparam("camp")))


@dataclass(frozen=True)
class CardView:
    """A case shown to a seat. `obstacle` is what the person was stuck at then (empty: only words), `move`
    what the card suggested.

    `chosen_at` is when they said they would try it; None: they do not mean to.
    """

    id: str
    camp: str
    seat: str
    case: str
    slot: str
    obstacle: str
    move: str
    chosen: bool
    shown_at: datetime
    chosen_at: datetime | None = None


def add_shown(connection: Connection, new: CardView) -> None:
    """Record that a case was shown; a second row for the same seat and case violates the unique key."""
    connection.execute(
        insert(suggestion).values(
            id=new.id,
            camp_id=new.camp,
            seat_id=new.seat,
            case_id=new.case,
            slot=new.slot,
            obstacle=new.obstacle,
            move=new.move,
            chosen=new.chosen,
            shown_at=new.shown_at,
            chosen_at=new.chosen_at,
        )
    )


def shown_to(connection: Connection, seat_id: str) -> tuple[CardView, ...]:
    """Cards shown to one seat, in order."""
    return tuple(_view(row) for row in _OF_SEAT.all(connection, seat=seat_id))


def shown_in(connection: Connection, camp_id: str) -> tuple[CardView, ...]:
    """Cards shown to the seats of a camp, in order."""
    return tuple(_view(row) for row in _OF_CAMP.all(connection, camp=camp_id))


def shown_anywhere(connection: Connection) -> tuple[CardView, ...]:
    """Cards shown in every camp of the installation, in order."""
    return tuple(_view(row) for row in _EVERYWHERE.all(connection))


def set_chosen(connection: Connection, id: str, chosen_at: datetime | None) -> None:
    """Set when the person said they would try it; None: they do not mean to."""
    connection.execute(
        update(suggestion)
        .where(suggestion.c.id == id)
        .values(chosen=chosen_at is not None, chosen_at=chosen_at)
    )


def _view(row: Row[Any]) -> CardView:
    return CardView(
        id=row.id,
        camp=row.camp_id,
        seat=row.seat_id,
        case=row.case_id,
        slot=row.slot,
        obstacle=row.obstacle,
        move=row.move,
        chosen=row.chosen,
        shown_at=row.shown_at,
        chosen_at=row.chosen_at,
    )


@dataclass(frozen=True)
class AskerNote:
    """One person's report. `assets` is None where they were not asked or do not know; empty means there are
    none.
    """

    assets: frozenset[str] | None = None
    words: str = ""


def note_of(connection: Connection, seat: str) -> AskerNote:
    """A seat's report; an empty one where nothing was reported."""
    row = connection.execute(select(asker_note).where(asker_note.c.seat_id == seat)).one_or_none()
    if row is None:
        return AskerNote()
    return AskerNote(None if row.assets is None else frozenset(row.assets), row.words)


def put_note(connection: Connection, seat: str, note: AskerNote, at: datetime) -> None:
    """Store it, replacing the one before; an empty report leaves no row."""
    connection.execute(delete(asker_note).where(asker_note.c.seat_id == seat))
    if note != AskerNote():
        assets = None if note.assets is None else sorted(note.assets)
        connection.execute(insert(asker_note).values(seat_id=seat, assets=assets, words=note.words, at=at))
