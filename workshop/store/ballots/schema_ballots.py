"""The tables of answers without a seat. None of their rows carries a time, a number of its own, or a place in an order."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from workshop.store.schema import ID
from workshop.store.schema_learning import metadata as metadata

# Answers without a seat: all ballots of a question in one row (see `store.ballots`), and what is typed for them.
ballot_box = Table(
    "ballot_box",
    metadata,
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), primary_key=True),
    Column("step_id", String(80), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("changes", Integer, nullable=False),  # how many answers were sent, replacing ones too
    Column("late", Integer, nullable=False),  # how many of them came too late
    Column("lines", Text, nullable=False),
)

ballot_draft = Table(
    "ballot_draft",
    metadata,
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), primary_key=True),
    Column("step_id", String(80), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("lines", Text, nullable=False),
)

# That a seat has answered such a question, and nothing else.
answered = Table(
    "answered",
    metadata,
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("step_id", String(80), primary_key=True),
    Column("question", String(80), primary_key=True),
    sqlite_with_rowid=False,
)
