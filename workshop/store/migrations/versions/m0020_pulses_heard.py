"""What became of a commitment may be told by telephone and written down by a facilitator, and taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pulse", sa.Column("way", sa.String(20), nullable=False, server_default="self"))
    op.add_column("pulse", sa.Column("teller", sa.Text(), nullable=False, server_default=""))
    op.add_column("pulse", sa.Column("by", sa.Text(), nullable=False, server_default=""))
    op.add_column("pulse", sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for column in ("undone", "by", "teller", "way"):
        op.drop_column("pulse", column)
