"""What is recorded about a community over time: demonstration ladders and small grants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community_record",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("seat_id", sa.String(length=40), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_community_record_community_id_community"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_community_record_seat_id_seat"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_community_record")),
        sa.UniqueConstraint("key", name=op.f("uq_community_record_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_community_record_community_id"), "community_record", ["community_id"], unique=False
    )
    op.create_index(op.f("ix_community_record_seat_id"), "community_record", ["seat_id"], unique=False)


def downgrade() -> None:
    op.drop_table("community_record")
