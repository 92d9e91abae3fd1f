"""The tables of people who are expected and of join codes that ended, of peer learning: told cases, suggestions, community reports, trials,
patterns, pairings, seatings and boards; exercises written at the desk; dialogues.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from workshop.store.schema import ID, MOMENT
from workshop.store.schema import metadata as metadata

# Somebody who is expected, with the card printed for them. No seat is taken before they agree to the notice; a card
# made for a seat (`seat_id` from the start) hands that seat over to its person's own phone.
seat_card = Table(
    "seat_card",
    metadata,
    Column("id", ID, primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("code", String(8), nullable=False),
    Column("nickname", Text, nullable=False),
    Column("community_id", ID, ForeignKey("community.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation", Text, nullable=False),
    # Whose it became; the card goes with the seat when its person withdraws.
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE")),
    Column("claimed_at", MOMENT),  # empty: can still be used
    Column("claim_key", ID),  # of the form that used it: a double tap is one seat
    Column("made_at", MOMENT, nullable=False),
    UniqueConstraint("camp_id", "code"),
    Index(None, "seat_id"),
)

# A camp's join codes that were replaced: nobody joins with one, but whoever has a seat there finds the way back.
ended_code = Table(
    "ended_code",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
)

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

# Append-only: the number of rows tells a screen whether anything changed. It names no person.
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

# Cards grouped at a table or by the room. Append-only; what lies where is what folding the rest leaves.
board_event = Table(
    "board_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("step_id", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("board", String(60), nullable=False),  # a table's, a community's; empty: the whole room's
    Column("key", ID, nullable=False, unique=True),
    Column(
        "seat_id", ID, ForeignKey("seat.id", ondelete="SET NULL")
    ),  # empty: a facilitator, or nobody any more
    Column("put", JSON, nullable=False),  # card -> pile
    Column("names", JSON, nullable=False),  # pile -> what it is called
    Column("undoes", Integer),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id", "step_id", "question"),
    Index(None, "camp_id", "number"),
    Index(None, "seat_id"),
    sqlite_autoincrement=True,
)

# No row: nothing reported; assets null: not asked, or not known.
asker_note = Table(
    "asker_note",
    metadata,
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
    Column("assets", JSON(none_as_null=True)),
    Column("words", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# A case told in a camp, from its draft on the phone to the public case base and out of it again.
submission = Table(
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
    Column("consent", String(40), nullable=False),  # version of the consent text agreed to; empty: not yet
    Column("contact_ok", Boolean, nullable=False),
    Column("language", String(5), nullable=False),
    Column("content", JSON, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id"),
    Index(None, "seat_id"),
)

submission_event = Table(
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

# A case shown as a suggestion, and its later outcome: the only thing that counts as a trial.
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
    Column("due", Integer, nullable=False),  # the question it answers: 30 or 90 days after it was chosen
    Column("did", String(20), nullable=False),  # yes, partly, not_yet, other
    Column("outcome", String(20), nullable=False),  # "", passed, partly, not, too_early
    Column("happened", Text, nullable=False),
    Column("different", Text, nullable=False),
    Column("consent", Boolean, nullable=False),  # consent: it may be counted
    Column("way", String(20), nullable=False),  # self, telephone, visit
    Column("teller", Text, nullable=False),  # who reported it; empty: on their own phone
    Column("undone", Boolean, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "suggestion_id"),
    sqlite_autoincrement=True,
)

# What somebody says became of their commitment, 7, 30 and 90 days after the camp; the newest counts.
pulse = Table(
    "pulse",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("place", String(170), nullable=False),  # which of the seat's commitments: step, question, row
    Column("due", Integer, nullable=False),
    Column("became", String(20), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("helped", Text, nullable=False),
    Column("stands", String(20), nullable=False),
    Column("following", Text, nullable=False),
    Column("way", String(20), nullable=False, server_default="self"),
    Column(
        "teller", Text, nullable=False, server_default=""
    ),  # who said it, where somebody else wrote it down
    Column("by", Text, nullable=False, server_default=""),
    Column("undone", Boolean, nullable=False, server_default=false()),
    Column("at", MOMENT, nullable=False),
    Index(None, "seat_id"),
    sqlite_autoincrement=True,
)

# Gone with either of the two: neither leaves the other's name behind.
witness_reply = Table(
    "witness_reply",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("place", String(170), nullable=False),
    Column("witness_id", ID, ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "seat_id"),
    Index(None, "witness_id"),
    sqlite_autoincrement=True,
)

# Exercises written at the desk. Answers are tied to a version, so a row is never changed or taken away.
own_exercise = Table(
    "own_exercise",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # two at once: one gets the next
    Column("chinese", Text, nullable=False),  # the files, as they are downloaded
    Column("english", Text, nullable=False),  # empty: nothing translated
    Column("base", String(100), nullable=False),  # the id@version it was made from; empty when from a file
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# Whether an exercise is offered for new camps and agendas: the latest mark counts.
exercise_mark = Table(
    "exercise_mark",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("exercise", String(60), nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "exercise"),
    sqlite_autoincrement=True,
)

# An exercise being written: survives a reload, and is gone once published or thrown away.
exercise_draft = Table(
    "exercise_draft",
    metadata,
    Column("id", ID, primary_key=True),
    Column("base", String(100), nullable=False),
    Column("state", Integer, nullable=False),  # the number of the state that it shows
    Column("revision", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
)

# What a draft was after each change, so that a change can be taken back, and that again.
exercise_draft_state = Table(
    "exercise_draft_state",
    metadata,
    Column("draft_id", ID, ForeignKey("exercise_draft.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", JSON, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
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

# Dialogues kept turn by turn. What was said belongs to the room; `seat_id` is the hand that typed or starred it.
turn_event = Table(
    "turn_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", ID, nullable=False, unique=True),
    Column("camp_id", ID, ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
    Column("step_id", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("table", String(60), nullable=False),  # empty for the whole room
    Column("act", String(20), nullable=False),
    Column("turn", Integer, nullable=False),  # the number of the turn it is about, 0 where it is none
    Column("seat_id", ID, ForeignKey("seat.id", ondelete="SET NULL")),
    Column("by", Text, nullable=False),
    Column("speaker", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("about", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Index(None, "camp_id", "step_id", "question", "table"),
    Index(None, "camp_id", "number"),
    Index(None, "seat_id"),
    sqlite_autoincrement=True,
)
