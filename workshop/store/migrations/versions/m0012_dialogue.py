"""Dialogues kept turn by turn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PLACE = ["camp_id", "step_id", "question", "table"]


def upgrade() -> None:
    op.create_table(
        "turn_event",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("table", sa.String(length=60), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_turn_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_turn_event_seat_id_seat"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_turn_event")),
        sa.UniqueConstraint("key", name=op.f("uq_turn_event_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_turn_event_camp_id_step_id_question_table"), "turn_event", PLACE)
    op.create_index(op.f("ix_turn_event_seat_id"), "turn_event", ["seat_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_turn_event_seat_id"), table_name="turn_event")
    op.drop_index(op.f("ix_turn_event_camp_id_step_id_question_table"), table_name="turn_event")
    op.drop_table("turn_event")
