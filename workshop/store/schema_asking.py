"""The table of what people told of their place so that cards fit better."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Table, Text

from workshop.store.schema import ID, MOMENT
from workshop.store.schema_pairing import metadata as metadata

# No row: nothing told; assets empty: not asked, or not known.
asker_note = Table(
    "asker_note",
    metadata,
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("assets", JSON(none_as_null=True)),
    Column("words", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)
