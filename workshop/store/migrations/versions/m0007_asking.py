"""What somebody told of their place so that cards fit better."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asker_note",
        sa.Column("seat_id", sa.String(length=40), nullable=False),
        sa.Column("assets", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_asker_note_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_asker_note")),
    )


def downgrade() -> None:
    op.drop_table("asker_note")
