"""Boards on which cards are grouped, at a table or by the whole room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board_event",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("board", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=True),
        sa.Column("put", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_board_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_board_event_seat_id_seat"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_board_event")),
        sa.UniqueConstraint("key", name=op.f("uq_board_event_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_board_event_camp_id_step_id_question", "board_event", ["camp_id", "step_id", "question"]
    )
    op.create_index("ix_board_event_seat_id", "board_event", ["seat_id"])


def downgrade() -> None:
    op.drop_index("ix_board_event_seat_id", table_name="board_event")
    op.drop_index("ix_board_event_camp_id_step_id_question", table_name="board_event")
    op.drop_table("board_event")
