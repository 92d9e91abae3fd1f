"""Notes of the facilitators in the room's log, and passes for one more device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("room_event", sa.Column("text", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "device_pass",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_device_pass_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_device_pass")),
    )


def downgrade() -> None:
    op.drop_table("device_pass")
    op.drop_column("room_event", "text")
