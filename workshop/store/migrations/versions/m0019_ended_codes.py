"""A camp's replaced join codes are remembered: they lead people with a seat back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workshop.store.schema import MOMENT

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_code",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("camp_id", sa.String(40), sa.ForeignKey("camp.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_ended_code_camp_id", "ended_code", ["camp_id"])


def downgrade() -> None:
    op.drop_table("ended_code")
