"""The tables of learning from one another: cases people tell, what was suggested and what came of it, patterns."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workshop.store.schema import ID, MOMENT
from workshop.store.schema import metadata as metadata

# A case somebody in a camp tells, from the first words on the phone to the public case base and out of it again.
told_case = Table(
    "told_case",
    metadata,
    Column("id", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE")),  # empty: written at the desk
    Column("community_id", ID, ForeignKey("community.id")),
    Column(
        "state", String(20), nullable=False
    ),  # draft, submitted, needs_info, published, merged, rejected, retired
    Column("visibility", String(20), nullable=False),  # room, camp, public
    Column("consent", String(40), nullable=False),  # which text was agreed to; empty: not yet
    Column("contact_ok", Boolean, nullable=False),
    Column("language", String(5), nullable=False),
    Column("content", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
    Index(None, "seat_id"),
)

told_case_event = Table(
    "told_case_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("case_id", ID, ForeignKey("told_case.id", ondelete="CASCADE"), nullable=False),
    Column("what", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "case_id"),
    sqlite_autoincrement=True,
)

# A case shown to somebody as a suggestion, and what came of it later: the only thing that counts as a trial.
suggestion = Table(
    "suggestion",
    metadata,
    Column("id", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("case_id", String(80), nullable=False),
    Column("slot", String(20), nullable=False),
    Column("obstacle", String(20), nullable=False),
    Column("move", String(40), nullable=False),
    Column("chosen", Boolean, nullable=False),
    Column("shown_at", MOMENT, nullable=False),
    Column("chosen_at", MOMENT),  # from here the 30 and 90 days are counted
    UniqueConstraint("seat_id", "case_id"),
    Index(None, "camp_id"),
)

trial = Table(
    "trial",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("suggestion_id", ID, ForeignKey("suggestion.id", ondelete="CASCADE"), nullable=False),
    Column("due", Integer, nullable=False),  # the question it answers, days after it was chosen: 30 or 90
    Column("did", String(20), nullable=False),  # yes, partly, not_yet, other
    Column("outcome", String(20), nullable=False),  # "", passed, partly, not, too_early
    Column("happened", Text, nullable=False),
    Column("different", Text, nullable=False),
    Column("consent", Boolean, nullable=False),  # others may learn from it, as a count
    Column("way", String(20), nullable=False),  # self, telephone, visit
    Column("teller", Text, nullable=False),  # who said it; empty: on their own phone
    Column("undone", Boolean, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "suggestion_id"),
    sqlite_autoincrement=True,
)

# Patterns written at the desk; a version is never changed. Version 0 is the unfinished draft, the only row that is.
kept_pattern = Table(
    "kept_pattern",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),  # TOML, as a file holds it
    Column("retired", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)
