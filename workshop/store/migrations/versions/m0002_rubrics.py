"""Rubrics written at the desk: their versions, which of them new camps are offered, and the unfinished ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rubric",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_rubric")),
    )
    op.create_table(
        "rubric_mark",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("rubric", sa.String(length=80), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_rubric_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rubric_mark_rubric"), "rubric_mark", ["rubric"], unique=False)
    op.create_table(
        "rubric_draft",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("base", sa.String(length=80), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("stated", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_draft")),
    )


def downgrade() -> None:
    op.drop_table("rubric_draft")
    op.drop_index(op.f("ix_rubric_mark_rubric"), table_name="rubric_mark")
    op.drop_table("rubric_mark")
    op.drop_table("rubric")
