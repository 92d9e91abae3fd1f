"""The tables of what is recorded about one community over time. Rows are only added; what is current is what folding
them leaves.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from workshop.store.ballots.schema_ballots import metadata as metadata
from workshop.store.schema import ID, MOMENT

# A community's direction for six to twelve months, as written at the desk; what was seen when it was looked at.
direction_event = Table(
    "direction_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),
    Column("community_id", ID, ForeignKey("community.id", ondelete="CASCADE"), nullable=False),
    Column("act", String(20), nullable=False),  # write, look, undo
    Column(
        "about", String(40), nullable=False
    ),  # the version looked at, or what is taken back; empty: neither
    Column("content", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "community_id"),
    sqlite_autoincrement=True,
)

# Ladders and small grants, one row a change: a correction is a newer row of the same part, taking away one without content,
# an undo one that names the row it undoes. Erasing a person is the only thing that changes or deletes rows.
community_record = Table(
    "community_record",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),
    Column("community_id", ID, ForeignKey("community.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),  # ladder, grant
    Column("thing", ID, nullable=False),  # which ladder, which grant
    Column("part", ID, nullable=False),  # a rung, a line of money; empty: the thing itself
    Column("content", JSON(none_as_null=True)),  # empty: taken away, or an undo
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="SET NULL")),  # the participant it is about or from
    Column("undoes", Integer),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "community_id"),
    Index(None, "seat_id"),
    sqlite_autoincrement=True,
)
