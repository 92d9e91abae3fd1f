"""The live room: minutes added to a step, what the wall shows and who steers, the wall's address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("control_event", sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "room_event",
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_room_event_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("camp_id", "seq", name=op.f("pk_room_event")),
        sa.UniqueConstraint("key", name=op.f("uq_room_event_key")),
    )
    op.create_table(
        "wall",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("camp_id", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["camp_id"], ["camp.id"], name=op.f("fk_wall_camp_id_camp"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_wall")),
    )
    op.create_index("ix_wall_camp_id", "wall", ["camp_id"])


def downgrade() -> None:
    op.drop_index("ix_wall_camp_id", table_name="wall")
    op.drop_table("wall")
    op.drop_table("room_event")
    op.drop_column("control_event", "minutes")
