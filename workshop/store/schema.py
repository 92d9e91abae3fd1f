"""The tables. Answers and control events are append-only; what is current is a view over them.

Migrations build the same schema step by step; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(40)
# Kept in UTC without a zone: SQLite has none, and one convention serves both databases.
MOMENT = DateTime(timezone=False)

installation = Table(
    "installation",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="single"), primary_key=True),
    Column("organiser_hash", Text, nullable=False),
    Column("signing_secret", Text, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)

camp = Table(
    "camp",
    metadata,
    Column("id", ID, primary_key=True),
    Column("code", String(8), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("recipe", String(80), nullable=False),
    Column("rubric", String(80), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("facilitator_hash", Text, nullable=False),
    Column("invented", Boolean, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)

camp_step = Table(
    "camp_step",
    metadata,
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("exercise", String(80), nullable=False),
    Column("exercise_version", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("day", Integer, nullable=False, server_default="0"),
    Column("begins", String(5), nullable=False, server_default=""),
    Column("ends", String(5), nullable=False, server_default=""),
    Column("track", String(40), nullable=False, server_default=""),
    Column("pin", String(5), nullable=False, server_default=""),
    Column("title", JSON),
    Column("plan_b", JSON),
    Column("priority", Integer, nullable=False, server_default="0"),
)

control_event = Table(
    "control_event",
    metadata,
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),  # two facilitators at once: only one gets the next number
    Column("key", ID, nullable=False, unique=True),
    Column("step_id", String(80), nullable=False),
    Column("action", String(20), nullable=False),
    Column("undoes", Integer),
    Column("minutes", Integer, nullable=False, server_default="0"),
    Column("change", JSON),
    Column("table_no", Integer, nullable=False, server_default="0"),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

room_event = Table(
    "room_event",
    metadata,
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("key", ID, nullable=False, unique=True),
    Column("action", String(20), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# The wall's address: whoever has it may watch, so it can be ended and another be made.
wall = Table(
    "wall",
    metadata,
    Column("token", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Column("ended_at", MOMENT),
    Index("ix_wall_camp_id", "camp_id"),
)

community = Table(
    "community",
    metadata,
    Column("id", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("setting", String(40)),
    Column("committee_support", Integer),
    Column("familiarity", Integer),
    Column("households", Integer),
    Column("groups", Integer),
    UniqueConstraint("camp_id", "name"),
)

seat = Table(
    "seat",
    metadata,
    Column("id", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("join_key", ID, nullable=False, unique=True),  # a double tap on "join" is one seat
    Column("nickname", Text, nullable=False),
    Column("community_id", ID, ForeignKey("community.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("recovery", String(8), nullable=False),
    Column("consent", String(40), nullable=False),  # required: no seat, hence no answer, without consent
    Column("joined_at", MOMENT, nullable=False),
    Column("seen_at", MOMENT, nullable=False),
    Column("aside_at", MOMENT),  # removed by the facilitator: its answers are kept and count nowhere
    UniqueConstraint("camp_id", "recovery"),
)

seat_token = Table(
    "seat_token",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the cookie; the cookie itself is not stored
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Index(None, "seat_id"),
)

desk_session = Table(
    "desk_session",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE")),  # empty: organiser, all camps
    Column("made_at", MOMENT, nullable=False, key="used_at"),  # made, and moved on while the session is used
    Column("ended_at", MOMENT),
)

answer_event = Table(
    "answer_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),  # made when the form is shown
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("step_id", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("exercise_version", Integer, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("late_seq", Integer),  # the freeze or close it came after; empty when in time
    Column("again", Boolean, nullable=False),
    Index(None, "camp_id", "step_id", "question"),
    Index(None, "seat_id", "step_id", "question"),
    Index(None, "camp_id", "number"),  # the newest is found without looking at the others
    sqlite_autoincrement=True,
)

# The way in for one more device of a facilitator, once and for a few minutes.
device_pass = Table(
    "device_pass",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
)

draft = Table(
    "draft",
    metadata,
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("step_id", String(80), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("key", ID, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", MOMENT, nullable=False),
)

network = Table(
    "network",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("community_id", ID, ForeignKey("community.id", ondelete="CASCADE"), nullable=False),
    Column("wave", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("directed", Boolean, nullable=False),
    Column("extra", JSON, nullable=False),
    Column("spots", JSON),  # [id, x, y] each; null on maps saved before places were kept
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "community_id"),
    sqlite_autoincrement=True,
)

person = Table(
    "person",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("building", Text, nullable=False),
    Column("answered", Boolean),
    Column("trust", Integer),
    UniqueConstraint("network_number", "id"),
)

resident_group = Table(
    "resident_group",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("life", String(20), nullable=False),
    Column("since", Date),
    UniqueConstraint("network_number", "id"),
)

tie = Table(
    "tie",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("strength", Float, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("when", Date),
    Column("trust", Integer),
    Column("wave", String(40), nullable=False, server_default=""),
)

building = Table(
    "building",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("households", Integer),
)

remark = Table(
    "remark",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("of", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("word", Text, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("when", Date),
)

life_change = Table(
    "life_change",
    metadata,
    Column("network_number", Integer, ForeignKey("network.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("group_id", Text, nullable=False),
    Column("life", String(20), nullable=False),
    Column("when", Date),
    Column("reason", Text, nullable=False),
)

# Who is behind a code, for the few who must know: never read by anything that draws, measures or exports.
name_key = Table(
    "name_key",
    metadata,
    Column("community_id", ID, ForeignKey("community.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# Rubrics written at the desk. Answers are tied to a version, so a row is never changed or taken away.
rubric = Table(
    "rubric",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # two at once: one gets the next
    Column("text", Text, nullable=False),  # TOML, as a file holds it
    Column("base", String(80), nullable=False),  # the id@version it was made from; empty when from nothing
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# Whether a version is offered to new camps: the latest mark counts. Versions in files can be marked as well.
rubric_mark = Table(
    "rubric_mark",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("rubric", String(80), nullable=False),  # id@version
    Column("retired", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "rubric"),
    sqlite_autoincrement=True,
)

# A rubric being written: survives a reload, and is gone once saved or thrown away.
rubric_draft = Table(
    "rubric_draft",
    metadata,
    Column("id", ID, primary_key=True),
    Column("base", String(80), nullable=False),
    Column("content", JSON, nullable=False),
    Column("stated", JSON, nullable=False),  # anchor -> its stated provenance
    Column("note", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# Who did what with personal data, without names.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("camp_id", ID, nullable=False),
    Column("what", String(40), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    sqlite_autoincrement=True,
)

# The latest answer of a seat to a question that counts: it came in time, or what made it late was undone,
# or the facilitator has accepted the late ones since it arrived (and has not undone that).
_COUNTS = """(
    {a}.late_seq IS NULL
    OR EXISTS (SELECT 1 FROM control_event AS u WHERE u.camp_id = {a}.camp_id AND u.undoes = {a}.late_seq)
    OR EXISTS (
        SELECT 1 FROM control_event AS c
        WHERE c.camp_id = {a}.camp_id AND c.step_id = {a}.step_id AND c.action = 'accept_late' AND c.at >= {a}.at
          AND NOT EXISTS (SELECT 1 FROM control_event AS u WHERE u.camp_id = c.camp_id AND u.undoes = c.seq)
    )
)"""
# Asked answer by answer: who wants one step's answers pays for those, however many others there are.
ANSWER_CURRENT = """
CREATE VIEW answer_current AS
SELECT a.*
FROM answer_event AS a
WHERE [a]
AND NOT EXISTS (
    SELECT 1 FROM answer_event AS b
    WHERE b.seat_id = a.seat_id AND b.step_id = a.step_id AND b.question = a.question AND b.number > a.number
    AND [b]
)
""".replace("[a]", _COUNTS.format(a="a")).replace("[b]", _COUNTS.format(a="b"))

# Read side of the view, outside `metadata` so that nothing tries to create it as a table.
answer_current = Table(
    "answer_current",
    MetaData(),
    *(Column(column.name, column.type) for column in answer_event.columns),
)
