"""First schema: camps, steps, seats, answers, drafts, networks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Frozen copy: later changes of the view come with a migration of their own.
ANSWER_CURRENT = """
CREATE VIEW answer_current AS
SELECT a.*
FROM answer_event AS a
JOIN (
    SELECT MAX(b.number) AS number
    FROM answer_event AS b
    WHERE b.late_seq IS NULL
       OR EXISTS (
            SELECT 1 FROM control_event AS u
            WHERE u.camp_id = b.camp_id AND u.undoes = b.late_seq
       )
       OR EXISTS (
            SELECT 1 FROM control_event AS c
            WHERE c.camp_id = b.camp_id AND c.step_id = b.step_id AND c.action = 'accept_late' AND c.at >= b.at
              AND NOT EXISTS (
                  SELECT 1 FROM control_event AS u WHERE u.camp_id = c.camp_id AND u.undoes = c.seq
              )
       )
    GROUP BY b.seat_id, b.step_id, b.question
) AS latest ON latest.number = a.number
"""


def upgrade() -> None:

    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "camp",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("recipe", sa.String(length=80), nullable=False),
        sa.Column("rubric", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("facilitator_hash", sa.Text(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camp")),
        sa.UniqueConstraint("code", name=op.f("uq_camp_code")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_hash", sa.Text(), nullable=False),
        sa.Column("signing_secret", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "camp_step",
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=80), nullable=False),
        sa.Column("exercise_version", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_camp_step_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("camp_id", "id", name=op.f("pk_camp_step")),
    )
    op.create_table(
        "community",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("setting", sa.String(length=40), nullable=True),
        sa.Column("committee_support", sa.Integer(), nullable=True),
        sa.Column("familiarity", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("groups", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_community_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("camp_id", "name", name=op.f("uq_community_camp_id_name")),
    )
    op.create_table(
        "control_event",
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_control_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("camp_id", "seq", name=op.f("pk_control_event")),
        sa.UniqueConstraint("key", name=op.f("uq_control_event_key")),
    )
    op.create_table(
        "desk_session",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_desk_session_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_desk_session")),
    )
    op.create_table(
        "network",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("wave", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("directed", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_network_community_id_community"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_network")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_community_id"), "network", ["community_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("join_key", sa.String(length=40), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("recovery", sa.String(length=8), nullable=False),
        sa.Column("consent", sa.String(length=40), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_seat_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_seat_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("camp_id", "recovery", name=op.f("uq_seat_camp_id_recovery")),
        sa.UniqueConstraint("join_key", name=op.f("uq_seat_join_key")),
    )
    op.create_table(
        "answer_event",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("exercise_version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("late_seq", sa.Integer(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_answer_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_answer_event_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_answer_event")),
        sa.UniqueConstraint("key", name=op.f("uq_answer_event_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_answer_event_camp_id_step_id_question"),
        "answer_event",
        ["camp_id", "step_id", "question"],
        unique=False,
    )
    op.create_index(
        op.f("ix_answer_event_seat_id_step_id_question"),
        "answer_event",
        ["seat_id", "step_id", "question"],
        unique=False,
    )
    op.create_table(
        "draft",
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_draft_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seat_id", "step_id", "question", name=op.f("pk_draft")),
    )
    op.create_table(
        "person",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("trust", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_number"],
            ["network.number"],
            name=op.f("fk_person_network_number_network"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("network_number", "position", name=op.f("pk_person")),
        sa.UniqueConstraint("network_number", "id", name=op.f("uq_person_network_number_id")),
    )
    op.create_table(
        "resident_group",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("life", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_number"],
            ["network.number"],
            name=op.f("fk_resident_group_network_number_network"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("network_number", "position", name=op.f("pk_resident_group")),
        sa.UniqueConstraint("network_number", "id", name=op.f("uq_resident_group_network_number_id")),
    )
    op.create_table(
        "seat_token",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_seat_token_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_seat_token")),
    )
    op.create_index(op.f("ix_seat_token_seat_id"), "seat_token", ["seat_id"], unique=False)
    op.create_table(
        "tie",
        sa.Column("network_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("when", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["network_number"],
            ["network.number"],
            name=op.f("fk_tie_network_number_network"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("network_number", "position", name=op.f("pk_tie")),
    )

    op.execute(ANSWER_CURRENT)


def downgrade() -> None:
    op.execute("DROP VIEW answer_current")

    op.drop_table("tie")
    op.drop_index(op.f("ix_seat_token_seat_id"), table_name="seat_token")
    op.drop_table("seat_token")
    op.drop_table("resident_group")
    op.drop_table("person")
    op.drop_table("draft")
    op.drop_index(op.f("ix_answer_event_seat_id_step_id_question"), table_name="answer_event")
    op.drop_index(op.f("ix_answer_event_camp_id_step_id_question"), table_name="answer_event")
    op.drop_table("answer_event")
    op.drop_table("seat")
    op.drop_index(op.f("ix_network_community_id"), table_name="network")
    op.drop_table("network")
    op.drop_table("desk_session")
    op.drop_table("control_event")
    op.drop_table("community")
    op.drop_table("camp_step")
    op.drop_table("installation")
    op.drop_table("camp")
    op.drop_table("audit")
