"""Exercises written at the desk: their versions, which of them are offered, and the unfinished ones with their past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_exercise",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chinese", sa.Text(), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("base", sa.String(length=100), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_own_exercise")),
    )
    op.create_table(
        "exercise_mark",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("exercise", sa.String(length=60), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_exercise_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exercise_mark_exercise"), "exercise_mark", ["exercise"], unique=False)
    op.create_table(
        "exercise_draft",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=100), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_draft")),
    )
    op.create_table(
        "exercise_draft_state",
        sa.Column("draft_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["exercise_draft.id"],
            name=op.f("fk_exercise_draft_state_draft_id_exercise_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_exercise_draft_state")),
    )


def downgrade() -> None:
    op.drop_table("exercise_draft_state")
    op.drop_table("exercise_draft")
    op.drop_index(op.f("ix_exercise_mark_exercise"), table_name="exercise_mark")
    op.drop_table("exercise_mark")
    op.drop_table("own_exercise")
