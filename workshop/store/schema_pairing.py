"""The tables of who meets whom: pairings and seatings, pairs, what people and facilitators wish, what was done when."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from workshop.store.schema import ID, MOMENT
from workshop.store.schema_learning import metadata as metadata

# Each time a room is paired or seated is a row; the newest that is not undone counts.
pairing = Table(
    "pairing",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),  # pairs, rounds
    Column("settings", JSON, nullable=False),
    Column("shown", Boolean, nullable=False),  # on the phones
    Column("undone", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
    sqlite_autoincrement=True,
)

# Who asks and who helps; a choice of a few is offered, `decision` is what was said to it.
pair = Table(
    "pair",
    metadata,
    Column("pairing_number", Integer, ForeignKey("pairing.number", ondelete="CASCADE"), primary_key=True),
    Column("asker_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("host_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("fit", Float, nullable=False),
    Column("decision", String(20), nullable=False),  # "", accepted, declined
    Index(None, "asker_id"),
    Index(None, "host_id"),
)

# What people say of themselves (ask, offer, capacity) and what the facilitator settles (locked, vetoed, apart, absent).
pairing_wish = Table(
    "pairing_wish",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("other_id", ID, ForeignKey("seat.id", ondelete="CASCADE")),
    Column("value", String(40)),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
    Index(None, "seat_id"),
    sqlite_autoincrement=True,
)

# Only ever added to: how many there are tells a screen whether anything changed. It names no person.
pairing_event = Table(
    "pairing_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("what", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
    sqlite_autoincrement=True,
)
