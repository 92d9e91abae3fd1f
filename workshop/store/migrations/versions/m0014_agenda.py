"""The agenda is the running camp: what a block needs to be independent of its recipe, and changes to the agenda."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS = (("begins", 5), ("ends", 5), ("track", 40), ("pin", 5))
NUMBERS = ("day", "priority")
WORDS = ("title", "plan_b")


def upgrade() -> None:
    for name in NUMBERS:
        op.add_column("camp_step", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name, length in TEXTS:
        op.add_column("camp_step", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    for name in WORDS:
        op.add_column("camp_step", sa.Column(name, sa.JSON(), nullable=True))
    op.add_column("control_event", sa.Column("change", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("control_event", "change")
    for name in (*WORDS, *(text for text, _ in TEXTS), *NUMBERS):
        op.drop_column("camp_step", name)
