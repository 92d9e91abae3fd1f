"""A step may be opened and stopped at one table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("control_event", sa.Column("table_no", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("control_event", "table_no")
