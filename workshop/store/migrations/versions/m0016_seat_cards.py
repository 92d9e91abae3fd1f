"""Cards of people who are expected, and seats that were put aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seat", sa.Column("aside_at", sa.DateTime(), nullable=True))
    op.create_table(
        "seat_card",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("seat_id", sa.String(length=40), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("claim_key", sa.String(length=40), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_seat_card_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_seat_card_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_seat_card_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_card")),
        sa.UniqueConstraint("camp_id", "code", name=op.f("uq_seat_card_camp_id_code")),
    )
    op.create_index("ix_seat_card_seat_id", "seat_card", ["seat_id"])


def downgrade() -> None:
    op.drop_index("ix_seat_card_seat_id", table_name="seat_card")
    op.drop_table("seat_card")
    op.drop_column("seat", "aside_at")
