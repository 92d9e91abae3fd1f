"""Answers without a seat: the ballots of each question, what is typed for them, and who has answered.

Rows of before are moved by the program that knows which questions those are (`services.camp.ballots`), not here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot_box",
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_ballot_box_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("camp_id", "step_id", "question", name=op.f("pk_ballot_box")),
    )
    op.create_table(
        "ballot_draft",
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_ballot_draft_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("camp_id", "step_id", "question", name=op.f("pk_ballot_draft")),
    )
    op.create_table(
        "answered",
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("step_id", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_answered_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seat_id", "step_id", "question", name=op.f("pk_answered")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("answered")
    op.drop_table("ballot_draft")
    op.drop_table("ballot_box")
