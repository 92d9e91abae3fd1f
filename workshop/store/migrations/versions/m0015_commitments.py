"""What became of commitments after 7, 30 and 90 days, and what witnesses replied."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pulse",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=170), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("became", sa.String(length=20), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("helped", sa.Text(), nullable=False),
        sa.Column("stands", sa.String(length=20), nullable=False),
        sa.Column("following", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_pulse_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pulse")),
        sa.UniqueConstraint("key", name=op.f("uq_pulse_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pulse_seat_id"), "pulse", ["seat_id"], unique=False)
    op.create_table(
        "witness_reply",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=170), nullable=False),
        sa.Column("witness_id", sa.String(length=40), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_witness_reply_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"], ["seat.id"], name=op.f("fk_witness_reply_witness_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_witness_reply")),
        sa.UniqueConstraint("key", name=op.f("uq_witness_reply_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_witness_reply_seat_id"), "witness_reply", ["seat_id"], unique=False)
    op.create_index(op.f("ix_witness_reply_witness_id"), "witness_reply", ["witness_id"], unique=False)


def downgrade() -> None:
    op.drop_table("witness_reply")
    op.drop_table("pulse")
