"""Rows of what people told of their place so that cards fit better: one a seat, gone with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from workshop.store.schema_asking import asker_note


@dataclass(frozen=True)
class AskerNote:
    """What one person told. `assets` is None where they were not asked or do not know; empty means there are none."""

    assets: frozenset[str] | None = None
    words: str = ""


def note_of(connection: Connection, seat: str) -> AskerNote:
    """What a seat told; nothing told reads as an empty note."""
    row = connection.execute(select(asker_note).where(asker_note.c.seat_id == seat)).one_or_none()
    if row is None:
        return AskerNote()
    return AskerNote(None if row.assets is None else frozenset(row.assets), row.words)


def put_note(connection: Connection, seat: str, note: AskerNote, at: datetime) -> None:
    """Keep it in place of the one before; an empty note leaves no row."""
    connection.execute(delete(asker_note).where(asker_note.c.seat_id == seat))
    if note != AskerNote():
        assets = None if note.assets is None else sorted(note.assets)
        connection.execute(insert(asker_note).values(seat_id=seat, assets=assets, words=note.words, at=at))
